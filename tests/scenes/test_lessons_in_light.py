"""Teaching by doing, the right hand: what is said of light, cracks and breath, and when it is done."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.scenes.teaching.facts import GAINS_S, HOT, POINTS_S
from game.scenes.teaching.lessons import DARK_S, DRIES, SEEN_S, SPARED_S, TROUBLE_S, Place
from game.scenes.teaching.prompts import spot_of
from game.scenes.teaching.teacher import HOLD_S, Teacher
from game.sim import Intent, View
from tests.scenes.pupil import BARE, FRAME_S, TEACH, cracked, play
from tests.views import DARK, changed
from tests.visual.fake_view import view as concept

BLINKS: Any = ("dark",)
SPLITS: Any = ("split",)


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


@pytest.mark.parametrize(
    ("teach", "told"),
    [
        pytest.param(("bend",), "The ring bends light: follow the bright spot", id="light is bent"),
        pytest.param(("ride",), "It rides on the tree: leaning aims it", id="a mirror rides"),
    ],
)
def test_what_light_does_here_is_told_from_the_first_of_it_on_a_crack(teach: Any, told: str) -> None:
    teacher, lit = Teacher(), cracked(0.1, lit=True)
    assert play(teacher, cracked(), teach=teach) == ""
    assert play(teacher, lit, teach=teach) == told
    play(teacher, lit, seconds=SEEN_S, teach=teach)
    assert play(teacher, lit, teach=teach) == ""


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


def test_gold_that_dries_is_to_be_finished() -> None:
    """It is told beside what is dark of that crack, as long as nobody lays more of it."""
    view = cracked(0.5)
    dries = changed(view, cracks=tuple(replace(crack, dry=DRIES + 0.1) for crack in view.sculpture.cracks))
    teacher, dry = Teacher(), ("dry",)
    assert play(teacher, view, teach=dry) == ""
    assert play(teacher, dries, teach=dry) == "Gold dries and pulls: finish this crack"
    assert spot_of(Place.DRY, teacher.facts, dries).about == teacher.facts.dry_at != (0.0, 0.0)
    assert play(teacher, view, seconds=HOLD_S + 0.5, teach=dry) == ""


def test_what_was_learnt_is_said_again_after_some_trouble_only() -> None:
    teacher = Teacher()
    play(teacher, cracked(0.9, lit=True), seconds=1.0)
    teacher.begin()
    assert play(teacher, cracked(), seconds=TROUBLE_S - 0.5) == ""
    assert play(teacher, cracked(), seconds=1.0) == "Bring the light to this crack"
    assert "Bring" not in play(teacher, cracked(0.9, lit=True), seconds=1.5)


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
