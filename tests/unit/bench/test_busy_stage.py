"""The scene that frames are measured on has in it what it promises, and stays so."""

import numpy as np
import pytest

from game.bench.busy_stage import CRACKED, SINGERS, TICKS_PER_FRAME, in_flow
from game.level.values.spectrum import WAVELENGTHS
from game.sim import View
from game.sim.view import PieceView


@pytest.fixture(scope="module")
def views() -> list[View]:
    """A second of it."""
    performance = in_flow()
    return [performance.step(TICKS_PER_FRAME).view for _ in range(60)]


def shards(view: View) -> list[PieceView]:
    return [piece for piece in view.sculpture.pieces if piece.stress is not None]


def test_forty_shards_are_on_stage_and_all_are_halves_of_plates(views: list[View]) -> None:
    for view in views:
        names = [piece.name for piece in shards(view)]
        assert len(names) == 40
        assert all(names.count(name) == 2 for name in names)


def test_four_lamps_send_beams_that_reach_pieces(views: list[View]) -> None:
    for view in views:
        assert [light.lit for light in view.light.lamps] == [True] * 4
        assert set(view.light.segments.beam.tolist()) == {0, 1, 2, 3}


def test_all_bands_run_apart_in_air(views: list[View]) -> None:
    trace = views[0].light.segments
    in_air = trace.medium < 0
    assert set(WAVELENGTHS) <= set(trace.wavelength[in_air].tolist())
    fan = [np.flatnonzero(in_air & (trace.beam == 1) & (trace.wavelength == band))[0] for band in WAVELENGTHS]
    runs = trace.end[fan] - trace.start[fan]
    headings = np.arctan2(runs[:, 1], runs[:, 0])
    assert (np.abs(np.diff(headings)) > 1e-4).all()


def test_six_voices_sing_and_two_cracks_still_run(views: list[View]) -> None:
    for view in views:
        assert [voice.state for voice in view.game.voices[: len(SINGERS)]] == ["sings"] * 6
        assert len([crack for crack in view.sculpture.cracks if crack.voice]) == 6
        assert len({crack.piece for crack in view.sculpture.cracks if not crack.voice}) == len(CRACKED)


def test_the_hands_move_and_the_performance_goes_on(views: list[View]) -> None:
    assert views[-1].game.outcome == ""
    assert views[-1].sculpture.plinth[1] != views[0].sculpture.plinth[1]
    assert views[-1].light.mirrors[0].angle != views[0].light.mirrors[0].angle
    assert [view.tick for view in views] == list(range(views[0].tick, views[0].tick + 120, 2))


def test_it_is_the_same_each_time() -> None:
    first, second = in_flow(), in_flow()
    for _ in range(10):
        first.step(TICKS_PER_FRAME)
        second.step(TICKS_PER_FRAME)
    assert first.world.digest() == second.world.digest()
