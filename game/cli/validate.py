"""`flawsong validate`: errors and warnings of level files."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.cli.common import UserError, seldom_collecting
from game.core.words import counted, plain

if TYPE_CHECKING:
    from game.level import LevelError, Problem

SHOWN = ("line", "column", "width", "path", "message")
"""Fields of a problem in JSON."""


@dataclass(slots=True)
class Report:
    """What is to be said of a file."""

    file: str
    text: str = ""
    errors: "list[Problem]" = field(default_factory=list)
    warnings: "list[Problem]" = field(default_factory=list)
    hidden: int = 0
    """How many more errors there are, too many to be told."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        told = {"errors": self.errors, "warnings": self.warnings}
        of = {name: [{key: getattr(each, key) for key in SHOWN} for each in found] for name, found in told.items()}
        return {"file": self.file, **of} | ({"more": self.hidden} if self.hidden else {})


@dataclass(slots=True)
class Skipped:
    """What was not checked."""

    foreign: int = 0
    hidden: int = 0

    def __str__(self) -> str:
        """All of it, counted; empty if there was none."""
        parts = []
        if self.foreign:
            parts.append(counted(self.foreign, "file that is no level", "files that are no levels"))
        if self.hidden:
            parts.append(counted(self.hidden, "folder with a dot", "folders with a dot"))
        return " and ".join(parts)


def validate(
    names: Annotated[list[str], typer.Argument(metavar="PATHS", help="level or light bench files, or folders of them")],
    strict: Annotated[
        bool, typer.Option("--strict", help="warnings are errors, and so are comments, last commas and notes")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="only what needs no physics: nothing is built, dropped or lit")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on standard output")] = False,
) -> None:
    """Check level files and light benches: every error and every warning, with its line and what would be right.

    Warned is of what is allowed and will not do: what falls by itself, buckles, is strained too far or sways off the
    bar, flaws that no light reaches or that open too late, beams and mirrors that meet nothing, glass in glass, goals
    and encores that do not add up. What physics says of a sculpture is kept in the cache folder, and told again as long
    as neither that nor the game changes. The exit code is 1 where there are errors. In folders, files that are no
    levels by what is in them (JSON Schemas, say) and folders whose names begin with a dot are skipped.
    """
    if "" in names:  # or it would be the folder that the shell is in
        raise UserError("a name is empty; give a file or a folder")
    skipped = Skipped()
    with seldom_collecting():
        reports = [report for name in names for report in _reports(Path(name), strict, quick, skipped)]
    if as_json:
        print(json.dumps({"files": [report.as_dict() for report in reports], "skipped": str(skipped)}))
    else:
        _print(reports, skipped)
    if not reports:
        aside = f"; skipped: {skipped}" if str(skipped) else ""
        raise UserError(f"{', '.join(names)}: no level files (*.json) here{aside}")
    raise typer.Exit(1 if any(report.errors for report in reports) else 0)


def _reports(path: Path, strict: bool, quick: bool, skipped: Skipped) -> Iterator[Report]:
    """What is to be said of each file of a folder, or of the one file."""
    from game.level import LevelError, is_no_level, level_files

    is_folder = os.path.isdir(path)  # noqa: PTH112 - it never raises
    try:
        files, hidden = level_files(path) if is_folder else ([path], 0)
    except LevelError as error:
        yield Report(str(path), errors=list(error.problems))
        return
    skipped.hidden += hidden
    for file in files:
        with _waiting(file, quick):
            report = _report(file, strict, quick)
        if report.errors and is_folder and is_no_level(file):
            skipped.foreign += 1
        else:
            yield report


def _waiting(file: Path, quick: bool) -> AbstractContextManager[object]:
    """Say at a terminal what takes its time meanwhile."""
    if quick or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.text import Text

    return Console(stderr=True).status(Text(f"building, dropping and lighting {file}"))


def _report(file: Path, strict: bool, quick: bool) -> Report:
    from game.lab.judged import judged
    from game.level import LevelError

    try:
        document, warned = judged(file, quick)
    except LevelError as error:
        return _refused(file, error)
    if not strict:
        return Report(str(file), document.text, warnings=warned)
    errors = sorted([*document.lax, *warned], key=lambda problem: (problem.line, problem.column))
    return _refused(file, LevelError(errors, document.text))


def _refused(file: Path, error: "LevelError") -> Report:
    """As many of the errors as are told of one file."""
    return Report(str(file), error.text, list(error.problems), hidden=error.hidden)


def _print(reports: list[Report], skipped: Skipped) -> None:
    """Print what was found as compilers do, and how many files are fine."""
    errors = sum(len(report.errors) + report.hidden for report in reports)
    warned = sum(len(report.warnings) for report in reports)
    fine = sum(not report.errors for report in reports)
    if errors or warned:
        from game.cli.diagnostics import tell

        for report in reports:
            tell(report.errors, report.text, "error")
            if report.hidden:
                print(f"... and {counted(report.hidden, 'error')} more in {plain(report.file)}\n", file=sys.stderr)
            tell(report.warnings, report.text, "warning")
    parts = [counted(errors, "error")] if errors else []
    parts += [counted(warned, "warning")] if warned else []
    parts += [counted(fine, "file") + " fine"] if fine else []
    parts += [f"skipped: {skipped}"] if str(skipped) else []
    if errors or fine:
        print("; ".join(parts))
