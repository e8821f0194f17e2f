"""Checks of lights and optics, in a level as in a scene: that each is possible, and stands where light can meet it.

Like all of `checks`, each is silent about parts in which another one has already found the cause.
"""

import math
from collections.abc import Callable, Iterator
from itertools import combinations

from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

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
from game.level.optics import Glass, Light
from game.level.values.lengths import LEAST_LENGTH, metres, point

MOST_SHARED, MOST_SHARE = 1e-4, 0.05
"""m^2 that two glasses may share, and as a share of the smaller: a little forgives one set against another."""
LAMP_CLEARANCE = 1e-3
"""m from a lamp's face to what light meets: what it stands on would be before it or behind it by rounding."""


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
            if area is not None and (text := _shared(outline, area)):
                yield (
                    ("optics", i, "at"),
                    f"{quoted(optic.id)} shares {text} with the piece {quoted(name)}; move it clear",
                )


def glass_keeps_clear_of_glass(context: LightContext) -> Iterator[Finding]:
    """Prisms and lenses may touch, and not stand in one another."""
    glasses = [
        (i, optic, Polygon(optic.outline()))
        for i, optic in enumerate(context.optics)
        if isinstance(optic.surface, Glass) and not any(optic.faults())
    ]
    for (_, one, area), (j, other, outline) in combinations(glasses, 2):
        if text := _shared(outline, area):
            yield ("optics", j, "at"), f"{quoted(other.id)} shares {text} with {quoted(one.id)}; move it clear"


def _shared(one: Polygon, other: Polygon) -> str:
    """The area that two glasses share, in words; empty where it is none, or little enough."""
    shared = one.intersection(other).area
    if shared <= min(MOST_SHARED, MOST_SHARE * min(one.area, other.area)):
        return ""
    return f"{shared * 1e4:.{0 if shared > 1e-3 else 1}f} cm^2"


def lamps_stand_free(context: LightContext) -> Iterator[Finding]:
    """In no piece and no glass, and on no surface: light would be on either side of it by chance."""
    bodies: list[tuple[str, BaseGeometry]] = [
        (f"the piece {quoted(name)}", area) for name in context.index if (area := context.area(name)) is not None
    ]
    for optic in context.optics:
        if not any(optic.faults()):
            outline = optic.outline()
            area = Polygon(outline) if isinstance(optic.surface, Glass) else LineString(outline)
            bodies.append((f"the {optic.type} {quoted(optic.id)}", area))
    if context.plinth is not None:
        bodies.append(("the plinth", context.plinth))
    for i, light in enumerate(context.lights):
        faces = list(_faces(light))
        for name, body in bodies:
            if any(face.distance(body) < LAMP_CLEARANCE for face in faces):
                where = "in or on" if body.area else "on"
                yield (
                    ("lights", i, "from"),
                    f"this lamp, {metres(light.width)} m wide, stands {where} {name}; move it clear",
                )


def _faces(light: Light) -> Iterator[LineString]:
    """Where light leaves a lamp, across its beam, at each end of its swing."""
    (x, y), half = light.source, light.width / 2
    for to in (light.toward, light.pan.to) if light.pan else (light.toward,):
        length = math.dist(light.source, to)
        if length >= LEAST_LENGTH:
            dx, dy = half * (to[0] - x) / length, half * (to[1] - y) / length
            yield LineString([(x - dy, y + dx), (x + dy, y - dx)])


CHECKS: tuple[Callable[[LightContext], Iterator[Finding]], ...] = (
    ids_are_unique,
    riders_have_a_mount,
    optics_are_possible,
    beams_have_a_length,
    pans_pass_their_lamp,
    lights_and_optics_are_near,
    glass_keeps_clear_of_pieces,
    glass_keeps_clear_of_glass,
    lamps_stand_free,
)
