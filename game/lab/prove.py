"""Proves levels: bots play them, with all hands and with some tied, and each bar that must hold is judged.

Every performance is a task of its own, on all cores; bars share them.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from game.bots import Policy, make_bot
from game.core import kernels
from game.core.paths import shipped_levels
from game.lab.proof.bars import Verdict, judge
from game.lab.proof.handicaps import Relay, tied
from game.lab.proof.measures import Measured
from game.lab.proof.played import Played, play
from game.level import Level, load_level

TAKE_OVERS_S = (4.0, 2.0, 0.5)
"""s before a fall at which an expert takes over."""
SAVED_S = 3.0
"""s beyond the moment of that fall for which it must stand."""
MOST_FALLS = 20
"""Falls of a level that an expert takes over."""


class Role(NamedTuple):
    """Who plays, and with which hand tied."""

    bot: str
    handicap: str = ""


ROLES = {
    "expert": Role("expert"),
    "regular": Role("regular"),
    "novice": Role("novice"),
    "idle": Role("idle"),
    "random": Role("random"),
    "soloist": Role("soloist"),
    "no lean": Role("expert", "no lean"),
    "frozen mirror": Role("expert", "frozen mirror"),
    "pause": Role("expert", "pause"),
    "no breath": Role("expert", "no breath"),
    "lean frozen": Role("regular", "lean frozen"),
}
"""All that the bars are measured on, by name."""

FALLING = ("novice", "regular")
"""Whose falls an expert takes over."""


class Task(NamedTuple):
    """A performance to be played."""

    path: Path
    role: Role
    seed: int
    take_over: float | None = None
    """Stage time at which an expert takes over, s."""
    until: float | None = None
    """Stage time at which it may stop, s."""


Advance = Callable[[int, int], None]
"""Told after each performance: how many are done, of how many known so far."""


def prove(paths: Sequence[Path], seeds: Sequence[int], advance: Advance) -> dict[Path, dict[str, Verdict]]:
    """Play levels over seeds, and judge every bar that is for them.

    Raises:
        LevelError: a level cannot be read.
        ValueError: a level's sculpture cannot be built.
    """
    kernels.warm_up()
    tasks = [Task(path, role, seed) for path in paths for role in ROLES.values() for seed in seeds]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        played = dict(zip(tasks, _run(pool, tasks, 0, advance), strict=True))
        falls = [fall for path in paths for fall in _falls(path, seeds, played)]
        later = [_take_over(fall, played[fall], before_s) for fall in falls for before_s in TAKE_OVERS_S]
        taken = dict(zip(later, _run(pool, later, len(tasks), advance), strict=True))
    proofs = {}
    for path in paths:
        roles = {name: [played[Task(path, role, seed)] for seed in seeds] for name, role in ROLES.items()}
        own = [fall for fall in falls if fall.path == path]
        saved = {s: [taken[_take_over(fall, played[fall], s)].outcome != "lost" for fall in own] for s in TAKE_OVERS_S}
        proofs[path] = dict(judge(Measured(load_level(path), roles, saved), number_of(path)))
    return proofs


def number_of(path: Path) -> int | None:
    """Which level of the game it is, from 1; None if it is none."""
    shipped = shipped_levels()
    return next((row + 1 for row, file in enumerate(shipped) if file.resolve() == path.resolve()), None)


def _run(pool: ProcessPoolExecutor, tasks: Sequence[Task], done: int, advance: Advance) -> Iterator[Played]:
    """How tasks went, in order."""
    try:
        for number, result in enumerate(pool.map(_perform, tasks), done + 1):
            advance(number, done + len(tasks))
            yield result
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise


def _falls(path: Path, seeds: Iterable[int], played: Mapping[Task, Played]) -> list[Task]:
    """Performances of a level that ended by a fall."""
    tasks = [Task(path, ROLES[name], seed) for name in FALLING for seed in seeds]
    return [task for task in tasks if played[task].cause == "toppled"][:MOST_FALLS]


def _take_over(fall: Task, played: Played, before_s: float) -> Task:
    """A fall once more, with an expert who takes over so many s before it."""
    return fall._replace(take_over=played.seconds - before_s, until=played.seconds + SAVED_S)


def _perform(task: Task) -> Played:
    """Play a task."""
    policy: Policy = tied(make_bot(task.role.bot, task.seed), task.role.handicap)
    if task.take_over is not None:
        policy = Relay(policy, make_bot("expert", task.seed), task.take_over)
    return play(_level(task.path), task.seed, policy, task.until)


@lru_cache(maxsize=32)
def _level(path: Path) -> Level:
    return load_level(path)
