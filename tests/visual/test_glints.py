"""What tells the eye where to look: cracks that open, the brush, gold that waits, breath that is held."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.core.geom import Floats
from game.render import Camera, StageRenderer, load_palette
from game.render.beams.brush import spots
from game.render.effects.flares import CLOSES_FROM_M, LIFE_S, Flares
from game.render.paint.drawlist import STAGE_LAYERS, DrawList
from game.render.pieces.cracks import Cracks
from game.render.pieces.sculpture import poses
from game.render.pieces.seams import CALM_HZ, DULLS, THROB_HZ, Song, pulse_hz
from game.sim import Event, EventKind, View
from game.sim.view import CrackView
from tests.views import changed, relit
from tests.visual import fake_view

pytestmark = pytest.mark.usefixtures("fonts")
PALETTE = load_palette("sunset")
SIZE = (640, 360)
CAMERA = Camera.fitted(SIZE)


def frames(view: View, count: int, events: Sequence[Event] = (), seconds: float = 1 / 60) -> list[Floats]:
    """The stage, frame by frame, from the moment of these events on."""
    stage, target = StageRenderer(SIZE, fake_view.LEVEL), pygame.Surface(SIZE, depth=32)
    stage.layers = STAGE_LAYERS
    for _ in range(4):
        stage.draw(target, view, view, 1.0, 0.5)
    stage.react(events, view)
    made = []
    for _ in range(count):
        stage.draw(target, view, view, 1.0, seconds)
        made.append(pygame.surfarray.array3d(target).astype(float))
    return made


def test_a_crack_that_opens_is_noticed_far_from_it() -> None:
    view, at = fake_view.view(), (0.3, 0.5)
    (plain,) = frames(view, 1)
    opened = frames(view, 14, [Event(EventKind.FLAW, 1, at, size=0.2)])[4]
    x, y = CAMERA.pixel(at)
    columns, rows = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]), indexing="ij")
    far = np.hypot(columns - x, rows - y) > 0.5 * CLOSES_FROM_M * CAMERA.scale
    assert (np.abs(opened - plain).max(axis=2)[far] > 40).sum() > 100


def test_a_glint_closes_in_on_its_crack_and_dies_away() -> None:
    flares = Flares((255, 255, 255), (176, 208, 255))
    flares.add((0.0, 1.0), 0.2)
    radii = []
    for _ in range(4):
        radii.append(float(flares.rings(CAMERA)[0, 2]))
        flares.advance(0.1)
    assert radii == sorted(radii, reverse=True) and radii[-1] < 0.5 * radii[0]
    flares.advance(LIFE_S)
    assert not len(flares.rings(CAMERA)) and not len(flares.stars(CAMERA)) and not len(flares.glow(CAMERA))


def test_the_brush_is_where_the_held_beam_enters_the_glass() -> None:
    view = fake_view.view(held=0)
    (spot,) = [spot for spot in spots(view) if view.sculpture.pieces[spot.piece].name == "heart"]
    piece = view.sculpture.pieces[spot.piece]
    corners = piece.mesh.nodes[piece.mesh.outline] + piece.position
    runs = np.roll(corners, -1, axis=0) - corners
    off = np.array(spot.at) - corners
    share = np.clip((off * runs).sum(axis=1) / (runs**2).sum(axis=1), 0.0, 1.0)
    assert np.hypot(*(off - share[:, None] * runs).T).min() < 0.01
    assert 0.03 < spot.radius < 0.12
    assert spots(changed(view, mirrors=tuple(replace(m, held=False) for m in view.light.mirrors))) == []
    trace = view.light.segments
    assert spots(changed(view, segments=relit(trace, power=np.zeros_like(trace.power)))) == []


def test_a_seam_pulses_with_its_own_note() -> None:
    for note in range(36, 90):
        ratio = np.log2(440.0 * 2 ** ((note - 69) / 12) / pulse_hz(note))
        assert ratio == pytest.approx(round(ratio), abs=1e-9)
        assert CALM_HZ <= pulse_hz(note) < 2.0 * CALM_HZ


def strokes_of(crack: CrackView, view: View, time: float) -> Floats:
    """All strokes of one crack after so many seconds."""
    shown, out = changed(view, cracks=(crack,)), DrawList()
    cracks = Cracks(PALETTE)
    cracks.advance(shown, 0.0)
    cracks.advance(shown, time)
    cracks.draw(out, shown, poses(shown, shown, 1.0), CAMERA)
    return np.concatenate([command.arrays[0] for command in out.commands])


def test_gold_that_waits_ripples_along_and_gold_that_sings_pulses_as_one() -> None:
    view = fake_view.view(sung=6)
    sung = next(crack for crack in view.sculpture.cracks if crack.voice and len(crack.cells) > 8)
    ripe = replace(sung, voice=False, speed=0.0)
    spreads = []
    for crack in (sung, ripe):
        now, later = (strokes_of(crack, view, time)[:, 6:9].sum(axis=1) for time in (10.0, 10.2))
        # Each cell is drawn by the same strokes, in the same order; the brightest of them is the crest, the last.
        change = (later - now)[-len(crack.cells) :]
        spreads.append(float(change.std() / np.abs(change).max()))
    assert spreads[0] < 0.01 and spreads[1] > 0.3
    songs = [Song.of([crack], view.game.voices, 10.0) for crack in (sung, ripe)]
    assert [float(song.waits[0]) for song in songs] == [0.0, 1.0]


def test_gold_that_dries_loses_its_shine_and_throbs_as_it_pulls() -> None:
    view = fake_view.view(sung=6)
    sung = next(crack for crack in view.sculpture.cracks if crack.voice and len(crack.cells) > 8)

    def crest(dry: float, time: float) -> float:
        """How bright its brightest strokes are."""
        rows = strokes_of(replace(sung, voice=False, speed=0.0, dry=dry), view, time)
        return float(rows[-len(sung.cells) :, 6:9].sum(axis=1).mean())

    wet, dulling, dry = (crest(dry, 10.0) for dry in (DULLS, 0.5 + DULLS / 2, 1.0))
    assert wet == crest(0.0, 10.0), "it has begun to dry, and is not seen to"
    assert dry < 0.5 * wet and wet > dulling > dry
    throb = [crest(2.0, 10.0 + step / (8.0 * THROB_HZ)) for step in range(8)]
    assert min(throb) > dry and max(throb) > 1.2 * min(throb)
    assert THROB_HZ < 3.0, "flashes a second"


def test_held_breath_dims_the_house_and_not_the_glass() -> None:
    plain, held = (frames(fake_view.view(time_scale=scale), 4, seconds=0.2)[-1] for scale in (1.0, 0.35))
    wall = np.s_[85:130, 60:120]
    x, y = (int(part) for part in CAMERA.pixel((0.1, 0.40)))
    heart = np.s_[x - 12 : x + 12, y - 8 : y + 8]
    assert held[wall].mean() < 0.75 * plain[wall].mean()
    assert held[wall][..., 2].mean() / held[wall].mean() > plain[wall][..., 2].mean() / plain[wall].mean()
    assert held[heart].mean() > 0.85 * plain[heart].mean()
