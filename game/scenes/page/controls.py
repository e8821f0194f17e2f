"""Sliders, switches and choices on a page: hairlines that turn to gold as far as they are set."""

from dataclasses import dataclass

import pygame

from game.core.language import _, pgettext
from game.scenes.page.page import Point, Sheet, shaded
from game.settings import Setting, Value

WIDTH = 400.0
"""From a label to the end of its value, px of the design."""
HEIGHT = 42.0
"""From one row to the next, where there is room."""
TRACK = (172.0, 340.0)
"""Where the track begins and ends, from the label."""
SHORTER = 24.0
"""With the largest text a slider's track is so much shorter, px of the design: its value stands behind it."""
SWITCH, NOTCHES = 44.0, 22.0
"""Length of a switch's track, and from one word's notch to the next."""
SLACK = 24.0
"""A row answers to the mouse so far beyond its label, and a track so far beyond its ends."""
MIDDLE = 19.0
"""From a row's top to the middle of its track."""
GAP = 12.0
"""Left free at least between a label or a value and the track."""
UNCHOSEN = 0.8
"""How strongly rows stand out that are not chosen."""
KNOB, KNOB_CHOSEN, NOTCH = 6.0, 8.0, 2.2
"""Half heights of the knob and of the mark where it was made to stand, px of the design."""
HAIR, GOLD = 1.0, 2.0
"""Thickness of a track, and of its gold."""
DIM_TRACK = 0.75
"""Brightness of an empty track, share of the ornaments'."""
STEP = 0.05
"""A key, a notch of the wheel or a step of the stick changes a number by this much."""
LABEL_PX, VALUE_PX = 20.0, 17.0
INSET = 8.0
"""From where a row begins to its label, px of the design."""
LARGEST, WIDER = 1.6, 60.0
"""At this size of text labels have so much more room, px of the design: all that follows them stands farther right."""


def wider(sheet: Sheet) -> float:
    """How much more room labels have with text of this size, px of the design."""
    return WIDER * min(1.0, max(0.0, (sheet.text - 1.0) / (LARGEST - 1.0)))


def share_of(setting: Setting, value: Value) -> float:
    """How far along its track a value lies, 0..1."""
    if isinstance(value, str):
        return setting.choices.index(value) / (len(setting.choices) - 1)
    return (value - setting.least) / (setting.most - setting.least)


def value_at(setting: Setting, share: float) -> Value:
    """The value that lies a share 0..1 along the track; a word is the nearest one."""
    if setting.choices:
        return setting.choices[round(share * (len(setting.choices) - 1))]
    return setting.least + share * (setting.most - setting.least)


def stepped(setting: Setting, value: Value, steps: int) -> Value:
    """A value so many steps on; it stops at the ends."""
    if isinstance(value, bool):
        return steps > 0
    if isinstance(value, str):
        return setting.choices[min(len(setting.choices) - 1, max(0, setting.choices.index(value) + steps))]
    return min(setting.most, max(setting.least, value + steps * STEP))


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where a control is in the window, px."""

    row: pygame.Rect
    track: pygame.Rect
    """From one end to the other, as high as the row."""
    reach: pygame.Rect
    """Where a press takes the knob."""

    def share(self, x: int) -> float:
        """How far along the track a pixel is, 0..1."""
        return min(1.0, max(0.0, (x - self.track.left) / self.track.width))


def boxes(sheet: Sheet, at: Point, setting: Setting, height: float) -> Boxes:
    """Where the control with its label at `at` is, in a row of a height in px of the design."""
    start = TRACK[0] + wider(sheet)
    end = start + _length(sheet, setting)
    return Boxes(
        row=_box(sheet, (at[0] - SLACK, at[1]), WIDTH + wider(sheet) + 2 * SLACK, height),
        track=_box(sheet, (at[0] + start, at[1]), end - start, height),
        reach=_box(sheet, (at[0] + start - SLACK / 2, at[1]), end - start + SLACK, height),
    )


def draw_control(sheet: Sheet, at: Point, setting: Setting, value: Value, *, px: float, chosen: bool) -> None:
    """Set the label at `at`, `px` high, its track beside it, and what it is set to in words."""
    style = sheet.style
    colour, share = (style.accent, 1.0) if chosen else (style.title, UNCHOSEN)
    draw_label(sheet, at, _(setting.label), px, chosen=chosen)
    if isinstance(value, bool):
        _draw_switch(sheet, at, value, chosen=chosen)
    elif setting.choices:
        _draw_notches(sheet, at, setting, value, chosen=chosen)
    else:
        _draw_slider(sheet, at, setting, share_of(setting, value), chosen=chosen)
    sheet.write(
        words_of(value), (at[0] + WIDTH + wider(sheet), at[1] + MIDDLE), VALUE_PX, colour if chosen else style.quiet,
        anchor=1.0, share=share, room=WIDTH - TRACK[0] - _length(sheet, setting) - GAP, centred=True)  # fmt: skip


def draw_label(sheet: Sheet, at: Point, label: str, px: float, *, chosen: bool) -> None:
    """Set the label of a row at `at`, with the ornament before it where it is chosen."""
    style = sheet.style
    if chosen:
        sheet.lozenge((at[0] - 14, at[1] + MIDDLE), 6, style.accent)
    sheet.write(
        label, (at[0] + INSET, at[1] + MIDDLE), px, style.accent if chosen else style.title,
        strong=chosen, share=1.0 if chosen else UNCHOSEN, centred=True)  # fmt: skip


def words_of(value: Value) -> str:
    """A value as it stands at the end of its row."""
    if isinstance(value, str):
        return pgettext("choice", value)
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return f"{100 * value:.0f} %" if value else _("off")


def _length(sheet: Sheet, setting: Setting) -> float:
    """Of its track, px of the design."""
    if setting.is_switch:
        return SWITCH
    slider = TRACK[1] - TRACK[0] - SHORTER * wider(sheet) / WIDER
    return NOTCHES * (len(setting.choices) - 1) if setting.choices else slider


def _draw_notches(sheet: Sheet, at: Point, setting: Setting, value: Value, *, chosen: bool) -> None:
    """A notch for each word; the one that is taken is the knob."""
    style, y, start = sheet.style, at[1] + MIDDLE, at[0] + TRACK[0] + wider(sheet)
    gold = style.accent if chosen else shaded(style.accent, UNCHOSEN)
    draw_line(sheet, (start, y), _length(sheet, setting), HAIR, shaded(style.dim, DIM_TRACK))
    for number, word in enumerate(setting.choices):
        taken = word == value
        sheet.lozenge(
            (start + NOTCHES * number, y), (KNOB_CHOSEN if chosen else KNOB) if taken else NOTCH,
            gold if taken else style.dim)  # fmt: skip


def _draw_slider(sheet: Sheet, at: Point, setting: Setting, share: float, *, chosen: bool) -> None:
    style, y, start, length = sheet.style, at[1] + MIDDLE, at[0] + TRACK[0] + wider(sheet), _length(sheet, setting)
    x = start + share * length
    gold = style.accent if chosen else shaded(style.accent, UNCHOSEN)
    draw_line(sheet, (start, y), length, HAIR, shaded(style.dim, DIM_TRACK))
    draw_line(sheet, (start, y), x - start, GOLD, gold)
    sheet.lozenge((start + share_of(setting, setting.default) * length, y), NOTCH, style.dim)
    sheet.lozenge((x, y), KNOB_CHOSEN if chosen else KNOB, gold)


def _draw_switch(sheet: Sheet, at: Point, is_on: bool, *, chosen: bool) -> None:
    style, y, start = sheet.style, at[1] + MIDDLE, at[0] + TRACK[0] + wider(sheet)
    gold = style.accent if chosen else shaded(style.accent, UNCHOSEN)
    draw_line(sheet, (start, y), SWITCH, GOLD if is_on else HAIR, gold if is_on else shaded(style.dim, DIM_TRACK))
    knob = start + (SWITCH if is_on else 0.0)
    sheet.lozenge((knob, y), KNOB_CHOSEN if chosen else KNOB, gold if is_on or chosen else style.dim)


def draw_line(sheet: Sheet, start: Point, length: float, thickness: float, colour: tuple[int, int, int]) -> None:
    """A line to the right of `start`, which is in the middle of its thickness."""
    thick = max(1, round(thickness * sheet.unit))
    x, y = sheet.pixel(start)
    sheet.target.fill(colour, (x, y - thick // 2, round(length * sheet.unit), thick))


def _box(sheet: Sheet, corner: Point, width: float, height: float) -> pygame.Rect:
    return pygame.Rect(sheet.pixel(corner), sheet.pixel((width, height)))
