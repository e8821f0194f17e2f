"""Parts of a `View` from what the world has: built only when somebody looks."""

import math
from collections.abc import Sequence

import numpy as np

from game.core.geom import Floats
from game.level.model import Cable, Filter, Flaw, Lens, Prism, Splitter, Spring
from game.sim import constants as c
from game.sim.glass.fracture import AT_REST, Crack, cell_ends, cells_reached
from game.sim.light.lamps import part_of
from game.sim.light.tracer import Tracer
from game.sim.rules.fittings import Fittings
from game.sim.rules.hands import Hands, Swivel
from game.sim.sculpture.body import Body
from game.sim.sculpture.joints import Joint
from game.sim.sculpture.sculpture import Sculpture
from game.sim.view import (
    CrackView,
    LampView,
    LightView,
    LinkView,
    MirrorView,
    OpticView,
    PieceView,
    SculptureView,
)


def sculpture_view(
    solid: Sculpture, flaws: Sequence[Flaw], plinth_width: float, load_factor: float, sway: float, crown: float
) -> SculptureView:
    """The sculpture as it stands; `flaws` are the level's, the rest is what `SculptureView` says."""
    return SculptureView(
        pieces=_pieces(solid),
        cracks=tuple(_crack(solid, flaws, crack) for crack in solid.cracks.all.values()),
        links=tuple(_link(solid, joint) for joint in solid.joints.all.values() if _is_link(joint)),
        plinth=solid.rigid.plinth,
        plinth_width=plinth_width,
        load_factor=load_factor,
        sway=sway,
        crown=crown,
    )


def light_view(light: Tracer, hands: Hands, fittings: Fittings) -> LightView:
    """All light as last traced."""
    return LightView(
        lamps=_lamps(light),
        mirrors=_mirrors(hands, light),
        optics=_optics(fittings, light),
        segments=light.segments(),
        ghost=_ghost(hands, light),
    )


def _read_only(array: Floats) -> Floats:
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def _pieces(solid: Sculpture) -> tuple[PieceView, ...]:
    return tuple(
        PieceView(
            body.key, body.name, body.material_name, body.colour, body.mass, (x, y), angle, (vx, vy), spin, body.mesh,
            body.thickness, body.material.fracture.stress_optic if body.material.fracture else 0.0,
            _stress(solid, body), body.standing, min(1.0, body.heat),
        )
        for body, (x, y, angle, vx, vy, spin) in zip(solid.bodies.values(), solid.state.tolist(), strict=True)
    )  # fmt: skip


def _stress(solid: Sculpture, body: Body) -> Floats | None:
    stress = solid.stress.get(body.key)
    return None if stress is None else _read_only(stress)


def _crack(solid: Sculpture, flaws: Sequence[Flaw], crack: Crack) -> CrackView:
    glass = solid.bodies[crack.body].glass
    path = np.array([glass.points[node] for node in crack.nodes])
    cells = cell_ends(crack, glass)[: cells_reached(crack, glass)]
    if crack.ahead != AT_REST:
        share = crack.along / glass.length(crack.nodes[-1], crack.ahead)
        tip = path[-1] + share * (np.array(glass.points[crack.ahead]) - path[-1])
        path = np.vstack([path, tip])
        cells[-1, 1] = tip
    exposure = _read_only(crack.exposure[: len(cells)])
    return CrackView(
        crack.key,
        crack.body,
        _read_only(path),
        _read_only(cells),
        exposure,
        exposure >= 1.0,
        _cut(crack),
        crack.intensity,
        crack.speed,
        crack.lit,
        crack.sealed,
        crack.flaw,
        _part(flaws, crack),
    )


def _part(flaws: Sequence[Flaw], crack: Crack) -> str:
    return (flaws[crack.flaw].part or "") if crack.flaw < len(flaws) else ""


def _cut(crack: Crack) -> tuple[tuple[int, int], ...]:
    """Edges of the mesh that the crack holds open; one that is gold all along carries load again."""
    if crack.sealed:
        return ()
    gold = crack.exposure[: c.CELLS_PER_EDGE * len(crack.edges)].reshape(-1, c.CELLS_PER_EDGE).min(axis=1) >= 1.0
    return tuple(edge for edge, bonded in zip(crack.edges, gold.tolist(), strict=True) if not bonded)


def _mirrors(hands: Hands, light: Tracer) -> tuple[MirrorView, ...]:
    """The mirrors that a hand can turn."""
    met = light.mirror_light.tolist()
    return tuple(
        MirrorView(
            swivel.spec.id, light.first_mirror + index, swivel.centre, swivel.facing, swivel.spec.length,
            swivel.spec.rail, index == hands.held, (dx, dy) if power > 0 else None, swivel.spec.curve or 0.0,
        )
        for index, (swivel, (dx, dy, _, _, power)) in enumerate(zip(hands.swivels, met, strict=True))
    )  # fmt: skip


def _optics(fittings: Fittings, light: Tracer) -> tuple[OpticView, ...]:
    """All other optics."""
    swallowed, found = light.absorbed, []
    for index, optic in enumerate(fittings.optics):
        row = light.first_other + index
        found.append(
            OpticView(
                optic.type,
                optic.id,
                row,
                fittings.outline(index),
                glass=optic.glass if isinstance(optic, Prism | Lens) else "",
                colour=optic.colour if isinstance(optic, Prism | Lens) else "",
                passes=optic.passes if isinstance(optic, Filter) else (),
                reflects=optic.reflects if isinstance(optic, Splitter) else 0.0,
                reading=float(swallowed[row]) if optic.type == "detector" else 0.0,
            )
        )
    return tuple(found)


def _lamps(light: Tracer) -> tuple[LampView, ...]:
    """The lamps."""
    lamps = light.lamps
    return tuple(
        LampView(lamp.id, lamp.source, state.direction, lamp.width, lamp.power, part_of(lamp), state.lit)
        for lamp, state in zip(lamps.lights, lamps.states, strict=True)
    )


def _is_link(joint: Joint) -> bool:
    return isinstance(joint.spec, Spring | Cable)


def _link(solid: Sculpture, joint: Joint) -> LinkView:
    spec = joint.spec
    slack = spec.slack if isinstance(spec, Cable) else 0.0
    load = min(1.0, solid.rigid.joint_force(joint.key) / spec.strength)
    return LinkView(spec.type, joint.name, solid.ends_of(joint), math.dist(*joint.ends) + slack, load)


def _ghost(hands: Hands, light: Tracer) -> tuple[tuple[float, float], tuple[float, float]] | None:
    if not hands.swivels or hands.held < 0:
        return None
    swivel = hands.swivels[hands.held]
    (x, y), _ = swivel.met
    way = _way_out(swivel, hands.aim)
    reach = light.first_hit((x, y), way, mirror=hands.held)
    return (x, y), (x + way[0] * reach, y + way[1] * reach)


def _way_out(swivel: Swivel, aim: tuple[float, float] | None) -> tuple[float, float]:
    """Unit direction to where a mirror is aimed; the one in which it throws light now where it is aimed nowhere."""
    (x, y), face = swivel.met
    if aim is not None and (span := math.dist((x, y), aim)) >= swivel.spec.length / 2:
        return (aim[0] - x) / span, (aim[1] - y) / span
    along, up = math.cos(face), math.sin(face)
    share = 2.0 * (along * swivel.incoming[0] + up * swivel.incoming[1])
    return share * along - swivel.incoming[0], share * up - swivel.incoming[1]
