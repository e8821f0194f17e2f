"""The world as a read-only `View`: built only when somebody looks."""

import math
from typing import TYPE_CHECKING

import numpy as np

from game.core.geom import Floats
from game.level.model import Cable, Filter, Lens, Prism, Splitter, Spring
from game.sim import constants as c
from game.sim.glass.fracture import AT_REST, Crack, cell_ends, cells_reached
from game.sim.light.lamps import part_of
from game.sim.light.tracer import Tracer
from game.sim.rules.fittings import Fittings
from game.sim.rules.hands import Hands, Swivel
from game.sim.sculpture.body import Body
from game.sim.sculpture.joints import Joint
from game.sim.view import CrackView, LightView, LinkView, MirrorView, OpticView, PieceView, View, VoiceView

if TYPE_CHECKING:
    from game.sim.world import World


def view_of(world: "World") -> View:
    """Everything that may be seen of a world at this tick."""
    plinth = world.sculpture.rigid.plinth
    return View(
        tick=world.ticks,
        time=world.time,
        pieces=_pieces(world),
        cracks=tuple(_crack(world, crack) for crack in world.sculpture.cracks.all.values()),
        mirrors=mirrors_seen(world.hands, world.light),
        lights=lights_seen(world.light),
        segments=world.light.segments(),
        ghost=_ghost(world),
        plinth=plinth,
        plinth_width=world.level.plinth.width,
        lean_limit=c.LEAN_LIMIT,
        load_factor=world.load_factor,
        sway=world.sway,
        crown=world.crown,
        voices=tuple(VoiceView(v.part, v.note, v.progress, v.state) for v in world.voices),
        voices_needed=world.level.goal.voices,
        score=math.floor(world.score.kept),
        chain=world.score.chain,
        breath=world.hands.breath,
        time_scale=c.BREATH_SCALE if world.hands.breathing else 1.0,
        beat=world.whispers.phase(world.time),
        bpm=world.level.music.bpm,
        time_left=world.time_left,
        ovation=world.ovation,
        outcome=world.outcome,
        cause=world.cause,
        optics=optics_seen(world.fittings, world.light),
        links=tuple(_link(world, joint) for joint in world.sculpture.joints.all.values() if _is_link(joint)),
    )


def _read_only(array: Floats) -> Floats:
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def _pieces(world: "World") -> tuple[PieceView, ...]:
    solid = world.sculpture
    return tuple(
        PieceView(
            body.key, body.name, body.material_name, body.colour, body.mass, (x, y), angle, (vx, vy), spin, body.mesh,
            body.thickness, body.material.fracture.stress_optic if body.material.fracture else 0.0,
            _stress(world, body), body.standing, min(1.0, body.heat),
        )
        for body, (x, y, angle, vx, vy, spin) in zip(solid.bodies.values(), solid.state.tolist(), strict=True)
    )  # fmt: skip


def _stress(world: "World", body: Body) -> Floats | None:
    stress = world.sculpture.stress.get(body.key)
    return None if stress is None else _read_only(stress)


def _crack(world: "World", crack: Crack) -> CrackView:
    glass = world.sculpture.bodies[crack.body].glass
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
        _part(world, crack),
    )


def _part(world: "World", crack: Crack) -> str:
    flaws = world.level.flaws
    return (flaws[crack.flaw].part or "") if crack.flaw < len(flaws) else ""


def _cut(crack: Crack) -> tuple[tuple[int, int], ...]:
    """Edges of the mesh that the crack holds open; one that is gold all along carries load again."""
    if crack.sealed:
        return ()
    gold = crack.exposure[: c.CELLS_PER_EDGE * len(crack.edges)].reshape(-1, c.CELLS_PER_EDGE).min(axis=1) >= 1.0
    return tuple(edge for edge, bonded in zip(crack.edges, gold.tolist(), strict=True) if not bonded)


def mirrors_seen(hands: Hands, light: Tracer) -> tuple[MirrorView, ...]:
    """The mirrors that a hand can turn."""
    met = light.mirror_light.tolist()
    return tuple(
        MirrorView(
            swivel.spec.id, swivel.centre, swivel.facing, swivel.spec.length, swivel.spec.rail, index == hands.held,
            (dx, dy) if power > 0 else None, swivel.spec.curve or 0.0,
        )
        for index, (swivel, (dx, dy, _, _, power)) in enumerate(zip(hands.swivels, met, strict=True))
    )  # fmt: skip


def optics_seen(fittings: Fittings, light: Tracer) -> tuple[OpticView, ...]:
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


def lights_seen(light: Tracer) -> tuple[LightView, ...]:
    """The lamps."""
    lamps = light.lamps
    return tuple(
        LightView(lamp.id, lamp.source, state.direction, lamp.width, lamp.power, part_of(lamp), state.lit)
        for lamp, state in zip(lamps.lights, lamps.states, strict=True)
    )


def _is_link(joint: Joint) -> bool:
    return isinstance(joint.spec, Spring | Cable)


def _link(world: "World", joint: Joint) -> LinkView:
    solid, spec = world.sculpture, joint.spec
    slack = spec.slack if isinstance(spec, Cable) else 0.0
    load = min(1.0, solid.rigid.joint_force(joint.key) / spec.strength)
    return LinkView(spec.type, joint.name, solid.ends_of(joint), math.dist(*joint.ends) + slack, load)


def _ghost(world: "World") -> tuple[tuple[float, float], tuple[float, float]] | None:
    hands = world.hands
    if not hands.swivels:
        return None
    swivel = hands.swivels[hands.held]
    (x, y), _ = swivel.met
    way = _way_out(swivel, hands.aim)
    reach = world.light.first_hit((x, y), way, mirror=hands.held)
    return (x, y), (x + way[0] * reach, y + way[1] * reach)


def _way_out(swivel: Swivel, aim: tuple[float, float] | None) -> tuple[float, float]:
    """Unit direction to where a mirror is aimed; the one in which it throws light now where it is aimed nowhere."""
    (x, y), face = swivel.met
    if aim is not None and (span := math.dist((x, y), aim)) >= swivel.spec.length / 2:
        return (aim[0] - x) / span, (aim[1] - y) / span
    along, up = math.cos(face), math.sin(face)
    share = 2.0 * (along * swivel.incoming[0] + up * swivel.incoming[1])
    return share * along - swivel.incoming[0], share * up - swivel.incoming[1]
