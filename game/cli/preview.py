"""`flawsong preview`: pictures of a performance, and films of its beginning."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import BotName, Seed, UserError, check_output, new_bot, parse_size, read_any, unwritable
from game.cli.sheets import KINDS, OF_A_SHAPE, ON_A_SHEET, Player, check_kind, sitters, write_sheet

if TYPE_CHECKING:
    import pygame

    from game.export.screenshot import Look
    from game.level import Level, LightBench

AT = "5"
"""Stage time of a picture where none is asked for, s."""
ALONE = "1280x720"
"""Size of a picture that is no part of a sheet."""
MOST_PX = 64_000_000
"""Of all pictures of a sheet together."""
MOST_S = 3600.0
"""Latest stage time of a picture."""


def preview(
    names: Annotated[
        list[str],
        typer.Argument(metavar="LEVEL... OUT", help="levels or light benches, and the picture or film to write"),
    ],
    at: Annotated[
        str | None, typer.Option(metavar="SECONDS,...", help=f"stage times of the pictures, such as 0,2,6; {AT}")
    ] = None,
    film: Annotated[
        str | None, typer.Option(metavar="FROM:TO", help="film these seconds in place of a picture, such as 0:8")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar="KIND", help=f"every level once, five in a row: {', '.join(KINDS)}; takes folders, too"
        ),
    ] = None,
    bot: BotName = "regular",
    seed: Seed = 0,
    size: Annotated[
        str | None,
        typer.Option(
            metavar="WxH", help=f"size of each picture; {ALONE}, or {ON_A_SHEET} on a sheet, {OF_A_SHAPE} for shapes"
        ),
    ] = None,
    overlay: Annotated[bool, typer.Option("--overlay", help="show principal stresses and tip speeds")] = False,
    named: Annotated[
        bool, typer.Option("--names", help="show ids, loads of joints, flaws, mirror ranges and a grid in metres")
    ] = False,
) -> None:
    """Draw real frames of a real run, or the light of a light bench, with no display.

    Several levels, or several times, make a sheet: a row a level, a column a time. With --film the bot is filmed
    instead, into an .mp4 with sound or a .gif.

    --sheet shows what tells levels from each other: as the curtain rises (rest), as black shapes of 80 px (shapes), or
    as the golden drawings of what is won (gold), by the bot or in replay files that are named in place of levels.
    """
    from game.export.screenshot import check_suffix, save_picture
    from game.export.sheet import sheet

    *levels, last = names
    out = Path(last)
    if not levels:
        raise UserError(f"{last}: say which level to draw, and then the file to write: flawsong preview LEVEL OUT.png")
    if film is not None:
        for option, value in (("--at", at), ("--sheet", kind)):
            if value is not None:
                raise UserError(f"{option} {value}: is for pictures; leave it out with --film")
        _film(levels, out, film, bot, seed, size, overlay, named)
        return
    try:
        check_suffix(out)
    except ValueError as error:
        raise UserError(f"{out}: cannot be written: {error}") from None
    if kind is not None:
        if at is not None or overlay or named:
            raise UserError(f"--sheet {kind}: takes no --at, --overlay or --names; leave them out")
        _sheet(levels, out, kind, Player(bot, seed), size)
        return
    times = parse_times(AT if at is None else at)
    count = len(levels) * len(times)
    pixels = parse_size(size or (ALONE if count == 1 else ON_A_SHEET))
    _check_count(count, pixels)
    stages = [read_any(level) for level in levels]
    check_output(out)
    rows = [list(_pictures(stage, times, bot, seed, pixels, overlay, named)) for stage in stages]
    try:
        save_picture(rows[0][0][1] if count == 1 else sheet(rows), out)
    except OSError as error:
        raise unwritable(out, error) from None
    print(out)


def parse_times(text: str) -> list[float]:
    """The stage times of a text such as 0,2,6, rising.

    Raises:
        UserError: they are none, or do not rise.
    """
    try:
        times = [float(part) for part in text.split(",")]
    except ValueError:
        times = []
    rising = all(earlier < later for earlier, later in pairwise(times))
    if not times or not rising or not all(0.0 <= time <= MOST_S for time in times):
        raise UserError(f"--at {text}: want stage times from 0 to {MOST_S:g} s that rise, such as 5 or 0,2,6")
    return times


def parse_span(text: str) -> tuple[float, float]:
    """From when to when, s, of a text such as 0:8.

    Raises:
        UserError: it is no span.
    """
    first, _, last = text.partition(":")
    try:
        start, end = float(first), float(last)
    except ValueError:
        start, end = 0.0, 0.0
    if not 0.0 <= start < end <= MOST_S:
        raise UserError(f"--film {text}: want FROM:TO in seconds, up to {MOST_S:g}, such as 0:8")
    return start, end


def _check_count(count: int, pixels: tuple[int, int]) -> None:
    """See that so many pictures are not too large together.

    Raises:
        UserError: they are.
    """
    if count > 1 and (most := MOST_PX // (pixels[0] * pixels[1])) < count:
        raise UserError(f"{count} pictures of {pixels[0]}x{pixels[1]} are too many for a sheet; at most {most}")


def _sheet(names: list[str], out: Path, kind: str, player: Player, size: str | None) -> None:
    """Draw each level once."""
    check_kind(kind)
    pixels = parse_size(size or KINDS[kind])
    those = sitters(names)
    _check_count(len(those), pixels)
    write_sheet(those, out, kind, player, pixels)
    print(out)


def _pictures(
    stage: "Level | LightBench",
    times: list[float],
    bot: str,
    seed: int,
    pixels: tuple[int, int],
    overlay: bool,
    named: bool,
) -> "Iterator[tuple[str, pygame.Surface]]":
    """The pictures of one level at all times, each with words for a sheet."""
    from game.export.screenshot import draw_light_bench, draw_stills
    from game.level import LightBench

    look = _look(stage, overlay, named)
    drawn: Iterator[pygame.Surface]
    if isinstance(stage, LightBench):
        drawn = (draw_light_bench(stage, time, pixels, look) for time in times)
    else:
        drawn = draw_stills(stage, seed, new_bot(bot, seed), times, pixels, look)
    yield from ((f"{stage.title}, {time:g} s", picture) for time, picture in zip(times, drawn, strict=True))


def _look(stage: "Level | LightBench", overlay: bool, named: bool) -> "Look":
    from game.export.screenshot import Look
    from game.lab.survey import mirror_ranges
    from game.level import Level

    return Look(overlay, named, mirror_ranges(stage) if named and isinstance(stage, Level) else {})


def _film(
    levels: list[str], out: Path, film: str, bot: str, seed: int, size: str | None, overlay: bool, named: bool
) -> None:
    """Let a bot play a level, and film some seconds of it."""
    from game.cli.common import read_level
    from game.cli.replay import write_film
    from game.lab.perform import perform
    from game.replay import Recorder

    start, end = parse_span(film)
    if len(levels) > 1:
        raise UserError(f"--film takes one level, and these are {len(levels)}; leave out all but one")
    path, level, text = read_level(levels[0])
    check_output(out, path)
    recorder = Recorder(path.stem, text, seed)
    perform(level, seed, new_bot(bot, seed), recorder=recorder, until=end)
    look = _look(level, overlay, named)
    write_film(recorder.recording(level), out, start, end - start, parse_size(size) if size else None, None, look)
    print(out)
