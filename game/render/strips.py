"""Rays joined to strips: neighbours that run side by side become one quad of light, others stay narrow strips."""

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render.kernel import helper, kernel
from game.render.raster import QUAD_FIELDS, Rows
from game.render.spectrum import wavelength_rgb
from game.sim.view import View

PARALLEL = 0.9995
"""Least cosine between neighbours that are drawn as one strip: about 2 degrees."""
GAP = 3.5
"""Neighbours farther apart than this many ray widths are drawn singly."""
STAGGER_M = 0.12
"""m by which the ends of neighbours may be staggered along the beam: mirrors and facets stand slanted."""
LEVEL_STEP = 0.02
"""A ray whose brightness differs by more from the mean of its neighbours' is kept."""
CUT_FADE = 1.2
"""Ray widths over which a beam that is cut fades at its cut."""
FOCUS = (0.35, 2.2)
"""Bounds of the brightening where rays draw apart or together (caustics)."""
RESPONSE = 0.55
"""Exponent from power to brightness: a Fresnel reflection of 4 % is still seen, as by the eye."""
START, END, ALONG, WIDTH, ACROSS, HALF, LEVEL, GROUP, RAY, LAST_RAY, COLOUR = 0, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13
"""Columns of a table of rays: start and end (m), unit direction, width (m), place in the beam (-1..1), half the beam's
width (m), brightness, what it shares with its neighbours, its number, the last number of its beam, red, green, blue."""
RAY_FIELDS = 16


def ray_table(view: View, tints: Floats, tones: dict[str, Floats], glass_tint: float) -> Floats:
    """The segments of a view as rows (S, RAY_FIELDS), neighbours one after another; see the columns above.

    Args:
        tints: (B, 3) colours of white beams, by lamp.
        tones: colours of glass, towards which light inside is tinted by `glass_tint`.
    """
    trace = view.segments
    order = np.lexsort((trace.ray, trace.medium, trace.wavelength, trace.depth, trace.beam))
    beam, wavelength, medium = trace.beam[order], trace.wavelength[order], trace.medium[order]
    run = trace.end[order] - trace.start[order]
    lamps = np.array([(width, power) for _, _, width, power in view.lights]).reshape(-1, 2)
    strongest = max(1e-9, float((lamps[:, 1] / np.maximum(lamps[:, 0], 1e-6)).max()))
    table = np.empty((len(order), RAY_FIELDS))
    table[:, START : START + 2], table[:, END : END + 2] = trace.start[order], trace.end[order]
    table[:, ALONG : ALONG + 2] = run / np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-9)[:, None]
    width = table[:, WIDTH] = np.maximum(trace.width[order], 1e-6)
    count = np.maximum(np.round(lamps[beam, 0] / width), 1.0)
    table[:, RAY], table[:, LAST_RAY] = trace.ray[order], count - 1
    table[:, ACROSS] = (2 * table[:, RAY] + 1) / count - 1
    table[:, HALF] = 0.5 * lamps[beam, 0]
    # Colours of one white beam overlap: together they are to look as bright as it was.
    colours = max(1, len(np.unique(wavelength[wavelength > 0])))
    shown = np.where(wavelength > 0, colours ** (RESPONSE - 1.0), 1.0)
    table[:, LEVEL] = shown * (np.maximum(trace.power[order], 0.0) / width / strongest) ** RESPONSE
    keys = ((beam * 1000 + trace.depth[order]) * 1000 + medium + 1) * 1000.0 + wavelength
    table[:, GROUP] = keys
    table[:, COLOUR:] = tints[beam % len(tints)]
    _tint(table[:, COLOUR:], wavelength, medium, view, tones, glass_tint)
    return table


def _tint(
    colours: Floats, wavelength: Floats, medium: NDArray[np.int64], view: View, tones: dict[str, Floats], share: float
) -> None:
    """Give light of one wavelength its colour, and light in glass some of the glass's."""
    for nm in np.unique(wavelength):
        if nm > 0:
            colours[wavelength == nm] = wavelength_rgb(float(round(nm)))
    for row in np.unique(medium):
        tone = tones.get(view.pieces[row].colour) if 0 <= row < len(view.pieces) else None
        if tone is not None:
            inside = medium == row
            colours[inside] += share * (tone - colours[inside])


@helper
def _is_linked(rays: Floats, a: int, b: int) -> bool:
    """Whether ray `a` and its neighbour `b` belong to one strip: side by side, parallel, and not crossing."""
    if rays[a, GROUP] != rays[b, GROUP] or rays[b, RAY] - rays[a, RAY] != 1.0:
        return False
    tx, ty = rays[a, ALONG], rays[a, ALONG + 1]
    if tx * rays[b, ALONG] + ty * rays[b, ALONG + 1] <= PARALLEL:
        return False
    turns = 1.0
    for point in (START, END):
        gx, gy = rays[b, point] - rays[a, point], rays[b, point + 1] - rays[a, point + 1]
        aside = tx * gy - ty * gx
        if abs(aside) > GAP * rays[a, WIDTH] or abs(tx * gx + ty * gy) > STAGGER_M:
            return False
        turns *= aside
    return turns > 0.0


@helper
def _is_plain(rays: Floats, k: int, tolerance: float) -> bool:
    """Whether a ray in the middle of a strip lies just where its neighbours would put it, to `tolerance` m."""
    bend = 0.0
    for field in range(START, START + 4):
        bend = max(bend, abs(rays[k, field] - 0.5 * (rays[k - 1, field] + rays[k + 1, field])))
    level = abs(rays[k, LEVEL] - 0.5 * (rays[k - 1, LEVEL] + rays[k + 1, LEVEL]))
    return bend < tolerance and level < LEVEL_STEP


@helper
def _corner(quads: Rows, n: int, corner: int, x: float, y: float, across: float, level: float) -> None:
    quads[n, 4 * corner], quads[n, 4 * corner + 1] = x, y
    quads[n, 4 * corner + 2], quads[n, 4 * corner + 3] = across, level


@helper
def _colour(rays: Floats, k: int, quads: Rows, n: int) -> None:
    for channel in range(3):
        quads[n, 16 + channel] = rays[k, COLOUR + channel]


@helper
def _focus(rays: Floats, a: int, b: int, point: int) -> float:
    """How much brighter light is where two rays have drawn together since their lamp."""
    gx, gy = rays[b, point] - rays[a, point], rays[b, point + 1] - rays[a, point + 1]
    apart = abs(rays[a, ALONG] * gy - rays[a, ALONG + 1] * gx)
    nominal = rays[a, WIDTH] * max(rays[b, RAY] - rays[a, RAY], 1.0)
    return float(min(max(nominal / max(apart, 1e-9), FOCUS[0]), FOCUS[1]) ** RESPONSE)


@helper
def _between(rays: Floats, a: int, b: int, reach: float, quads: Rows, n: int) -> int:
    """Add the quad between two rays of a strip."""
    near, far = _focus(rays, a, b, START), _focus(rays, a, b, END)
    _corner(quads, n, 0, rays[a, START], rays[a, START + 1], rays[a, ACROSS] / reach, rays[a, LEVEL] * near)
    _corner(quads, n, 1, rays[b, START], rays[b, START + 1], rays[b, ACROSS] / reach, rays[b, LEVEL] * near)
    _corner(quads, n, 2, rays[b, END], rays[b, END + 1], rays[b, ACROSS] / reach, rays[b, LEVEL] * far)
    _corner(quads, n, 3, rays[a, END], rays[a, END + 1], rays[a, ACROSS] / reach, rays[a, LEVEL] * far)
    _colour(rays, a, quads, n)
    return n + 1


@helper
def _flank(rays: Floats, k: int, sign: int, nx: float, ny: float, reach: float, quads: Rows, n: int) -> int:
    """Add the soft side of a strip beyond its last ray, towards (nx, ny): the beam's own shoulder, or a short fade."""
    across, level = rays[k, ACROSS], rays[k, LEVEL]
    is_edge = rays[k, RAY] == (0.0 if sign < 0 else rays[k, LAST_RAY])
    out = (reach - abs(across)) * rays[k, HALF] if is_edge else CUT_FADE * rays[k, WIDTH]
    outer, rest = (float(sign), level) if is_edge else (across / reach, 0.0)
    _corner(quads, n, 0, rays[k, START], rays[k, START + 1], across / reach, level)
    _corner(quads, n, 1, rays[k, START] + nx * out, rays[k, START + 1] + ny * out, outer, rest)
    _corner(quads, n, 2, rays[k, END] + nx * out, rays[k, END + 1] + ny * out, outer, rest)
    _corner(quads, n, 3, rays[k, END], rays[k, END + 1], across / reach, level)
    _colour(rays, k, quads, n)
    return n + 1


@helper
def _widen(rays: Floats, a: int, b: int, nx: float, ny: float, reach: float, quads: Rows, n: int) -> None:
    """Stretch the quad of a whole beam, from its first ray to its last, over both of its shoulders."""
    for corner in range(4):
        k, sign = (a, -1.0) if corner in (0, 3) else (b, 1.0)
        out = sign * (reach - abs(rays[k, ACROSS])) * rays[k, HALF]
        quads[n, 4 * corner] += nx * out
        quads[n, 4 * corner + 1] += ny * out
        quads[n, 4 * corner + 2] = sign


@kernel
def _join(rays: Floats, reach: float, tolerance: float, quads: Rows) -> int:
    """Fill `quads` (3 S + 1, QUAD_FIELDS; corners in m) with the strips of a ray table; returns how many there are."""
    n = first = 0 * len(rays)  # a literal 0 would compile every helper twice
    while first < len(rays):
        last = first
        while last + 1 < len(rays) and _is_linked(rays, last, last + 1):
            last += 1
        # The side on which ray numbers rise; mirrors swap it.
        nx, ny = rays[first, ALONG + 1], -rays[first, ALONG]
        if last > first:
            gx, gy = rays[last, START] - rays[first, START], rays[last, START + 1] - rays[first, START + 1]
            if gx * nx + gy * ny < 0.0:
                nx, ny = -nx, -ny
        began, a = n, first
        for b in range(first + 1, last + 1):
            if b == last or not _is_plain(rays, b, tolerance):
                n = _between(rays, a, b, reach, quads, n)
                a = b
        is_whole = rays[first, RAY] == 0.0 and rays[last, RAY] == rays[last, LAST_RAY]
        if is_whole and n == began + 1:
            _widen(rays, first, last, nx, ny, reach, quads, began)
        else:
            n = _flank(rays, first, -1, -nx, -ny, reach, quads, n)
            n = _flank(rays, last, 1, nx, ny, reach, quads, n)
        first = last + 1
    return n


def strips(rays: Floats, reach: float, tolerance: float) -> Rows:
    """Strips of light, rows for `raster.quad_add` with corners in m, |across| 1 at `reach` half widths of the beam.

    Args:
        rays: of `ray_table`.
        tolerance: m by which a ray may be off and still be left out.
    """
    quads = np.zeros((3 * len(rays) + 1, QUAD_FIELDS), np.float32)
    return quads[: _join(rays, reach, tolerance, quads)]
