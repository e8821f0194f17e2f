"""Values set in levels by JSON paths."""

import pytest

from game.lab.sweep.settings import SettingError, parse_setting, varied, with_value
from game.level import parse_level
from tests.unit.level.sample_level import VALID

TEXT = """{
  // as it was drawn
  "poise": 1.3,
  "flaws": [{"at": [0.1, 0.2], "opens": {"bar": 2}}],
  "lean": {},
}
"""


@pytest.mark.parametrize(
    ("setting", "name", "values"),
    [
        ("poise=1", "poise", (1,)),
        ("flaws[0].poise=.8,0.84,1", "flaws[0].poise", (0.8, 0.84, 1)),
        ("goal.encores=[300,600,840],[1,2,3]", "goal.encores", ([300, 600, 840], [1, 2, 3])),
        ("music.key=A, F#", "music.key", ("A", "F#")),
        ("pieces[2].at[1]=null,true", "pieces[2].at[1]", (None, True)),
        ("poise=" + "[" * 100_000, "poise", ("[" * 100_000,)),
    ],
)
def test_settings_are_read(setting: str, name: str, values: tuple[object, ...]) -> None:
    read = parse_setting(setting)
    assert (read.name, read.values) == (name, values)


@pytest.mark.parametrize("text", ["poise", "=1", "poise=", "a..b=1", "[0]=1", "a[x]=1", "a b=1", "a[0=1"])
def test_what_is_no_setting_is_told(text: str) -> None:
    with pytest.raises(SettingError, match=r"want PATH=VALUE,VALUE, such as flaws\[0\]\.poise=0\.8,0\.84"):
        parse_setting(text)


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (("poise",), 2, '"poise": 1.3', '"poise": 2'),
        (("flaws", 0, "at", 1), -0.5, "[0.1, 0.2]", "[0.1, -0.5]"),
        (("flaws", 0, "opens"), 3.0, '{"bar": 2}', "3.0"),
        (("flaws", 0, "poise"), 0.9, '[{"at"', '[{"poise": 0.9, "at"'),
        (("lean", "limit"), 3, "{}", '{"limit": 3}'),
        (("goal", "within"), 9, "{\n  //", '{"goal": {"within": 9}, \n  //'),
    ],
)
def test_only_what_is_set_changes(path: tuple[str | int, ...], value: object, before: str, after: str) -> None:
    assert TEXT.count(before) == 1
    assert with_value(TEXT, "x", path, value) == TEXT.replace(before, after)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (("flaws", 1, "poise"), r"flaws\[1\]\.poise: no such place in x: flaws has 1 entry"),
        (("flaws", "wax"), "flaws.wax: no such place in x: flaws has 1 entry"),
        (("poise", "of"), "poise.of: no such place in x: poise is 1.3"),
        (("lean", 0), r"lean\[0\]: no such place in x: lean is an object"),
        (("goal", "encores", 0), r"goal\.encores\[0\]: no such place in x: it has no goal"),
    ],
)
def test_a_place_that_is_none_is_told(path: tuple[str | int, ...], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        with_value(TEXT, "x", path, 1)


def test_all_combinations_are_tried_the_last_setting_fastest() -> None:
    settings = parse_setting("poise=1.1,1.2"), parse_setting("lean.limit=2,3")
    tried = list(varied(VALID, "x", settings))
    assert [values for values, _ in tried] == [(1.1, 2), (1.1, 3), (1.2, 2), (1.2, 3)]
    levels = [parse_level(text) for _, text in tried]
    assert [(level.poise, level.lean.limit) for level in levels] == [(1.1, 2), (1.1, 3), (1.2, 2), (1.2, 3)]
    many = parse_setting(f"poise={','.join(['1'] * 1001)}")
    with pytest.raises(SettingError, match="1001 combinations of values; at most 1000"):
        list(varied(VALID, "x", (many,)))
    with pytest.raises(SettingError, match=r"lean\.limit: is set 2 times"):
        list(varied(VALID, "x", (settings[1], settings[1])))
