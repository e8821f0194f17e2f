"""What README and docs tell to type works as it stands there, and the files that they name are there."""

import os
import re
import shlex
import shutil
from functools import partial
from pathlib import Path

import pytest

from game.lab import perform as lab
from tests.cli.test_cli import Window
from tests.command import Run

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TOO_DEAR = ("bench", "prove", "soak")
"""Commands that take minutes."""
SHORTER = {"0:8": "0:0.2", "0,2,6": "0,1", "0:200": "0:1"}
"""What differs only in how long it takes..."""
SHORTENED = {"preview": ("--size", "320x180"), "validate": ("--quick",), "sweep": ("--set", "goal.within=20")}
"""...options that some commands are given besides, for the same reason..."""
PLAYED_S = 4.0
"""...and stage time after which a performance is cut off."""
NAMED = re.compile(r"`((?:game|tests|docs|assets|levels|\.ci)/[\w./-]*|requirements-dev\.lock)`")
"""A file or a folder of the checkout."""


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code in a Markdown text."""
    return [block for name, block in re.findall(r"^ *```(\w+)\n(.*?)^ *```", text, re.M | re.S) if name == language]


def commands(doc: Path) -> list[list[str]]:
    """Every line of a document's shell blocks that is a command of ours, as arguments."""
    lines = [line for block in blocks(doc.read_text(encoding="utf-8"), "sh") for line in block.splitlines()]
    found = [shlex.split(line, comments=True) for line in lines]
    found = [[SHORTER.get(word, word) for word in words] for words in found]
    ours = [words[1:] for words in found if words[:1] == ["flawsong"] and words[1] not in TOO_DEAR]
    return [[*words, *SHORTENED.get(words[0], ())] for words in ours]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that a reader is told to have."""
    shutil.copytree(ROOT / "levels", tmp_path / "levels")
    shutil.copy(ROOT / "tests/optics/prism.json", tmp_path / "bench.json")
    return tmp_path


@pytest.mark.parametrize("doc", [doc for doc in DOCS if commands(doc)], ids=lambda doc: doc.stem)
def test_the_commands_run_as_they_stand(doc: Path, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(lab, "perform", partial(lab.perform, until=PLAYED_S))
    for arguments in commands(doc):
        if arguments[0] in ("play", "watch"):
            with monkeypatch.context() as patch:
                code, err = Window(run, folder / "settings", patch).show(*arguments)
        else:
            code, _, err = run(*arguments)
        assert code == 0, (arguments, err)


def test_the_laboratory_s_lines_of_python_run(capsys: pytest.CaptureFixture[str]) -> None:
    scope: dict[str, object] = {}  # a reader types them one after the other
    for block in blocks((ROOT / "docs/laboratory.md").read_text(encoding="utf-8"), "python"):
        exec(compile(block, "laboratory.md", "exec"), scope)
    assert "Interval(share=0.0" in capsys.readouterr().out


def test_the_readme_s_lines_of_python_run(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = blocks((ROOT / "README.md").read_text(encoding="utf-8"), "python")
    exec(compile(block, "README.md", "exec"), {})
    outcome, _, digest = capsys.readouterr().out.split()
    assert outcome in ("won", "lost") and len(digest) == 32


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.stem)
def test_the_files_that_are_named_are_there(doc: Path) -> None:
    text = doc.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if ":" not in target]
    paths = [ROOT / name for name in NAMED.findall(text)] + [doc.parent / target for target in targets]
    assert paths
    assert [str(path) for path in paths if not path.exists()] == []


def test_scripts_that_are_named_can_be_run() -> None:
    assert all(os.access(ROOT / ".ci" / name, os.X_OK) for name in ("run", "lock", "release"))
