"""After the last note: how it ended, and why."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pygame

from game.input.menu import Command
from game.scenes.base import Change, Doors, Pop, Reset
from game.scenes.house import House
from game.scenes.menu import Choice, Menu
from game.scenes.page import LEFT, Sheet, Style, eased, veil
from game.scenes.pause import Waiting
from game.scenes.repertoire import following
from game.sim import View

HEADLINES = {
    "sang": ("It stands, and it sings.", "Every flaw has become a voice."),
    "toppled": ("It fell.", "The sway outgrew the joints: lean against it, early and gently."),
    "silence": ("It broke into silence.", "Too many pieces are gone for the voices that were needed."),
    "time": ("The house lights came up.", "Some flaws were still waiting for the light."),
    "": ("Here the recording ends.", "It was left before the last note."),
}
"""What to say for each cause of an end: a headline, and the reason or the advice."""
FADE_S = 0.7
DEAF_S = 0.5
"""For so long only R is heard: keys of the play are still being pressed when the page appears."""
COUNT_S = 1.1
"""The score counts up for so long."""
TABLE_WIDTH = 360.0
"""px of the design."""


@dataclass(frozen=True, slots=True)
class Ending:
    """All that there is to tell about a finished attempt."""

    row: int
    """Which row of the repertoire was played."""
    following: int | None
    """Which one can be played next."""
    cause: str
    won: bool
    score: int
    encores: int
    """0-3; only who wins is called back."""
    facts: tuple[tuple[str, str], ...]
    """What, and how much of it."""
    note: str
    """Who played, where the recording is."""


class Results:
    """The ending on a page over the stage, which lives on behind it."""

    cursor = True

    def __init__(self, doors: Doors, style: Style, beneath: "Lively", ending: Ending) -> None:
        self._doors, self._style, self._beneath, self._ending = doors, style, beneath, ending
        after = [Choice.NEXT] if ending.following is not None else []
        self._menu = Menu([Choice.AGAIN, *after, Choice.LEAVE], chosen=len(after) if ending.won else 0)
        self._time_s = 0.0

    def handle(self, event: pygame.Event) -> Change:
        """R plays again, Esc leaves; Enter takes what is chosen: the next number after a win."""
        taken = self._menu.read(event)
        if self._time_s < DEAF_S and taken is not Command.AGAIN:
            return None
        match taken:
            case Command.AGAIN | Choice.AGAIN:
                self._beneath.again()
                return Pop()
            case Choice.NEXT if self._ending.following is not None:
                return Reset(self._doors.programme(self._ending.following))
            case Command.BACK | Choice.LEAVE:
                return Reset(self._doors.title(self._ending.row))
        return None

    def update(self, elapsed_s: float) -> Change:
        """The stage lives on."""
        self._time_s += elapsed_s
        self._beneath.linger(elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over the stage."""
        self._beneath.draw(target)
        veil(target, eased(self._time_s / FADE_S))
        sheet, style, ending = Sheet(target, self._style), self._style, self._ending
        share, top = eased(self._time_s / FADE_S), sheet.height / 2 - 220
        headline, reason = HEADLINES[ending.cause]
        sheet.overline("CURTAIN", (LEFT, top), share=share)
        sheet.write(headline, (LEFT - 2, top + 18), 50, style.title, strong=True, share=share)
        sheet.write(reason, (LEFT, top + 86), 20, style.accent, share=share)
        sheet.rule((LEFT, top + 138), 430, share=share)
        self._menu.draw(sheet, (LEFT, top + 170))
        self._draw_score(sheet, top + 170)
        sheet.write(ending.note, (LEFT, sheet.height - 62), 15, style.quiet, share=0.85 * share)

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _draw_score(self, sheet: Sheet, top: float) -> None:
        style, ending, x = self._style, self._ending, sheet.width - TABLE_WIDTH
        counted = round(ending.score * eased(self._time_s / COUNT_S))
        sheet.write(spaced(counted), (x, top - 14), 54, style.title, strong=True)
        for number in range(3):
            earned = ending.encores > number and self._time_s > COUNT_S + 0.25 * number
            centre = (x + 10 + 30 * number, top + 74)
            sheet.lozenge(centre, 11, style.accent if earned else _unlit(style))
        if ending.encores and self._time_s > COUNT_S:
            word = "encore" if ending.encores == 1 else "encores"
            sheet.write(f"{ending.encores} {word}", (x + 104, top + 62), 19, style.accent)
        for number, (what, amount) in enumerate(ending.facts):
            y = top + 108 + 32 * number
            sheet.write(what, (x, y), 18, style.quiet)
            sheet.write(amount, (x + 150, y), 18, style.title)


class Lively(Waiting, Protocol):
    """A performance that lives on beneath a page."""

    def linger(self, elapsed_s: float) -> None:
        """Move on by so many real seconds."""
        ...


def ending_of(house: House, row: int, view: View, note: str) -> Ending:
    """What is told of the view at the end of an attempt at a row of the repertoire."""
    level = house.repertoire[row].level
    won = view.outcome == "won"
    sung = sum(voice.state == "sings" for voice in view.voices)
    encores = sum(view.score >= threshold for threshold in level.goal.encores) if won and level else 0
    standing = sum(piece.standing for piece in view.pieces)
    facts = (
        ("Voices", f"{sung} of {view.voices_needed}"),
        ("On the stage", f"{view.time:.1f} s"),
        ("Left standing", f"{standing} of {len(view.pieces)} pieces"),
    )
    after = following(house.repertoire, row)
    return Ending(row, after, view.cause, won, view.score, encores, facts, note)


def spaced(number: int) -> str:
    """Thousands parted by a thin space."""
    return f"{number:,}".replace(",", "\N{THIN SPACE}")


def _unlit(style: Style) -> tuple[int, int, int]:
    red, green, blue = style.dim
    return red // 3, green // 3, blue // 3
