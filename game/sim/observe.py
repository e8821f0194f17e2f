"""Parts of a `View` from what the world has: copied when a view is asked for, built when somebody looks at them."""

import math
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from game.core.geom import Floats, turned
from game.level.model import Cable, Light, Optic, Spring, Weld
from game.sim import constants as c
from game.sim.crack_views import Copied, CrackViews
from game.sim.light.lamps import LampState, part_of
from game.sim.light.tracer import Obstacles, Tracer
from game.sim.rules.fittings import Fittings
from game.sim.rules.hands import Hands, Swivel
from game.sim.sculpture.body import Body
from game.sim.sculpture.joints import Hook, Hung
from game.sim.sculpture.ornaments import Ornament, ornament_views
from game.sim.sculpture.rigid import force_of
from game.sim.sculpture.sculpture import Sculpture
from game.sim.view import (
    CrackView,
    JointView,
    LampView,
    LightView,
    LinkView,
    MirrorView,
    OpticView,
    OrnamentView,
    PieceView,
    SculptureView,
)
from game.sim.view.deferred import Later

Point = tuple[float, float]
Ray = tuple[Point, Point]
"""From where to where, m."""
_STATE_OF_BODY = attrgetter("standing", "rise")


class _Sculpture(NamedTuple):
    """A sculpture as it stands. What is not copied is made anew by each tick, and never changed in place."""

    bodies: Sequence[Body]
    states: Sequence[tuple[bool, float]]
    """Of each body whether it stands, and its rise (K)."""
    row_of: Mapping[int, int]
    motion: Floats
    stress: Floats
    spans: Mapping[int, tuple[int, int]]
    joints: Sequence[Hung]
    impulses: Sequence[float]
    """N s in each joint."""
    bends: Sequence[float]
    """rad, of each weld."""
    cracks: Copied
    crack_views: CrackViews
    ornaments: Sequence[Ornament]


def sculpture_view(
    solid: Sculpture, cracks: CrackViews, plinth_width: float, load_factor: float, sway: float, crown: float
) -> SculptureView:
    """The sculpture as it stands; `cracks` builds them, the rest is what `SculptureView` says."""
    copied = _Sculpture(
        list(solid.bodies.values()),
        list(map(_STATE_OF_BODY, solid.bodies.values())),
        solid.row_of,
        solid.motion,
        solid.state.stress.copy(),
        solid.spans,
        solid.joints.hung,
        solid.rigid.joint_impulses(),
        solid.joints.bends[:, 0].tolist(),
        cracks.copied(solid.cracks.all.values(), solid.bodies),
        cracks,
        solid.ornaments,
    )
    return SculptureView.of(
        Later(_SCULPTURE, copied),
        plinth=solid.rigid.plinth,
        plinth_width=plinth_width,
        load_factor=load_factor,
        own_period=solid.own_period,
        sway=sway,
        crown=crown,
    )


class _Lit(NamedTuple):
    """What light met when it was traced last, and the hand that is on it."""

    obstacles: Obstacles
    lights: Sequence[Light]
    lamps: Sequence[LampState]
    swivels: Sequence[Swivel]
    met: Floats
    """As `Tracer.mirror_light`."""
    held: int
    hold: tuple[tuple[Point, float], Point] | None
    """Of the mirror that is held, where light meets it and how its face is turned there, as `Swivel.met`; and that
    light's direction."""
    aim: Point | None
    fittings: Fittings


def light_view(light: Tracer, hands: Hands, fittings: Fittings) -> LightView:
    """All light as last traced."""
    swivels, held = hands.swivels, hands.held
    hold = (swivels[held].met, swivels[held].incoming) if swivels and held >= 0 else None
    lamps = light.lamps
    copied = _Lit(
        light.obstacles(),
        lamps.lights,
        tuple(lamps.states),
        swivels,
        light.mirror_light,
        held,
        hold,
        hands.aim,
        fittings,
    )
    return LightView.of(Later(_LIGHT, copied), segments=light.segments())


def _pieces(solid: _Sculpture) -> tuple[PieceView, ...]:
    stress = solid.stress
    stress.setflags(write=False)
    return tuple(
        PieceView(
            body.key, body.name, body.material_name, body.colour, body.mass, (x, y), angle, (vx, vy), spin, body.mesh,
            body.thickness, body.material.fracture.stress_optic if body.material.fracture else 0.0,
            _stress(body, stress, solid.spans.get(body.key)), standing, min(1.0, rise / c.DANGEROUS_RISE),
        )
        for body, (standing, rise), (x, y, angle, vx, vy, spin) in zip(
            solid.bodies, solid.states, solid.motion.tolist(), strict=True
        )
    )  # fmt: skip


def _stress(body: Body, stress: Floats, span: tuple[int, int] | None) -> Floats | None:
    if not body.is_glass:
        return None
    if span is not None:
        return stress[span[0] : span[1]]
    unknown = np.zeros((len(body.mesh.triangles), 3))
    unknown.setflags(write=False)
    return unknown


def _ornaments(solid: _Sculpture) -> tuple[OrnamentView, ...]:
    return ornament_views(solid.ornaments, solid.bodies)


def _cracks(solid: _Sculpture) -> tuple[CrackView, ...]:
    return solid.crack_views.built(solid.cracks)


def _joints(solid: _Sculpture) -> tuple[JointView, ...]:
    """All joints: where each is hung up on its first piece, and what it bears."""
    views, welds = [], iter(solid.bends)
    for (spec, name, _, (end, _)), impulse in zip(solid.joints, solid.impulses, strict=True):
        bend = abs(next(welds)) / math.radians(spec.max_bend) if isinstance(spec, Weld) else 0.0
        views.append(JointView(spec.type, name, _hook_at(end, solid), force_of(impulse) / spec.strength, bend))
    return tuple(views)


def _links(solid: _Sculpture) -> tuple[LinkView, ...]:
    """Springs and cables."""
    return tuple(
        LinkView(
            spec.type, name, (_hook_at(hooks[0], solid), _hook_at(hooks[1], solid)),
            span + (spec.slack if isinstance(spec, Cable) else 0.0), min(1.0, force_of(impulse) / spec.strength),
        )
        for (spec, name, span, hooks), impulse in zip(solid.joints, solid.impulses, strict=True)
        if isinstance(spec, Spring | Cable)
    )  # fmt: skip


def _hook_at(hook: Hook, solid: _Sculpture) -> Point:
    """Where a joint is hung up now, m."""
    x, y, angle = solid.motion[solid.row_of[hook.body], :3].tolist()
    dx, dy = turned(hook.at, angle).tolist()
    return x + dx, y + dy


def _mirrors(lit: _Lit) -> tuple[MirrorView, ...]:
    """The mirrors that a hand can turn: where each is, how it faces, and what light meets it."""
    first, specs = lit.obstacles.first_mirror, (swivel.spec for swivel in lit.swivels)
    return tuple(
        MirrorView(
            spec.id, first + index, (x, y), facing, spec.length, spec.rail,
            index == lit.held, (dx, dy) if power > 0 else None, spec.curve or 0.0,
        )
        for index, (spec, (x, y, facing), (dx, dy, _, _, power)) in enumerate(
            zip(specs, lit.obstacles.mirrors.tolist(), lit.met.tolist(), strict=True)
        )
    )  # fmt: skip


def _optics(lit: _Lit) -> tuple[OpticView[Optic], ...]:
    """All other optics."""
    obstacles, fittings = lit.obstacles, lit.fittings
    motions, swallowed = obstacles.motions, obstacles.tally[:, 1]
    return tuple(
        OpticView(optic, row, fittings.outline(index, motions), float(swallowed[row]) if optic.measures else 0.0)
        for index, (row, optic) in enumerate(enumerate(fittings.optics, start=obstacles.first_other))
    )


def _lamps(lit: _Lit) -> tuple[LampView, ...]:
    """The lamps."""
    return tuple(
        LampView(lamp.id, lamp.source, state.direction, lamp.width, lamp.power, part_of(lamp), state.lit)
        for lamp, state in zip(lit.lights, lit.lamps, strict=True)
    )


def _ghost(lit: _Lit) -> Ray | None:
    """The ray that the held mirror throws, or would throw were it turned to where it is aimed."""
    if lit.hold is None:
        return None
    (point, face), incoming = lit.hold
    dx, dy = _direction_out(point, face, incoming, lit.swivels[lit.held].spec.length, lit.aim)
    reach = lit.obstacles.first_hit(point, (dx, dy), lit.held)
    return point, (point[0] + dx * reach, point[1] + dy * reach)


def _direction_out(point: Point, face: float, incoming: Point, length: float, aim: Point | None) -> Point:
    """Unit direction to where a mirror is aimed; the one in which it throws light now where it is aimed nowhere.

    Args:
        point: of the mirror, where light meets it, m.
        face: how the mirror is turned there, rad.
        incoming: unit direction of that light.
        length: of the mirror, m: what is nearer than half of that is no aim.
        aim: m.
    """
    (x, y), (dx, dy) = point, incoming
    if aim is not None and (span := math.dist(point, aim)) >= length / 2:
        return (aim[0] - x) / span, (aim[1] - y) / span
    along, up = math.cos(face), math.sin(face)
    share = 2.0 * (along * dx + up * dy)
    return share * along - dx, share * up - dy


_SCULPTURE: Mapping[str, Callable[[_Sculpture], object]] = {
    "pieces": _pieces,
    "ornaments": _ornaments,
    "joints": _joints,
    "links": _links,
    "cracks": _cracks,
}
_LIGHT: Mapping[str, Callable[[_Lit], object]] = {
    "lamps": _lamps,
    "mirrors": _mirrors,
    "optics": _optics,
    "ghost": _ghost,
}
"""What builds each field, by its name."""
