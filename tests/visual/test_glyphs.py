"""Glyphs, marks and whatever stands in the light: shapes that say what they are, in the dark too."""

import dataclasses
import itertools
import math
from typing import TypeVar, get_args

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core.geom import Floats
from game.level.model import Blocker, Detector, Filter, Prism, Splitter
from game.level.optics import Optic, OpticBase
from game.level.values.spectrum import PARTS
from game.render import load_palette
from game.render.hud.staff import Staff
from game.render.look.camera import Camera
from game.render.look.text import Typesetter
from game.render.optics.blocker import flag
from game.render.optics.detector import DIAL_SWEEP, detector
from game.render.optics.filter import gel
from game.render.optics.lamps import lamp
from game.render.optics.links import link
from game.render.optics.optics import Optics
from game.render.optics.picture import IncidentLight
from game.render.optics.pictures import PICTURES
from game.render.optics.splitter import splitter
from game.render.paint import software
from game.render.paint.drawlist import DrawList, Rows
from game.render.paint.glyphs import PATTERNS, along_path, glyph, marks
from game.render.paint.raster import stroke_over
from game.render.pieces.cracks import Cracks
from game.render.pieces.heat import embers
from game.render.pieces.sculpture import poses
from game.sim.view import LampView, LinkView, MirrorView, OpticView
from tests.views import changed
from tests.visual import fake_view

PALETTE = load_palette("sunset")
CAMERA = Camera.fitted((1280, 720))
NOWHERE = np.zeros(2)
ENDS = np.array([[-0.2, 1.0], [0.2, 1.0]])
SPAN = ((-0.2, 1.0), (0.2, 1.0))
GEL = Filter(type="filter", id="gel", ends=SPAN, passes=("alto",))
SPLITTER = Splitter(type="splitter", id="splitter", ends=SPAN)
FLAG = Blocker(type="blocker", id="flag", ends=SPAN)
SCREEN = Detector(type="detector", id="screen", ends=SPAN)
WEDGE = Prism(type="prism", id="wedge", at=(0.0, 1.0), side=0.3)
_Spec = TypeVar("_Spec", bound=OpticBase)


def drawn(rows: Rows, size: tuple[int, int] = (1280, 720)) -> NDArray[np.int64]:
    """Strokes on a black canvas, (H, W, 3)."""
    canvas = np.zeros((size[1], size[0]), np.uint32)
    stroke_over(canvas, (0, size[1]), rows)
    return np.stack([(canvas >> shift) & 255 for shift in (16, 8, 0)], axis=2).astype(np.int64)


def seen(spec: _Spec, outline: Floats = ENDS, reading: float = 0.0) -> OpticView[_Spec]:
    return OpticView(spec, 9, outline, reading)


# Glyphs and marks ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [5.0, 9.0])
def test_no_two_glyphs_look_alike(size: float) -> None:
    shapes = {part: drawn(glyph(part, (16.0, 16.0), size, (255, 255, 255)), (32, 32))[..., 1] > 120 for part in PARTS}
    for one, other in itertools.combinations(PARTS, 2):
        both, either = (shapes[one] & shapes[other]).sum(), (shapes[one] | shapes[other]).sum()
        assert both < 0.62 * either, f"{one} looks like {other}"


def test_what_is_no_part_has_no_glyph() -> None:
    assert not len(glyph("", (0.0, 0.0), 5.0, (255, 255, 255)))


@given(st.sampled_from(PARTS), st.floats(0.0, 500.0), st.floats(5.0, 80.0), st.floats(-300.0, 300.0))
def test_marks_lie_on_their_line_one_after_another(part: str, length: float, period: float, shift: float) -> None:
    spans = marks(part, length, period, shift)
    assert (spans >= 0.0).all() and (spans <= length).all()
    flat = spans.ravel()
    assert (np.diff(flat) >= 0.0).all()
    duty = sum(end - start for start, end in PATTERNS[part])
    assert abs(np.diff(spans).sum() - duty * length) <= period


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=8),
    st.floats(0, 1),
    st.floats(0, 1),
)
@settings(deadline=None)
def test_pieces_of_a_path_are_as_long_as_asked(points: list[tuple[float, float]], a: float, b: float) -> None:
    path = np.array(points)
    length = np.hypot(*np.diff(path, axis=0).T).sum()
    first, last = sorted((a * length, b * length))
    start, end = along_path(path, np.array([[first, last]]))
    assert np.hypot(*(end - start).T).sum() == pytest.approx(last - first, abs=1e-6)


# Cracks and the staff --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("part", PARTS)
def test_a_flaw_of_one_part_shows_it_on_its_crack_and_on_the_staff(part: str) -> None:
    pygame.font.init()
    plain = fake_view.view(sung=0)
    cracks = tuple(
        dataclasses.replace(c, part=part if k == 5 else "", flaw=k) for k, c in enumerate(plain.sculpture.cracks)
    )
    view = changed(plain, cracks=cracks)
    pictures = []
    for each in (plain, view):
        target = pygame.Surface(CAMERA.size, depth=32)
        out = DrawList()
        Cracks(PALETTE).draw(out, each, poses(each, each, 1.0), CAMERA)
        software.draw(out, target)
        pictures.append(pygame.surfarray.array3d(target).astype(np.int64))
    mouth = view.sculpture.cracks[5].path[0] + view.sculpture.pieces[view.sculpture.cracks[5].piece].position
    x, y = CAMERA.pixel(tuple(mouth))
    near = np.s_[int(x) - 40 : int(x) + 40, int(y) - 40 : int(y) + 40]
    assert (np.abs(pictures[0] - pictures[1])[near].max(axis=2) > 60).sum() > 40
    staff = Staff(PALETTE, Typesetter(), 60.0)
    with_glyph, without = (staff.rows(each, (1230.0, 30.0), 1.0)[0] for each in (view, plain))
    assert len(with_glyph) > len(without)
    sung = changed(view, cracks=tuple(dataclasses.replace(c, voice=True) for c in cracks))
    assert len(staff.rows(sung, (1230.0, 30.0), 1.0)[0]) == len(without)


def test_what_rides_moves_smoothly_between_two_views() -> None:
    target = pygame.Surface(CAMERA.size, depth=32)
    base = changed(fake_view.view(), mirrors=(), lamps=())
    a, b = (changed(base, optics=(seen(FLAG, np.array([[x, 1.0], [x, 1.4]])),)) for x in (0.0, 0.4))
    target.fill((255, 255, 255))
    out = DrawList()
    Optics(PALETTE).draw(out, b, a, 0.5, CAMERA)
    software.draw(out, target)
    dark = np.argwhere(pygame.surfarray.array3d(target).max(axis=2) < 40)
    assert dark[:, 0].mean() == pytest.approx(CAMERA.pixel((0.2, 1.2))[0], abs=3)


# In the light ----------------------------------------------------------------------------------------------------
def test_every_kind_of_optic_has_its_picture() -> None:
    kinds = [get_args(kind.model_fields["type"].annotation)[0] for kind in get_args(get_args(Optic)[0])]
    assert sorted(kinds) == sorted(PICTURES)


def test_every_fitting_is_seen_and_none_looks_like_another() -> None:
    pictures = {
        "gel": drawn(np.concatenate(gel(seen(GEL), PALETTE, CAMERA))),
        "splitter": drawn(np.concatenate(splitter(seen(SPLITTER), PALETTE, CAMERA))),
        "flag": drawn(np.concatenate(flag(seen(FLAG), PALETTE, CAMERA))),
        "detector": drawn(np.concatenate(detector(seen(SCREEN), IncidentLight(1.0, NOWHERE), PALETTE, CAMERA)[0])),
    }
    assert all(picture.any() for picture in pictures.values())
    for one, other in itertools.combinations(pictures, 2):
        assert (np.abs(pictures[one] - pictures[other]).max(axis=2) > 40).sum() > 100


@given(st.floats(0.0, 2.0))
@settings(deadline=None)
def test_a_dial_turns_with_its_reading(reading: float) -> None:
    _, bows = detector(seen(SCREEN, reading=reading), IncidentLight(2.0, NOWHERE), PALETTE, CAMERA)
    sweep = float(bows[2][0, 5]) if len(bows) > 2 else 0.0
    assert sweep == pytest.approx(reading / 2.0 * DIAL_SWEEP, abs=1e-5)


def test_a_dial_hangs_on_the_dark_side() -> None:
    for down in (-1.0, 1.0):
        _, bows = detector(seen(SCREEN), IncidentLight(1.0, np.array([0.0, down])), PALETTE, CAMERA)
        assert (CAMERA.to_stage((0.0, float(bows[0][0, 1])))[1] - 1.0) * down > 0.0


def test_a_dark_lamp_does_not_shine_and_a_lit_one_shows_its_part() -> None:
    lit = LampView("lamp", (0.0, 2.0), (0.0, -1.0), 0.1, 1.0, "alto", True)
    shine: list[Rows] = []
    bright = drawn(np.concatenate(lamp(lit, PALETTE, CAMERA, shine)))
    assert len(shine) == 1
    shine.clear()
    dark = drawn(np.concatenate(lamp(dataclasses.replace(lit, lit=False), PALETTE, CAMERA, shine)))
    assert not shine and bright.max() > dark.max() + 60


@given(st.floats(0.3, 2.0), st.floats(1.0, 1.12))
@settings(deadline=None)
def test_a_cable_is_drawn_as_long_as_it_is(span: float, slack: float) -> None:
    found = LinkView("cable", "c", ((0.0, 1.0), (span, 1.0)), span * slack, 0.2)
    path = link(found, PALETTE, CAMERA)[1]
    length = np.hypot(*(path[:, 2:4] - path[:, 0:2]).T).sum() / CAMERA.scale
    assert length == pytest.approx(span * slack, rel=0.03)


def test_a_loaded_spring_warms_in_colour() -> None:
    calm, strained = (
        link(LinkView("spring", "s", ((0.0, 1.0), (0.5, 1.0)), 0.5, load), PALETTE, CAMERA)[2] for load in (0.0, 1.0)
    )
    assert strained[0, 6] - strained[0, 8] > 100 + calm[0, 6] - calm[0, 8]


def test_warm_glass_glows_and_cool_glass_does_not() -> None:
    view = fake_view.view()
    where = poses(view, view, 1.0)
    assert not len(embers(view, where, 0.0, CAMERA))
    warm = changed(
        view,
        pieces=tuple(dataclasses.replace(piece, heat=0.2 + 0.1 * k) for k, piece in enumerate(view.sculpture.pieces)),
    )
    strength = embers(warm, where, 0.0, CAMERA)[:, 9]
    assert len(strength) == len(view.sculpture.pieces) and (np.diff(strength) > 0.0).all()


def test_a_bent_mirror_is_drawn_as_an_arc() -> None:
    flat = MirrorView("m", 0, (0.0, 1.0), 0.0, 0.6, None, False, None)
    view = changed(fake_view.view(), mirrors=(), lamps=(), optics=())
    pictures = []
    for curve in (0.0, 0.5, -0.5):
        target = pygame.Surface(CAMERA.size, depth=32)
        shown = changed(view, mirrors=(dataclasses.replace(flat, curve=curve),))
        out = DrawList()
        Optics(PALETTE).draw(out, shown, shown, 1.0, CAMERA)
        software.draw(out, target)
        lit = np.argwhere(pygame.surfarray.array3d(target).max(axis=2) > 120)
        middle = lit[np.abs(lit[:, 0] - CAMERA.pixel((0.0, 1.0))[0]) < 3]
        pictures.append(float(middle[:, 1].mean() - CAMERA.pixel((0.0, 1.0))[1]) / CAMERA.scale)
    depth = 0.5 - math.sqrt(0.25 - 0.09)
    assert pictures == pytest.approx([0.0, depth, -depth], abs=0.02)


def prism(turn: float, shift: float) -> Floats:
    """A triangle, turned (rad) about its middle, and moved aside."""
    corners = 0.25 * np.array([[math.cos(a + turn), math.sin(a + turn)] for a in (-2.6, -0.5, 1.57)])
    return np.asarray(corners + np.array([shift, 1.2]))


@pytest.mark.parametrize("turn", [0.0, 0.7, 2.5])
def test_glass_is_drawn_where_its_optic_is(turn: float) -> None:
    optics, target = Optics(PALETTE), pygame.Surface(CAMERA.size, depth=32)
    view = fake_view.view()
    for angle, shift in ((0.0, -1.0), (turn, 0.4)):  # the sprite is made once, at the first place
        target.fill((0, 0, 0))
        shown = changed(view, optics=(seen(WEDGE, prism(angle, shift)),))
        out = DrawList()
        optics.draw_glass(out, shown, shown, 1.0, CAMERA)
        software.draw(out, target)
    lit = np.argwhere(pygame.surfarray.array3d(target).max(axis=2) > 6)
    corners = CAMERA.to_screen(prism(turn, 0.4))
    assert np.abs(lit.min(axis=0) - corners.min(axis=0)).max() < 4
    assert np.abs(lit.max(axis=0) - corners.max(axis=0)).max() < 4
