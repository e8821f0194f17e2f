"""Teaching by doing, the left hand: what is said of sway and of falls, and when it is done."""

from dataclasses import replace

from game.scenes.teaching.facts import READS_S, Facts
from game.scenes.teaching.lessons import (
    COUNTERS_S,
    LULL_S,
    LULLS_S,
    Place,
)
from game.scenes.teaching.teacher import RESTS_S, TELLS_S, Teacher
from game.sim import Intent, View
from game.sim.view import OmenView
from tests.scenes.pupil import BARE, FRAME_S, TEACH, cracked, play, swinging
from tests.views import changed


def test_leaning_is_taught_once_it_swings_and_says_which_way() -> None:
    teacher = Teacher()
    assert "swings" not in play(teacher, swinging(0.06, time=3.0)), "the second hand joins later"
    assert play(teacher, swinging(0.06), seconds=1.5).startswith("It swings left")
    assert play(teacher, swinging(0.06), Intent(lean=1.0), seconds=2.0).startswith("It swings left"), "with it"
    assert "swings" not in play(teacher, swinging(0.06), Intent(lean=-1.0), seconds=2.0)


def test_a_fall_that_comes_is_told_before_all_else_and_nothing_once_it_has_come() -> None:
    teacher = Teacher()
    play(teacher, changed(cracked(), sway=0.0))
    for step in range(30):  # it tips over, in the first seconds
        view = changed(cracked(), sway=0.005 * step, load_factor=0.8)
        view = replace(view, tick=view.tick + 2 * step, time=3.0 + step / 60)
        due = teacher.follow(view, Intent(), FRAME_S, TEACH)
    assert due is not None
    assert due.place is Place.PLINTH
    assert play(teacher, changed(cracked(), sway=0.4)) == ""


def test_who_was_told_to_lean_for_long_is_told_of_the_dark_crack_too_and_then_again() -> None:
    """On Vane a hand with a mirror of another colour was told to lean for forty seconds, and of nothing else."""
    teacher, said = Teacher(), list[str]()
    for _ in range(round(2 * (TELLS_S + RESTS_S))):
        said.append(play(teacher, replace(changed(cracked(), sway=0.06, load_factor=1.05), time=20.0), seconds=1.0))
    leans = ["swings" in words for words in said]
    assert leans[0] and not all(leans)
    assert "Bring the light to this crack" in said
    assert any(leans[round(RESTS_S) :]), "it comes back"


def test_no_other_lesson_has_a_turn_while_it_falls() -> None:
    teacher, view = Teacher(), replace(changed(cracked(), load_factor=0.8), time=20.0)
    for step in range(round((TELLS_S + 2.0) / FRAME_S)):
        tips = replace(changed(view, sway=0.1 + 0.0001 * step), tick=view.tick + 2 * step)
        due = teacher.follow(tips, Intent(), FRAME_S, TEACH)
    assert teacher.facts.falls
    assert due is not None and due.place is Place.PLINTH


def test_words_do_not_flicker_from_crack_to_crack_as_light_swings_over_them() -> None:
    """On Kintsugi either mirror was told to be nearer, in turns of a tenth of a second."""
    facts, spoken_of = Facts(), set[int]()
    view = cracked()
    near = view.sculpture.cracks[0]
    far = replace(near, key=near.key + 1)

    def shows(near_lit: bool, far_lit: bool) -> View:
        return changed(view, cracks=(replace(near, lit=near_lit), replace(far, lit=far_lit)))

    for frame in range(240):
        facts.follow(shows(frame % 12 < 6, frame % 12 >= 6), Intent(), FRAME_S)
        assert facts.crack is not None
        spoken_of.add(facts.crack.key)
    assert len(spoken_of) == 1
    other = not spoken_of & {far.key}
    for _ in range(round(READS_S / FRAME_S) + 2):
        facts.follow(shows(not other, other), Intent(), FRAME_S)
    assert facts.crack is not None and facts.crack.key not in spoken_of, "the light stays on the other"


def test_words_do_not_flicker_from_side_to_side_where_it_hardly_sways() -> None:
    facts = Facts()
    for sway in (0.06, 0.002, -0.004, 0.003, -0.004):
        facts.follow(swinging(sway), Intent(), FRAME_S)
        assert facts.side > 0.0


def test_a_sway_too_quick_to_be_read_has_words_that_hold_for_both_sides() -> None:
    """In Fan a side was named for 1.2 s, then the other: nobody reads that and acts on it."""
    teacher, said = Teacher(), list[str]()
    for swing in range(8):
        sway = 0.1 if swing % 2 else -0.1
        swings = replace(changed(cracked(), sway=sway, load_factor=1.3), time=20.0)
        for _ in range(round(0.8 * READS_S / FRAME_S)):
            words = play(teacher, swings, seconds=FRAME_S)
            if not said or said[-1] != words:
                said.append(words)
    about_it = [words for words in said if "crack" not in words]
    assert about_it[-1] == "Lean against each swing: A D, right button"
    assert len(set(about_it)) <= 3, "a side, or none yet, and from then on the same"
    hangs = replace(changed(cracked(), sway=0.1, load_factor=1.3), time=20.0)
    assert play(teacher, hangs, seconds=READS_S + 0.1).startswith("It swings"), "there it stays"


def test_who_has_nothing_to_do_is_told_that_more_will_come() -> None:
    teacher, fan = Teacher(), ("breath",)
    voices = [replace(cracked().game.voices[0], state=state) for state in ("sings", "waiting", "waiting")]
    lull = changed(cracked(), cracks=(), voices=tuple(voices))
    assert play(teacher, lull, seconds=LULLS_S - 0.1, teach=fan) == ""
    assert play(teacher, lull, seconds=0.2, teach=fan) == "More is to come: keep it still"
    assert play(teacher, lull, seconds=LULL_S, teach=fan) == "", "it was read"
    done = Teacher()
    assert play(done, changed(lull, voices=tuple(voices[:1])), seconds=LULLS_S + 0.1, teach=fan) == "", "none will"
    paints = Teacher()
    assert play(paints, changed(cracked(), voices=tuple(voices)), seconds=LULLS_S + 0.1, teach=fan) == "", "one is open"


def test_a_fall_is_told_at_once_to_who_has_learnt_to_lean() -> None:
    teacher = Teacher()
    play(teacher, swinging(0.06), Intent(lean=-1.0), seconds=2.0)
    teacher.begin()
    for step in range(40):
        view = changed(BARE, sway=0.005 * step, load_factor=0.8)
        teacher.follow(replace(view, tick=view.tick + 2 * step, time=3.0 + step / 60), Intent(), FRAME_S, TEACH)
    assert teacher.due is not None
    assert teacher.due.place is Place.PLINTH


def test_a_tone_that_rocks_it_is_spoken_of_until_it_was_leaned_against() -> None:
    teacher, tone = Teacher(), OmenView("note", 1.0, 0.5)
    told = "The tone rocks it: lean against each swing"
    assert play(teacher, BARE, teach=("hum",)) == ""
    assert play(teacher, changed(BARE, omen=tone), teach=("hum",)) == told
    assert play(teacher, swinging(0.03), Intent(lean=-1.0), seconds=COUNTERS_S + 0.5, teach=("hum",)) == ""
    gust = Teacher()
    assert play(gust, changed(BARE, omen=OmenView("gust", 1.0, 0.5)), teach=("hum",)) == ""
