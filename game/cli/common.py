"""What commands share: their errors and common options, levels read, results printed and written.

Nothing here imports a heavy room before it needs it: `--help` must not wait for compilers.
"""

import gc
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.bots import BOTS, Policy, bot_names, make_bot
from game.core.words import is_whole

if TYPE_CHECKING:
    from game.level import Level, LightBench

LevelName = Annotated[
    str, typer.Argument(metavar="LEVEL", help="a level file, or the name or number of one of the game's")
]
Seed = Annotated[int, typer.Option(min=0, help="what chance is drawn from")]
BotName = Annotated[str, typer.Option("--bot", help=f"who plays: {bot_names()}")]


GARBAGE_EVERY = 100_000
"""Objects made and kept after which Python looks for garbage among them, where a command mostly imports and ends."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage seldom: what is imported stays, and going through it again and again is a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class UserError(Exception):
    """Something the user can mend; its text is the whole message."""


def read_level(name: str) -> "tuple[Path, Level, str]":
    """A level by its file, name or number: its file, the level and its text.

    Raises:
        UserError: there is no such level, or something in it is wrong.
    """
    from game.lab.check import check_level
    from game.level import LevelError, find_level

    try:
        path = find_level(name)
        return path, *check_level(path)
    except LevelError as error:
        raise UserError(str(error)) from None


def read_any(name: str) -> "Level | LightBench":
    """A level by its file, name or number, or a light bench by its file.

    Raises:
        UserError: there is no such file, or something in it is wrong.
    """
    from game.lab.check import check_any
    from game.level import LevelError, find_level

    try:
        return check_any(find_level(name))
    except LevelError as error:
        raise UserError(str(error)) from None


def new_bot(name: str, seed: int) -> Policy:
    """A fresh bot.

    Raises:
        UserError: no bot has this name.
    """
    check_bot(name)
    return make_bot(name, seed)


def check_bot(name: str) -> None:
    """See that there is such a bot.

    Raises:
        UserError: no bot has this name.
    """
    if name not in BOTS:
        raise UserError(f"--bot {name}: there is no such bot; take one of {', '.join(BOTS)}")


def parse_size(text: str) -> tuple[int, int]:
    """Width and height, px, of a text such as 1280x720.

    Raises:
        UserError: it is no size, or out of bounds.
    """
    width, _, height = text.lower().partition("x")
    if not (is_whole(width) and is_whole(height) and 160 <= int(width) <= 7680 and 90 <= int(height) <= 4320):
        raise UserError(f"--size {text}: want WIDTHxHEIGHT in pixels, from 160x90 to 7680x4320, such as 1280x720")
    return int(width), int(height)


def check_output(path: Path, *others: Path) -> None:
    """See before any work that a file can be written, and is no level and none of the others that a command needs.

    Raises:
        UserError: it cannot be written.
    """
    from game.core.files import check_writable
    from game.level import holds_a_level

    try:
        check_writable(path)
        same = next((other for other in others if _is_same(path, other)), None)
    except OSError as error:
        raise unwritable(path, error) from None
    if same is not None:
        raise UserError(f"{path}: would be written over {same}, which this command needs; choose another name")
    if holds_a_level(path):
        raise UserError(f"{path}: a level is there, and would be lost; choose another name, or take it away first")


def _is_same(path: Path, other: Path) -> bool:
    """Whether two names lead to one file that is there, or to one place where none is yet."""
    if os.path.exists(path) and os.path.exists(other):  # noqa: PTH110 - it never raises
        return path.is_file() and path.samefile(other)
    return os.path.realpath(path) == os.path.realpath(other)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        UserError: it cannot be written.
    """
    from game.core.files import write_atomic

    with writing(path):
        write_atomic(path, text.encode("utf-8", "backslashreplace"))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Where a file is written.

    Raises:
        UserError: it cannot be.
    """
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> Exception:
    """What to raise where a file cannot be written: nothing is wrong where a reader has seen enough."""
    if isinstance(error, BrokenPipeError):
        return error
    return UserError(f"{path}: cannot be written: {error.strerror or error}; choose another place")


def print_fields(fields: dict[str, object], as_json: bool) -> None:
    """Print names and values, a line each, or as one JSON object."""
    if as_json:
        print(json.dumps(fields))
        return
    width = max(map(len, fields))
    for name, value in fields.items():
        print(f"{name:<{width}}  {value}")
