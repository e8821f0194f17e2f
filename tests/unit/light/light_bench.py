"""An optical bench for the tests of light: levels with lamps and mirrors, and bare scenes with single rays."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from game.core.geom import Floats, turned
from game.level.model import Level
from game.level.values.materials import MATERIALS
from game.sim.light import elements
from game.sim.light.constants import BANDS
from game.sim.light.geometry import place
from game.sim.light.kernel import new_segments, new_stack, trace
from game.sim.light.layout import PACKET, POWER, RAY_POWER, TALLY_COLUMNS, Surfaces
from game.sim.light.tracer import Tracer
from game.sim.view import Segments

Point = tuple[float, float]
Pose = tuple[float, float, float]
"""Where something stands and how it is turned: x, y (m), angle (rad)."""
Piece = tuple[Floats, str, Pose]
"""Outline (N, 2), material and pose."""
Setting = tuple[Level, list[Piece], Floats]
"""A level, its pieces and its mirrors (M, 3) as they stand."""

NO_MIRRORS = np.zeros((0, 3))
SQUARE = np.array([[-0.2, -0.2], [0.2, -0.2], [0.2, 0.2], [-0.2, 0.2]])
angles = st.floats(-math.pi, math.pi)
bands = st.integers(0, BANDS - 1)


# Levels ---------------------------------------------------------------------------------------------------


def lamp(source: Point, toward: Point, width: float = 0.1, power: float = 1.0) -> dict[str, object]:
    return {"id": "lamp", "from": source, "toward": toward, "width": width, "power": power}


def stage(
    lights: Sequence[dict[str, object]], mirrors: Sequence[float] = (), blockers: Sequence[tuple[Point, Point]] = ()
) -> Level:
    """A level with these lights, mirror lengths (m) and blockers."""
    piece = {"id": "a", "shape": {"type": "box", "size": [1, 1]}, "material": "brass", "at": [0, 0.5]}
    optics = [
        *({"type": "mirror", "id": f"m{i}", "at": [0, 0], "angle": 0, "length": x} for i, x in enumerate(mirrors)),
        *({"type": "blocker", "id": f"b{i}", "ends": ends} for i, ends in enumerate(blockers)),
    ]
    return Level.model_validate_json(
        json.dumps(
            {
                "version": 1,
                "title": "Light",
                "pieces": [piece],
                "lights": lights,
                "optics": optics,
                "flaws": [{"piece": "a", "at": [0, 0], "opens": 1}],
                "goal": {"voices": 1},
            }
        )
    )


def lit(
    level: Level,
    pieces: Sequence[Piece] = (),
    mirrors: ArrayLike = NO_MIRRORS,
    plinth: Point = (0.0, 0.0),
    colour: str = "clear",
) -> Tracer:
    """A tracer after one trace; `pieces` are (outline, material, pose)."""
    tracer = Tracer(level)
    names = [name for _, name, _ in pieces]
    tracer.set_pieces([[outline] for outline, _, _ in pieces], names, [colour] * len(names))
    tracer.trace(np.array([pose for _, _, pose in pieces]).reshape(-1, 3), np.asarray(mirrors, float), plinth)
    return tracer


@st.composite
def scenes(draw: st.DrawFn) -> Setting:
    """Random lamps, mirrors, blockers and overlapping pieces of every material."""
    place_on_stage = st.tuples(st.floats(-2, 2), st.floats(0.1, 3))
    hung = st.tuples(st.floats(-2, 2), st.floats(0.6, 3))
    numbers = st.integers(0, 4)
    lights = [
        lamp(draw(hung), (draw(st.floats(-2, 2)), -1.0), draw(st.floats(0.01, 0.5)), draw(st.floats(0.1, 50)))
        for _ in range(draw(st.integers(1, 2)))
    ]
    mirrors = [(*draw(place_on_stage), draw(angles)) for _ in range(draw(numbers))]
    blockers = [(draw(place_on_stage), draw(place_on_stage)) for _ in range(draw(st.integers(0, 2)))]
    shapes = st.one_of(
        st.builds(polygon, st.integers(3, 9), st.floats(0.05, 0.6)), st.builds(swirl, st.floats(0.1, 0.8))
    )
    material = st.sampled_from(sorted(MATERIALS))
    pieces = [(draw(shapes), draw(material), (*draw(place_on_stage), draw(angles))) for _ in range(draw(numbers))]
    level = stage(lights, [draw(st.floats(0.05, 1.5)) for _ in mirrors], blockers)
    return level, pieces, np.array(mirrors).reshape(-1, 3)


# Bare scenes ----------------------------------------------------------------------------------------------


@dataclass
class Shot:
    """What became of rays in a bare scene."""

    lines: Floats
    marks: NDArray[np.int64]
    tally: Floats
    cut: float

    @property
    def main(self) -> NDArray[np.int64]:
        """Rows of the way that the first ray took by going through wherever it could."""
        depth = self.marks[:, 2]
        end = np.flatnonzero(np.diff(depth) != 1)
        return np.arange(len(depth) if not len(end) else end[0] + 1)

    @property
    def corners(self) -> Floats:
        """(N, 2) points of the main way, both ends included."""
        return np.vstack([self.lines[:1, :2], self.lines[self.main, 2:4]])

    @property
    def ways(self) -> Floats:
        """(N, 2) unit directions of the main way."""
        run = self.lines[self.main, 2:4] - self.lines[self.main, :2]
        return np.asarray(run / np.linalg.norm(run, axis=1, keepdims=True))

    def steps_aside(self, start: Floats) -> bool:
        """Whether the main way, from a start (2,), had to avoid a corner of mirrors."""
        ends = np.vstack([start, self.lines[self.main[:-1], 2:4]])
        return not np.array_equal(ends, self.lines[self.main, :2])

    @property
    def powers(self) -> Floats:
        """(S, BANDS) W."""
        return self.lines[:, POWER:]


def bench(*placed: tuple[elements.Element, Pose]) -> Surfaces:
    """A scene of elements, each with its pose (x, y, angle)."""
    hulls, outlines, scene = elements.assemble([element for element, _ in placed])
    poses = np.array([pose for _, pose in placed], dtype=float).reshape(-1, 3)
    place(poses, np.full_like(poses, np.nan), hulls, outlines, *scene[:3])
    return scene


def shoot(
    scene: Surfaces,
    origin: Sequence[float] | Floats,
    heading: float | Sequence[float] | Floats,
    band: int = PACKET,
    width: float = 0.01,
    power: float = 1.0,
) -> Shot:
    """Trace one ray from a point; `heading` is an angle (rad) or a direction."""
    way = unit(heading) if isinstance(heading, float | int) else np.asarray(heading) / np.linalg.norm(heading)
    ray = np.zeros((1, RAY_POWER + BANDS))
    ray[0, :5] = *origin, *way, width
    if band == PACKET:
        ray[0, RAY_POWER:] = power / BANDS
    else:
        ray[0, RAY_POWER + band] = power
    return trace_all(ray, scene)


def trace_all(rays: Floats, scene: Surfaces) -> Shot:
    lines, marks = new_segments(4000)
    tally = np.zeros((len(scene.spans), TALLY_COLUMNS))
    count, cut = trace(rays, *scene, *new_stack(), lines, marks, tally)
    return Shot(lines[:count], marks[:count], tally, cut)


def of_glass(edges: Floats, index: float | Sequence[float], absorbance: float = 0.0) -> elements.Element:
    return elements.refracting(edges, index, absorbance)


def filtering(edges: Floats, share: float | Sequence[float]) -> elements.Element:
    return elements.thin(edges, transmittance=share)


def splitting(edges: Floats, share: float | Sequence[float]) -> elements.Element:
    return elements.thin(edges, share, (1.0 - np.asarray(share)).tolist())


def screening(edges: Floats, _share: float | Sequence[float] = 0.0) -> elements.Element:
    return elements.thin(edges)


def lens(height: float, thickness: float, left: float, right: float) -> Floats:
    """Edges of a lens about its middle, its axis along x: radii of its faces, positive where they bulge outwards."""

    def sagitta(radius: float) -> float:
        return math.copysign(abs(radius) - math.sqrt(radius * radius - height * height / 4), radius)

    x0, x1, y = -thickness / 2 + sagitta(left), thickness / 2 - sagitta(right), height / 2
    return np.vstack(
        [
            elements.edge((x1, -y), (x1, y), right),
            elements.edge((x1, y), (x0, y)),
            elements.edge((x0, y), (x0, -y), left),
            elements.edge((x0, -y), (x1, -y)),
        ]
    )


def opaque_edges(level: Level, pieces: Sequence[Piece], mirrors: Floats) -> Floats:
    """(N, 2, 2) all edges that stop light, one way or another."""
    found = [
        np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
        for outline, name, pose in pieces
        if MATERIALS[name].family != "glass"
        for corners in [placed(outline, pose)]
    ]
    lengths = [optic.length for optic in level.optics if optic.type == "mirror"]
    for (x, y, face), length in zip(mirrors, lengths, strict=True):
        half = 0.5 * length * unit(face)
        found.append(np.array([x, y]) + np.array([[-half, half]]))
    found += [np.array([optic.ends]) for optic in level.optics if optic.type == "blocker"]
    return np.concatenate(found) if found else np.zeros((0, 2, 2))


# Geometry -------------------------------------------------------------------------------------------------


def polygon(corners: int, radius: float) -> Floats:
    turn = np.arange(corners) * 2 * np.pi / corners
    return radius * np.column_stack([np.cos(turn), np.sin(turn)])


def swirl(radius: float) -> Floats:
    """A band bent half round: concave, so that light is caught in it."""
    turn = np.radians(np.arange(0, 181, 15))
    arc = np.column_stack([np.cos(turn), np.sin(turn)])
    return np.vstack([radius * arc, 0.6 * radius * arc[::-1]])


def placed(outline: Floats, pose: Pose) -> Floats:
    return np.asarray(turned(outline, pose[2]) + np.array(pose[:2]))


def direction(segments: Segments, row: int) -> Floats:
    way = segments.end[row] - segments.start[row]
    return np.asarray(way / np.linalg.norm(way))


def cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def unit(angle: float) -> Floats:
    return np.array([math.cos(angle), math.sin(angle)])
