"""Checks of lights and optics, in a level as in a scene: that each is possible, and stands where light can meet it.

Like all of `checks`, each is silent about parts in which another one has already found the cause.
"""

import math
from collections.abc import Callable, Iterator

from shapely import LineString, Point, Polygon

from game.core.json_source import JsonPath, quoted
from game.level.checks.check_context import (
    LAMP_ROOM,
    STAGE_HALF_WIDTH,
    STAGE_TOP,
    Finding,
    LightContext,
    no_piece,
    taken_ids,
)
from game.level.measures import LEAST_LENGTH, point
from game.level.optics import Glass

MOST_SHARED = 1e-4
"""m^2 that a prism or lens may share with a piece: a square centimetre forgives one set against the other."""


def ids_are_unique(context: LightContext) -> Iterator[Finding]:
    """Within lights and within optics."""
    yield from taken_ids("lights", context.lights)
    yield from taken_ids("optics", context.optics)


def riders_have_a_mount(context: LightContext) -> Iterator[Finding]:
    """What rides names a piece."""
    for i, optic in enumerate(context.optics):
        if optic.on is not None and optic.on not in context.index:
            yield ("optics", i, "on"), no_piece(optic.on, context)


def optics_are_possible(context: LightContext) -> Iterator[Finding]:
    """Each taken by itself."""
    for i, optic in enumerate(context.optics):
        yield from ((("optics", i, *path), text) for path, text in optic.faults())


def beams_have_a_length(context: LightContext) -> Iterator[Finding]:
    """Or they would aim nowhere."""
    for i, light in enumerate(context.lights):
        if math.dist(light.source, light.toward) < LEAST_LENGTH:
            yield (
                ("lights", i, "toward"),
                f"the same point as from; name another one at least {LEAST_LENGTH:g} m away",
            )


def pans_pass_their_lamp(context: LightContext) -> Iterator[Finding]:
    """A lamp cannot aim at itself, at an end of its swing or on the way."""
    for i, light in enumerate(context.lights):
        if light.pan is None or math.dist(light.source, light.toward) < LEAST_LENGTH:
            continue
        if math.dist(light.source, light.pan.to) < LEAST_LENGTH:
            yield (
                ("lights", i, "pan", "to"),
                f"the same point as from; name another one at least {LEAST_LENGTH:g} m away",
            )
        elif LineString([light.toward, light.pan.to]).distance(Point(light.source)) < LEAST_LENGTH:
            yield (
                ("lights", i, "pan", "to"),
                f"from {point(light.toward)} to {point(light.pan.to)} the beam swings through the lamp itself, "
                f"{point(light.source)}; name a point to one side of it",
            )


def lights_and_optics_are_near(context: LightContext) -> Iterator[Finding]:
    """On the stage, or just beyond its edge."""
    places: list[tuple[JsonPath, tuple[float, float]]] = [
        (("lights", i, "from"), light.source) for i, light in enumerate(context.lights)
    ]
    for i, optic in enumerate(context.optics):
        places += [(("optics", i, *path), at) for path, at in optic.points()]
    side, top = STAGE_HALF_WIDTH + LAMP_ROOM, STAGE_TOP + LAMP_ROOM
    for path, (x, y) in places:
        if abs(x) > side or not -LAMP_ROOM <= y <= top:
            wanted = f"{point((-side, -LAMP_ROOM))} to {point((side, top))}"
            yield path, f"{point((x, y))} is far off the stage; keep it within {wanted}"


def glass_keeps_clear_of_pieces(context: LightContext) -> Iterator[Finding]:
    """Light could not tell which of two glasses it is in."""
    for i, optic in enumerate(context.optics):
        if not isinstance(optic.surface, Glass) or any(optic.faults()):
            continue
        outline = Polygon(optic.outline())
        for name in context.index:
            area = context.area(name)
            shared = 0.0 if area is None else outline.intersection(area).area
            if shared > MOST_SHARED:
                yield (
                    ("optics", i, "at"),
                    f"{quoted(optic.id)} shares {shared * 1e4:.0f} cm^2 with the piece {quoted(name)}; move it clear",
                )


CHECKS: tuple[Callable[[LightContext], Iterator[Finding]], ...] = (
    ids_are_unique,
    riders_have_a_mount,
    optics_are_possible,
    beams_have_a_length,
    pans_pass_their_lamp,
    lights_and_optics_are_near,
    glass_keeps_clear_of_pieces,
)
