"""`flawsong validate`: every error of level files."""

import os
from pathlib import Path
from typing import Annotated

import typer

from game.cli.common import UserError
from game.core.words import counted


def validate(
    paths: Annotated[list[Path], typer.Argument(help="level or light bench files, or folders of them")],
) -> None:
    """Check level files and light benches: every error with its line and column.

    In folders, files that are no levels by what is in them (JSON Schemas, say) and folders whose names begin with a
    dot are skipped.
    """
    from game.lab.check import check_any
    from game.level import LevelError, is_no_level, level_files

    wrong: list[str] = []
    fine = foreign = hidden = 0
    for path in paths:
        is_folder = os.path.isdir(path)  # noqa: PTH112 - it never raises
        try:
            files, dotted = level_files(path) if is_folder else ([path], 0)
        except LevelError as error:
            wrong.append(str(error))
            continue
        hidden += dotted
        for file in files:
            try:
                check_any(file)
            except LevelError as error:
                if is_folder and is_no_level(file):
                    foreign += 1
                else:
                    wrong.append(str(error))
            else:
                fine += 1
    skipped = _skipped(foreign, hidden)
    if wrong:
        raise UserError("\n".join([*wrong, *([f"skipped: {skipped}"] if skipped else [])]))
    if not fine:
        aside = f"; skipped: {skipped}" if skipped else ""
        raise UserError(f"{', '.join(map(str, paths))}: no level files (*.json) here{aside}")
    print(counted(fine, "file") + " fine" + (f"; skipped: {skipped}" if skipped else ""))


def _skipped(foreign: int, hidden: int) -> str:
    """What was not checked, counted; empty if all was."""
    parts = []
    if foreign:
        parts.append(counted(foreign, "file that is no level", "files that are no levels"))
    if hidden:
        parts.append(counted(hidden, "folder with a dot", "folders with a dot"))
    return " and ".join(parts)
