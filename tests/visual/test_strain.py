"""Stress as it is shown: what cracks relieve, what their tips add, and how both go when a crack sings."""

from dataclasses import replace

import numpy as np
import pytest

from game.level import load_level
from game.render.pieces.glass import FACET_FIELDS
from game.render.pieces.shading import _tip_field, shade_glass
from game.render.pieces.strain import EASE_S, NO_TIPS, Strain, tip_rows
from game.sim import Intent, View, World
from tests.levels import old_level
from tests.views import changed

LONG = 20 * EASE_S


@pytest.fixture(scope="module")
def cracked() -> View:
    """The tall level, left alone until a crack gapes under tension."""
    world = World(load_level(old_level("3")), 0)
    while world.time < 8.0:
        world.tick(Intent())
    return world.view()


def test_an_open_crack_changes_its_own_piece_and_no_other(cracked: View) -> None:
    strain = Strain()
    strain.advance(cracked, LONG)
    torn = {crack.piece for crack in cracked.sculpture.cracks if crack.cut}
    assert torn
    for piece in cracked.sculpture.pieces:
        seen = strain.seen(piece)
        if piece.stress is None or seen is None:
            assert seen is None
            continue
        assert bool(np.abs(seen.stress - piece.stress).max() > 0.01 * np.abs(piece.stress).max()) == (piece.key in torn)


def test_stress_flows_and_does_not_jump(cracked: View) -> None:
    strain, steps = Strain(), []
    piece = next(
        p
        for p in cracked.sculpture.pieces
        if any(crack.piece == p.key and crack.cut for crack in cracked.sculpture.cracks)
    )
    for _ in range(4):
        strain.advance(cracked, EASE_S / 2)
        seen = strain.seen(piece)
        assert seen is not None and piece.stress is not None
        steps.append(float(np.abs(seen.stress - piece.stress).max()))
    assert steps == sorted(steps) and steps[0] < 0.6 * steps[-1]


def test_what_a_cut_takes_off_is_held_by_nothing_and_leaves_the_rest_a_number(cracked: View) -> None:
    """Two cracks that meet have no stress of their own to be solved for, until they are two pieces."""
    crack = next(crack for crack in cracked.sculpture.cracks if crack.cut)
    piece = next(piece for piece in cracked.sculpture.pieces if piece.key == crack.piece)
    corner, strain = piece.mesh.triangles[0].tolist(), Strain()
    loop = tuple(zip(corner, [*corner[1:], corner[0]], strict=True))
    for cracks in ((replace(crack, cut=loop),), (crack,)):
        strain.advance(changed(cracked, cracks=cracks), LONG)
        seen = strain.seen(piece)
        assert seen is not None and np.isfinite(seen.stress).all()


@pytest.mark.parametrize("stress", [np.nan, np.inf, -1e30])
def test_no_stress_reads_beyond_the_table_of_colours(stress: float) -> None:
    """A number that is none, or larger than integers are, would have read anywhere in memory, and ended the process."""
    sprite, facets = np.zeros((8, 8), np.uint64), np.zeros((1, FACET_FIELDS), np.float32)
    facets[:, 3:] = stress
    table = np.ones((16, 3), np.float32)
    channels = np.full((8, 8, 4), 1.0, np.float32)
    tips, glow = tip_rows(NO_TIPS, 100.0, 1.0), np.ones((4, 4, 3), np.float32)
    pose = (4.0, 4.0, 1.0, 0.0, 4.0, 4.0)
    shade_glass(
        sprite, glow, channels, np.zeros((8, 8, 2), np.int16), facets, table, table, tips, (8.0, 1.0), pose, 4.0, 1.0
    )
    assert (sprite[:7, :7] > 0).all()


def test_a_voice_calms_the_glass(cracked: View) -> None:
    strain = Strain()
    strain.advance(cracked, LONG)
    healed = tuple(replace(crack, cut=(), intensity=0.0, voice=True) for crack in cracked.sculpture.cracks)
    sung = changed(cracked, cracks=healed)
    strain.advance(sung, LONG)
    for piece in sung.sculpture.pieces:
        seen = strain.seen(piece)
        if seen is not None and piece.stress is not None:
            assert seen.stress == pytest.approx(piece.stress, abs=1e-3 * np.abs(piece.stress).max())
            assert len(seen.tips) == 0


def test_each_open_tip_is_passed_to_the_shader(cracked: View) -> None:
    strain = Strain()
    strain.advance(cracked, LONG)
    found = sum(len(seen.tips) for piece in cracked.sculpture.pieces if (seen := strain.seen(piece)) is not None)
    assert found == sum(crack.intensity > 0 for crack in cracked.sculpture.cracks) > 0


def test_round_a_tip_lies_the_textbook_s_field() -> None:
    """|s1 - s2| = K sin(t) / sqrt(2 pi r), and its direction turns with the crack (Williams)."""
    scale, intensity, per_pascal, reach = 200.0, 5e4, 1e-5, 1e9
    for direction in (0.0, 0.7, 2.5):
        tips = tip_rows(np.array([[0.1, 0.2, np.cos(direction), np.sin(direction), intensity]]), scale, per_pascal)
        for angle in (0.3, 1.5, -1.5, 3.0):
            r = 0.03
            x, y = 0.1 + r * np.cos(direction + angle), 0.2 + r * np.sin(direction + angle)
            one = np.float32
            a, b = _tip_field(tips, one(reach), one(0.5), one(0.0), one(0.0), one(x * scale), one(y * scale))
            waves = intensity * np.sin(angle) / np.sqrt(2 * np.pi * r) * per_pascal
            expected = waves * 1j * np.exp(1j * (1.5 * angle + 2.0 * direction))
            assert complex(a, b) == pytest.approx(expected, abs=2e-3 * abs(intensity * per_pascal))
