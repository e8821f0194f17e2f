"""The left hand on the sculptures of the first act: leaning against a swing kills it, by keys, stick and mouse."""

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from game.core.acts import LEVELS_PER_ACT
from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.core.paths import shipped_levels
from game.level import load_level
from game.sim import Intent, World
from tests.unit.rules.test_lean import SEES_S, Hand, keyboard, mouse, stick

ROCKED_S = (1.0, 1.8)
"""Stage time from which and up to which somebody leans all the way, s: it swings from then on."""
SWINGS = 3
LEFT, OF_ALONE = 0.4, 0.5
"""Share of the first swing that may be left of the last, and share of that one where no hand leans: hearts beat on, and
a flaw opens meanwhile."""


def nobody() -> Hand:
    return lambda sway, rate: 0.0


@cache
def swings(path: Path, made: Callable[[], Hand]) -> list[float]:
    """How wide (rad) a sculpture swings to either side, half a period after the other, once it was rocked."""
    world, hand = World(load_level(path), 0), made()
    while world.time < ROCKED_S[1]:
        world.tick(Intent(lean=1.0 if world.time >= ROCKED_S[0] else 0.0))
    late, half = round(SEES_S * TICKS_PER_SECOND), round(world.sculpture.own_period / 2.0 * TICKS_PER_SECOND)
    seen, before = list[tuple[float, float]](), world.sway
    for _ in range(2 * SWINGS * half):
        seen.append((world.sway, (world.sway - before) / TICK_S))
        before = world.sway
        world.tick(Intent(lean=max(-1.0, min(1.0, hand(*seen[max(0, len(seen) - late)])))))
        assert not world.over, f"{world.cause} at {world.time:.1f} s"
    sways = [abs(sway) for sway, _ in seen]
    return [max(sways[k : k + half]) for k in range(0, len(sways), half)]


@pytest.mark.parametrize("hand", [keyboard, stick, mouse])
@pytest.mark.parametrize("path", shipped_levels()[:LEVELS_PER_ACT], ids=lambda path: path.stem)
def test_a_swing_is_dead_after_three(path: Path, hand: Callable[[], Hand]) -> None:
    first, *_, last = swings(path, hand)
    assert first > math.radians(4.0), "there was a swing"
    assert last < LEFT * first
    assert last < OF_ALONE * swings(path, nobody)[-1]
