"""What a player has achieved: every performance that came to an end, kept in a file through all that can befall one."""

from game.progress.progress import Progress
from game.progress.result import Result
from game.progress.runs import RunSum, ranked_run, runs_of
from game.progress.standing import Standing, Statistics, standings_of, statistics_of

__all__ = [
    "Progress",
    "Result",
    "RunSum",
    "Standing",
    "Statistics",
    "ranked_run",
    "runs_of",
    "standings_of",
    "statistics_of",
]
