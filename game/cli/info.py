"""`flawsong info`: what a level's sculpture, light and music are, in figures."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import LevelName, read_level
from game.core.words import counted

if TYPE_CHECKING:
    from rich.console import Console

    from game.lab.survey import Survey


def info(
    level: LevelName,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Tell a level in figures: pieces, what each joint bears at rest and which sets the poise, sway against bar, light.

    A weld's bend is how far its spring is wound up; poise is by how many per cent the load factor rises for each per
    cent that it is stiffer. Lit is the share of a flaw that light can reach over the mirrors' ranges, parked the share
    of its opening that turns gold where no hand moves, at best.
    """
    from game.cli.tables import wide_console
    from game.lab.survey import survey

    _, parsed, _ = read_level(level)
    found = survey(parsed)
    if as_json:
        print(json.dumps(found.as_dict()))
    else:
        print_survey(found, wide_console())


def print_survey(found: "Survey", console: "Console") -> None:
    """Print all figures as tables."""
    from game.cli.tables import table

    period = found.period_over_bar
    sway = " ".join(f"{seconds:.2f}" for seconds in found.periods_s) or "none"
    rows = [
        ("mass", f"{found.mass_kg:g} kg"),
        ("height", f"{found.height_m:g} m"),
        ("centre of mass", _point(found.centre_m)),
        ("feet", f"x = {found.feet_m[0]:g} to {found.feet_m[1]:g} m; margin {found.margin_m:g} m"),
        ("load factor", f"{found.load_factor:g}" + (f", set by {found.set_by}" if found.set_by else "")),
        ("sway", f"{sway} s; a bar is {found.bar_s:g} s" + ("" if period is None else f": {period:.0%} of it")),
        ("lean", f"{found.lean_limit_deg:g} degrees"),
        ("gold dries", "never" if found.gold_dries_s is None else f"after {found.gold_dries_s:g} s"),
        ("goal", f"{counted(found.voices, 'voice')} within {found.within_s:g} s"),
        ("score", f"{found.base_score} is the base; encores at {', '.join(map(str, found.encores))}"),
    ]
    console.print(table(found.title, ("", ""), rows))
    pieces = [(p.id, p.material, f"{p.mass_kg:.2f}", _point(p.centre_m), f"{p.area_m2:.4f}") for p in found.pieces]
    console.print(table("Pieces", ("id", "material", ">kg", ">centre, m", ">m²"), pieces))
    joints = [
        (
            joint.pieces, joint.type, f"{joint.force_n:.0f}", f"{joint.safety:g}", _or_dash(joint.moment_n_m, ".1f"),
            _or_dash(joint.bend_deg, ".2f"), _or_dash(joint.bend_safety, "g"), f"{joint.poise_share:.2f}",
        )
        for joint in found.joints
    ]  # fmt: skip
    heads = ("pieces", "joint", ">N", ">safety", ">N m", ">bend, degrees", ">safety", ">poise")
    console.print(table("Joints at rest", heads, joints))
    lights = [
        (
            light.id,
            f"{light.power_w:g}",
            ", ".join(f"{name} {power:g}" for name, power in light.meets_w.items()),
            ", ".join(light.reaches),
        )
        for light in found.lights
    ]
    console.print(table("Lights", ("id", ">W", "meets at the curtain, W", "reaches, mirrors turned"), lights))
    flaws = [
        (str(row), flaw.piece, f"{flaw.lit:.0%}", f"{flaw.parked:.0%}", "; ".join(flaw.by) or "-")
        for row, flaw in enumerate(found.flaws)
    ]
    console.print(table("Flaws", (">", "piece", ">lit", ">parked", "lit by, degrees"), flaws))
    if found.left_out:
        console.print(f"Light goes so many ways that not all of it was followed: {'; '.join(found.left_out)}.")


def _point(at: tuple[float, float]) -> str:
    return f"{at[0]:.3f}, {at[1]:.3f}"


def _or_dash(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)
