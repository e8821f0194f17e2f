"""The numbers of the playbill, each in a cell of its own: silhouette, name, best score and encores, all of one size."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from game.core.language import _
from game.core.words import roman
from game.render.look.theme import Rgb
from game.scenes.page.page import Point, Sheet, shaded
from game.scenes.repertoire.bill import ENCORES, Bill
from game.scenes.repertoire.repertoire import Entry
from game.scenes.repertoire.silhouette import Silhouette

GAP = 8.0
BESIDE, AIR = 20.0, 6.0
"""From a silhouette to what is written beside it, and from there to the next number, px of the design."""
ENCORE_PX = 14.0
"""From one encore's sign to the next."""
SHAPE = 0.28
"""Width of a silhouette, share of a number's."""
TITLE_PX, NOTE_PX = 17.0, 13.0
LARGE = 21.0
"""Height of names from which numbers stand below them instead of before, px of the design."""
SHUT = 0.36
"""Brightness of what is not open, ..."""
UNSUNG = 0.62
"""...of what was not won yet, and of what was, where the cursor is elsewhere."""
LEAST_SHOWN = 0.78
"""Of the words beside them."""


class Sizes(NamedTuple):
    """How high names are, and what is written below them of what is open and what is shut, so that all fit, px of the
    design."""

    name: float = TITLE_PX
    best: float = NOTE_PX
    shut: float = NOTE_PX


class Numbers:
    """Rows of the repertoire, as they are drawn in cells."""

    def __init__(self, repertoire: Sequence[Entry], bill: Bill, rows: Iterable[int]) -> None:
        self._repertoire, self._bill = repertoire, bill
        self._shapes = {row: _silhouette(repertoire[row]) for row in rows}

    def sizes(self, sheet: Sheet, acts: Iterable[tuple[float, Sequence[int]]], height: float) -> Sizes:
        """Of all numbers alike; acts are the width of a cell and the rows in such cells, px of the design."""
        name, best, shut = Sizes()
        for width, rows in acts:
            room = _room(width, height)
            name = sheet.fitting((self._name(sheet, row) for row in rows), name, room, strong=True)
            for row in rows:
                note, left = (self._note(row),), room - self._note_at(sheet, row)
                if self._bill.is_open(row):
                    best = sheet.fitting(note, best, left)
                else:
                    shut = sheet.fitting(note, shut, left)
        return Sizes(name, best, shut)

    def draw(
        self, sheet: Sheet, row: int, at: Point, size: tuple[float, float], sizes: Sizes, *, is_chosen: bool
    ) -> None:
        """A number in the cell whose upper left corner is `at`, px of the design; marked where it `is_chosen`."""
        entry, style = self._repertoire[row], sheet.style
        standing, is_open = self._bill.standing(entry), self._bill.is_open(row)
        share = SHUT if not is_open else 1.0 if is_chosen or standing.won else UNSUNG
        colour = style.accent if is_chosen else style.title
        (x, y), (width, height) = at, size
        shape = _shape(width, height)
        foot = (x + shape / 2 + 6, y + height - 4)
        self._draw_shape(sheet, row, foot, (shape, height - 8), shaded(style.accent, share))
        text, middle, shown = x + shape + BESIDE, y + height / 2, max(share, LEAST_SHOWN)
        step = sheet.step(22.0, TITLE_PX)
        upper, lower = (text, middle - step / 2), middle + step / 2
        sheet.write(self._name(sheet, row), upper, sizes.name, colour, strong=is_chosen, share=shown, centred=True)
        note_at = text + self._note_at(sheet, row)
        px, note = sizes.best if is_open else sizes.shut, self._note(row)
        if is_open or sheet.width_of(note, px) <= text + _room(width, height) - note_at:  # not in the smallest windows
            sheet.write(note, (note_at, lower), px, style.quiet, share=shown, centred=True)
        if _is_wide(sheet):
            sheet.write(roman(entry.number or 0), (text, lower), NOTE_PX, colour, share=shown, centred=True)
        for place in range(ENCORES if is_open else 0):
            earned, left = standing.encores > place, note_at - GAP - ENCORE_PX * (ENCORES - place)
            sheet.lozenge((left + 5, lower), 5, shaded(style.accent, 1.0 if earned else 0.33))
        if is_chosen:
            sheet.lozenge((text - 11, middle - step / 2), 6, style.accent)

    def _draw_shape(self, sheet: Sheet, row: int, foot: Point, room: tuple[float, float], colour: Rgb) -> None:
        silhouette = self._shapes[row]
        if silhouette is not None:
            picture = silhouette.fitted(sheet.pixel(room), colour)
            sheet.target.blit(picture, picture.get_rect(midbottom=sheet.pixel(foot)))

    def _name(self, sheet: Sheet, row: int) -> str:
        entry = self._repertoire[row]
        return entry.title if _is_wide(sheet) else f"{roman(entry.number or 0)}  {entry.title}"

    def _note(self, row: int) -> str:
        """The best score, or that it is shut."""
        standing = self._bill.standing(self._repertoire[row])
        return str(standing.best) if standing.best else "" if self._bill.is_open(row) else _("not open yet")

    def _note_at(self, sheet: Sheet, row: int) -> float:
        """From where a number's text begins to its note, px of the design."""
        number = roman(self._repertoire[row].number or 0)
        before = sheet.width_of(number, NOTE_PX) + GAP if _is_wide(sheet) else 0.0
        return before + (ENCORE_PX * ENCORES + GAP if self._bill.is_open(row) else 0.0)


def _is_wide(sheet: Sheet) -> bool:
    """Whether names are so large that numbers stand below them."""
    return sheet.text_px(TITLE_PX) > LARGE * sheet.unit


def _shape(width: float, height: float) -> float:
    """Width of a silhouette in a cell, px of the design."""
    return min(SHAPE * width, 0.86 * height)


def _room(width: float, height: float) -> float:
    """Width that text has beside it, px of the design."""
    return width - _shape(width, height) - BESIDE - AIR


def _silhouette(entry: Entry) -> Silhouette | None:
    return None if entry.level is None else Silhouette(entry.level)
