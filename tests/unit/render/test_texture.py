"""Textures: what is looked up near a texel only is what a look at everything would find."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.geom import Floats
from game.render.pieces.texture import CELL_M, Texture, _sites, glass_texture, solid_texture
from game.sim.mesh.mesh import Mesh, centred, triangulate

SCALE = 150.0


def star(radii: Floats) -> Mesh:
    """A piece with as many corners as there are radii, m, at even angles round its middle."""
    angles = np.linspace(0.0, 2.0 * np.pi, len(radii), endpoint=False)
    return centred(triangulate(np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])))[0]


def places(texture: Texture) -> tuple[Floats, Floats]:
    """x, y (px, y up) of all texels, (H, W) each."""
    height, width = texture.channels.shape[:2]
    return np.meshgrid(np.arange(width) - texture.origin[0], texture.origin[1] - np.arange(height))


@given(st.lists(st.floats(0.06, 0.3), min_size=5, max_size=11).map(np.array))
@settings(max_examples=15, deadline=None)
def test_texels_know_their_distance_from_the_outline(radii: Floats) -> None:
    mesh = star(radii)
    outline = shapely.Polygon(mesh.nodes[mesh.outline] * SCALE)
    for texture in (glass_texture(mesh, SCALE), solid_texture(mesh, SCALE, brushed=True)):
        points = shapely.points(*places(texture))
        off = shapely.distance(outline.exterior, points)
        wanted = np.where(shapely.contains(outline, points), off, -off)
        assert texture.channels[..., 0] == pytest.approx(wanted, abs=1e-4)


def test_inner_facets_are_the_voronoi_cells_of_all_sites() -> None:
    mesh = star(np.full(9, 0.3))
    texture = glass_texture(mesh, SCALE)
    sites = _sites(mesh.nodes[mesh.outline] * SCALE, CELL_M * SCALE)[0].reshape(-1, 4)
    x, y = places(texture)
    far = np.hypot(x[..., None] - sites[:, 0], y[..., None] - sites[:, 1])
    order = np.argsort(far, axis=2, kind="stable")[..., :2]
    first, second = (np.take_along_axis(far, order[..., k : k + 1], axis=2)[..., 0] for k in (0, 1))
    share = (0.5 + 0.5 * np.minimum((second - first) / 1.5, 1.0))[..., None]
    wanted = share * sites[order[..., 0], 2:] + (1.0 - share) * sites[order[..., 1], 2:]
    assert texture.channels[..., 2:] == pytest.approx(wanted, abs=1e-5)


def test_a_hole_is_outside_of_its_piece() -> None:
    turns = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    circle = np.column_stack([np.cos(turns), np.sin(turns)])
    mesh = centred(triangulate(0.3 * circle, holes=[0.12 * circle]))[0]
    area = shapely.Polygon(mesh.nodes[mesh.outline] * SCALE, [mesh.nodes[hole] * SCALE for hole in mesh.holes])
    for texture in (glass_texture(mesh, SCALE), solid_texture(mesh, SCALE, brushed=True)):
        points = shapely.points(*places(texture))
        off = shapely.distance(area.boundary, points)
        assert texture.channels[..., 0] == pytest.approx(np.where(shapely.contains(area, points), off, -off), abs=1e-4)
        assert texture.half_width == pytest.approx(0.09 * SCALE, abs=1.5)
