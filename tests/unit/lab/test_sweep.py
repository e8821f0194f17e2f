"""Sweeps: what is planned, what is set in levels, what rows come to, and that they are the same whoever plays."""

import json
import math
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from game.lab.played import Played
from game.lab.sweep.crew import CrewError, crew, run
from game.lab.sweep.extras import ExtraError
from game.lab.sweep.figures import figures, spread, wilson
from game.lab.sweep.plan import Plan, Variant, planned
from game.lab.sweep.plot import check_plot, write_plot
from game.lab.sweep.rows import check_format, columns, write_rows
from game.lab.sweep.settings import parse_setting
from game.lab.sweep.sweep import Row, journal_of, sweep
from tests.levels.short import write_short_level

SEEDS = range(2)


def quiet(done: int, of: int) -> None:
    """Nobody looks."""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    level = write_short_level(tmp_path_factory.mktemp("levels"))
    return planned([level], [parse_setting("goal.within=0.8,1")], ["idle", "expert"], ["", "no lean"], SEEDS)


@pytest.fixture(scope="module")
def rows(plan: Plan) -> dict[int, Played]:
    """Played by a thread of this process."""
    with ThreadPoolExecutor(1) as executor:
        return sweep(plan, executor, quiet)


def test_rows_stand_in_the_order_of_the_plan(plan: Plan, rows: dict[int, Played]) -> None:
    table = columns(plan, rows)
    assert len(plan) == len(rows) == 16
    assert table["goal.within"] == [0.8] * 8 + [1.0] * 8
    assert table["bot"] == (["idle"] * 4 + ["expert"] * 4) * 2
    assert table["handicap"] == ([""] * 2 + ["no lean"] * 2) * 4
    assert table["seed"] == [0, 1] * 8
    assert table["seconds"] == pytest.approx([0.8] * 8 + [1.0] * 8, abs=0.02)
    assert set(table["cause"]) == {"time"} and set(table["nan"]) == {""}
    assert all(0.0 < stress < 1.0 for stress in table["stress_max"])


@pytest.mark.parametrize("workers", [1, 3])
def test_rows_are_the_same_whoever_plays(plan: Plan, rows: dict[int, Played], workers: int, tmp_path: Path) -> None:
    with crew(workers) as executor:
        again = sweep(plan, executor, quiet)
    assert again == rows
    for name, played in (("one.csv", rows), ("other.csv", again)):
        write_rows(columns(plan, played), tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()


def test_a_sweep_goes_on_where_it_was(plan: Plan, rows: dict[int, Played], tmp_path: Path) -> None:
    file = tmp_path / "rows.part"
    with journal_of(plan, file) as journal:
        for number in (5, 2):
            journal.add(Row(number, rows[number]))
    with file.open("ab") as torn:
        torn.write(b'{"number": 7, "played": {"outcome": "lo')
    asked: list[tuple[int, int]] = []
    with journal_of(plan, file) as journal, ThreadPoolExecutor(1) as executor:
        assert journal.rows == [Row(5, rows[5]), Row(2, rows[2])]
        assert sweep(plan, executor, lambda done, of: asked.append((done, of)), journal) == rows
    assert asked == [(done, 16) for done in range(2, 17)]
    with journal_of(plan, file) as journal:
        assert {row.number: row.played for row in journal.rows} == rows


def ended(outcome: str, cause: str, voices: int, seconds: float) -> Played:
    """A performance that ended so."""
    return Played(outcome, cause, voices, 100 * voices, seconds, (), 0.0, 0.0, 0.0, 0.0)


def test_figures_say_how_a_cast_fared() -> None:
    plan = Plan((Variant("heart", (0.8,), ""),), (parse_setting("poise=0.8"),), ("expert",), ("",), range(5))
    won, lost = ended("won", "sang", 3, 40.0), ended("lost", "toppled", 2, 20.0)
    rows = [won, lost, ended("lost", "silence", 0, 20.0), won, lost]
    (told,) = figures(plan, dict(enumerate(rows)))
    assert (told.level, told.values, told.wins, told.performances) == ("heart", (0.8,), 2, 5)
    assert told.causes == {"toppled": 2, "silence": 1} and told.voices_at_loss == {0: 1, 2: 2}
    assert told.seconds == pytest.approx((20.0, 20.0, 40.0)) and told.score.middle == 200.0
    data = json.loads(json.dumps(told.as_dict(["poise"])))
    assert data["values"] == {"poise": 0.8} and data["win_rate"] == [0.4, 0.1176, 0.7693]


@pytest.mark.parametrize(
    ("wins", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_intervals_are_wilson_s(wins: int, of: int, low: float, high: float) -> None:
    assert wilson(wins, of) == pytest.approx((wins / of, low, high), abs=1e-4)
    assert wilson(0, 0)[1:] == (0.0, 1.0)


def test_every_interval_holds_the_share_that_was_seen() -> None:
    for of in range(1, 60):
        for wins in range(of + 1):
            share, low, high = wilson(wins, of)
            assert 0.0 <= low <= share <= high <= 1.0


def test_quantiles_lie_between_neighbours() -> None:
    assert spread(float(n) for n in range(11)) == (1.0, 5.0, 9.0)
    assert spread([2.0]) == (2.0, 2.0, 2.0) and all(math.isnan(value) for value in spread([]))
    assert spread([0.0, 1.0]) == pytest.approx((0.1, 0.5, 0.9))


def test_figures_are_drawn(plan: Plan, rows: dict[int, Played], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    write_plot(figures(plan, rows), [setting.name for setting in plan.settings], tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 5000


def test_parquet_holds_what_csv_does(plan: Plan, rows: dict[int, Played], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = columns(plan, rows)
    write_rows(table, tmp_path / "rows.parquet")
    assert parquet.read_table(tmp_path / "rows.parquet").to_pydict() == table


@pytest.mark.parametrize(
    ("module", "use", "extra"),
    [
        ("pyarrow.parquet", lambda: check_format(Path("rows.parquet")), "lab"),
        ("matplotlib.figure", lambda: check_plot(Path("plot.png")), "lab"),
        ("distributed", lambda: crew(cluster="tcp://127.0.0.1:1").__enter__(), "cluster"),
    ],
)
def test_what_is_not_installed_is_named(
    module: str, use: Callable[[], object], extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExtraError, match=rf"pip install 'flawsong\[{extra}\]'"):
        use()


def test_a_worker_with_another_game_is_told(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter(["here", "there"])
    monkeypatch.setattr("game.lab.sweep.crew.code_digest", lambda: next(codes))
    with ThreadPoolExecutor(1) as executor, pytest.raises(CrewError, match="another version of the game"):
        next(run(executor, list(enumerate(plan.tasks()))[:1]))


def test_a_process_that_is_killed_is_told(plan: Plan) -> None:
    with crew(1) as executor, pytest.raises(CrewError, match="was killed"):
        os.kill(executor.submit(os.getpid).result(), signal.SIGKILL)
        next(run(executor, enumerate(plan.tasks())))
