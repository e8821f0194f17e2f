"""The command line: `flawsong` plays, its commands simulate, check and draw. One file a command."""

import atexit
import errno
import gc
import io
import os
import signal
import sys
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from game import __version__
from game.cli import (
    bench,
    desktop,
    encore,
    info,
    new,
    play,
    preview,
    prove,
    replay,
    schema,
    sim,
    soak,
    sweep,
    trace,
    validate,
    watch,
)
from game.cli.common import UserError
from game.core.environment import VariableError, refusal, refuse_unreadable

DEBUG = "FLAWSONG_DEBUG"
"""Environment variable: with it, a fault of the game itself shows its traceback."""

_CONVENTION = 128
"""Whoever ends by a signal exits with this and its number."""
_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What a disk refuses is no fault of the game."""


class _MisreadError(Exception):
    """Stands in for exceptions in which typer sees the user's own doing."""


class _Commands(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        """Run a command; typer says "Aborted." of a damaged file, and calls a reader that has seen enough a failure."""
        try:
            return super().invoke(ctx)
        except (EOFError, BrokenPipeError) as error:
            raise _MisreadError from error


app = typer.Typer(
    cls=_Commands,
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
app.command()(info.info)
app.command()(new.new)
app.command()(encore.encore)
app.command()(watch.watch)
app.command()(preview.preview)
app.command()(trace.trace)
app.command()(bench.bench)
app.command()(soak.soak)
app.command()(sweep.sweep)
app.command()(prove.prove)
app.command()(desktop.desktop)


def main() -> None:
    """Entry point of the console command: errors of use are one message and exit code 1 or 2, never a traceback."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")  # looking for some takes a tenth of a second
    refuse_unreadable()
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what a terminal cannot show is no reason to fail
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    atexit.register(gc.freeze)  # or the interpreter looks for garbage before it ends, where all of it is
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        code = 0
    except OSError as error:
        code = _tell_fault(error)
    raise SystemExit(code)


def _fill_closed_streams() -> None:
    """Let what a shell closed (`>&-`) lead nowhere: else the next file that is opened would take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - to the end


def _run() -> int | str | None:
    """Run the command that the arguments ask for; returns the exit code.

    Raises:
        BrokenPipeError: whoever reads what it prints has seen enough.
        OSError: the last of what it printed cannot be written.
    """
    try:
        app()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        return end.code
    except (UserError, VariableError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _CONVENTION + signal.SIGINT
    except Exception as error:
        if isinstance(error.__cause__, BrokenPipeError):
            raise error.__cause__ from None
        if os.environ.get(DEBUG):
            raise
        return _tell_fault(error.__cause__ or error if isinstance(error, _MisreadError) else error)
    return 0


def _tell_fault(error: BaseException) -> int:
    """Say that a disk is full, which variable a library refuses, or what broke in the game; returns the exit code."""
    if isinstance(error, OSError) and error.errno in _DISK_ERRORS:
        where = "standard output" if error.filename is None else error.filename
        print(f"{where}: cannot be written: {error.strerror}; make room, or choose another place", file=sys.stderr)
        _drop_output()
        return 1
    if told := refusal(error):
        print(told, file=sys.stderr)
        return 1
    notes = "\n".join(getattr(error, "__notes__", ()))
    print(f"{type(error).__name__}: {error}\n{notes}".rstrip(), file=sys.stderr)
    print(f"This is a fault of the game. Set {DEBUG}=1 to see where it happened.", file=sys.stderr)
    return 1


def _end(number: int, _: FrameType | None) -> NoReturn:
    """End by a signal as by an exception, so that all that is half done is cleared away."""
    raise SystemExit(_CONVENTION + number)


def _drop_output() -> None:
    """Let what is still to be printed go nowhere: the interpreter would complain about it once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
