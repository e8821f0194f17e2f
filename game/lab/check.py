"""A level checked to the end: read, its expectations looked up, and its sculpture built once."""

import os
from collections.abc import Iterator
from pathlib import Path

from game.bots import BOTS
from game.core.json_source import Document, Problem, quoted, suggest
from game.lab.handicaps import HANDICAPS
from game.level import Level, LevelError, LightBench, read_any, read_level, read_level_text


def check_level(path: Path) -> tuple[Level, str]:
    """Read a level, with its text, look up the bots that it names, and build its sculpture.

    That finds glass too thin to mesh, and a poise out of reach.

    Raises:
        LevelError: it cannot be read or built, or is a scene with nothing to perform; tells where and why.
    """
    level, document = read_level(path)
    check_further(level, document)
    return level, document.text


def check_any(path: Path) -> Level | LightBench:
    """Check a level, or read a scene of lights and optics, which has nothing to build.

    Raises:
        LevelError: it cannot be read or built; tells where and why.
    """
    return examine(path)[0]


def examine(path: Path, quick: bool = False) -> tuple[Level | LightBench, Document]:
    """Check a level or a scene, as `check_any`; also its text. Nothing is built where that has to be `quick`.

    Raises:
        LevelError: it cannot be read or built; tells where and why.
    """
    stage, document = read_any(path)
    if isinstance(stage, Level):
        check_further(stage, document, quick)
    return stage, document


def check_text(text: str, source: str) -> Level:
    """Check a level's text, as `check_level` its file; `source` is what it is called in errors.

    Raises:
        LevelError: it cannot be read or built, or is a scene with nothing to perform; tells where and why.
    """
    level, document = read_level_text(text, source)
    check_further(level, document)
    return level


def check_further(level: Level, document: Document, quick: bool = False) -> None:
    """What rooms to the right of `level` know better.

    Raises:
        LevelError: it names a bot that there is not, or cannot be built; tells where and why.
    """
    problems = list(_unknown(level, document))
    if not quick:
        from game.lab.building import unbuildable  # noqa: PLC0415 - compiled kernels, for whoever waits for them

        problems += unbuildable(level, document)
    if problems:
        raise LevelError(sorted(problems, key=lambda problem: (problem.line, problem.column)), document.text)


def _unknown(level: Level, document: Document) -> Iterator[Problem]:
    """Every bot, handicap and replay that an expectation names and that there is not."""
    for index, expect in enumerate(level.expect):
        for key, name, known in (("bot", expect.bot, BOTS), ("handicap", expect.handicap, HANDICAPS)):
            if name is not None and name not in known:
                yield document.problem(("expect", index, key), f"{quoted(name)} is unknown{suggest(name, known)}")
        place = Path(document.source).parent / (expect.replay or "")
        if expect.replay is not None and not os.path.isfile(place):  # noqa: PTH113 - it never raises
            message = f"there is no file {place}; `flawsong sim {document.source} --record {place}` makes one"
            if os.path.isdir(place):  # noqa: PTH112 - as above
                message = f"{place} is a folder; name a recording"
            yield document.problem(("expect", index, "replay"), message)
