"""Every level found on disk keeps its own promises (`expect`), and the bars that hold for all.

No more is played than tells: a bar that two of three performances have cleared needs no third.
`flawsong prove` goes over more seeds.
"""

from functools import cache
from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.paths import shipped_levels
from game.lab.perform import perform
from game.lab.proof.bars import LEVELS_PER_ACT
from game.level import load_level
from game.sim import Event, EventKind, Intent, World

SEEDS = 3
"""Enough to notice."""
EXPERT_WINS = 2 / 3
CURIOUS_S = (1.0, 3.0)
"""Stage time from which and up to which somebody tries what leaning does, s..."""
SWINGS_S = 6.0
"""...and for how long it then swings by itself."""

every_level = pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)


@cache
def played(path: Path, bot: str, seed: int) -> tuple[str, tuple[EventKind, ...]]:
    """How a performance ended, and the kinds of all events in it."""
    kinds: list[EventKind] = []

    def note(world: object, intent: object, events: tuple[Event, ...]) -> None:
        kinds.extend(event.kind for event in events)

    return perform(load_level(path), seed, make_bot(bot, seed), watch=note).outcome, tuple(kinds)


def ends(path: Path, bot: str, outcome: str, share: float) -> bool:
    """Whether at least that share of the performances by a bot ends so."""
    so = 0
    for seed in range(SEEDS):
        so += played(path, bot, seed)[0] == outcome
        if so >= share * SEEDS or so + SEEDS - 1 - seed < share * SEEDS:
            break
    return so >= share * SEEDS


@every_level
def test_idle_always_loses_and_the_expert_wins(path: Path) -> None:
    assert ends(path, "idle", "lost", 1.0)
    assert ends(path, "expert", "won", EXPERT_WINS)


@every_level
def test_what_the_level_expects(path: Path) -> None:
    for expect in load_level(path).expect:
        assert ends(path, expect.bot, "won", expect.wins or 0.0), expect
        assert ends(path, expect.bot, "lost", expect.loses or 0.0), expect


@every_level
def test_an_end_is_told_once_and_last(path: Path) -> None:
    _, kinds = played(path, "expert", 0)
    assert [kind for kind in kinds if kind in (EventKind.WON, EventKind.LOST)] == [kinds[-1]]


@pytest.mark.parametrize("path", shipped_levels()[:LEVELS_PER_ACT], ids=lambda path: path.stem)
@pytest.mark.parametrize("side", [-1.0, 1.0], ids=["left", "right"])
def test_curiosity_is_survivable(path: Path, side: float) -> None:
    """Full lean for two seconds, and then nothing, brings down no level of the first act."""
    world = World(load_level(path), 0)
    while world.time < CURIOUS_S[1] + SWINGS_S:
        world.tick(Intent(lean=side if CURIOUS_S[0] <= world.time < CURIOUS_S[1] else 0.0))
        assert not world.over, f"{world.cause} at {world.time:.1f} s"
