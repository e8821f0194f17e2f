"""The sculpture: bodies, joints and cracks, and the ways in which it comes apart."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, turned
from game.level.model import Flaw, Level
from game.sim import constants as c
from game.sim.glass.fracture import Crack
from game.sim.mesh.partition import Part, nearest_part, split
from game.sim.sculpture.bearing import Bearing
from game.sim.sculpture.body import Body, make_ready
from game.sim.sculpture.build import build_bodies, build_feet, build_joints, overlapping, steady_moments
from game.sim.sculpture.cracks import Opening
from game.sim.sculpture.joints import Joint, Joints
from game.sim.sculpture.loads import Burden
from game.sim.sculpture.mechanics import stand
from game.sim.sculpture.ornaments import build_ornaments
from game.sim.sculpture.rigid import FLOOR, Contact, Rigid
from game.sim.sculpture.splits import Point, Sliver, Split, carried, sift
from game.sim.sculpture.state import SculptureState
from game.sim.sculpture.step import NO_LOADS, Weights
from game.sim.sculpture.sway import own_periods
from game.sim.sculpture.wires import pull


class Stance(NamedTuple):
    """How a sculpture stands after a step."""

    sway: float
    """Angle of the standing centre of mass from upright over the middle of the feet, rad; positive to the left."""
    crown: float
    """Height of the highest standing centre of mass, m."""
    mass_fallen: float
    """kg."""
    fell: list[Body]
    """What came down to the floor, or below the plinth's top with its centre of mass, in this step."""


class Sculpture:
    """Everything solid on the stage. The world calls its stages in a fixed order, once a tick each."""

    def __init__(self, level: Level) -> None:
        """Build a level's sculpture at rest.

        Raises:
            ValueError: a shape that cannot be meshed or a poise that cannot be reached.
        """
        bodies = build_bodies(level)
        feet = build_feet(level, bodies)
        self.state = SculptureState([foot.body for foot in feet], len(bodies))
        self.bodies, self.cracks = self.state.bodies, self.state.cracks
        self.rigid = Rigid(level.plinth.width, level.plinth.friction, self.state.solver, self.state.feet)
        self.joints = Joints(self.rigid, self.state.joints)
        self._bearing = Bearing(self.state, self.joints)
        self.row_of: dict[int, int] = {}
        self.stress: dict[int, Floats] = {}
        """(T, 3) Pa of each glass body by key: parts of the state's array, or nothing while it is not ready."""
        self.spans: dict[int, tuple[int, int]] = {}
        """First row in the state's stress and first row after it, of each glass body that is ready."""
        self._fresh: dict[int, tuple[float, float, float]] = {}
        """Poses of fragments that have no row yet."""
        self._unready: list[Body] = []
        """Fragments whose stress is yet to be worked out: a few a tick, so that no tick stalls."""
        self.is_wired = False
        """Whether unseen wires hold what stands; see `wires`."""
        self.contacts: list[Contact] = []
        """What touched in the last step."""
        self._before = self.state.motion
        self.topology = 0
        """Counts the times that bodies or joints came or went."""
        self._pieces = {piece.id: piece for piece in level.pieces}
        self.ornaments = build_ornaments(level)
        joints = build_joints(level, bodies, feet)
        steady_moments(bodies, joints)
        make_ready(bodies)
        for body in bodies:
            x, y = body.rest.tolist()
            self._add(body, (x, y), 0.0, (0.0, 0.0), 0.0)
        for pair in overlapping(bodies):
            self.rigid.ignore_pair(*pair)
        for joint in joints:
            self.joints.add(joint, joint.ends)
        self._settle()
        sound = self.load_factor()
        self._bearing.depths = {
            row: max(0.0, 1.0 - flaw.poise / sound) for row, flaw in enumerate(level.flaws) if flaw.poise is not None
        }
        self._bearing.wet_s = level.gold.wet_s
        chain, links, stiffness = self._bearing.chain()
        self.own_periods = own_periods(chain, links, stiffness, range(len(self.feet)))
        """s of its ways to sway, there and back, at the curtain, the slowest first; endless where it does not come
        back."""

    @property
    def motion(self) -> Floats:
        """(n, 6) poses and velocities of the bodies, as `SculptureState`."""
        return self.state.motion

    @property
    def own_period(self) -> float:
        """s of its slowest sway at the curtain; endless where it does not come back."""
        return self.own_periods[0] if self.own_periods else math.inf

    @property
    def feet(self) -> Sequence[int]:
        """Keys of the bodies that stand on the plinth."""
        return self.state.feet

    @property
    def glitter(self) -> list[Sliver]:
        """What splits have left that is too small to be a body."""
        return self.state.glitter

    @property
    def glitter_mass(self) -> float:
        """kg."""
        return sum(sliver.mass for sliver in self.state.glitter) if self.state.glitter else 0.0

    # The rigid step --------------------------------------------------------------------------------------------
    def step(self, plinth_velocity: float, lean_rate: float, push: float) -> Sequence[Contact]:
        """Move everything by one tick; `push` (N s, sideways) is shared among what stands, by mass.

        Returns what touched.
        """
        before, weights, wind = self.state.motion, self._weights, push / TICK_S
        held = self._held() if self.is_wired else NO_LOADS
        moved = self.rigid.step(before, plinth_velocity, lean_rate, weights, self.joints.frame, wind, held)
        self._before, self.state.motion = before, moved
        self.contacts = self.rigid.contacts()
        return self.contacts

    def _held(self) -> Floats:
        """What unseen wires do to the bodies in the coming step, as `pull`."""
        return pull(self.motion, self._rest, self.rigid.plinth, self._weights.mass, self._weights.standing)

    def stance(self) -> Stance:
        """How it stands; what touches the floor, or sank below the plinth's top, has fallen, for good."""
        down = self._on_floor() if self.contacts else []
        if down:
            self._weights.standing[down] = 0
        sway, crown, fallen, news = stand(self.state.motion, *self._weights)
        fell = []
        if news or down:
            for body, up in zip(self.bodies.values(), self._weights.standing.tolist(), strict=True):
                if body.standing and not up:
                    body.standing = False
                    fell.append(body)
        if fell:
            self._bearing.fell()
        return Stance(sway, crown, fallen, fell)

    def _on_floor(self) -> list[int]:
        """Rows of the bodies that touch the floor, without what has split since."""
        touching = (max(contact.a, contact.b) for contact in self.contacts if FLOOR in (contact.a, contact.b))
        return [self.row_of[key] for key in touching if key in self.row_of]

    def settle(self) -> None:
        """Stand with no hand and no whisper until the glass bears its load."""
        for _ in range(c.SETTLING_TICKS):
            self.step(0.0, 0.0, 0.0)
            self.load()

    # Loads and stress ------------------------------------------------------------------------------------------
    def load(self) -> None:
        """Find what bears on the glass, and bring its stress up to it."""
        if self._unready:
            for body in self._unready[: c.MODELS_PER_TICK]:
                body.ready()
            self._lay_out_stress()
        self._burden.tick(
            self._before, self.state.motion, self.rigid.loads, self.contacts, self.joints.bends, c.STRESS_SMOOTHING
        )

    @property
    def joint_forces(self) -> Floats:
        """(J, 2) N, stage frame: what each joint does to its `a`, in the order in which the joints are kept."""
        return self._burden.forces

    def break_joints(self) -> list[tuple[Joint, float, tuple[float, float]]]:
        """Take overloaded joints apart; each with the force it carried (N) and where it was (m)."""
        broken = []
        for joint, force in self.joints.overloaded():
            broken.append((joint, force, self.joint_at(joint)))
            self.joints.remove(joint.key)
        if broken:
            self._settle()
        return broken

    def load_factor(self) -> float:
        """How many times its own weight it carries before it buckles, as cracks and seams leave it; see `Bearing`."""
        return self._bearing.factor()

    def buckling(self) -> list[tuple[Joint, float]]:
        """Joints of what hangs together with the feet, each with its share of the load factor; see `Bearing`."""
        return self._bearing.shares()

    def bearing(self) -> float:
        """kg that stand and hang together with the feet."""
        return self._bearing.mass()

    @property
    def surfaces(self) -> tuple[list[list[Floats]], list[str], list[str]]:
        """What light meets, a body each, in row order: outlines and holes as `Body.loops`, materials and hues."""
        bodies = self.bodies.values()
        return [b.loops for b in bodies], [b.material_name for b in bodies], [b.colour for b in bodies]

    # Cracks ----------------------------------------------------------------------------------------------------
    def open_crack(
        self, flaw: int, body: Body, point: tuple[float, float], length: float = 0.0, run: float = 0.0
    ) -> Crack:
        """Open a crack, `length` m long, at the boundary node of a glass body nearest to `point` (m, body's frame).

        It will `run` on by itself for so many m.
        """
        return self.cracks.open(flaw, body, point, self.stress[body.key], length, run)

    def grow(self) -> tuple[list[Crack], list[Body]]:
        """Advance all tips; returns the cracks that passed a node, and the bodies that may now part."""
        return self.cracks.grow(self.bodies, self.stress)

    def openings(self, elapsed: float) -> list[Opening]:
        """Where sound glass gives way: strained for too long, as asked every `elapsed` s (0: not now), or struck."""
        found = list[Opening]()
        if elapsed > 0.0:
            found = self.cracks.strained(self.bodies, self.spans, self.state.stress, elapsed)
        if self.contacts:
            state = dict(zip(self.bodies, self.motion, strict=True))
            found += self.cracks.struck(self.bodies, self.contacts, state)
        return found

    def overheated(self) -> list[Body]:
        """Sound glass that has become so warm that it cracks."""
        return [body for body in self.bodies.values() if body.heat >= 1.0 and self.cracks.is_sound(body)]

    def split(self, torn: Sequence[Body]) -> list[Split]:
        """Part bodies along their open cracks; the parts carry mass, momenta, joints, cracks and seams on.

        Parts too small to be bodies become `glitter`, but at least one part of each stays a body.
        """
        apart = [split for body in torn if (split := self._split(body)) is not None]
        if apart:
            self._settle()
        return apart

    def _split(self, body: Body) -> Split | None:
        cracks = self.cracks.of(body.key)
        parts = split(body.mesh, [edge for crack in cracks if not crack.healed for edge in crack.edges])
        if len(parts) < 2:
            return None
        motion = self.motion[self.row_of[body.key]].tolist()
        parts, fragments, glitter = sift(body, parts, motion, self.state.next_body)
        self.state.next_body += len(fragments)
        self.state.glitter += glitter
        hung = self.joints.of(body.key)
        for joint in hung:
            self.joints.remove(joint.key)
        self._replace(body, fragments, motion)
        for joint in hung:
            self._hang(joint, body, parts, fragments)
        for crack in cracks:
            if crack.nodes[-1] in body.glass.boundary and not crack.healed:
                self.cracks.close(crack)
            else:
                self.cracks.hand_on(crack, parts, fragments)
        fragments.sort(key=lambda fragment: -fragment.mass)
        if body.key in self.feet:
            self.state.feet[self.feet.index(body.key)] = fragments[0].key
        return Split(body, fragments, glitter)

    def _replace(self, body: Body, fragments: Sequence[Body], motion: Sequence[float]) -> None:
        """Put the parts of a body where it was, moving as it did; its joints must have been taken off."""
        ignored = self.rigid.ignored_by(body.key)
        self.rigid.remove_body(body.key)
        del self.bodies[body.key]
        angle, spin = motion[2], motion[5]
        for fragment in fragments:
            position, velocity = carried(motion, fragment.rest - body.rest)
            self._add(fragment, position, angle, velocity, spin)
            self._fresh[fragment.key] = (*position, angle)
            for other in ignored:
                self.rigid.ignore_pair(fragment.key, other)

    def _hang(self, joint: Joint, body: Body, parts: Sequence[Part], fragments: Sequence[Body]) -> None:
        """Hang a joint of a body that came apart on the part that is nearest to its anchor."""
        (x, y), (x0, y0) = joint.ends[0] if joint.a == body.key else joint.ends[1], body.rest.tolist()
        holder = fragments[nearest_part(parts, (x - x0, y - y0))].key
        joint.a = holder if joint.a == body.key else joint.a
        joint.b = holder if joint.b == body.key else joint.b
        self.joints.add(joint, (self._on_stage(joint.a, joint.ends[0]), self._on_stage(joint.b, joint.ends[1])))

    # Where things are ------------------------------------------------------------------------------------------
    def home_of(self, flaw: Flaw) -> tuple[Body, tuple[float, float]] | None:
        """The standing body that holds a flaw of the level, and where on it (m, body's frame); None if it is gone."""
        piece = self._pieces[flaw.piece]
        at_rest = np.array(piece.at) + turned(flaw.at, math.radians(piece.angle))
        holders = [body for body in self.bodies.values() if body.name == flaw.piece and body.standing]
        if not holders:
            return None
        body = min(holders, key=lambda holder: holder.nearness(at_rest))
        x, y = at_rest - body.rest
        return body, (float(x), float(y))

    def centre_of(self, body: Body) -> tuple[float, float]:
        """Where a body's centre of mass is on the stage now, m."""
        x, y = self.motion[self.row_of[body.key], :2].tolist()
        return x, y

    def joint_at(self, joint: Joint) -> tuple[float, float]:
        """Where a joint is on the stage now, m."""
        return self._on_stage(joint.a, joint.ends[0])

    def tip_at(self, crack: Crack) -> tuple[float, float]:
        """Where a crack's last node is on the stage now, m."""
        body = self.bodies[crack.body]
        x, y = body.mesh.nodes[crack.nodes[-1]] + body.rest
        return self._on_stage(crack.body, (float(x), float(y)))

    def on_body(self, body: Body, point: Point) -> Point:
        """Where a point of the stage (m) is on a body now (m, body's frame)."""
        x, y, angle = self.motion[self.row_of[body.key], :3].tolist()
        px, py = turned((point[0] - x, point[1] - y), -angle).tolist()
        return px, py

    def _on_stage(self, key: int, at_rest: tuple[float, float]) -> tuple[float, float]:
        """Where a body's point is now (m) that was at `at_rest` on the stage when the curtain rose."""
        x, y, angle = self._fresh[key] if key in self._fresh else self.motion[self.row_of[key], :3].tolist()
        moved = turned(np.array(at_rest) - self.bodies[key].rest, angle)
        return x + float(moved[0]), y + float(moved[1])

    # Bookkeeping -----------------------------------------------------------------------------------------------
    def _add(self, body: Body, position: Point, angle: float, velocity: Point, spin: float) -> None:
        self.rigid.add_body(body.key, body.spec(position, angle, velocity, spin))
        self.bodies[body.key] = body

    def _settle(self) -> None:
        """Bring all that is derived from the topology up to date."""
        self.topology += 1
        self._bearing.changed()
        self._fresh.clear()
        self.row_of = {key: row for row, key in enumerate(self.bodies)}
        self.state.motion = self._before = self.rigid.motion()
        self._weights = Weights(
            np.array([body.mass for body in self.bodies.values()]),
            np.array([int(body.standing) for body in self.bodies.values()]),
            np.array([self.row_of[key] for key in self.feet], dtype=np.int64),
        )
        self._rest = np.array([body.rest for body in self.bodies.values()]).reshape(-1, 2)
        self._lay_out_stress()
        self.joints.index(self.row_of, self.bodies, self.feet)
        self._bearing.tune()

    def _lay_out_stress(self) -> None:
        """Put the stress of all glass into one array; new glass starts without any, the rest keeps its own."""
        glass = [body for body in self.bodies.values() if body.is_glass]
        ready = [body for body in glass if body.is_ready]
        self._unready = [body for body in glass if not body.is_ready and body.area >= c.CRACKING_AREA]
        old, none = self.stress, {body.key: np.zeros((len(body.mesh.triangles), 3)) for body in glass}
        self.state.stress = np.concatenate([np.zeros((0, 3)), *(old.get(b.key, none[b.key]) for b in ready)])
        ends = pairwise(np.cumsum([0, *(len(body.mesh.triangles) for body in ready)]).tolist())
        self.spans = dict(zip((body.key for body in ready), ends, strict=True))
        self.stress = none | {key: self.state.stress[start:end] for key, (start, end) in self.spans.items()}
        self._burden = Burden(self.bodies, list(self.joints.all.values()), self.row_of, self.feet, self.state.stress)
