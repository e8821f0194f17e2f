"""`flawsong watch`: a window beside the editor."""

from typing import Annotated

import typer

from game.bots import bot_names
from game.cli import play


def watch(
    level: Annotated[str, typer.Argument(metavar="FILE", help="a level file; it may be wrong, or not be there yet")],
    keep: Annotated[bool, typer.Option("--keep", help="go on where it stood, with the same seed and intents")] = False,
    bot: Annotated[str | None, typer.Option("--bot", help=f"let a bot play: {bot_names()}")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="pin chance; otherwise each beginning differs")] = None,
    silent: Annotated[bool, typer.Option("--silent", help="no sound")] = False,
    size: Annotated[str, typer.Option(metavar="WxH", help="size of the window")] = "1280x720",
) -> None:
    """Show a level while it is being written: anew at every save, with what is wrong over the last right picture.

    P stops and plays on, [ and ] step a tick back and forth (with Shift a second; held down they go on), - and = play
    slower and faster, R begins again, F3 shows stress, then names, Esc closes it. The hands are those of the game.
    """
    play.play(level, bot=bot, seed=seed, silent=silent, size=size, watch=True, keep=keep)
