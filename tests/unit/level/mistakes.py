"""Mistakes made on purpose in the sample level, and where each should be told."""

from dataclasses import dataclass

import pytest

from game.level import LevelError, Problem, parse_level
from tests.unit.level.sample_level import VALID


@dataclass(frozen=True)
class Mistake:
    """What of the valid level is replaced by what, and what is told of it."""

    old: str
    new: str
    path: str
    message: str
    mark: str | None = None
    """What stands at the place that is told, where it is not all that is new."""


def edited(*mistakes: Mistake) -> str:
    """The valid level with mistakes made in it, each in one place."""
    text = VALID
    for mistake in mistakes:
        assert text.count(mistake.old) == 1, f"{mistake.old} occurs {text.count(mistake.old)} times"
        text = text.replace(mistake.old, mistake.new)
    return text


def place(text: str, mistake: Mistake) -> tuple[int, int]:
    """Line and column where a mistake should be told."""
    mark = mistake.mark or mistake.new
    assert text.count(mark) == 1, f"{mark} occurs {text.count(mark)} times"
    before = text[: text.index(mark)].split("\n")
    return len(before), len(before[-1]) + 1


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(LevelError) as caught:
        parse_level(text, "level.json")
    return caught.value.problems


def check_told(mistake: Mistake) -> None:
    """A mistake is told at its place with a remedy, and nothing else but what follows from it."""
    text = edited(mistake)
    found = problems(text)
    (problem,) = [problem for problem in found if problem.path == mistake.path]
    assert (problem.line, problem.column) == place(text, mistake)
    assert mistake.message in problem.message
    position = f"level.json:{problem.line}:{problem.column}: "
    assert str(problem) == position + f"{mistake.path}: " * bool(mistake.path) + problem.message
    for other in found:  # nothing else, but what a piece leaves behind that was moved, shrunk or renamed
        assert other is problem or other.path.startswith(("joints[", "flaws[", "lights[0].from"))
