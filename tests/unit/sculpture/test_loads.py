"""Joint reactions and contacts: every free body must be in balance with its motion, on a real level."""

import numpy as np
import pytest

from game.core.clock import TICK_S
from game.core.geom import turned
from game.level import load_level
from game.sim import Intent, World
from game.sim.constants import GRAVITY
from game.sim.glass.stress import principal
from game.sim.sculpture.sculpture import Sculpture
from tests.levels import old_level


def shaken_tower() -> Sculpture:
    """The tall level, three seconds on, swaying under the player's hand."""
    world = World(load_level(old_level("3")), 0)
    for tick in range(360):
        world.tick(Intent(lean=0.15 * float(np.sin(tick / 20))))
    return world.sculpture


def test_forces_and_moments_sum_to_mass_times_acceleration() -> None:
    sculpture = shaken_tower()
    rate = (sculpture.motion[:, 3:] - sculpture._before[:, 3:]) / TICK_S
    joints = list(sculpture.joints.all.values())
    for row, body in enumerate(sculpture.bodies.values()):
        if body.key in sculpture.feet:
            continue
        force, moment = np.array([0.0, -body.mass * GRAVITY]), 0.0
        for joint, reaction, (_, weld) in zip(joints, sculpture._burden.forces, sculpture.joints.bends, strict=True):
            for key, end, sign in ((joint.a, joint.ends[0], 1.0), (joint.b, joint.ends[1], -1.0)):
                if key == body.key:
                    arm = turned(np.array(end) - body.rest, float(sculpture.motion[row, 2]))
                    force += sign * reaction
                    moment += sign * (arm[0] * reaction[1] - arm[1] * reaction[0]) + sign * weld
        assert np.abs(rate[row, :2]).max() > 1e-4
        np.testing.assert_allclose(force, body.mass * rate[row, :2], rtol=0.01, atol=0.01)
        # The moments were not used to find the reactions: that they balance as well is the proof.
        assert moment == pytest.approx(body.moment * rate[row, 2], rel=0.01, abs=0.01)


def test_reactions_are_as_large_as_the_solver_says() -> None:
    sculpture = shaken_tower()
    sizes = np.hypot(*sculpture._burden.forces.T)
    np.testing.assert_allclose(sizes, sculpture.rigid.joint_forces(), rtol=0.01)


def test_weight_presses_the_glass_below_and_not_the_crown() -> None:
    sculpture = shaken_tower()
    pressed = {sculpture.bodies[key].name: principal(stress)[1].min() for key, stress in sculpture.stress.items()}
    assert pressed["heart"] < 3 * pressed["crown"] < 0.0


def test_free_glass_in_free_fall_forgets_its_stress() -> None:
    world = World(load_level(old_level("3")), 0)
    for _ in range(60):
        world.tick(Intent())
    solid = world.sculpture
    crown = next(body for body in solid.bodies.values() if body.name == "crown")
    loaded = np.abs(solid.stress[crown.key]).max()
    (joint,) = solid.joints.of(crown.key)
    solid.joints.remove(joint.key)
    solid._settle()
    state = solid.rigid._bodies[crown.key]
    state.velocity, state.position = (2.0, 3.0), (1.5, 2.4)
    for _ in range(36):
        solid.step(0.0, 0.0, 0.0)
        solid.load()
    # Six times the smoothing time later, e^-6 is left.
    assert np.abs(solid.stress[crown.key]).max() < 0.02 * loaded


def test_glass_that_lies_on_glass_is_pressed_by_the_contact() -> None:
    world = World(load_level(old_level("3")), 0)

    def struck() -> set[int]:
        """Glass whose stress is worked out, and that something touches."""
        touched = {key for contact in world.sculpture.contacts for key in (contact.a, contact.b)}
        return touched & set(world.sculpture.spans)

    while not struck() and not world.over:
        world.tick(Intent(lean=1.0))
    assert struck()
    assert world.sculpture._burden._pressed
