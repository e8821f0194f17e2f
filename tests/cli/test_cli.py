"""The commands as a user types them: what they print, how they end, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

FIELDS = {"outcome", "cause", "voices", "score", "seconds", "load_factor_min", "digest"}


def flawsong(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    run = subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
        timeout=120,
    )
    assert "Traceback" not in run.stderr + run.stdout
    return run


def test_sim_tells_how_it_ended_and_its_replay_verifies(tmp_path: Path) -> None:
    run = flawsong("sim", "1", "--bot", "expert", "--seed", "3", "--json", "--record", "a.replay", cwd=tmp_path)
    result = json.loads(run.stdout)
    assert run.returncode == 0 and set(result) >= FIELDS and result["outcome"] == "won"
    again = flawsong("replay", "a.replay", "--verify", "--json", cwd=tmp_path)
    assert again.returncode == 0
    assert json.loads(again.stdout)["digest"] == result["digest"]


def test_preview_draws_with_no_display(tmp_path: Path) -> None:
    out = tmp_path / "p.png"
    assert flawsong("preview", "1", str(out), "--at", "1.0", "--bot", "idle", "--size", "640x360").returncode == 0
    picture = pygame.image.load(out)
    assert picture.get_size() == (640, 360)
    assert len({tuple(picture.get_at((x, y))) for x in range(0, 640, 16) for y in range(0, 360, 16)}) > 50
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.png"]


def test_validate_names_every_error_with_its_place(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{\n "version": 2,\n "titel": "x"\n}')
    run = flawsong("validate", str(bad))
    assert run.returncode == 1
    assert f"{bad}:2:13: version: " in run.stderr and f"{bad}:3:2: titel: " in run.stderr


def test_validate_builds_what_it_reads(tmp_path: Path) -> None:
    """A poise that no stiffness gives is an error of the level, with its place."""
    level = json.loads(Path(__file__).parents[2].joinpath("levels/01-hairline.json").read_text())
    level["joints"][3] |= {"type": "hinge"}
    del level["joints"][3]["stiffness"]
    file = tmp_path / "loose.json"
    file.write_text(json.dumps(level, indent=1))
    run = flawsong("validate", str(file))
    assert run.returncode == 1
    assert "poise: " in run.stderr and "free hinge" in run.stderr


def test_schema_is_one_that_the_levels_name(tmp_path: Path) -> None:
    run = flawsong("schema", "s.json", cwd=tmp_path)
    schema = json.loads((tmp_path / "s.json").read_text())
    assert run.returncode == 0 and "pieces" in schema["properties"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sim", "nowhere"), "no level of the game"),
        (("sim", "1", "--bot", "ghost"), "no such bot"),
        (("sim", "1", "--seed", "-3"), "seed"),
        (("sim", "1", "--until", "soon"), "--until"),
        (("sim", "1", "--record", "/no/such/folder/x.replay"), "cannot be written"),
        (("replay", "/no/such/file", "--verify"), "cannot be read"),
        (("validate", "/no/such/folder"), "cannot be read"),
        (("preview", "1", "/no/such/folder/x.png", "--at", "0"), "no folder"),
        (("preview", "1", "x.gif", "--at", "0"), "must end in"),
        (("preview", "1", "x.png", "--size", "big"), "WIDTHxHEIGHT"),
        (("play", "1", "--bot", "ghost"), "no such bot"),
    ],
)
def test_misuse_is_one_message_and_a_failure(arguments: tuple[str, ...], said: str) -> None:
    run = flawsong(*arguments)
    assert run.returncode != 0
    assert said in run.stderr
