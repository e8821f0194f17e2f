"""Level files: what is right loads, and nothing that a file can hold does worse than a LevelError."""

import copy
import json
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.json_source import JsonPath
from game.core.paths import shipped_levels
from game.level import Level, LevelError, load_level, parse_level
from game.level.load import MAX_BYTES
from tests.unit.level.sample_level import VALID


def test_a_right_level_loads_with_its_defaults() -> None:
    level = parse_level(VALID)
    assert isinstance(level, Level)
    assert [piece.id for piece in level.pieces] == ["foot", "heart", "swirl", "crown"]
    assert level.lights[0].source == (-1.6, 3.6)
    assert level.schema_ == "flawsong.schema.json"
    assert level.pieces[0].thickness == 0.04
    assert parse_level("\ufeff" + VALID.replace("\n", "\r\n")) == level


def test_a_level_survives_being_written_and_read() -> None:
    level = parse_level(VALID)
    assert parse_level(level.model_dump_json(by_alias=True)) == level


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (VALID.replace("Sample", "Sämple").encode("latin-1"), 4, 14, "byte 0xe4 is not UTF-8"),
        ("é\nü ".encode() + b"\xff", 2, 3, "byte 0xff is not UTF-8"),
        (VALID.encode("utf-16"), 0, 0, "UTF-16"),
        (VALID.encode("utf-16-le"), 0, 0, "UTF-16"),
        (VALID.encode("utf-16-be"), 0, 0, "UTF-16"),
        (VALID.encode("utf-32"), 0, 0, "UTF-32"),
        (VALID.encode("utf-32-be"), 0, 0, "UTF-32"),
        (b" " * (MAX_BYTES + 1), 0, 0, "larger than 2 MB"),
        (b"", 1, 1, "the file is empty"),
        (b"[]", 1, 1, "is a list of 0, must be an object"),
        (b'"level"', 1, 1, 'is "level", must be an object'),
    ],
)
def test_files_that_are_no_levels_are_told_in_one_line(
    tmp_path: Path, content: bytes, line: int, column: int, message: str
) -> None:
    file = tmp_path / "level.json"
    file.write_bytes(content)
    with pytest.raises(LevelError) as caught:
        load_level(file)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert str(caught.value).startswith(f"{file}:{line}:{column}: " if line else f"{file}: ")


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.json", "No such file"), (tmp_path, "not a file")):
        with pytest.raises(LevelError, match=reason) as caught:
            load_level(path)
        assert str(caught.value).startswith(f"{path}: cannot be read: ")
    with pytest.raises(LevelError, match="null"):
        load_level("a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(LevelError, match="not a file"):
        load_level(tmp_path / "pipe.json")


def test_a_file_loads_as_its_text_does(tmp_path: Path) -> None:
    file = tmp_path / "level.json"
    file.write_text(VALID, encoding="utf-8")
    assert load_level(file) == load_level(str(file)) == parse_level(VALID)


@pytest.mark.parametrize("file", shipped_levels(), ids=lambda file: file.stem)
def test_every_level_that_comes_with_the_game_loads(file: Path) -> None:
    load_level(file)


@given(st.text(max_size=60) | st.text('{}[]",:019eE+-. \ntruefalsn', max_size=60))
def test_any_text_is_a_level_or_a_level_error(text: str) -> None:
    with pytest.raises(LevelError):
        parse_level(text)


def paths(value: object, path: JsonPath = ()) -> Iterator[JsonPath]:
    """Every path in a value, the whole included."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from paths(inner, (*path, key))


NUMBERS = [0, -1, 1e-9, 0.3, 19.9, 1e300, 10**400, float("nan"), float("inf")]
TEXTS = ["", "foot", "heart", "\ud800", "\0"]
LISTS = [[], [0, 0], [[0, 0], [0, 0]], ["foot", "foot"], [[]] * 70]
OBJECTS = [{}, {"type": "box"}, {"type": "arc", "radius": 1}]
ODD = st.sampled_from([None, True, *NUMBERS, *TEXTS, *LISTS, *OBJECTS]).map(copy.deepcopy)


@given(st.data())
def test_a_level_with_odd_values_is_a_level_or_a_level_error(data: st.DataObject) -> None:
    level = json.loads(VALID)
    for _ in range(data.draw(st.integers(1, 4))):
        way: list[Any]
        last: Any
        *way, last = data.draw(st.sampled_from([path for path in paths(level) if path]))
        target: Any = level
        for part in way:
            target = target[part]
        match data.draw(st.sampled_from(["replace", "delete", "repeat", "add"])):
            case "delete":
                del target[last]
            case "repeat" if isinstance(target, list):
                target.append(copy.deepcopy(target[last]))
            case "add" if isinstance(target, dict):
                target[data.draw(st.text(max_size=4))] = data.draw(ODD)
            case _:
                target[last] = data.draw(ODD)
    check(json.dumps(level))


@given(st.integers(0, len(VALID)), st.integers(0, 30), st.text(max_size=3) | st.sampled_from('{}[]",:09-.e'))
def test_a_level_with_its_text_cut_or_blotted_is_a_level_or_a_level_error(start: int, length: int, blot: str) -> None:
    check(VALID[:start] + blot + VALID[start + length :])


def check(text: str) -> None:
    """It parses, or every problem has a place in it and can be printed."""
    try:
        parse_level(text)
    except LevelError as error:
        assert error.problems
        for problem in error.problems:
            assert 1 <= problem.line <= len(text.splitlines()) + 1
            assert problem.column >= 1
        str(error).encode("utf-8")


def test_an_error_says_the_same_in_another_process(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"version": 1, "bad": 2}', encoding="utf-8")
    with pytest.raises(LevelError) as caught:
        load_level(tmp_path / "a.json")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.text) == (str(caught.value), caught.value.text)
    assert again.text
