"""Joints between bodies: their stiffness as cracks and voices change it, their loads, and how they break."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.core import linear
from game.core.clock import TICK_S
from game.core.geom import Floats
from game.level.model import Cable, Hinge, Spring, Weld
from game.sim import constants as c
from game.sim.sculpture.body import Body, masses_and_centres
from game.sim.sculpture.linkage import Link, compliance
from game.sim.sculpture.rigid import Rigid
from game.sim.sculpture.statics import Member
from game.sim.sculpture.step import NO_FRAME, Frame

SLACK = 1e-9
"""Share of its swing that a damper takes in a tick and that counts as none."""


@dataclass(slots=True, eq=False)
class Joint:
    """One joint as the world keeps it; `ends` are on the stage at rest."""

    key: int
    name: str
    spec: Weld | Hinge | Spring | Cable
    a: int
    b: int
    ends: tuple[tuple[float, float], tuple[float, float]]
    """m: its points on `a` and `b`; the same for pivots."""
    stiffness: float
    """N m/rad or N/m, uncracked."""
    damping: float
    """N m s/rad or N s/m, uncracked."""
    rest: float = 0.0
    """At which it is at ease: angle of `a` less angle of `b` of a weld (rad), length of a spring (m)."""
    section: float = 1.0
    """Share of the stiffness that cracks have left and voices given back."""
    calm: float = 1.0
    """How many times its own damping voices have made of it."""

    def link(self, row_of: Mapping[int, int]) -> Link:
        """It between the rows of its bodies."""
        end = None if isinstance(self.spec, Weld | Hinge) else self.ends[1]
        return Link(row_of[self.a], row_of[self.b], self.ends[0], end)

    def member(self, row_of: Mapping[int, int]) -> Member:
        """It as it bears weight, between the rows of its bodies."""
        most = self.spec.friction if isinstance(self.spec, Hinge) else math.inf
        return Member(self.link(row_of), self.stiffness, most, isinstance(self.spec, Cable))


class Hook(NamedTuple):
    """Where a joint is hung up on a body."""

    body: int
    """Its key."""
    at: Floats
    """(2,) m, in its frame."""


class Hung(NamedTuple):
    """A joint as it hangs for as long as no body and no joint comes or goes."""

    spec: Weld | Hinge | Spring | Cable
    name: str
    span: float
    """m between its ends at rest."""
    hooks: tuple[Hook, Hook]


class Joints:
    """All joints, with the welds' numbers in arrays for the tick."""

    def __init__(self, rigid: Rigid, joints: dict[int, Joint]) -> None:
        """`joints` are the joints by key: changed in place, and empty at first."""
        self.all = joints
        self.frame = NO_FRAME
        """All of them, for the step."""
        self.bends = self.frame.bends
        """(W, 2) of each weld on this tick: bend (rad) and moment on `a` (N m)."""
        self._rigid = rigid
        self._section_of: Mapping[int, tuple[float, float]] = {}
        """What the welds were last tuned to."""
        self.hung: Sequence[Hung] = ()
        """All of them, as views show them."""
        self._welds: list[Joint] = []
        self._stiffest: list[float] = []
        """N m/rad of each weld that a tick takes at most."""
        self._dampings: list[float] = []
        """N m s/rad of each weld that the dampers are of."""
        self._compliances: list[Floats] = []

    def add(self, joint: Joint, at: Sequence[tuple[float, float]]) -> None:
        """Hang a joint between its bodies; `at` are its ends on the stage now, m."""
        match joint.spec:
            case Weld():
                self._rigid.add_pivot(joint.key, joint.a, joint.b, at[0])
            case Hinge(friction=friction):
                self._rigid.add_hinge(joint.key, joint.a, joint.b, at[0], friction)
            case Spring():
                self._rigid.add_spring(joint.key, joint.a, joint.b, at, joint.rest, joint.stiffness, joint.damping)
            case Cable(slack=slack):
                self._rigid.add_cable(joint.key, joint.a, joint.b, at, math.dist(*joint.ends) + slack)
        self.all[joint.key] = joint

    def remove(self, key: int) -> Joint:
        """Take a joint apart for good."""
        self._rigid.remove_joint(key)
        return self.all.pop(key)

    def of(self, body: int) -> list[Joint]:
        """The joints of a body, in order of their keys."""
        return [joint for joint in self.all.values() if body in (joint.a, joint.b)]

    def index(self, row_of: Mapping[int, int], bodies: Mapping[int, Body], feet: Sequence[int]) -> None:
        """Gather strengths and the welds' arrays anew; due whenever bodies or joints came or went.

        Args:
            row_of, bodies: all bodies by key.
            feet: keys of those that stand on the plinth.
        """
        self.hung = [
            Hung(joint.spec, joint.name, math.dist(*joint.ends), (_hook(joint, 0, bodies), _hook(joint, 1, bodies)))
            for joint in self.all.values()
        ]
        self._welds = [joint for joint in self.all.values() if isinstance(joint.spec, Weld)]
        limits = [math.radians(joint.spec.max_bend) for joint in self._welds if isinstance(joint.spec, Weld)]
        springs = [[0.0, joint.rest, limit] for joint, limit in zip(self._welds, limits, strict=True)]
        self.frame = Frame(
            np.array([[row_of[j.a], row_of[j.b]] for j in self._welds], dtype=np.int64).reshape(-1, 2),
            np.array(springs).reshape(-1, 3),
            np.zeros((2, len(self._welds), len(self._welds))),
            np.zeros((len(self._welds), 2)),
            np.array([joint.spec.strength * TICK_S for joint in self.all.values()]),
        )
        self._compliances = [self._compliance(bodies, firm) for firm in (feet, ())]
        self._section_of, self._dampings = {}, []
        self.bends = self.frame.bends
        inertias = (min(bodies[joint.a].moment, bodies[joint.b].moment) for joint in self._welds)
        self._stiffest = [c.STABLE_SPRING * inertia / TICK_S**2 for inertia in inertias]

    def _compliance(self, bodies: Mapping[int, Body], firm: Collection[int]) -> Floats:
        """(W, W) as `linkage.compliance`, of the welds; `firm` are keys. Loose bodies, often many, do not count."""
        pivots = [joint for joint in self.all.values() if isinstance(joint.spec, Weld | Hinge)]
        welds = [row for row, joint in enumerate(pivots) if isinstance(joint.spec, Weld)]
        held = {key for joint in pivots for key in (joint.a, joint.b)}
        jointed = [body for body in bodies.values() if body.key in held]
        row_of = {body.key: row for row, body in enumerate(jointed)}
        masses, centres = masses_and_centres(jointed)
        moments = np.array([body.moment for body in jointed])
        links, rows = [joint.link(row_of) for joint in pivots], [row_of[key] for key in firm if key in row_of]
        return compliance(masses, moments, centres, links, rows)[np.ix_(welds, welds)]

    def tune(self, section_of: Mapping[int, tuple[float, float]]) -> bool:
        """Set the welds to what is left of them: share of stiffness and of damping of each body. Whether these differ
        from the last.

        A spring too stiff for a small fragment would shake it apart: it is capped at what a tick takes.

        Dampers are integrated exactly: left to themselves they would bring the bend rates w to exp(-W C dt) w within a
        tick, with W the compliance of the frame and C the dampings, and their moments are those that do. One far too
        stiff for a tick calms its own joint at once, and what sways slowly is calmed as was asked.
        """
        if section_of == self._section_of:
            return False
        self._section_of = section_of
        for joint in self._welds:
            (stiff_a, damp_a), (stiff_b, damp_b) = section_of[joint.a], section_of[joint.b]
            joint.section, joint.calm = stiff_a * stiff_b, damp_a * damp_b
        stiffnesses = (joint.stiffness * joint.section for joint in self._welds)
        self.frame.springs[:, 0] = list(map(min, stiffnesses, self._stiffest))
        dampings = [joint.damping * joint.calm for joint in self._welds]
        if dampings == self._dampings:
            return True
        self._dampings, roots = dampings, np.sqrt(dampings)
        for dampers, answer in zip(self.frame.dampers, self._compliances, strict=True):
            values, vectors = linear.eigen(roots[:, None] * answer * roots * TICK_S)
            shares = [-math.expm1(-value) / value if value > SLACK else 1.0 for value in values.tolist()]
            dampers[:] = roots[:, None] * linear.product(vectors * shares, vectors.T) * roots
        return True

    def overloaded(self) -> list[tuple[Joint, float]]:
        """Joints past their strength, with the force (N) that they carried, in order of keys."""
        if not self._rigid.is_strained:
            return []
        forces = zip(self.all.values(), self._rigid.joint_forces(), strict=True)
        over = [(joint, force) for joint, force in forces if force > joint.spec.strength]
        loose = {joint.key for joint, _ in over}
        bent = (np.abs(self.bends[:, 0]) > self.frame.springs[:, 2]).tolist()
        welds = [joint for joint, is_bent in zip(self._welds, bent, strict=True) if is_bent]
        over += [(joint, self._rigid.joint_force(joint.key)) for joint in welds if joint.key not in loose]
        return sorted(over, key=lambda pair: pair[0].key)

    def attached(self, feet: Sequence[int]) -> list[int]:
        """Keys of the bodies that hang together with the feet through joints: these, then breadth first."""
        beside: dict[int, list[int]] = {}
        for joint in self.all.values():
            beside.setdefault(joint.a, []).append(joint.b)
            beside.setdefault(joint.b, []).append(joint.a)
        found, seen = list(feet), set(feet)
        for body in found:
            for other in beside.get(body, ()):
                if other not in seen:
                    seen.add(other)
                    found.append(other)
        return found

    def links(self, row_of: Mapping[int, int]) -> tuple[list[Link], list[Joint]]:
        """What poise needs of the joints among the rows given (cables hold nothing up at first order)."""
        used = [
            joint
            for joint in self.all.values()
            if joint.a in row_of and joint.b in row_of and not isinstance(joint.spec, Cable)
        ]
        return [joint.link(row_of) for joint in used], used


def _hook(joint: Joint, end: int, bodies: Mapping[int, Body]) -> Hook:
    body = bodies[joint.b if end else joint.a]
    return Hook(body.key, np.array(joint.ends[end]) - body.rest)
