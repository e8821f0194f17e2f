"""The command line: `flawsong` plays, its commands simulate, check and draw. One file a command."""

import os
import sys
from typing import Annotated

import typer

from game import __version__
from game.cli import bench, play, preview, replay, schema, sim, trace, validate
from game.cli.common import UserError

DEBUG = "FLAWSONG_DEBUG"
"""Environment variable: with it, a fault of the game itself shows its traceback."""

app = typer.Typer(
    help="FLAWSONG: keep it standing, let the cracks sing.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="print the version and end")] = False,
) -> None:
    """Play, unless a command says otherwise."""
    if version:
        print(f"flawsong {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        play.play()


app.command()(play.play)
app.command()(sim.sim)
app.command()(replay.replay)
app.command()(validate.validate)
app.command()(schema.schema)
app.command()(preview.preview)
app.command()(trace.trace)
app.command()(bench.bench)


def main() -> None:
    """Entry point of the console command: errors of use are one message and exit code 1 or 2, never a traceback."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    try:
        app()
    except UserError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        notes = "\n".join(getattr(error, "__notes__", ()))
        print(f"{type(error).__name__}: {error}\n{notes}".rstrip(), file=sys.stderr)
        print(f"This is a fault of the game. Set {DEBUG}=1 to see where it happened.", file=sys.stderr)
        raise SystemExit(1) from None
