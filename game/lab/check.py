"""A level checked to the end: read, and its sculpture built once."""

from pathlib import Path

from game.level import Level, LevelError, Problem, load_level
from game.level.materials import tuned
from game.level.source import Document
from game.sim.build import build_body
from game.sim.mesh import MeshError
from game.sim.sculpture import Sculpture


def check_level(path: Path) -> Level:
    """Read a level and build its sculpture: that finds glass too thin to mesh, and a poise out of reach.

    Raises:
        LevelError: it cannot be read or built; tells where and why.
    """
    level = load_level(path)
    document = Document(path.read_text(encoding="utf-8-sig"), str(path))
    problems = []
    for index, piece in enumerate(level.pieces):
        try:
            build_body(index, piece, tuned(piece.material, {}))
        except MeshError as error:
            where = document.position(("pieces", index, "shape"))
            problems.append(Problem(str(path), *where, f"pieces[{index}].shape", str(error)))
    if not problems:
        try:
            Sculpture(level)
        except ValueError as error:
            problems.append(Problem(str(path), *document.position(("poise",)), "poise", str(error)))
    if problems:
        raise LevelError(problems)
    return level
