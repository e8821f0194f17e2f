"""All cracks of a sculpture: how they open, run, branch, meet, and go with the parts of a split piece."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, turned
from game.sim import constants as c
from game.sim.glass import fracture
from game.sim.glass.fracture import AT_REST, Crack
from game.sim.glass.glass import Glass
from game.sim.glass.stress import largest_tension
from game.sim.glass.stress_kernels import largest_tensions
from game.sim.mesh.partition import Part
from game.sim.sculpture.body import Body
from game.sim.sculpture.heat import haste
from game.sim.sculpture.rigid import Contact

Opening = tuple[Body, tuple[float, float]]
"""A body, and where on it (m, body's frame) a crack opens."""


@dataclass(slots=True)
class Cracks:
    """The cracks by key, in the order in which they opened."""

    all: dict[int, Crack] = field(default_factory=dict)
    _next: int = 0
    _strained: dict[int, float] = field(default_factory=dict)
    """s that a body's stress has been over its strength, by key, of those where it is."""

    def of(self, body: int) -> list[Crack]:
        """The cracks on a body."""
        return [crack for crack in self.all.values() if crack.body == body]

    def of_flaw(self, flaw: int) -> list[Crack]:
        """A flaw's crack with its branches."""
        return [crack for crack in self.all.values() if crack.flaw == flaw]

    def open(
        self, flaw: int, body: Body, point: tuple[float, float], stress: Floats, length: float, run: float = 0.0
    ) -> Crack:
        """Open a crack, `length` m long, at the boundary node of a glass body nearest to `point` (m, body's frame).

        It will `run` on by itself for so many m.
        """
        seams, others = (self._nodes(body.key, healed=healed) for healed in (True, False))
        crack = fracture.open_crack(self._next, flaw, body.key, body.glass, point, stress, seams, length, others, run)
        self._add(crack)
        return crack

    def grow(self, bodies: Mapping[int, Body], stress: Mapping[int, Floats]) -> tuple[list[Crack], list[Body]]:
        """Advance all tips by a tick; returns the cracks that passed a node, and the bodies that may now part."""
        passed, torn = [], []
        for crack in list(self.all.values()):
            if crack.age < c.YIELDS_S:
                crack.age = min(c.YIELDS_S, crack.age + TICK_S)
            if crack.intensity == 0.0 and not crack.runs:
                continue  # at rest, and known to be
            body = bodies[crack.body]
            glass, law = body.glass, body.material.fracture
            assert law is not None
            if not fracture.grow(crack, glass, stress[body.key], law, haste(body)):
                continue
            node = fracture.arrive(crack, glass)
            passed.append(crack)
            met = [other for other in self.of(body.key) if other is not crack and node in other.nodes]
            if node in glass.boundary or any(not other.healed for other in met):
                torn.append(body)
            elif not met:
                self._run_on(crack, glass, stress[body.key], law.plateau)
        return passed, sorted(set(torn), key=lambda body: body.key) if torn else torn

    def _run_on(self, crack: Crack, glass: Glass, stress: Floats, plateau: float) -> None:
        """Choose the way on; a tip that runs as fast as it can also sends out a branch, once."""
        seams, is_opening = self._nodes(crack.body, healed=True), crack.run > 0.0
        ends = glass.boundary.union(self._nodes(crack.body, healed=False)) if is_opening else frozenset[int]()
        fast = is_opening or crack.speed >= c.BRANCH_SPEED * plateau
        fracture.aim(crack, glass, stress, seams, ends)
        if fast and crack.may_branch and crack.length >= c.BRANCH_LENGTH:
            branch = fracture.branch(self._next, crack, glass, stress, seams)
            if branch is not None:
                crack.may_branch = False
                fracture.stop_before(branch, glass, ends)
                self._add(branch)
        fracture.stop_before(crack, glass, ends)

    def strained(
        self, bodies: Mapping[int, Body], spans: Mapping[int, tuple[int, int]], stress: Floats, elapsed: float
    ) -> list[Opening]:
        """Sound glass whose tension has stayed above its strength for long enough, and where a crack opens on it.

        `stress` (T, 3) Pa is that of all glass that bears any, and `spans` the rows of each body in it, in order.
        """
        found, strained = [], {}
        ends, tensions = np.array([end for _, end in spans.values()], dtype=np.int64), np.empty(len(spans))
        largest_tensions(stress, ends, tensions)
        for (key, (start, end)), most in zip(spans.items(), tensions.tolist(), strict=True):
            body = bodies[key]
            law = body.material.fracture
            assert law is not None
            if most <= law.strength or not self.is_sound(body):
                continue
            strained[key] = self._strained.get(key, 0.0) + elapsed
            if strained[key] >= c.NUCLEATION_S:
                del strained[key]
                worst = body.mesh.triangles[np.argmax(largest_tension(stress[start:end]))]
                x, y = body.mesh.nodes[worst].mean(axis=0).tolist()
                found.append((body, (x, y)))
        self._strained = strained
        return found

    def struck(
        self, bodies: Mapping[int, Body], contacts: Sequence[Contact], state: Mapping[int, Floats]
    ) -> list[Opening]:
        """Sound standing glass that was hit hard on this tick, and where; `state` is each body's pose and velocity."""
        found = {}
        for contact in contacts:
            if contact.first and contact.size > c.CRACKING_HIT:
                for key in (contact.a, contact.b):
                    body = bodies.get(key)
                    if body is not None and key not in found and self.is_sound(body):
                        x, y, angle = state[key][:3].tolist()
                        px, py = turned((contact.points[0][0] - x, contact.points[0][1] - y), -angle)
                        found[key] = (body, (float(px), float(py)))
        return list(found.values())

    def close(self, crack: Crack) -> None:
        """Forget a crack that has run through: it is two edges now."""
        del self.all[crack.key]

    def hand_on(self, crack: Crack, parts: Sequence[Part], fragments: Sequence[Body]) -> None:
        """Give a crack to the fragment that its tip is in; what now lies on an outline is a crack no more.

        Nor is what is left of one too short to be seen: it would ask for gold, and nobody would find it.
        """
        for part, fragment in zip(parts, fragments, strict=True):
            renamed = {old: new for new, old in reversed(list(enumerate(part.node_of.tolist())))}
            ahead = [crack.ahead] if crack.ahead != AT_REST else []
            if not all(node in renamed for node in crack.nodes[-1:] + ahead):
                continue
            border = {node for loop in part.mesh.loops for node in loop.tolist()}
            first = len(crack.nodes) - 1
            while first > 0 and crack.nodes[first - 1] in renamed and renamed[crack.nodes[first]] not in border:
                first -= 1
            nodes = [renamed[node] for node in crack.nodes[first:]]
            steps = [*nodes, *(renamed[node] for node in ahead)]
            if len(steps) > 1 and all(b in fragment.glass.neighbours[a] for a, b in pairwise(steps)):
                crack.body, crack.nodes = fragment.key, nodes
                crack.ahead = renamed[crack.ahead] if ahead else AT_REST
                crack.exposure = crack.exposure[first * c.CELLS_PER_EDGE :]
                crack.passed = sum(fragment.glass.length(a, b) for a, b in crack.edges)
                if not crack.healed and crack.length < c.LEAST_LEFT:
                    break
                return
        self.close(crack)

    def dry(self, flaw: int, seconds: float, wet_s: float) -> float:
        """Let a flaw's gold dry for so many s, or grow wet again where they are below 0; returns how long it has.

        It pulls its most some time after `wet_s`, and is no drier then: what was left for long is wetted as soon.
        """
        cracks = self.of_flaw(flaw)
        dry = min(wet_s + c.PULLS_S, max(0.0, max(crack.dry for crack in cracks) + seconds))
        for crack in cracks:
            crack.dry = dry
        return dry

    def sections(
        self, bodies: Mapping[int, Body], depths: Mapping[int, float], wet_s: float
    ) -> dict[int, tuple[float, float]]:
        """Share of joint stiffness and damping that cracks leave, and voices give back, body by body.

        An open flaw weakens all joints alike, so that the load factor falls by just as much wherever it is; of several
        the worst counts. A voice stiffens and damps the joints of its own piece.

        Args:
            depths: share of the load factor that flaws take, by row; c.WEAKENING of those that are not in it.
            wet_s: s after which the gold of unfinished cracks is dry and pulls.
        """
        standing: dict[int, list[Crack]] = {}
        for crack in self.all.values():
            if bodies[crack.body].standing:
                standing.setdefault(crack.flaw, []).append(crack)
        weakest = 1.0
        for flaw, cracks in standing.items():
            if not all(crack.sealed for crack in cracks):
                weakest = min(weakest, _left(depths.get(flaw, c.WEAKENING), cracks, wet_s))
        sections = dict.fromkeys(bodies, (math.sqrt(weakest), 1.0))  # a joint has the sections of both its bodies
        for crack in self.all.values():
            if crack.sealed:
                stiff, damp = sections[crack.body]
                sections[crack.body] = (stiff * c.SEALED_SECTION, damp * c.SEALED_DAMPING)
        return sections

    def is_sound(self, body: Body) -> bool:
        """Glass that stands, is large enough to matter, and has no crack that still runs."""
        running = any(not crack.healed for crack in self.of(body.key))
        return body.is_glass and body.standing and body.area >= c.CRACKING_AREA and not running

    def _nodes(self, body: int, *, healed: bool) -> set[int]:
        """Nodes of a body that gold runs through, where no crack opens or crosses; or those that open cracks passed."""
        return {node for crack in self.of(body) if crack.healed == healed for node in crack.nodes}

    def _add(self, crack: Crack) -> None:
        self.all[crack.key] = crack
        self._next = crack.key + 1


def dryness(crack: Crack, wet_s: float) -> float:
    """0 where a crack's gold is wet, 1 where it is dry after `wet_s`, 2 where it pulls as much as it can."""
    if crack.healed:
        return 0.0
    return min(1.0, crack.dry / wet_s) + min(1.0, max(0.0, crack.dry - wet_s) / c.PULLS_S)


def _left(most: float, cracks: Sequence[Crack], wet_s: float) -> float:
    """Share of the load factor that a flaw with these cracks leaves now, which takes `most` of it: more while they are
    young or short, and where they are gold, unless that is dry."""
    length = sum(crack.length for crack in cracks)
    gold = sum(crack.gilded * crack.length for crack in cracks) / length if length else 0.0
    grown = min(1.0, length / c.WEAKEST_LENGTH) * max(crack.age for crack in cracks) / c.YIELDS_S
    pull = max(0.0, max(dryness(crack, wet_s) for crack in cracks) - 1.0)
    return (1.0 - most * grown * (1.0 - c.GOLD_HEALS * gold)) * (1.0 - c.DRY_PULL * gold * pull)


SECONDS_BETWEEN_LOOKS = c.STRAIN_PERIOD * TICK_S
"""How often `strained` is asked, s."""
