"""Proves levels: bots play them, with all hands and with some tied, and each bar that must hold is judged.

Every performance is a task of its own, on all cores; bars share them.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from game.core.paths import shipped_levels
from game.lab.played import Played, Task
from game.lab.proof.bars import Verdict, judge
from game.lab.proof.measures import Measured
from game.lab.sweep.crew import run
from game.lab.sweep.sweep import Advance
from game.level import load_level, read_level
from game.level.find import number_in

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


def prove(
    paths: Sequence[Path], seeds: Sequence[int], executor: Executor, advance: Advance
) -> dict[Path, dict[str, Verdict]]:
    """Have levels played over seeds, and judge every bar that is for them.

    Raises:
        LevelError: a level cannot be read.
        ValueError: a level's sculpture cannot be built.
        CrewError: those who play have gone.
    """
    text_of = {path: read_level(path)[1].text for path in paths}

    def task(path: Path, role: Role, seed: int) -> Task:
        return Task(str(path), text_of[path], role.bot, role.handicap, seed)

    tasks = [task(path, role, seed) for path in paths for role in ROLES.values() for seed in seeds]
    played = _played(executor, tasks, 0, advance)
    falls_of = {path: _falls([task(path, ROLES[name], s) for name in FALLING for s in seeds], played) for path in paths}
    later = [_take_over(fall, played[fall], s) for falls in falls_of.values() for fall in falls for s in TAKE_OVERS_S]
    taken = _played(executor, later, len(tasks), advance)
    proofs = {}
    for path, falls in falls_of.items():
        roles = {name: [played[task(path, role, seed)] for seed in seeds] for name, role in ROLES.items()}
        saved = {
            s: [taken[_take_over(fall, played[fall], s)].outcome != "lost" for fall in falls] for s in TAKE_OVERS_S
        }
        proofs[path] = dict(judge(Measured(load_level(path), roles, saved), number_of(path)))
    return proofs


def number_of(path: Path) -> int | None:
    """Which level of the game it is, from 1; None if it is none."""
    return number_in(path) if any(file.resolve() == path.resolve() for file in shipped_levels()) else None


def _played(executor: Executor, tasks: Sequence[Task], done: int, advance: Advance) -> dict[Task, Played]:
    """How tasks went."""
    played: dict[Task, Played] = {}
    for number, result in run(executor, enumerate(tasks)):
        played[tasks[number]] = result
        advance(done + len(played), done + len(tasks))
    return played


def _falls(tasks: Iterable[Task], played: Mapping[Task, Played]) -> list[Task]:
    """Those of some performances that ended by a fall."""
    return [task for task in tasks if played[task].cause == "toppled"][:MOST_FALLS]


def _take_over(fall: Task, played: Played, before_s: float) -> Task:
    """A fall once more, with an expert who takes over so many s before it."""
    return fall._replace(take_over=played.seconds - before_s, until=played.seconds + SAVED_S)
