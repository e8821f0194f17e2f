"""A hand that knows nothing: random keys, mouse, pad and window events on every page, and frames of any length."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.scenes.base import Scene, Stack
from game.scenes.dialogs.credits import credits_page
from game.scenes.encore.encore import Encore
from game.scenes.gallery.gallery import Gallery
from game.scenes.rehearsal.rehearsal import Rehearsal
from game.scenes.title.ledger import ledger
from game.scenes.title.playbill import Playbill
from game.scenes.title.yours import Yours
from game.settings import Preferences
from tests.scenes.rig import Rig
from tests.scenes.test_mapping import Desk

EVENTS = 300
SIZES = ((640, 360), (1280, 720), (640, 480), (960, 540))
FRAMES_S = (0.0, 1 / 240, 1 / 60, 1 / 20, 0.25)
"""The shortest and the longest that there are, and some between."""
KEYS = (
    pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT,
    pygame.K_TAB, pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_HOME, pygame.K_END, pygame.K_BACKSPACE, pygame.K_DELETE,
    pygame.K_F1, pygame.K_F3, pygame.K_F5, pygame.K_F12, pygame.K_a, pygame.K_d, pygame.K_q, pygame.K_e, pygame.K_z,
    pygame.K_r, pygame.K_p, pygame.K_1, pygame.K_9, pygame.K_LSHIFT, pygame.K_LCTRL, pygame.K_PAUSE, 0, 1 << 30 | 999,
)  # fmt: skip
WINDOW = (
    pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED, pygame.WINDOWMINIMIZED, pygame.WINDOWRESTORED,
    pygame.WINDOWENTER, pygame.WINDOWLEAVE, pygame.WINDOWEXPOSED, pygame.WINDOWRESIZED, pygame.KEYMAPCHANGED,
)  # fmt: skip
MOST = 60
"""Keys and buttons that are held at once, before the oldest is let go."""


class Monkey:
    """Presses whatever there is; a seed is all it remembers."""

    def __init__(self, rig: Rig, seed: int) -> None:
        self._rig, self._chance = rig, random.Random(seed)
        self._held: list[tuple[int, dict[str, object]]] = []
        self.seen: Counter[str] = Counter()

    def plays(self, events: int) -> None:
        """So many events, with some frames between; where all was left it comes in again."""
        for _ in range(events):
            if self._rig.top is None:
                self._rig.stack = Stack(self._rig.doors.title(0))
            self.seen[type(self._rig.top).__name__] += 1
            self._chance.choice((self._key, self._key, self._key, self._mouse, self._mouse, self._pad, self._window))()
            for _frame in range(self._chance.choice((0, 1, 1, 4))):
                frame_s = self._chance.choice(FRAMES_S)
                self._rig.run(frame_s, frame_s or 1.0)

    def _press(self, down: int, up: int, **fields: object) -> None:
        self._rig.send(down, **fields)
        self._held.append((up, fields))
        if self._chance.random() < 0.8 or len(self._held) > MOST:
            kind, fields = self._held.pop(0)
            self._rig.send(kind, **fields)

    def _key(self) -> None:
        key, mod = self._chance.choice(KEYS), self._chance.choice((0, 0, 0, pygame.KMOD_CTRL, pygame.KMOD_SHIFT))
        letter = chr(key) if 32 <= key < 127 else ""
        self._press(pygame.KEYDOWN, pygame.KEYUP, key=key, mod=mod, unicode=letter, scancode=key % 512)
        if letter:
            self._rig.send(pygame.TEXTINPUT, text=self._chance.choice((letter, "ß", "\u0301", "雪", "🂡")))

    def _mouse(self) -> None:
        width, height = self._rig.target.get_size()
        pos = self._chance.randint(-5, width + 5), self._chance.randint(-5, height + 5)
        match self._chance.randint(0, 3):
            case 0:
                self._rig.send(pygame.MOUSEWHEEL, x=0, y=self._chance.choice((-9, -1, 0, 1, 9)), flipped=False)
            case 1:
                self._rig.send(pygame.MOUSEMOTION, pos=pos, rel=(3, -2), buttons=(0, 0, 0), touch=False)
            case _:
                self._rig.send(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0), touch=False)
                self._press(
                    pygame.MOUSEBUTTONDOWN,
                    pygame.MOUSEBUTTONUP,
                    pos=pos,
                    button=self._chance.choice((1, 1, 1, 2, 3, 8)),
                )

    def _pad(self) -> None:
        if self._chance.random() < 0.3:
            axis, value = self._chance.randint(0, 5), self._chance.choice((-32768, 0, 9000, 32767))
            self._rig.send(pygame.CONTROLLERAXISMOTION, axis=axis, value=value, instance_id=0)
            return
        button = self._chance.randint(0, 20)
        self._press(pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP, button=button, instance_id=0)

    def _window(self) -> None:
        kind = self._chance.choice(WINDOW)
        if kind == pygame.WINDOWRESIZED:
            self._rig.target = pygame.Surface(self._chance.choice(SIZES))
        self._rig.send(kind, x=self._rig.target.get_width(), y=self._rig.target.get_height())


@pytest.fixture
def rig(paper: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    monkeypatch.setattr("game.scenes.title.yours.own_levels_dir", lambda: tmp_path / "own")
    services = {"settings": Preferences(tmp_path / "config"), "pads": Desk()}
    return Rig(tmp_path, size=lambda: SIZES[0], **services)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_pressed_from_the_title_nothing_breaks(rig: Rig, seed: int) -> None:
    monkey = Monkey(rig, seed)
    monkey.plays(EVENTS)
    assert len(monkey.seen) > 3, monkey.seen


@pytest.mark.parametrize(
    "page", ["programme", "play", "gallery", "rehearsal", "encore", "playbill", "ledger", "credits", "yours"]
)
def test_whatever_is_pressed_on_a_page_nothing_breaks(rig: Rig, page: str) -> None:
    doors, services = rig.doors, rig.services
    monkey = Monkey(rig, 7)
    pages: dict[str, Callable[[], Scene]] = {
        "programme": lambda: doors.programme(0), "play": lambda: doors.play(0, rig.stage),
        "gallery": lambda: Gallery(doors, services), "rehearsal": lambda: Rehearsal(doors, services, 0),
        "encore": lambda: Encore(doors, services), "playbill": lambda: Playbill(doors, services, 0),
        "ledger": lambda: ledger(services), "credits": lambda: credits_page(services),
        "yours": lambda: Yours(doors, services),
    }  # fmt: skip
    for _ in range(3):
        rig.stack = Stack(pages[page]())
        monkey.plays(EVENTS // 10)
