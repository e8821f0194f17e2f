"""What no single part of a level can know: ids, geometry, and whether the sculpture can stand and be won.

A family a file. Each has a list `CHECKS`: functions that take what is known of a level and yield what they find. A new
check is a function and its line in its family's list.
"""

from collections.abc import Iterator

from game.level.checks import flaws, goal, lighting, structure, texts
from game.level.checks.check_context import Finding, LevelContext, level_context, light_context
from game.level.model import Level, LightBench

__all__ = ["Finding", "findings"]


def findings(stage: Level | LightBench) -> Iterator[Finding]:
    """Everything that is wrong between the parts of a level or of a file of lights alone."""
    context = light_context(stage) if isinstance(stage, LightBench) else level_context(stage)
    for check_light in lighting.CHECKS:
        yield from check_light(context)
    if isinstance(context, LevelContext):
        for check in (*structure.CHECKS, *flaws.CHECKS, *goal.CHECKS, *texts.CHECKS):
            yield from check(context)
