"""Positions in JSON text: whatever the style it is written in, a path leads to where its value starts."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.json_source import MAX_DEPTH, MAX_VALUES, Document, JsonPath, path_text

KEYS = st.text(max_size=6).filter(lambda key: not key.startswith("//")) | st.sampled_from(
    ["id", "a b", '"', "\\", "é", "😀", "$schema"]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)
SPACES = st.text(" \t\n\r", max_size=3)


class Writer:
    """Writes a value in a random style, and notes where each value and key begins."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.text = ""
        self.values: dict[JsonPath, int] = {}
        self.keys: dict[JsonPath, int] = {}

    def space(self) -> None:
        self.text += self.data.draw(SPACES)

    def scalar(self, value: object) -> None:
        self.text += json.dumps(value, ensure_ascii=self.data.draw(st.booleans()))

    def write(self, value: object, path: JsonPath = ()) -> None:
        self.space()
        self.values[path] = len(self.text)
        match value:
            case dict():
                self.entries("{}", [((*path, key), inner) for key, inner in value.items()])
            case list():
                self.entries("[]", [((*path, i), inner) for i, inner in enumerate(value)])
            case _:
                self.scalar(value)
        self.space()

    def entries(self, brackets: str, entries: Sequence[tuple[JsonPath, object]]) -> None:
        self.text += brackets[0]
        self.space()
        for number, (path, value) in enumerate(entries):
            self.text += "," * (number > 0)
            if brackets == "{}":
                self.space()
                self.keys[path] = len(self.text)
                self.scalar(path[-1])
                self.space()
                self.text += ":"
            self.write(value, path)
        self.text += brackets[1]


def line_column(text: str, offset: int) -> tuple[int, int]:
    """By the definition: lines end at CR LF, CR or LF."""
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


def tuples(value: object) -> object:
    """A value with tuples for its lists."""
    match value:
        case dict():
            return {key: tuples(inner) for key, inner in value.items()}
        case list():
            return tuple(tuples(inner) for inner in value)
        case _:
            return value


@given(VALUES, st.data())
def test_every_value_and_key_is_found_where_it_starts(value: object, data: st.DataObject) -> None:
    writer = Writer(data)
    writer.write(value)
    document = Document(writer.text, "x")
    assert not document.problems
    assert document.data == tuples(value)
    for path, offset in writer.values.items():
        assert document.position(path) == line_column(writer.text, offset)
    for path, offset in writer.keys.items():
        assert document.position(path, on_key=True) == line_column(writer.text, offset)


@given(VALUES)
def test_reads_what_the_standard_library_reads(value: object) -> None:
    text = json.dumps(value)
    assert Document(text, "x").data == tuples(json.loads(text))


def test_a_missing_key_is_placed_at_the_object_that_lacks_it() -> None:
    document = Document('{"a":\n  [1, {"b": 2}]}', "x")
    assert document.position(("a", 1, "c")) == (2, 7)
    assert document.position(("a", 1, "b", "deeper")) == (2, 13)
    assert document.position(("a", 5)) == (2, 3)


def test_a_byte_order_mark_takes_no_column() -> None:
    assert Document('\ufeff{"a": 1}', "x").position(("a",)) == (1, 7)


def test_all_duplicate_keys_are_told_where_they_stand() -> None:
    document = Document('{"a": 1, "a": 2,\n "b": {"c": 0, "c": 0}, "a": 3}', "f.json")
    assert [str(problem) for problem in document.problems] == [
        'f.json:1:10: a: key "a" is given twice; keep one of them',
        'f.json:2:16: b.c: key "c" is given twice; keep one of them',
        'f.json:2:25: a: key "a" is given twice; keep one of them',
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "empty"),
        (" \n\t", 2, 2, "empty"),
        ('{"a": 1,,}', 1, 9, "key in double quotes"),
        ("[1,,]", 1, 4, "a value"),
        ("[1, 2\n 3]", 2, 2, "expected ',' or ']', found \"3\""),
        ('{"a" 1}', 1, 6, "':'"),
        ("{a: 1}", 1, 2, "key in double quotes"),
        ("{", 1, 2, "end of the file"),
        ('{"a": }', 1, 7, "expected a value"),
        ('{"a": True}', 1, 7, 'found "True"'),
        ('{"a": .5}', 1, 7, 'found ".5"'),
        ('{"a": "b}', 1, 7, "never closed"),
        ('{"a": "b\n"}', 1, 9, "line break"),
        ('{"a": "\\q"}', 1, 8, "escape"),
        ('{"a": "\\u12"}', 1, 9, "hexadecimal"),
        ("{} {}", 1, 4, "expected the end"),
        ("{ # why\n}", 1, 3, "comments begin with //"),
        ("{ /* why }", 1, 3, "ends with */"),
        ("[" * 100_000, 1, MAX_DEPTH + 2, "nested too deep"),
        (" [\n" + "1," * MAX_VALUES, 1, 2, f"too long: {MAX_VALUES - 1} entries and more"),
        ('{"b": [[1, 2]], "a":\n [' + "[[], 1]," * MAX_VALUES, 2, 2, "too long: 166"),
        ('{"a":' * 100_000, 1, 5 * (MAX_DEPTH + 1) + 1, "nested too deep"),
    ],
)
def test_syntax_errors_have_a_place_and_a_remedy(text: str, line: int, column: int, message: str) -> None:
    document = Document(text, "x")
    assert document.broken
    (problem,) = document.problems
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message


LAX = """{ // why
  "//": {"of": [1, 2]}, "a": [1, /* two
  lines */ 2,],
  "// b": "of b", "// b": 0,
}  // end"""


def test_comments_last_commas_and_notes_are_read_past_and_told() -> None:
    document = Document(LAX, "x")
    assert document.data == {"a": (1, 2)} and not document.problems
    assert [
        (problem.line, problem.column, problem.message.split(", ")[0].split(" before")[0]) for problem in document.lax
    ] == [
        (1, 3, "a comment"),
        (2, 3, "a note"),
        (2, 34, "a comment"),
        (3, 13, "','"),
        (4, 3, "a note"),
        (4, 19, "a note"),
        (4, 28, "','"),
        (5, 4, "a comment"),
    ]


def test_a_problem_is_as_wide_as_what_it_is_about() -> None:
    document = Document('{"long key" : [12,\n 3], "b": "text"}', "x")
    assert document.problem(("b",), "").width == len('"text"')
    assert document.problem(("long key",), "", on_key=True).width == len('"long key"')
    assert document.problem(("long key",), "").width == len("[12,")
    assert document.problem(("long key", 0), "").width == 2
    assert document.problem(("missing",), "").width == 1


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 400, "9" * 9000])
def test_numbers_that_no_level_can_use_are_told(number: str) -> None:
    document = Document(f'{{"a": [1,\n {number}]}}', "x")
    (problem,) = document.problems
    assert (problem.line, problem.column, problem.path) == (2, 2, "a[1]")
    assert "finite" in problem.message


def test_long_but_usable_numbers_are_read() -> None:
    digits = "1" * 300
    assert Document(f"[{digits}, 0.{digits}]", "x").data == (int(digits), float(f"0.{digits}"))


def test_half_a_surrogate_pair_is_told_and_never_reaches_a_terminal() -> None:
    document = Document('{"a": "\\ud800"}', "x")
    (problem,) = document.problems
    assert (problem.line, problem.column, problem.path) == (1, 7, "a")
    str(problem).encode("utf-8")


def test_paths_read_as_people_write_them() -> None:
    assert path_text(("pieces", 2, "shape", "size", 0)) == "pieces[2].shape.size[0]"
    assert path_text(("$schema",)) == "$schema"
    assert path_text(("a", "odd key\n", 3)) == 'a["odd key\\n"][3]'
    assert path_text(()) == ""


@given(st.text(max_size=30) | st.text('{}[]",:0123456789eE+-.\\u \ntrueflsn', max_size=40))
def test_any_text_is_either_data_or_told_with_a_place(text: str) -> None:
    document = Document(text, "x")
    assert document.problems or not document.broken
    lines = len(text.splitlines()) + 1
    for problem in document.problems:
        assert 1 <= problem.line <= lines
        assert 1 <= problem.column <= len(text) + 1
        str(problem).encode("utf-8")
