"""Level and scene files read whole, or every error of the file with its line and column."""

import codecs
import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from game.core.files import read_bounded
from game.core.json_source import Document, Problem
from game.level.authoring.explain import WRITTEN_OUT, expected, explain
from game.level.checks import findings
from game.level.model import Level, LightBench
from game.level.shorthand.expand import expanded
from game.level.shorthand.mirror_images import with_mirror_images
from game.level.shorthand.places import with_places
from game.level.steps import up_to_date

MAX_BYTES = 2_000_000
"""Largest level file that is read; the largest sculpture that the format allows fits in a tenth of it."""
MAX_PROBLEMS = 100
"""So many are reported at once; whoever has more will fix some first."""

_HEAD = 40
"""Bytes by which an encoding is told."""
_Stage = TypeVar("_Stage", Level, LightBench)
_ONLY_IN_LEVELS = Level.model_fields.keys() - LightBench.model_fields.keys()
_KEYS = ("$schema", *(Level.model_fields.keys() - {"schema_"}))
_A_LIST_OF_OURS = re.compile(rb'"(?:pieces|lights|optics)"\s*:\s*\[')
_LIKENESS = 0.75
"""How much a key must be like one of a level's to be that one misspelt."""
_NOTHING_TO_PERFORM = (
    "is a scene of lights and optics, with no pieces to perform with; `flawsong trace` shows its light"
)


class LevelError(Exception):
    """A level cannot be read. Its text is one line for each problem, `file:line:column: path: message`."""

    def __init__(self, problems: list[Problem], text: str = "") -> None:
        self.text = text
        """Of the file, for whoever shows its lines; empty where it could not be read."""
        self.problems = tuple(problems[:MAX_PROBLEMS])
        """In the order of the file."""
        self.hidden = len(problems) - len(self.problems)
        """How many more there are."""
        super().__init__(problems, text)  # what it is made of anew in another process

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        return "\n".join([*lines, f"... and {self.hidden} more"] if self.hidden else lines)


def load_level(path: str | Path) -> Level:
    """Read a level file.

    Raises:
        LevelError: it cannot be read, or something in it is wrong; holds every problem of the file.
    """
    return read_level(path)[0]


def read_level(path: str | Path) -> tuple[Level, Document]:
    """Read a level file, for whoever needs its text as well, or finds more to say of it.

    Raises:
        LevelError: it cannot be read, or something in it is wrong; holds every problem of the file.
    """
    return read_level_text(_text(path), str(path))


def load_light_bench(path: str | Path) -> LightBench:
    """Read a file of lights and optics alone.

    Raises:
        LevelError: it cannot be read, is a level, or something in it is wrong; holds every problem of the file.
    """
    document = _read_document(path)
    if isinstance(document.data, dict) and not document.data.keys().isdisjoint(_ONLY_IN_LEVELS):
        raise LevelError([document.problem((), "is a level; a scene has lights and optics only, and no pieces")])
    return _parsed(document, LightBench)


def load_any(path: str | Path) -> Level | LightBench:
    """Read a level file, or one of lights and optics alone: whichever it is.

    Raises:
        LevelError: it cannot be read, or something in it is wrong; holds every problem of the file.
    """
    return read_any(path)[0]


def read_any(path: str | Path) -> tuple[Level | LightBench, Document]:
    """Read a level file, or one of lights and optics alone, for whoever finds more to say of it.

    Raises:
        LevelError: it cannot be read, or something in it is wrong; holds every problem of the file.
    """
    document = _read_document(path)
    return _as_any(document), document


def parse_level(text: str, source: str = "<level>") -> Level:
    """Read a level from JSON text; `source` stands for the file in errors.

    Raises:
        LevelError: something in it is wrong; holds every problem of the text.
    """
    return read_level_text(text, source)[0]


def read_level_text(text: str, source: str) -> tuple[Level, Document]:
    """Read a level from JSON text, for whoever finds more to say of it.

    Raises:
        LevelError: something in it is wrong; holds every problem of the text.
    """
    document = _document(text, source)
    return _as_level(document), document


def parse_any(text: str, source: str = "<level>") -> Level | LightBench:
    """Read a level or a scene from JSON text; `source` stands for the file in errors.

    Raises:
        LevelError: something in it is wrong; holds every problem of the text.
    """
    return _as_any(_document(text, source))


def is_no_level(path: str | Path) -> bool:
    """Whether a file is JSON for something else: a JSON Schema, no object, or most of its keys mean nothing here."""
    try:
        document = Document(_text(path), str(path))
    except LevelError:
        return False
    data = document.data
    if document.problems or data == {}:
        return False
    if not isinstance(data, dict) or "json-schema.org" in str(data.get("$schema")) or "$defs" in data:
        return True
    ours = [key for key in data if difflib.get_close_matches(key, _KEYS, n=1, cutoff=_LIKENESS)]
    return 2 * len(ours) < len(data)


def holds_a_level(path: str | Path) -> bool:
    """Whether a file that is there looks like a level or a light bench, be it half written: nothing should replace it.

    A schema is none, and what is no JSON by its name is not looked at.
    """
    try:
        content = read_bounded(Path(path), MAX_BYTES) if Path(path).suffix.lower() == ".json" else b""
    except (OSError, ValueError):
        return False
    return _A_LIST_OF_OURS.search(content) is not None and b'"$defs"' not in content


def _read_document(path: str | Path) -> Document:
    """A level file as JSON of the newest version of the format.

    Raises:
        LevelError: it cannot be read, or is of a newer version.
    """
    return _document(_text(path), str(path))


def _document(text: str, source: str) -> Document:
    """A text as JSON of the newest version of the format.

    Raises:
        LevelError: it is of a newer version.
    """
    document, newer = up_to_date(Document(text, source))
    if newer is not None:
        raise LevelError([newer], document.text)
    return document


def _as_level(document: Document) -> Level:
    """The document as a level.

    Raises:
        LevelError: something in it is wrong, or there are no pieces to perform with.
    """
    if _is_light_bench(document.data):
        raise LevelError([document.problem((), _NOTHING_TO_PERFORM)], document.text)
    return _parsed(document, Level)


def _as_any(document: Document) -> Level | LightBench:
    return _parsed(document, LightBench) if _is_light_bench(document.data) else _parsed(document, Level)


def _is_light_bench(data: object) -> bool:
    """Whether a file has lights or optics, and nothing that only a level has."""
    if not isinstance(data, dict):
        return False
    return not data.keys().isdisjoint({"lights", "optics"}) and data.keys().isdisjoint(_ONLY_IN_LEVELS)


def _parsed(document: Document, kind: type[_Stage]) -> _Stage:
    """The document as a level or a scene.

    Raises:
        LevelError: something in it is wrong; holds every problem of the document.
    """
    stage: _Stage | None = None
    problems = list(document.problems)
    images: list[Problem] = []
    unsettled: list[Problem] = []
    for write_out in (expanded, with_places):
        document, wrong = write_out(document)
        unsettled += wrong
    problems += unsettled
    if kind is Level:
        document, images = with_mirror_images(document)
        problems += images
    if document.overlong is not None and (right := expected(document.overlong, kind.__name__)):
        problems[-1] = replace(problems[-1], message=f"{problems[-1].message}; it must be {right}")
    if not document.broken:
        try:
            stage = kind.model_validate(document.data)
        except ValidationError as error:
            follows = tuple(problem.path.removesuffix("mirror_of") for problem in images)
            problems += [
                problem
                for problem in _explained(error, document, kind.__name__)
                if not (problem.path.startswith(follows) and "is missing" in problem.message)
            ]
        else:
            if not unsettled:  # of what stands nobody knows where there is nothing to be found out
                problems += [document.problem(path, message) for path, message in findings(stage)]
    if problems or stage is None:
        in_order = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column))
        raise LevelError(in_order, document.text)
    return stage


def _explained(error: ValidationError, document: Document, root: str) -> Iterator[Problem]:
    """Pydantic's errors as problems, without those at places that JSON itself has ruled out."""
    known = {(problem.line, problem.column) for problem in document.problems}
    for detail in error.errors(include_url=False, include_input=False):
        problem = explain(detail, document, root)
        if problem and (problem.line, problem.column) not in known:
            if WRITTEN_OUT in problem.message:  # of all copies the first is told
                known.add((problem.line, problem.column))
            yield problem


def _text(path: str | Path) -> str:
    """The file's text.

    Raises:
        LevelError: it cannot be read, or is not UTF-8.
    """
    source = str(path)
    try:
        return _read(Path(path))
    except UnicodeDecodeError as error:
        raise LevelError([_not_utf8(source, error)]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise LevelError([Problem(source, 0, 0, "", f"cannot be read: {reason}")]) from None


def _read(path: Path) -> str:
    """The file's text.

    Raises:
        OSError, ValueError: it cannot be read, or is too large, no regular file or not UTF-8.
    """
    content = read_bounded(path, MAX_BYTES)
    if len(content) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES / 1e6:g} MB, so surely not a level")
    if wide := _wide(content):
        raise ValueError(f"encoded in {wide}; save it as UTF-8")
    return content.decode("utf-8")


def _wide(content: bytes) -> str:
    """The encoding of a text that has two or four bytes a character; empty where it has another.

    What editors write begins with a mark; where there is none, JSON begins with signs whose other bytes are zeros.
    """
    head = content[:_HEAD]
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or {*head[1::4], *head[2::4]} == {0}:
        return "UTF-32"
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "UTF-16" if marked or {0} in (set(head[::2]), set(head[1::2])) else ""


def _not_utf8(source: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    byte = error.object[error.start]
    return Problem(source, line, column, "", f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8")
