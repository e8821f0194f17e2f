"""What does what: as it was made, as a player bound it, for either hand, and what is never bound to anything else."""

from collections.abc import Callable

import pygame
import pytest

from game.input.aim import FIRST_AIM
from game.input.bindings import (
    ALWAYS_PAUSE,
    DEFAULT_BINDINGS,
    TAKES,
    Action,
    Axis,
    Bindings,
    Table,
    bindings_of,
    made_for,
    rebound,
)
from game.input.controls import Controls
from game.input.pads import FULL_AXIS
from game.render import Camera
from game.settings import Bound, HandSettings
from game.sim import Intent, World
from tests.scenes.rig import LEVEL
from tests.views import changed

CAMERA = Camera.fitted((1280, 720))
VIEW = changed(World(LEVEL).view(), ghost=None)
"""A stick begins where it aims at, and that is in its reach."""
MADE = DEFAULT_BINDINGS
FREE = pygame.KSCAN_F7


def key(code: int, down: bool = True) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN if down else pygame.KEYUP, key=0, mod=0, scancode=code)


def pad(code: int) -> pygame.Event:
    return pygame.Event(pygame.CONTROLLERBUTTONDOWN, button=code, instance_id=0)


def mouse(code: int) -> pygame.Event:
    return pygame.Event(pygame.MOUSEBUTTONDOWN, button=code, pos=(600, 300))


def axis(number: int, share: float) -> pygame.Event:
    return pygame.Event(pygame.CONTROLLERAXISMOTION, axis=number, value=round(share * FULL_AXIS), instance_id=0)


def intent(*events: pygame.Event, bindings: Bindings = MADE, **settings: object) -> Intent:
    hands = Controls(bindings)
    hands.settings = HandSettings.model_validate(settings)
    for event in events:
        hands.handle(event)
    return hands.intent(VIEW, CAMERA)


@pytest.mark.parametrize(
    ("device", "made", "event"),
    [("keys", MADE.keys, key), ("mouse", MADE.mouse, mouse), ("buttons", MADE.buttons, pad)],
)
def test_every_action_can_be_bound_to_something_else_and_back(
    device: str, made: Table, event: Callable[[int], pygame.Event]
) -> None:
    """To what nobody has, and to what each other action has: then that one gets what was there."""
    for action, codes in made.items():
        for other, theirs in made.items():
            bound, loser = rebound(made, made, action, 0, theirs[0])
            assert loser is (None if other is action else other)
            after = bindings_of(Bound.model_validate({device: bound}))
            assert after.action_of(event(theirs[0])) is action
            if loser is not None:
                assert after.action_of(event(codes[0])) is loser, "nothing is unbound by chance"
        added, nobody = rebound(made, made, action, len(codes), 99)
        assert (nobody, added) == (None, {action.name.lower(): (*codes, 99)}), "one more"
        back, _ = rebound({**made, action: (99, *codes[1:])}, made, action, 0, codes[0])
        assert back == {}, "as it was made is not kept"


def test_nothing_has_two_meanings_as_it_was_made() -> None:
    for left_handed in (False, True):
        made = made_for(left_handed=left_handed)
        for table in (made.keys, made.mouse, made.buttons):
            codes = [code for codes in table.values() for code in codes]
            assert len(codes) == len(set(codes))


def test_escape_and_start_pause_whatever_is_bound() -> None:
    bound = bindings_of(Bound(keys={"breath": (ALWAYS_PAUSE[0],)}, buttons={"breath": (ALWAYS_PAUSE[1],), "pause": ()}))
    assert bound.action_of(key(ALWAYS_PAUSE[0])) is Action.PAUSE is bound.action_of(pad(ALWAYS_PAUSE[1]))


def test_what_is_no_action_is_nobodys() -> None:
    assert bindings_of(Bound(keys={"fly": (4,)}, axes={"breath": (1,), "lean": ()})) == MADE


def test_mirrors_are_taken_by_any_key() -> None:
    assert [intent(key(MADE.keys[action][0])).take for action in TAKES[:2]] == [None, 1]
    bound = bindings_of(Bound(keys={"take_2": (FREE,)}, mouse={"take_2": (5,)}))
    assert intent(key(FREE), bindings=bound).take == 1 == intent(mouse(5), bindings=bound).take


def test_the_left_handed_lean_with_the_right_stick_and_the_left_button() -> None:
    left = made_for(left_handed=True)
    assert intent(axis(pygame.CONTROLLER_AXIS_RIGHTX, -1.0), bindings=left).lean == 1.0
    assert intent(axis(pygame.CONTROLLER_AXIS_LEFTY, -1.0), bindings=left).aim is not None
    assert left.mouse[Action.LEAN_BY_MOUSE] == (pygame.BUTTON_LEFT,)
    assert left.axes[Axis.SLIDE_FORTH] == pygame.CONTROLLER_AXIS_TRIGGERLEFT
    assert left.buttons[Action.TAKE_NEXT] == (pygame.CONTROLLER_BUTTON_LEFTSHOULDER,)


def test_sticks_are_bound_anew() -> None:
    across, down = pygame.CONTROLLER_AXIS_LEFTX, pygame.CONTROLLER_AXIS_LEFTY
    bound = bindings_of(Bound(axes={"lean": (down,), "slide_forth": (across,)}))
    assert intent(axis(down, 1.0), bindings=bound).lean == -1.0
    assert intent(axis(across, 1.0), bindings=bound).slide == 1.0


def test_leaning_is_inverted_for_all_that_leans() -> None:
    for event in (key(MADE.keys[Action.LEAN_LEFT][0]), axis(pygame.CONTROLLER_AXIS_LEFTX, -1.0)):
        assert intent(event).lean == 1.0 == -intent(event, invert_lean=True).lean


def test_dead_zone_curve_and_speed_of_a_stick() -> None:
    tilt = axis(pygame.CONTROLLER_AXIS_LEFTX, -0.3)
    assert intent(tilt, dead_zone=0.35).lean == 0.0
    assert intent(tilt, dead_zone=0.05, curve=1.0).lean == pytest.approx(0.25 / 0.95, abs=0.01)
    assert intent(tilt, curve=3.0).lean < intent(tilt).lean < intent(tilt, curve=1.0).lean
    push = axis(pygame.CONTROLLER_AXIS_RIGHTX, 1.0)
    slow, fast = (intent(push, stick_speed=speed).aim for speed in (0.5, 2.0))
    assert slow is not None and fast is not None
    assert fast[0] - FIRST_AIM[0] == pytest.approx(4.0 * (slow[0] - FIRST_AIM[0]), abs=1e-3)
    up = axis(pygame.CONTROLLER_AXIS_RIGHTY, -1.0)
    plain, inverted = intent(up).aim, intent(up, invert_aim=True).aim
    assert plain is not None and inverted is not None
    assert plain[1] > FIRST_AIM[1] > inverted[1]


def test_a_sensitive_mouse_leans_farther() -> None:
    press = pygame.Event(pygame.MOUSEBUTTONDOWN, button=pygame.BUTTON_RIGHT, pos=(600, 300))
    move = pygame.Event(pygame.MOUSEMOTION, pos=(560, 300), rel=(0, 0), buttons=(0, 0, 1))
    assert intent(press, move, mouse_lean=2.0).lean == pytest.approx(2.0 * intent(press, move).lean, abs=2e-3)


def test_breath_and_slowness_last_from_press_to_press() -> None:
    hands = Controls()
    hands.settings = HandSettings(press="press")
    space, shift = MADE.keys[Action.BREATH][0], MADE.keys[Action.FINE][0]
    for code in (space, shift):
        hands.handle(key(code))
        hands.handle(key(code, down=False))
    now = hands.intent(VIEW, CAMERA)
    assert now.breath and now.fine
    hands.handle(key(shift))
    now = hands.intent(VIEW, CAMERA)
    assert now.breath and not now.fine
    assert not hands.intent(changed(VIEW, breath=0.0), CAMERA).breath, "nothing is left of it"
    assert not hands.intent(VIEW, CAMERA).breath, "and it does not come back by itself"
