"""Optical elements: outlines and matter of the things that light meets, laid out for the kernels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from game.core.geom import Floats, Ints
from game.level.values.materials import MATERIALS, absorbance
from game.sim.light.constants import BANDS, GROUP
from game.sim.light.layout import EDGE_COLUMNS, ENCLOSES, REFLECTS, REFRACTS, THIN, TRANSMITS, Surfaces

ROUNDING = 1e-12
"""By how much shares of light may add up to more than 1."""
_Point = tuple[float, float] | Floats
_Extent = tuple[float, float, float, float]
"""Left, bottom, right, top, m."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """Something that light meets, in its own frame."""

    edges: Floats
    """(E, 7) as in `layout`; counter-clockwise round closed elements."""
    kind: int
    """REFRACTS or THIN."""
    traits: int
    """Of a thin one."""
    matter: Floats
    """(2, BANDS) as in `layout`."""


def refracting(edges: Floats, index: Sequence[float] | float, absorbance: Sequence[float] | float = 0.0) -> Element:
    """Glass, by its refractive index and absorbance (1/m); each for all bands, or for each."""
    return Element(edges, REFRACTS, 0, _matter(index, absorbance))


def thin(
    edges: Floats, reflectance: Sequence[float] | float = 0.0, transmittance: Sequence[float] | float = 0.0, *,
    encloses: bool = False,
) -> Element:  # fmt: skip
    """A thin surface, by the shares of light that it reflects and transmits: for all bands, or for each.

    Raises:
        ValueError: more light would leave it than has come, or it encloses and would transmit some.
    """
    reflects, transmits = (np.broadcast_to(np.asarray(row, dtype=float), BANDS) for row in (reflectance, transmittance))
    rest = 1.0 - reflects
    if min(reflects.min(), transmits.min()) < 0.0 or (transmits - rest).max() > ROUNDING:
        raise ValueError("a surface cannot reflect and transmit more light than there is, or less than none")
    if encloses and transmits.any():
        raise ValueError("what encloses is solid, and transmits nothing")
    passed = np.minimum(np.divide(transmits, rest, out=np.zeros(BANDS), where=rest > 0.0), 1.0)
    traits = ENCLOSES * encloses + REFLECTS * bool(reflects.any()) + TRANSMITS * bool(passed.any())
    return Element(edges, THIN, traits, _matter(reflects, passed))


@lru_cache
def _glass(material: str, colour: str) -> Floats:
    """The matter (2, BANDS) of a kind of glass in a colour; read-only."""
    row = _matter(MATERIALS[material].indices, absorbance(colour))
    row.flags.writeable = False
    return row


def glass(edges: Floats, material: str, colour: str) -> Element:
    """Something of a kind of glass in a colour."""
    return Element(edges, REFRACTS, 0, _glass(material, colour))


def _matter(*rows: Sequence[float] | Floats | float) -> Floats:
    return np.vstack([np.broadcast_to(np.asarray(row, dtype=float), BANDS) for row in rows])


def edge(start: _Point, end: _Point, radius: float = 0.0) -> Floats:
    """One edge (1, 7): straight, or an arc of that signed radius (m), positive where it bulges to the right.

    Raises:
        ValueError: the arc would be half a circle or more.
    """
    (ax, ay), (bx, by) = start, end
    row = np.zeros((1, EDGE_COLUMNS))
    row[0, :4] = ax, ay, bx, by
    if radius != 0.0:
        half = math.hypot(bx - ax, by - ay) / 2
        if not half < abs(radius):
            raise ValueError(f"an arc across {2 * half:g} m needs a radius over {half:g} m, not {abs(radius):g} m")
        # From the middle of the chord to the centre: to the left of an arc that bulges to the right.
        share = math.copysign(math.sqrt(radius * radius - half * half), radius) / (2 * half)
        row[0, 4] = (ax + bx) / 2 - share * (by - ay)
        row[0, 5] = (ay + by) / 2 + share * (bx - ax)
        row[0, 6] = radius
    return row


def outline(corners: Floats) -> Floats:
    """The straight edges (N, 7) round corners (N, 2)."""
    edges = np.zeros((len(corners), EDGE_COLUMNS))
    edges[:, 0:2], edges[:-1, 2:4], edges[-1, 2:4] = corners, corners[1:], corners[0]
    return edges


def circle(radius: float) -> Floats:
    """A circle about the origin as four arcs (4, 7), counter-clockwise."""
    corners = radius * np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])
    arcs = np.vstack([edge(a, b, radius) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)])
    arcs[:, 4:6] = 0.0  # so that all four are known to lie on one circle, whatever rounding made of it
    return arcs


def piece(corners: Floats, material: str, colour: str, holes: Sequence[Floats] = ()) -> Element:
    """A piece of the sculpture, by the corners (N, 2) of its outline, its material and its colour, and its holes, which
    run clockwise."""
    edges, row = np.vstack([outline(np.asarray(loop)) for loop in (corners, *holes)]), MATERIALS[material]
    if row.family == "glass":
        return glass(edges, material, colour)
    return thin(edges, row.reflectance, encloses=True)


def assemble(elements: Sequence[Element]) -> tuple[Floats, Floats, Surfaces]:
    """Lay elements out for the kernels, each a body.

    Returns:
        Bounding boxes (B + G, 4) and edges (E, 7) in the frames of their bodies, and the surfaces that
        `geometry.place` puts them into.
    """
    outlines = np.vstack([np.zeros((0, EDGE_COLUMNS)), *(element.edges for element in elements)])
    # Several pieces may come in one tick: plain numbers are faster.
    rows = [[_extent(edge) for edge in element.edges.tolist()] for element in elements]
    groups = [[_box(of_body[first : first + GROUP]) for first in range(0, len(of_body), GROUP)] for of_body in rows]
    hulls = np.array([*(_box(of_body) for of_body in rows), *chain.from_iterable(groups)]).reshape(-1, 4)
    spans: Ints = np.zeros((len(elements) + 1, 4), dtype=np.int64)
    spans[1:, 0] = np.cumsum([len(of_body) for of_body in rows])
    spans[:, 1] = [*(element.kind for element in elements), THIN]
    spans[:, 2] = [*(element.traits for element in elements), 0]
    spans[:, 3] = len(elements) + np.cumsum([0, *(len(of_body) for of_body in groups)])
    matter = np.array([element.matter for element in elements]).reshape(-1, 2, BANDS)
    return hulls, outlines, Surfaces(np.zeros((len(hulls), 5)), spans, np.zeros(outlines.shape[::-1]), matter)


def _extent(edge: Sequence[float]) -> _Extent:
    """What an edge reaches from and to, m. An arc stays within the circle over its chord."""
    ax, ay, bx, by, _, _, radius = edge
    if radius == 0.0:
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
    x, y, reach = (ax + bx) / 2, (ay + by) / 2, math.hypot(bx - ax, by - ay) / 2
    return x - reach, y - reach, x + reach, y + reach


def _box(extents: Sequence[_Extent]) -> tuple[float, float, float, float]:
    """A box round edges: middle x, y; half its width and height (m)."""
    lefts, bottoms, rights, tops = zip(*extents, strict=True)
    left, bottom, right, top = min(lefts), min(bottoms), max(rights), max(tops)
    return (left + right) / 2, (bottom + top) / 2, (right - left) / 2, (top - bottom) / 2
