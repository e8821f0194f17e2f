"""What becomes of a ray at each kind of surface: it goes on in its row of the stack, forks into further rows, or ends.

All `meet_` functions work on row `top` of the stack, whose ray has arrived at `body` and `edge`, and return the new
top of the stack.
"""

from game.core.geom import Floats
from game.core.kernels import kernel
from game.sim.light.constants import BANDS, EPSILON, GRAZING, HAIR
from game.sim.light.geometry import is_at_rim, medium_at, normal, surface_of
from game.sim.light.interface import fresnel, reflect, reflected_spread, refract, refracted_tube, snell
from game.sim.light.layout import (
    AIR,
    BAND,
    LAST,
    LEFT,
    MEDIUM,
    METAL,
    PACKET,
    PATH,
    POWER,
    TURNED,
    Stack,
    Surfaces,
    Vector,
)

PATH_FACTOR, PATH_BITS = 1_000_003, (1 << 40) - 1
"""A prime and a mask: path times factor stays below 2^60, and a path can be kept in a float without loss."""


@kernel
def bands_of(band: int) -> tuple[int, int]:
    """First and one past the last band that a ray may carry."""
    return (0, BANDS) if band == PACKET else (band, band + 1)


@kernel
def mark(stack: Stack, row: int, body: int, edge: int, turned: bool, surfaces: Surfaces) -> None:
    """Note on a ray what it has just met, and whether it turned back there."""
    _, spans, edges, _ = surfaces
    tags = stack[1]
    code = 2 * surface_of(edge, spans[body, 0], edges) + (2 if turned else 1)
    tags[row, PATH] = (tags[row, PATH] * PATH_FACTOR ^ code) & PATH_BITS
    tags[row, LEFT], tags[row, LAST] = edge, spans[body, 1]
    tags[row, TURNED] = 1 if turned else 0


@kernel
def bounce(stack: Stack, row: int, body: int, edge: int, surfaces: Surfaces) -> None:
    """Turn a ray back at the surface that it has arrived at."""
    ways = stack[0]
    edges = surfaces[2]
    x, y, dx, dy = ways[row, 0], ways[row, 1], ways[row, 2], ways[row, 3]
    nx, ny = normal((x, y), edges, edge)
    facing = dx * nx + dy * ny
    if edges[edge, 6] != 0.0:
        curvature = (1.0 if facing < 0.0 else -1.0) / edges[edge, 6]
        ways[row, 5] = reflected_spread(ways[row, 4], ways[row, 5], curvature, max(abs(facing), GRAZING))
    ways[row, 2], ways[row, 3] = reflect((dx, dy), (nx, ny))
    mark(stack, row, body, edge, True, surfaces)


@kernel
def fork(stack: Stack, top: int, row: int, first: int, last: int, share: float) -> None:
    """Copy a ray into another row of the stack: of bands `first` .. `last` - 1 it keeps a share, the copy the rest."""
    ways, tags = stack
    for column in range(POWER):
        ways[row, column] = ways[top, column]
    for column in range(tags.shape[1]):
        tags[row, column] = tags[top, column]
    for band in range(BANDS):
        ways[row, POWER + band] = 0.0
    for band in range(first, last):
        kept = share * ways[top, POWER + band]
        ways[row, POWER + band] = ways[top, POWER + band] - kept
        ways[top, POWER + band] = kept


@kernel
def swallow(stack: Stack, top: int, body: int, tally: Floats) -> int:
    """End a ray at a body that keeps all of its power."""
    first, last = bands_of(stack[1][top, BAND])
    for band in range(first, last):
        tally[body, 1] += stack[0][top, POWER + band]
    return top - 1


@kernel
def is_lost(stack: Stack, top: int, body: int, edge: int, outside: bool, distance: float, surfaces: Surfaces) -> bool:
    """Whether it is not known which way a reflecting surface sends a ray, or it met metal from within."""
    ways, tags = stack
    x, y, dx, dy = ways[top, 0], ways[top, 1], ways[top, 2], ways[top, 3]
    edges = surfaces[2]
    if is_at_rim((x, y), edges, edge):
        return True
    if surfaces[1][body, 1] == METAL:
        nx, ny = normal((x, y), edges, edge)
        return not outside or dx * nx + dy * ny >= 0.0
    return tags[top, TURNED] == 1 and distance < EPSILON


@kernel
def keep_share(stack: Stack, top: int, body: int, surfaces: Surfaces, tally: Floats) -> None:
    """Leave a ray the share of each band that its body's matter tells; the body swallows the rest."""
    ways, (_, spans, _, matter) = stack[0], surfaces
    first, last = bands_of(stack[1][top, BAND])
    for band in range(first, last):
        kept = matter[spans[body, 2], 1, band] * ways[top, POWER + band]
        tally[body, 1] += ways[top, POWER + band] - kept
        ways[top, POWER + band] = kept


@kernel
def meet_mirror(
    stack: Stack, top: int, body: int, edge: int, outside: bool, distance: float, surfaces: Surfaces, tally: Floats
) -> int:
    """Metal and mirrors throw back a share of each band and swallow the rest."""
    if is_lost(stack, top, body, edge, outside, distance, surfaces):
        return swallow(stack, top, body, tally)
    keep_share(stack, top, body, surfaces, tally)
    bounce(stack, top, body, edge, surfaces)
    return top


@kernel
def pass_thin(stack: Stack, row: int, body: int, edge: int, distance: float, surfaces: Surfaces) -> None:
    """Let a ray through a filter or splitter. What it left less than EPSILON ago it still cannot meet again."""
    tags = stack[1]
    left, turned = tags[row, LEFT], tags[row, TURNED]
    mark(stack, row, body, edge, False, surfaces)
    if distance < EPSILON:
        tags[row, LEFT], tags[row, TURNED] = left, turned


@kernel
def meet_filter(
    stack: Stack, top: int, body: int, edge: int, distance: float, surfaces: Surfaces, tally: Floats
) -> int:
    """Filters let a share of each band through and swallow the rest."""
    keep_share(stack, top, body, surfaces, tally)
    pass_thin(stack, top, body, edge, distance, surfaces)
    return top


@kernel
def meet_splitter(
    stack: Stack, top: int, body: int, edge: int, outside: bool, distance: float, surfaces: Surfaces, tally: Floats
) -> int:
    """Splitters throw back a share of each band and let the rest through, without loss."""
    if is_lost(stack, top, body, edge, outside, distance, surfaces):
        return swallow(stack, top, body, tally)
    _, spans, _, matter = surfaces
    first, last = bands_of(stack[1][top, BAND])
    fork(stack, top, top + 1, first, last, 0.0)
    for band in range(first, last):
        power = stack[0][top + 1, POWER + band]
        kept = matter[spans[body, 2], 1, band] * power
        stack[0][top, POWER + band], stack[0][top + 1, POWER + band] = kept, power - kept
    bounce(stack, top, body, edge, surfaces)
    pass_thin(stack, top + 1, body, edge, distance, surfaces)
    return top + 1


@kernel
def medium_behind(medium: int, body: int, outside: bool, point: Vector, towards: Vector, surfaces: Surfaces) -> int:
    """What lies behind a surface of glass, met in `medium`; `towards` is the unit normal away from the ray.

    Only where light leaves the glass that it is in must the outlines be asked: another may lie against it or over it,
    if any is near.
    """
    if outside:
        return body if medium == AIR else min(medium, body)
    if medium != body:
        return medium
    if surfaces[0][body, 3] == 0.0:
        return AIR
    return medium_at(point[0] + HAIR * towards[0], point[1] + HAIR * towards[1], body, surfaces)


@kernel
def index_of(medium: int, band: int, surfaces: Surfaces) -> float:
    """Refractive index of a medium in a band."""
    if medium == AIR:
        return 1.0
    return float(surfaces[3][surfaces[1][medium, 2], 0, band])


@kernel
def alike(medium: int, behind: int, first: int, last: int, surfaces: Surfaces) -> tuple[bool, bool]:
    """Whether two media have the same index in some bands, and whether each has one for all of them."""
    same = uniform = True
    before_0, behind_0 = index_of(medium, first, surfaces), index_of(behind, first, surfaces)
    for band in range(first, last):
        one, other = index_of(medium, band, surfaces), index_of(behind, band, surfaces)
        same &= one == other
        uniform &= one == before_0 and other == behind_0
    return same, uniform


@kernel
def transmit(
    stack: Stack,
    top: int,
    row: int,
    first: int,
    last: int,
    behind: int,
    normal_in: Vector,
    curvature: float,
    surfaces: Surfaces,
) -> int:
    """Send what a glass surface lets through of some bands, of one index, on in a new row of the stack.

    `normal_in` points against the ray. Returns the last row in use: unchanged where all is reflected.
    """
    ways, tags = stack
    before_n, behind_n = index_of(tags[top, MEDIUM], first, surfaces), index_of(behind, first, surfaces)
    ratio, direction = before_n / behind_n, (ways[top, 2], ways[top, 3])
    cos_in = -(direction[0] * normal_in[0] + direction[1] * normal_in[1])
    cos_out = snell(ratio, cos_in)
    if cos_out < 0.0:
        return row
    row += 1
    safe_in, safe_out = max(cos_in, GRAZING), max(cos_out, GRAZING)
    s, p = fresnel(before_n, behind_n, safe_in, safe_out)
    fork(stack, top, row, first, last, 0.5 * (s + p))
    ways[row, 2], ways[row, 3] = refract(direction, normal_in, ratio, cos_in, cos_out)
    ways[row, 4], ways[row, 5] = refracted_tube(
        ways[top, 4], ways[top, 5], curvature, before_n, behind_n, safe_in, safe_out
    )
    tags[row, MEDIUM] = behind
    if last - first == 1:
        tags[row, BAND] = first
    return row


@kernel
def meet_glass(stack: Stack, top: int, body: int, edge: int, outside: bool, surfaces: Surfaces) -> int:
    """Split a ray into what glass reflects and what it refracts: one ray, or one for each band where they part."""
    ways, tags = stack
    edges = surfaces[2]
    x, y, dx, dy = ways[top, 0], ways[top, 1], ways[top, 2], ways[top, 3]
    nx, ny = normal((x, y), edges, edge)
    curvature = 0.0 if edges[edge, 6] == 0.0 else 1.0 / edges[edge, 6]
    if dx * nx + dy * ny > 0.0:
        nx, ny, curvature = -nx, -ny, -curvature
    behind = medium_behind(tags[top, MEDIUM], body, outside, (x, y), (-nx, -ny), surfaces)
    first, last = bands_of(tags[top, BAND])
    same, uniform = alike(tags[top, MEDIUM], behind, first, last, surfaces)
    if same:
        tags[top, MEDIUM] = behind
        mark(stack, top, body, edge, False, surfaces)
        return top
    row = top
    if uniform:
        row = transmit(stack, top, row, first, last, behind, (nx, ny), curvature, surfaces)
    else:
        for band in range(first, last):
            if ways[top, POWER + band] > 0.0:
                row = transmit(stack, top, row, band, band + 1, behind, (nx, ny), curvature, surfaces)
    for through in range(top + 1, row + 1):
        mark(stack, through, body, edge, False, surfaces)
    bounce(stack, top, body, edge, surfaces)
    return row
