"""From a level to bodies and joints at rest."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely

from game.core.clock import TICK_S
from game.core.geom import Floats
from game.level.model import Cable, Hinge, Joint, Level, Piece, Spring, Weld
from game.level.sculpture.outlines import piece_holes, piece_outline
from game.level.values.lengths import TOUCHING
from game.level.values.materials import Material, tuned
from game.sim.constants import STABLE_SPRING, STIFF_RESERVE
from game.sim.mesh.mesh import Mesh, centred, plain_mesh, triangulate
from game.sim.sculpture import joints
from game.sim.sculpture.body import Body, masses_and_centres
from game.sim.sculpture.linkage import Link
from game.sim.sculpture.poise import Poise
from game.sim.sculpture.statics import Balance, Foot, UnbalancedError, balance


def build_bodies(level: Level) -> list[Body]:
    """The level's pieces as bodies at rest, keyed by their order.

    Raises:
        MeshError: an outline that cannot be meshed (a validated level has none).
    """
    changes: dict[str, dict[str, float]] = {
        name: tuning.model_dump(exclude_none=True) for name, tuning in level.glasses.items()
    }
    return [
        build_body(key, piece, tuned(piece.material, changes.get(piece.material, {})))
        for key, piece in enumerate(level.pieces)
    ]


def build_body(key: int, piece: Piece, material: Material) -> Body:
    """One piece as a body at rest.

    Raises:
        MeshError: its outline cannot be meshed.
    """
    loops = (piece_outline(piece), *piece_holes(piece))
    grain = material.fracture.grain if material.fracture else None
    mesh, centre = _mesh_of(tuple(loop.tobytes() for loop in loops), material.family == "glass", grain)
    return Body(key, piece.id, piece.material, material, piece.colour or material.colour, piece.thickness, mesh, centre)


@lru_cache(maxsize=256)
def _mesh_of(loops: tuple[bytes, ...], is_glass: bool, grain: float | None) -> tuple[Mesh, Floats]:
    """The mesh of an outline and its holes about its centre of mass, and where that is (2,), m.

    Remembered, as most of a level's set-up: it is played again and again. Nobody may write to its arrays.
    """
    outline, *holes = (np.frombuffer(loop).reshape(-1, 2) for loop in loops)
    return centred(triangulate(outline, holes=holes, grain=grain) if is_glass else plain_mesh(outline, holes))


def overlapping(bodies: Sequence[Body]) -> list[tuple[int, int]]:
    """Pairs of bodies built into one another, which therefore must never collide."""
    loops = [[loop + body.rest for loop in body.loops] for body in bodies]
    shapes = [shapely.Polygon(outline, holes) for outline, *holes in loops]
    return [
        (a.key, b.key)
        for i, a in enumerate(bodies)
        for j, b in enumerate(bodies[i + 1 :], start=i + 1)
        if shapes[i].intersection(shapes[j]).area > 1e-6
    ]


def build_feet(level: Level, bodies: Sequence[Body]) -> list[Foot]:
    """What stands on the plinth: the first piece, and every other that reaches down to it."""
    feet, half = [], level.plinth.width / 2
    for body in bodies:
        outline = body.outline + body.rest
        low = float(outline[:, 1].min())
        standing = outline[outline[:, 1] <= low + TOUCHING, 0].clip(-half, half)
        if body.key == 0 or (low <= TOUCHING and standing.min() < standing.max()):
            grip = body.material.friction * level.plinth.friction
            feet.append(Foot(body.key, float(standing.min()), float(standing.max()), low, grip))
    return feet


def build_joints(level: Level, bodies: Sequence[Body], feet: Sequence[Foot]) -> list[joints.Joint]:
    """The level's joints, scaled to the poise that the level asks for, and at ease under the weight that they bear.

    Raises:
        UnbalancedError: a piece cannot be held at rest.
        ValueError: the poise cannot be reached.
    """
    key_of = {body.name: body.key for body in bodies}
    ends = [_ends(spec) for spec in level.joints]
    pairs = [(key_of[spec.pieces[0]], key_of[spec.pieces[1]]) for spec in level.joints]
    stiffness = [spec.stiffness if isinstance(spec, Weld | Spring) else 0.0 for spec in level.joints]
    if level.poise is not None:
        scale = _poise_scale(level.joints, pairs, ends, np.array(stiffness), bodies, feet, level.poise)
        stiffness = [k * scale if isinstance(s, Weld) else k for s, k in zip(level.joints, stiffness, strict=True)]
    built = [
        joints.Joint(key, f"{spec.pieces[0]}-{spec.pieces[1]}", spec, a, b, end, k, 0.0)
        for key, (spec, (a, b), end, k) in enumerate(zip(level.joints, pairs, ends, stiffness, strict=True))
    ]
    for joint, moment in zip(built, balance_at_rest(built, bodies, feet).moments.tolist(), strict=True):
        match joint.spec:
            case Weld(at=(x, y), damping=share):
                held = _held_by(joint.key, pairs, bodies, feet)
                arms = [body.rest - (x, y) for body in held]
                inertia = sum(b.moment + b.mass * float(np.sum(arm * arm)) for b, arm in zip(held, arms, strict=True))
                joint.damping = 2.0 * share * math.sqrt(joint.stiffness * inertia)
                joint.rest = moment / joint.stiffness
            case Spring(damping=damping):
                joint.damping = damping
                joint.rest = max(0.0, math.dist(*joint.ends) - moment / joint.stiffness)
            case _:
                pass
    return built


def balance_at_rest(built: Sequence[joints.Joint], bodies: Sequence[Body], feet: Sequence[Foot]) -> Balance:
    """What the joints carry at rest. What a hinge cannot hold by its friction is a part that moves: as if it could."""
    masses, centres = masses_and_centres(bodies)
    row_of = {body.key: row for row, body in enumerate(bodies)}
    members = [joint.member(row_of) for joint in built]
    held = [member._replace(most=math.inf) for member in members]
    try:
        return balance(masses, centres, members, feet)
    except UnbalancedError:
        if held == members:
            raise
        return balance(masses, centres, held, feet)


def _ends(spec: Joint) -> tuple[tuple[float, float], tuple[float, float]]:
    match spec:
        case Weld(at=at) | Hinge(at=at):
            return at, at
        case Spring(ends=ends) | Cable(ends=ends):
            return ends


def _poise_scale(
    specs: Sequence[Joint],
    pairs: Sequence[tuple[int, int]],
    ends: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    stiffness: Floats,
    bodies: Sequence[Body],
    feet: Sequence[Foot],
    target: float,
) -> float:
    used = [i for i, spec in enumerate(specs) if not isinstance(spec, Cable)]
    links = [Link(*pairs[i], ends[i][0], ends[i][1] if isinstance(specs[i], Spring) else None) for i in used]
    masses, centres = masses_and_centres(bodies)
    poise = Poise(masses, centres, links, stiffness[used], [foot.body for foot in feet])
    return poise.scale_for(stiffness[used], target)


def steady_moments(bodies: Sequence[Body], built: Sequence[joints.Joint]) -> None:
    """Raise the moments of inertia of pieces too small for their springs to what a tick can integrate."""
    for body in bodies:
        springs = [j.stiffness for j in built if isinstance(j.spec, Weld) and body.key in (j.a, j.b)]
        body.lend(max(0.0, STIFF_RESERVE * sum(springs) * TICK_S**2 / STABLE_SPRING - body.moment))


def _held_by(joint: int, pairs: Sequence[tuple[int, int]], bodies: Sequence[Body], feet: Sequence[Foot]) -> list[Body]:
    """The bodies that only this joint holds to a foot: what its spring swings. In a loop, the one farther up."""
    queue = [foot.body for foot in feet]
    reached = set(queue)
    for body in queue:
        for index, pair in enumerate(pairs):
            if index != joint and body in pair:
                other = pair[0] if pair[1] == body else pair[1]
                if other not in reached:
                    reached.add(other)
                    queue.append(other)
    held = [body for body in bodies if body.key not in reached]
    return held or [max((bodies[key] for key in pairs[joint]), key=lambda body: float(body.rest[1]))]
