"""How bots fare in the game's levels, over many seeds.

python -m tests.levels.sweep 20                      # seeds 0 to 19 of every level by idle, expert and whom it expects
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from game.bots import make_bot
from game.core.paths import shipped_levels
from game.lab.perform import perform
from game.level import load_level

LEVELS = shipped_levels()

Outcomes = dict[tuple[Path, str], list[str]]
"""Of each level and bot, seed by seed."""


def sweep(seeds: int) -> Outcomes:
    """Perform every level by idle, by the expert, and by the bots of its expectations, on all cores."""
    expected = {(path, expect.bot) for path in LEVELS for expect in load_level(path).expect}
    pairs = sorted(expected | {(path, bot) for path in LEVELS for bot in ("idle", "expert")})
    tasks = [(path, bot, seed) for path, bot in reversed(pairs) for seed in range(seeds)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        ended = dict(zip(tasks, pool.map(_outcome, *zip(*tasks, strict=True)), strict=True))
    return {pair: [ended[*pair, seed] for seed in range(seeds)] for pair in pairs}


def _outcome(path: Path, bot: str, seed: int) -> str:
    return perform(load_level(path), seed, make_bot(bot, seed)).outcome


if __name__ == "__main__":
    for (path, bot), outcomes in sweep(int(sys.argv[1])).items():
        print(f"{path.stem:<20}{bot:<10}won {outcomes.count('won'):>3}  lost {outcomes.count('lost'):>3}")
