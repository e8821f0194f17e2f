"""What the runs of encores came to, each the sum of its performances."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from game.progress.result import Result


@dataclass(frozen=True, slots=True)
class RunSum:
    """One run of encores."""

    run: str
    level: str
    """The id of the level that was played last."""
    day: str = ""
    """The UTC date of the daily encore that it was ranked in; empty where it was in none."""
    won: int = 0
    """So many numbers."""
    score: int = 0
    """Of all its numbers, also of the one that was lost."""
    ended: float = 0.0
    """Seconds since 1970, UTC."""
    assists: frozenset[str] = frozenset()
    rules: int = 0
    """By which version of the rules its levels were built; 0 where these had none yet."""


def runs_of(results: Iterable[Result]) -> tuple[RunSum, ...]:
    """All runs in which a number was played to its end, the best first."""
    parts: dict[str, list[Result]] = defaultdict(list)
    for result in sorted(results, key=lambda result: result.ended):
        if result.run and result.outcome != "skipped":
            parts[result.run].append(result)
    sums = (
        RunSum(
            run,
            played[-1].level,
            played[-1].day,
            sum(result.outcome == "won" for result in played),
            sum(result.score for result in played),
            played[-1].ended,
            frozenset(assist for result in played for assist in result.assists),
            played[-1].rules,
        )
        for run, played in parts.items()
    )
    return tuple(sorted(sums, key=lambda each: (-each.score, -each.won, each.ended)))


def ranked_run(results: Iterable[Result], day: str) -> str | None:
    """The run that was ranked on a day (a UTC date), if one was begun."""
    begun = (result for result in results if result.day == day)
    first = min(begun, key=lambda result: result.ended, default=None)
    return None if first is None else first.run
