"""What README and docs tell to type works as it stands there, files that they name are there, and numbers are true."""

import os
import re
import shlex
import shutil
from functools import partial
from pathlib import Path

import pytest
from pydantic import BaseModel

from game.core.acts import ACTS
from game.core.paths import shipped_levels
from game.encore.families import FAMILIES
from game.encore.make import TRIES
from game.encore.run import RULES
from game.input.bindings import ALWAYS_PAUSE, DEFAULT_BINDINGS, TAKES, Action
from game.input.keys import Layout
from game.lab import perform as lab
from game.level.model import (
    BEAT_FACTORS,
    CHORD_FACTORS,
    ENCORE_SHARES,
    LEAST_FRESH,
    POINTS_A_VOICE,
    STILL_FACTORS,
    Flaw,
    Goal,
    Heartbeat,
)
from game.level.whispers.heartbeat import SPREAD
from game.scenes.attempt.comfort import SKIP_AFTER
from game.settings.sections import LEAST_TEXT, MOST_TEXT
from game.sim import constants as c
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
WORDS = {"3": "three", "5": "five", "6": "six", "10": "ten", "15": "fifteen"}
"""Numbers as texts write them."""


def word(number: float) -> str:
    """A number in a word."""
    return WORDS[f"{number:g}"]


(STILL, CALM), (ON, NEAR) = STILL_FACTORS, BEAT_FACTORS
PAIR, TRIO, FOUR = (sum(CHORD_FACTORS[:voices]) for voices in (2, 3, 4))
FADE = f"{word(10 * c.FADE_A_BAR)} tenths of what is left"
README = (
    f"There are {word(len(shipped_levels()))} numbers in {word(len(ACTS))} acts,",
    f"A voice counts {POINTS_A_VOICE}, times how still the glass was while you drew ({CALM:g} where it was calm, "
    f"{STILL:g} where it was still) and how near the beat your breath let it go ({NEAR:g} near it, {ON:g} on it).",
    f"For {word(c.FRESH_BARS)} bars after its crack opened it is fresh; then each bar takes {FADE}, down to a "
    "tenth at least.",
    f"count {PAIR:g} plain ones where they are two, {TRIO:g} where three, {FOUR:g} where four.",
    f"but not the gold, for up to {c.BREATH_S:g} s.",
    f"more and more over {word(c.YIELDS_S)} seconds,",
    f"`Encore r{RULES} 2026-12-01 seed 8F3 12 480 ***`: by rules {RULES},",
)
LABORATORY = (
    f"A sculpture of one of {word(len(FAMILIES))} families is drawn,",
    f"is drawn anew, up to {TRIES} times.",
)
ACCESSIBILITY = (
    f"from {100 * LEAST_TEXT:g} to {100 * MOST_TEXT:g} % of its size",
    f"a number after {word(SKIP_AFTER)} losses",
)
"""Sentences with numbers, as what decides them has it."""
FORMAT: tuple[tuple[type[BaseModel], str, str], ...] = (
    (
        Goal,
        "encores",
        f"a voice earns {POINTS_A_VOICE} points, times 1 to {STILL:g} for stillness, 1 to {ON:g} for the beat, 1 to "
        f"{CHORD_FACTORS[-1]:g} in a chord and 1 down to {LEAST_FRESH:g} for how long it waited; "
        f"{ENCORE_SHARES[0] * POINTS_A_VOICE:g}, {ENCORE_SHARES[1] * POINTS_A_VOICE:g} and "
        f"{ENCORE_SHARES[2] * POINTS_A_VOICE:g} a voice where null",
    ),
    (Flaw, "poise", f"comes to in the {c.YIELDS_S:g} s after it opens, if it is {c.WEAKEST_LENGTH:g} m long or more"),
)
"""What keys of a level are said to be, likewise."""


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


def in_a_line(name: str) -> str:
    """A document's text without the ends of its lines."""
    return " ".join((ROOT / name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("doc", "sentences"),
    [("README.md", README), ("docs/laboratory.md", LABORATORY), ("docs/accessibility.md", ACCESSIBILITY)],
)
def test_the_numbers_that_are_told_are_the_game_s(doc: str, sentences: tuple[str, ...]) -> None:
    """What a voice counts was told as it had been two changes before."""
    text = in_a_line(doc)
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_what_keys_of_a_level_are_said_to_be_has_the_game_s_numbers() -> None:
    for model, key, words in FORMAT:
        assert words in str(model.model_fields[key].description)
    assert f"{SPREAD:.0%}".replace("%", " %") in str(Heartbeat.__doc__)
    assert c.WEAKENING == 0.25 and "a quarter less" in str(Flaw.model_fields["poise"].description)
    assert LEAST_FRESH == 0.1, "a tenth, as the README says"


def test_the_readme_s_keys_are_those_that_are_bound() -> None:
    label, keys = Layout().label, DEFAULT_BINDINGS.keys

    def pair(one: Action, other: Action, way: int = 0) -> str:
        return f"{label(keys[one][way])} / {label(keys[other][way])}"

    leans, turns = (Action.LEAN_LEFT, Action.LEAN_RIGHT), (Action.TURN_LEFT, Action.TURN_RIGHT)
    first, last, fine, breath, photograph = (
        label(keys[action][0]) for action in (TAKES[0], TAKES[-1], Action.FINE, Action.BREATH, Action.PHOTOGRAPH)
    )
    told = (
        f"| **Steady** the plinth | {pair(*leans)} or {pair(*leans, way=1)} |",
        f"| **Aim** the held mirror | mouse; or {pair(*turns)}, {pair(*turns, way=2)} to turn it |",
        f"| **Slide** it along its rail | wheel, or {pair(Action.SLIDE_BACK, Action.SLIDE_FORTH)} |",
        f"| **Take up** another mirror | {label(keys[Action.TAKE_NEXT][0])}, {first}-{last}, or click it |",
        f"| **Breath**: slow time for a moment | {breath} |",
        f"| aim finely | hold {fine} |",
        f"| again / pause | {label(keys[Action.AGAIN][0])} / {label(ALWAYS_PAUSE[0])} |",
        f"| full screen / show stress, then names | F11 / {label(keys[Action.OVERLAY][0])} |",
        f"| photograph | {photograph} |",
    )
    text = in_a_line("README.md")
    assert [row for row in told if row not in text] == []
