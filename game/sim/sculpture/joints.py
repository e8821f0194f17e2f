"""Joints between bodies: their stiffness as cracks and voices change it, their loads, and how they break."""

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, Ints
from game.level.model import Cable, Hinge, Spring, Weld
from game.sim import constants as c
from game.sim.sculpture.body import Body
from game.sim.sculpture.mechanics import bend_welds
from game.sim.sculpture.poise import Link
from game.sim.sculpture.rigid import Rigid


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
    """rad: angle of `a` less angle of `b` at which a weld's spring is at ease."""
    section: float = 1.0
    """Share of the stiffness that cracks have left and voices given back."""

    def fingerprint(self) -> bytes:
        """What it is for as long as it hangs between the same bodies, for the digest."""
        (x0, y0), (x1, y1) = self.ends
        numbers = x0, y0, x1, y1, self.stiffness, self.damping, self.rest
        return struct.pack("<3q7d", self.key, self.a, self.b, *numbers)

    @property
    def link(self) -> tuple[tuple[float, float], tuple[float, float] | None]:
        """Its ends as poise wants them: a pivot has one."""
        return self.ends[0], None if isinstance(self.spec, Weld | Hinge) else self.ends[1]


@dataclass(slots=True)
class Joints:
    """All joints, with the welds' numbers in arrays for the tick."""

    rigid: Rigid
    all: dict[int, Joint] = field(default_factory=dict)
    told: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    """(J, 2) of each weld on this tick: bend (rad) and moment on `a` (N m)."""
    bent: bool = False
    """Some weld is bent past its limit on this tick."""
    _welds: list[Joint] = field(default_factory=list)
    _rows: Ints = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    _spring: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    _torque: Floats = field(default_factory=lambda: np.zeros(0))
    _max_bend: Floats = field(default_factory=lambda: np.zeros(0))

    def fingerprint(self) -> bytes:
        """What the next tick depends on and changes from tick to tick, for the digest."""
        return struct.pack(f"<{len(self.all)}d", *(j.section for j in self.all.values())) + self._spring.tobytes()

    def add(self, joint: Joint, at: Sequence[tuple[float, float]]) -> None:
        """Hang a joint between its bodies; `at` are its ends on the stage now, m."""
        match joint.spec:
            case Weld():
                self.rigid.add_pivot(joint.key, joint.a, joint.b, at[0])
            case Hinge(friction=friction):
                self.rigid.add_hinge(joint.key, joint.a, joint.b, at[0], friction)
            case Spring():
                rest = math.dist(*joint.ends)
                self.rigid.add_spring(joint.key, joint.a, joint.b, at, rest, joint.stiffness, joint.damping)
            case Cable(slack=slack):
                self.rigid.add_cable(joint.key, joint.a, joint.b, at, math.dist(*joint.ends) + slack)
        self.all[joint.key] = joint

    def remove(self, key: int) -> Joint:
        """Take a joint apart for good."""
        self.rigid.remove_joint(key)
        return self.all.pop(key)

    def of(self, body: int) -> list[Joint]:
        """The joints of a body, in order of their keys."""
        return [joint for joint in self.all.values() if body in (joint.a, joint.b)]

    def index(self, row_of: Mapping[int, int]) -> None:
        """Gather the welds' arrays anew; due whenever bodies or joints came or went."""
        self._welds = [joint for joint in self.all.values() if isinstance(joint.spec, Weld)]
        self._rows = np.array([[row_of[j.a], row_of[j.b]] for j in self._welds], dtype=np.int64).reshape(-1, 2)
        limits = [math.radians(joint.spec.max_bend) for joint in self._welds if isinstance(joint.spec, Weld)]
        self._max_bend = np.array(limits)
        self._spring = np.array(
            [[0.0, 0.0, j.rest, most] for j, most in zip(self._welds, limits, strict=True)]
        ).reshape(-1, 4)
        self.told = np.zeros((len(self._welds), 2))
        self._torque = np.zeros(len(row_of))

    def tune(self, section_of: Mapping[int, tuple[float, float]], bodies: Mapping[int, Body]) -> None:
        """Set the welds to what is left of them: share of stiffness and of damping of each body.

        A spring or damper too stiff for a small fragment would shake it apart: both are capped at what a tick takes.
        """
        for column, joint in enumerate(self._welds):
            (stiff_a, damp_a), (stiff_b, damp_b) = section_of[joint.a], section_of[joint.b]
            joint.section = stiff_a * stiff_b
            inertia = min(bodies[joint.a].moment, bodies[joint.b].moment)
            self._spring[column, 0] = min(joint.stiffness * joint.section, c.STABLE_SPRING * inertia / TICK_S**2)
            self._spring[column, 1] = min(joint.damping * damp_a * damp_b, c.STABLE_DAMPER * inertia / TICK_S)

    def torques(self, state: Floats) -> Floats:
        """Torque of the welds' springs on each body, (n,) N m in row order, for the coming step; `told` tells how."""
        self.bent = bend_welds(state, self._rows, self._spring, self.told, self._torque)
        return self._torque

    def overloaded(self) -> list[tuple[Joint, float]]:
        """Joints past their strength, with the force (N) that they carried, in order of keys."""
        found = []
        for joint, force in zip(self.all.values(), self.rigid.joint_forces(), strict=True):
            if force > joint.spec.strength:
                found.append((joint, force))
        if self.bent:
            loose = {joint.key for joint, _ in found}
            over = np.abs(self.told[:, 0]) > self._max_bend
            bent = [joint for joint, broken in zip(self._welds, over, strict=True) if broken and joint.key not in loose]
            found.extend((joint, self.rigid.joint_force(joint.key)) for joint in bent)
        return sorted(found, key=lambda pair: pair[0].key)

    def attached(self, foot: int) -> list[int]:
        """Keys of the bodies that hang together with the foot through joints, breadth first."""
        beside: dict[int, list[int]] = {}
        for joint in self.all.values():
            beside.setdefault(joint.a, []).append(joint.b)
            beside.setdefault(joint.b, []).append(joint.a)
        found, seen = [foot], {foot}
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
        return [Link(row_of[j.a], row_of[j.b], *j.link) for j in used], used
