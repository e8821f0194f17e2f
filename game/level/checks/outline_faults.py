"""Which outlines a piece can have, and the little plane geometry that the checks share."""

import math
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from game.core.geom import Floats
from game.level.optics.base import Fault
from game.level.sculpture.outlines import OverroundError, holes_of, path_edges, shape_outline
from game.level.sculpture.pieces import Arc, Ornament, Path, Piece, Shape
from game.level.values.lengths import LEAST_LENGTH, metres, point, rounded_up

LEAST_EDGE = 1e-3
"""m: closer corners are the same corner written twice, and make slivers of the mesh."""
LEAST_AREA = 1e-4
"""m^2: a square centimetre; smaller pieces are invisible and too light for the solver."""
LEAST_RIM = 0.014
"""m of a piece between a hole and its edge, and between holes: as narrow as glass may be at all."""


def outline_fault(shape: Shape, rounding: float = 0.0) -> str | None:
    """Why no piece can have this shape, its corners rounded so far (m), and what would be right; None where one can."""
    if isinstance(shape, Arc) and (fault := _arc_fault(shape)):
        return fault
    if isinstance(shape, Path) and (fault := _path_fault(shape)):
        return fault
    if rounding and (fault := outline_fault(shape)):
        return fault
    try:
        corners = shape_outline(shape, rounding)
    except OverroundError as error:
        return str(error)
    edges = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    if edges.min() < LEAST_EDGE:
        return f"two neighbouring corners are at {point(corners[edges.argmin()])}; leave one of them out"
    if fault := _line_fault(corners):
        return fault
    area = Polygon(corners)
    if not area.is_valid:
        return f"the outline {_crossing(corners)}; list its corners in order"
    if area.area < LEAST_AREA:
        return f"the area is {area.area:.2g} m^2; it must be at least {LEAST_AREA:g}"
    return None


def hole_faults(formed: Piece | Ornament) -> Iterator[Fault]:
    """Why holes of a piece whose outline is possible are not, and what would be right; paths are within the piece."""
    possible = True
    for k, hole in enumerate(formed.holes):
        if fault := outline_fault(hole.shape, hole.round):
            possible = False
            yield ("holes", k, "shape"), fault
    if not possible:
        return
    solid = Polygon(shape_outline(formed.shape, formed.round))
    areas = [Polygon(corners) for corners in holes_of(formed)]
    for k, area in enumerate(areas):
        edge, least = solid.exterior, f"leave at least {LEAST_RIM:g} m between them"
        if not solid.contains(area):
            where = nearest(area if not solid.intersects(area) else area.difference(solid), area.centroid.coords[0])
            yield ("holes", k, "at"), f"this hole is not within its piece, see {point(where)}; {least}"
        elif (rim := edge.distance(area)) < LEAST_RIM:
            near = nearest_points(edge, area)[0].coords[0]
            yield ("holes", k, "at"), f"{metres(rim)} m from the edge of its piece near {point(near)}; {least}"
        for j, other in enumerate(areas[:k]):
            if other.intersects(area):
                yield ("holes", k, "at"), f"meets holes[{j}]; {least}"
            elif (rim := other.distance(area)) < LEAST_RIM:
                near = nearest_points(other, area)[0].coords[0]
                yield ("holes", k, "at"), f"{metres(rim)} m from holes[{j}] near {point(near)}; {least}"


def narrow_place(area: Polygon, width: float) -> str | None:
    """Where an area is narrower than `width` (m), in words; None where it is nowhere.

    Shrunk by half the width, what is too narrow vanishes, or falls apart where its necks were. Tips only get
    shorter: they may be as sharp as they like.
    """
    core = area.buffer(-width / 2)
    if core.is_empty:
        return "everywhere"
    if isinstance(core, MultiPolygon):
        neck = LineString(nearest_points(core.geoms[0], MultiPolygon(core.geoms[1:]))).centroid
        return f"near {point(neck.coords[0])} on the stage"
    return None


def nearest(shape: BaseGeometry, at: tuple[float, float]) -> tuple[float, float]:
    """The point of a shape nearest to another, m."""
    near = nearest_points(shape, Point(at))[0]
    return near.x, near.y


def _arc_fault(arc: Arc) -> str | None:
    hole = arc.radius - arc.band / 2
    if hole < LEAST_LENGTH:
        widest = metres(2 * (arc.radius - LEAST_LENGTH))
        return f"a band of {metres(arc.band)} m leaves no hole; make it at most {widest} m, or the radius larger"
    gap = 2 * hole * np.sin(np.radians(360 - arc.sweep) / 2)
    if arc.sweep > 180 and gap < LEAST_LENGTH:
        return f"the ends meet; with a smaller sweep or a larger radius leave a gap of {LEAST_LENGTH:g} m"
    return None


def _path_fault(path: Path) -> str | None:
    edges = path_edges(path)
    for (start, radius), (end, _) in zip(edges, [*edges[1:], edges[0]], strict=True):
        chord = math.dist(start, end)
        if chord < LEAST_EDGE:
            return f"two neighbouring corners are at {point(start)}; leave one of them out"
        if radius and 2 * abs(radius) < chord * (1 - 1e-6):
            return (
                f"the arc from {point(start)} to {point(end)} spans {metres(chord)} m and cannot bend to a radius of "
                f"{metres(abs(radius))} m; make it at least {rounded_up(chord / 2)} m"
            )
    return None


def _line_fault(corners: Floats) -> str | None:
    """Whether all corners are as good as on one line, and what would be right."""
    first = corners[np.hypot(*(corners - corners[0]).T).argmax()]
    last = corners[np.hypot(*(corners - first).T).argmax()]
    along = (last - first) / np.hypot(*(last - first))
    aside = np.abs((corners[:, 1] - first[1]) * along[0] - (corners[:, 0] - first[0]) * along[1])
    if aside.max() >= LEAST_EDGE:
        return None
    ends = " to ".join(map(point, sorted((first.tolist(), last.tolist()))))
    return f"all corners lie on the line from {ends}; the area must be at least {LEAST_AREA:g} m^2"


def _crossing(corners: Floats) -> str:
    """What keeps an outline from having one inside, and where, in words."""
    edges = [LineString(edge) for edge in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    touching = ""
    for (i, one), (j, other) in combinations(enumerate(edges), 2):
        if j - i == 1 or j - i == len(edges) - 1:
            if one.intersection(other).length > 0.0:
                return f"folds back on itself at {point(corners[j if j - i == 1 else 0])}"
        elif one.crosses(other):
            return f"crosses itself at {point(one.intersection(other).coords[0])}"
        elif one.intersects(other) and not touching:
            touching = f"touches itself at {point(one.intersection(other).centroid.coords[0])}"
    return touching or "crosses itself"
