"""What is allowed in a level and yet will not work on a stage: what its author should know, each with the remedy.

A family a file. Each has a list `WARNINGS`: functions that take a level and what was worked out of it, and yield what
they find, as the checks of `game.level` do. Those of `glance` need no physics; the others build the sculpture, let it
stand for a while and trace its light.
"""

from collections.abc import Iterator

from game.core.json_source import Document, Problem
from game.lab.warnings import glance
from game.level import Level, LightBench
from game.level.checks.check_context import Finding


def warnings(stage: Level | LightBench, document: Document, quick: bool = False) -> list[Problem]:
    """All warnings of a stage that was checked, in the order of its file; the `quick` ones need no compiled kernels."""
    found = [document.problem(path, message) for path, message in _found(stage, quick)]
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _found(stage: Level | LightBench, quick: bool) -> Iterator[Finding]:
    yield from glance.beams_meet_something(stage)
    if not isinstance(stage, Level):
        return
    for look in glance.WARNINGS:
        yield from look(stage)
    if quick:
        return
    from game.lab.warnings import light, rest  # noqa: PLC0415 - compiled kernels, for whoever waits for them

    for family in (rest, light):
        yield from family.found(stage)
