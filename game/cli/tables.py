"""Tables that commands print."""

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

UNBOUND = 1000
"""Columns of what is no terminal: there nothing is wrapped."""


def wide_console() -> Console:
    """Standard output, as wide as its terminal; unbound where it is none."""
    width = None if sys.stdout.isatty() else UNBOUND
    return Console(width=width, highlight=False, markup=False, emoji=False)  # what is told may hold brackets


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table; heads that begin with > are of columns whose text stands at the right."""
    made = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, show_header=any(heads))
    for head in heads:
        made.add_column(head.removeprefix(">"), justify="right" if head.startswith(">") else "left")
    for row in rows:
        made.add_row(*row)
    return made
