"""The settings, on a page whose middle is left open: what it lies over shows at once what they do."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pygame

from game.audio.cues import Bus
from game.input.menu import Command, MenuReader
from game.scenes.base import Beneath, Change, Pop
from game.scenes.controls import (
    HEIGHT,
    MIDDLE,
    SLACK,
    STEP,
    UNCHOSEN,
    WIDTH,
    Boxes,
    boxes,
    draw_control,
    share_of,
    stepped,
    value_at,
)
from game.scenes.page import LEFT, Point, Sheet, Size, unit
from game.scenes.services import Services
from game.settings import Key, Settings, Value, settings_of
from game.sim import EventKind

LEFT_SECTIONS = ("picture",)
"""Sections in the left column; all others stand in the right one, over the last rows."""
MADE_LABEL, HAD_LABEL, BACK_LABEL = "As it was made", "As you had it", "Go back"
HINTS = ("Every setting as the game came; once more brings yours back.", "What you set is kept.")
SAMPLES: Mapping[Key, EventKind] = {("picture", "flashes"): EventKind.OVATION, ("picture", "shake"): EventKind.TREMOR}
"""What is shown for settings that a still stage would not show."""
SAMPLE_AFTER_S = 0.25
"""A sample is shown when the hand has rested for so long."""
REPEAT_AFTER_S, REPEAT_EVERY_S = 0.35, 0.06
"""A held key goes on stepping."""
TOP, HEADING, ASIDE = -250.0, -112.0, -214.0
"""Of the page, and of the first headings at the left and, where more is to be set, at the right; from the middle, px of
the design."""
UNDER, GAP = 28.0, 20.0
"""From a heading to the rows under it, and before another heading or the last rows."""
FOOT, RIGHT_FOOT = 62.0, 50.0
"""Where the left column and the hint under it meet, and where the right column ends at the latest, above the lower
edge."""
VEILED, DUSK, CLEAR = LEFT + WIDTH + SLACK, 80.0, 118.0
"""The veil reaches inwards over the text, then fades; so near to the middle it fades at least; px of the design."""
VEIL_LIGHT = 0.08
"""Light that the veil leaves."""


class SettingsPage:
    """Change settings: each is used, seen and heard at once, and all are saved when the page is left."""

    cursor = True

    def __init__(self, services: Services, beneath: Beneath) -> None:
        self._services, self._beneath = services, beneath
        self._reader = MenuReader()
        self._rows = settings_of(type(services.settings.defaults))
        self._chosen = 0
        self._controls: dict[int, Boxes] = {}
        self._actions: list[pygame.Rect] = []
        self._dragged: int | None = None
        self._had: Settings | None = None
        self._held_s = 0.0
        self._sample: EventKind | None = None
        self._rested_s = 0.0

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, stick or mouse choose and change; Enter switches; Esc goes back."""
        match event.type:
            case pygame.MOUSEMOTION if self._dragged is not None:
                self._drag_to(event.pos[0])
            case pygame.MOUSEMOTION:
                self._choose(self._row_at(event.pos, self._chosen))
            case pygame.MOUSEBUTTONDOWN if event.button == pygame.BUTTON_LEFT:
                return self._click(event.pos)
            case pygame.MOUSEBUTTONUP | pygame.WINDOWFOCUSLOST:
                self._dragged = None
            case pygame.MOUSEWHEEL:
                self._step(event.y)
        match self._reader.read(event):
            case Command.UP:
                self._choose((self._chosen - 1) % (self._back + 1))
            case Command.DOWN:
                self._choose((self._chosen + 1) % (self._back + 1))
            case Command.LEFT | Command.RIGHT as command:
                self._held_s = 0.0
                self._step(1 if command is Command.RIGHT else -1)
            case Command.ACCEPT:
                return self._accept()
            case Command.BACK:
                return self._leave()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The light lives on; a held key steps on; a hand that rests sees what it has set."""
        self._beneath.glow(elapsed_s)
        self._repeat(elapsed_s)
        self._rested_s += elapsed_s
        if self._sample is not None and self._rested_s >= SAMPLE_AFTER_S:
            self._beneath.sample(self._sample)
            self._sample = None
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over what lies beneath."""
        self._beneath.draw(target, 1.0)
        _veil(target)
        style = self._services.style
        sheet = Sheet(target, style)
        middle, right = sheet.height / 2, sheet.width - LEFT - WIDTH
        sheet.overline("AS YOU LIKE IT", (LEFT, middle + TOP))
        sheet.write("Settings", (LEFT - 2, middle + TOP + 18), 58, style.title, strong=True)
        sheet.rule((LEFT, middle + TOP + 106), WIDTH)
        at_left = [row for row, setting in enumerate(self._rows) if setting.key[0] in LEFT_SECTIONS]
        at_right = [row for row, setting in enumerate(self._rows) if setting.key[0] not in LEFT_SECTIONS]
        self._draw_column(sheet, (LEFT, middle + HEADING), at_left, foot=FOOT)
        y, height = self._draw_column(sheet, (right, middle + ASIDE), at_right, foot=RIGHT_FOOT, more=len(HINTS))
        self._draw_actions(sheet, (right, y), height)
        hints = [setting.hint for setting in self._rows] + list(HINTS)
        sheet.write(hints[self._chosen], (LEFT, sheet.height - FOOT), 15, style.quiet, room=right - LEFT)

    def close(self, *, crashed: bool) -> Path | None:
        """Save what was set. Where that fails, it is tried again when the program ends, and told there."""
        self._services.settings.save()
        return None

    @property
    def _as_made(self) -> int:
        """The row after the settings: all as it was made."""
        return len(self._rows)

    @property
    def _back(self) -> int:
        """The last row."""
        return len(self._rows) + 1

    def _draw_column(
        self, sheet: Sheet, at: Point, rows: Sequence[int], *, foot: float, more: int = 0
    ) -> tuple[float, float]:
        """Set settings under their headings, and leave room above the foot for so many rows more.

        Returns where the next row begins, and the height of rows: lower than usual where there are many.
        """
        now, (x, y) = self._services.settings.now, at
        headings = [self._rows[row].section for row in rows]
        sections = len(dict.fromkeys(headings))
        room = sheet.height - foot - y - UNDER * sections - GAP * (sections - 1 + (more > 0))
        height, heading = min(HEIGHT, room / (len(rows) + more)), ""
        for row in rows:
            setting = self._rows[row]
            if setting.section != heading:
                y += GAP if heading else 0.0
                heading = setting.section
                sheet.overline(heading.upper(), (x, y))
                y += UNDER
            value = now.value(setting.key)
            draw_control(sheet, (x, y), setting, value, chosen=row == self._chosen)
            self._controls[row] = boxes(sheet, (x, y), value, height)
            y += height
        return y + GAP, height

    def _draw_actions(self, sheet: Sheet, at: Point, height: float) -> None:
        style, (x, y) = sheet.style, at
        self._actions = []
        for row, label in ((self._as_made, HAD_LABEL if self._can_undo else MADE_LABEL), (self._back, BACK_LABEL)):
            chosen = row == self._chosen
            if chosen:
                sheet.lozenge((x - 14, y + MIDDLE), 6, style.accent)
            colour = style.accent if chosen else style.title
            sheet.write(
                label, (x + 8, y + MIDDLE), 23, colour, strong=chosen, share=1.0 if chosen else UNCHOSEN, centred=True
            )
            self._actions.append(pygame.Rect(sheet.pixel((x - SLACK, y)), sheet.pixel((WIDTH + 2 * SLACK, height))))
            y += height

    @property
    def _can_undo(self) -> bool:
        return self._had is not None and self._services.settings.now == self._services.settings.defaults

    def _row_at(self, pixel: tuple[int, int], otherwise: int) -> int:
        rows = [self._controls[row].row for row in sorted(self._controls)] + self._actions
        return next((row for row, box in enumerate(rows) if box.collidepoint(pixel)), otherwise)

    def _choose(self, row: int) -> None:
        if row != self._chosen:
            self._chosen = row
            self._services.mixer.tap("move")

    def _click(self, pixel: tuple[int, int]) -> Change:
        row = self._row_at(pixel, -1)
        if row < 0:
            return None
        self._chosen = row
        if row >= self._as_made or isinstance(self._value(row), bool):
            return self._accept()
        if self._controls[row].reach.collidepoint(pixel):
            self._dragged = row
            self._drag_to(pixel[0])
        return None

    def _accept(self) -> Change:
        """Switch what is chosen, or do it."""
        if self._chosen == self._back:
            return self._leave()
        if self._chosen == self._as_made:
            self._reset()
        elif isinstance(value := self._value(self._chosen), bool):
            self._set(self._chosen, not value)
        return None

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()

    def _reset(self) -> None:
        """All as it was made; a second time, all as it was before."""
        settings = self._services.settings
        if self._had is not None and self._can_undo:
            settings.take(self._had)
            self._had = None
        elif settings.now != settings.defaults:
            self._had = settings.now
            settings.take(settings.defaults)
        self._services.mixer.tap("accept")

    def _drag_to(self, x: int) -> None:
        if self._dragged is not None:
            self._set(self._dragged, value_at(self._rows[self._dragged], self._controls[self._dragged].share(x)))

    def _step(self, steps: int) -> None:
        """Change what is chosen by so many steps; a switch goes on or off."""
        if self._chosen >= self._as_made or not steps:
            return
        self._set(self._chosen, stepped(self._rows[self._chosen], self._value(self._chosen), steps))

    def _repeat(self, elapsed_s: float) -> None:
        if self._reader.held not in (Command.LEFT, Command.RIGHT):
            self._held_s = 0.0
            return
        self._held_s += elapsed_s
        while self._held_s > REPEAT_AFTER_S:
            self._held_s -= REPEAT_EVERY_S
            self._step(1 if self._reader.held is Command.RIGHT else -1)

    def _value(self, row: int) -> Value:
        return self._services.settings.now.value(self._rows[row].key)

    def _set(self, row: int, value: Value) -> None:
        """Change a setting, and let it be heard; what a still stage does not show is shown soon."""
        setting, before = self._rows[row], self._value(row)
        self._services.settings.change(setting.key, value)
        now = self._value(row)
        if now == before:
            return
        if round(share_of(setting, now) / STEP) != round(share_of(setting, before) / STEP):
            self._services.mixer.tap("accept" if setting.key[0] == "sound" else "move", _bus(setting.key))
        self._sample, self._rested_s = SAMPLES.get(setting.key), 0.0


def _bus(key: Key) -> Bus:
    """Where a setting is heard: a volume at that volume."""
    section, name = key
    return Bus(name) if section == "sound" and name in set(Bus) else Bus.INTERFACE


def _veil(target: pygame.Surface) -> None:
    """Turn the lights down at both sides, where the page is written."""
    target.blit(_shade(target.get_size()), (0, 0), special_flags=pygame.BLEND_RGB_MULT)


@lru_cache(maxsize=1)
def _shade(size: Size) -> pygame.Surface:
    """The light that the veil leaves, for a window of this size."""
    across, scale = np.arange(size[0], dtype=np.float32), unit(size)
    aside = np.minimum(across, size[0] - across) / scale
    veiled = min(VEILED, size[0] / scale / 2 - CLEAR)
    clear = np.clip((aside - veiled) / DUSK, 0.0, 1.0)
    light = VEIL_LIGHT + (1.0 - VEIL_LIGHT) * clear * clear * (3.0 - 2.0 * clear)
    shade = pygame.Surface(size)
    levels = (255.0 * light).astype(np.uint8)[:, None, None]
    pygame.surfarray.blit_array(shade, np.broadcast_to(levels, (*size, 3)))
    return shade.convert()
