"""Every level found on disk keeps its own promises (`expect`), and the bars that hold for all.

A few seeds are enough to notice; `flawsong prove`, and pytest on the level files, go over more.
"""

from functools import cache
from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.acts import LEVELS_PER_ACT
from game.core.paths import shipped_levels
from game.lab.expect import broken, play_recording, recording_of, title
from game.lab.handicaps import tied
from game.lab.played import Played, play
from game.level import load_level
from game.level.expect import Expect
from game.performance import Deliberate
from game.sim import Event, EventKind, Intent, World
from tests.levels.digests import SEED, difference, elsewhere

SEEDS = 1
"""Enough to notice: every level is played by every bot where digests are checked, and its stored replay here."""
EXPERT_WINS = 1.0
CURIOUS_S = 2.0
"""s for which somebody tries what leaning does..."""
SWINGS_S = 10.0
"""...and for how long it then swings by itself."""

every_level = pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)


@cache
def played(path: Path, bot: str, handicap: str, seed: int) -> tuple[Played, tuple[EventKind, ...]]:
    """How a performance went, and the kinds of all events in it."""
    kinds: list[EventKind] = []

    def note(world: World, events: tuple[Event, ...]) -> None:
        kinds.extend(event.kind for event in events)

    policy = tied(make_bot(bot, seed), handicap)
    return play(load_level(path), seed, Deliberate(policy), witness=note), tuple(kinds)


def rows(path: Path, bot: str, handicap: str = "") -> dict[int, Played]:
    """Its performances, by seed."""
    return {seed: played(path, bot, handicap, seed)[0] for seed in range(SEEDS)}


@every_level
def test_idle_always_loses_and_the_expert_wins(path: Path) -> None:
    assert not list(broken(Expect(bot="idle", loses=1.0), rows(path, "idle")))
    assert not list(broken(Expect(bot="expert", wins=EXPERT_WINS), rows(path, "expert")))


@every_level
def test_what_the_level_expects(path: Path) -> None:
    for expect in load_level(path).expect:
        if expect.replay is not None:
            performances = play_recording(load_level(path), recording_of(path, expect))
        else:
            performances = rows(path, str(expect.bot), expect.handicap or "")
        assert not list(broken(expect, performances)), title(expect)


@every_level
def test_an_end_is_told_once_and_last(path: Path) -> None:
    _, kinds = played(path, "expert", "", 0)
    assert [kind for kind in kinds if kind in (EventKind.WON, EventKind.LOST)] == [kinds[-1]]


@every_level
def test_digests_are_those_that_are_pinned(path: Path) -> None:
    for bot in ("idle", "expert"):
        assert not (told := difference(path, bot, played(path, bot, "", SEED)[0])), told
    if elsewhere():
        pytest.skip("another platform than those that are pinned: performances were compared within a tolerance")


@pytest.mark.parametrize("path", shipped_levels()[:LEVELS_PER_ACT], ids=lambda path: path.stem)
@pytest.mark.parametrize("side", [-1.0, 1.0], ids=["left", "right"])
@pytest.mark.parametrize("begins", [0.0, 0.25, 1.0, 3.0, 4.5, 6.0])
def test_curiosity_is_survivable(path: Path, side: float, begins: float) -> None:
    """Full lean for two seconds, and then nothing, brings down no level of the first act: as the curtain rises,
    before its first crack, as that opens, and after."""
    world = World(load_level(path), 0)
    while world.time < begins + CURIOUS_S + SWINGS_S:
        world.tick(Intent(lean=side if begins <= world.time < begins + CURIOUS_S else 0.0))
        assert not world.over, f"{world.cause} at {world.time:.1f} s"
