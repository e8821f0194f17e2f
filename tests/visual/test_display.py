"""What is read on the stage: where it stands, and how it moves."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.render import load_palette
from game.render.hud.hud import Hud, rooms
from game.render.hud.score import Score
from game.render.hud.staff import staff_step
from game.sim.view import VoiceView
from tests.views import changed
from tests.visual import fake_view
from tests.visual.painting import FRAME_S, SMALL, STATES
from tests.visual.performances import SETTLED_S, show

pytestmark = pytest.mark.usefixtures("fonts")


def display() -> Hud:
    return Hud(load_palette("sunset"), fake_view.LEVEL.goal.within)


@pytest.mark.parametrize("size", [(960, 540), (1024, 768), (1600, 1200), (1260, 540), (2560, 1080)])
def test_nothing_that_is_read_is_off_screen(size: tuple[int, int]) -> None:
    hud = display()
    view = changed(fake_view.view(sway=0.5), score=9_999_999, chord=8)
    bare, drawn = pygame.Surface(size, depth=32), pygame.Surface(size, depth=32)
    show(hud, pygame.Surface(size, depth=32), view, SETTLED_S)  # the score has counted up
    show(hud, drawn, view, 0.0)
    differs = (pygame.surfarray.array3d(drawn) != pygame.surfarray.array3d(bare)).any(axis=2)
    columns, rows = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    assert columns[0] > 0 and columns[-1] < size[0] - 1 and rows[0] > 0 and rows[-1] < size[1] - 1
    # Both upper corners and the foot of the window are in use, and the middle is left to the stage.
    assert differs[: size[0] // 3, : size[1] // 3].any() and differs[-size[0] // 3 :, : size[1] // 3].any()
    assert not differs[size[0] // 3 : -size[0] // 3, size[1] // 4 : -size[1] // 4].any()


def test_the_poise_bead_follows_the_sway() -> None:
    def bead(sway: float) -> float:
        target = pygame.Surface(SMALL, depth=32)
        show(display(), target, fake_view.view(sway=sway, beat=0.5), 0.0)
        foot = pygame.surfarray.array3d(target)[200:440, 300:].sum(axis=(1, 2), dtype=np.int64)
        return float(np.argmax(np.convolve(foot, np.ones(7))))

    assert bead(0.1) < bead(0.0) < bead(-0.1)  # positive sway is to the left


@given(
    st.floats(0, 127),
    st.sampled_from(["bass", "tenor", "alto", "soprano", "?"]),
    st.sampled_from(["waiting", "open", "sings", "lost"]),
)
def test_every_note_stands_on_the_staff(note: float, part: str, state: str) -> None:
    assert -5 <= staff_step(VoiceView(part, note, 0.5, state)) <= 5


def test_the_score_counts_up_to_what_it_is() -> None:
    hud, target, shown = display(), pygame.Surface(SMALL, depth=32), []
    score = next(element for element in hud.elements if isinstance(element, Score))
    for _ in range(240):
        show(hud, target, STATES["playing"], FRAME_S)
        shown.append(score.shown)
    assert shown[0] < shown[5] < shown[-1] == STATES["playing"].game.score


def test_a_chord_swells_as_it_grows_and_fades_after_its_end() -> None:
    hud = display()

    def ink(chord: int, seconds: float) -> tuple[int, int]:
        """Width of what is written under the score, and its brightest pixel."""
        target = pygame.Surface((1280, 720), depth=32)
        view = changed(fake_view.view(score=0), chord=chord)
        show(hud, target, view, seconds)
        room = rooms((1280, 720))["chord"]
        seen = pygame.surfarray.array3d(target)[int(room.left) : 400, int(room.top) : int(room.bottom)].max(axis=2)
        return int((seen > 40).any(axis=1).sum()), int(seen.max())

    assert ink(1, FRAME_S) == (0, 0)
    first, grown = ink(3, FRAME_S)[0], ink(3, 1.0)[0]
    assert first > grown > 0
    assert ink(4, FRAME_S)[0] > grown
    settled = ink(4, 1.0)
    assert 0 < ink(0, 0.5)[1] < settled[1]
    assert ink(0, 1.0) == (0, 0)
