"""After the last number: the lamps are out, and all that was sung stands there once more, in gold; then the credits."""

from pathlib import Path
from typing import NamedTuple

import pygame

from game.core.geom import Floats
from game.core.language import N_, _, ngettext
from game.core.words import dotted
from game.input.menu import Command, MenuReader
from game.progress import statistics_of
from game.progress.seams import unpacked
from game.scenes.base import Change, Doors, Reset, Swap
from game.scenes.dialogs.credits import credits_page
from game.scenes.narrator import Narrated
from game.scenes.page.page import LEFT, Sheet, eased, shaded
from game.scenes.repertoire.silhouette import Silhouette
from game.scenes.services import Services

DARK_S = 1.2
"""The hall is black for so long, ..."""
ONE_S, FADE_S = 0.7, 1.4
"""...then one sculpture after the other is seen, and each takes so long to come."""
LINE_S = 2.2
"""From one line of words to the next."""
DEAF_S = 1.0
"""Keys of the pages before may still be going down."""
WORDS = (
    N_("The hall is empty. The lamps are out."),
    N_("Nothing here is whole, and nothing is lost:"),
    N_("what was broken, sings."),
)
FLOOR, TALL, WIDE = 0.47, 0.30, 0.9
"""Where they stand, how tall they are at most, and how much of its place one fills, shares."""
WORDS_TOP, WORDS_STEP, WORDS_PX = 0.54, 38.0, 24.0
SUM_PX, FOOT_PX, FOOT = 18.0, 15.0, 44.0
GOLD, GLASS = 0.42, 0.26
"""Of the accent's brightness: a sculpture of whose seams nothing is known, and what is dark between seams."""
SCALE = (0, 3, 5, 7, 10)
LOWEST = 50
"""Each rings as it comes: steps of a scale, and its lowest note (MIDI)."""


class _Sung(NamedTuple):
    """A sculpture, and the seams of the player's best performance of it."""

    shape: Silhouette
    seams: list[Floats]


class Finale:
    """Nobody has to do anything; a key shows all of it, and another one leads on."""

    cursor = False

    def __init__(self, doors: Doors, services: Services) -> None:
        self._doors, self._services = doors, services
        entries = [services.repertoire[row] for rows in services.bill.acts.values() for row in rows]
        self._shapes = [
            _Sung(Silhouette(entry.level), unpacked(services.bill.standing(entry).best_seams))
            for entry in entries
            if entry.level is not None
        ]
        self._pictures: dict[tuple[int, tuple[int, int]], pygame.Surface] = {}
        self._words_s = DARK_S + ONE_S * len(self._shapes) + FADE_S
        self._whole_s = self._words_s + LINE_S * (len(WORDS) + 1) + FADE_S
        self._reader = MenuReader()
        self._rung = 0
        self._time_s = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether all of it is seen."""
        return self._time_s >= self._whole_s

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(" ".join(_(line) for line in WORDS), self._told() if self.is_whole else "")

    def handle(self, event: pygame.Event) -> Change:
        """A key, a button or a click: all of it first, then the credits; Esc goes to the title."""
        command = self._reader.read(event)
        clicked = event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT
        if self._time_s < DEAF_S or not (clicked or command in (Command.ACCEPT, Command.BACK)):
            return None
        if not self.is_whole:
            self._time_s, self._rung = self._whole_s, len(self._shapes)
            return None
        title = Reset(self._doors.title(0))
        return title if command is Command.BACK else Swap(credits_page(self._services, title))

    def update(self, elapsed_s: float) -> Change:
        """One after the other comes, and rings."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        if self._rung < len(self._shapes) and self._time_s >= DARK_S + ONE_S * self._rung:
            octave, step = divmod(self._rung, len(SCALE))
            self._services.mixer.ring(LOWEST + 12 * octave + SCALE[step])
            self._rung += 1
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the black hall, what stands in it, and the words."""
        target.fill("black")
        style, sheet = self._services.style, Sheet(target, self._services.style)
        self._draw_shapes(sheet)
        y, step = WORDS_TOP * sheet.height, sheet.step(WORDS_STEP, WORDS_PX)
        middle, room = sheet.width / 2, sheet.width - 2 * LEFT
        for number, line in enumerate(WORDS):
            at, share = (middle, y + step * number), self._share(self._words_s + LINE_S * number)
            sheet.write(_(line), at, WORDS_PX, style.title, anchor=0.5, share=share, room=room)
        share = self._share(self._words_s + LINE_S * len(WORDS))
        at = (middle, y + step * (len(WORDS) + 0.5))
        sheet.write(self._told(), at, SUM_PX, style.accent, anchor=0.5, share=share, room=room)
        foot = _("Enter or a click: the credits") if self.is_whole else ""
        sheet.write(foot, (middle, sheet.height - FOOT), FOOT_PX, style.quiet, anchor=0.5, room=room)

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _share(self, since_s: float) -> float:
        return eased((self._time_s - since_s) / FADE_S)

    def _draw_shapes(self, sheet: Sheet) -> None:
        """All sculptures side by side, in gold on black."""
        if not self._shapes:
            return
        place = (sheet.width - 2 * LEFT) / max(len(self._shapes), 5)
        left = (sheet.width - place * len(self._shapes)) / 2
        for number in range(len(self._shapes)):
            if (share := self._share(DARK_S + ONE_S * number)) <= 0.0:
                continue
            room = sheet.pixel((WIDE * place, TALL * sheet.height))
            picture = self._picture(number, room)
            picture.set_alpha(round(255 * share))
            foot = sheet.pixel((left + place * (number + 0.5), FLOOR * sheet.height))
            sheet.target.blit(picture, picture.get_rect(midbottom=foot))

    def _picture(self, number: int, room: tuple[int, int]) -> pygame.Surface:
        """Of one sculpture: dark, with the golden seams of the player's best performance; without any dull gold."""
        if (number, room) not in self._pictures:
            shape, seams = self._shapes[number]
            accent = self._services.style.accent
            picture = shape.golden(room, shaded(accent, GLASS), seams, self._services.style.palette.seam.bright)
            self._pictures[number, room] = picture if seams else shape.fitted(room, shaded(accent, GOLD)).copy()
        return self._pictures[number, room]

    def _told(self) -> str:
        """The sum of all that was sung."""
        sum_ = statistics_of(self._services.progress.results)
        falls = sum(often for cause, often in sum_.losses if cause == "toppled")
        gold = round(100 * sum_.gold)
        parts = (
            ngettext("{n} voice", "{n} voices", sum_.voices).format(n=sum_.voices),
            ngettext("{n} centimetre of gold", "{n} centimetres of gold", gold).format(n=gold),
            ngettext("{n} performance", "{n} performances", sum_.played).format(n=sum_.played),
            ngettext("{n} fall", "{n} falls", falls).format(n=falls),
        )
        return dotted(parts)
