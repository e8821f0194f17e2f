"""Where cracks run, against a far finer reckoning of the stress: quadratic triangles on a mesh halved twice."""

from typing import NamedTuple

import numpy as np

from game.bots import make_bot
from game.core.clock import TICKS_PER_SECOND
from game.core.geom import Floats, turned
from game.lab.perform import perform
from game.level import Level
from game.level.model import Weld
from game.sim import Intent, World
from game.sim.constants import GLASS_POISSON
from game.sim.glass.fracture import AT_REST, aim, arrive, open_crack
from game.sim.glass.glass import Glass
from game.sim.glass.refined import averaged
from game.sim.glass.stress import nodal_forces
from game.sim.sculpture.body import Body

HALVINGS = 2
"""Of the mesh of the reference, which is a fine one already: a third would take minutes a level."""
EVERY_S = 1.0
"""Stage time between two loads of which the paths are compared."""
UNTIL_S = 20.0


class Load(NamedTuple):
    """What bears on a piece with a flaw at one moment of a performance."""

    body: Body
    flaw: tuple[float, float]
    """m, body's frame."""
    bearing: Floats
    """(2N + 1,) N: forces at the nodes; and the square of the spin, 1/s^2."""


def equal_paths(level: Level, halvings: int = HALVINGS, every: float = EVERY_S) -> list[bool]:
    """Whether a crack takes the path of the reference: for each flaw, under loads of the regular bot's performance."""
    loads: list[Load] = []

    def watch(world: World, intent: Intent, events: object) -> None:
        if world.ticks % round(every * TICKS_PER_SECOND) == 0:
            loads.extend(_loads(world, level))

    perform(level, 0, make_bot("regular", 0), watch=watch, until=UNTIL_S)
    references = {
        body.key: averaged(body.mesh, halvings, GLASS_POISSON, body.thickness, body.material.density)
        for body in {load.body.key: load.body for load in loads}.values()
    }
    equal = []
    for body, flaw, bearing in loads:
        model, reference = body.model, references[body.key]
        stress = model.stress_of_force @ bearing[:-1] + model.spin_stress * bearing[-1]
        finer = bearing @ reference
        equal.append(_path(body.glass, flaw, stress) == _path(body.glass, flaw, finer))
    return equal


def _loads(world: World, level: Level) -> list[Load]:
    """What the joints do now to each whole piece that has a flaw."""
    sculpture = world.sculpture
    joints = list(sculpture.joints.all.values())
    bends = iter(sculpture.joints.bends[:, 1].tolist())
    moments = [next(bends) if isinstance(joint.spec, Weld) else 0.0 for joint in joints]
    found = []
    for flaw in level.flaws:
        home = sculpture.home_of(flaw)
        if home is None or not home[0].whole:
            continue
        body, at = home
        angle, spin = sculpture.motion[sculpture.row_of[body.key], [2, 5]].tolist()
        bearing = np.zeros(2 * len(body.mesh.nodes))
        for joint, force, moment in zip(joints, sculpture.joint_forces, moments, strict=True):
            for key, end, sign in ((joint.a, joint.ends[0], 1.0), (joint.b, joint.ends[1], -1.0)):
                if key == body.key:
                    point, push = np.array([end]) - body.rest, sign * turned(force[None], -angle)
                    bearing += nodal_forces(body.model, point, push, np.array([sign * moment]))
        found.append(Load(body, at, np.append(bearing, spin * spin)))
    return found


def _path(glass: Glass, flaw: tuple[float, float], stress: Floats) -> list[int]:
    """The nodes of a crack that runs from a flaw to another side, under a stress (3T,) that stays."""
    tensors = stress.reshape(-1, 3)
    crack = open_crack(0, 0, 0, glass, flaw, tensors)
    while crack.ahead != AT_REST and arrive(crack, glass) not in glass.boundary:
        aim(crack, glass, tensors, ())
    return crack.nodes
