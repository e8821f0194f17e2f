"""Whether a level's sculpture can be built: glass that cannot be meshed, a poise out of reach, what cannot stand."""

from collections.abc import Iterator

from game.core.json_source import Document, Problem, quoted
from game.level import Level
from game.level.values.materials import tuned
from game.sim.mesh.mesh import MeshError
from game.sim.sculpture.build import build_body
from game.sim.sculpture.sculpture import Sculpture
from game.sim.sculpture.statics import UnbalancedError


def unbuildable(level: Level, document: Document) -> Iterator[Problem]:
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
