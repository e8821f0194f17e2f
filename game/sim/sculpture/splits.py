"""What a body that came apart is now: smaller bodies, and glitter. Nothing is lost: glitter is weighed as it goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.geom import Floats, turned
from game.sim import constants as c
from game.sim.mesh.mesh import centred
from game.sim.mesh.partition import Part
from game.sim.sculpture.body import Body

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sliver:
    """A part of a split too small to be a body, as it was when it left the rigid world."""

    name: str
    """Id of the level's piece that it came from."""
    area: float
    """m^2."""
    mass: float
    """kg."""
    moment: float
    """kg m^2 about its centre of mass, with its share of what its piece was lent."""
    position: Point
    """Its centre of mass on the stage, m."""
    velocity: Point
    """m/s."""
    spin: float
    """rad/s."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A body that came apart."""

    body: Body
    parts: list[Body]
    """What it is now, heaviest first: at least one body."""
    glitter: list[Sliver]
    """What came off besides."""


def carried(motion: Sequence[float], offset: Floats) -> tuple[Point, Point]:
    """Where a point of a rigid body is (m) and its velocity (m/s).

    Args:
        motion: x, y (m), angle (rad) of the body's centre of mass, then their velocities.
        offset: (2,) m from the centre of mass to the point, in the body's frame.
    """
    x, y, angle, vx, vy, spin = motion
    ax, ay = turned(offset, angle).tolist()
    return (x + ax, y + ay), (vx - spin * ay, vy + spin * ax)


def sift(
    body: Body, parts: Sequence[Part], motion: Sequence[float], first_key: int
) -> tuple[list[Part], list[Body], list[Sliver]]:
    """Which parts of a body are bodies again, these bodies with keys from `first_key` on, and the glitter.

    The largest part is always a body, however small: so there is always a foot, and something to hold each joint.
    """
    fragments = [_fragment(body, part) for part in parts]
    least = min(c.SLIVER_AREA, max(fragment.area for fragment in fragments))
    kept: list[Part] = []
    bodies: list[Body] = []
    glitter: list[Sliver] = []
    for part, fragment in zip(parts, fragments, strict=True):
        if fragment.area >= least:
            fragment.key = first_key + len(bodies)
            kept.append(part)
            bodies.append(fragment)
        else:
            position, velocity = carried(motion, fragment.rest - body.rest)
            size = fragment.area, fragment.mass, fragment.moment
            glitter.append(Sliver(body.name, *size, position, velocity, motion[5]))
    return kept, bodies, glitter


def _fragment(body: Body, part: Part) -> Body:
    """A part of a body by itself; it has no key of its own yet."""
    mesh, centre = centred(part.mesh)
    fragment = Body(
        body.key, body.name, body.material_name, body.material, body.colour, body.thickness,
        mesh, body.rest + centre, whole=False, standing=body.standing,
        rise=body.rise, is_hot=body.is_hot,
    )  # fmt: skip
    fragment.lend(body.lent * fragment.area / body.area)  # so that angular momentum is kept to the last digit
    return fragment
