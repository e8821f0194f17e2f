"""The last page after a fault of the game itself: what broke, and where the report and what was played are kept."""

import platform
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pygame

from game import __version__
from game.core.files import write_atomic
from game.core.language import _
from game.core.words import homely
from game.scenes.base import Change, Leave
from game.scenes.narrator import Narrated
from game.scenes.page.page import COLUMN, LEFT, Sheet, Style

CENTRE = (0.5, 0.4)
TOP, HEADLINE_PX, PX, LINE = 190.0, 50.0, 19.0, 34.0
"""Of the page, the sizes of its type, and from line to line at least, px of the design."""
ENDS = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.CONTROLLERBUTTONDOWN)
DEAF_S = 1.0
"""For so long nothing ends it: keys of the play may still be going down."""


def write_report(error: BaseException, kept: Sequence[Path], folder: Path) -> Path:
    """All that tells what broke, in one file; returns that.

    Raises:
        OSError: it cannot be written.
    """
    lines = [
        f"FLAWSONG {__version__}, {datetime.now():%Y-%m-%d %H:%M:%S}",
        f"Python {sys.version.split()[0]}, pygame-ce {pygame.version.ver}, SDL {pygame.version.SDL}",
        f"{platform.platform()}, {platform.machine()}, display {pygame.display.get_driver()}",
        *(f"What was played: {path}" for path in kept),
        "",
        *traceback.format_exception(error),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"fault-{datetime.now():%Y%m%d-%H%M%S}.txt"
    write_atomic(path, "\n".join(lines).encode())
    return path


class Broken:
    """Nothing is left but to read it; any key ends the program."""

    cursor = True

    def __init__(self, style: Style, error: BaseException, report: Path | None, kept: Sequence[Path]) -> None:
        self._style, self._time_s = style, 0.0
        self._lines = [f"{type(error).__name__}: {error}"]
        if report is not None:
            self._lines.append(_("A report is kept in {file}").format(file=homely(report)))
        self._lines += [_("What was played until then is kept in {file}").format(file=homely(path)) for path in kept]

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(_("A fault of the game, not yours"), ". ".join((*self._lines, _("Any key ends the program"))))

    def handle(self, event: pygame.Event) -> Change:
        """Any key, button or click ends it, once it could be read."""
        return Leave() if event.type in ENDS and self._time_s >= DEAF_S else None

    def update(self, elapsed_s: float) -> Change:
        """Time to read passes."""
        self._time_s += elapsed_s
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        target.blit(self._style.backdrop(target.get_size(), CENTRE), (0, 0))
        sheet, style = Sheet(target, self._style), self._style
        room = sheet.width - 2 * LEFT
        sheet.overline(_("THE STAGE GAVE WAY"), (LEFT, TOP), room=room)
        headline = _("A fault of the game, not yours")
        sheet.write(headline, (LEFT - 2, TOP + 18), HEADLINE_PX, style.title, strong=True, room=room)
        sheet.rule((LEFT, TOP + 100), COLUMN)
        y = TOP + 124
        for line in (*self._lines, "", _("Any key ends the program")):
            sheet.write(line, (LEFT, y), PX, style.title, share=0.9, room=room)
            y += sheet.step(LINE, PX)

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""
