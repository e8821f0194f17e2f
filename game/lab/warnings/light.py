"""Warnings of light: flaws that it cannot reach, and mirrors that it never meets."""

from collections.abc import Iterator

from game.core.json_source import quoted
from game.core.words import counted
from game.lab.reach import reach
from game.level import Level
from game.level.checks.check_context import Finding


def found(level: Level) -> Iterator[Finding]:
    """All warnings of this family."""
    reached = reach(level)
    if reached.left_out:
        yield (
            ("lights",),
            f"light goes so many ways that not all of it was followed, and what is said of the dark may be wrong: "
            f"{'; '.join(reached.left_out)}; take lamps, mirrors or glass away",
        )
    able = sum(bool(flaw.lit.any()) for flaw in reached.flaws)
    if able < level.goal.voices:
        message = (
            f"cannot be won: light reaches {counted(able, 'flaw')}, and {level.goal.voices} must sing; mend these first"
        )
        yield ("goal", "voices"), message
    for flaw in reached.flaws:
        yield from ((("flaws", flaw.flaw), complaint) for complaint in flaw.complaints)
    rows = {optic.id: row for row, optic in enumerate(level.optics)}
    for name in reached.dark_mirrors:
        yield (
            ("optics", rows[name], "at"),
            f"no light meets {quoted(name)}, however the others are turned; move it into a beam, or leave it out",
        )
