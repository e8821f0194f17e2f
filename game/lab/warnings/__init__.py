"""What is allowed in a level and yet will not work on a stage: what its author should know, each with the remedy.

A family a file. Each has a list `WARNINGS`: functions that take a level and what was worked out of it, and yield what
they find, as the checks of `game.level` do. Those of `glance` need no physics; the others build the sculpture, let it
stand for a while and trace its light: `game.lab.judged` keeps what they say.
"""

from collections.abc import Iterable, Iterator

from game.core.json_source import Document, Problem
from game.lab.warnings import glance
from game.level import Level, LightBench
from game.level.checks.check_context import Finding


def warnings(level: Level, document: Document) -> list[Problem]:
    """All warnings of a level that was checked, in the order of its file."""
    return in_order([*glances(level), *physics(level)], document)


def in_order(found: Iterable[Finding], document: Document) -> list[Problem]:
    """Findings as problems of a text, in its order."""
    problems = [document.problem(path, message) for path, message in found]
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def glances(stage: Level | LightBench) -> Iterator[Finding]:
    """What a look at the file finds, with no compiled kernels."""
    yield from glance.beams_meet_something(stage)
    if isinstance(stage, Level):
        for look in glance.WARNINGS:
            yield from look(stage)


def physics(level: Level) -> Iterator[Finding]:
    """What building a level, dropping it and tracing its light finds."""
    from game.lab.warnings import light, rest  # noqa: PLC0415 - compiled kernels, for whoever waits for them

    for family in (rest, light):
        yield from family.found(level)
