"""Teaching by doing: which mirror, which side and which way along its rail."""

from dataclasses import replace
from typing import Any

import pytest

from game.scenes.teaching.facts import ASIDE_S, POINTS_S
from game.scenes.teaching.lessons import (
    SLID_S,
    STALLS_S,
    TAKEN_S,
    TROUBLE_S,
    Place,
)
from game.scenes.teaching.prompts import spot_of
from game.scenes.teaching.teacher import HOLD_S, Teacher
from game.sim import Intent, View
from game.sim.view import LampView, MirrorView
from tests.scenes.pupil import FRAME_S, TEACH, cracked, play
from tests.views import DARK, changed, segments

MIRRORS: Any = ("slide", "take")


def test_where_no_mirror_turns_the_lean_brings_the_light_once_gold_stops() -> None:
    fixed = changed(cracked(0.4, lit=True), mirrors=(), segments=DARK)
    teacher = Teacher()
    assert play(teacher, fixed, seconds=0.5) == ""
    assert play(teacher, fixed, seconds=STALLS_S).startswith("Lean into the light"), "it is dark"
    x = teacher.facts.at[0]
    beam = segments(start=[(x + 0.1, 3.0)], end=[(x + 0.1, 0.0)], power=[[1.0]])
    told = play(teacher, changed(fixed, segments=beam), seconds=ASIDE_S)
    assert told == "Light passes right: D (right button, drag right)"


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
