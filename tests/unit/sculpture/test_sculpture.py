"""Rigid pieces, springs and cracks together: balance, buckling, conservation."""

import json

import numpy as np
import pytest

from game.bench.states import PLATES, about_to_split
from game.level import Level, parse_level
from game.sim import Intent, World
from game.sim.constants import GRAVITY, WEAKEST_LENGTH, YIELDS_S
from game.sim.sculpture.sculpture import Sculpture
from tests.unit.level.sample_level import VALID


def level(**changes: float) -> Level:
    return parse_level(json.dumps(pole(**changes)))


def pole(poise: float = 1.5, offset: float = 0.0, strength: float = 6000.0) -> dict[str, object]:
    """A glass plate on a heavy foot: an inverted pendulum with its mass `offset` m to the right of the weld."""
    return {
        "version": 1,
        "title": "Pole",
        "poise": poise,
        "pieces": [
            {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [1.0, 0.1]}},
            {
                "id": "plate",
                "material": "crown_glass",
                "at": [offset, 0.6],
                "shape": {"type": "box", "size": [0.4, 1.0]},
            },
        ],
        "joints": [
            {"type": "weld", "pieces": ["foot", "plate"], "at": [0, 0.1], "damping": 0.05, "strength": strength}
        ],
        "lights": [{"id": "key", "from": [-1.5, 3.4], "toward": [-1.5, 1.0]}],
        "optics": [{"type": "mirror", "id": "left", "at": [-1.5, 0.6], "angle": 45}],
        "flaws": [{"piece": "plate", "at": [0.2, 0.0], "opens": 500}],
        "goal": {"voices": 1, "within": 600},
    }


def stand(sculpture: Sculpture, seconds: float) -> None:
    for _ in range(int(seconds * 120)):
        sculpture.step(0.0, 0.0, 0.0)


def test_the_weld_carries_the_weight_above_it() -> None:
    sculpture = Sculpture(level())
    stand(sculpture, 2.0)
    assert sculpture.rigid.joint_force(0) == pytest.approx(sculpture.bodies[1].mass * GRAVITY, rel=1e-3)


def test_an_open_flaw_weakens_evenly_over_the_time_that_is_left_to_bring_light() -> None:
    """At once it would be a fall that no hand could have held: down to its poise, and no further, in YIELDS_S."""
    text = pole(poise=1.5)
    flaw = {"piece": "plate", "at": [0.2, 0.0], "opens": 500, "poise": 0.9}
    sculpture = Sculpture(parse_level(json.dumps(text | {"flaws": [flaw]})))
    sculpture.open_crack(0, sculpture.bodies[1], (0.2, 0.0), WEAKEST_LENGTH + 0.02)
    factors = []
    for _ in range(round(2 * YIELDS_S * 120)):
        factors.append(sculpture.load_factor())
        sculpture.grow()
    middle = round(YIELDS_S * 60)
    assert factors[0] == pytest.approx(1.5)
    assert factors[middle] == pytest.approx(1.2, abs=0.01)
    assert factors[2 * middle] == pytest.approx(0.9) and factors[-1] == pytest.approx(0.9)


@pytest.mark.parametrize("offset", [-0.15, 0.0, 0.1])
def test_a_sculpture_is_built_balanced_whatever_leans_out(offset: float) -> None:
    sculpture = Sculpture(level(poise=1.2, offset=offset))
    stand(sculpture, 8.0)
    assert abs(sculpture.motion[1, 2]) < 2e-3


@pytest.mark.parametrize(("poise", "stands"), [(0.93, False), (1.08, True)])
def test_it_buckles_just_where_the_load_factor_says(poise: float, stands: bool) -> None:
    sculpture = Sculpture(level(poise=poise))
    sculpture.step(0.0, 0.0, 0.2)
    stand(sculpture, 20.0)
    assert (abs(sculpture.motion[1, 2]) < 0.1) == stands


def test_it_swings_at_the_frequency_of_the_linear_pendulum() -> None:
    sculpture = Sculpture(level(poise=3.0))
    plate, joint = sculpture.bodies[1], sculpture.joints.all[0]
    arm = plate.rest[1] - 0.1
    inertia = plate.moment + plate.mass * arm**2
    expected = np.sqrt((joint.stiffness - plate.mass * GRAVITY * arm) / inertia) / (2 * np.pi)
    sculpture.step(0.0, 0.0, 0.5)
    angles = []
    for _ in range(120 * 20):
        sculpture.step(0.0, 0.0, 0.0)
        angles.append(sculpture.motion[1, 2])
    ups = np.flatnonzero((np.array(angles[:-1]) < 0) & (np.array(angles[1:]) >= 0))
    assert 120.0 / np.diff(ups).mean() == pytest.approx(expected, rel=0.02)


def test_a_weld_breaks_above_its_strength_and_not_below() -> None:
    weight = Sculpture(level()).bodies[1].mass * GRAVITY
    for strength, broken in ((1.2 * weight, False), (0.8 * weight, True)):
        sculpture = Sculpture(level(strength=strength))
        stand(sculpture, 0.5)
        assert bool(sculpture.break_joints()) == broken


def test_a_disc_that_rolled_off_has_fallen_though_its_middle_is_above_the_plinth() -> None:
    """It lies on the floor beside the plinth, and nothing that it would have sung counts any more."""
    text, radius = json.dumps(pole()), 0.4
    text = text.replace('"at": [0.0, 0.6]', f'"at": [0.0, {0.1 + radius}]').replace(
        '"at": [0.2, 0.0]', f'"at": [{radius}, 0.0]'
    )
    text = text.replace('{"type": "box", "size": [0.4, 1.0]}', f'{{"type": "disc", "radius": {radius}}}')
    sculpture = Sculpture(parse_level(text))
    sculpture.joints.remove(0)
    body = sculpture.bodies[1]
    fell = list[str]()
    for tick in range(6 * 120):
        sculpture.step(0.0, 0.0, 6.0 if tick < 60 else 0.0)
        fell += [each.name for each in sculpture.stance().fell]
    assert sculpture.centre_of(body)[1] > 0.0, "that is not what tells"
    assert not body.standing and fell == ["plate"]
    assert sculpture.stance().mass_fallen == body.mass and sculpture.stance().crown < 2.0 * radius


def crack_through(world: World) -> None:
    """Run a straight crack through the plate, level with its middle, without waiting for it."""
    body = world.sculpture.bodies[1]
    crack = world.sculpture.open_crack(0, body, (0.2, 0.0))
    while crack.nodes[-1] not in body.glass.boundary or len(crack.nodes) < 2:
        nodes = body.mesh.nodes
        here = crack.nodes[-1]
        crack.nodes.append(
            min(
                (n for n in body.glass.neighbours[here] if n not in crack.nodes),
                key=lambda n: abs(nodes[n, 1]) + 2 * max(0.0, nodes[n, 0] - nodes[here, 0]),
            )
        )
    crack.ahead = -1


def momenta(sculpture: Sculpture) -> np.ndarray:
    """Mass, linear momentum (2) and angular momentum about the origin."""
    bodies = list(sculpture.bodies.values())
    mass = np.array([b.mass for b in bodies])
    moment = np.array([b.moment for b in bodies])
    x, y, _, vx, vy, spin = sculpture.motion.T
    return np.array([mass.sum(), mass @ vx, mass @ vy, moment @ spin + mass @ (x * vy - y * vx)])


def test_a_split_conserves_mass_and_both_momenta() -> None:
    world = World(level())
    for _ in range(30):
        world.tick(Intent(lean=0.7))
    before = momenta(world.sculpture)
    crack_through(world)
    (split,) = world.sculpture.split([world.sculpture.bodies[1]])
    assert len(split.parts) == 2
    after = momenta(world.sculpture)
    assert abs(before[2]) > 0 or abs(before[1]) > 0
    np.testing.assert_allclose(after[:3], before[:3], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(after[3], before[3], rtol=1e-9, atol=1e-9)


def test_the_part_under_the_crack_keeps_the_weld_and_the_upper_one_is_loose() -> None:
    world = World(level())
    crack_through(world)
    (split,) = world.sculpture.split([world.sculpture.bodies[1]])
    (joint,) = world.sculpture.joints.all.values()
    lower = min(split.parts, key=lambda part: part.rest[1])
    assert lower.key in (joint.a, joint.b)
    assert all(part.name == "plate" for part in split.parts)


def test_nothing_flies_apart_after_a_split() -> None:
    world = World(level())
    crack_through(world)
    world.sculpture.split([world.sculpture.bodies[1]])
    for _ in range(60):
        world.tick(Intent())
    assert np.abs(world.sculpture.motion[:, 3:]).max() < 0.5


def test_the_sample_of_every_part_performs() -> None:
    world = World(parse_level(VALID.replace('"poise": 1.35', '"poise": null')))
    for _ in range(240):
        world.tick(Intent(lean=0.1, aim=(0.0, 0.5)))
    assert np.isfinite(world.sculpture.motion).all()


def test_twenty_splits_in_one_tick_conserve_everything_and_do_not_explode() -> None:
    world = about_to_split()
    solid = world.sculpture
    for body in solid.bodies.values():
        if body.key not in solid.feet:
            solid.rigid._bodies[body.key].angular_velocity = 0.05
    solid.state.motion = solid.rigid.motion()
    before = momenta(solid)
    passed, torn = solid.grow()
    assert len(passed) == len(torn) == PLATES
    assert len(solid.split(torn)) == PLATES
    np.testing.assert_allclose(momenta(solid), before, rtol=1e-9, atol=1e-9)
    assert before[0] > 0 and len(solid.bodies) == 2 * PLATES + 1
    for _ in range(120):
        world.tick(Intent())
    assert np.abs(solid.motion[:, 3:5]).max() < 3.0
