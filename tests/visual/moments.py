"""Moments of the game, each a picture that is kept and compared.

python -m tests.visual.moments                       # compare, and tell how far each is from its stored picture
python -m tests.visual.moments voice split --sheet OUT.png      # stored | now | what differs, for review
python -m tests.visual.moments voice --write         # store it anew; without names, all of them
python -m tests.visual.moments --gallery OUT.png --beside PICTURE    # twelve of them on one sheet, with names
"""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pygame

from game.core.environment import draw_unseen
from game.core.files import write_atomic
from game.level import load_level
from game.settings import Picture
from game.sim import Event, EventKind
from game.sim.constants import GASP_SWAY
from game.sim.view import VoiceView
from tests.levels import TWO_HANDS, old_level
from tests.visual import fake_view
from tests.visual.perceive import CELL, GAP, PAPER, Difference, amplified, difference, fitted, pixels_of, sheet
from tests.visual.performances import Run, Stretch, draw, posed, staged

SIZE = (960, 540)
PICTURES = Path(__file__).parent / "pictures"
QUALITY = 88
"""Of JPEG, with colour at full resolution: about 100 KB a picture, and unlike it by less than an eye sees."""
GALLERY = (
    "start",
    "hairline",
    "gilding",
    "voice",
    "chorus",
    "breath",
    "danger",
    "split",
    "topple",
    "prism",
    "ovation",
    "won",
)
"""Shown where nobody names others."""
GALLERY_COLUMNS = 4
MOST_MEAN, MOST_STRONG = 1.0, 2e-5
PLAYED, MOST_STRONG_PLAYED = 5.0, 0.10
"""Slack of moments that a bot has to reach first, and the share of their pixels that may be another's: on another
processor the last digits differ, and a hand comes a tick later. What is posed stands for every layer, strictly."""
"""Differences up to which a picture is the stored one. JPEG alone makes a mean of 0.7, and no strong ones; one digit of
the score that changes makes eighty strong pixels, eight times as many as are let pass."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One picture."""

    what: str
    """What it shows, in a line."""
    play: Callable[[], Stretch]
    settings: Picture | None = None
    overlay: bool = False
    slack: float = 1.0
    """How much farther apart than two drawings of the same view its pictures may be."""

    def picture(self, size: tuple[int, int] = SIZE) -> pygame.Surface:
        """Draw it."""
        return draw(self.play(), size, settings=self.settings, overlay=self.overlay)


def _lost_voice() -> Stretch:
    """The staff with a cross on it."""
    lost = VoiceView("bass", 0.0, 0.4, "lost")
    voices = fake_view.view().game.voices
    return posed(voices=(*voices[:2], lost, *voices[3:]))


@cache
def _run(path: Path, bot: str) -> Run:
    """A performance that several moments are from."""
    return Run(load_level(path), bot)


def _played(name: str, bot: str, *until: EventKind, **more: Any) -> Callable[[], Stretch]:
    """Of a performance of one of the old levels; see `Run.until`."""
    return lambda: _run(old_level(name), bot).until(*until, **more)


def _fallen(*until: EventKind, **more: Any) -> Callable[[], Stretch]:
    """Of a level that falls by itself."""
    return lambda: _run(TWO_HANDS, "idle").until(*until, **more)


def _lit(scene: str) -> Callable[[], Stretch]:
    """A scene of light, a second after the curtain."""
    return lambda: Run(staged(scene), "idle").until(after=1.0)


E = EventKind
MOMENTS = {
    # Performances: real runs of the game's levels.
    "start": Moment("the curtain is up, all is whole", _played("1", "idle", after=1.5), slack=PLAYED),
    "overlay": Moment("principal stresses, tip speeds", _played("2", "idle", after=14.0), overlay=True, slack=PLAYED),
    "hairline": Moment("a crack runs, nobody lights it", _played("2", "idle", E.FLAW, nth=2, after=4.0), slack=PLAYED),
    "gilding": Moment("gold is laid along a crack", _played("3", "expert", E.GILD, nth=6), slack=PLAYED),
    "voice": Moment("a crack is gold: a voice enters", _played("3", "expert", E.VOICE, after=0.25), slack=PLAYED),
    "chorus": Moment(
        "two voices sing, a third is sought", _played("3", "expert", E.FLAW, nth=3, after=1.0), slack=PLAYED
    ),
    "split": Moment("a piece comes apart", _played("2", "idle", E.SPLIT, after=0.15), slack=PLAYED),
    "topple": Moment("the sculpture falls", _fallen(E.TOPPLE, after=0.5), slack=PLAYED),
    "lost": Moment("it lies there, and the light dies", _fallen(E.LOST, after=2.0), slack=PLAYED),
    "ovation": Moment("all sing, the house rises", _played("3", "expert", E.OVATION, after=2.2), slack=PLAYED),
    "won": Moment("gold leaf", _played("3", "expert", E.WON, after=1.0), slack=PLAYED),
    "stress": Moment(
        "stress as colour, at its strongest", _played("3", "regular", after=5.0), Picture(stress=1.0), slack=PLAYED
    ),
    # Scenes of light: every optic.
    "prism": Moment("white light fans out", _lit("prism")),
    "lens": Moment("a beam comes to a focus", _lit("lens")),
    "filters": Moment("gels pass their own colours", _lit("filters")),
    "splitter": Moment("light is thrown back and let through", _lit("splitter")),
    "corner": Moment("two mirrors send light back", _lit("corner")),
    "total": Moment("light cannot leave the glass", _lit("total")),
    "bowl": Moment("a curved mirror gathers two beams", _lit("bowl")),
    "blocker": Moment("a screen stands in half a beam", _lit("blocker")),
    "swing": Moment("lamps swing and blink", _lit("swing")),
    # States posed by hand: every one that the display can tell.
    "chord": Moment("a chord of voices, a long score", partial(posed, chord=6, score=1_284_530, sung=4)),
    "breath": Moment("the breath is held, little is left", partial(posed, breath=0.15, time_scale=0.35, held=1)),
    "danger": Moment("it sways, the poise is in danger", partial(posed, sway=1.15 * GASP_SWAY, load_factor=0.94)),
    "last-seconds": Moment("the time line is short and warm", partial(posed, time_left=5.0)),
    "lost-voice": Moment("a voice is lost on the staff", _lost_voice),
    "entrance": Moment(
        "a voice enters in time", partial(posed, Event(E.VOICE, 1, (0, 1.2), part="alto", in_time=True))
    ),
}
"""By name."""


def stored(name: str) -> pygame.Surface | None:
    """The picture that is kept of a moment, if there is one."""
    path = PICTURES / f"{name}.jpg"
    return pygame.image.load(path) if path.exists() else None


def compare(kept: pygame.Surface, now: pygame.Surface) -> Difference:
    """How far they are apart; pictures of another size are wholly different."""
    if kept.get_size() != now.get_size():
        return Difference(float("inf"), 1.0)
    return difference(pixels_of(kept), pixels_of(now))


def is_same(apart: Difference, slack: float = 1.0) -> bool:
    """Whether an eye would take one for the other; with more than one of `slack`, for the same moment of a like run."""
    most_strong = MOST_STRONG if slack == 1.0 else MOST_STRONG_PLAYED
    return apart.mean <= slack * MOST_MEAN and apart.strong <= most_strong


def store(name: str, picture: pygame.Surface) -> None:
    """Keep a picture."""
    from PIL import Image  # noqa: PLC0415  who only compares does not need it

    content = io.BytesIO()
    image = Image.frombytes("RGB", picture.get_size(), pygame.image.tobytes(picture, "RGB"))
    image.save(content, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    PICTURES.mkdir(exist_ok=True)
    write_atomic(PICTURES / f"{name}.jpg", content.getvalue())


def review(name: str, now: pygame.Surface) -> list[tuple[str, pygame.Surface]]:
    """A row of a sheet: stored, now, and what differs."""
    kept = stored(name)
    if kept is None:
        return [(f"{name}: none stored", pygame.Surface(SIZE)), ("now", now)]
    if kept.get_size() != now.get_size():
        return [(f"{name}: stored, of another size", kept), ("now", now)]
    apart = compare(kept, now)
    told = f"difference x4: mean {apart.mean:.2f}, strong {apart.strong:.2%}"
    return [(f"{name}: stored", kept), ("now", now), (told, amplified(kept, now))]


def gallery(pictures: Sequence[tuple[str, pygame.Surface]], beside: pygame.Surface | None) -> pygame.Surface:
    """All pictures with their names; on top of them the one that they are to be seen beside."""
    rows = [pictures[k : k + GALLERY_COLUMNS] for k in range(0, len(pictures), GALLERY_COLUMNS)]
    below = sheet(rows)
    if beside is None:
        return below
    top = fitted(beside, (below.get_width() - 2 * GAP, 2 * CELL[1]))
    paper = pygame.Surface((below.get_width(), below.get_height() + top.get_height() + GAP), depth=32)
    paper.fill(PAPER)
    paper.blit(top, (GAP, GAP))
    paper.blit(below, (0, top.get_height() + GAP))
    return paper


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; 1 if a picture is not the stored one, and was not stored anew."""
    options = _options(arguments)
    pygame.font.init()
    drawn = [(name, MOMENTS[name].picture()) for name in options.names or (GALLERY if options.gallery else MOMENTS)]
    if options.sheet:
        pygame.image.save(sheet([review(name, picture) for name, picture in drawn]), options.sheet)
    if options.gallery:
        named = [(f"{name}: {MOMENTS[name].what}", picture) for name, picture in drawn]
        beside = pygame.image.load(options.beside) if options.beside else None
        pygame.image.save(gallery(named, beside), options.gallery)
        return 0
    changed = [name for name, picture in drawn if not _tell(name, picture)]
    if options.write:
        for name, picture in drawn:
            store(name, picture)
        return 0
    return int(bool(changed))


def _tell(name: str, now: pygame.Surface) -> bool:
    """Print how far a moment is from its stored picture; returns whether it is the same."""
    kept = stored(name)
    apart = Difference(float("inf"), 1.0) if kept is None else compare(kept, now)
    same = is_same(apart, MOMENTS[name].slack)
    state = "none stored" if kept is None else f"mean {apart.mean:.3f}  strong {apart.strong:.3%}"
    print(f"{name:<14}{'same' if same else 'CHANGED':<9}{state}")
    return same


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.visual.moments", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="MOMENT", help=f"some of: {', '.join(MOMENTS)}; all if none")
    parser.add_argument("--write", action="store_true", help="store the pictures anew")
    parser.add_argument("--sheet", type=Path, metavar="OUT.png", help="stored, now and what differs, side by side")
    parser.add_argument("--gallery", type=Path, metavar="OUT.png", help="twelve, or those named, on one sheet")
    parser.add_argument("--beside", type=Path, metavar="PICTURE", help="with --gallery: a picture to put on top")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in MOMENTS]:
        parser.error(f"no such moment: {', '.join(unknown)}; there are {', '.join(MOMENTS)}")
    return options


if __name__ == "__main__":
    draw_unseen()
    sys.exit(main())
