"""The settings, on a page whose middle is left open: what it lies over shows at once what they do."""

from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import pygame

from game.audio.cues import Bus
from game.input.menu import Command, MenuReader
from game.scenes.base import Change, Pop
from game.scenes.controls import HEIGHT, MIDDLE, SLACK, STEP, UNCHOSEN, WIDTH, Boxes, Setting, boxes, draw_control
from game.scenes.page import LEFT, Point, Sheet, Size, unit
from game.scenes.services import Services
from game.settings import DEFAULTS, Key, Settings, Value
from game.sim import EventKind

PICTURE = (
    Setting(("picture", "stress"), "Stress", "As colour in the glass: where its fringes gather, a crack will run."),
    Setting(("picture", "bloom"), "Glow", "The soft shine round beams and gold."),
    Setting(("picture", "flashes"), "Flashes", "Light over all of the picture, when something breaks or is won."),
    Setting(("picture", "shake"), "Shaking", "How far the picture trembles with a blow."),
    Setting(("picture", "motion"), "Motion", "Held moments, slow time, and a camera that follows the sculpture."),
    Setting(("picture", "text"), "Text", "How large all is written, in hundredths of how it was made."),
    Setting(("picture", "quality"), "Ornament", "Glow, dust, floor, then fineness: auto draws what runs smoothly."),
    Setting(("picture", "fullscreen"), "Full screen", "F11 does the same, at any time."),
)
SOUND = (
    Setting(("sound", "master"), "Everything", "All that is heard, louder or softer."),
    Setting(("sound", "music"), "Music", "The choir of voices, and the strings under them."),
    Setting(("sound", "effects"), "Stage", "Glass, metal, gold and the heartbeat."),
    Setting(("sound", "audience"), "Audience", "The breath of the house, its gasps and its applause."),
    Setting(("sound", "interface"), "Pages", "What these pages sound like."),
    Setting(("sound", "mono"), "Mono", "Both ears hear the same."),
    Setting(("sound", "captions"), "Captions", "What is heard, in words and with its side, at the foot of the stage."),
)
HANDS = (
    Setting(("hands", "auto_aim"), "Auto-aim", "The aim is drawn to cracks that are not gold yet; results say so."),
)
SETTINGS = PICTURE + SOUND + HANDS
AS_MADE, BACK = len(SETTINGS), len(SETTINGS) + 1
"""Rows after the settings."""
MADE_LABEL, HAD_LABEL, BACK_LABEL = "As it was made", "As you had it", "Go back"
HINTS = ("Every setting as the game came; once more brings yours back.", "What you set is kept.")
SAMPLES = {("picture", "flashes"): EventKind.OVATION, ("picture", "shake"): EventKind.TREMOR}
"""What is shown for settings that a still stage would not show."""
SAMPLE_AFTER_S = 0.25
"""A sample is shown when the hand has rested for so long."""
REPEAT_AFTER_S, REPEAT_EVERY_S = 0.35, 0.06
"""A held key goes on stepping."""
TOP, HEADING, FIRST = -250.0, -112.0, -84.0
"""Of the page, the first heading at the left and the rows under it, above the middle; px of the design."""
ASIDE = -214.0
"""Of the first heading at the right, where more is to be set."""
UNDER, GAP = FIRST - HEADING, 20.0
"""From a heading to the rows under it, and before another heading or the last rows."""
FOOT = 62.0
"""Of the hint, above the lower edge."""
VEILED, DUSK, CLEAR = LEFT + WIDTH + SLACK, 80.0, 118.0
"""The veil reaches inwards over the text, then fades; so near to the middle it fades at least; px of the design."""
VEIL_LIGHT = 0.08
"""Light that the veil leaves."""


class Beneath(Protocol):
    """What can be seen beneath a page."""

    def glow(self, elapsed_s: float) -> None:
        """Let what does not stand still move on by so many real seconds."""
        ...

    def sample(self, kind: EventKind) -> None:
        """Show how such an event looks."""
        ...

    def draw(self, target: pygame.Surface) -> None:
        """Paint it as it stands."""
        ...


class SettingsPage:
    """Change settings: each is used, seen and heard at once, and all are saved when the page is left."""

    cursor = True

    def __init__(self, services: Services, beneath: Beneath) -> None:
        self._services, self._beneath = services, beneath
        self._reader = MenuReader()
        self._chosen = 0
        self._controls: list[Boxes] = []
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
                self._choose((self._chosen - 1) % (BACK + 1))
            case Command.DOWN:
                self._choose((self._chosen + 1) % (BACK + 1))
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
        self._beneath.draw(target)
        _veil(target)
        style = self._services.style
        sheet = Sheet(target, style)
        middle, right = sheet.height / 2, sheet.width - LEFT - WIDTH
        sheet.overline("AS YOU LIKE IT", (LEFT, middle + TOP))
        sheet.write("Settings", (LEFT - 2, middle + TOP + 18), 58, style.title, strong=True)
        sheet.rule((LEFT, middle + TOP + 106), WIDTH)
        places = _column(sheet, "PICTURE", (LEFT, middle + HEADING), len(PICTURE))
        places += _column(sheet, "SOUND", (right, middle + ASIDE), len(SOUND))
        places += _column(sheet, "HANDS", (right, places[-1][1] + HEIGHT + GAP), len(HANDS))
        self._draw_controls(sheet, places)
        self._draw_actions(sheet, (right, places[-1][1] + HEIGHT + GAP))
        hints = [setting.hint for setting in SETTINGS] + list(HINTS)
        sheet.write(hints[self._chosen], (LEFT, sheet.height - FOOT), 15, style.quiet, room=right - LEFT)

    def close(self, *, crashed: bool) -> Path | None:
        """Save what was set. Where that fails, it is tried again when the program ends, and told there."""
        self._services.settings.save()
        return None

    def _draw_controls(self, sheet: Sheet, places: list[Point]) -> None:
        now = self._services.settings.now
        self._controls = []
        for row, (setting, at) in enumerate(zip(SETTINGS, places, strict=True)):
            value, default = now.value(setting.key), DEFAULTS.value(setting.key)
            draw_control(sheet, at, setting, value, default, chosen=row == self._chosen)
            self._controls.append(boxes(sheet, at, value))

    def _draw_actions(self, sheet: Sheet, at: Point) -> None:
        style, (x, y) = sheet.style, at
        self._actions = []
        for row, label in ((AS_MADE, HAD_LABEL if self._can_undo else MADE_LABEL), (BACK, BACK_LABEL)):
            chosen = row == self._chosen
            if chosen:
                sheet.lozenge((x - 14, y + MIDDLE), 6, style.accent)
            colour = style.accent if chosen else style.title
            sheet.write(
                label, (x + 8, y + MIDDLE), 23, colour, strong=chosen, share=1.0 if chosen else UNCHOSEN, centred=True
            )
            self._actions.append(pygame.Rect(sheet.pixel((x - SLACK, y)), sheet.pixel((WIDTH + 2 * SLACK, HEIGHT))))
            y += HEIGHT

    @property
    def _can_undo(self) -> bool:
        return self._had is not None and self._services.settings.now == DEFAULTS

    def _row_at(self, pixel: tuple[int, int], otherwise: int) -> int:
        rows = [control.row for control in self._controls] + self._actions
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
        if row >= AS_MADE or isinstance(self._value(row), bool):
            return self._accept()
        if self._controls[row].reach.collidepoint(pixel):
            self._dragged = row
            self._drag_to(pixel[0])
        return None

    def _accept(self) -> Change:
        """Switch what is chosen, or do it."""
        if self._chosen == BACK:
            return self._leave()
        if self._chosen == AS_MADE:
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
        elif settings.now != DEFAULTS:
            self._had = settings.now
            settings.take(DEFAULTS)
        self._services.mixer.tap("accept")

    def _drag_to(self, x: int) -> None:
        if self._dragged is not None:
            self._set(self._dragged, SETTINGS[self._dragged].value(self._controls[self._dragged].share(x)))

    def _step(self, steps: int) -> None:
        """Change what is chosen by so many steps; a switch goes on or off."""
        if self._chosen >= AS_MADE or not steps:
            return
        self._set(self._chosen, SETTINGS[self._chosen].stepped(self._value(self._chosen), steps))

    def _repeat(self, elapsed_s: float) -> None:
        if self._reader.held not in (Command.LEFT, Command.RIGHT):
            self._held_s = 0.0
            return
        self._held_s += elapsed_s
        while self._held_s > REPEAT_AFTER_S:
            self._held_s -= REPEAT_EVERY_S
            self._step(1 if self._reader.held is Command.RIGHT else -1)

    def _value(self, row: int) -> Value:
        return self._services.settings.now.value(SETTINGS[row].key)

    def _set(self, row: int, value: Value) -> None:
        """Change a setting, and let it be heard; what a still stage does not show is shown soon."""
        key, before = SETTINGS[row].key, self._value(row)
        self._services.settings.change(key, value)
        now = self._value(row)
        if now == before:
            return
        setting = SETTINGS[row]
        if round(setting.share(now) / STEP) != round(setting.share(before) / STEP):
            self._services.mixer.tap("accept" if key[0] == "sound" else "move", _bus(key))
        self._sample, self._rested_s = SAMPLES.get(key), 0.0


def _bus(key: Key) -> Bus:
    """Where a setting is heard: a volume at that volume."""
    section, name = key
    return Bus(name) if section == "sound" and name in set(Bus) else Bus.INTERFACE


def _column(sheet: Sheet, heading: str, at: Point, rows: int) -> list[Point]:
    """Set a heading; returns where the rows under it are."""
    sheet.overline(heading, at)
    return [(at[0], at[1] + UNDER + HEIGHT * row) for row in range(rows)]


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
    kept = VEIL_LIGHT + (1.0 - VEIL_LIGHT) * clear * clear * (3.0 - 2.0 * clear)
    shade = pygame.Surface(size)
    light = (255.0 * kept).astype(np.uint8)[:, None, None]
    pygame.surfarray.blit_array(shade, np.broadcast_to(light, (*size, 3)))
    return shade.convert()
