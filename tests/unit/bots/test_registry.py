"""The registry of bots: one row names a bot to commands, to levels and to the schema."""

from pathlib import Path

import pytest

from game.bots import BOTS, Bot, Policy, bot_names, make_bot
from game.lab.check import check_any, check_level
from game.level import LevelError
from game.level.authoring.schema import level_schema
from game.sim import Intent
from tests.levels import old_level
from tests.views import made

LEVEL = old_level("1").read_text(encoding="utf-8")


def leaning(seed: int) -> Policy:
    return lambda view: Intent(lean=1.0)


def test_every_bot_is_made_and_says_what_it_is() -> None:
    assert list(BOTS) == ["idle", "random", "novice", "regular", "soloist", "expert"], (
        "from the weakest to the strongest"
    )
    assert bot_names() == "idle, random, novice, regular, soloist or expert"
    for name, bot in BOTS.items():
        assert bot.about and callable(make_bot(name, 1))


def test_a_level_that_names_no_bot_of_the_registry_is_told_where(tmp_path: Path) -> None:
    file = tmp_path / "level.json"
    text = LEVEL.replace('"bot": "expert"', '"bot": "expirt"')
    file.write_text(text, encoding="utf-8")
    lines = text[: text.index('"expirt"')].split("\n")
    at = f"{len(lines)}:{len(lines[-1]) + 1}"
    for check in (check_level, check_any):
        with pytest.raises(LevelError) as caught:
            check(file)
        assert str(caught.value) == f'{file}:{at}: expect[1].bot: "expirt" is unknown; did you mean "expert"?'


@pytest.mark.parametrize(
    ("given", "path", "told"),
    [
        ('"handicap": "no leen"', "handicap", '"no leen" is unknown; did you mean "no lean"?'),
        ('"replay": "nowhere.replay"', "replay", "there is no file"),
    ],
)
def test_what_else_an_expectation_names_is_looked_up(given: str, path: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "level.json"
    expect = f"{{{given}}}" if path == "replay" else f'{{"bot": "idle", "loses": 1, {given}}}'
    file.write_text(LEVEL[: LEVEL.index('"expect"')] + f'"expect": [{expect}]}}', encoding="utf-8")
    with pytest.raises(LevelError) as caught:
        check_level(file)
    (problem,) = caught.value.problems
    assert problem.path == f"expect[0].{path}" and problem.message.startswith(told)


def test_the_cost_of_a_bot_is_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With it, commands offer it, the schema and the check know it, and it plays."""
    file = tmp_path / "level.json"
    file.write_text(LEVEL.replace('"bot": "expert"', '"bot": "leaning"'), encoding="utf-8")
    with pytest.raises(LevelError, match='"leaning" is unknown; known: idle, random, novice, regular, soloist, expert'):
        check_level(file)
    monkeypatch.setitem(BOTS, "leaning", Bot("leans", leaning))
    assert bot_names().endswith("expert or leaning")
    assert "leaning" in level_schema(BOTS)["$defs"]["Expect"]["properties"]["bot"]["enum"]
    assert check_level(file)[0].expect[1].bot == "leaning"
    assert make_bot("leaning", 0)(made()).lean == 1.0
