"""Keyboards of other layouts: keys mean what they mean by where they lie, and pages show what is written on them."""

from pathlib import Path

import pygame
import pytest

from game.input.bindings import DEFAULT_BINDINGS
from game.input.controls import Controls
from game.input.devices import Device
from game.input.keys import LONGEST_GAP_S, Layout, Presses
from game.input.menu import Command, MenuReader
from game.input.names import Names
from game.render import Camera
from game.scenes.play.pause import manual
from game.sim import World
from tests.scenes.rig import LEVEL, Rig
from tests.scenes.test_pads import button, written

CAMERA = Camera.fitted((1280, 720))
VIEW = World(LEVEL).view()
LAYOUTS = {
    "azerty": {"a": "q", "q": "a", "w": "z", "z": "w", "1": "&", "2": "é"},
    "dvorak": {"q": "'", "w": ",", "e": ".", "r": "p", "d": "e", "z": ";", "x": "q"},
    "russian": dict(zip("qwerasdzx", "йцукфывяч", strict=True)),
    "greek": dict(zip("qwerasdzx", ";ςερασδζχ", strict=True)),
    "hebrew": dict(zip("qwerasdzx", "/'קרשדגזס", strict=True)),
}
"""What lies where an American keyboard has each letter."""


def place(letter: str) -> int:
    return int(getattr(pygame, f"KSCAN_{letter.upper()}"))


def typed(layout: str, letter: str, kind: int = pygame.KEYDOWN) -> pygame.Event:
    """The key at the place of an American letter."""
    key = ord(LAYOUTS[layout].get(letter, letter))
    return pygame.Event(kind, key=key, scancode=place(letter), mod=0, unicode=chr(key))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("letter", "field", "value"),
    [("a", "lean", 1.0), ("d", "lean", -1.0), ("z", "turn", 1.0), ("x", "turn", -1.0), ("q", "slide", -1.0),
     ("e", "slide", 1.0), ("2", "take", 1)],
)  # fmt: skip
def test_the_hands_are_where_they_are(layout: str, letter: str, field: str, value: float) -> None:
    hands = Controls()
    hands.handle(typed(layout, letter))
    first = hands.intent(VIEW, CAMERA)
    for _ in range(100):
        last = hands.intent(VIEW, CAMERA)
    assert getattr(first if field == "take" else last, field) == value
    hands.handle(typed(layout, letter, pygame.KEYUP))
    for _ in range(40):
        last = hands.intent(VIEW, CAMERA)
    assert (last.lean, last.turn, last.slide) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_menus_and_again_go_by_where_keys_lie_too(layout: str, tmp_path: Path) -> None:
    commands = [MenuReader().read(typed(layout, letter)) for letter in "wasdr"]
    assert commands == [Command.UP, Command.LEFT, Command.DOWN, Command.RIGHT, Command.AGAIN]
    rig = Rig(tmp_path).at_play()
    attempt = rig.play.attempt
    event = typed(layout, "r")
    rig.send(event.type, **event.dict)
    assert rig.play.attempt is not attempt


@pytest.mark.parametrize(("key", "scancode"), [(pygame.K_ESCAPE, pygame.KSCAN_CAPSLOCK), (pygame.K_ESCAPE, 0)])
def test_keys_with_a_name_go_by_it(key: int, scancode: int) -> None:
    """Some exchange Esc and Caps Lock; on-screen keyboards have no places at all."""
    event = pygame.Event(pygame.KEYDOWN, key=key, scancode=scancode, mod=0, unicode="")
    assert MenuReader().read(event) is Command.BACK


@pytest.mark.parametrize(
    ("layout", "lean", "turn"),
    [("azerty", "Q D", "W X"), ("dvorak", "A E", "; Q"), ("russian", "Ф В", "Я Ч"), ("greek", "Α Δ", "Ζ Χ"),
     ("hebrew", "A D", "Z X")],
)  # fmt: skip
def test_pages_show_what_is_written_on_the_keys(layout: str, lean: str, turn: str, tmp_path: Path) -> None:
    """The face has no Hebrew: there the letter of an American keyboard is shown, which those keys bear as well."""
    rig = Rig(tmp_path).at_play()
    for letter in "adzxqer":
        rig.services.layout.notice(typed(layout, letter))
    rig.tap(pygame.K_ESCAPE).run(0.1)
    lines = written(rig)
    assert f"{lean} or ← →, or right button" in lines
    assert f"mouse, or {turn}" in lines
    rig.services.layout.notice(pygame.Event(pygame.KEYMAPCHANGED))
    assert "A D or ← →, or right button" in written(rig)


def test_the_layout_is_known_before_a_key_was_pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert manual(Names(DEFAULT_BINDINGS, Layout()), Device.KEYS)[0] == (
        "Lean the plinth",
        "A D or ← →, or right button",
    )
    monkeypatch.setattr("game.input.keys._key_at", lambda scancode: ord("q"))
    assert Layout().label(pygame.KSCAN_A) == "Q"


def key(down: bool = True, **more: object) -> pygame.Event:
    kind = pygame.KEYDOWN if down else pygame.KEYUP
    return pygame.Event(kind, {"key": pygame.K_ESCAPE, "scancode": pygame.KSCAN_ESCAPE, "mod": 0} | more)


def test_repeats_are_told_from_presses(monkeypatch: pytest.MonkeyPatch) -> None:
    presses, now = Presses(), [0.0]
    monkeypatch.setattr("game.input.keys.perf_counter", lambda: now[0])
    assert [presses.is_repeat(event) for event in (key(), key(), key())] == [False, True, True]
    presses.is_repeat(key(down=False))
    assert not presses.is_repeat(key())
    presses.is_repeat(pygame.Event(pygame.WINDOWFOCUSLOST))
    assert not presses.is_repeat(key()), "it came up while another window was in front"
    now[0] = 1.1 * LONGEST_GAP_S
    assert not presses.is_repeat(key()), "its release was missed"
    assert Presses().is_repeat(key(repeat=True))
    assert [presses.is_repeat(event) for event in (button(0, 1), button(0, 1), button(1, 1))] == [False, True, False]
