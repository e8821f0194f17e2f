"""Gold of a crack that is not finished dries where a level says so, and pulls at the joints then."""

import json
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.clock import TICK_S
from game.level import parse_level
from game.sim import Event, EventKind, Intent, World
from game.sim import constants as c
from game.sim.glass.fracture import AT_REST, Crack
from game.sim.rules.loss import CHAIN_TICKS, PULLED_TICKS, Deed, Loss
from game.sim.sculpture.cracks import Cracks, dryness
from tests.unit.rules.test_breath import DRUNK, SEEN_S, TWO_PANES

DRIES, BEGUN_AT = 4.0, 2.0
"""s."""


def stage(dries: float | None) -> World:
    """A flaw that opens after a second and does not grow, and one that waits, where gold dries so soon."""
    first, second = json.loads(json.dumps(TWO_PANES["flaws"]))
    rests = {"crown_glass": {"speed": 1e-6, "plateau": 1e-6}}
    made = {"gold": {"dries": dries}, "glasses": rests, "flaws": [first, second | {"opens": 50}]}
    return World(parse_level(json.dumps(TWO_PANES | made)))


def begun(crack: Crack) -> None:
    """Lay the first half of its gold, and keep it from fading."""
    crack.exposure[: len(crack.exposure) // 2] = DRUNK


def played(world: World, until: float, lay: Callable[[Crack], None] = begun, breath: bool = False) -> list[Event]:
    """What is told until then of a performance in which the first flaw has some gold from BEGUN_AT on."""
    told = list[Event]()
    while world.time < until:
        if world.time >= BEGUN_AT:
            for crack in world.sculpture.cracks.of_flaw(0):
                lay(crack)
        told += world.tick(Intent(breath=breath and world.time >= BEGUN_AT))
    return told


def dried(told: list[Event]) -> list[float]:
    return [event.tick * TICK_S for event in told if event.kind is EventKind.DRY]


def test_unfinished_gold_is_dry_after_the_time_that_the_level_gives_it() -> None:
    world = stage(DRIES)
    told = played(world, BEGUN_AT + DRIES + 1.0)
    assert dried(told) == pytest.approx([BEGUN_AT + DRIES], abs=SEEN_S)
    event = next(event for event in told if event.kind is EventKind.DRY)
    assert event.subject == "low"
    assert event.size == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("dries", [None, 60.0])
def test_it_never_is_where_the_level_does_not_say_or_in_time(dries: float | None) -> None:
    world = stage(dries)
    assert not dried(played(world, 12.0))
    assert world.view().sculpture.cracks[0].dry == pytest.approx(0.0 if dries is None else 10.0 / 60.0, abs=0.01)


def test_dark_cracks_and_ripe_ones_do_not_dry() -> None:
    world = stage(2.0)
    assert not dried(played(world, 12.0, lay=lambda crack: None)), "nothing of it is gold"
    ripe = stage(2.0)
    assert not dried(played(ripe, 12.0, lay=lambda crack: crack.exposure.fill(DRUNK))), "it sings"
    assert dryness(Crack(0, 0, 1, [0], AT_REST, ripe=True, dry=99.0), 2.0) == 0.0


def test_a_held_breath_slows_drying_as_it_slows_all_else() -> None:
    """It is the stage that counts, and gold keeps its pace meanwhile: breath is what finishes a chord in time."""
    assert dried(played(stage(DRIES), 8.0, breath=True)) == dried(played(stage(DRIES), 8.0))


def test_dry_gold_comes_to_take_its_share_of_the_load_factor_evenly() -> None:
    """Closed form: what cracks leave, times 1 - DRY_PULL x gold, PULLS_S after it is dry."""
    wet, dry = stage(None), stage(DRIES)
    for world in (wet, dry):
        played(world, BEGUN_AT + DRIES + c.PULLS_S / 2)
    half = dry.load_factor / wet.load_factor
    for world in (wet, dry):
        played(world, BEGUN_AT + DRIES + c.PULLS_S + 1.0)
    (crack,) = dry.sculpture.cracks.of_flaw(0)
    assert dryness(crack, DRIES) == 2.0
    assert dry.load_factor / wet.load_factor == pytest.approx(1.0 - c.DRY_PULL * crack.gilded, rel=1e-3)
    assert half == pytest.approx(1.0 - c.DRY_PULL * crack.gilded / 2, abs=0.02)


@given(st.lists(st.tuples(st.floats(0.0, 3.0), st.integers(0, 4)), max_size=30))
def test_each_cell_gives_back_its_second_and_none_makes_it_drier_than_dry(steps: list[tuple[float, int]]) -> None:
    """All cracks of a flaw dry as one: whoever paints a branch wets its trunk."""
    cracks = Cracks({key: Crack(key, key // 2, 1, [0], AT_REST) for key in range(4)})
    dry = 0.0
    for seconds, cells in steps:
        dry = min(DRIES + c.PULLS_S, max(0.0, dry + seconds - c.WETS_S * cells))
        assert cracks.dry(0, seconds - c.WETS_S * cells, DRIES) == pytest.approx(dry)
    assert [crack.dry for crack in cracks.all.values()] == pytest.approx([dry, dry, 0.0, 0.0])


def test_a_branch_that_comes_late_is_as_dry_as_its_trunk() -> None:
    cracks = Cracks({0: Crack(0, 0, 1, [0], AT_REST, dry=3.0)})
    cracks.all[1] = Crack(1, 0, 1, [0], AT_REST)
    assert cracks.dry(0, 1.0, DRIES) == 4.0 and cracks.all[1].dry == 4.0


def test_dryness_runs_from_wet_over_dry_to_all_that_it_pulls() -> None:
    seen = [dryness(Crack(0, 0, 1, [0], AT_REST, dry=dry), DRIES) for dry in (0.0, 2.0, 4.0, 4.0 + c.PULLS_S / 2, 99.0)]
    assert seen == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0])
    assert dryness(Crack(0, 0, 1, [0], AT_REST, dry=99.0), math.inf) == 0.0


END = 5000


@pytest.mark.parametrize(
    ("dry_for", "pulled", "breaks", "deed"),
    [
        (400, 0, None, "dried"),
        (400, CHAIN_TICKS, None, "dried"),
        (400, CHAIN_TICKS + 1, None, "still"),
        (400, 0, EventKind.BREAK, "dried"),
        (400, 0, EventKind.SPLIT, "unlit"),
        (PULLED_TICKS, 0, None, "dried"),
        (PULLED_TICKS - 1, 0, None, "still"),
    ],
)
def test_a_fall_under_dry_gold_is_told_by_it(dry_for: int, pulled: int, breaks: EventKind | None, deed: str) -> None:
    """So many ticks before the end it was dry, and pulled last: what has just dried is not why, nor what no longer
    pulls. A crack that ran through is told as that."""
    loss, dry = Loss(), Event(EventKind.DRY, END - dry_for, (0.1, 1.0), 0.8, "moon")
    loss.watch([dry], dry.tick, 0.0)
    loss.watch([], END - 1, 0.05)
    loss.watch([] if breaks is None else [Event(breaks, END, (0.0, 0.0), 1.0, "foot")], END, 0.1)
    loss.pulled_tick = END - pulled
    loss.decide("toppled", END, (0.0, 0.0))
    assert loss.deed is not None and loss.deed.kind == deed
    assert (loss.decided == dry) == (deed == "dried")
    assert loss.deed.kind != "dried" or loss.deed == Deed("dried", size=0.8)
