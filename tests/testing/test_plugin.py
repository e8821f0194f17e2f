"""The pytest plugin, in runs of pytest of their own: levels as tests, and what a run without levels is spared."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from numba.core.registry import cpu_target

import game.export.screenshot
import game.export.sheet
import game.testing.levels
import game.testing.stage  # noqa: F401 - loaded now, as runs of their own forget what they load
from game.bots import make_bot
from game.level import load_level
from game.performance import Deliberate, Performance
from game.replay import Recorder
from game.sim import World
from tests.levels.short import write_short_level

pytest_plugins = "pytester"
ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ("-p", "game.testing.plugin", "-p", "no:cacheprovider")


@pytest.fixture(autouse=True, scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What kernels load as they are first called, or compiled, is loaded now, too."""
    cpu_target.target_context.refresh()
    World(load_level(write_short_level(tmp_path_factory.mktemp("loaded")))).view()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plugin by itself: here the game is installed, there it is not."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures that take no time."""
    monkeypatch.setattr("game.testing.levels.draw", lambda *_: "picture.png")


def tried(pytester: pytest.Pytester, *expect: dict[str, Any], options: tuple[str, ...] = ()) -> pytest.RunResult:
    """A run on a level that expects this."""
    write_short_level(pytester.path, expect=list(expect))
    return pytester.runpytest_inprocess(*PLUGIN, "short.json", *options)


def test_what_holds_passes(pytester: pytest.Pytester) -> None:
    result = tried(
        pytester,
        {"bot": "idle", "loses": 1, "seeds": [0, 2]},
        {"bot": "idle", "handicap": "no lean", "wins": [0, 0.1], "loses": [0.5, 1], "seeds": [0, 1]},
        {"bot": "idle", "voices": 0, "stands_until": 0.9, "max_stress": 1, "no_nan": True, "seeds": [4, 5]},
        options=("-v",),
    )
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(
        [
            "short.json::expect[[]0[]]: idle loses at least 100% PASSED*",
            "short.json::expect[[]1[]]: idle, no lean: wins at most 10%, loses at least 50% PASSED*",
            "short.json::expect[[]2[]]: idle voices 0, stands until 0.9, max stress 1, no NaN PASSED*",
        ]
    )


def test_what_does_not_is_told_with_a_picture(pytester: pytest.Pytester) -> None:
    result = tried(
        pytester,
        {"bot": "idle", "wins": 0.5, "voices": 1, "max_stress": 0.01, "seeds": [3, 10]},
        options=("--flawsong-pictures", "shots", "--tb=short"),
    )
    result.assert_outcomes(failed=1)
    line = (pytester.path / "short.json").read_text().split('"expect"')[0].count("\n") + 2
    result.stdout.fnmatch_lines(
        [
            f"*short.json:{line}: expect[[]0[]]: idle wins at least 50%, voices 1, max stress 0.01",
            "  wanted   wins at least 50% of seeds",
            "  got      won 0 of 7, 0% (95 % interval 0% to 35%)",
            "  seeds    3: lost (time) at 1.0 s, with 0 voices",
            "           and 8, 9",
            "  picture  *shots/short-expect-0-seed-3-at-1.0-s.png",
            "  again    flawsong play *short.json --bot idle --seed 3",
            "  wanted   at least 1 voice in each",
            "  wanted   no sound glass is strained beyond 0.01 of its strength",
            "  got      not in 7 of 7; seed 3: strained to 0.* at * s",
        ]
    )
    assert "Traceback" not in result.stdout.str() and "levels.py" not in result.stdout.str()
    assert all(file.stat().st_size > 50_000 for file in (pytester.path / "shots").iterdir())


@pytest.mark.usefixtures("undrawn")
def test_other_seeds_can_be_asked_for(pytester: pytest.Pytester) -> None:
    result = tried(pytester, {"bot": "idle", "wins": 1}, options=("--flawsong-seeds", "7:9"))
    result.stdout.fnmatch_lines(["*won 0 of 2*", "  seeds    7: lost*"])


def test_seeds_that_are_none_are_told_before_any_test(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess(*PLUGIN, "--flawsong-seeds", "x")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --flawsong-seeds x: want FROM:TO*"])


@pytest.mark.usefixtures("undrawn")
def test_a_replay_must_solve_the_level_as_it_is_now(pytester: pytest.Pytester) -> None:
    file = write_short_level(pytester.path)
    recorder = Recorder("short", file.read_text(), 5)
    Performance(World(load_level(file), 5), Deliberate(make_bot("idle", 5)), recorder).run(60)
    recorder.save(pytester.path / "solution.replay")
    result = tried(pytester, {"replay": "solution.replay"})
    result.stdout.fnmatch_lines(
        [
            "*expect[[]0[]]: replay solution.replay wins",
            "  wanted   the replay wins",
            "  got      not in 1 of 1; seed 5: undecided when it ends at 0.5 s, with 0 voices",
            "  again    flawsong replay *solution.replay",
        ]
    )


def test_errors_of_a_level_are_told_as_validate_does(pytester: pytest.Pytester) -> None:
    result = tried(pytester, {"bot": "idel", "loses": 1})
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ['error: expect[[]0[]].bot: "idel" is unknown; did you mean "idle"?', "*--> *short.json:*", "*^^^^^^"]
    )


def test_a_level_that_expects_nothing_is_skipped_aloud(pytester: pytest.Pytester) -> None:
    result = tried(pytester, options=("-rs",))
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(['*has no "expect", so nothing is tried'])


def test_levels_are_tried_where_they_are_named_or_configured_alone(pytester: pytest.Pytester) -> None:
    for folder in ("mine", "other"):
        (pytester.path / folder).mkdir()
        write_short_level(pytester.path / folder, expect=[{"bot": "idle", "loses": 1, "seeds": [0, 1]}])
    shutil.copy(ROOT / "levels/flawsong.schema.json", pytester.path / "mine")
    pytester.makepyfile("def test_nothing():\n    pass")
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)
    pytester.runpytest_inprocess(*PLUGIN, "mine/short.json", "mine/flawsong.schema.json").assert_outcomes(passed=1)
    pytester.makeini("[pytest]\nflawsong_levels = mine/*.json")
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2)


def test_a_run_without_levels_loads_nothing_of_the_game_but_the_plugin() -> None:
    script = (
        "import sys, time\n"
        "import pytest\n"
        "before, start = set(sys.modules), time.process_time()\n"
        "import game.testing.plugin\n"
        "took = time.process_time() - start\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "assert new == {'game'}, new\n"
        "assert took < 0.05, took\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_the_example_outside_of_the_repository_passes(pytester: pytest.Pytester) -> None:
    """As `.ci/release` runs it, from the wheel."""
    level = json.loads((ROOT / "assets/new-level.json").read_text())
    (pytester.path / "my-level.json").write_text(json.dumps(level))
    shutil.copy(ROOT / "docs/outside/test_mast.py", pytester.path)
    pytester.runpytest_inprocess(*PLUGIN, "test_mast.py").assert_outcomes(passed=2)


def test_without_a_cache_pictures_are_elsewhere_and_a_tied_hand_is_seen_again_by_a_sweep(
    pytester: pytest.Pytester,
) -> None:
    wins = {"bot": "idle", "handicap": "no lean", "wins": 1, "seeds": [3, 4]}
    result = tried(pytester, wins)
    result.stdout.fnmatch_lines(["  picture  */short-expect-0-seed-3-at-*.png"])
    result.stdout.fnmatch_lines(['  again    flawsong sweep *short.json --bots idle --handicaps "no lean" --seeds 3:4'])


def test_pictures_that_cannot_be_written_are_told(pytester: pytest.Pytester) -> None:
    wins = {"bot": "idle", "wins": 1, "seeds": [3, 4]}
    pytester.makefile(".txt", taken="a file")
    result = tried(pytester, wins, options=("--flawsong-pictures", "taken.txt"))
    result.stdout.fnmatch_lines(["  picture  none: *taken.txt: *; choose another --flawsong-pictures"])


@pytest.mark.parametrize(("name", "content"), [("NUMBA_CPU_FEATURES", "x"), (".numba_config.yaml", "{")])
def test_what_numba_refuses_is_told_in_a_line(
    name: str, content: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name.startswith("."):
        pytest.importorskip("yaml", reason="numba reads its file by PyYAML, which comes with the extra cluster")
        (pytester.path / name).write_text(content)
    else:
        monkeypatch.setenv(name, content)
    write_short_level(pytester.path)
    result = pytester.runpytest_subprocess(*PLUGIN, "short.json")
    result.stdout.fnmatch_lines([f"{name}*unset it"])
    result.stdout.no_fnmatch_line("*Error*")
