"""`flawsong play`: the window."""

from pathlib import Path
from typing import Annotated

import typer

from game.bots import bot_names
from game.cli.common import UserError, check_bot, parse_size, read_level


def play(
    level: Annotated[str | None, typer.Argument(metavar="[LEVEL]", help="go straight to this level")] = None,
    bot: Annotated[str | None, typer.Option("--bot", help=f"let a bot play: {bot_names()}")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="pin chance; otherwise each attempt differs")] = None,
    fullscreen: Annotated[
        bool | None, typer.Option("--fullscreen/--windowed", help="fill the screen, or do not, this time")
    ] = None,
    silent: Annotated[bool, typer.Option("--silent", help="no sound")] = False,
    size: Annotated[str, typer.Option(metavar="WxH", help="size of the window")] = "1280x720",
    stress: Annotated[
        float | None, typer.Option(min=0, max=1, help="stress as colour this time, 0 (none) to 1 (full)")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="show the file anew at every save")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="with --watch: go on where it stood")] = False,
) -> None:
    """Play in the window."""
    if bot is not None:
        check_bot(bot)
    if (watch and level is None) or (keep and not watch):
        raise UserError("--watch wants a level file: flawsong play FILE --watch" if watch else "--keep wants --watch")
    shown = None if level is None or watch else read_level(level)[0]
    watched = _file(level) if level is not None and watch else None
    area = parse_size(size)
    from game.app import AppOptions, run  # what is wrong is told before pictures and sounds are loaded

    options = AppOptions(
        level=shown,
        watch=watched,
        keep=keep,
        bot=bot,
        seed=seed,
        fullscreen=fullscreen,
        sound=not silent,
        size=area,
        stress=stress,
    )
    raise typer.Exit(run(options))


def _file(name: str) -> Path:
    """The file of a level that is being written: it may be wrong, or not be there yet.

    Raises:
        UserError: it is no file's name, and no level of the game has it.
    """
    from game.level import LevelError, find_level

    try:
        return find_level(name)
    except LevelError as error:
        raise UserError(str(error)) from None
