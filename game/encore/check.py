"""Encores tried without a window: `python -m game.encore.check --seeds 0:50`.

For each seed the first levels are made; each must be as `flawsong validate` wants it, stand without a hand, and most of
them be won by the expert. With `--keep FILE` what was tried is written down, and the same command goes on after a kill.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

from game.bots import make_bot
from game.encore.make import Made, NoLevelError, make
from game.encore.run import RULES
from game.lab.journal import Journal, JournalError, Words
from game.lab.perform import perform
from game.lab.played import Played, play
from game.lab.sweep.crew import crew
from game.lab.warnings import warnings
from game.level.load import read_level_text
from game.performance import Deliberate
from game.sim.sculpture.sculpture import Sculpture

STANDS_S = 2.0
"""s that each must stand with no hand: the whispers are there."""
OFF_THE_BAR = 0.1
"""Share by which its period may differ from a bar."""
WINS = 0.9
"""Share of the levels that the expert must win."""
DEFAULT_SEEDS, DEFAULT_NUMBERS = "0:10", 3
TOLD_S = 30.0
"""s between two lines that say how far it is."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a level."""

    seed: int
    number: int
    title: str
    problems: tuple[str, ...]
    """What `validate` would warn of, a fall within STANDS_S, and a sway off the bar."""
    made_s: float = 0.0
    """CPU s in which it was made."""
    off: float = 0.0
    """Share by which its own period differs from a bar."""
    played: Played | None = None
    """How the bot fared, where one was asked for."""


def tried(seed: int, number: int, bot: str = "") -> Tried:
    """Make a level, look at all of it, and let a bot play it if one is named."""
    began = time.process_time()
    try:
        made = make(seed, number)
    except NoLevelError as error:
        return Tried(seed, number, "", (str(error),), time.process_time() - began)
    made_s = time.process_time() - began
    off = abs(Sculpture(made.level).own_period / made.level.music.tempo.bar_s - 1.0)
    swaying = [f"sways {off:.0%} off the bar"] if off > OFF_THE_BAR else []
    problems = list(chain(_warned(made), _fallen(made), swaying))
    played = play(made.level, seed, Deliberate(make_bot(bot, seed))) if bot else None
    return Tried(seed, number, made.level.title, tuple(problems), made_s, off, played)


def _warned(made: Made) -> list[str]:
    level, document = read_level_text(made.text, f"encore-{made.seed:X}-{made.number}")
    return [str(problem) for problem in warnings(level, document)]


def _fallen(made: Made) -> list[str]:
    result = perform(made.level, made.seed, make_bot("idle", made.seed), until=STANDS_S)
    return [f"falls after {result.seconds:.1f} s: {result.cause}"] if result.outcome == "lost" else []


def _journal(path: Path, bot: str) -> Journal[Tried]:
    """What was tried before with a bot, and by the rules of now.

    Raises:
        JournalError: it was another bot, or by other rules.
        OSError: it cannot be read or written.
    """
    return Journal(path, {"the game": RULES, "--bot": bot}, Tried, Words("check of encores", "--keep"))


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0 where all is well."""
    parser = argparse.ArgumentParser(prog="python -m game.encore.check", description=__doc__)
    parser.add_argument("--seeds", default=DEFAULT_SEEDS, help="from A up to, and without, B", metavar="A:B")
    parser.add_argument("--numbers", type=int, default=DEFAULT_NUMBERS, help="levels of each seed, from the first")
    parser.add_argument("--bot", default="expert", help="who plays them; '' lets nobody play")
    parser.add_argument("--workers", type=int, default=1, help="processes that try them")
    parser.add_argument("--keep", type=Path, help="file of what was tried, to go on with after a kill", metavar="FILE")
    asked = parser.parse_args(arguments)
    first, last = _span(parser, asked.seeds)
    levels = [(seed, number) for seed in range(first, last) for number in range(1, asked.numbers + 1)]
    with ExitStack() as stack:
        try:
            kept = None if asked.keep is None else stack.enter_context(_journal(asked.keep, asked.bot))
        except (OSError, JournalError) as error:
            parser.error(str(error))
        return _try_all(levels, asked.bot, asked.workers, kept)


def _try_all(levels: Sequence[tuple[int, int]], bot: str, workers: int, kept: Journal[Tried] | None) -> int:
    """Try levels that were not tried before, tell of them, and sum all up; returns the exit code."""
    before = {} if kept is None else {(row.seed, row.number): row for row in kept.rows}
    rows = [before[level] for level in levels if level in before]
    began = told = time.perf_counter()
    tasks = [(*level, bot) for level in levels if level not in before]
    for count, row in enumerate(_all_tried(tasks, workers), start=1):
        if kept is not None:
            kept.add(row)
        rows.append(row)
        _tell(row)
        if (now := time.perf_counter()) - told > TOLD_S:
            told = now
            left_s = (len(tasks) - count) * (now - began) / count
            print(f"     {len(rows)} of {len(levels)}, {_bad(rows)} with problems, {left_s:.0f} s to go", flush=True)
    return _summed(rows, time.perf_counter() - began)


def _span(parser: argparse.ArgumentParser, text: str) -> tuple[int, int]:
    first, _, last = text.partition(":")
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last)):
        parser.error(f"--seeds {text}: want A:B, such as 0:50")
    return int(first), int(last)


def _all_tried(tasks: Sequence[tuple[int, int, str]], workers: int) -> Iterator[Tried]:
    """What came of each, in order."""
    if workers > 1:
        with crew(workers) as executor:
            yield from executor.map(_tried, tasks)
    else:
        yield from map(_tried, tasks)


def _tried(task: tuple[int, int, str]) -> Tried:
    return tried(*task)


def _bad(rows: Sequence[Tried]) -> int:
    return sum(bool(row.problems) for row in rows)


def _tell(row: Tried) -> None:
    """A line as soon as it is known, where there is something to say."""
    if row.played is None and not row.problems:
        return
    told = "" if row.played is None else f"{row.played.outcome:4} {row.played.seconds:6.1f} s {row.played.score:6} "
    if row.played is not None and not row.played.won:
        told += f"({row.played.cause}, {row.played.voices} sang)"
    print(f"{row.seed:4X} {row.number:2} {row.title:12} {told} {'; '.join(row.problems)}".rstrip(), flush=True)


def _summed(rows: Sequence[Tried], seconds: float) -> int:
    made = [row.made_s for row in rows]
    print(f"{len(rows)} levels by rules {RULES}, {_bad(rows)} with problems, {seconds:.0f} s; kinds: {_kinds(rows)}")
    off = max(row.off for row in rows)
    print(f"made in {median(made):.1f} CPU s (median), {max(made):.1f} at most; at most {off:.1%} off the bar")
    played = [row.played for row in rows if row.played is not None]
    if not played:
        return int(_bad(rows) > 0)
    won = [each for each in played if each.won]
    share = len(won) / len(played)
    print(f"won {len(won)} of {len(played)}: {share:.1%}, at least {WINS:.0%} wanted")
    for number in sorted({row.number for row in rows}):
        these = [row.played for row in rows if row.number == number and row.played is not None]
        print(f"  number {number}: {sum(each.won for each in these)} of {len(these)}")
    if won:
        times, scores = sorted(each.seconds for each in won), [each.score for each in won]
        print(f"  in {median(times):.0f} s ({times[0]:.0f} to {times[-1]:.0f}), {median(scores):.0f} points (medians)")
    lost = [row for row in rows if row.played is not None and not row.played.won]
    print(f"  lost, by kind: {_kinds(lost)}, by cause: {dict(Counter(r.played.cause for r in lost if r.played))}")
    return int(_bad(rows) > 0 or share < WINS)


def _kinds(rows: Sequence[Tried]) -> dict[str, int]:
    return dict(sorted(Counter(row.title for row in rows).items()))


if __name__ == "__main__":
    sys.exit(main())
