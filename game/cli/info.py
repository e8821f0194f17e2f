"""`flawsong info`: what a level's sculpture and music are, in figures."""

from typing import Annotated

import typer

from game.cli.common import LevelName, print_fields, read_level


def info(
    level: LevelName,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Tell the sway, the music and the goal of a level: how far the sculpture's own period is from a bar, say."""
    from game.sim import World

    _, parsed, _ = read_level(level)
    world = World(parsed)
    solid, bar_s = world.sculpture, parsed.music.tempo.bar_s
    sways = solid.own_period < float("inf")
    print_fields(
        {
            "title": parsed.title,
            "pieces": len(parsed.pieces),
            "mass_kg": round(sum(body.mass for body in solid.bodies.values()), 2),
            "height_m": round(max(float((body.outline + body.rest)[:, 1].max()) for body in solid.bodies.values()), 3),
            "load_factor": round(world.load_factor, 4),
            "own_period_s": round(solid.own_period, 3) if sways else None,
            "bar_s": round(bar_s, 3),
            "period_over_bar": round(solid.own_period / bar_s, 3) if sways else None,
            "lean_limit_deg": parsed.lean.limit,
            "voices": parsed.goal.voices,
            "flaws": len(parsed.flaws),
            "within_s": parsed.goal.within,
            "encores": list(parsed.goal.thresholds),
        },
        as_json,
    )
