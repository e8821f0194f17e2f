"""A level checked to the end: read, and its sculpture built once."""

from collections.abc import Iterator
from pathlib import Path

from game.core.json_source import Document, JsonPath
from game.level import Level, LevelError, LightBench, Problem, load_any, load_level
from game.level.materials import tuned
from game.sim.mesh.mesh import MeshError
from game.sim.sculpture.build import build_body
from game.sim.sculpture.sculpture import Sculpture


def check_level(path: Path) -> Level:
    """Read a level and build its sculpture: that finds glass too thin to mesh, and a poise out of reach.

    Raises:
        LevelError: it cannot be read or built, or is a scene with nothing to perform; tells where and why.
    """
    level = load_level(path)
    _build(level, path)
    return level


def check_any(path: Path) -> Level | LightBench:
    """Read a level and build its sculpture, or read a scene of lights and optics, which has nothing to build.

    Raises:
        LevelError: it cannot be read or built; tells where and why.
    """
    stage = load_any(path)
    if isinstance(stage, Level):
        _build(stage, path)
    return stage


def _build(level: Level, path: Path) -> None:
    """Build a sculpture once.

    Raises:
        LevelError: it cannot be built; tells where and why.
    """
    try:
        Sculpture(level)
    except MeshError:
        raise LevelError(list(_unmeshable(level, path))) from None
    except ValueError as error:
        raise LevelError([_problem(path, ("poise",), "poise", error)]) from None


def _unmeshable(level: Level, path: Path) -> Iterator[Problem]:
    """Every piece whose outline cannot be meshed."""
    for index, piece in enumerate(level.pieces):
        try:
            build_body(index, piece, tuned(piece.material, {}))
        except MeshError as error:
            yield _problem(path, ("pieces", index, "shape"), f"pieces[{index}].shape", error)


def _problem(path: Path, where: JsonPath, named: str, error: ValueError) -> Problem:
    document = Document(path.read_text(encoding="utf-8-sig"), str(path))
    return Problem(str(path), *document.position(where), named, str(error))
