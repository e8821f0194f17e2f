"""Teaching by doing: a few words beside what they are about, in the player's own keys, gone when done."""

import itertools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

from game.core.language import LANGUAGES, speak
from game.core.signs import Family, sign_of
from game.input.bindings import DEFAULT_BINDINGS
from game.input.devices import Device, InHand
from game.input.keys import Layout
from game.level import parse_level
from game.level.model import Splitter
from game.render import Camera
from game.scenes.repertoire.repertoire import Entry
from game.scenes.teaching.facts import ASIDE_S, GAINS_S, HOT, POINTS_S, READS_S, Facts
from game.scenes.teaching.lessons import (
    COUNTERS_S,
    DARK_S,
    LESSONS,
    LULL_S,
    LULLS_S,
    SEEN_S,
    SLID_S,
    SPARED_S,
    STALLS_S,
    TAKEN_S,
    TROUBLE_S,
    Lesson,
    Place,
)
from game.scenes.teaching.prompts import Prompt, Spot, spot_of
from game.scenes.teaching.spoken import Spoken
from game.scenes.teaching.teacher import HOLD_S, RESTS_S, TELLS_S, Teacher
from game.settings import HandSettings, Preferences, Settings
from game.sim import Intent, View, World
from game.sim.view import LampView, MirrorView, OmenView, OpticView
from tests.scenes.rig import LEVEL, LEVEL_TEXT, SIZE, Rig
from tests.views import DARK, changed, segments
from tests.visual.fake_view import view as concept

LEFT_STICK, RIGHT_STICK = (sign_of(name, Family.XBOX) for name in ("leftstick", "rightstick"))
TEACH: Any = ("paint", "lean", "breath")
MIRRORS: Any = ("slide", "take")
BLINKS: Any = ("dark",)
RIDES: Any = ("ride",)
BENDS: Any = ("bend",)
SPLITS: Any = ("split",)
FRAME_S = 1 / 60
BARE = World(LEVEL).view()
"""Before its flaw opens."""
MOST_WORDS = 8


def cracked(gold: float = 0.0, *, lit: bool = False, drunk: float | None = None, **game: Any) -> View:
    """A view with a crack in its heart, gilded so far."""
    view = concept(sung=0)
    crack = view.sculpture.cracks[0]
    cells = np.arange(len(crack.cells)) < gold * len(crack.cells)
    exposure = np.full(len(cells), gold if drunk is None else drunk)
    crack = replace(crack, gold=cells, exposure=exposure, lit=lit, voice=False)
    return changed(view, cracks=(crack,), sway=0.0, **game)


def play(teacher: Teacher, view: View, intent: Intent | None = None, seconds: float = 0.1, teach: Any = TEACH) -> str:
    """Let frames pass that all show the same; returns the words that are due after them."""
    due: Lesson | None = None
    for _ in range(round(seconds / FRAME_S)):
        due = teacher.follow(view, intent or Intent(), FRAME_S, teach)
    return due.words(teacher.facts, spoken()) if due is not None else ""


def spoken(aim: Device = Device.MOUSE, lean: Device = Device.EITHER) -> Spoken:
    return Spoken(DEFAULT_BINDINGS, Layout(), InHand(aim, lean))


@pytest.mark.parametrize("code", LANGUAGES.values())
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_prompt_has_more_than_eight_words_whatever_is_in_hand(lesson: Lesson, code: str) -> None:
    speak(code)
    for aim, lean, side, rocks in itertools.product(Device, Device, (-1.0, 1.0), (False, True)):
        words = lesson.words(Facts(side=side, light_aside=side, rocks=rocks), spoken(aim, lean)).split()
        assert 1 < len(words) <= MOST_WORDS, words


def test_prompts_speak_of_what_is_in_hand() -> None:
    assert [spoken(aim).aim for aim in (Device.KEYS, Device.MOUSE)] == ["Z or X", "Move the mouse"]
    assert spoken(Device.EITHER).aim == "Mouse, Z or X", "who came by keys may have no mouse"
    assert spoken(Device.EITHER).slide == "Wheel, Q or E" and spoken(Device.EITHER).take == "Tab or click"
    assert spoken(lean=Device.KEYS).lean_against(0.1, rocks=False) == "It swings left: tap D, lean right"
    assert spoken(lean=Device.PAD).lean_against(-0.1, rocks=False) == f"It swings right: nudge {LEFT_STICK} left"
    assert spoken(lean=Device.MOUSE).lean_against(0.1, rocks=False) == "It swings left: nudge right with right button"
    a = sign_of("a", Family.XBOX)
    assert spoken().lean_against(-0.1, rocks=False) == "It swings right: A (right button, drag left)"
    assert [spoken(lean=device).breath for device in Device] == ["Space", "middle button", a, "Space"]


def test_light_comes_to_the_crack_is_drawn_along_it_and_nothing_is_left_to_say() -> None:
    teacher = Teacher()
    assert play(teacher, cracked()) == "Bring the light to this crack"
    assert play(teacher, cracked(0.1, lit=True), seconds=1.5) == "Draw along it: gold follows the light"
    mirrors = cracked().light.mirrors
    for step in range(120):  # drawn along: the mirror turns, and gold grows
        turned = tuple(replace(mirror, angle=mirror.angle + 0.002 * step) for mirror in mirrors)
        view = changed(cracked(0.1, lit=True, drunk=0.1 + 0.002 * step), mirrors=turned)
        teacher.follow(view, Intent(), FRAME_S, TEACH)
    assert teacher.due is None
    assert play(teacher, cracked(0.4, lit=True), seconds=0.5) == ""


def test_a_last_dark_bit_is_pointed_at_whatever_is_being_said() -> None:
    teacher, dark = Teacher(), cracked(0.9, lit=True)
    assert play(teacher, dark, seconds=POINTS_S + 0.5) == "This bit is dark: light it"
    assert teacher.points_at == teacher.facts.at
    swings = replace(changed(dark, sway=0.06, load_factor=1.05), time=20.0)
    assert play(teacher, swings, seconds=HOLD_S + 0.5).startswith("It swings")
    assert teacher.points_at == teacher.facts.at
    play(teacher, changed(dark, cracks=()))
    assert teacher.points_at is None


def test_a_beam_that_rests_on_a_crack_does_not_paint_however_its_gold_creeps() -> None:
    teacher, cells = Teacher(), len(cracked().sculpture.cracks[0].cells)
    for frame in range(round((POINTS_S + 1.0) / FRAME_S)):  # a cell creeps on in a second, and half of it fades again
        view = cracked(0.4, lit=True, drunk=0.4 + 0.5 * frame * FRAME_S / cells + 0.02 * (frame % 30) / 30)
        teacher.follow(view, Intent(), FRAME_S, TEACH)
    assert teacher.points_at == teacher.facts.at


def test_that_the_dark_passes_is_told_until_it_was_seen_to_pass() -> None:
    teacher, dark = Teacher(), changed(cracked(0.4), segments=DARK)
    assert play(teacher, cracked(0.4, lit=True), teach=BLINKS) == ""
    assert play(teacher, dark, teach=BLINKS) == "Dark: hold it by ear. Light comes back"
    play(teacher, dark, seconds=DARK_S, teach=BLINKS)
    assert play(teacher, dark, teach=BLINKS) == ""


def test_that_a_mirror_rides_is_told_from_the_first_light_on_a_crack() -> None:
    teacher, lit = Teacher(), cracked(0.1, lit=True)
    assert play(teacher, cracked(), teach=RIDES) == ""
    assert play(teacher, lit, teach=RIDES) == "It rides on the tree: leaning aims it"
    play(teacher, lit, seconds=SEEN_S, teach=RIDES)
    assert play(teacher, lit, teach=RIDES) == ""


def test_that_light_is_bent_is_told_while_it_paints() -> None:
    teacher, lit = Teacher(), cracked(0.1, lit=True)
    assert play(teacher, cracked(), teach=BENDS) == ""
    assert play(teacher, lit, teach=BENDS) == "The ring bends light: follow the bright spot"
    play(teacher, lit, seconds=SEEN_S, teach=BENDS)
    assert play(teacher, lit, teach=BENDS) == ""


def test_that_a_pane_makes_two_brushes_is_told_as_cracks_open_and_until_they_were_painted() -> None:
    teacher, lit = Teacher(), cracked(0.1, lit=True)
    assert play(teacher, BARE, teach=SPLITS) == ""
    assert play(teacher, cracked(), teach=SPLITS) == "Aim at the pane: it paints both spires"
    play(teacher, lit, seconds=SEEN_S + FRAME_S, teach=SPLITS)
    assert play(teacher, cracked(), teach=SPLITS) == ""


def test_glass_that_is_too_hot_is_left_alone() -> None:
    view = cracked(0.4, lit=True)
    first, *rest = view.sculpture.pieces
    hot = changed(view, pieces=(replace(first, heat=HOT + 0.1), *rest))
    teacher = Teacher()
    assert play(teacher, hot, seconds=1.5) == "Too hot here: move the light away"
    assert teacher.facts.hot == first.position
    assert "hot" not in play(teacher, view, seconds=HOLD_S + 0.5)


def test_where_no_mirror_turns_the_lean_brings_the_light_once_gold_stops() -> None:
    fixed = changed(cracked(0.4, lit=True), mirrors=(), segments=DARK)
    teacher = Teacher()
    assert play(teacher, fixed, seconds=0.5) == ""
    assert play(teacher, fixed, seconds=STALLS_S).startswith("Lean into the light"), "it is dark"
    x = teacher.facts.at[0]
    beam = segments(start=[(x + 0.1, 3.0)], end=[(x + 0.1, 0.0)], power=[[1.0]])
    told = play(teacher, changed(fixed, segments=beam), seconds=ASIDE_S)
    assert told == "Light passes right: D (right button, drag right)"


def test_what_was_learnt_is_said_again_after_some_trouble_only() -> None:
    teacher = Teacher()
    play(teacher, cracked(0.9, lit=True), seconds=1.0)
    teacher.begin()
    assert play(teacher, cracked(), seconds=TROUBLE_S - 0.5) == ""
    assert play(teacher, cracked(), seconds=1.0) == "Bring the light to this crack"
    assert "Bring" not in play(teacher, cracked(0.9, lit=True), seconds=1.5)


def swinging(sway: float, time: float = 20.0) -> View:
    """It leans there, and tends to go on: what swings tends back by the time that a hand can act."""
    return replace(changed(BARE, sway=sway, load_factor=1.05), time=time)


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


def test_breath_is_taught_when_a_crack_is_ripe() -> None:
    voices = tuple(replace(voice, state="ripe") for voice in concept(sung=0).game.voices)
    view = changed(BARE, voices=voices)
    teacher = Teacher()
    assert "Hold" not in play(teacher, changed(view, voices=voices[:1]), seconds=1.5), "one voice makes no chord"
    assert play(teacher, view, seconds=1.5) == "Hold Space: gild on. Let go: chord"
    assert "Hold" not in play(teacher, view, Intent(breath=True), seconds=1.5)


def drawn(dark: int, cell: float, others: int = 20) -> View:
    """A crack of which so many cells are dark, the first of them gilded to a share; beside it one of `others` cells."""
    view = cracked(lit=True)
    crack = view.sculpture.cracks[0]
    cells = np.repeat(crack.cells[:1], 20, axis=0)
    gold = np.arange(20) < 20 - dark
    first = replace(crack, cells=cells, gold=gold, exposure=np.where(gold, 1.0, cell * (np.arange(20) == 20 - dark)))
    second = replace(first, key=99, flaw=1, cells=cells[:1].repeat(others, axis=0), gold=np.zeros(others, bool),
                     exposure=np.zeros(others), lit=False)  # fmt: skip
    voices = tuple(replace(voice, state="open") for voice in view.game.voices[:2])
    return changed(view, cracks=(replace(first, flaw=0), second), voices=voices, breath=1.0)


def draw(teacher: Teacher, cells_s: float, seconds: float, first: float = 10.0, others: int = 20) -> str:
    """Let a hand draw so many cells a second, from `first` that are dark; returns what is said in the end."""
    told = ""
    for frame in range(round(seconds / FRAME_S)):
        left = max(0.01, first - cells_s * frame * FRAME_S)
        told = play(teacher, drawn(math.ceil(left), math.ceil(left) - left, others), seconds=FRAME_S, teach=("breath",))
    return told


def test_breath_is_spoken_of_just_before_a_crack_is_ripe_and_not_where_it_will_not_be() -> None:
    told = "Hold Space: gild on. Let go: chord"
    assert draw(Teacher(), 2.5, 0.9) == "", "there is long to draw yet"
    assert draw(Teacher(), 2.5, 2.5) == told
    assert draw(Teacher(), 2.5, 2.5, others=60) == "", "the other one cannot be ready by then"
    teacher = Teacher()
    assert draw(teacher, 2.5, 2.5) == told
    for frame in range(round((GAINS_S + HOLD_S + 0.1) / FRAME_S)):  # the last cells: what is laid fades again
        stuck = drawn(4, frame % 12 / 12)
        assert teacher.follow(stuck, Intent(), FRAME_S, ("breath",)) is None or frame * FRAME_S < GAINS_S + HOLD_S


def test_a_mirror_in_shade_slides_along_its_rail() -> None:
    view, teacher = cracked(), Teacher()
    assert play(teacher, changed(view, mirrors=(replace(view.light.mirrors[0], rail=None),)), teach=MIRRORS) == ""
    railed = changed(view, mirrors=(replace(view.light.mirrors[0], rail=((-1.8, 0.5), (-1.8, 2.0))),))
    told = "Wheel, Q or E: slide to crack's height"
    assert play(teacher, railed, seconds=STALLS_S - 0.5, teach=MIRRORS) == "", "a hand turns it first"
    assert play(teacher, railed, seconds=1.0, teach=MIRRORS) == told
    assert play(teacher, railed, Intent(slide=1.0), seconds=0.5, teach=MIRRORS) == told, "not there yet"
    assert play(teacher, railed, Intent(slide=1.0), seconds=SLID_S + 0.1, teach=MIRRORS) == ""


def test_who_slid_the_wrong_way_is_told_again_though_stray_light_flickers_on_the_crack() -> None:
    teacher, told = Teacher(), "Wheel, Q or E: slide to crack's height"
    rail = (replace(cracked().light.mirrors[0], rail=((-1.8, 0.5), (-1.8, 2.0))),)
    dark, stray = (changed(cracked(0.4, lit=lit), mirrors=rail) for lit in (False, True))
    play(teacher, dark, seconds=STALLS_S + 0.5, teach=MIRRORS)
    assert play(teacher, dark, Intent(slide=1.0), seconds=SLID_S + 0.1, teach=MIRRORS) == ""
    for _ in range(round(TROUBLE_S) + 1):
        play(teacher, stray, seconds=0.5, teach=MIRRORS)
        words = play(teacher, dark, seconds=0.5, teach=MIRRORS)
    assert words == told


def test_on_which_side_light_passes_does_not_flicker_as_it_swings_through() -> None:
    teacher, fixed = Teacher(), changed(cracked(0.4, lit=True), mirrors=())
    play(teacher, fixed, teach=TEACH)
    x = teacher.facts.at[0]
    left, right = (segments(start=[(x + a, 3.0)], end=[(x + a, 0.0)], power=[[1.0]]) for a in (-0.1, 0.1))
    told = play(teacher, changed(fixed, segments=left), seconds=STALLS_S + 0.5)
    assert told.startswith("Light passes left")
    said = set[str]()
    for _ in range(round(2 * ASIDE_S / FRAME_S)):
        said.add(play(teacher, changed(fixed, segments=right), seconds=FRAME_S))
    assert len(said) == 2, "from one side to the other, and nothing between"
    assert play(teacher, changed(fixed, segments=right)).startswith("Light passes right")
    away = segments(start=[(x, 6.0)], end=[(x, 5.0)], power=[[1.0]])
    assert play(teacher, changed(fixed, segments=away), seconds=6 * ASIDE_S).startswith("Lean into"), "none passes now"


@pytest.mark.parametrize(
    ("off", "told"),
    [
        ((0.0, 0.12), "Light passes above it: aim lower"),
        ((0.0, -0.12), "Light passes below it: aim higher"),
        ((0.12, 0.0), "Light passes right of it: aim left"),
        ((-0.12, 0.0), "Light passes left of it: aim right"),
    ],
)
def test_who_paints_beside_what_is_dark_is_told_on_which_side_light_passes(off: tuple[float, float], told: str) -> None:
    """Glass bends light: where a hand points, none may be."""
    view = cracked()
    held = changed(view, mirrors=(replace(view.light.mirrors[0], held=True, rail=None),))
    teacher = Teacher()
    play(teacher, held, teach=("paint",))
    x, y = teacher.facts.at
    dx, dy = (0.0, 1.0) if off[0] else (1.0, 0.0)

    def light(start: float, end: float) -> View:
        """It goes past, from so many m before the place to so many behind it."""
        at_x, at_y = x + off[0], y + off[1]
        ends = {"start": [(at_x + start * dx, at_y + start * dy)], "end": [(at_x + end * dx, at_y + end * dy)]}
        return changed(held, segments=segments(**ends, power=[[1.0]]))

    assert play(teacher, light(-1.0, 1.0), seconds=POINTS_S + 1.0, teach=("paint",)) == told
    short = Teacher()
    assert play(short, light(-1.0, -0.3), seconds=POINTS_S + 1.0, teach=("paint",)) != told, "it ends before"


def test_a_second_mirror_is_taken_up_and_the_first_keeps_its_beam() -> None:
    view, teacher = cracked(), Teacher()
    one = replace(view.light.mirrors[0], held=True, rail=None)
    other = replace(one, name="other", held=False)
    before = changed(view, mirrors=(one, other))
    assert play(teacher, before, seconds=STALLS_S + 0.5, teach=MIRRORS) == "Tab or click: take up the other mirror"
    after = changed(view, mirrors=(replace(one, held=False), replace(other, held=True)))
    assert play(teacher, after, seconds=1.0, teach=MIRRORS) == "The beam that you left shines on"
    assert play(teacher, after, seconds=TAKEN_S, teach=MIRRORS) == ""


def test_a_crack_of_one_colour_wants_the_mirror_that_has_it() -> None:
    teacher, view = Teacher(), cracked()
    crack, mirror = replace(view.sculpture.cracks[0], part="soprano"), replace(view.light.mirrors[0], held=True)
    blue = replace(mirror, name="blue", centre=(2.0, 1.5), held=False)
    lamp = view.light.lamps[0]

    def over(of: MirrorView, part: str) -> LampView:
        return replace(lamp, origin=(of.centre[0], 3.0), direction=(0.0, -1.0), part=part, lit=True)

    view = changed(view, cracks=(crack,), lamps=(over(mirror, "bass"), over(blue, "soprano")), mirrors=(mirror, blue))
    told = "2 or click: only blue light gilds it"
    assert play(teacher, view, seconds=0.5, teach=("colour",)) == told
    assert spot_of(Place.OTHER, teacher.facts, view).about == blue.centre
    taken = changed(view, mirrors=(replace(mirror, held=False), replace(blue, held=True)))
    assert play(teacher, taken, seconds=0.5, teach=("colour",)) == ""
    nearer = replace(blue, name="nearer", centre=(0.8, 1.5))
    both = changed(view, lamps=(*view.light.lamps, over(nearer, "soprano")), mirrors=(mirror, blue, nearer))
    assert play(Teacher(), both, seconds=0.5, teach=("colour",)) == told.replace("2", "3"), "the nearer of two"
    red = replace(crack, part="bass", key=crack.key + 1, lit=False)
    two = changed(view, cracks=(crack, red))
    assert play(Teacher(), two, seconds=0.5, teach=("colour",)) == "", "what is held gilds the other one"
    white = changed(view, lamps=(over(mirror, "white"),))
    assert play(Teacher(), white, seconds=0.5, teach=("colour",)) == ""


def test_who_gets_nowhere_with_a_mirror_is_shown_one_that_is_nearer() -> None:
    """In Vane and Fan a newcomer stood for 25 s with light that a post or another glass kept off the crack."""
    view, vane = cracked(), ("colour",)
    teacher = Teacher()
    play(teacher, view, teach=vane)
    x, y = teacher.facts.at
    lamp, mirror = view.light.lamps[0], view.light.mirrors[0]
    far, near = (
        replace(mirror, name=name, centre=(x + dx, y), held=name == "far", rail=None)
        for name, dx in (("far", 1.6), ("near", -0.8))
    )
    lamps = tuple(
        replace(lamp, origin=(m.centre[0], y + 2.0), direction=(0.0, -1.0), lit=True, part="white") for m in (far, near)
    )
    both = changed(view, mirrors=(far, near), lamps=lamps)
    assert play(teacher, both, seconds=TROUBLE_S - 1.0, teach=vane) == ""
    assert play(teacher, both, seconds=2.0, teach=vane) == "2 or click: this mirror is nearer"
    taken = changed(both, mirrors=(replace(far, held=False), replace(near, held=True)))
    assert play(teacher, taken, seconds=HOLD_S + 0.5, teach=vane) == ""
    assert play(teacher, taken, seconds=2 * TROUBLE_S, teach=vane) == "", "it is in the hand"
    back = Teacher()
    assert play(back, changed(both, mirrors=(far,), lamps=lamps[:1]), seconds=2 * TROUBLE_S, teach=vane) == "", (
        "no other"
    )


def test_a_tone_that_rocks_it_is_spoken_of_until_it_was_leaned_against() -> None:
    teacher, tone = Teacher(), OmenView("note", 1.0, 0.5)
    told = "The tone rocks it: lean against each swing"
    assert play(teacher, BARE, teach=("hum",)) == ""
    assert play(teacher, changed(BARE, omen=tone), teach=("hum",)) == told
    assert play(teacher, swinging(0.03), Intent(lean=-1.0), seconds=COUNTERS_S + 0.5, teach=("hum",)) == ""
    gust = Teacher()
    assert play(gust, changed(BARE, omen=OmenView("gust", 1.0, 0.5)), teach=("hum",)) == ""


def test_what_was_lost_and_is_not_needed_is_let_go() -> None:
    teacher, view = Teacher(), cracked()
    voices = view.game.voices
    assert play(teacher, view, teach=("spare",)) == ""
    lost = (replace(voices[0], state="lost"), *voices[1:])
    spared = changed(view, voices=lost, voices_needed=len(voices) - 1)
    assert play(teacher, spared, teach=("spare",)) == f"Let it go: {len(voices) - 1} are still enough"
    assert play(teacher, spared, seconds=SPARED_S, teach=("spare",)) == ""
    needed = Teacher()
    play(needed, view, teach=("spare",))
    assert play(needed, changed(view, voices=lost, voices_needed=len(voices)), teach=("spare",)) == ""


def test_a_level_teaches_what_it_says_and_nothing_after_its_end() -> None:
    teacher = Teacher()
    assert teacher.follow(cracked(), Intent(), FRAME_S, ("breath",)) is None
    assert teacher.follow(cracked(outcome="lost"), Intent(), FRAME_S, TEACH) is None


@pytest.mark.parametrize("size", [(1280, 720), (960, 540), (1920, 1080), (720, 900)])
@pytest.mark.parametrize("place", list(Place))
def test_words_stand_inside_the_window_and_off_the_glass(size: tuple[int, int], place: Place) -> None:
    view, camera, prompt, facts = cracked(), Camera.fitted(size), Prompt(), Facts()
    facts.follow(view, Intent(), FRAME_S)
    prompt.move("words", spot_of(place, facts, view), 1.0)
    box = prompt.box(size, (size[0] // 4, 24), 1.0, camera)
    assert pygame.Rect((0, 0), size).contains(box)
    if place is Place.CRACK:
        nodes = [piece.mesh.nodes[:, 0] + piece.position[0] for piece in view.sculpture.pieces]
        right = camera.pixel((max(float(across.max()) for across in nodes), 0.0))[0]
        assert box.left >= right or box.right == round(0.97 * size[0])


def test_words_about_the_pane_lead_to_the_pane() -> None:
    """They led to a crack, and nobody knew what a pane is."""
    pane = Splitter(type="splitter", id="pane", ends=((0.1, 0.6), (0.0, 2.3)), reflects=0.5)
    shown = OpticView(pane, 0, np.array(pane.ends))
    view = changed(cracked(), optics=(shown,))
    assert spot_of(Place.PANE, Facts(), view).about == (0.0, 2.3)
    assert spot_of(Place.PANE, Facts(), view).at[1] == 2.3, "and stand beside it"


def test_words_fade_in_and_out() -> None:
    prompt, spot = Prompt(), Spot((0.0, 1.0), 0.0, None)
    prompt.move("words", spot, 0.1)
    assert prompt.shown == "words"
    prompt.move("", None, 0.05)
    assert prompt.shown == "words"
    prompt.move("", None, 0.3)
    assert prompt.shown == ""


def rig_that_teaches(folder: Path, **services: Any) -> Rig:
    text = LEVEL_TEXT.replace('"poise": 1.6,', '"poise": 1.6, "teach": ["paint"],').replace(
        '"within": 2', '"within": 30'
    )
    entry = Entry(folder / "taught.json", parse_level(text), text)
    return Rig(folder, repertoire=(entry,), **services).at_play()


def test_on_the_stage_a_prompt_waits_for_the_mouse_to_aim(tmp_path: Path) -> None:
    rig = rig_that_teaches(tmp_path).run(0.3)
    assert rig.play.prompt == "Mouse, Z or X: turn this mirror"
    for step in range(40):
        rig.send(pygame.MOUSEMOTION, pos=(SIZE[0] // 2 + 3 * step, SIZE[1] // 2), rel=(3, 0), buttons=(0, 0, 0)).run(
            0.02
        )
    rig.run(0.5)
    assert "turn this mirror" not in rig.play.prompt


def test_a_pad_that_led_through_the_pages_is_spoken_of_at_once(tmp_path: Path) -> None:
    pad = InHand(Device.PAD, Device.PAD)
    assert rig_that_teaches(tmp_path, in_hand=pad).run(0.3).play.prompt == f"{RIGHT_STICK}: turn this mirror"


def test_prompts_can_be_put_off_and_bots_need_none(tmp_path: Path) -> None:
    assert rig_that_teaches(tmp_path, bot="idle").run(0.3).play.prompt == ""
    off = Settings(hands=HandSettings(prompts=False))
    assert rig_that_teaches(tmp_path, settings=Preferences(defaults=off)).run(0.3).play.prompt == ""
