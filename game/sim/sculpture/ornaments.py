"""Ornaments: what rides on the pieces and is only seen. Nothing else in the simulation asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.geom import Floats
from game.level.model import Level
from game.level.sculpture.outlines import piece_holes, piece_outline
from game.level.values.materials import MATERIALS
from game.sim.mesh.mesh import Mesh, centred, plain_mesh, triangulate
from game.sim.sculpture.body import Body
from game.sim.view import OrnamentView


@dataclass(frozen=True, slots=True, eq=False)
class Ornament:
    """An ornament as it was at rest."""

    name: str
    on: str
    """Id of the level's piece that it rides on."""
    material: str
    colour: str
    behind: bool
    mesh: Mesh
    """About its centroid."""
    rest: Floats
    """(2,) m: where its centroid stood when the curtain rose."""


def build_ornaments(level: Level) -> list[Ornament]:
    """The level's ornaments.

    Raises:
        MeshError: an outline that cannot be meshed.
    """
    made = []
    for spec in level.ornaments:
        outline, holes, material = piece_outline(spec), piece_holes(spec), MATERIALS[spec.material]
        is_glass = material.family == "glass"
        mesh, rest = centred(triangulate(outline, holes=holes) if is_glass else plain_mesh(outline, holes))
        colour = spec.colour or material.colour
        made.append(Ornament(spec.id, spec.on, spec.material, colour, spec.behind, mesh, rest))
    return made


def ornament_views(ornaments: Sequence[Ornament], bodies: Sequence[Body]) -> tuple[OrnamentView, ...]:
    """Ornaments on what is left of their pieces: each on the part that was nearest to it at rest."""
    views = []
    for row, ornament in enumerate(ornaments):
        hosts = [body for body in bodies if body.name == ornament.on]
        if hosts:
            host = min(hosts, key=lambda body: body.nearness(ornament.rest)) if len(hosts) > 1 else hosts[0]
            x, y = (ornament.rest - host.rest).tolist()
            views.append(
                OrnamentView(
                    -1 - row, host.key, ornament.material, ornament.colour, (x, y), ornament.mesh, ornament.behind
                )
            )
    return tuple(views)
