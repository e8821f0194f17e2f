"""Cracks: their law, their way, their branches, and what becomes of them when glass parts."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.bots import make_bot
from game.lab.perform import perform
from game.level import load_level, parse_level
from game.level.values.materials import MATERIALS, Fracture
from game.sim import EventKind, Intent, World
from game.sim import constants as c
from game.sim.glass.fracture import (
    AT_REST,
    Crack,
    aim,
    arrive,
    branch,
    cells_reached,
    grow,
    open_crack,
    stop_before,
    stress_intensity,
    tip_speed,
)
from game.sim.glass.glass import Glass
from game.sim.mesh.mesh import triangulate
from game.sim.sculpture.rigid import FLOOR, Contact
from tests.levels import TWO_HANDS, old_level


def law_of(glass: str) -> Fracture:
    """How a kind of glass cracks."""
    law = MATERIALS[glass].fracture
    assert law is not None
    return law


LAW = law_of("crown_glass")
SQUARE = triangulate(np.array([[-0.3, -0.3], [0.3, -0.3], [0.3, 0.3], [-0.3, 0.3]]))


def uniform(xx: float, yy: float, xy: float = 0.0) -> np.ndarray:
    return np.tile([xx, yy, xy], (len(SQUARE.triangles), 1))


def test_tip_speed_is_the_power_law_between_threshold_and_plateau() -> None:
    tension = 0.09e6
    length = 0.1
    k = c.SHAPE_FACTOR * tension * math.sqrt(math.pi * (length + c.SEED_LENGTH))
    assert LAW.threshold < k / LAW.toughness
    assert tip_speed(stress_intensity(tension, length), LAW) == pytest.approx(
        min(LAW.plateau, LAW.speed * (k / LAW.toughness) ** LAW.exponent)
    )
    assert tip_speed(stress_intensity(0.01e6, length), LAW) == 0.0
    assert tip_speed(stress_intensity(-1e6, length), LAW) == 0.0
    assert tip_speed(stress_intensity(5e6, length), LAW) == LAW.plateau


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_more_load_or_more_length_is_never_slower(a: float, b: float, m: float, n: float) -> None:
    (low, high), (short, long) = sorted((a, b)), sorted((m, n))
    assert (
        tip_speed(stress_intensity(low, short), LAW)
        <= tip_speed(stress_intensity(high, short), LAW)
        <= tip_speed(stress_intensity(high, long), LAW)
    )


@given(st.floats(0, 2 * math.pi), st.floats(1e3, 1e6))
def test_tension_across_an_edge_is_the_tensor_s_normal_component(angle: float, size: float) -> None:
    glass = Glass(SQUARE)
    pull = np.array([math.cos(angle), math.sin(angle)])
    tensor = size * np.outer(pull, pull)
    stress = uniform(tensor[0, 0], tensor[1, 1], tensor[0, 1])
    a, b = next(iter(glass.edge_of))
    along = np.array(glass.points[b]) - np.array(glass.points[a])
    normal = np.array([along[1], -along[0]]) / np.hypot(*along)
    assert glass.tension(stress, a, b) == pytest.approx(normal @ tensor @ normal, abs=1e-6 * size)


@pytest.mark.parametrize(("xx", "yy", "axis"), [(0.0, 0.3e6, 0), (0.3e6, 0.0, 1)])
def test_a_crack_runs_across_the_pull(xx: float, yy: float, axis: int) -> None:
    glass, stress = Glass(SQUARE), uniform(xx, yy)
    side = (0.3, 0.0) if axis == 0 else (0.0, 0.3)
    crack = open_crack(0, 0, 0, glass, side, stress)
    while (crack.ahead != AT_REST and crack.nodes[-1] not in glass.boundary) or len(crack.nodes) < 2:
        if grow(crack, glass, stress, LAW):
            arrive(crack, glass)
            if crack.nodes[-1] not in glass.boundary:
                aim(crack, glass, stress, ())
    path = np.array([glass.points[node] for node in crack.nodes])
    reach = np.abs(path[-1] - path[0])
    assert reach[axis] > 1.5 * reach[1 - axis]


def test_a_lit_tip_is_slower_and_a_sealed_one_rests() -> None:
    glass, stress = Glass(SQUARE), uniform(0.0, 0.05e6)
    crack = open_crack(0, 0, 0, glass, (0.3, 0.0), stress)
    grow(crack, glass, stress, LAW)
    free = crack.speed
    crack.lit_tip = True
    grow(crack, glass, stress, LAW)
    assert 0 < crack.speed == pytest.approx(c.LIT_TIP * free, rel=0.01)
    crack.exposure[cells_reached(crack, glass) - 1] = 1.0
    grow(crack, glass, stress, LAW)
    assert crack.speed == 0.0 < crack.intensity, "gold at the tip bridges it"
    crack.exposure[:] = 0.99
    grow(crack, glass, stress, LAW)
    assert crack.speed > 0.0, "gold that has faded lets it go"
    crack.sealed = True
    grow(crack, glass, stress, LAW)
    assert crack.speed == 0.0 == crack.intensity


def test_strained_sound_glass_cracks_of_itself_and_becomes_a_voice_to_win() -> None:
    world = World(load_level(old_level("1")), 0)
    crown = next(body for body in world.sculpture.bodies.values() if body.name == "crown")
    assert crown.material.fracture is not None
    for _ in range(int(2 * c.NUCLEATION_S * 120)):
        world.tick(Intent())
        world.sculpture.stress[crown.key][:, 1] = 2 * crown.material.fracture.strength
    assert len(world.voices) == len(world.level.flaws) + 1
    assert any(crack.body == crown.key for crack in world.sculpture.cracks.all.values())


def test_a_fast_tip_branches_once_and_both_arms_belong_to_one_voice() -> None:
    level = load_level(TWO_HANDS)
    counts = []

    def watch(world: World, intent: Intent, events: object) -> None:
        counts.append(max(len(world.sculpture.cracks.of_flaw(row)) for row in range(len(level.flaws))))

    for seed in range(3):
        perform(level, seed, make_bot("idle", seed), watch=watch)
    assert set(counts) == {0, 1, 2}


def test_a_branch_asks_for_no_gold_before_it_can_be_seen() -> None:
    glass, stress = Glass(SQUARE), uniform(0.0, 0.3e6)
    stem = open_crack(0, 0, 0, glass, (0.3, 0.0), stress, length=0.2)
    twig = next(
        Crack(1, 0, 0, [stem.nodes[-1]], node, exposure=np.zeros(c.CELLS_PER_EDGE), stem=stem.passed)
        for node in glass.neighbours[stem.nodes[-1]]
        if node not in (*stem.nodes, stem.ahead)
    )
    assert cells_reached(twig, glass) == 0 and cells_reached(stem, glass) > 0
    grow(twig, glass, uniform(0.3e6, 0.3e6), LAW)
    assert twig.speed > 0.0, "it runs all the same"
    twig.along = c.LEAST_BRANCH
    assert cells_reached(twig, glass) > 0


def test_a_level_can_make_its_glass_as_tough_as_it_likes() -> None:
    level = load_level(old_level("1"))
    changed = level.model_dump(by_alias=True, mode="json") | {"glasses": {"flint_glass": {"toughness": 1e8}}}
    world = World(parse_level(json.dumps(changed)), 0)
    for _ in range(120 * 10):
        world.tick(Intent())
    (crack,) = world.sculpture.cracks.all.values()
    assert crack.speed == 0.0


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["1", "2", "3"]), st.floats(-1, 1))
def test_any_history_keeps_everything_finite_and_makes_no_energy(seed: int, level: str, lean: float) -> None:
    """Random hands at random levels: no NaN, mass kept, every mesh valid, a split makes no energy."""
    world = World(load_level(old_level(level)), seed)
    total = sum(body.mass for body in world.sculpture.bodies.values())
    draw = np.random.default_rng(seed)
    after, gain = energy(world), 0.0
    while not world.over and world.time < 20:
        if world.ticks % 40 == 0:
            lean = float(draw.uniform(-1, 1))
        events = world.tick(Intent(lean=lean, aim=(float(draw.uniform(-1, 1)), float(draw.uniform(0, 2)))))
        if any(event.kind is EventKind.SPLIT for event in events):
            masses = [body.mass for body in world.sculpture.bodies.values()]
            masses += [sliver.mass for sliver in world.sculpture.glitter]
            assert sum(masses) == pytest.approx(total, rel=1e-9)
            # The tick that splits also steps: the hand and the joints may give what they gave the tick before.
            assert energy(world) - after <= max(0.0, gain) + 0.02 * total
        before, after = after, energy(world)
        gain = after - before
    assert np.isfinite(world.sculpture.motion).all()
    assert all(np.isfinite(stress).all() for stress in world.sculpture.stress.values())
    for body in world.sculpture.bodies.values():
        assert body.area > 0
    for crack in world.sculpture.cracks.all.values():
        glass = world.sculpture.bodies[crack.body].glass
        assert all(b in glass.neighbours[a] for a, b in crack.edges)


def energy(world: World) -> float:
    """Kinetic and potential energy of all bodies, J."""
    mass = np.array([body.mass for body in world.sculpture.bodies.values()])
    moment = np.array([body.moment for body in world.sculpture.bodies.values()])
    height, velocity = world.sculpture.motion[:, 1], world.sculpture.motion[:, 3:]
    kinetic = 0.5 * (mass @ (velocity[:, :2] ** 2).sum(axis=1) + moment @ velocity[:, 2] ** 2)
    return float(kinetic + c.GRAVITY * mass @ height)


def test_a_hard_blow_cracks_sound_standing_glass_and_a_soft_one_does_not() -> None:
    world = World(load_level(old_level("1")), 0)
    world.tick(Intent())
    solid = world.sculpture
    crown = next(body for body in solid.bodies.values() if body.name == "crown")
    x, y = solid.centre_of(crown)
    for size, cracks in ((0.5 * c.CRACKING_HIT, 0), (2.0 * c.CRACKING_HIT, 1)):
        solid.contacts = [Contact(crown.key, FLOOR, (size, 0.0), ((x - 0.1, y), (x - 0.1, y)), first=True)]
        assert len(solid.openings(0.0)) == cracks
    crown.standing = False
    assert solid.openings(0.0) == []


def test_a_crack_that_meets_another_may_part_the_piece() -> None:
    """Two cracks that join, each from its own side, cut the glass like one that runs through."""
    world = World(load_level(old_level("1")), 0)
    world.tick(Intent())
    solid = world.sculpture
    heart = next(body for body in solid.bodies.values() if body.name == "heart")
    glass = heart.glass
    first = solid.open_crack(0, heart, (-0.3, 0.0))
    second = solid.open_crack(0, heart, (0.3, 0.0))
    while second.nodes[-1] not in first.nodes:
        here = second.nodes[-1]
        goal = glass.points[first.nodes[-1]]
        second.nodes.append(
            min(
                (n for n in glass.neighbours[here] if n not in second.nodes),
                key=lambda n: math.dist(glass.points[n], goal),
            )
        )
    second.ahead = first.ahead = AT_REST
    before = len(solid.bodies)
    assert len(solid.split([heart])) == 1
    assert len(solid.bodies) == before + 1


@settings(deadline=None)
@given(st.floats(-0.28, 0.28), st.floats(-0.28, 0.28), st.floats(0.1, 0.6))
def test_no_crack_opens_across_another_open_one(first_at: float, second_at: float, length: float) -> None:
    """Where they meet the glass may part, which growth sees to: a jump across was a cut that nobody noticed."""
    glass = Glass(SQUARE)
    across, up = uniform(0.0, 2e5), uniform(2e5, 0.0)
    first = open_crack(0, 0, 0, glass, (-0.3, first_at), across, (), length)
    second = open_crack(1, 1, 0, glass, (second_at, -0.3), up, (), 0.6, set(first.nodes))
    assert not set(second.nodes[1:]) & set(first.nodes)
    if second.ahead in first.nodes:
        assert second.along <= glass.length(second.nodes[-1], second.ahead)


def runner(length: float = 0.4, jump: float = 0.2) -> World:
    """The test level of two hands, whose first flaw runs and forks."""
    text = json.loads(TWO_HANDS.read_text(encoding="utf-8"))
    text["flaws"][0] |= {"length": length, "jump": jump}
    return World(parse_level(json.dumps(text)), 0)


def test_a_flaw_jumps_open_runs_on_by_itself_and_forks() -> None:
    world = runner()
    while not (cracks := world.sculpture.cracks.of_flaw(0)):
        world.tick(Intent())
    assert sum(crack.length for crack in cracks) == pytest.approx(0.2, rel=0.1)
    opened_at = world.time
    while any(one.is_opening for one in world.sculpture.cracks.of_flaw(0)):
        world.tick(Intent())
    stem, *branches = world.sculpture.cracks.of_flaw(0)
    assert len(branches) == 1 and branches[0].length > 0.05
    assert stem.length + branches[0].length == pytest.approx(0.4, rel=0.12), "what it opens to, with its branch"
    assert 0.5 * 0.2 / c.RUN_SPEED < world.time - opened_at < 1.2 * 0.2 / c.RUN_SPEED


def test_light_and_gold_do_not_keep_a_flaw_from_opening_and_it_is_not_ripe_before() -> None:
    world, ripe = runner(), list[float]()
    while not ripe and world.time < 20:
        events = world.tick(Intent())
        cracks = world.sculpture.cracks.of_flaw(0)
        for crack in cracks:
            crack.lit_tip, crack.exposure[:] = True, c.EXPOSURE_CAP
        ripe += [world.time for event in events if event.kind is EventKind.RIPE]
        assert not (ripe and any(crack.is_opening for crack in cracks))
    assert ripe and sum(crack.length for crack in cracks) == pytest.approx(0.4, rel=0.12)


def test_a_flaw_that_jumps_as_far_as_it_comes_opens_as_one_that_says_nothing_of_it() -> None:
    said, silent = runner(0.3, 0.3), runner(0.3, 0.3)
    silent.level.flaws[0].__dict__["jump"] = None
    for _ in range(120 * 10):
        said.tick(Intent())
        silent.tick(Intent())
    assert said.digest() == silent.digest() and said.sculpture.cracks.of_flaw(0)


@settings(deadline=None)
@given(st.floats(-0.28, 0.28), st.floats(-3e5, 3e5), st.floats(-3e5, 3e5), st.floats(-3e5, 3e5))
def test_a_crack_that_opens_keeps_inside_however_its_glass_is_bent(at: float, xx: float, yy: float, xy: float) -> None:
    glass, stress = Glass(SQUARE), uniform(xx, yy, xy)
    crack = open_crack(0, 0, 0, glass, (-0.3, at), stress, (), 0.4, run=0.1)
    assert not set(crack.nodes[1:]) & glass.boundary
    assert crack.length == pytest.approx(0.4, abs=0.02) or crack.ahead in glass.boundary


def test_a_branch_takes_its_share_of_what_is_still_to_run() -> None:
    glass, stress = Glass(SQUARE), uniform(0.0, 3e5)
    stem = open_crack(0, 0, 0, glass, (-0.3, 0.0), stress, (), 0.2)
    stem.run = 0.2
    arrive(stem, glass)
    aim(stem, glass, stress, (), glass.boundary)
    twig = branch(1, stem, glass, stress, ())
    assert twig is not None and twig.run == pytest.approx(c.BRANCH_SHARE * 0.2)
    assert stem.run + twig.run == pytest.approx(0.2)


def test_a_crack_that_runs_by_itself_stops_short_of_an_edge() -> None:
    glass, stress = Glass(SQUARE), uniform(0.0, 3e5)
    crack = open_crack(0, 0, 0, glass, (-0.3, 0.0), stress, (), 0.2)
    crack.run = 1.0
    stop_before(crack, glass, ())
    assert crack.run == 1.0
    stop_before(crack, glass, {crack.ahead})
    assert crack.along + crack.run < glass.length(crack.nodes[-1], crack.ahead)
