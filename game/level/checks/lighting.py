"""Checks of lights and optics, in a level as in a scene: that each is possible, and stands where light can meet it.

Like all of `checks`, each is silent about parts in which another one has already found the cause.
"""

import math
from collections.abc import Callable, Iterator

from shapely import LineString, Point, Polygon

from game.core.json_source import JsonPath, quoted
from game.level.checks.check_context import (
    LAMP_ROOM,
    REACH,
    STAGE_HALF_WIDTH,
    STAGE_TOP,
    Finding,
    LightContext,
    no_piece,
    taken_ids,
)
from game.level.model import Lens, Mirror, Prism
from game.level.outlines import optic_outline, sagitta
from game.level.shapes import LEAST_LENGTH, length, metres, nearest, point

TIGHTEST_CURVE = 1.02
"""Least radius of an arc as a share of half its chord: clear of the half circle, beyond which tracing is ambiguous."""
LEAST_RIM = 0.002
"""m: a thinner rim could not be ground, and light would meet both faces within a hair."""
MOST_SHARED = 1e-4
"""m^2 that a prism or lens may share with a piece: a square centimetre forgives one set against the other."""


def ids_are_unique(context: LightContext) -> Iterator[Finding]:
    """Within lights and within optics."""
    yield from taken_ids("lights", context.lights)
    yield from taken_ids("optics", context.optics)


def riders_have_a_mount(context: LightContext) -> Iterator[Finding]:
    """What rides names a piece, and does not slide as well."""
    for i, optic in enumerate(context.optics):
        if optic.on is None:
            continue
        if optic.on not in context.index:
            yield ("optics", i, "on"), no_piece(optic.on, context)
        if isinstance(optic, Mirror) and optic.rail is not None:
            yield (
                ("optics", i, "rail"),
                f"{quoted(optic.id)} rides on {quoted(optic.on)} and cannot slide as well; leave out on or rail",
            )


def lines_have_a_length(context: LightContext) -> Iterator[Finding]:
    """Beams, rails and screens."""
    for i, light in enumerate(context.lights):
        if length(light.source, light.toward) < LEAST_LENGTH:
            yield (
                ("lights", i, "toward"),
                f"the same point as from; name another one at least {LEAST_LENGTH:g} m away",
            )
    for i, optic in enumerate(context.optics):
        if isinstance(optic, Prism | Lens):
            continue
        name, line = ("rail", optic.rail) if isinstance(optic, Mirror) else ("ends", optic.ends)
        if line and length(*line) < LEAST_LENGTH:
            yield (
                ("optics", i, name),
                f"both ends are the same point; they must be at least {LEAST_LENGTH:g} m apart",
            )


def pans_pass_their_lamp(context: LightContext) -> Iterator[Finding]:
    """A lamp cannot aim at itself, at an end of its swing or on the way."""
    for i, light in enumerate(context.lights):
        if light.pan is None or length(light.source, light.toward) < LEAST_LENGTH:
            continue
        if length(light.source, light.pan.to) < LEAST_LENGTH:
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


def mirrors_are_on_their_rails(context: LightContext) -> Iterator[Finding]:
    """Where they have one."""
    for i, optic in enumerate(context.optics):
        if not isinstance(optic, Mirror) or optic.rail is None or length(*optic.rail) < LEAST_LENGTH:
            continue
        rail = LineString(optic.rail)
        away = rail.distance(Point(optic.at))
        if away > REACH:
            yield (
                ("optics", i, "at"),
                f"{metres(away)} m off the mirror's rail, where {point(nearest(rail, optic.at))} is nearest",
            )


def lights_and_optics_are_near(context: LightContext) -> Iterator[Finding]:
    """On the stage, or just beyond its edge."""
    places: list[tuple[JsonPath, tuple[float, float]]] = [
        (("lights", i, "from"), light.source) for i, light in enumerate(context.lights)
    ]
    for i, optic in enumerate(context.optics):
        if isinstance(optic, Mirror | Prism | Lens):
            places.append((("optics", i, "at"), optic.at))
            rail = optic.rail if isinstance(optic, Mirror) else None
            places += [(("optics", i, "rail", k), end) for k, end in enumerate(rail or ())]
        else:
            places += [(("optics", i, "ends", k), end) for k, end in enumerate(optic.ends)]
    side, top = STAGE_HALF_WIDTH + LAMP_ROOM, STAGE_TOP + LAMP_ROOM
    for path, (x, y) in places:
        if abs(x) > side or not -LAMP_ROOM <= y <= top:
            wanted = f"{point((-side, -LAMP_ROOM))} to {point((side, top))}"
            yield path, f"{point((x, y))} is far off the stage; keep it within {wanted}"


def curves_are_less_than_half_circles(context: LightContext) -> Iterator[Finding]:
    """Those of mirrors and of lenses."""
    for i, optic in enumerate(context.optics):
        if isinstance(optic, Mirror) and _too_tight(optic.curve, optic.length):
            yield ("optics", i, "curve"), _tight("mirror", optic.curve, "length", optic.length)
        if isinstance(optic, Lens):
            for face, radius in enumerate(optic.radii):
                if _too_tight(radius, optic.height):
                    yield ("optics", i, "radii", face), _tight("face", radius, "height", optic.height)


def _too_tight(radius: float | None, chord: float) -> bool:
    return radius is not None and abs(radius) < TIGHTEST_CURVE * chord / 2


def _tight(what: str, radius: float | None, name: str, chord: float) -> str:
    return (
        f"a {what} of {name} {metres(chord)} m cannot bend to a radius of {metres(abs(radius or 0.0))} m; make it at "
        f"least {_rounded_up(TIGHTEST_CURVE * chord / 2)} m, or null for flat"
    )


def _rounded_up(value: float) -> str:
    """Metres to a tenth of a millimetre, never less: whoever writes it has enough."""
    return f"{math.ceil(value * 1e4 - 1e-6) / 1e4:g}"


def lenses_have_a_rim(context: LightContext) -> Iterator[Finding]:
    """Their faces neither meet nor cross: between the middle and the rim the thickness only falls, or only grows."""
    for i, optic in enumerate(context.optics):
        if not isinstance(optic, Lens) or _bent_too_tight(optic):
            continue
        bulge = sum(sagitta(radius, optic.height) for radius in optic.radii)
        rim = optic.thickness - bulge
        if rim < LEAST_RIM:
            state = f"its rim is {rim * 1e3:.3g} mm thick" if rim > 0 else "its faces cross before the rim"
            yield (
                ("optics", i, "thickness"),
                f"{state}, and it must be at least {LEAST_RIM * 1e3:g} mm; make the lens at least "
                f"{_rounded_up(bulge + LEAST_RIM)} m thick, lower, or flatter",
            )


def _bent_too_tight(lens: Lens) -> bool:
    return any(_too_tight(radius, lens.height) for radius in lens.radii)


def glass_keeps_clear_of_pieces(context: LightContext) -> Iterator[Finding]:
    """Light could not tell which of two glasses it is in."""
    for i, optic in enumerate(context.optics):
        if not isinstance(optic, Prism | Lens) or (isinstance(optic, Lens) and _bent_too_tight(optic)):
            continue
        outline = Polygon(optic_outline(optic))
        if not outline.is_valid:
            continue  # a lens without a rim
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
    lines_have_a_length,
    pans_pass_their_lamp,
    mirrors_are_on_their_rails,
    lights_and_optics_are_near,
    curves_are_less_than_half_circles,
    lenses_have_a_rim,
    glass_keeps_clear_of_pieces,
)
