"""`flawsong validate`: errors and warnings as compilers tell them, or as JSON."""

import gc
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import Run
from tests.unit.lab.test_warnings import TEXT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a level that works."""
    (tmp_path / "level.json").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_level_that_works_is_fine(run: Run) -> None:
    assert run("validate", "level.json", "--strict") == (0, "1 file fine\n", "")


def test_an_error_shows_its_line_with_a_mark_under_what_is_meant(here: Path, run: Run) -> None:
    (here / "level.json").write_text(TEXT.replace('"brass"', '"bras"'))
    code, out, err = run("validate", "level.json")
    assert (code, out) == (1, "1 error\n")
    head, place, _, line, mark, *_ = err.split("\n")
    assert head == 'error: pieces[0].material: "bras" is unknown; did you mean "brass"?'
    assert place == "  --> level.json:11:32" and line.startswith('11 | {"id": "foot", "material": "bras", ')
    assert [letter for letter, under in zip(line, mark.ljust(len(line)), strict=True) if under == "^"] == list('"bras"')


def test_a_warning_is_told_and_no_failure_unless_strict(here: Path, run: Run) -> None:
    (here / "level.json").write_text(TEXT.replace("66", "90"))
    code, out, err = run("validate", "level.json")
    assert (code, out) == (0, "1 warning; 1 file fine\n") and err.startswith("warning: music.bpm: its own sway")
    code, out, err = run("validate", "level.json", "--strict")
    assert (code, out) == (1, "1 error\n") and err.startswith("error: music.bpm: its own sway")


def test_what_is_no_plain_json_is_told_where_it_is_strict(here: Path, run: Run) -> None:
    (here / "level.json").write_text("// a level\n" + TEXT.replace('"version"', '"//": "a note", "version"'))
    assert run("validate", "level.json", "--quick")[:2] == (0, "1 file fine\n")
    code, _, err = run("validate", "level.json", "--quick", "--strict")
    assert code == 1 and "level.json:1:1" in err and "level.json:4:3" in err and err.count("error: ") == 2


def test_json_tells_the_same_to_programs(here: Path, run: Run) -> None:
    (here / "bad.json").write_text('{"version": "new"}')
    code, out, err = run("validate", ".", "--quick", "--json")
    bad, good = json.loads(out)["files"]
    assert code == 1 and err == ""
    assert good == {"file": "level.json", "errors": [], "warnings": []}
    (problem,) = [each for each in bad["errors"] if each["path"] == "version"]
    assert (problem["line"], problem["column"], problem["width"]) == (1, 13, 5)
    assert problem["message"].startswith('is "new", must be 1')


@pytest.mark.parametrize(
    "text", ["{", "", '\ufeff{\r\n\t"a": \u4e16\u754c}', '{"a": "' + "x" * 500 + '" 1}', "[[[[", "\0"]
)
def test_whatever_is_in_a_file_is_shown_in_lines_that_fit(text: str, here: Path, run: Run) -> None:
    (here / "level.json").write_text(text, encoding="utf-8")
    code, out, err = run("validate", "level.json")
    assert code == 1 and "error" in out
    assert all(len(line) < 250 for line in err.split("\n")) and "\0" not in err


def test_a_look_at_a_file_waits_for_no_compiled_kernels(here: Path) -> None:
    """That is what takes the time: an error, or --quick, needs none of them."""
    (here / "bad.json").write_text(TEXT.replace('"brass"', '"bras"'))
    script = (
        "import sys; from game.cli import main\n"
        "for arguments in (['level.json', '--quick'], ['bad.json']):\n"
        "    sys.argv = ['flawsong', 'validate', *arguments]\n"
        "    try: main()\n"
        "    except SystemExit: pass\n"
        "print([name for name in ('numba', 'pymunk', 'pygame') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert ended.stdout == "1 file fine\n1 error\n[]\n", ended.stderr


def test_mistakes_are_told_where_docstrings_are_stripped(here: Path) -> None:
    (here / "level.json").write_text(TEXT.replace('"brass"', "7"))
    command = [sys.executable, "-OO", "-m", "game", "validate", "--quick", "level.json"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "pieces[0].material: is 7, must be one of: crown_glass" in told.stderr


@pytest.mark.parametrize("strict", [True, False])
def test_of_thousands_of_mistakes_a_hundred_are_told_and_the_rest_counted(strict: bool, here: Path, run: Run) -> None:
    """On one line, as programs write them: that line is not gone through for each."""
    text = "/**/" * 200_000 + TEXT if strict else json.dumps(json.loads(TEXT) | {"pieces": [None] * 30_000})
    (here / "level.json").write_text(text)
    began = time.process_time()
    code, out, err = run("validate", "level.json", "--quick", *(["--strict"] if strict else []))
    assert code == 1 and err.count("-->") == 100
    (count,) = re.findall(r"\.\.\. and (\d+) errors more in level\.json", err)
    assert int(count) > 300 and out == f"{int(count) + 100} errors\n"
    assert time.process_time() - began < 5.0
    told = json.loads(run("validate", "level.json", "--quick", "--json", *(["--strict"] if strict else []))[1])
    assert len(told["files"][0]["errors"]) == 100 and told["files"][0]["more"] == int(count)


def test_garbage_is_looked_for_as_before_when_it_has_ended(here: Path, run: Run) -> None:
    before = gc.get_threshold()
    (here / "bad.json").write_text("{")
    assert run("validate", ".", "--quick")[0] == 1
    assert gc.get_threshold() == before
