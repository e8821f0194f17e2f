"""What becomes of a ray at the two kinds of surface: it goes on in its row of the stack, forks into others, or ends.

Both functions work on row `top` of the stack, whose ray has arrived at `edge` of `body`, and return the new top. `code`
stands for the surface in paths; `nx`, `ny` is its unit normal against the ray, `cosine` that of the angle between them.
"""

from game.core.geom import Floats, Ints
from game.core.kernels import kernel_part
from game.sim.light.constants import BANDS, EPSILON, GRAZING, HAIR
from game.sim.light.geometry import medium_at
from game.sim.light.interface import fresnel, reflected_spread, refracted_tube, snell
from game.sim.light.layout import (
    AIR,
    BAND,
    CROSSWISE,
    DEPTH,
    LEFT,
    MEDIUM,
    PACKET,
    PATH,
    POWER,
    REFLECTS,
    SHEER,
    TRANSMITS,
    TURNED,
)

PATH_FACTOR, PATH_BITS = 1_000_003, (1 << 40) - 1
"""A prime and a mask: path times factor stays below 2^60, and a path can be kept in a float without loss."""


@kernel_part
def turn_back(
    branches: Floats, tags: Ints, row: int, edge: int, code: int, nx: float, ny: float, cosine: float, curvature: float,
) -> None:  # fmt: skip
    """Reflect a ray: direction d - 2 (d . n) n."""
    branches[row, 2] += 2.0 * cosine * nx
    branches[row, 3] += 2.0 * cosine * ny
    if curvature != 0.0:
        branches[row, 5] = reflected_spread(branches[row, 4], branches[row, 5], curvature, max(cosine, GRAZING))
    tags[row, PATH] = (tags[row, PATH] * PATH_FACTOR ^ code + 2) & PATH_BITS
    tags[row, LEFT], tags[row, TURNED] = edge, 1


@kernel_part
def meet_thin(
    branches: Floats, tags: Ints, top: int, body: int, edge: int, code: int, nx: float, ny: float, cosine: float,
    curvature: float, distance: float, traits: int, matter: Floats, tally: Floats,
) -> int:  # fmt: skip
    """A thin surface reflects a share of each band, transmits a share of the rest and swallows what is left.

    Where it transmits, a ray goes through with `distance`, the length of its run: what it left less than EPSILON ago
    it still cannot meet again.
    """
    reflects, transmits = traits & REFLECTS, traits & TRANSMITS
    through = top + 1 if reflects else top  # its row
    band, swallowed = tags[top, BAND], 0.0
    first, last = (0, BANDS) if band == PACKET else (band, band + 1)
    for band in range(first, last):
        power, crosswise = branches[top, POWER + band], branches[top, CROSSWISE + band]
        back = matter[body, 0, band] if reflects else 0.0
        branches[top, POWER + band], branches[top, CROSSWISE + band] = back * power, back * crosswise
        power, crosswise = power - back * power, crosswise - back * crosswise
        if transmits:
            passed = matter[body, 1, band]
            branches[through, POWER + band], branches[through, CROSSWISE + band] = passed * power, passed * crosswise
            power -= passed * power
        swallowed += power
    tally[body, 1] += swallowed
    tags[top, SHEER] = 1 if transmits else 0
    if transmits:
        for column in range(POWER):
            branches[through, column] = branches[top, column]
        for column in range(TURNED + 1):
            tags[through, column] = tags[top, column]
        tags[through, PATH] = (tags[top, PATH] * PATH_FACTOR ^ code + 1) & PATH_BITS
        if distance >= EPSILON:
            tags[through, LEFT], tags[through, TURNED] = edge, 0
    if reflects:
        turn_back(branches, tags, top, edge, code, nx, ny, cosine, curvature)
    return through if transmits else top if reflects else top - 1


@kernel_part
def medium_behind(
    medium: int, body: int, outside: bool, x: float, y: float, boxes: Floats, spans: Ints, edges: Floats
) -> int:
    """What lies behind a surface of glass, met in `medium`; x, y (m) is a HAIR behind it.

    Only where light leaves the glass that it is in must the outlines be asked: another may lie against it or over it,
    if any is near.
    """
    if outside:
        return body if medium == AIR else min(medium, body)
    if medium != body:
        return medium
    if boxes[body, 4] == 0.0:
        return AIR
    return medium_at(x, y, body, boxes, spans, edges)


@kernel_part
def meet_glass(
    branches: Floats, tags: Ints, top: int, body: int, edge: int, code: int, nx: float, ny: float, cosine: float,
    curvature: float, outside: bool, boxes: Floats, spans: Ints, edges: Floats, matter: Floats,
) -> int:  # fmt: skip
    """Split a ray into what glass reflects and what it refracts: one ray, or one for each band where they part.

    Direction behind the surface (Snell): r d + (r cos - cos') n, with r = n / n'.
    """
    x, y, dx, dy = branches[top, 0], branches[top, 1], branches[top, 2], branches[top, 3]
    width, spread = branches[top, 4], branches[top, 5]
    medium, band = tags[top, MEDIUM], tags[top, BAND]
    behind = medium_behind(medium, body, outside, x - HAIR * nx, y - HAIR * ny, boxes, spans, edges)
    first, last = (0, BANDS) if band == PACKET else (band, band + 1)
    same = uniform = True
    known_before = known_behind = 0.0
    for band in range(first, last):
        before_n = 1.0 if medium == AIR else matter[medium, 0, band]
        behind_n = 1.0 if behind == AIR else matter[behind, 0, band]
        same &= before_n == behind_n
        uniform &= band == first or (before_n == known_before and behind_n == known_behind)
        known_before, known_behind = before_n, behind_n
    tags[top, SHEER] = tags[top, TURNED] = 0
    path = (tags[top, PATH] * PATH_FACTOR ^ code + 1) & PATH_BITS
    if same:
        tags[top, MEDIUM], tags[top, LEFT], tags[top, PATH] = behind, edge, path
        return top
    row, band = top, first
    while band < last:
        end = last if uniform else band + 1
        before_n = 1.0 if medium == AIR else matter[medium, 0, band]
        behind_n = 1.0 if behind == AIR else matter[behind, 0, band]
        cos_out = snell(before_n / behind_n, cosine)
        if cos_out >= 0.0 and (uniform or branches[top, POWER + band] > 0.0):
            row += 1
            safe_in, safe_out = max(cosine, GRAZING), max(cos_out, GRAZING)
            s, p = fresnel(before_n, behind_n, safe_in, safe_out)
            for k in range(band, end):
                power, crosswise = branches[top, POWER + k], branches[top, CROSSWISE + k]
                back = s * crosswise + p * (power - crosswise)
                branches[top, POWER + k], branches[top, CROSSWISE + k] = back, s * crosswise
                branches[row, POWER + k], branches[row, CROSSWISE + k] = power - back, crosswise - s * crosswise
            push = before_n / behind_n * cosine - cos_out
            branches[row, 0], branches[row, 1] = x, y
            branches[row, 2] = before_n / behind_n * dx + push * nx
            branches[row, 3] = before_n / behind_n * dy + push * ny
            branches[row, 4], branches[row, 5] = refracted_tube(
                width, spread, curvature, before_n, behind_n, safe_in, safe_out
            )
            tags[row, LEFT], tags[row, MEDIUM], tags[row, DEPTH] = edge, behind, tags[top, DEPTH]
            tags[row, PATH], tags[row, BAND] = path, band if end == band + 1 else PACKET
            tags[row, SHEER] = tags[row, TURNED] = 0
        band = end
    turn_back(branches, tags, top, edge, code, nx, ny, cosine, curvature)
    return row
