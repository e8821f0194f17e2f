"""What most checks want to know of a level, worked out once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from shapely import LineString, Polygon

from game.core.json_source import JsonPath, quoted, suggest
from game.level.checks.outline_faults import hole_faults, outline_fault
from game.level.model import Level, Light, LightBench, Optic, Ornament, Piece
from game.level.sculpture.outlines import piece_holes, piece_outline

Finding = tuple[JsonPath, str]
"""What a check finds: the path of the value that should change, and what is wrong and what would be right."""

STAGE_HALF_WIDTH = 3.2
"""m to either side: what the camera shows."""
STAGE_TOP = 3.0
"""m: highest that a piece may reach; above it hang the lamps."""
LAMP_ROOM = 1.0
"""m beyond the stage, above its top and to its sides, where lamps and optics may hang."""


@dataclass(frozen=True)
class LightContext:
    """Lights and optics, and the pieces that they may ride on or must keep clear of; a scene has none of these."""

    lights: tuple[Light, ...]
    optics: tuple[Optic, ...]
    index: dict[str, int]
    """Of each piece by its id; of the first, where several share one."""
    areas: list[Polygon | None]
    """Each piece where it stands on the stage; None where its outline is impossible."""
    shared: frozenset[str] = frozenset()
    """Ids that several pieces have."""
    plinth: LineString | None = None
    """Its top, on which the foot stands."""

    def area(self, piece_id: str) -> Polygon | None:
        """The area of a piece; None where no piece has this id, or several have, or its outline is impossible."""
        return self.areas[self.index[piece_id]] if piece_id in self.index and piece_id not in self.shared else None


@dataclass(frozen=True)
class LevelContext(LightContext):
    """A level, and what most checks want to know of it."""

    level: Level = field(kw_only=True)
    faults: list[str | None] = field(kw_only=True)
    """Why each piece's outline is impossible; None where it is not."""


def light_context(bench: LightBench) -> LightContext:
    """What the checks want to know of lights and optics alone."""
    return LightContext(bench.lights, bench.optics, {}, [])


def level_context(level: Level) -> LevelContext:
    """What the checks want to know of a level."""
    index: dict[str, int] = {}
    for i, piece in enumerate(level.pieces):
        index.setdefault(piece.id, i)
    ids = [piece.id for piece in level.pieces]
    shared = frozenset(name for name in index if ids.count(name) > 1)
    half = level.plinth.width / 2
    plinth = LineString([(-half, 0.0), (half, 0.0)])
    faults = [outline_fault(piece.shape, piece.round) for piece in level.pieces]
    areas = [
        None if fault or any(hole_faults(piece)) else Polygon(piece_outline(piece), piece_holes(piece))
        for piece, fault in zip(level.pieces, faults, strict=True)
    ]
    return LevelContext(level.lights, level.optics, index, areas, shared, plinth, level=level, faults=faults)


Check = Callable[[LevelContext], Iterator[Finding]]
"""A check of a level; `LightContext` in place of `LevelContext` where it is one of lights and optics alone."""


def taken_ids(name: str, parts: Sequence[Piece | Ornament | Light | Optic]) -> Iterator[Finding]:
    """Every id in the list `name` that an earlier part of it has."""
    first: dict[str, int] = {}
    for i, part in enumerate(parts):
        if first.setdefault(part.id, i) != i:
            yield (name, i, "id"), f"id {quoted(part.id)} is taken by {name}[{first[part.id]}]; give it another"


def no_piece(name: str, context: LightContext) -> str:
    """What is wrong with an id that leads to no piece."""
    return f"no piece has the id {quoted(name)}{suggest(name, context.index)}"
