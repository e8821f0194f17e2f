"""Level files read whole: a level, or every error of the file with its line and column."""

import stat
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from game.level.checks import findings
from game.level.explain import explain
from game.level.model import Level
from game.level.source import Document, Problem

__all__ = ["LevelError", "Problem", "load_level", "parse_level"]

MAX_BYTES = 2_000_000
"""Largest level file that is read; the largest sculpture that the format allows fits in a tenth of it."""
MAX_PROBLEMS = 100
"""So many are told at once; whoever has more will fix some first."""


class LevelError(Exception):
    """A level cannot be read. Its text is one line for each problem, `file:line:column: path: message`."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems[:MAX_PROBLEMS])
        """In the order of the file."""
        hidden = len(problems) - len(self.problems)
        lines = [str(problem) for problem in self.problems]
        super().__init__("\n".join([*lines, f"... and {hidden} more"] if hidden else lines))


def load_level(path: str | Path) -> Level:
    """Read a level file.

    Raises:
        LevelError: it cannot be read, or something in it is wrong; holds every problem of the file.
    """
    source = str(path)
    try:
        text = _read(Path(path))
    except UnicodeDecodeError as error:
        raise LevelError([_not_utf8(source, error)]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise LevelError([Problem(source, 0, 0, "", f"cannot be read: {reason}")]) from None
    return parse_level(text, source)


def parse_level(text: str, source: str = "<level>") -> Level:
    """Read a level from JSON text; `source` stands for the file in errors.

    Raises:
        LevelError: something in it is wrong; holds every problem of the text.
    """
    document = Document(text, source)
    level: Level | None = None
    problems = list(document.problems)
    if not document.broken:
        try:
            level = Level.model_validate(document.data)
        except ValidationError as error:
            problems += _explained(error, document)
        else:
            problems += [document.problem(path, message) for path, message in findings(level)]
    if problems or level is None:
        raise LevelError(sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column)))
    return level


def _explained(error: ValidationError, document: Document) -> Iterator[Problem]:
    """Pydantic's errors as problems, without those at places that JSON itself has ruled out."""
    told = {(problem.line, problem.column) for problem in document.problems}
    for detail in error.errors(include_url=False, include_input=False):
        problem = explain(detail, document)
        if problem and (problem.line, problem.column) not in told:
            yield problem


def _read(path: Path) -> str:
    """The file's text.

    Raises:
        OSError, ValueError: it cannot be read, or is too large, no regular file or not UTF-8.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("not a file")
    with path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES / 1e6:g} MB, so surely not a level")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("encoded in UTF-16; save it as UTF-8")
    return content.decode("utf-8")


def _not_utf8(source: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    byte = error.object[error.start]
    return Problem(source, line, column, "", f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8")
