"""`flawsong new`: a level to begin with, which is a level that works."""

import json
from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.json_source import Document
from game.core.paths import levels_dir, shipped_levels
from game.lab.perform import perform
from game.lab.warnings import warnings
from game.level import load_level, parse_level
from game.level.authoring.new import new_text
from game.level.authoring.schema import FILE
from tests.command import Run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_stands_can_be_won_and_nothing_is_to_be_said_of_it(here: Path, run: Run) -> None:
    assert run("new", "my-first_level.json")[:2] == (0, f"my-first_level.json\n{FILE}\n")
    text = (here / "my-first_level.json").read_text(encoding="utf-8")
    level = load_level("my-first_level.json")
    assert (level.title, level.schema_) == ("My first level", FILE)
    assert (here / FILE).read_bytes() == (levels_dir() / FILE).read_bytes()
    assert not warnings(level, Document(text, "x"))
    assert perform(level, 0, make_bot("regular", 0)).outcome == "won"


def test_it_may_begin_with_another_level(here: Path, run: Run) -> None:
    assert run("new", "mine.json", "--from", "3")[0] == 0
    mine, other = load_level("mine.json"), load_level(shipped_levels()[2])
    assert mine == other.model_copy(update={"title": "Mine", "schema_": FILE})


def test_notes_and_lines_of_another_level_stay() -> None:
    text = '// of old\n{ "title" : "Old", // the name\n  "version": 1,}'
    assert (
        new_text(text, "Né", "s.json")
        == '// of old\n{\n  "$schema": "s.json", "title" : "Né", // the name\n  "version": 1,}'
    )
    assert json.loads(new_text('{"$schema": "a", "title": "b"}', "c", "d")) == {"$schema": "d", "title": "c"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("there.json",), "is there already"),
        (("level",), "ends in .json"),
        (("no/such/folder/x.json",), "cannot be written"),
        (("x.json", "--from", "nothing"), "no level of the game"),
    ],
)
def test_what_cannot_be_made_is_one_message(arguments: tuple[str, ...], said: str, here: Path, run: Run) -> None:
    (here / "there.json").write_text("mine")
    code, _, err = run("new", *arguments)
    assert code == 1 and said in err and err.count("\n") == 1
    assert [path.name for path in here.iterdir()] == ["there.json"] and (here / "there.json").read_text() == "mine"


def test_an_older_version_is_brought_up_to_date_only_when_it_is_read() -> None:
    old = (Path(__file__).parents[1] / "unit/level/version_0.json").read_text(encoding="utf-8")
    assert parse_level(new_text(old, "New", FILE)).title == "New"
