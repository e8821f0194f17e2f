"""Rows of the pages of settings: each says what it is, draws itself, and answers to keys, pads and the mouse alike."""

from collections.abc import Callable
from typing import Protocol

import pygame

from game.audio.cues import Bus
from game.core.language import _
from game.scenes.base import Change
from game.scenes.page.controls import (
    SLACK,
    STEP,
    TRACK,
    WIDTH,
    boxes,
    draw_control,
    draw_label,
    share_of,
    stepped,
    value_at,
    wider,
    words_of,
)
from game.scenes.page.page import Point, Sheet
from game.scenes.services import Services
from game.settings import Key, Setting, Value

RESET_AT = WIDTH + 34.0
"""From a row's label to the middle of the sign that makes it as it was made, px of the design."""


class Row(Protocol):
    """A line of a page."""

    @property
    def hint(self) -> str:
        """What it does, in a plain line."""
        ...

    @property
    def told(self) -> str:
        """What it is called and set to, in words."""
        ...

    @property
    def label(self) -> str:
        """What it is called."""
        ...

    @property
    def room(self) -> float:
        """From where it begins to what stands behind its label, px of the design at the usual size of text."""
        ...

    @property
    def is_as_made(self) -> bool:
        """Whether it is as the game came, or cannot be otherwise."""
        ...

    def reset(self) -> None:
        """Make it as it was made."""
        ...

    def draw(self, sheet: Sheet, at: Point, height: float, px: float, *, chosen: bool) -> None:
        """Set it with its label, `px` high, at `at`, in a row so high, px of the design."""
        ...

    def step(self, steps: int) -> None:
        """Left or right, so many times."""
        ...

    def accept(self) -> Change:
        """Enter, or a click."""
        ...

    def press(self, pixel: tuple[int, int]) -> Change:
        """The mouse is pressed on it."""
        ...

    def drag(self, pixel: tuple[int, int]) -> None:
        """The mouse moves, pressed."""
        ...

    def listens(self, event: pygame.Event) -> bool:
        """Whether it takes an event for itself, whatever that would mean to the page; then it has it."""
        ...


class SettingRow:
    """A switch, a choice or a number."""

    room = TRACK[0]

    def __init__(self, services: Services, setting: Setting, told: Callable[[Key], None]) -> None:
        """`told` hears whenever it is changed."""
        self._services, self.setting, self._told = services, setting, told
        self._boxes = boxes(Sheet(pygame.Surface((1, 1)), services.style), (0.0, 0.0), setting, 0.0)

    @property
    def value(self) -> Value:
        """As it is set now."""
        return self._services.settings.now.value(self.setting.key)

    @property
    def hint(self) -> str:
        """See `Row`."""
        return self.setting.hint

    @property
    def told(self) -> str:
        """See `Row`."""
        return f"{self.label}: {words_of(self.value)}"

    @property
    def label(self) -> str:
        """See `Row`."""
        return _(self.setting.label)

    @property
    def is_as_made(self) -> bool:
        """See `Row`."""
        return self.value == self._services.settings.defaults.value(self.setting.key)

    def reset(self) -> None:
        """See `Row`."""
        self._set(self._services.settings.defaults.value(self.setting.key))

    def draw(self, sheet: Sheet, at: Point, height: float, px: float, *, chosen: bool) -> None:
        """See `Row`."""
        draw_control(sheet, at, self.setting, self.value, px=px, chosen=chosen)
        self._boxes = boxes(sheet, at, self.setting, height)

    def step(self, steps: int) -> None:
        """See `Row`."""
        self._set(stepped(self.setting, self.value, steps))

    def accept(self) -> Change:
        """Switch it; of words the next one, and after the last the first."""
        value, words = self.value, self.setting.choices
        if isinstance(value, bool):
            self._set(not value)
        elif words:
            self._set(words[(words.index(str(value)) + 1) % len(words)])
        return None

    def press(self, pixel: tuple[int, int]) -> Change:
        """Switch it, or take its knob."""
        if isinstance(self.value, bool):
            self.accept()
        elif self._boxes.reach.collidepoint(pixel):
            self.drag(pixel)
        return None

    def drag(self, pixel: tuple[int, int]) -> None:
        """Bring the knob there."""
        if not isinstance(self.value, bool):
            self._set(value_at(self.setting, self._boxes.share(pixel[0])))

    def listens(self, event: pygame.Event) -> bool:
        """See `Row`."""
        return False

    def _set(self, value: Value) -> None:
        before = self.value
        self._services.settings.change(self.setting.key, value)
        now = self.value
        if now == before:
            return
        if round(share_of(self.setting, now) / STEP) != round(share_of(self.setting, before) / STEP):
            is_heard = self.setting.key[0] == "sound"
            self._services.mixer.tap("accept" if is_heard else "move", _bus(self.setting.key))
        self._told(self.setting.key)


class ActionRow:
    """Something to do."""

    is_as_made, room = True, WIDTH

    def __init__(self, label: Callable[[], str], hint: str, act: Callable[[], Change]) -> None:
        self._label, self.hint, self._act = label, hint, act

    @property
    def told(self) -> str:
        """See `Row`."""
        return self.label

    @property
    def label(self) -> str:
        """See `Row`."""
        return _(self._label())

    def reset(self) -> None:
        """There is nothing to be set."""

    def draw(self, sheet: Sheet, at: Point, height: float, px: float, *, chosen: bool) -> None:
        """See `Row`."""
        draw_label(sheet, at, self.label, px, chosen=chosen)

    def step(self, steps: int) -> None:
        """See `Row`."""

    def accept(self) -> Change:
        """Do it."""
        return self._act()

    def press(self, pixel: tuple[int, int]) -> Change:
        """Do it."""
        return self._act()

    def drag(self, pixel: tuple[int, int]) -> None:
        """See `Row`."""

    def listens(self, event: pygame.Event) -> bool:
        """See `Row`."""
        return False


def row_box(sheet: Sheet, at: Point, height: float) -> pygame.Rect:
    """Where a row answers to the mouse, px."""
    return pygame.Rect(sheet.pixel((at[0] - SLACK, at[1])), sheet.pixel((WIDTH + wider(sheet) + 2 * SLACK, height)))


def reset_box(sheet: Sheet, at: Point, height: float) -> pygame.Rect:
    """Where its sign answers, px."""
    side = min(height, 36.0)
    corner = at[0] + RESET_AT + wider(sheet) - side / 2, at[1] + (height - side) / 2
    return pygame.Rect(sheet.pixel(corner), sheet.pixel((side, side)))


def _bus(key: Key) -> Bus:
    """Where a setting is heard: a volume at that volume."""
    section, name = key
    return Bus(name) if section == "sound" and name in set(Bus) else Bus.INTERFACE
