"""Strips of tubes as quads: neighbours share their corners, so that nothing shows between them."""

import numpy as np

from game.core.geom import Floats
from game.core.kernels import warms_up
from game.render.beams.strips import (
    BEYOND,
    LINKED,
    LINKED_END,
    LINKED_START,
    MOST_CUTS,
    crowd_of,
    cut,
    halves,
    is_plain,
    level_of,
    links,
    rises_right,
    share_of,
    width_of,
)
from game.render.beams.tubes import ACROSS, ALONG, COLOUR, END, RAY, RAYS, START, STOP, TUBE_FIELDS, WIDTH
from game.render.paint.drawlist import QUAD_FIELDS, Rows
from game.render.paint.kernel import kernel, pixel_part
from game.render.paint.quads import TENT

LEAST_SHOULDER_PX, LEAST_TENT_PX = 1.6, 1.2
"""px: the softest edges that can still be drawn without stairs."""
_STRIP = 64
"""Tubes of a strip that there is room for at first."""
FADE_M = 0.10
"""m over which a beam fades in the air beyond a curtain's edge."""
CLOTH_GAINS = ((0.0, 0.80), (0.12, 0.72), (0.32, 0.28), (0.65, 0.0))
"""How brightly light shows on a curtain, against the air, so many m from its edge."""
X, Y, PLACE, LEVEL, WIDE = range(5)
"""Of a vertex: px, place in the beam's profile (-1..1), brightness, width of its tube (px; below 0 where the numbers of
rays rise to its left)."""
LEFT, RIGHT, OWN = range(3)
"""Of a cut across a strip: half widths of what is drawn to the left and to the right, and of the beam itself, px."""

Frame = tuple[float, float, float]
"""px per m, px of the stage's origin."""


@pixel_part
def lattice(
    tubes: Floats, first: int, last: int, cuts: Floats, gains: Floats, count: int, reach: float, frame: Frame,
    vertices: Floats, spans: Floats,
) -> None:  # fmt: skip
    """Vertices (rows, cuts, 5) of a strip, where its tubes meet its cuts, and what is known of each cut (cuts, 3).

    Args:
        cuts: `count` places along the runs: kind and value, see `share_of`.
        gains: factors of brightness there.
        reach: half widths that are drawn to each side.
    """
    middle, right = (first + last) // 2, rises_right(tubes, first, last)
    for i in range(count):
        s = share_of(tubes, middle, cuts[i, 0], cuts[i, 1])
        left_m, right_m, own_m = halves(tubes, middle, s)
        thin = own_m / (0.5 * (left_m + right_m))
        crowd = crowd_of(tubes, middle, s, 0.5 * (left_m + right_m))
        spans[i, LEFT], spans[i, RIGHT], spans[i, OWN] = frame[0] * left_m, frame[0] * right_m, frame[0] * own_m
        for k in range(first, last + 1):
            s = share_of(tubes, k, cuts[i, 0], cuts[i, 1])
            x = tubes[k, START] + s * (tubes[k, END] - tubes[k, START])
            y = tubes[k, START + 1] + s * (tubes[k, END + 1] - tubes[k, START + 1])
            wide = right * width_of(tubes, k, s) * (-1.0 if tubes[k, WIDTH] < 0.0 else 1.0)
            half = right_m if tubes[k, ACROSS] * wide > 0.0 else left_m
            vertices[k - first, i, X] = frame[0] * x + frame[1]
            vertices[k - first, i, Y] = frame[2] - frame[0] * y
            vertices[k - first, i, PLACE] = tubes[k, ACROSS] * own_m / (reach * half)
            vertices[k - first, i, LEVEL] = gains[i] * level_of(tubes, k, s, thin, crowd)
            vertices[k - first, i, WIDE] = frame[0] * wide


@pixel_part
def put(quads: Rows, n: int, corner: int, vertex: Floats) -> None:
    """Set a corner of a quad, no tent, to a vertex."""
    quads[n, TENT] = 0.0
    for field in range(WIDE):
        quads[n, 4 * corner + field] = vertex[field]


@pixel_part
def paint(quads: Rows, n: int, tubes: Floats, k: int) -> None:
    """Give a quad the colour of a tube."""
    for channel in range(3):
        quads[n, 16 + channel] = tubes[k, COLOUR + channel]


@pixel_part
def add_between(vertices: Floats, a: int, b: int, i: int, way: tuple[float, float], quads: Rows, n: int) -> int:
    """Add what lies between two joined tubes, from cut `i` to the next: a quad, or two triangles where they cross.

    `way` is the direction of the strip, px. Returns how many quads there are.
    """
    corners = (vertices[a, i], vertices[b, i], vertices[b, i + 1], vertices[a, i + 1])
    for corner in range(4):
        put(quads, n, corner, corners[corner])
    near = way[0] * (corners[1][Y] - corners[0][Y]) - way[1] * (corners[1][X] - corners[0][X])
    far = way[0] * (corners[2][Y] - corners[3][Y]) - way[1] * (corners[2][X] - corners[3][X])
    if near * far >= 0.0:
        return n + 1
    share = near / (near - far)
    for corner in range(4):
        put(quads, n + 1, corner, corners[corner])
    for field in range(WIDE):
        own = corners[0][field] + share * (corners[3][field] - corners[0][field])
        other = corners[1][field] + share * (corners[2][field] - corners[1][field])
        quads[n, 8 + field] = quads[n, 12 + field] = 0.5 * (own + other)
        quads[n + 1, field] = quads[n + 1, 4 + field] = 0.5 * (own + other)
    return n + 2


@pixel_part
def add_side(
    vertices: Floats, k: int, i: int, normal: tuple[float, float], outs: tuple[float, float],
    places: tuple[float, float], fades: bool, quads: Rows, n: int,
) -> int:  # fmt: skip
    """Add what lies beyond vertex row `k`, from cut `i` to the next.

    Args:
        normal: unit vector across the strip, px.
        outs: how far it reaches along that, px, at both cuts; signed.
        places: in the profile of the beam, at its outer edge.
        fades: whether brightness falls to nothing there; else the profile does it.
    """
    for corner, at in ((0, 0), (1, 0), (2, 1), (3, 1)):
        vertex = vertices[k, i + at]
        put(quads, n, corner, vertex)
        if corner in (1, 2):
            quads[n, 4 * corner] += outs[at] * normal[0]
            quads[n, 4 * corner + 1] += outs[at] * normal[1]
            quads[n, 4 * corner + 2] = places[at]
            if fades:
                quads[n, 4 * corner + 3] = 0.0
    return n + 1


@pixel_part
def tent_reach(vertex: Floats, side: float, own: float) -> float:
    """How far, px, a tube that parts from its neighbour fades: over its own width, or over the gap to the next band."""
    return float(max(abs(vertex[WIDE]), LEAST_TENT_PX, side if side > own else 0.0))


@pixel_part
def add_cut_off(
    tubes: Floats, first: int, k: int, other: int, joined: int, i: int, count: int, vertices: Floats, spans: Floats,
    quads: Rows, n: int,
) -> int:  # fmt: skip
    """Add the side of tube `k` towards `other`, from which it parts: it fades over its own width.

    `joined` tells the ends at which they still are neighbours: there it fades up to the other's place. `other` may be
    one beyond the strip, where nothing is.
    """
    outs, places, way = np.empty(2), np.empty(2), 1.0 if other > k else -1.0
    for at in range(2):
        span, vertex = spans[i + at], vertices[k - first, i + at]
        sense = -way if vertex[WIDE] < 0.0 else way
        side = span[RIGHT] if sense > 0.0 else span[LEFT]
        outs[at] = sense * tent_reach(vertex, side, span[OWN])
        places[at] = vertex[PLACE]
    normal = (tubes[k, ALONG + 1], tubes[k, ALONG])
    n = add_side(vertices, k - first, i, normal, (outs[0], outs[1]), (places[0], places[1]), True, quads, n)
    if i == 0 and joined & LINKED_START:
        quads[n - 1, 4], quads[n - 1, 5] = vertices[other - first, 0, X], vertices[other - first, 0, Y]
    if i == count - 2 and joined & LINKED_END:
        quads[n - 1, 8], quads[n - 1, 9] = vertices[other - first, count - 1, X], vertices[other - first, count - 1, Y]
    return n


@pixel_part
def add_tent(tubes: Floats, k: int, i: int, vertices: Floats, spans: Floats, quads: Rows, n: int) -> int:
    """Add tube `k`, which is a strip of its own, from cut `i` to the next: one quad, where both its sides are as wide.

    Returns how many quads there are.
    """
    if spans[i, LEFT] != spans[i, RIGHT] or spans[i + 1, LEFT] != spans[i + 1, RIGHT]:
        return n
    for corner, at, way in ((0, 0, -1.0), (1, 0, 1.0), (2, 1, 1.0), (3, 1, -1.0)):
        span, vertex = spans[i + at], vertices[0, i + at]
        out = way * tent_reach(vertex, span[LEFT], span[OWN])
        put(quads, n, corner, vertex)
        quads[n, 4 * corner] += out * tubes[k, ALONG + 1]
        quads[n, 4 * corner + 1] += out * tubes[k, ALONG]
        quads[n, 4 * corner + 2] = way
    quads[n, TENT] = 1.0 + 0.5 * abs(vertices[0, i, PLACE] + vertices[0, i + 1, PLACE])
    paint(quads, n, tubes, k)
    return n + 1


@pixel_part
def add_shoulder(
    tubes: Floats, first: int, k: int, i: int, vertices: Floats, spans: Floats, reach: float, quads: Rows, n: int
) -> int:
    """Add the soft edge of a beam beyond its first or last tube."""
    way, outs = -1.0 if tubes[k, RAY] == 0.0 else 1.0, np.empty(2)
    for at in range(2):
        span, vertex = spans[i + at], vertices[k - first, i + at]
        sense = -way if vertex[WIDE] < 0.0 else way
        side, own = span[RIGHT] if sense > 0.0 else span[LEFT], 0.5 * tubes[k, RAYS] * abs(vertex[WIDE])
        out = reach * (side if side > span[OWN] else own) - abs(tubes[k, ACROSS]) * own
        outs[at] = sense * max(out, LEAST_SHOULDER_PX)
    normal = (tubes[k, ALONG + 1], tubes[k, ALONG])
    return add_side(vertices, k - first, i, normal, (outs[0], outs[1]), (way, way), False, quads, n)


@pixel_part
def add_piece(
    tubes: Floats, first: int, last: int, i: int, count: int, vertices: Floats, spans: Floats, reach: float,
    scale: float, quads: Rows, n: int,
) -> int:  # fmt: skip
    """Add the quads of a strip from cut `i` to the next; returns how many quads there are."""
    began, a, joined = n, first, LINKED
    way = (tubes[first, ALONG], -tubes[first, ALONG + 1])
    for b in range(first + 1, last + 1):
        joined = links(tubes, b - 1, b)
        if joined == LINKED and b < last and is_plain(tubes, b, scale):
            continue
        if joined == LINKED:
            n = add_between(vertices, a - first, b - first, i, way, quads, n)
            paint(quads, n - 1, tubes, a)
            paint(quads, max(n - 2, began), tubes, a)
        else:
            n = add_cut_off(tubes, first, b - 1, b, joined, i, count, vertices, spans, quads, n)
            n = add_cut_off(tubes, first, b, b - 1, joined, i, count, vertices, spans, quads, n)
            paint(quads, n - 2, tubes, b - 1)
            paint(quads, n - 1, tubes, b)
        a = b
    is_first, is_last = tubes[first, RAY] == 0.0, tubes[last, RAY] == tubes[last, RAYS] - 1.0
    if is_first and is_last and n == began + 1:
        # The whole beam at once: its one quad is stretched over both shoulders.
        n = add_shoulder(tubes, first, first, i, vertices, spans, reach, quads, n)
        n = add_shoulder(tubes, first, last, i, vertices, spans, reach, quads, n)
        for field in range(4):
            quads[began, field], quads[began, 12 + field] = quads[n - 2, 4 + field], quads[n - 2, 8 + field]
            quads[began, 4 + field], quads[began, 8 + field] = quads[n - 1, 4 + field], quads[n - 1, 8 + field]
        return began + 1
    if first == last and not (is_first and is_last):
        n = add_tent(tubes, first, i, vertices, spans, quads, n)
        if n > began:
            return n
    for k, is_edge, other in ((first, is_first, first - 1), (last, is_last, last + 1)):
        if is_edge:
            n = add_shoulder(tubes, first, k, i, vertices, spans, reach, quads, n)
        else:
            n = add_cut_off(tubes, first, k, other, 0, i, count, vertices, spans, quads, n)
        paint(quads, n - 1, tubes, k)
    return n


@kernel
def join(tubes: Floats, reach: float, on_cloth: bool, frame: Frame, quads: Rows) -> int:
    """Fill `quads` with the strips of a table; returns how many there are, or -1 if there is no room for all.

    Args:
        tubes: of `tube_table`.
        reach: half widths of a beam to which it is drawn.
        on_cloth: only what falls on the curtains, instead of all light on its way.
        quads: (N, QUAD_FIELDS), corners in px.
    """
    n, first, cuts, gains = 0, 0, np.empty((MOST_CUTS + 4, 2)), np.empty(MOST_CUTS + 4)
    vertices, spans = np.empty((_STRIP, MOST_CUTS + 4, 5)), np.empty((MOST_CUTS + 4, 3))
    while first < len(tubes):
        last = first
        while last + 1 < len(tubes) and links(tubes, last, last + 1) > 0:
            last += 1
        if last - first >= len(vertices):
            vertices = np.empty((2 * (last - first), MOST_CUTS + 4, 5))
        middle = (first + last) // 2
        falls = tubes[middle, STOP] < 1.0
        if on_cloth:
            count = len(CLOTH_GAINS) if falls else 0
            for i in range(count):
                cuts[i, 0], cuts[i, 1], gains[i] = BEYOND, CLOTH_GAINS[i][0], CLOTH_GAINS[i][1]
        else:
            count = cut(tubes, middle, cuts)
            gains[:count] = 1.0
            if falls:
                cuts[count, 0], cuts[count, 1], gains[count] = BEYOND, FADE_M, 0.0
                count += 1
        if n + 2 * (count + 1) * (last - first + 2) > len(quads):
            return -1
        if count > 0:
            lattice(tubes, first, last, cuts, gains, count, reach, frame, vertices, spans)
            for i in range(count - 1):
                n = add_piece(tubes, first, last, i, count, vertices, spans, reach, frame[0], quads, n)
        first = last + 1
    return n


@warms_up("beams")
def _warm_join() -> None:
    join(np.zeros((0, TUBE_FIELDS)), 1.0, False, (1.0, 0.0, 0.0), np.zeros((0, QUAD_FIELDS), np.float32))
