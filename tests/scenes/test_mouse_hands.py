"""The mouse as both hands, and every device leaning against the sway: posted events become the lean of the intent."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.input.bindings import DEFAULT_BINDINGS
from game.input.controls import Controls
from game.input.devices import Device, InHand
from game.input.mouse import FULL_LEAN
from game.render import Camera
from game.scenes.page.page import unit
from game.scenes.play.pause import Pause
from game.scenes.play.play import Play
from game.sim import Intent, World
from tests.scenes.rig import LEVEL, SIZE, Rig

CAMERA = Camera.fitted((1280, 720))
VIEW = World(LEVEL).view()
LEFT, MIDDLE, RIGHT = pygame.BUTTON_LEFT, pygame.BUTTON_MIDDLE, pygame.BUTTON_RIGHT
AT = (700, 300)


def hands_with(button: int, at: tuple[int, int] = AT) -> Controls:
    """The mouse moved there, and a button held."""
    hands = Controls()
    move(hands, *at)
    hands.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, button=button, pos=at))
    return hands


def move(hands: Controls, x: int, y: int) -> None:
    hands.handle(pygame.Event(pygame.MOUSEMOTION, pos=(x, y), rel=(0, 0), buttons=(0, 0, 0)))


def lift(hands: Controls, button: int, at: tuple[int, int]) -> None:
    hands.handle(pygame.Event(pygame.MOUSEBUTTONUP, button=button, pos=at))


def intent(hands: Controls) -> Intent:
    return hands.intent(VIEW, CAMERA)


def aim_at(x: float, y: float) -> tuple[float, float]:
    return CAMERA.to_stage((x, y))


def test_the_right_button_leans_as_far_as_it_is_moved_sideways() -> None:
    hands, full = hands_with(RIGHT), round(FULL_LEAN * CAMERA.size[0])
    assert intent(hands).lean == 0.0
    for across, lean in ((full // 2, -0.5), (full, -1.0), (2 * full, -1.0), (-full // 2, 0.5), (-2 * full, 1.0)):
        move(hands, AT[0] + across, AT[1])
        assert intent(hands).lean == pytest.approx(lean, abs=0.01)
    lift(hands, RIGHT, AT)
    assert intent(hands).lean == 0.0


def test_a_full_lean_is_in_reach_at_the_windows_edge_too() -> None:
    hands = hands_with(RIGHT, (1200, 300))
    move(hands, 1279, 300)
    assert intent(hands).lean == -1.0


def test_while_it_leans_the_mouse_still_aims_up_and_down_and_not_sideways() -> None:
    hands = hands_with(RIGHT)
    move(hands, AT[0] + 150, AT[1] + 40)
    assert intent(hands).aim == pytest.approx(aim_at(AT[0], AT[1] + 40), abs=1e-3)
    lift(hands, RIGHT, (AT[0] + 150, AT[1] + 40))
    assert intent(hands).aim == pytest.approx(aim_at(AT[0], AT[1] + 40), abs=1e-3), "the beam stays where it is"


def test_the_mouse_comes_back_to_where_it_aims(monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[tuple[int, int]] = []
    monkeypatch.setattr(pygame.display, "get_init", lambda: True)
    monkeypatch.setattr(pygame.mouse, "set_pos", lambda x, y: put.append((x, y)))
    hands = hands_with(RIGHT)
    move(hands, AT[0] - 90, AT[1] - 5)
    lift(hands, RIGHT, (AT[0] - 90, AT[1] - 5))
    assert put == [(AT[0], AT[1] - 5)]


def test_the_middle_button_holds_the_breath_and_is_seen_to() -> None:
    hands = hands_with(MIDDLE)
    assert intent(hands).breath
    grip = hands.grip(1280)
    assert grip is not None
    assert (grip.breathes, grip.leans, grip.at) == (True, False, AT)
    lift(hands, MIDDLE, AT)
    assert not intent(hands).breath
    assert hands.grip(1280) is None


def test_both_buttons_do_both_at_once() -> None:
    hands = hands_with(RIGHT)
    hands.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, button=MIDDLE, pos=AT))
    move(hands, AT[0] + 400, AT[1])
    assert (intent(hands).lean, intent(hands).breath) == (-1.0, True)


def test_looking_away_lets_go_of_the_mouse() -> None:
    hands = hands_with(RIGHT)
    move(hands, AT[0] + 400, AT[1])
    hands.handle(pygame.Event(pygame.WINDOWFOCUSLOST))
    assert intent(hands).lean == 0.0
    assert hands.grip(1280) is None


Lean = Callable[[Rig, int], Rig]


def by_keys(rig: Rig, side: int) -> Rig:
    """Bang-bang: one key down, the other up."""
    down, up = (pygame.K_a, pygame.K_d) if side > 0 else (pygame.K_d, pygame.K_a)
    return rig.release(up).press(down)


def by_stick(rig: Rig, side: int) -> Rig:
    axis = pygame.CONTROLLER_AXIS_LEFTX
    return rig.send(pygame.CONTROLLERAXISMOTION, axis=axis, value=-side * 32767, instance_id=0)


def by_mouse(rig: Rig, side: int) -> Rig:
    x, y = SIZE[0] // 2 - round(side * FULL_LEAN * SIZE[0]), SIZE[1] // 3
    return rig.send(pygame.MOUSEMOTION, pos=(x, y), rel=(0, 0), buttons=(0, 0, 1))


@pytest.mark.parametrize("lean", [by_keys, by_stick, by_mouse])
def test_hands_that_lean_against_each_swing_are_felt_on_the_stage_at_once(tmp_path: Path, lean: Lean) -> None:
    rig = Rig(tmp_path).at_play()
    rig.send(pygame.MOUSEMOTION, pos=(SIZE[0] // 2, SIZE[1] // 3), rel=(0, 0), buttons=(0, 0, 0))
    if lean is by_mouse:
        rig.send(pygame.MOUSEBUTTONDOWN, button=RIGHT, pos=(SIZE[0] // 2, SIZE[1] // 3))
    for swing in (1, -1, 1):
        lean(rig, -swing).run(0.1)
        assert rig.play.attempt.intent.lean == pytest.approx(-swing, abs=0.02)
        before = rig.play.attempt.view.sculpture.plinth[1]
        rig.run(0.2)
        assert (rig.play.attempt.view.sculpture.plinth[1] - before) * -swing > 0.0


@pytest.mark.parametrize(("number", "page"), [(0, Pause), (1, Play)])
def test_a_click_on_a_sign_in_the_corner_pauses_or_begins_again(tmp_path: Path, number: int, page: type) -> None:
    rig, scale = Rig(tmp_path).at_play().run(0.4), unit(SIZE)
    ticks = rig.play.attempt.view.tick
    at = (round(SIZE[0] - (40 + 44 * number) * scale), round(SIZE[1] - 40 * scale))
    rig.send(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    rig.send(pygame.MOUSEBUTTONDOWN, button=LEFT, pos=at)
    assert isinstance(rig.top, page)
    if isinstance(rig.top, Play):
        assert rig.play.attempt.view.tick < ticks


def noticed(*events: pygame.Event) -> tuple[Device, Device]:
    in_hand = InHand()
    for event in events:
        in_hand.notice(event, DEFAULT_BINDINGS)
    return in_hand.aim, in_hand.lean


def test_the_device_in_hand_is_the_one_that_moved_last() -> None:
    mouse = pygame.Event(pygame.MOUSEMOTION, pos=AT)
    still = pygame.Event(pygame.MOUSEMOTION, pos=AT, rel=(0, 0), buttons=(0, 0, 0))
    pad = pygame.Event(pygame.CONTROLLERAXISMOTION, axis=0, value=30000, instance_id=0)
    tremble = pygame.Event(pygame.CONTROLLERAXISMOTION, axis=0, value=900, instance_id=0)
    drag = pygame.Event(pygame.MOUSEBUTTONDOWN, button=RIGHT, pos=AT)
    lean, turn = (pygame.Event(pygame.KEYDOWN, key=code) for code in (pygame.K_a, pygame.K_z))
    assert noticed() == noticed(still) == noticed(tremble) == (Device.EITHER, Device.EITHER), (
        "keys on a page tell nothing of the stage"
    )
    assert noticed(mouse) == noticed(pad, mouse) == (Device.MOUSE, Device.EITHER)
    assert noticed(pad, lean) == (Device.EITHER, Device.KEYS)
    assert noticed(mouse, pad) == noticed(pad, still) == (Device.PAD, Device.PAD)
    assert noticed(mouse, lean, mouse) == (Device.MOUSE, Device.KEYS)
    assert noticed(lean, drag) == (Device.MOUSE, Device.MOUSE)
    assert noticed(turn) == (Device.KEYS, Device.EITHER)
    gone, other = (pygame.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=instance) for instance in (0, 1))
    assert noticed(pad, gone) == (Device.EITHER, Device.EITHER), "what is listed now is what is there"
    assert noticed(pad, other) == (Device.PAD, Device.PAD)
    assert noticed(pad, lean, gone) == (Device.EITHER, Device.KEYS)
