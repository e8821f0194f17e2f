"""The world as a read-only `View`: built only when somebody looks."""

import math
from typing import TYPE_CHECKING

import numpy as np

from game.core.geom import Floats
from game.level.model import Blocker
from game.sim import constants as c
from game.sim.body import Body
from game.sim.fracture import AT_REST, Crack, cell_ends, cells_reached, near_tip_stress
from game.sim.view import CrackView, MirrorView, PieceView, View, VoiceView

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
        mirrors=_mirrors(world),
        lights=_lights(world),
        blockers=tuple(optic.ends for optic in world.level.optics if isinstance(optic, Blocker)),
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
            _stress(world, body), body.standing,
        )
        for body, (x, y, angle, vx, vy, spin) in zip(solid.bodies.values(), solid.state.tolist(), strict=True)
    )  # fmt: skip


def _stress(world: "World", body: Body) -> Floats | None:
    """A piece's stress with the fields of the tips in it."""
    stress = world.sculpture.stress.get(body.key)
    if stress is None:
        return None
    seen = stress.copy()
    tips = [crack for crack in world.sculpture.cracks.of(body.key) if crack.speed > 0.0]
    if tips:
        middles = body.mesh.nodes[body.mesh.triangles].mean(axis=1)
        for crack in tips:
            seen += near_tip_stress(crack, body.glass, middles)
    seen.flags.writeable = False
    return seen


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
        crack.speed,
        crack.lit,
        crack.sealed,
    )


def _mirrors(world: "World") -> tuple[MirrorView, ...]:
    hands, light = world.hands, world.light.mirror_light
    return tuple(
        MirrorView(
            swivel.spec.id, swivel.centre, swivel.angle, swivel.spec.length, swivel.spec.rail, index == hands.held,
            (dx, dy) if power > 0 else None,
        )
        for index, (swivel, (dx, dy, _, _, power)) in enumerate(zip(hands.swivels, light.tolist(), strict=True))
    )  # fmt: skip


def _lights(world: "World") -> tuple[tuple[tuple[float, float], tuple[float, float], float, float], ...]:
    found = []
    for light in world.level.lights:
        span = math.dist(light.source, light.toward)
        way = ((light.toward[0] - light.source[0]) / span, (light.toward[1] - light.source[1]) / span)
        found.append((light.source, way, light.width, light.power))
    return tuple(found)


def _ghost(world: "World") -> tuple[tuple[float, float], tuple[float, float]] | None:
    hands = world.hands
    if not hands.swivels or hands.aim is None:
        return None
    x, y = hands.swivels[hands.held].centre
    span = math.dist((x, y), hands.aim)
    if span < hands.swivels[hands.held].spec.length / 2:
        return None
    way = ((hands.aim[0] - x) / span, (hands.aim[1] - y) / span)
    reach = world.light.first_hit((x, y), way, mirror=hands.held)
    return (x, y), (x + way[0] * reach, y + way[1] * reach)
