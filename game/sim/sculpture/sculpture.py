"""The sculpture: bodies, joints and cracks, and the ways in which it comes apart."""

import hashlib
import struct
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, rotation
from game.level.model import Flaw, Level
from game.sim import constants as c
from game.sim.glass.fracture import Crack
from game.sim.mesh.partition import Part, nearest_part, split
from game.sim.sculpture.body import Body
from game.sim.sculpture.build import build_bodies, build_joints, overlapping, steady_moments
from game.sim.sculpture.cracks import Cracks, Opening
from game.sim.sculpture.joints import Joint, Joints
from game.sim.sculpture.loads import Burden
from game.sim.sculpture.mechanics import stand
from game.sim.sculpture.poise import STEADY, Poise
from game.sim.sculpture.rigid import Contact, Rigid
from game.sim.sculpture.splits import Point, Sliver, Split, carried, sift


class Sculpture:
    """Everything solid on the stage. The world calls its stages in a fixed order, once a tick each."""

    def __init__(self, level: Level) -> None:
        """Build a level's sculpture at rest.

        Raises:
            ValueError: a shape that cannot be meshed or a poise that cannot be reached.
        """
        bodies = build_bodies(level)
        self.rigid = Rigid(level.plinth.width, level.plinth.friction)
        self.joints = Joints(self.rigid)
        self.bodies: dict[int, Body] = {}
        self.cracks = Cracks()
        self.foot = bodies[0].key
        self._next_body = len(bodies)
        self._poise: Poise | None = None
        self._poise_joints: list[Joint] = []
        self._poised = 0
        """The topology that the poise is of: it is worked out when it is asked for, as splits take long enough."""
        self.row_of: dict[int, int] = {}
        self.stress: dict[int, Floats] = {}
        """(T, 3) Pa of each glass body by key: slices of one array."""
        self._fresh: dict[int, tuple[float, float, float]] = {}
        """Poses of fragments that have no row yet."""
        self._unready: list[Body] = []
        """Fragments whose stress is yet to be worked out: a few a tick, so that no tick stalls."""
        self.contacts: list[Contact] = []
        """What touched in the last step."""
        self.state = self._before = np.zeros((0, 6))
        self.glitter: list[Sliver] = []
        """What splits have left that is too small to be a body, in the order in which it came off."""
        self._print, self._printed = b"", 0
        """Fingerprint of what hangs together how, and the topology that it is of."""
        self.topology = 0
        """Counts the times that bodies or joints came or went."""
        self._pieces = {piece.id: piece for piece in level.pieces}
        joints = build_joints(level, bodies)
        steady_moments(bodies, joints)
        for body in bodies:
            body.ready()
            x, y = body.rest.tolist()
            self._add(body, (x, y), 0.0, (0.0, 0.0), 0.0)
        for pair in overlapping(bodies):
            self.rigid.ignore_pair(*pair)
        for joint in joints:
            self.joints.add(joint, joint.ends)
        self._settle()

    # The rigid step --------------------------------------------------------------------------------------------
    def step(self, plinth_velocity: float, lean_rate: float, push: float) -> None:
        """Move everything by one tick; `push` (N s, sideways) is shared among what stands, by mass."""
        self._loads[:, 2] = self.joints.torques(self.state)
        self._loads[:, 0] = 0.0
        if push:
            standing = self._mass * self._standing
            self._loads[:, 0] = push / TICK_S * standing / standing.sum()
        self.rigid.step(plinth_velocity, lean_rate, self._loads)
        self._before, self.state = self.state, self.rigid.state()

    def stance(self) -> tuple[float, float, float, list[Body]]:
        """How it stands.

        Returns:
            Sway of the standing centre of mass (rad, positive to the left), height of the crown (m), mass fallen (kg),
            and the bodies that fell on this tick: whose centre of mass sank below the plinth's top, for good.
        """
        sway, crown, fallen, news = stand(self.state, self._mass, self._standing, self.row_of[self.foot])
        fell = []
        if news:
            for body, up in zip(self.bodies.values(), self._standing.tolist(), strict=True):
                if body.standing and not up:
                    body.standing = False
                    fell.append(body)
        return sway, crown, fallen, fell

    # Loads and stress ------------------------------------------------------------------------------------------
    def load(self) -> None:
        """Find what bears on the glass, and bring its stress up to it."""
        self.contacts = self.rigid.contacts()
        if self._unready:
            for body in self._unready[: c.MODELS_PER_TICK]:
                body.ready()
            del self._unready[: c.MODELS_PER_TICK]
            self._lay_out_stress()
        self._burden.tick(self._before, self.state, self._loads, self.contacts, self.joints.told, c.STRESS_SMOOTHING)

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
        """Retune the welds to their pieces' cracks and seams; returns the smallest eigenvalue of K x = lambda G x."""
        self.joints.tune(self.cracks.sections(self.bodies), self.bodies)
        if self._poised != self.topology:
            self._linearise()
        if self._poise is None:
            return STEADY
        return self._poise.factor(np.array([joint.stiffness * joint.section for joint in self._poise_joints]))

    @property
    def surfaces(self) -> tuple[list[Floats], list[str], list[str]]:
        """What light meets, a body each, in row order: outlines as `Body.outline`, materials and hues."""
        bodies = self.bodies.values()
        return [b.outline for b in bodies], [b.material_name for b in bodies], [b.colour for b in bodies]

    # Cracks ----------------------------------------------------------------------------------------------------
    def open_crack(self, flaw: int, body: Body, point: tuple[float, float]) -> Crack:
        """Open a crack at the boundary node of a glass body nearest to `point` (m, body's frame)."""
        return self.cracks.open(flaw, body, point, self.stress[body.key])

    def grow(self) -> tuple[list[Crack], list[Body]]:
        """Advance all tips; returns the cracks that passed a node, and the bodies that may now part."""
        return self.cracks.grow(self.bodies, self.stress)

    def openings(self, elapsed: float) -> list[Opening]:
        """Where sound glass gives way: strained for too long, as asked every `elapsed` s (0: not now), or struck."""
        found = self.cracks.strained(self.bodies, self.stress, elapsed) if elapsed > 0.0 else []
        if self.contacts:
            state = dict(zip(self.bodies, self.state, strict=True))
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
        parts = split(body.mesh, [edge for crack in cracks if not crack.sealed for edge in crack.edges])
        if len(parts) < 2:
            return None
        motion = self.state[self.row_of[body.key]].tolist()
        parts, fragments, glitter = sift(body, parts, motion, self._next_body)
        self._next_body += len(fragments)
        self.glitter += glitter
        hung = self.joints.of(body.key)
        for joint in hung:
            self.joints.remove(joint.key)
        self._replace(body, fragments, motion)
        for joint in hung:
            self._hang(joint, body, parts, fragments)
        self._unready += [fragment for fragment in fragments if fragment.area >= c.CRACKING_AREA]
        for crack in cracks:
            if crack.nodes[-1] in body.glass.boundary and not crack.sealed:
                self.cracks.close(crack)
            else:
                self.cracks.hand_on(crack, parts, fragments)
        fragments.sort(key=lambda fragment: -fragment.mass)
        if body.key == self.foot:
            self.foot = fragments[0].key
        return Split(body, fragments, glitter)

    def _replace(self, body: Body, fragments: Sequence[Body], motion: Sequence[float]) -> None:
        """Put the parts of a body where it was, moving as it did; its joints must have been taken off."""
        ignored = self.rigid.ignored_by(body.key)
        self.rigid.remove_body(body.key)
        del self.bodies[body.key]
        angle, spin, turn = motion[2], motion[5], rotation(motion[2])
        for fragment in fragments:
            position, velocity = carried(motion, turn, fragment.rest - body.rest)
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

    # The digest ------------------------------------------------------------------------------------------------
    def fingerprint(self) -> bytes:
        """What the next tick depends on, for the digest."""
        if self._printed != self.topology:
            self._print, self._printed = self._structure(), self.topology
        keys = [self.foot, self._next_body, self.topology, *(body.key for body in self._unready)]
        told = [
            self._print, self.rigid.fingerprint(), self.joints.fingerprint(), self.cracks.fingerprint(),
            self.state.tobytes(), self._standing.tobytes(), bytes(body.standing for body in self.bodies.values()),
            struct.pack(f"<{len(self.bodies)}d", *(body.rise for body in self.bodies.values())),
            bytes(body.is_hot for body in self.bodies.values()),
            struct.pack(f"<{len(keys)}q", *keys), *(stress.tobytes() for stress in self.stress.values()),
        ]  # fmt: skip
        return b"".join(told)

    def _structure(self) -> bytes:
        """Hash of what only comes, goes or changes when `topology` does: bodies, joints, glitter."""
        told = hashlib.blake2b(repr((self.rigid.ignored, self.glitter)).encode())
        for body in self.bodies.values():
            told.update(body.fingerprint())
        for joint in self.joints.all.values():
            told.update(joint.fingerprint())
        return told.digest()

    # Where things are ------------------------------------------------------------------------------------------
    def home_of(self, flaw: Flaw) -> tuple[Body, tuple[float, float]] | None:
        """The standing body that holds a flaw of the level, and where on it (m, body's frame); None if it is gone."""
        piece = self._pieces[flaw.piece]
        at_rest = np.array(piece.at) + rotation(np.radians(piece.angle)) @ np.array(flaw.at)
        holders = [body for body in self.bodies.values() if body.name == flaw.piece and body.standing]
        if not holders:
            return None
        body = min(
            holders, key=lambda holder: float(np.min(np.linalg.norm(holder.outline + holder.rest - at_rest, axis=1)))
        )
        x, y = at_rest - body.rest
        return body, (float(x), float(y))

    def centre_of(self, body: Body) -> tuple[float, float]:
        """Where a body's centre of mass is on the stage now, m."""
        x, y = self.state[self.row_of[body.key], :2].tolist()
        return x, y

    def joint_at(self, joint: Joint) -> tuple[float, float]:
        """Where a joint is on the stage now, m."""
        return self._on_stage(joint.a, joint.ends[0])

    def ends_of(self, joint: Joint) -> tuple[Point, Point]:
        """Where a joint is hung up on its bodies on the stage now, m; twice the same for pivots."""
        return self._on_stage(joint.a, joint.ends[0]), self._on_stage(joint.b, joint.ends[1])

    def tip_at(self, crack: Crack) -> tuple[float, float]:
        """Where a crack's last node is on the stage now, m."""
        body = self.bodies[crack.body]
        x, y = body.mesh.nodes[crack.nodes[-1]] + body.rest
        return self._on_stage(crack.body, (float(x), float(y)))

    def on_body(self, body: Body, point: Point) -> Point:
        """Where a point of the stage (m) is on a body now (m, body's frame)."""
        x, y, angle = self.state[self.row_of[body.key], :3].tolist()
        px, py = (rotation(-angle) @ (point[0] - x, point[1] - y)).tolist()
        return px, py

    def _on_stage(self, key: int, at_rest: tuple[float, float]) -> tuple[float, float]:
        """Where a body's point is now (m) that was at `at_rest` on the stage when the curtain rose."""
        x, y, angle = self._fresh[key] if key in self._fresh else self.state[self.row_of[key], :3].tolist()
        moved = rotation(angle) @ (np.array(at_rest) - self.bodies[key].rest)
        return x + float(moved[0]), y + float(moved[1])

    # Bookkeeping -----------------------------------------------------------------------------------------------
    def _add(self, body: Body, position: Point, angle: float, velocity: Point, spin: float) -> None:
        self.rigid.add_body(body.key, body.spec(position, angle, velocity, spin))
        self.bodies[body.key] = body

    def _settle(self) -> None:
        """Bring all that is derived from the topology up to date."""
        self.topology += 1
        self._fresh.clear()
        self.row_of = {key: row for row, key in enumerate(self.rigid.keys)}
        self.state = self._before = self.rigid.state()
        self._mass = np.array([body.mass for body in self.bodies.values()])
        self._standing = np.array([int(body.standing) for body in self.bodies.values()])
        self._loads = np.zeros((len(self.bodies), 3))
        self._lay_out_stress()
        self.joints.index(self.row_of)
        self.joints.tune(self.cracks.sections(self.bodies), self.bodies)

    def _linearise(self) -> None:
        """Work out the poise of what hangs together with the foot."""
        chain = [self.bodies[key] for key in self.joints.attached(self.foot)]
        links, self._poise_joints = self.joints.links({body.key: row for row, body in enumerate(chain)})
        masses, centres = np.array([body.mass for body in chain]), np.array([body.rest for body in chain])
        self._poise = Poise(masses, centres, links) if links else None
        self._poised = self.topology

    def _lay_out_stress(self) -> None:
        """Put the stress of all glass into one array; new glass starts without any, the rest keeps its own."""
        glass = [body for body in self.bodies.values() if body.model is not None]
        kept = [
            self.stress[body.key] if body.key in self.stress else np.zeros((len(body.mesh.triangles), 3))
            for body in glass
        ]
        spans = np.cumsum([0, *map(len, kept)]).tolist()
        stress = np.concatenate([np.zeros((0, 3)), *kept])
        later = [body for body in self.bodies.values() if body.is_glass and body.model is None]
        self.stress = {body.key: np.zeros((len(body.mesh.triangles), 3)) for body in later}
        self.stress |= {body.key: stress[start:end] for body, (start, end) in zip(glass, pairwise(spans), strict=True)}
        joints = list(self.joints.all.values())
        self._burden = Burden(self.bodies, joints, self.row_of, self.foot, stress)
