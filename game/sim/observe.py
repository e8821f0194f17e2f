"""Parts of a `View` from what the world has: copied when a view is asked for, built when somebody looks at them."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from game.core.geom import Floats, turned
from game.level.model import Cable, Light, Optic, Spring, Weld
from game.sim import constants as c
from game.sim.crack_views import CrackViews
from game.sim.light.lamps import LampState, part_of
from game.sim.light.tracer import Tracer
from game.sim.rules.fittings import Fittings
from game.sim.rules.hands import Hands, Swivel
from game.sim.sculpture.body import Body
from game.sim.sculpture.joints import Hook, Hung
from game.sim.sculpture.ornaments import ornament_views
from game.sim.sculpture.sculpture import Sculpture
from game.sim.view import (
    JointView,
    LampView,
    LightView,
    LinkView,
    MirrorView,
    OpticView,
    PieceView,
    SculptureView,
)

Point = tuple[float, float]
Ray = tuple[Point, Point]
"""From where to where, m."""


def sculpture_view(
    solid: Sculpture, cracks: CrackViews, plinth_width: float, load_factor: float, sway: float, crown: float
) -> SculptureView:
    """The sculpture as it stands; `cracks` builds them, the rest is what `SculptureView` says."""
    bodies = [(body, body.standing, body.rise) for body in solid.bodies.values()]
    joints, row_of = solid.joints.hung, solid.row_of
    forces, bends = solid.rigid.joint_forces(), solid.joints.bends[:, 0].tolist()
    # A step makes its motion anew, and so does what lays out the spans: only the stress is changed in place.
    motion, stress, spans = solid.motion, _read_only(solid.state.stress), solid.spans
    return SculptureView.of(
        {
            "pieces": lambda: _pieces(bodies, motion, stress, spans),
            "ornaments": lambda: ornament_views(solid.ornaments, [body for body, _, _ in bodies]),
            "joints": lambda: _joints(joints, forces, bends, row_of, motion),
            "links": lambda: _links(joints, forces, row_of, motion),
            "cracks": cracks.later(solid.cracks.all.values(), solid.bodies),
        },
        plinth=solid.rigid.plinth,
        plinth_width=plinth_width,
        load_factor=load_factor,
        own_period=solid.own_period,
        sway=sway,
        crown=crown,
    )


def light_view(light: Tracer, hands: Hands, fittings: Fittings) -> LightView:
    """All light as last traced."""
    lamps, mirrors, held = tuple(light.lamps.states), hands.poses, hands.held
    met, motions, absorbed = light.mirror_light, fittings.motions.copy(), light.absorbed.copy()
    first_mirror, first_other = light.first_mirror, light.first_other
    return LightView.of(
        {
            "lamps": lambda: _lamps(light.lamps.lights, lamps),
            "mirrors": lambda: _mirrors(hands.swivels, mirrors, held, met.tolist(), first_mirror),
            "optics": lambda: _optics(fittings, motions, absorbed, first_other),
            "ghost": _ghost(hands, light),
        },
        segments=light.segments(),
    )


def _read_only(array: Floats) -> Floats:
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def _pieces(
    bodies: Sequence[tuple[Body, bool, float]], motion: Floats, stress: Floats, spans: Mapping[int, tuple[int, int]]
) -> tuple[PieceView, ...]:
    return tuple(
        PieceView(
            body.key, body.name, body.material_name, body.colour, body.mass, (x, y), angle, (vx, vy), spin, body.mesh,
            body.thickness, body.material.fracture.stress_optic if body.material.fracture else 0.0,
            _stress(body, stress, spans.get(body.key)), standing, min(1.0, rise / c.DANGEROUS_RISE),
        )
        for (body, standing, rise), (x, y, angle, vx, vy, spin) in zip(bodies, motion.tolist(), strict=True)
    )  # fmt: skip


def _stress(body: Body, stress: Floats, span: tuple[int, int] | None) -> Floats | None:
    if not body.is_glass:
        return None
    return _read_only(np.zeros((len(body.mesh.triangles), 3))) if span is None else stress[span[0] : span[1]]


def _mirrors(
    swivels: Sequence[Swivel],
    faces: Sequence[tuple[float, float, float]],
    held: int,
    met: Sequence[tuple[float, ...]],
    first_row: int,
) -> tuple[MirrorView, ...]:
    """The mirrors that a hand can turn: where each is, how it faces, and what light meets it."""
    return tuple(
        MirrorView(
            spec.id, first_row + index, (x, y), facing, spec.length, spec.rail,
            index == held, (dx, dy) if power > 0 else None, spec.curve or 0.0,
        )
        for index, (spec, (x, y, facing), (dx, dy, _, _, power)) in enumerate(
            zip((swivel.spec for swivel in swivels), faces, met, strict=True)
        )
    )  # fmt: skip


def _optics(fittings: Fittings, motions: Floats, absorbed: Floats, first_row: int) -> tuple[OpticView[Optic], ...]:
    """All other optics."""
    return tuple(
        OpticView(optic, row, fittings.outline(index, motions), float(absorbed[row]) if optic.measures else 0.0)
        for index, (row, optic) in enumerate(enumerate(fittings.optics, start=first_row))
    )


def _lamps(lights: Sequence[Light], states: Sequence[LampState]) -> tuple[LampView, ...]:
    """The lamps."""
    return tuple(
        LampView(lamp.id, lamp.source, state.direction, lamp.width, lamp.power, part_of(lamp), state.lit)
        for lamp, state in zip(lights, states, strict=True)
    )


def _joints(
    joints: Sequence[Hung],
    forces: Sequence[float],
    bends: Sequence[float],
    row_of: Mapping[int, int],
    motion: Floats,
) -> tuple[JointView, ...]:
    """All joints: where each is hung up on its first piece, and what it bears; `bends` (rad) are those of the welds."""
    views, welds = [], iter(bends)
    for (spec, name, _, (end, _)), force in zip(joints, forces, strict=True):
        bend = abs(next(welds)) / math.radians(spec.max_bend) if isinstance(spec, Weld) else 0.0
        views.append(JointView(spec.type, name, _hook_at(end, row_of, motion), force / spec.strength, bend))
    return tuple(views)


def _links(
    joints: Sequence[Hung], forces: Sequence[float], row_of: Mapping[int, int], motion: Floats
) -> tuple[LinkView, ...]:
    """Springs and cables."""
    return tuple(
        LinkView(
            spec.type, name, (_hook_at(hooks[0], row_of, motion), _hook_at(hooks[1], row_of, motion)),
            span + (spec.slack if isinstance(spec, Cable) else 0.0), min(1.0, force / spec.strength),
        )
        for (spec, name, span, hooks), force in zip(joints, forces, strict=True)
        if isinstance(spec, Spring | Cable)
    )  # fmt: skip


def _hook_at(hook: Hook, row_of: Mapping[int, int], motion: Floats) -> Point:
    """Where a joint is hung up now, m."""
    x, y, angle = motion[row_of[hook.body], :3].tolist()
    dx, dy = turned(hook.at, angle).tolist()
    return x + dx, y + dy


def _ghost(hands: Hands, light: Tracer) -> Callable[[], Ray | None]:
    """What builds the ray that the held mirror throws, or would throw were it turned to where it is aimed."""
    if not hands.swivels or hands.held < 0:
        return lambda: None
    swivel, aim = hands.swivels[hands.held], hands.aim
    (point, face), incoming, cast = swivel.met, swivel.incoming, light.caster(hands.held)

    def build() -> Ray:
        dx, dy = _direction_out(point, face, incoming, swivel.spec.length, aim)
        reach = cast(point, (dx, dy))
        return point, (point[0] + dx * reach, point[1] + dy * reach)

    return build


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
