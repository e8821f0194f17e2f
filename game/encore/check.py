"""Encores tried without a window: `python -m game.encore.check --seeds 0:50`.

For each seed the first levels are made; each must be as `flawsong validate` wants it, stand without a hand, and most of
them be won by the expert.
"""

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import chain

from game.bots import make_bot
from game.encore.make import Made, NoLevelError, make
from game.lab.perform import perform
from game.lab.played import Played, play
from game.lab.warnings import warnings
from game.level.load import read_level_text
from game.performance import Deliberate

STANDS_S = 2.0
"""s that each must stand with no hand: the whispers are there."""
WINS = 0.9
"""Share of the levels that the expert must win."""
DEFAULT_SEEDS, DEFAULT_NUMBERS = "0:10", 3


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a level."""

    seed: int
    number: int
    title: str
    problems: tuple[str, ...]
    """What `validate` would warn of, and a fall within STANDS_S."""
    played: Played | None = None
    """How the bot fared, where one was asked for."""


def tried(seed: int, number: int, bot: str = "") -> Tried:
    """Make a level, look at all of it, and let a bot play it if one is named."""
    try:
        made = make(seed, number)
    except NoLevelError as error:
        return Tried(seed, number, "", (str(error),))
    problems = list(chain(_warned(made), _fallen(made)))
    played = play(made.level, seed, Deliberate(make_bot(bot, seed))) if bot else None
    return Tried(seed, number, made.level.title, tuple(problems), played)


def _warned(made: Made) -> list[str]:
    level, document = read_level_text(made.text, f"encore-{made.seed:X}-{made.number}")
    return [str(problem) for problem in warnings(level, document)]


def _fallen(made: Made) -> list[str]:
    result = perform(made.level, made.seed, make_bot("idle", made.seed), until=STANDS_S)
    return [f"falls after {result.seconds:.1f} s: {result.cause}"] if result.outcome == "lost" else []


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0 where all is well."""
    parser = argparse.ArgumentParser(prog="python -m game.encore.check", description=__doc__)
    parser.add_argument("--seeds", default=DEFAULT_SEEDS, help="from A up to, and without, B", metavar="A:B")
    parser.add_argument("--numbers", type=int, default=DEFAULT_NUMBERS, help="levels of each seed, from the first")
    parser.add_argument("--bot", default="expert", help="who plays them; '' lets nobody play")
    asked = parser.parse_args(arguments)
    first, last = _span(parser, asked.seeds)
    rows = list[Tried]()
    began = time.perf_counter()
    for seed in range(first, last):
        for number in range(1, asked.numbers + 1):
            rows.append(row := tried(seed, number, asked.bot))
            _tell(row)
    return _summed(rows, time.perf_counter() - began)


def _span(parser: argparse.ArgumentParser, text: str) -> tuple[int, int]:
    first, _, last = text.partition(":")
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last)):
        parser.error(f"--seeds {text}: want A:B, such as 0:50")
    return int(first), int(last)


def _tell(row: Tried) -> None:
    """A line as soon as it is known."""
    told = "" if row.played is None else f"{row.played.outcome:4} {row.played.seconds:6.1f} s {row.played.score:6} "
    if row.played is not None and not row.played.won:
        told += f"({row.played.cause}, {row.played.voices} sang)"
    print(f"{row.seed:4X} {row.number:2} {row.title:12} {told} {'; '.join(row.problems)}".rstrip(), flush=True)


def _summed(rows: list[Tried], seconds: float) -> int:
    bad = [row for row in rows if row.problems]
    played = [row for row in rows if row.played is not None]
    won = [row for row in played if row.played is not None and row.played.won]
    kinds = dict(Counter(row.title for row in rows))
    print(f"{len(rows)} levels in {seconds:.0f} s, {len(bad)} with problems; kinds: {kinds}")
    if played:
        share = len(won) / len(played)
        print(f"won {len(won)} of {len(played)}: {share:.0%}, at least {WINS:.0%} wanted")
        lost = Counter(row.title for row in played if row not in won)
        print(f"lost, by kind: {dict(lost)}")
        bad += [] if share >= WINS else played
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
