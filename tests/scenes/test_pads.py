"""Pads that come and go, and several at once: from posted events, and SDL's virtual devices where they are there."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.app import EXIT_FINE, AppOptions, run
from game.input.controls import Controls
from game.input.menu import Command, MenuReader
from game.input.pads import UNPLUGGED, Pads
from game.render import Camera, load_palette
from game.scenes.base import Scene
from game.scenes.page.page import Style
from game.scenes.play.pause import Pause
from game.scenes.play.play import Play
from game.scenes.settings.settings import SettingsPage
from game.scenes.title.title import Title
from game.scenes.window.notices import LASTS_S, NoticeBoard
from game.sim import World
from tests.scenes.rig import LEVEL, Rig, leads_to_settings
from tests.scenes.virtual_pad import SDL, Pad

CAMERA = Camera.fitted((1280, 720))
VIEW = World(LEVEL).view()
LEFTX, RIGHTX, TRIGGER = (
    pygame.CONTROLLER_AXIS_LEFTX,
    pygame.CONTROLLER_AXIS_RIGHTX,
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT,
)
FULL, DRIFT = 32767, 3000


def axis(pad: int, number: int, value: int) -> pygame.Event:
    return pygame.Event(pygame.CONTROLLERAXISMOTION, instance_id=pad, axis=number, value=value)


def button(pad: int, number: int, down: bool = True) -> pygame.Event:
    kind = pygame.CONTROLLERBUTTONDOWN if down else pygame.CONTROLLERBUTTONUP
    return pygame.Event(kind, instance_id=pad, button=number)


def lean_after(*events: pygame.Event) -> float:
    hands = Controls()
    for event in events:
        hands.handle(event)
    return hands.intent(VIEW, CAMERA).lean


@pytest.mark.parametrize(
    ("events", "lean"),
    [
        ((axis(0, LEFTX, -FULL), axis(1, LEFTX, 0)), 1.0),  # the other one rests
        ((axis(0, LEFTX, -FULL), axis(1, LEFTX, DRIFT)), 1.0),  # it is worn
        ((axis(0, LEFTX, -FULL), axis(1, LEFTX, FULL)), -1.0),  # it plays now
        ((axis(0, LEFTX, -FULL), axis(1, LEFTX, FULL), axis(0, LEFTX, -FULL + 9)), -1.0),  # the first only trembles
        ((axis(0, LEFTX, -FULL), axis(1, LEFTX, FULL), axis(0, LEFTX, 0)), -1.0),  # or comes back to rest
        ((axis(0, LEFTX, -FULL), axis(1, LEFTX, FULL), axis(0, LEFTX, 0), axis(0, LEFTX, -FULL)), 1.0),
        ((axis(0, LEFTX, -FULL), axis(1, RIGHTX, FULL)), 0.0),  # another stick of another pad lets go of the first
        ((axis(0, LEFTX, -FULL), axis(1, TRIGGER, FULL)), 0.0),
        ((axis(0, LEFTX, -FULL), button(1, pygame.CONTROLLER_BUTTON_A)), 0.0),
        ((axis(0, LEFTX, -FULL), button(1, pygame.CONTROLLER_BUTTON_A, down=False)), 1.0),
    ],
)
def test_the_last_pad_that_moved_past_the_dead_zone_plays(events: tuple[pygame.Event, ...], lean: float) -> None:
    assert lean_after(*events) == lean


def test_a_button_held_on_the_pad_before_is_let_go_and_keys_are_not() -> None:
    hands = Controls()
    hands.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, scancode=pygame.KSCAN_SPACE))
    hands.handle(button(0, pygame.CONTROLLER_BUTTON_RIGHTSTICK))
    intent = hands.intent(VIEW, CAMERA)
    assert (intent.breath, intent.fine) == (True, True)
    hands.handle(axis(1, LEFTX, FULL))
    intent = hands.intent(VIEW, CAMERA)
    assert (intent.breath, intent.fine) == (True, False)


def test_menus_hear_one_pad_too() -> None:
    down, up = pygame.CONTROLLER_AXIS_LEFTY, pygame.CONTROLLER_AXIS_LEFTX
    reader = MenuReader()
    assert reader.read(axis(0, down, FULL)) is Command.DOWN
    assert reader.read(axis(1, down, DRIFT)) is None
    assert reader.read(axis(1, up, -FULL)) is Command.LEFT
    assert reader.read(axis(0, down, FULL - 5)) is None
    assert reader.held is Command.LEFT, "and not what the first one holds"


@pytest.mark.parametrize("kind", [pygame.CONTROLLERDEVICEREMOVED, pygame.JOYDEVICEREMOVED])
@pytest.mark.parametrize(("playing", "removed", "pauses"), [(None, 0, True), (7, 7, True), (7, 3, False)])
def test_pulling_out_the_pad_that_plays_pauses_and_says_so(
    tmp_path: Path, kind: int, playing: int | None, removed: int, pauses: bool
) -> None:
    rig = Rig(tmp_path).at_play()
    if playing is not None:
        rig.send(pygame.CONTROLLERAXISMOTION, instance_id=playing, axis=LEFTX, value=FULL).run(0.1)
        assert rig.play.attempt.intent.lean == -1.0
    play = rig.play
    rig.send(kind, instance_id=removed).run(0.1)
    assert isinstance(rig.top, Pause if pauses else Play)
    if not pauses:
        assert play.attempt.intent.lean == -1.0
        return
    assert UNPLUGGED.upper() in written(rig)
    rig.tap(pygame.K_ESCAPE).run(0.1)
    assert play.attempt.intent.lean == 0.0, "nobody holds its stick any more"


def written(rig: Rig) -> list[str]:
    """All lines of the next picture, those in spaced capitals too."""
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("game.scenes.page.page.Sheet.write", lambda _, text, *args, **kwargs: lines.append(text))
        patch.setattr("game.scenes.page.page.Sheet.overline", lambda _, text, *args, **kwargs: lines.append(text))
        assert rig.top is not None
        rig.top.draw(rig.target)
    return lines


def test_pulling_it_out_while_paused_on_the_title_or_in_settings_only_says_so(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play().tap(pygame.K_ESCAPE)
    rig.send(pygame.CONTROLLERDEVICEREMOVED, instance_id=0).send(pygame.JOYDEVICEREMOVED, instance_id=0)
    assert isinstance(rig.top, Pause)
    assert UNPLUGGED.upper() in written(rig)
    rig = Rig(tmp_path).send(pygame.CONTROLLERDEVICEREMOVED, instance_id=0)
    assert isinstance(rig.top, Title)
    while not leads_to_settings(rig):
        rig.tap(pygame.K_DOWN)
    rig.tap(pygame.K_RETURN)
    assert isinstance(rig.top, SettingsPage)
    rig.send(pygame.JOYDEVICEREMOVED, instance_id=0)
    assert isinstance(rig.top, SettingsPage)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the notice board."""
    texts: list[str] = []
    add = NoticeBoard.add

    def note(self: NoticeBoard, text: str) -> None:
        texts.append(text)
        add(self, text)

    monkeypatch.setattr(NoticeBoard, "add", note)
    return texts


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (pygame.Event(pygame.JOYDEVICEADDED, device_index=5, guid=""), "A joystick is not known as a gamepad"),
        (pygame.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=4), UNPLUGGED),
        (pygame.Event(pygame.CONTROLLERDEVICEADDED, device_index=9, guid=""), "A gamepad cannot be used"),
    ],
)
def test_what_becomes_of_devices_is_told_on_any_page(
    event: pygame.Event, text: str, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path))

    def act(count: int, _: Scene | None) -> None:
        if count == 2:
            pygame.event.post(event)

    assert run(AppOptions(sound=False, size=(640, 360), frames=5, after_frame=act)) == EXIT_FINE
    assert len(told) == 1
    assert told[0].startswith(text)


@pytest.mark.skipif(SDL is None, reason="SDL is not bundled with pygame here")
def test_a_joystick_without_a_map_is_named_and_its_going_is_nobodys(handle: Callable[[Pads], list[bool]]) -> None:
    pads = Pads()
    stick = Pad(kind=0)
    handle(pads)
    assert pads.news() == ["Virtual Joystick is not known as a gamepad: map it in the settings (Sticks)"]
    stick.pull_out()
    assert set(handle(pads)) == {False}, "SDL says of it that a gamepad has gone, too"
    assert pads.news() == []
    pads.close()


@pytest.mark.skipif(SDL is None, reason="SDL is not bundled with pygame here")
def test_a_pad_whose_number_another_one_had_stays_open(handle: Callable[[Pads], list[bool]]) -> None:
    pads = Pads()
    first, second = Pad(), Pad()
    handle(pads)
    first.pull_out()
    third = Pad()
    handle(pads)
    second.axis(LEFTX, FULL)
    third.axis(LEFTX, FULL)
    heard = {event.instance_id for event in pygame.event.get() if event.type == pygame.CONTROLLERAXISMOTION}
    assert len(heard) == 2
    pads.close()


@pytest.fixture
def handle() -> Callable[[Pads], list[bool]]:
    """Lets SDL's events reach the pads; returns what they say of devices that have gone."""

    def hear(pads: Pads) -> list[bool]:
        gone = (pygame.CONTROLLERDEVICEREMOVED, pygame.JOYDEVICEREMOVED)
        answers = []
        for _ in range(2):
            for event in pygame.event.get():
                answer = pads.handle(event)
                if event.type in gone:
                    answers.append(answer)
        return answers

    pygame.joystick.init()
    return hear


def test_a_notice_goes_by_itself_and_the_same_again_stays_longer() -> None:
    board, target = NoticeBoard(Style(load_palette("sunset"))), pygame.Surface((640, 360))

    def light() -> int:
        target.fill("black")
        board.draw(target)
        return int(pygame.surfarray.array3d(target).sum())

    assert light() == 0
    board.add("one")
    board.move(0.7 * LASTS_S)
    assert light() > 0
    board.add("one")
    board.move(0.7 * LASTS_S)
    assert light() > 0
    board.move(LASTS_S)
    assert light() == 0
