"""What carries: how far what hangs together with the feet is from buckling, and what it weighs.

Worked out when it is asked for, as splits take long enough, and kept until something changes.
"""

import math

import numpy as np

from game.core.geom import Floats
from game.sim.sculpture.body import Body, masses_and_centres
from game.sim.sculpture.joints import Joint, Joints
from game.sim.sculpture.linkage import Link
from game.sim.sculpture.poise import STEADY, Poise
from game.sim.sculpture.state import SculptureState


class Bearing:
    """The load factor of a sculpture, and the mass that bears."""

    def __init__(self, state: SculptureState, joints: Joints) -> None:
        self._bodies, self._cracks, self._feet, self._all_joints = state.bodies, state.cracks, state.feet, joints
        self.depths: dict[int, float] = {}
        """Share of the load factor that each flaw takes which names a poise of its own, by row."""
        self.wet_s = math.inf
        """s after which the gold of unfinished cracks pulls."""
        self._poise: Poise | None = None
        self._joints: list[Joint] = []
        """Of what hangs together with the feet, as the poise has them."""
        self._is_stale = True
        """Whether bodies or joints came or went since the poise was worked out."""
        self._stiffness: list[float] = []
        self._factor = STEADY
        """What the load factor was last worked out from, and what it was."""
        self._mass: float | None = None

    def changed(self) -> None:
        """Bodies or joints came or went."""
        self._is_stale, self._mass = True, None

    def fell(self) -> None:
        """A body fell."""
        self._mass = None

    def tune(self) -> bool:
        """Make the welds as stiff as their pieces' cracks and seams leave them; returns whether that changed any."""
        return self._all_joints.tune(self._cracks.sections(self._bodies, self.depths, self.wet_s))

    def factor(self) -> float:
        """Retune the welds; returns the smallest eigenvalue of K x = lambda G x."""
        is_other = self.tune()
        if self._is_stale:
            self._linearise()
        elif not is_other:
            return self._factor
        if self._poise is None:
            self._factor = STEADY
            return STEADY
        stiffness = [joint.stiffness * joint.section for joint in self._joints]
        if stiffness != self._stiffness:
            self._stiffness, self._factor = stiffness, self._poise.factor(np.array(stiffness))
        return self._factor

    def shares(self) -> list[tuple[Joint, float]]:
        """Joints of what hangs together with the feet, each with its share of the load factor: the larger, the more of
        it a stiffer joint would give."""
        self.factor()
        if self._poise is None:
            return []
        stiffness = np.array([joint.stiffness * joint.section for joint in self._joints])
        return list(zip(self._joints, self._poise.shares(stiffness).tolist(), strict=True))

    def mass(self) -> float:
        """kg that stand and hang together with the feet."""
        if self._mass is None:
            chain = (self._bodies[key] for key in self._all_joints.attached(self._feet))
            self._mass = sum(body.mass for body in chain if body.standing)
        return self._mass

    def chain(self) -> tuple[list[Body], list[Link], Floats]:
        """What hangs together with the feet, its joints, and how stiff these are without cracks."""
        chain = [self._bodies[key] for key in self._all_joints.attached(self._feet)]
        links, self._joints = self._all_joints.links({body.key: row for row, body in enumerate(chain)})
        return chain, links, np.array([joint.stiffness for joint in self._joints])

    def _linearise(self) -> None:
        """Work out the poise of what hangs together with the feet."""
        chain, links, stiffness = self.chain()
        masses, centres = masses_and_centres(chain)
        feet = range(len(self._feet))
        self._poise, self._stiffness = Poise(masses, centres, links, stiffness, feet) if links else None, []
        self._is_stale = False
