"""`flawsong preview`: a picture of a performance."""

from pathlib import Path
from typing import Annotated

import typer

from game.cli.common import BotName, LevelName, Seed, UserError, check_output, new_bot, parse_size, read_any, unwritable


def preview(
    level: LevelName,
    out: Annotated[Path, typer.Argument(metavar="OUT.png", help="picture to write")],
    at: Annotated[float, typer.Option(min=0, max=3600, metavar="SECONDS", help="stage time of the picture")] = 5.0,
    bot: BotName = "regular",
    seed: Seed = 0,
    size: Annotated[str, typer.Option(metavar="WxH", help="size of the picture")] = "1280x720",
    overlay: Annotated[bool, typer.Option("--overlay", help="show principal stresses and tip speeds")] = False,
) -> None:
    """Draw a real frame of a real run, or the light of a light bench, with no display."""
    from game.export.screenshot import check_suffix, draw_light_bench, draw_still, save_picture
    from game.level import LightBench

    try:
        check_suffix(out)
    except ValueError as error:
        raise UserError(f"{out}: cannot be written: {error}") from None
    pixels, stage = parse_size(size), read_any(level)
    check_output(out)
    if isinstance(stage, LightBench):
        picture = draw_light_bench(stage, at, pixels)
    else:
        picture = draw_still(stage, seed, new_bot(bot, seed), at, pixels, overlay=overlay)
    try:
        save_picture(picture, out)
    except OSError as error:
        raise unwritable(out, error) from None
    print(out)
