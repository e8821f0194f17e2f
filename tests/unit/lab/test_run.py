"""A performance in a line, and its tables."""

import numpy as np
import pytest

from game.bots import make_bot
from game.core.paths import shipped_levels
from game.lab.arrays import CRACKS, EVENTS, PIECES, SERIES, cracks_table, pieces_table
from game.lab.perform import perform
from game.lab.run import Run, run
from game.level import load_level
from game.sim import Intent

UNTIL_S = 8.0


@pytest.fixture(scope="module")
def played() -> Run:
    return run("1", "expert", 2, until=UNTIL_S)


def test_it_is_what_the_bot_plays_with_that_seed(played: Run) -> None:
    alone = perform(load_level(shipped_levels()[0]), 2, make_bot("expert", 2), until=UNTIL_S)
    assert played.result == alone
    assert played.world.digest() == alone.digest


def test_events_and_series_are_tables(played: Run) -> None:
    assert played.events.dtype == EVENTS and played.series.dtype == SERIES
    assert np.all(np.diff(played.events["tick"]) >= 0)
    assert {"take", "flaw"} & set(played.events["kind"])
    assert played.series["time"][-1] == pytest.approx(UNTIL_S, abs=0.2)
    assert played.series["load_factor"].min() >= played.result.load_factor_min - 1e-4


def test_a_view_s_pieces_and_cracks_are_tables(played: Run) -> None:
    view = played.view
    pieces, cracks = pieces_table(view), cracks_table(view)
    assert pieces.dtype == PIECES and cracks.dtype == CRACKS
    assert len(pieces) == len(view.sculpture.pieces) and len(cracks) == len(view.sculpture.cracks) > 0
    assert pieces["mass"].sum() == pytest.approx(sum(piece.mass for piece in view.sculpture.pieces))
    assert np.all(cracks["length"] > 0.0) and np.all(np.abs(cracks["x"]) < 2.0)


def test_anything_that_makes_intents_can_play_any_level() -> None:
    leans = run(load_level(shipped_levels()[0]), lambda view: Intent(lean=1.0), until=0.5)
    assert leans.series["lean"][-1] > 0.0 and leans.series["wish"][-1] == 1.0
