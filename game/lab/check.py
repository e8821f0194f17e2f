"""A level checked to the end: read, its expectations looked up, and its sculpture built once."""

from collections.abc import Iterator
from pathlib import Path

from game.bots import BOTS
from game.core.json_source import Document, Problem, quoted, suggest
from game.level import Level, LevelError, LightBench, read_any, read_level
from game.level.materials import tuned
from game.sim.mesh.mesh import MeshError
from game.sim.sculpture.build import build_body
from game.sim.sculpture.sculpture import Sculpture
from game.sim.sculpture.statics import UnbalancedError


def check_level(path: Path) -> tuple[Level, str]:
    """Read a level, with its text, look up the bots that it names, and build its sculpture.

    That finds glass too thin to mesh, and a poise out of reach.

    Raises:
        LevelError: it cannot be read or built, or is a scene with nothing to perform; tells where and why.
    """
    level, document = read_level(path)
    _check_further(level, document)
    return level, document.text


def check_any(path: Path) -> Level | LightBench:
    """Check a level, or read a scene of lights and optics, which has nothing to build.

    Raises:
        LevelError: it cannot be read or built; tells where and why.
    """
    stage, document = read_any(path)
    if isinstance(stage, Level):
        _check_further(stage, document)
    return stage


def _check_further(level: Level, document: Document) -> None:
    """What rooms to the right of `level` know better.

    Raises:
        LevelError: it names a bot that there is not, or cannot be built; tells where and why.
    """
    problems = [*_unknown_bots(level, document), *_unbuildable(level, document)]
    if problems:
        raise LevelError(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _unknown_bots(level: Level, document: Document) -> Iterator[Problem]:
    """Every bot that an expectation names and nobody knows."""
    for index, expect in enumerate(level.expect):
        if expect.bot not in BOTS:
            message = f"{quoted(expect.bot)} is unknown{suggest(expect.bot, BOTS)}"
            yield document.problem(("expect", index, "bot"), message)


def _unbuildable(level: Level, document: Document) -> Iterator[Problem]:
    """Why the sculpture cannot be built, if it cannot."""
    try:
        Sculpture(level)
    except MeshError:
        yield from _unmeshable(level, document)
    except UnbalancedError as error:
        message = f"{quoted(level.pieces[error.body].id)} cannot be balanced at rest: {error}"
        yield document.problem(("pieces", error.body, "at"), message)
    except ValueError as error:
        yield document.problem(("poise",), str(error))


def _unmeshable(level: Level, document: Document) -> Iterator[Problem]:
    """Every piece whose outline cannot be meshed."""
    for index, piece in enumerate(level.pieces):
        try:
            build_body(index, piece, tuned(piece.material, {}))
        except MeshError as error:
            yield document.problem(("pieces", index, "shape"), str(error))
