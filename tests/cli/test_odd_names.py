"""Names and titles that hold what terminals, tables and files take for something else."""

import os
import sys
from pathlib import Path

import pytest

from game.core.words import plain
from game.level import load_level
from tests.command import Run
from tests.levels.short import write_short_level

ODD = ["[x] [b].json", "a\x1b[31mred.json", "new\nline.json", os.fsdecode(b"\xff.json")]


@pytest.fixture(params=ODD, ids=["brackets", "an escape", "a line end", "no text"])
def odd(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A level in a file with an odd name, in the folder that one is in."""
    if sys.platform != "linux" and request.param != ODD[0]:
        pytest.skip("this system has no such names")
    monkeypatch.chdir(tmp_path)
    return write_short_level(tmp_path, title="[/x] [bold]").rename(request.param)


def test_a_level_is_surveyed_swept_and_recorded(odd: Path, run: Run) -> None:
    code, out, err = run("info", str(odd))
    assert not code and out.startswith("[/x] [bold]"), err
    assert run("sweep", str(odd), "--bots", "idle", "--seeds", "0:1", "--workers", "1", "--out", "rows.csv")[0] == 0
    assert plain(str(odd)) in Path("rows.csv").read_text(encoding="utf-8")
    assert run("sim", str(odd), "--bot", "idle", "--record", "odd.replay")[0] == 0
    assert run("replay", "odd.replay", "--verify")[0] == 0


def test_mistakes_are_told_in_plain_signs(odd: Path, run: Run) -> None:
    odd.write_text(odd.read_text(encoding="utf-8").replace('"pieces"', '"piecs"'), encoding="utf-8")
    code, _, err = run("validate", "--quick", str(odd))
    assert code == 1 and f"--> {plain(str(odd))}:" in err
    assert "\x1b" not in err and "line.json" not in err.splitlines()


def test_a_level_and_a_picture_are_made_under_odd_names(odd: Path, run: Run) -> None:
    made = Path(f"made {odd}")
    assert run("new", str(made))[0] == 0
    assert load_level(made).title.startswith("Made")
    assert run("preview", str(made), str(picture := made.with_suffix(".png")), "--size", "160x90")[0] == 0
    assert picture.read_bytes()[1:4] == b"PNG"


@pytest.mark.parametrize("name", ["_.json", "-_-.json", " .json"])
def test_a_new_level_has_a_title_whatever_it_is_called(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "--", name)[0] == 0
    assert load_level(Path(name)).title == "Untitled"


@pytest.mark.parametrize("command", ["new", "sweep", "sim", "replay", "validate", "info", "trace"])
def test_a_name_that_is_too_long_is_told(command: str, run: Run) -> None:
    code, _, err = run(command, f"{'n' * 300}.json")
    assert code == 1 and "fault of the game" not in err and ("too long" in err or "is no file" in err)
