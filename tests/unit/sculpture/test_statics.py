"""Frames at rest against closed forms, and an arch on two feet against what it does when left alone."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.core.clock import TICK_S
from game.core.geom import Floats, turned
from game.core.paths import shipped_levels
from game.lab.check import check_level
from game.level.load import LevelError, load_level, parse_level
from game.sim import EventKind, Intent, World
from game.sim.constants import GRAVITY
from game.sim.sculpture.linkage import Link, deformations, free_motions
from game.sim.sculpture.sculpture import Sculpture
from game.sim.sculpture.statics import Foot, Member, UnbalancedError, balance

ARCH = json.loads((Path(__file__).parent / "arch.json").read_text(encoding="utf-8"))
WIDE = 10.0
WEIGHT = 12.0 * GRAVITY
"""N, of the whole beam or arch."""
SPAN, RISE = 3.0, 2.0


def weld(a: int, b: int, at: tuple[float, float], stiffness: float = 50.0) -> Member:
    return Member(Link(a, b, at, None), stiffness, math.inf, False)


def hinge(a: int, b: int, at: tuple[float, float]) -> Member:
    return Member(Link(a, b, at, None), 0.0, 0.0, False)


def foot(body: int, at: float, half: float = WIDE, grip: float = WIDE) -> Foot:
    return Foot(body, at - half, at + half, 0.0, grip)


def mirrored(at: tuple[float, float]) -> tuple[float, float]:
    return SPAN - at[0], at[1]


def portal(corner: float = 50.0) -> tuple[Floats, Floats, list[Member]]:
    """Two columns without weight on feet without weight, and a beam in two halves, welded at five places."""
    masses = np.array([0.0, 0.0, 6.0, 6.0, 0.0, 0.0])
    centres = [(0, 0), (0, 1), (SPAN / 4, RISE), (3 * SPAN / 4, RISE), (SPAN, 1), (SPAN, 0)]
    places = [(0.0, 0.0), (0.0, RISE), (SPAN / 2, RISE), (SPAN, RISE), (SPAN, 0.0)]
    welds = [weld(i, i + 1, at, corner if i in (1, 3) else 50.0) for i, at in enumerate(places)]
    return masses, np.array(centres, dtype=float), welds


@pytest.mark.parametrize("corner", [50.0, 20.0, 400.0])
def test_a_portal_frame_shares_its_beam_between_corners_and_middle(corner: float) -> None:
    """Half a beam turns about its middle: corner + middle = W L / 8; of all such, 2 c^2 / k + m^2 / K is least.

    The columns bend the feet not at all if the thrust is corner / height.
    """
    masses, centres, welds = portal(corner)
    rest = balance(masses, centres, welds, [foot(0, 0.0), foot(5, SPAN)])
    at_corner = WEIGHT * SPAN / 8 / (1 + 2 * 50.0 / corner)
    at_middle = WEIGHT * SPAN / 8 - at_corner
    np.testing.assert_allclose(np.abs(rest.moments), [0, at_corner, at_middle, at_corner, 0], atol=1e-3)
    np.testing.assert_allclose(np.abs(rest.forces[:, 0]), at_corner / RISE, rtol=1e-4)
    np.testing.assert_allclose(np.abs(rest.forces[[0, 4], 1]), WEIGHT / 2, rtol=1e-9)


@pytest.mark.parametrize("end", [hinge, weld])
def test_a_two_hinged_arch_thrusts_as_its_simple_beam_bends(end: Any) -> None:
    """H = sum(M0 y) / sum(y^2) over the welds, with M0 the bending of a beam of that span (Timoshenko).

    Welded feet bear the rest: then the springs there count too, of height 0 and moment M0 = 0, and take nothing.
    """
    haunch, crown = (0.6, 1.3), (SPAN / 2, RISE)
    places = [(0.0, 0.0), haunch, crown, mirrored(haunch), (SPAN, 0.0)]
    centres = np.array([(0, 0), (0.3, 0.7), (1.0, 1.8), mirrored((1.0, 1.8)), mirrored((0.3, 0.7)), (SPAN, 0)])
    masses = np.array([0.0, 2.0, 4.0, 4.0, 2.0, 0.0])
    members = [(end if i in (0, 4) else weld)(i, i + 1, at) for i, at in enumerate(places)]
    rest = balance(masses, centres, members, [foot(0, 0.0), foot(5, SPAN)])
    bending = [
        WEIGHT / 2 * x - GRAVITY * sum(m * max(0.0, x - cx) for m, cx in zip(masses, centres[:, 0], strict=True))
        for x, _ in places
    ]
    heights = [y for _, y in places]
    thrust = float(np.dot(bending, heights) / np.dot(heights, heights))
    if end is hinge:
        np.testing.assert_allclose(np.abs(rest.forces[:, 0]), thrust, rtol=1e-4)
        expected = np.abs(np.array(bending) - thrust * np.array(heights))
        np.testing.assert_allclose(np.abs(rest.moments), expected, atol=1e-3)
    else:
        assert np.abs(rest.moments[[0, 4]]).max() > 0.01


def test_splayed_legs_that_would_slip_bend_instead() -> None:
    """What friction does not hold, V d - mu V h, the welds at foot and top share by halves."""
    lean, grip = 0.8, 0.25
    masses, centres = np.array([0.0, 0.0, 12.0, 0.0, 0.0]), np.array(
        [(0, 0), (lean / 2, 1), (SPAN / 2, RISE), (SPAN - lean / 2, 1), (SPAN, 0)]
    )  # fmt: skip
    places = [(0.0, 0.0), (lean, RISE), (SPAN - lean, RISE), (SPAN, 0.0)]
    welds = [weld(i, i + 1, at) for i, at in enumerate(places)]
    rest = balance(masses, centres, welds, [foot(0, 0.0, grip=grip), foot(4, SPAN, grip=grip)])
    np.testing.assert_allclose(np.abs(rest.forces[:, 0]), grip * WEIGHT / 2, rtol=1e-6)
    np.testing.assert_allclose(np.abs(rest.moments), WEIGHT / 2 * (lean - grip * RISE) / 2, rtol=1e-4)
    free = balance(masses, centres, welds, [foot(0, 0.0), foot(4, SPAN)])
    np.testing.assert_allclose(np.abs(free.forces[:, 0]), WEIGHT / 2 * lean / RISE, rtol=1e-4)


def test_a_cable_takes_what_hangs_on_it_and_never_pushes() -> None:
    masses, centres = np.array([5.0, 2.0]), np.array([(0.0, 1.0), (0.5, 0.5)])
    cable = Member(Link(0, 1, (0.5, 1.5), (0.5, 0.5)), 0.0, math.inf, True)
    rest = balance(masses, centres, [cable], [foot(0, 0.0)])
    np.testing.assert_allclose(rest.moments, [2.0 * GRAVITY])
    pushed = Member(Link(0, 1, (0.5, 0.1), (0.5, 0.5)), 0.0, math.inf, True)
    with pytest.raises(UnbalancedError, match="cable"):
        balance(masses, centres, [pushed], [foot(0, 0.0)])


@pytest.mark.parametrize(("join", "half", "fault"), [(weld, 0.1, "tip over"), (hinge, WIDE, "nothing holds")])
def test_what_leans_out_too_far_is_refused(join: Any, half: float, fault: str) -> None:
    masses, centres = np.array([1.0, 3.0]), np.array([(0.0, 0.1), (0.6, 1.0)])
    with pytest.raises(UnbalancedError, match=fault):
        balance(masses, centres, [join(0, 1, (0.0, 0.2))], [foot(0, 0.0, half)])


def test_struts_on_ice_are_refused() -> None:
    masses, centres = np.array([3.0, 3.0]), np.array([(0.4, 1.0), (1.1, 1.0)])
    apex = [hinge(0, 1, (0.75, 2.0))]
    rest = balance(masses, centres, apex, [foot(0, 0.0, 0.0), foot(1, 1.5, 0.0)])
    np.testing.assert_allclose(np.abs(rest.forces), [[3.0 * GRAVITY * 0.4 / 2.0, 0.0]], atol=1e-6)
    with pytest.raises(UnbalancedError, match=r"slip|tip"):
        balance(masses, centres, apex, [foot(0, 0.0, 0.0, 0.0), foot(1, 1.5, 0.0, 0.0)])


# An arch on two feet ---------------------------------------------------------------------------------------------


def arch(poise: float) -> World:
    return World(parse_level(json.dumps(ARCH | {"poise": poise, "whispers": []})))


@pytest.mark.parametrize("poise", [7.0, 1.3])
def test_an_arch_stands_still_on_both_feet(poise: float) -> None:
    world = arch(poise)
    assert [world.sculpture.bodies[key].name for key in world.sculpture.feet] == ["foot-left", "foot-right"]
    start = world.sculpture.motion[:, :3].copy()
    for _ in range(340):  # its first flaw opens at 3 s
        events = world.tick(Intent())
        assert not any(event.kind in (EventKind.CRACK, EventKind.FLAW, EventKind.BREAK) for event in events)
    assert abs(world.sway) < 1e-3
    assert np.abs(world.sculpture.motion[:, :3] - start).max() < 2e-3
    assert world.state.load_factor == pytest.approx(poise, rel=1e-6)


def test_joint_forces_of_an_arch_balance_every_piece() -> None:
    world = arch(3.0)
    for tick in range(240):
        world.tick(Intent(lean=0.05 * math.sin(tick / 20)))
    solid = world.sculpture
    rate = (solid.motion[:, 3:] - solid._before[:, 3:]) / TICK_S
    bends = dict(zip([j.key for j in solid.joints.all.values()], solid.joints.bends[:, 1], strict=True))
    for row, body in enumerate(solid.bodies.values()):
        if body.key in solid.feet:
            continue
        force, moment = np.array([0.0, -body.mass * GRAVITY]), 0.0
        for joint, reaction in zip(solid.joints.all.values(), solid._burden.forces, strict=True):
            for key, end, sign in ((joint.a, joint.ends[0], 1.0), (joint.b, joint.ends[1], -1.0)):
                if key == body.key:
                    arm = turned(np.array(end) - body.rest, float(solid.motion[row, 2]))
                    force += sign * reaction
                    moment += sign * (arm[0] * reaction[1] - arm[1] * reaction[0] + bends[joint.key])
        np.testing.assert_allclose(force, body.mass * rate[row, :2], atol=0.02 * body.mass * GRAVITY)
        assert moment == pytest.approx(body.moment * rate[row, 2], abs=0.5)


def test_a_piece_that_cannot_be_balanced_is_refused_by_name(tmp_path: Path) -> None:
    level = pendulum_level(0.1)
    level["pieces"][0]["shape"]["size"] = [0.1, 0.1]
    level["pieces"][1] |= {"at": [0.9, 0.15], "shape": {"type": "box", "size": [1.9, 0.1]}}
    level["flaws"][0]["at"] = [0, 0.05]
    path = tmp_path / "beside.json"
    path.write_text(json.dumps(level), encoding="utf-8")
    with pytest.raises(LevelError, match=r'"foot" cannot be balanced at rest: it would tip over its edge'):
        check_level(path)


# Sway and its decay ------------------------------------------------------------------------------------------------


def pendulum_level(damping: float) -> dict[str, Any]:
    """A plate on one weld: one inverted pendulum."""
    return {
        "version": 1,
        "title": "Pendulum",
        "pieces": [
            {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [1, 0.1]}},
            {"id": "plate", "material": "crown_glass", "at": [0, 0.7], "shape": {"type": "box", "size": [0.3, 1.2]}},
        ],
        "joints": [{"type": "weld", "pieces": ["foot", "plate"], "at": [0, 0.1], "damping": damping}],
        "poise": 1.4,
        "lights": [{"id": "l", "from": [-2, 1], "toward": [0, 1]}],
        "flaws": [{"piece": "plate", "at": [0, 0.6], "opens": 60}],
        "goal": {"voices": 1, "within": 90},
    }


@pytest.mark.parametrize("damping", [0.02, 0.1, 0.3])
def test_sway_has_the_period_and_the_decay_that_the_weld_asks_for(damping: float) -> None:
    """I t'' + c t' + (k - m g h) t = 0: decay c / 2 I, period of sqrt((k - m g h) / I - decay^2), to 1 %."""
    solid = Sculpture(parse_level(json.dumps(pendulum_level(damping))))
    plate, joint = solid.bodies[1], solid.joints.all[0]
    arm = float(plate.rest[1]) - 0.1
    inertia = plate.moment + plate.mass * arm**2
    decay = joint.damping / 2 / inertia
    rate = math.sqrt((joint.stiffness - plate.mass * GRAVITY * arm) / inertia - decay**2)
    solid.rigid._bodies[1].velocity, solid.rigid._bodies[1].angular_velocity = (-0.02 * arm, 0.0), 0.02
    solid.state.motion = solid.rigid.motion()
    angles = []
    for _ in range(round(3 * 2 * math.pi / rate / TICK_S)):
        solid.step(0.0, 0.0, 0.0)
        angles.append(float(solid.motion[1, 2] - solid.motion[0, 2]))
    turns = [i for i in range(1, len(angles) - 1) if (angles[i] - angles[i - 1]) * (angles[i + 1] - angles[i]) < 0]
    swings = np.abs(np.diff([angles[i] for i in turns]))
    assert (turns[2] - turns[0]) * TICK_S == pytest.approx(2 * math.pi / rate, rel=0.01)
    assert math.log(swings[0] / swings[2]) / ((turns[2] - turns[0]) * TICK_S) == pytest.approx(decay, rel=0.01)


@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_a_level_sways_as_the_linear_frame_says(path: Path) -> None:
    """Its slowest mode, let go of by itself: period and decay to 1 %, whatever its dampers would need in a tick.

    The period of a frame with loops is right to 8 %.
    """
    solid = Sculpture(load_level(path))
    solid.load_factor()
    assert solid._bearing._poise is not None
    chain, joints = [solid.bodies[key] for key in solid.joints.attached(solid.feet)], solid._bearing._joints
    links, _ = solid.joints.links({body.key: row for row, body in enumerate(chain)})
    centres = np.array([body.rest for body in chain])
    free = free_motions(centres, links, range(len(solid.feet)))
    bends = deformations(centres, links) @ free
    inertia = free.T @ (np.array([[b.mass, b.mass, b.moment] for b in chain]).reshape(-1, 1) * free)
    weight = solid._bearing._poise._pushes @ solid._bearing._poise._pushes.T - solid._bearing._poise._stabilising
    stiffness = bends.T @ (np.array([[joint.stiffness] for joint in joints]) * bends) - weight
    damping = bends.T @ (np.array([[joint.damping] for joint in joints]) * bends)
    size = len(inertia)
    first_order = np.zeros((2 * size, 2 * size))
    first_order[:size, size:] = np.eye(size)
    first_order[size:] = -np.linalg.solve(inertia, np.hstack([stiffness, damping]))
    values, vectors = np.linalg.eig(first_order)
    slowest = int(np.argmin(np.abs(values) + 1e9 * (values.imag <= 0.0)))
    kick = (free @ vectors[:size, slowest].real).reshape(-1, 3)
    for body, (x, y, turn) in zip(chain, (0.02 * kick / np.abs(kick).max()).tolist(), strict=True):
        rigid = solid.rigid._bodies[body.key]
        rigid.velocity, rigid.angular_velocity = (x, y), turn
    solid.state.motion = solid.rigid.motion()
    sways, period = [], 2 * math.pi / float(values[slowest].imag)
    for _ in range(round(2.2 * period / TICK_S)):
        solid.step(0.0, 0.0, 0.0)
        sways.append(solid.stance().sway)
    turns = [i for i in range(1, len(sways) - 1) if (sways[i] - sways[i - 1]) * (sways[i + 1] - sways[i]) < 0]
    swings = np.abs(np.diff([sways[i] for i in turns]))
    has_loop = len(links) > len(chain) - 1  # the step holds the pivots of heavy loops by iterations alone: they give
    assert (turns[2] - turns[0]) * TICK_S == pytest.approx(period, rel=0.08 if has_loop else 0.01)
    decay = math.log(swings[0] / swings[2]) / ((turns[2] - turns[0]) * TICK_S)
    assert has_loop or decay == pytest.approx(-float(values[slowest].real), rel=0.01)
