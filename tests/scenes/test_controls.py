"""Hands: held keys, edges, the mouse and the stick become intents."""

from dataclasses import replace
from typing import Any

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.clock import TICKS_PER_SECOND
from game.input.aim import MOUSE_SLACK, SWIVEL
from game.input.controls import WHEEL_TICKS, Controls
from game.input.pads import stick, trigger
from game.input.turning import GATHERS_S, LEAST
from game.render import Camera
from game.sim import Intent, View, World
from game.sim.constants import MIRROR_RATE
from tests.scenes.rig import LEVEL
from tests.views import changed

CAMERA = Camera.fitted((1280, 720))
FULL = 32767


VIEW = World(LEVEL).view()


@pytest.fixture
def view() -> View:
    return VIEW


def key(hands: Controls, code: int, down: bool = True, mod: int = 0) -> None:
    hands.handle(pygame.Event(pygame.KEYDOWN if down else pygame.KEYUP, key=code, mod=mod))


def move(hands: Controls, x: float, y: float) -> None:
    hands.handle(pygame.Event(pygame.MOUSEMOTION, pos=(x, y), rel=(1, 0), buttons=(0, 0, 0)))


def axis(hands: Controls, number: int, value: int) -> None:
    hands.handle(pygame.Event(pygame.CONTROLLERAXISMOTION, axis=number, value=value, instance_id=0))


def last_of(hands: Controls, view: View, ticks: int = 2) -> Intent:
    intents = [hands.intent(view, CAMERA) for _ in range(ticks)]
    return intents[-1]


def held(view: View, index: int) -> View:
    mirrors = tuple(replace(mirror, held=i == index) for i, mirror in enumerate(view.light.mirrors))
    return changed(view, mirrors=mirrors)


def test_empty_hands_want_nothing(view: View) -> None:
    assert Controls().intent(view, CAMERA) == Intent()


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (pygame.K_a, {"lean": 1.0}),
        (pygame.K_LEFT, {"lean": 1.0}),
        (pygame.K_d, {"lean": -1.0}),
        (pygame.K_RIGHT, {"lean": -1.0}),
        (pygame.K_z, {"turn": LEAST}),
        (pygame.K_x, {"turn": -LEAST}),
        (pygame.K_q, {"slide": -1.0}),
        (pygame.K_e, {"slide": 1.0}),
        (pygame.K_SPACE, {"breath": True}),
        (pygame.K_LSHIFT, {"fine": True}),
    ],
)
def test_a_held_key_holds_its_part_of_the_intent_and_nothing_else(
    view: View, code: int, wanted: dict[str, Any]
) -> None:
    hands = Controls()
    key(hands, code)
    assert last_of(hands, view) == Intent(**wanted)
    key(hands, code, down=False)
    assert last_of(hands, view) == Intent()


def test_a_key_wishes_the_full_lean_at_once_and_the_stage_ramps_it(view: View) -> None:
    hands = Controls()
    key(hands, pygame.K_a)
    assert hands.intent(view, CAMERA).lean == 1.0
    key(hands, pygame.K_a, down=False)
    key(hands, pygame.K_d)
    assert hands.intent(view, CAMERA).lean == -1.0


def test_two_keys_of_one_action_are_held_until_both_are_up(view: View) -> None:
    hands = Controls()
    key(hands, pygame.K_a)
    key(hands, pygame.K_LEFT)
    key(hands, pygame.K_a, down=False)
    assert last_of(hands, view).lean == 1.0


def test_opposite_keys_cancel(view: View) -> None:
    hands = Controls()
    key(hands, pygame.K_a)
    key(hands, pygame.K_d)
    assert last_of(hands, view).lean == 0.0


def test_losing_the_focus_lets_go_of_everything(view: View) -> None:
    hands = Controls()
    for code in (pygame.K_a, pygame.K_SPACE, pygame.K_e, pygame.K_LSHIFT, pygame.K_TAB):
        key(hands, code)
    axis(hands, pygame.CONTROLLER_AXIS_LEFTX, FULL)
    hands.handle(pygame.Event(pygame.WINDOWFOCUSLOST))
    assert last_of(hands, view) == Intent()


def test_the_mouse_aims_only_after_it_moved(view: View) -> None:
    hands = Controls()
    assert hands.intent(view, CAMERA).aim is None
    move(hands, *CAMERA.pixel((0.5, 1.0)))
    aim = hands.intent(view, CAMERA).aim
    assert aim == pytest.approx((0.5, 1.0), abs=1e-4)


def test_the_cursor_on_the_held_mirror_names_no_direction(view: View) -> None:
    hands = Controls()
    x, y = view.light.mirrors[0].centre
    move(hands, *CAMERA.pixel((x + 0.5 * SWIVEL, y)))
    assert hands.intent(view, CAMERA).aim is None


def test_a_tap_turns_a_mirror_by_little_and_a_key_that_is_held_gathers_speed(view: View) -> None:
    """Beams turn by twice what their mirror does: else keys alone could not follow a crack."""
    hands = Controls()
    key(hands, pygame.K_x)
    tap = [hands.intent(view, CAMERA).turn for _ in range(round(0.08 * TICKS_PER_SECOND))]
    beam = 2.0 * MIRROR_RATE * -sum(tap) / TICKS_PER_SECOND
    assert 0.01 < 1.5 * beam < 0.06, "m at 1.5 m: less than a brush is wide"
    last = last_of(hands, view, round(GATHERS_S * TICKS_PER_SECOND))
    assert last.turn == -1.0
    key(hands, pygame.K_x, down=False)
    key(hands, pygame.K_z)
    assert hands.intent(view, CAMERA).turn == LEAST, "the other way begins anew"


def test_turning_by_keys_takes_the_mirror_from_the_mouse_until_that_moves_on(view: View) -> None:
    hands = Controls()
    x, y = CAMERA.pixel((0.5, 1.0))
    move(hands, x, y)
    key(hands, pygame.K_z)
    intent = hands.intent(view, CAMERA)
    assert (intent.aim, intent.turn) == (None, LEAST)
    key(hands, pygame.K_z, down=False)
    last_of(hands, view)
    move(hands, x + MOUSE_SLACK / 2, y)
    assert hands.intent(view, CAMERA).aim is None, "a tremble of the mouse"
    move(hands, x + 2 * MOUSE_SLACK, y)
    assert hands.intent(view, CAMERA).aim is not None


@pytest.mark.parametrize(
    ("code", "mod", "holding", "taken"),
    [
        (pygame.K_TAB, 0, 0, 1),
        (pygame.K_TAB, 0, 1, 0),
        (pygame.K_TAB, pygame.KMOD_LSHIFT, 0, 1),
        (pygame.K_2, 0, 0, 1),
        (pygame.K_1, 0, 1, 0),
        (pygame.K_1, 0, 0, None),
        (pygame.K_7, 0, 0, None),
    ],
)
def test_mirrors_are_taken_up_once(view: View, code: int, mod: int, holding: int, taken: int | None) -> None:
    hands, view = Controls(), held(view, holding)
    key(hands, code, mod=mod)
    assert hands.intent(view, CAMERA).take == taken
    assert hands.intent(view, CAMERA).take is None


def test_a_click_takes_up_the_mirror_under_it_and_leaves_it_as_it_is(view: View) -> None:
    hands = Controls()
    at = CAMERA.pixel(view.light.mirrors[1].centre)
    move(hands, *at)
    hands.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=at))
    intent = hands.intent(view, CAMERA)
    assert (intent.take, intent.aim) == (1, None)
    hands.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=CAMERA.pixel((0.0, 2.0))))
    assert hands.intent(held(view, 1), CAMERA).take is None


def test_a_notch_of_the_wheel_slides_for_a_moment(view: View) -> None:
    hands = Controls()
    hands.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1))
    slides = [hands.intent(view, CAMERA).slide for _ in range(2 * WHEEL_TICKS)]
    assert slides == [-1.0] * WHEEL_TICKS + [0.0] * WHEEL_TICKS


def test_the_left_stick_leans_the_plinth_its_own_way(view: View) -> None:
    hands = Controls()
    axis(hands, pygame.CONTROLLER_AXIS_LEFTX, -FULL)
    assert hands.intent(view, CAMERA).lean == 1.0
    axis(hands, pygame.CONTROLLER_AXIS_LEFTX, FULL)
    assert hands.intent(view, CAMERA).lean == -1.0


def test_the_right_stick_pushes_the_aim_and_finely_with_half_a_trigger(view: View) -> None:
    def reach(pull: int) -> float:
        hands = Controls()
        axis(hands, pygame.CONTROLLER_AXIS_RIGHTX, FULL)
        axis(hands, pygame.CONTROLLER_AXIS_TRIGGERRIGHT, pull)
        first, last = hands.intent(view, CAMERA), last_of(hands, view, 20)
        assert first.aim is not None
        assert last.aim is not None
        assert last.fine == (0 < pull < FULL)
        return last.aim[0] - first.aim[0]

    assert 0.0 < reach(FULL // 3) < 0.5 * reach(0)


def test_the_aim_of_a_stick_stays_on_the_stage(view: View) -> None:
    hands = Controls()
    axis(hands, pygame.CONTROLLER_AXIS_RIGHTY, -FULL)
    aim = last_of(hands, view, 600).aim
    assert aim is not None
    assert CAMERA.pixel(aim)[1] + CAMERA.scale * 0.5 >= 0.0


def test_a_whole_trigger_slides(view: View) -> None:
    hands = Controls()
    axis(hands, pygame.CONTROLLER_AXIS_TRIGGERLEFT, FULL)
    intent = hands.intent(view, CAMERA)
    assert (intent.slide, intent.fine) == (-1.0, False)


@given(st.integers(-32768, 32767))
def test_a_stick_is_odd_rising_and_at_most_full(value: int) -> None:
    assert -1.0 <= stick(value) <= 1.0
    assert stick(value) == pytest.approx(-stick(-value))
    assert stick(value) <= stick(min(value + 500, 32767))


def test_a_worn_stick_rests() -> None:
    assert stick(4000) == stick(-4000) == 0.0
    assert (stick(FULL), trigger(FULL), trigger(-5)) == (1.0, 1.0, 0.0)


numbers = st.floats(-1e4, 1e4)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5), st.integers(-FULL, FULL))
def test_any_intent_is_within_its_bounds_and_short_to_write(pixels: list[tuple[float, float]], tilt: int) -> None:
    hands = Controls()
    for pixel in pixels:
        move(hands, *pixel)
    axis(hands, pygame.CONTROLLER_AXIS_LEFTX, tilt)
    key(hands, pygame.K_a)
    intent = last_of(hands, VIEW, 5)
    assert -1.0 <= intent.lean <= 1.0
    assert intent.lean == round(intent.lean, 3)
    assert intent.aim is None or intent.aim == (round(intent.aim[0], 4), round(intent.aim[1], 4))
