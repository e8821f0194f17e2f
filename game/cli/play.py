"""`flawsong play`: the window."""

from typing import Annotated

import typer

from game.bots import bot_names
from game.cli.common import check_bot, parse_size, read_level


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
) -> None:
    """Play in the window."""
    from game.app import AppOptions, run

    if bot is not None:
        check_bot(bot)
    options = AppOptions(
        level=None if level is None else read_level(level)[0],
        bot=bot,
        seed=seed,
        fullscreen=fullscreen,
        sound=not silent,
        size=parse_size(size),
        stress=stress,
    )
    raise typer.Exit(run(options))
