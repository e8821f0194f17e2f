"""Jewels: facets that catch light, inner facets that glitter as a piece sways, stress as colour, bright rims."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.core.kernels import warms_up
from game.render.paint.kernel import kernel
from game.render.pieces.texture import facet_hashes
from game.sim.mesh.mesh import Mesh

LIGHT = (-0.50, 0.62, 0.60)
"""Where the house's key light comes from: left, above, before the stage; a unit vector within a percent."""
BACK_LIGHT = (0.10, -0.85)
"""Which way a facet must tip to catch the warm wall behind: down and a little to the right."""
HIGHLIGHT = (-0.16, 0.36, 0.92)
"""Facets that face halfway between the eye and this flash."""
FLASH_POWER = 22.0
"""How suddenly a facet flashes."""
TILT = 0.62
"""Largest slope of a facet by its own cut."""
DOME = 0.50
"""Slope of the facets at a piece's rim: the whole jewel is cut as a dome."""
FACET_FIELDS = 9
"""Brightness, its rise per px to the right and up (piece's frame), then six terms of stress (see `stress_terms`)."""
WAVE_M = 550e-9
"""m of retardation that count as one wave: green, where eyes see best."""
STRESS_GAIN = 240.0
"""Retardation is shown this many times larger at full strength: a sculpture's own weight would only reach grey."""
FRINGE_LIGHT = 150.0
"""0-255: how brightly the colours of stress shine on the glass."""

Facets = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """How the facets of a mesh are cut: made once for each piece."""

    middles: Floats
    """(T, 2) m."""
    slopes: Floats
    """(T, 2) rise per run to the right and up."""
    hashes: Floats
    """(T, 2) in 0..1."""
    radius: float
    """m from the centre to the farthest node."""


def cut_of(mesh: Mesh) -> Cut:
    """Facet normals: a dome over the whole piece, and a cut of its own for each facet."""
    middles = mesh.nodes[mesh.triangles].mean(axis=1)
    radius = float(np.linalg.norm(mesh.nodes, axis=1).max())
    hashes = facet_hashes(mesh)
    turn = 2 * np.pi * hashes[:, 0]
    tilt = TILT * (0.25 + 0.75 * hashes[:, 1])
    own = np.column_stack([np.cos(turn), np.sin(turn)]) * tilt[:, None]
    return Cut(middles, middles / max(radius, 1e-6) * DOME + own, hashes, radius)


def facet_light(cut: Cut, angle: float, scale: float) -> Facets:
    """Brightness of each facet of a piece turned by `angle` (rad), FACET_FIELDS wide, stress terms still zero."""
    facets = np.zeros((len(cut.slopes), FACET_FIELDS), np.float32)
    _catch_light(cut.slopes, cut.middles, cut.hashes, angle, scale, facets)
    return facets


@kernel
def _catch_light(slopes: Floats, middles: Floats, hashes: Floats, angle: float, scale: float, facets: Facets) -> None:
    """Fill the first three fields of `facets`; see `facet_light`."""
    c, s = math.cos(angle), math.sin(angle)
    toward_x, toward_y = c * LIGHT[0] + s * LIGHT[1], c * LIGHT[1] - s * LIGHT[0]
    for t in range(len(slopes)):
        x, y = c * slopes[t, 0] - s * slopes[t, 1], s * slopes[t, 0] + c * slopes[t, 1]
        inverse = 1.0 / math.sqrt(1.0 + x * x + y * y)
        front = (x * LIGHT[0] + y * LIGHT[1] + LIGHT[2]) * inverse
        back = (x * BACK_LIGHT[0] + y * BACK_LIGHT[1]) * inverse
        flash = min(max((x * HIGHLIGHT[0] + y * HIGHLIGHT[1] + HIGHLIGHT[2]) * inverse, 0.0), 1.0) ** FLASH_POWER
        level = 0.055 + 0.43 * max(front, 0.0) + 0.20 * max(back, 0.0) + 0.22 * flash + 0.10 * (hashes[t, 1] - 0.5)
        # Each facet is slightly hollow: it is brighter towards the light on one side, by its own amount.
        bend = (0.6 + 1.6 * hashes[t, 0]) / scale
        facets[t, 1], facets[t, 2] = bend * toward_x, bend * toward_y
        facets[t, 0] = level - scale * bend * (middles[t, 0] * toward_x + middles[t, 1] * toward_y)


def waves_per_pascal(stress_optic: float, thickness: float, strength: float) -> float:
    """Shown waves of retardation for each Pa of principal stress difference: C t / lambda, times the gain.

    Args:
        stress_optic: C, 1/Pa.
        thickness: t, m.
        strength: 0 (colours off) .. 1 of STRESS_GAIN.
    """
    return stress_optic * thickness * STRESS_GAIN * strength / WAVE_M


def stress_terms(mesh: Mesh, stress: Floats, scale: float, per_pascal: float) -> Facets:
    """Stress (T, 3: xx, yy, xy, Pa) averaged to the nodes, as affine functions on each triangle, (T, 6).

    With the first three, a + b x + c y (x, y in px, piece's frame) is (xx - yy) / 2, with the others xy, both in
    waves / 2: the root of the sum of their squares, doubled, is the retardation of the principal stress difference.
    """
    terms = np.empty((len(stress), 6), np.float32)
    _affine(mesh.nodes, mesh.triangles, stress, scale, 2.0 * per_pascal, np.zeros((len(mesh.nodes), 3)), terms)
    return terms


@kernel
def _affine(
    nodes: Floats, triangles: Ints, stress: Floats, scale: float, gain: float, nodal: Floats, terms: Facets
) -> None:
    """Fill `terms` (T, 6), see `stress_terms`; `gain` is waves per Pa, `nodal` (N, 3) room for sums and counts, 0."""
    for t in range(len(triangles)):
        half, shear = gain * (stress[t, 0] - stress[t, 1]) / 2.0, gain * stress[t, 2]
        for k in range(3):
            node = triangles[t, k]
            nodal[node, 0] += half
            nodal[node, 1] += shear
            nodal[node, 2] += 1.0
    for node in range(len(nodes)):
        share = nodal[node, 2] if nodal[node, 2] > 1.0 else 1.0
        nodal[node, 0] /= share
        nodal[node, 1] /= share
    for t in range(len(triangles)):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        x, y = scale * nodes[a, 0], scale * nodes[a, 1]
        bx, by, cx, cy = (
            scale * nodes[b, 0] - x,
            scale * nodes[b, 1] - y,
            scale * nodes[c, 0] - x,
            scale * nodes[c, 1] - y,
        )
        double_area = bx * cy - by * cx
        for k in range(2):
            db, dc = nodal[b, k] - nodal[a, k], nodal[c, k] - nodal[a, k]
            rise_x, rise_y = (db * cy - dc * by) / double_area, (dc * bx - db * cx) / double_area
            terms[t, 3 * k] = nodal[a, k] - rise_x * x - rise_y * y
            terms[t, 3 * k + 1], terms[t, 3 * k + 2] = rise_x, rise_y


@warms_up("pieces")
def _warm_facets() -> None:
    facets, pairs = np.zeros((0, FACET_FIELDS), np.float32), np.zeros((0, 2))
    _catch_light(pairs, pairs, pairs, 0.0, 1.0, facets)
    none, terms = np.zeros((0, 3)), np.zeros((0, 6), np.float32)
    _affine(pairs, np.zeros((0, 3), np.int64), none, 1.0, 1.0, none, terms)
