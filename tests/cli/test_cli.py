"""The commands as a user types them: what they print, how they end, and never a traceback."""

import json
import subprocess
import sys
import wave
from pathlib import Path

import pygame
import pytest

from game import app
from game.app import AppOptions
from game.bots import BOTS, make_bot
from game.lab.perform import perform
from game.level import find_level, load_level
from game.replay import Recorder
from game.replay import recording as recordings
from game.sim import World
from tests.command import Run
from tests.levels import old_level

FIELDS = {"outcome", "cause", "voices", "score", "seconds", "load_factor_min", "digest"}


def test_sim_tells_how_it_ended_and_its_replay_verifies(tmp_path: Path, run: Run) -> None:
    level = str(old_level("1"))
    record = str(tmp_path / "a.replay")
    code, played, _ = run("sim", level, "--bot", "expert", "--seed", "3", "--json", "--record", record)
    result = json.loads(played)
    assert code == 0 and set(result) >= FIELDS and result["outcome"] == "won"
    code, again, _ = run("replay", record, "--verify", "--json")
    assert code == 0
    assert json.loads(again)["digest"] == result["digest"]


def test_another_platform_is_told_and_compared_within_a_tolerance(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.replay"
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(recordings, "machine_key", lambda: "Plan9 vax")
        elsewhere.setattr(World, "digest", lambda world: "0" * 32)
        recorder = Recorder("candle", find_level("1").read_text(), 0)
        perform(load_level(find_level("1")), 0, make_bot("idle", 0), recorder=recorder, until=1.0)
        recorder.save(file)
    code, _, err = run("replay", str(file), "--verify")
    assert code == 1 and "made on another platform (Plan9 vax" in err and "--tolerance" in err
    code, out, _ = run("replay", str(file), "--verify", "--tolerance", "0.1", "--json")
    told = json.loads(out)
    assert code == 0 and told["verified"] and not told["bit_by_bit"] and "another platform" in told["because"]


def test_a_replay_s_sound_is_written_with_no_device(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    pygame.mixer.quit()
    record, level = str(tmp_path / "a.replay"), old_level("1")
    recorder = Recorder(level.stem, level.read_text(encoding="utf-8"), 3)
    perform(load_level(level), 3, make_bot("expert", 3), recorder=recorder, until=6.0)
    recorder.save(Path(record))
    code, out, err = run("replay", record, "--wav", str(tmp_path / "a.wav"), "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 48000)
        assert file.getnframes() / 48000 == pytest.approx(told["seconds"], abs=1e-3)
    assert told["seconds"] > 5.0
    code, _, err = run("replay", record, "--wav", "no/such/folder.wav")
    assert code == 1 and "cannot be written" in err


def test_preview_draws_with_no_display(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    pygame.quit()
    out = tmp_path / "p.png"
    assert run("preview", "1", str(out), "--at", "1.0", "--bot", "idle", "--size", "640x360")[0] == 0
    picture = pygame.image.load(out)
    assert picture.get_size() == (640, 360)
    assert len({tuple(picture.get_at((x, y))) for x in range(0, 640, 16) for y in range(0, 360, 16)}) > 50
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.png"]


def test_validate_names_every_error_with_its_place(tmp_path: Path, run: Run) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{\n "version": "new",\n "titel": "x"\n}')
    code, _, err = run("validate", str(bad))
    assert code == 1
    assert f"{bad}:2:13" in err and f"{bad}:3:2" in err


def test_validate_builds_what_it_reads(tmp_path: Path, run: Run) -> None:
    """A poise that no stiffness gives is an error of the level, with its place."""
    level = json.loads(Path(__file__).parents[2].joinpath("tests/levels/old/01-hairline.json").read_text())
    level["joints"][3] |= {"type": "hinge"}
    del level["joints"][3]["stiffness"]
    file = tmp_path / "loose.json"
    file.write_text(json.dumps(level, indent=1))
    code, _, err = run("validate", str(file))
    assert code == 1
    assert "poise: " in err and "free hinge" in err


def test_schema_is_one_that_the_levels_name(tmp_path: Path, run: Run) -> None:
    code, _, _ = run("schema", str(tmp_path / "s.json"))
    schema = json.loads((tmp_path / "s.json").read_text())
    assert code == 0 and "pieces" in schema["properties"]


def test_schema_describes_light_benches_too(run: Run) -> None:
    schema = json.loads(run("schema", "--light-bench")[1])
    assert "lights" in schema["properties"] and "pieces" not in schema["properties"]


@pytest.mark.parametrize("command", ["play", "sim", "preview"])
def test_help_names_every_bot(command: str, run: Run) -> None:
    _, help_text, _ = run(command, "--help")
    assert all(name in help_text for name in BOTS)


def test_help_waits_for_no_heavy_room() -> None:
    heavy = ("pygame", "numba", "numpy", "pydantic")
    script = f"import sys, game.cli; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sim", "nowhere"), "no level of the game"),
        (("sim", "\u00b9"), "no level of the game"),
        (("sim", "9" * 5000), "no level of the game"),
        (("sim", ""), "the name is empty"),
        (("sim", "1", "--bot", "ghost"), "no such bot"),
        (("sim", "1", "--seed", "-3"), "seed"),
        (("sim", "1", "--until", "soon"), "--until"),
        (("sim", "1", "--record", "/no/such/folder/x.replay"), "cannot be written"),
        (("replay", "/no/such/file", "--verify"), "cannot be read"),
        (("replay", "/no/such/file", "--json"), "--json tells of"),
        (("validate", "/no/such/folder"), "cannot be read"),
        (("preview", "1", "/no/such/folder/x.png", "--at", "0"), "no folder"),
        (("preview", "1", "x.gif", "--at", "0"), "must end in"),
        (("preview", "1", "x.png", "--size", "big"), "WIDTHxHEIGHT"),
        (("preview", "1", "x.png", "--size", "1280x72\u00b9"), "WIDTHxHEIGHT"),
        (("play", "1", "--bot", "ghost"), "no such bot"),
    ],
)
def test_misuse_is_one_message_and_a_failure(arguments: tuple[str, ...], said: str, run: Run) -> None:
    code, _, err = run(*arguments)
    assert code != 0
    assert said in err


class Window:
    """The command line's window, in this process; it closes by itself after three frames."""

    def __init__(self, run: Run, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._run = run
        monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
        short = {"frames": 3, "sound": False}
        monkeypatch.setattr(app, "AppOptions", lambda **options: AppOptions(**(options | short)))

    def play(self, *arguments: str) -> tuple[int | str | None, str]:
        """Exit code and standard error."""
        return self.show("play", *arguments)

    def show(self, *arguments: str) -> tuple[int | str | None, str]:
        """The same of any command with a window."""
        code, _, err = self._run(*arguments)
        return code, err


@pytest.fixture
def window(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Window:
    return Window(run, tmp_path, monkeypatch)


def test_a_broken_settings_file_is_told_once_kept_and_does_not_stop_the_game(tmp_path: Path, window: Window) -> None:
    folder = tmp_path / "flawsong"
    folder.mkdir()
    (folder / "settings.json").write_text("{ broken")
    (first, told), second = window.play(), window.play()
    assert first == 0 and second == (0, "")
    assert told.startswith(f"{folder / 'settings.json'}:1:3: ")
    assert told.count("settings.broken-1.json") == 1
    assert (folder / "settings.broken-1.json").read_text() == "{ broken"


def test_stress_and_full_screen_of_the_command_line_are_not_kept(tmp_path: Path, window: Window) -> None:
    assert window.play("--stress", "0.9", "--fullscreen") == (0, "")
    assert not (tmp_path / "flawsong" / "settings.json").exists()
