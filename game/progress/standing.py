"""What all results of a player come to, level by level and in sum."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from game.progress.result import Result


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a player stands with a level."""

    played: int = 0
    """Performances that came to an end."""
    won: int = 0
    skipped: bool = False
    best: int = 0
    """Best score of a win on the level as it is now; 0 where there is none."""
    best_assists: tuple[str, ...] = ()
    """What helped the hands in that one."""
    best_seams: str = ""
    """Where its seams lay; see `seams`."""
    encores: int = 0
    """Most encores, 0-3: those of a level that was tuned anew stay."""
    assists: frozenset[str] = frozenset()
    """All that ever helped on it."""
    lost_in_a_row: tuple[str, ...] = ()
    """Places of the losses since the last win, oldest first."""

    @property
    def is_passed(self) -> bool:
        """Whether it was won, or skipped."""
        return self.won > 0 or self.skipped

    def after(self, result: Result, digest: str) -> "Standing":
        """The standing once a result is added to it, where the level's digest is `digest` now."""
        if result.outcome == "skipped":
            return replace(self, skipped=True)
        won = result.outcome == "won"
        is_best = won and result.digest == digest and result.score > self.best
        return Standing(
            played=self.played + 1,
            won=self.won + won,
            skipped=self.skipped,
            best=result.score if is_best else self.best,
            best_assists=result.assists if is_best else self.best_assists,
            best_seams=result.seams if is_best else self.best_seams,
            encores=max(self.encores, result.encores if won else 0),
            assists=self.assists.union(result.assists),
            lost_in_a_row=() if won else (*self.lost_in_a_row, result.place),
        )


@dataclass(frozen=True, slots=True)
class Statistics:
    """All performances in sum."""

    played: int = 0
    won: int = 0
    voices: int = 0
    """That sang, in wins and losses."""
    seconds: float = 0.0
    """On the stage, s."""
    gold: float = 0.0
    """m."""
    losses: tuple[tuple[str, int], ...] = ()
    """Causes, and how often a performance was lost by each; the most frequent first."""
    places: tuple[tuple[str, int], ...] = ()
    """Likewise the pieces and joints that gave way."""


def standings_of(results: Iterable[Result], digests: Mapping[str, str]) -> dict[str, Standing]:
    """Where a player stands with each level that was played, by its id; `digests` are those of the levels now."""
    standings: dict[str, Standing] = {}
    for result in sorted(results, key=lambda result: result.ended):
        before = standings.get(result.level, Standing())
        standings[result.level] = before.after(result, digests.get(result.level, ""))
    return standings


def statistics_of(results: Iterable[Result]) -> Statistics:
    """The sum of all performances; what was skipped is none."""
    played = [result for result in results if result.outcome != "skipped"]
    lost = [result for result in played if result.outcome == "lost"]
    return Statistics(
        played=len(played),
        won=sum(result.outcome == "won" for result in played),
        voices=sum(result.voices for result in played),
        seconds=sum(result.seconds for result in played),
        gold=sum(result.gold for result in played),
        losses=_counted(result.cause for result in lost),
        places=_counted(result.place for result in lost if result.place not in ("", result.cause)),
    )


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How often each name comes, the most frequent first; equals by name."""
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
