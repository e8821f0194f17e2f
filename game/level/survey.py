"""A level looked over once: what most checks want to know of it."""

from dataclasses import dataclass

from shapely import Polygon

from game.level.model import Level
from game.level.outlines import piece_outline
from game.level.shapes import outline_fault
from game.level.source import JsonPath

Finding = tuple[JsonPath, str]
"""What a check finds: the path of the value that should change, and what is wrong and what would be right."""

REACH = 0.05
"""m: how far a joint, flaw or mirror may be from what it belongs to; forgives rounded coordinates."""
STAGE_HALF_WIDTH = 3.2
"""m to either side: what the camera shows."""
STAGE_TOP = 3.0
"""m: highest that a piece may reach; above it hang the lamps."""


@dataclass(frozen=True)
class Survey:
    """A level, and what most checks want to know of it."""

    level: Level
    index: dict[str, int]
    """Of each piece by its id; of the first, where several share one."""
    faults: list[str | None]
    """Why each piece's outline is impossible; None where it is not."""
    areas: list[Polygon | None]
    """Each piece where it stands on the stage; None where its outline is impossible."""

    def area(self, piece_id: str) -> Polygon | None:
        """The area of a piece; None where there is no such piece, or its outline is impossible."""
        return self.areas[self.index[piece_id]] if piece_id in self.index else None


def survey(level: Level) -> Survey:
    """Look a level over, for the checks."""
    index: dict[str, int] = {}
    for i, piece in enumerate(level.pieces):
        index.setdefault(piece.id, i)
    faults = [outline_fault(piece.shape) for piece in level.pieces]
    areas = [
        None if fault else Polygon(piece_outline(piece)) for piece, fault in zip(level.pieces, faults, strict=True)
    ]
    return Survey(level, index, faults, areas)
