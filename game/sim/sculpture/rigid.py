"""Rigid bodies and joints: the only file that knows pymunk.

Bodies are known by the world's own keys, and come out as rows of plain arrays in the order they were added.
What a tick asks of every body or joint goes to pymunk's C library directly: its own wrappers cost as much as the step.
pymunk aborts the process on negative, infinite or missing masses: callers hand in validated geometry only.
Bodies and joints are added and removed between steps, never in callbacks: that keeps runs bit-identical.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pymunk
from pymunk import batch
from pymunk._chipmunk_cffi import ffi, lib

from game.core.clock import TICK_S
from game.core.geom import Floats
from game.core.kernels import warms_up
from game.sim import constants as c
from game.sim.sculpture.step import NO_FRAME, NO_LOADS, NO_WEIGHTS, Frame, Space, Weights, step_bodies

_BODY_FIELDS = (
    batch.BodyFields.POSITION | batch.BodyFields.ANGLE | batch.BodyFields.VELOCITY | batch.BodyFields.ANGULAR_VELOCITY
)
_LOAD_FIELDS = batch.BodyFields.FORCE | batch.BodyFields.TORQUE
_CONTACT_FIELDS = (
    batch.ArbiterFields.BODY_A_ID
    | batch.ArbiterFields.BODY_B_ID
    | batch.ArbiterFields.TOTAL_IMPULSE
    | batch.ArbiterFields.IS_FIRST_CONTACT
    | batch.ArbiterFields.CONTACT_COUNT
    | batch.ArbiterFields.POINT_A_1
    | batch.ArbiterFields.POINT_A_2
)
_READ_BODY = ffi.addressof(lib, "pmSpaceBodyGetIteratorFuncBatched")
_FUNCTIONS = (
    ffi.addressof(lib, "cpSpaceStep"),
    ffi.addressof(lib, "cpSpaceEachBody"),
    ffi.addressof(lib, "cpBodySetAngularVelocity"),
    ffi.addressof(lib, "cpConstraintGetImpulse"),
    _READ_BODY,
    ffi.addressof(lib, "pmSpaceBodySetIteratorFuncBatched"),
)
"""What a step calls, as `Space` has them."""
PLINTH = -1
"""Key of the plinth among contacts."""
FLOOR = -2
"""Key of the floor among contacts."""


@dataclass(frozen=True, slots=True)
class BodySpec:
    """What a body is made of and how it moves when it is added."""

    mass: float
    moment: float
    position: tuple[float, float]
    angle: float
    velocity: tuple[float, float]
    spin: float
    parts: Sequence[Floats]
    """Convex polygons (k, 2) about the centre of mass, m."""
    friction: float
    elasticity: float


@dataclass(slots=True)
class Contact:
    """One pair of touching bodies after a step."""

    a: int
    b: int
    impulse: tuple[float, float]
    """N s, on `a`; `b` got the opposite."""
    points: tuple[tuple[float, float], tuple[float, float]]
    """Where they touch, m; the same twice where it is in one point."""
    first: bool
    """They did not touch on the step before."""

    @property
    def size(self) -> float:
        """How hard they met, N s."""
        return math.hypot(*self.impulse)


@dataclass(slots=True)
class SolverState:
    """What the next step depends on besides the bodies' motion, as far as the solver tells it."""

    plinth: tuple[float, float] = (0.0, 0.0)
    """Sideways shift (m) and lean (rad) of the plinth."""
    is_touching: bool = False
    """More touches than the first feet the plinth."""
    pass_through: set[tuple[int, int]] = field(default_factory=set)
    """Pairs of keys, the lesser first, of bodies that pass through one another."""


def force_of(impulse: float) -> float:
    """N that made an impulse (N s, signed) in a tick."""
    return abs(impulse) / TICK_S


class Rigid:
    """The space: a leaning plinth on a floor, bodies and joints on it."""

    def __init__(
        self,
        plinth_width: float,
        plinth_friction: float,
        state: SolverState | None = None,
        feet: Collection[int] = (0,),
    ) -> None:
        """`feet` are the keys of the bodies that stand on the plinth from the first tick on."""
        self.state = state or SolverState()
        self._footing = {(key, PLINTH) for key in feet}
        self._space = pymunk.Space()
        self._handle = self._space._space
        self._space.gravity = (0.0, -c.GRAVITY)
        self._space.iterations = c.SOLVER_ITERATIONS
        self._space.collision_slop = c.COLLISION_SLOP
        self._space.collision_bias = c.COLLISION_BIAS
        self._space.on_collision(begin=self._begin)
        self._bodies: dict[int, pymunk.Body] = {}
        self._joints: dict[int, tuple[pymunk.Constraint, ...]] = {}
        self._key_of: dict[int, int] = {}
        # Each buffer leaks when dropped: these three live as long as the space.
        self._motion_buffer, self._load_buffer, self._contact_buffer = batch.Buffer(), batch.Buffer(), batch.Buffer()
        self._visits = _visit(_BODY_FIELDS, self._motion_buffer), _visit(_LOAD_FIELDS, self._load_buffer)
        self._plinth = pymunk.Body(body_type=pymunk.Body.KINEMATIC)
        pointers = (*_FUNCTIONS, self._handle, self._plinth._body, *self._visits)
        addresses = np.array(list(map(_address, pointers)), dtype=np.int64)
        read, written = _count(self._motion_buffer), _count(self._load_buffer)
        self._native = Space(addresses, read, written, np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros((0, 3)))
        self.loads = self._native.loads
        """As `Space` has them."""
        self._table = np.zeros((3, 6))
        self._rows = self._table[1:-2]
        """Of the table, those of the bodies."""
        self.is_strained = False
        """Whether any joint was past its strength in the last step, or any weld past its largest bend."""
        self._shuffled = self._has_new = True
        self._plinth_velocity = 0.0

        half = plinth_width / 2
        block = pymunk.Poly(self._plinth, [(-half, -c.PLINTH_HEIGHT), (half, -c.PLINTH_HEIGHT), (half, 0), (-half, 0)])
        block.friction = plinth_friction
        floor = pymunk.Segment(
            self._space.static_body,
            (-c.FLOOR_HALF_WIDTH, c.FLOOR_Y - 0.5),
            (c.FLOOR_HALF_WIDTH, c.FLOOR_Y - 0.5),
            0.5,
        )
        floor.friction, floor.elasticity = 0.9, 0.1
        # The plinth leans about its top and would otherwise scrape the floor on every tick.
        block.filter = floor.filter = pymunk.ShapeFilter(group=1)
        self._space.add(self._plinth, block, floor)
        self._key_of[self._plinth.id] = PLINTH
        self._key_of[self._space.static_body.id] = FLOOR

    @property
    def plinth(self) -> tuple[float, float]:
        """Sideways shift (m) and lean (rad) of the plinth."""
        return self.state.plinth

    def impulses(self) -> list[float]:
        """N s in every joint: where the solver starts the next step."""
        return [constraint.impulse for joint in self._joints.values() for constraint in joint]

    # Bodies ---------------------------------------------------------------------------------------------------
    def add_body(self, key: int, spec: BodySpec) -> None:
        """Put a body on the stage under a key of the caller's, which becomes the last row."""
        body = pymunk.Body(max(spec.mass, c.SHARD_MASS), max(spec.moment, c.SHARD_MASS * 1e-4))
        body.position, body.angle = spec.position, spec.angle
        body.velocity, body.angular_velocity = spec.velocity, spec.spin
        shapes = [pymunk.Poly(body, part.tolist()) for part in spec.parts]
        for shape in shapes:
            shape.friction, shape.elasticity = spec.friction, spec.elasticity
        self._space.add(body, *shapes)
        self._bodies[key] = body
        self._key_of[body.id] = key
        self._shuffled = self._has_new = True

    def remove_body(self, key: int) -> None:
        """Take a body off the stage; its joints must have been removed before."""
        body = self._bodies.pop(key)
        del self._key_of[body.id]
        self._space.remove(*body.shapes, body)
        self._shuffled = self._has_new = True

    def ignore_pair(self, a: int, b: int) -> None:
        """Let two bodies pass through one another: they were built overlapping."""
        self.state.pass_through.add((min(a, b), max(a, b)))

    def ignored_by(self, key: int) -> list[int]:
        """Keys of the bodies that this one passes through, in rising order."""
        return sorted(b if a == key else a for a, b in self.state.pass_through if key in (a, b))

    # Joints ---------------------------------------------------------------------------------------------------
    def add_pivot(self, key: int, a: int, b: int, at: tuple[float, float]) -> None:
        """Pin two bodies together at a stage point; a weld's spring comes in through the loads of `step`."""
        self._add_constraints(key, pymunk.PivotJoint(self._bodies[a], self._bodies[b], at))

    def add_hinge(self, key: int, a: int, b: int, at: tuple[float, float], friction: float) -> None:
        """Join two bodies by a pivot at a stage point with a friction torque of at most `friction` N m."""
        pivot = pymunk.PivotJoint(self._bodies[a], self._bodies[b], at)
        brake = pymunk.SimpleMotor(self._bodies[a], self._bodies[b], 0.0)
        brake.max_force = friction
        self._add_constraints(key, pivot, brake)

    def add_spring(
        self,
        key: int,
        a: int,
        b: int,
        ends: Sequence[tuple[float, float]],
        rest: float,
        stiffness: float,
        damping: float,
    ) -> None:
        """Join two bodies by a damped spring between stage points; rest m, stiffness N/m, damping N s/m."""
        body_a, body_b = self._bodies[a], self._bodies[b]
        anchors = body_a.world_to_local(ends[0]), body_b.world_to_local(ends[1])
        self._add_constraints(key, pymunk.DampedSpring(body_a, body_b, *anchors, rest, stiffness, damping))

    def add_cable(self, key: int, a: int, b: int, ends: Sequence[tuple[float, float]], length: float) -> None:
        """Join two bodies by a string of `length` m between stage points."""
        body_a, body_b = self._bodies[a], self._bodies[b]
        anchors = body_a.world_to_local(ends[0]), body_b.world_to_local(ends[1])
        self._add_constraints(key, pymunk.SlideJoint(body_a, body_b, *anchors, 0.0, length))

    def remove_joint(self, key: int) -> None:
        """Take a joint apart."""
        self._space.remove(*self._joints.pop(key))
        self._list_carriers()

    def joint_force(self, key: int) -> float:
        """Force that a joint's pivot, spring or cable carried in the last step, N, whether it pulled or pushed."""
        return force_of(float(self._joints[key][0].impulse))

    def joint_forces(self) -> list[float]:
        """`joint_force` of every joint, in the order they were added."""
        return [force_of(impulse) for impulse in self.joint_impulses()]

    def joint_impulses(self) -> list[float]:
        """The same of the last step as N s, signed."""
        impulses: list[float] = self._native.impulses.tolist()
        return impulses

    def _add_constraints(self, key: int, *constraints: pymunk.Constraint) -> None:
        constraints[0].collide_bodies = not isinstance(constraints[0], pymunk.PivotJoint)
        self._space.add(*constraints)
        self._joints[key] = constraints
        self._list_carriers()

    def _list_carriers(self) -> None:
        """Gather what carries each joint's force: valid until a joint comes or goes."""
        carriers = [constraints[0] for constraints in self._joints.values()]
        self._native = self._native._replace(
            carriers=np.array([_address(carrier._constraint) for carrier in carriers], dtype=np.int64),
            impulses=np.array([carrier.impulse for carrier in carriers], dtype=np.float64),
        )

    # The step -------------------------------------------------------------------------------------------------
    def step(
        self,
        motion: Floats,
        plinth_velocity: float,
        lean_rate: float,
        weights: Weights,
        frame: Frame = NO_FRAME,
        wind: float = 0.0,
        besides: Floats = NO_LOADS,
    ) -> Floats:
        """One tick from `motion`, with the plinth moving sideways (m/s) and leaning (rad/s); returns the new `motion`.

        The bodies bear what the frame's welds and the wind (N, sideways, shared by what stands) do to them, and the
        loads (n, 3) given besides, as `loads`, if any are.
        """
        assert not self._shuffled, "`motion` lines the rows up: the library would write past them"
        if plinth_velocity != self._plinth_velocity:
            lib.cpBodySetVelocity(self._plinth._body, (plinth_velocity, 0.0))
            self._plinth_velocity = plinth_velocity
        lean = self.state.plinth[1]
        self.is_strained = step_bodies(*self._native, *frame, *weights, motion, lean, lean_rate, wind, besides)
        if self._has_new:
            self._has_new = False
            self._space.step(0.0)  # no time passes: the library clears up after what came and went
        self.state.plinth = self._table.item(0, 0), self._table.item(0, 2)
        return self._rows.copy()

    def solve(self) -> None:
        """The rigid-body library's own bare step, which clears up after what came and went: what a whole tick is
        measured against."""
        self._space.step(TICK_S)

    def motion(self) -> Floats:
        """(n, 6) in row order: x, y, angle, then their velocities. A copy that is the caller's."""
        if self._shuffled:
            self._line_up()
        self._native.read[0] = 0
        lib.cpSpaceEachBody(self._handle, _READ_BODY, self._visits[0])
        return self._rows.copy()

    def contacts(self) -> list[Contact]:
        """Touching pairs of the last step, sorted by the bodies' keys, points and impulses.

        Empty, and for nothing, while no more touches than the first feet the plinth, which they always do.
        """
        if not self.state.is_touching:
            return []
        self._contact_buffer.clear()
        batch.get_space_arbiters(self._space, _CONTACT_FIELDS, self._contact_buffer)
        numbers = np.frombuffer(self._contact_buffer.float_buf()).reshape(-1, 6).tolist()
        ids = memoryview(self._contact_buffer.int_buf()).cast("P").tolist()
        found = []
        for row, (jx, jy, x1, y1, x2, y2) in enumerate(numbers):
            a, b, first, count = ids[4 * row : 4 * row + 4]
            points = ((x1, y1), (x2, y2) if count == 2 else (x1, y1))
            found.append(Contact(self._key_of[a], self._key_of[b], (jx, jy), points, bool(first)))
        self.state.is_touching = any((max(k.a, k.b), min(k.a, k.b)) not in self._footing for k in found)
        if len(found) > 1:
            found.sort(key=lambda contact: (contact.a, contact.b, contact.points, contact.impulse))
        return found

    def _line_up(self) -> None:
        """Have the library walk over the plinth, the bodies in our order, which removals shuffle, and the floor."""
        space = self._handle
        for body in self._bodies.values():
            lib.cpSpaceRemoveBody(space, body._body)
        for body in self._bodies.values():
            lib.cpSpaceAddBody(space, body._body)
        # A walk fills or reads these tables themselves. The row too many keeps the library from asking for more room.
        walked = len(self._bodies) + 2
        self._table, loads = np.zeros((walked + 1, 6)), np.zeros((walked, 3))
        self._rows = self._table[1:-2]
        self._motion_buffer.set_float_buf(self._table)
        self._load_buffer.set_float_buf(loads)
        self.loads = loads[1:-1]
        self._native = self._native._replace(loads=self.loads)
        self._shuffled = False

    def _begin(self, arbiter: pymunk.Arbiter, space: pymunk.Space, data: object) -> None:
        a, b = (self._key_of[body.id] for body in arbiter.bodies)
        if (min(a, b), max(a, b)) in self.state.pass_through:
            arbiter.process_collision = False
        elif (max(a, b), min(a, b)) not in self._footing:
            self.state.is_touching = True


def _visit(fields: batch.BodyFields, buffer: batch.Buffer) -> Any:
    """What the library's walk over all bodies reads to or writes from: as long-lived as the buffer."""
    data = ffi.new("pmBatchedData *")
    data.fields, data.floatArray, data.intArray = fields.value, buffer._float_arr, buffer._int_arr
    return data


def _count(buffer: batch.Buffer) -> Any:
    """(1,) how many numbers a walk has read to or written from a buffer: the first field of its array."""
    return np.frombuffer(ffi.buffer(buffer._float_arr, ffi.sizeof("int")), dtype=np.intc)


def _address(pointer: Any) -> int:
    return int(ffi.cast("intptr_t", pointer))


@warms_up("balance")
def _warm_step() -> None:
    rigid = Rigid(1.0, 1.0)
    rigid.step(rigid.motion(), 0.0, 0.0, NO_WEIGHTS)
