"""Proves levels: bots play them, with all hands and with some tied, and each bar that must hold is judged.

Every performance is a task of its own, on all cores; bars share them.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from game.core.paths import is_shipped
from game.lab.journal import Journal, Words
from game.lab.played import Played, Task
from game.lab.proof.bars import Verdict, judge
from game.lab.proof.measures import Measured
from game.lab.proof.scores import Scores, scores_of
from game.lab.sweep.identity import code_digest, text_digests
from game.lab.sweep.plan import name_of
from game.lab.sweep.sweep import Advance, Row, play_left
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


class Proof(NamedTuple):
    """What was played of a level comes to."""

    bars: dict[str, Verdict]
    """By name, in their order."""
    scores: Scores


FALLING = ("novice", "regular")
"""Whose falls an expert takes over."""


def journal_of(paths: Sequence[Path], seeds: range, path: Path) -> Journal[Row]:
    """The journal of a proof in a file; what is there is gone on with.

    Raises:
        JournalError: it is of another proof.
        LevelError: a level cannot be read.
        OSError: the file cannot be read or written.
    """
    digests = text_digests((name_of(level), read_level(level)[1].text) for level in paths)
    asked = {"levels": digests, "--seeds": f"{seeds.start}:{seeds.stop}", "the game": code_digest()}
    return Journal(path, asked, Row, Words("proof", "--keep"))


def prove(
    paths: Sequence[Path],
    seeds: Sequence[int],
    executor: Executor,
    advance: Advance,
    journal: Journal[Row] | None = None,
) -> dict[Path, Proof]:
    """Have levels played over seeds, but for what is in the journal, and judge every bar that is for them.

    Raises:
        LevelError: a level cannot be read.
        ValueError: a level's sculpture cannot be built.
        CrewError: those who play have gone; what was played is in the journal.
        OSError: the journal cannot be written.
    """
    text_of = {path: read_level(path)[1].text for path in paths}

    def task(path: Path, role: Role, seed: int) -> Task:
        return Task(str(path), text_of[path], role.bot, role.handicap, seed)

    tasks = [task(path, role, seed) for path in paths for role in ROLES.values() for seed in seeds]
    played = _played(executor, tasks, 0, advance, journal)
    falls_of = {path: _falls([task(path, ROLES[name], s) for name in FALLING for s in seeds], played) for path in paths}
    later = [_take_over(fall, played[fall], s) for falls in falls_of.values() for fall in falls for s in TAKE_OVERS_S]
    taken = _played(executor, later, len(tasks), advance, journal)
    proofs = {}
    for path, falls in falls_of.items():
        roles = {name: [played[task(path, role, seed)] for seed in seeds] for name, role in ROLES.items()}
        saved = {
            s: [taken[_take_over(fall, played[fall], s)].outcome != "lost" for fall in falls] for s in TAKE_OVERS_S
        }
        measured = Measured(load_level(path), roles, saved)
        proofs[path] = Proof(dict(judge(measured, number_of(path))), scores_of(measured))
    return proofs


def number_of(path: Path) -> int | None:
    """Which level of the game it is, from 1; None if it is none."""
    return number_in(path) if is_shipped(path) else None


def _played(
    executor: Executor, tasks: Sequence[Task], first: int, advance: Advance, journal: Journal[Row] | None
) -> dict[Task, Played]:
    """How tasks went, of which the first has a number; those that are in the journal went as it says."""
    of = dict(enumerate(tasks, first))
    rows = play_left(of, executor, lambda done, all_: advance(first + done, first + all_), journal)
    return {task: rows[number] for number, task in of.items()}


def _falls(tasks: Iterable[Task], played: Mapping[Task, Played]) -> list[Task]:
    """Those of some performances that ended by a fall."""
    return [task for task in tasks if played[task].cause == "toppled"][:MOST_FALLS]


def _take_over(fall: Task, played: Played, before_s: float) -> Task:
    """A fall once more, with an expert who takes over so many s before it."""
    return fall._replace(take_over=played.seconds - before_s, until=played.seconds + SAVED_S)
