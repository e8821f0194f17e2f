"""Problems of files as compilers tell them: what is wrong, where, the line itself and a mark under what is meant."""

import sys
from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from game.core.excerpt import excerpt, lines_of
from game.core.json_source import Problem
from game.core.words import plain

COLOURS = {"error": "bold red", "warning": "bold yellow"}


def tell(problems: Iterable[Problem], text: str, severity: str) -> None:
    """Print problems of one file to standard error, in colour where it is a terminal.

    `text` is what stands in the file, empty where it could not be read.
    """
    to = Console(file=sys.stderr, soft_wrap=True, highlight=False, emoji=False, markup=False)
    lines = lines_of(text)
    for problem in problems:
        to.print(_told(problem, lines, severity))


def shown(problems: Iterable[Problem], text: str, severity: str) -> str:
    """The same as plain text."""
    return "\n".join(_told(problem, lines_of(text), severity).plain for problem in problems)


def _told(problem: Problem, lines: list[str], severity: str) -> Text:
    colour, margin = COLOURS[severity], " " * len(str(problem.line))
    told = Text(severity, colour)
    if not problem.line:
        return told.append(f": {problem}", "default bold")
    told.append(": " + ": ".join(part for part in (problem.path, problem.message) if part) + "\n", "default bold")
    told.append(f"{margin}--> ", "blue").append(f"{plain(problem.source)}:{problem.line}:{problem.column}\n", "default")
    if problem.line > len(lines):
        return told
    before, meant, after = excerpt(lines[problem.line - 1], problem.column - 1, problem.width)
    told.append(f"{margin} |\n{problem.line} | ", "blue").append(f"{before}{meant}{after}\n", "default")
    told.append(f"{margin} | ", "blue").append(" " * cell_len(before))
    return told.append("^" * max(1, cell_len(meant)) + "\n", colour)
