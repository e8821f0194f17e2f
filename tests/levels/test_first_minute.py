"""What a newcomer meets on the first numbers: gold soon after the first crack, and a voice while it is still new."""

from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.acts import LEVELS_PER_ACT
from game.core.paths import shipped_levels
from game.level import load_level
from game.performance import Deliberate, Performance
from game.sim import EventKind, World

FLAW_S, GOLD_S, VOICE_S = 4.0, 3.0, (8.0, 18.5)
"""s until the first flaw opens, from there to the first gold, and stage time at which the first voice enters."""


@pytest.mark.parametrize("bot", ["novice", "regular"])
@pytest.mark.parametrize("path", shipped_levels()[:LEVELS_PER_ACT], ids=lambda path: path.stem)
def test_gold_and_the_first_voice_come_soon(path: Path, bot: str) -> None:
    performance, first = Performance(World(load_level(path), 0), Deliberate(make_bot(bot, 0))), dict[EventKind, float]()
    while EventKind.VOICE not in first:
        for event in performance.run(4):
            first.setdefault(event.kind, performance.world.time)
        assert performance.world.time < VOICE_S[1]
    assert first[EventKind.FLAW] < FLAW_S
    assert first[EventKind.GILD] - first[EventKind.FLAW] < GOLD_S
    assert first[EventKind.VOICE] > VOICE_S[0]
