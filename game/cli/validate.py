"""`flawsong validate`: every error of level files."""

from pathlib import Path
from typing import Annotated

import typer

from game.cli.common import UserError


def validate(
    paths: Annotated[list[Path], typer.Argument(help="level or light bench files, or folders of them")],
) -> None:
    """Check level files and light benches: every error with its line and column."""
    from game.lab.check import check_any
    from game.level import LevelError

    files = [file for path in paths for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    if not files:
        raise UserError(f"{', '.join(map(str, paths))}: no level files (*.json) here")
    wrong = []
    for file in files:
        try:
            check_any(file)
        except LevelError as error:
            wrong.append(str(error))
    if wrong:
        raise UserError("\n".join(wrong))
    print(f"{len(files)} file{'s' if len(files) > 1 else ''} fine")
