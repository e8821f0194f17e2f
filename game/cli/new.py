"""`flawsong new`: a level to begin with."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from game.bots import BOTS
from game.cli.common import UserError, check_output, write_text
from game.core.words import STEERING, said
from game.lab.handicaps import HANDICAPS


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="level file to make")],
    origin: Annotated[
        str | None, typer.Option("--from", metavar="NAME", help="begin with this level: a file, or one of the game's")
    ] = None,
) -> None:
    """Make a small level that stands and can be won, or a copy of another, and the schema beside it, which it names."""
    from game.core.paths import assets_dir
    from game.level import LevelError, find_level, read_level
    from game.level.authoring.new import new_text
    from game.level.authoring.schema import FILE, level_schema

    if file.suffix != ".json":
        raise UserError(f"{file}: a level file ends in .json")
    if os.path.exists(file):  # noqa: PTH110 - it never raises
        raise UserError(f"{file}: is there already; choose another name")
    try:
        _, document = read_level(assets_dir() / "new-level.json" if origin is None else find_level(origin))
    except LevelError as error:
        raise UserError(str(error)) from None
    schema = file.parent / FILE
    for out in (file, schema):
        check_output(out)
    title = STEERING.sub("", said(file.stem)).strip()[:60] or "Untitled"
    write_text(file, new_text(document.text, title[:1].upper() + title[1:], FILE))
    write_text(schema, json.dumps(level_schema(BOTS, HANDICAPS), indent=2) + "\n")
    print(f"{file}\n{schema}")
