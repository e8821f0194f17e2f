"""Commands and the file system: whatever a name leads to, one message or none, and never a lost file."""

import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import game
from game.cli import main
from game.lab import perform as lab
from game.lab.perform import perform
from game.level import find_level
from game.replay import first_difference, load_recording
from tests.command import Run
from tests.scenes.rig import LEVEL_TEXT

BENCH = json.dumps(
    {
        "version": 1,
        "title": "Свет",
        "lights": [{"id": "key", "from": [-1, 1], "toward": [0, 1]}],
        "optics": [{"type": "detector", "id": "end", "ends": [[1, 0.8], [1, 1.2]]}],
    }
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a light bench and a level."""
    (tmp_path / "bench.json").write_text(BENCH, encoding="utf-8")
    (tmp_path / "level.json").write_text(LEVEL_TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def process(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "game", *arguments], stderr=subprocess.PIPE, text=True, encoding="utf-8", **options
    )


WRITERS = {
    "trace": ("trace", "bench.json", "--csv"),
    "schema": ("schema",),
    "sim": ("sim", "level.json", "--bot", "idle", "--record"),
    "preview": ("preview", "bench.json", "--at", "0", "--size", "160x90"),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    "out", ["folder.png", "none/x.png", f"{'n' * 300}.png", "circle.png", "bench.json/x.png", "null\udcff/x.png"]
)
def test_what_cannot_be_written_is_one_message(writer: str, out: str, here: Path, run: Run) -> None:
    (here / "folder.png").mkdir()
    (here / "circle.png").symlink_to("circle.png")
    names = names_in(here)
    code, _, err = run(*WRITERS[writer], out)
    assert code == 1 and err.count("\n") == 1 and "cannot be written" in err
    assert names_in(here) == names


@pytest.mark.parametrize("writer", WRITERS)
def test_every_command_writes_through_links_and_leaves_no_draft(writer: str, here: Path, run: Run) -> None:
    (here / "target.png").write_bytes(b"old")
    (here / "target.png").chmod(0o640)
    (here / "link.png").symlink_to("target.png")
    names = names_in(here)
    assert run(*WRITERS[writer], "link.png")[0] == 0
    assert (here / "link.png").is_symlink() and names_in(here) == names
    assert len((here / "target.png").read_bytes()) > 100
    assert (here / "target.png").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("writer", WRITERS)
def test_every_command_writes_to_a_device(writer: str, here: Path, run: Run) -> None:
    device = here / "null.png"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        device.write_bytes(b"x")
    except OSError:
        pytest.skip("devices cannot be made here")
    assert run(*WRITERS[writer], str(device))[0] == 0
    assert stat.S_ISCHR(device.stat().st_mode)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_full_disk_is_an_error_and_no_file_is_lost(writer: str, here: Path, run: Run) -> None:
    disk = here / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)], check=False)
    if mounted.returncode != 0:
        pytest.skip("no disk can be made here")
    try:
        (disk / "out.png").write_bytes(b"old")
        with pytest.raises(OSError):
            (disk / "rest").write_bytes(b"x" * 100_000)
        code, _, err = run(*WRITERS[writer], str(disk / "out.png"))
        assert code == 1 and "No space left" in err
        assert (disk / "out.png").read_bytes() == b"old"
        assert names_in(disk) == ["out.png", "rest"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("trace", "bench.json", "--csv", "bench.json"),
        ("trace", "bench.json", "--csv", "also.json"),
        ("sim", "level.json", "--record", "./level.json"),
        ("replay", "a.replay", "--wav", "a.replay"),
        ("replay", "a.replay", "--wav", "new.gif", "--film", "new.gif"),
    ],
)
def test_what_is_read_is_not_written_over(arguments: tuple[str, ...], here: Path, run: Run) -> None:
    assert run("sim", "level.json", "--bot", "idle", "--record", "a.replay")[0] == 0
    (here / "also.json").symlink_to("bench.json")
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    code, _, err = run(*arguments)
    assert code == 1 and "choose another name" in err
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


OVER_A_LEVEL = (
    ("trace", "bench.json", "--csv", "mine.json"),
    ("schema", "mine.json"),
    ("sim", "level.json", "--bot", "idle", "--record", "mine.json"),
    ("replay", "a.replay", "--wav", "mine.json"),
    ("encore", "--seed", "1", "--out", "mine.json"),
    ("prove", "level.json", "--seeds", "0:1", "--keep", "mine.json"),
    ("soak", "--hours", "0.001", "--state", "mine.json"),
    ("new", "mine.json"),
)


@pytest.mark.parametrize("arguments", OVER_A_LEVEL, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("there", [LEVEL_TEXT, BENCH, LEVEL_TEXT[:-20]], ids=["level", "bench", "half written"])
def test_no_command_writes_over_a_level(arguments: tuple[str, ...], there: str, here: Path, run: Run) -> None:
    if "a.replay" in arguments:
        assert run("sim", "level.json", "--bot", "idle", "--record", "a.replay")[0] == 0
    (here / "mine.json").write_text(there, encoding="utf-8")
    code, _, err = run(*arguments)
    assert code == 1 and "mine.json: " in err and "choose another name" in err and err.count("\n") == 1
    assert (here / "mine.json").read_text(encoding="utf-8") == there


@pytest.mark.parametrize("there", ["", "{}", '{"$defs": {}, "properties": {"pieces": [1]}}', '{"pieces": 3}'])
def test_what_is_no_level_is_written_over(there: str, here: Path, run: Run) -> None:
    (here / "old.json").write_text(there)
    assert run("schema", "old.json")[0] == 0 and run("schema", "old.json")[0] == 0
    assert "$defs" in (here / "old.json").read_text()


@pytest.mark.parametrize("name", ["sound.mp3", "level.txt", "sound.wav.bak"])
def test_sound_is_written_under_its_own_ending(name: str, here: Path, run: Run) -> None:
    assert run("sim", "level.json", "--bot", "idle", "--record", "a.replay")[0] == 0
    code, _, err = run("replay", "a.replay", "--wav", name)
    assert code == 1 and f"{name}: sound is written as .wav" in err and not (here / name).exists()


@pytest.mark.parametrize("command", ["sim", "trace", "play", "validate", "replay"])
@pytest.mark.parametrize("name", ["n" * 300, f"{'n' * 300}.json", "circle", ".", "level.json/x", "\udcff", ""])
def test_a_name_that_leads_to_nothing_is_one_message(command: str, name: str, here: Path, run: Run) -> None:
    (here / "circle").symlink_to("circle")
    if command == "validate" and name == ".":
        pytest.skip("that is a folder of levels")
    code, _, err = run(command, name)
    assert code == 1 and err.count("\n") == 1


def without_powers(*commands: tuple[str, ...]) -> list[tuple[int, str]]:
    """Exit codes and errors of commands by one to whom modes of files apply, even if that is root."""
    powers = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []
    if powers and (shutil.which("setpriv") is None or subprocess.run([*powers, "true"], check=False).returncode != 0):
        pytest.skip("root cannot do without its powers here")
    code = (
        "import contextlib, io, json, sys; from game.cli import main\n"
        "for line in sys.stdin:\n"
        "    sys.argv, err, out = ['flawsong', *json.loads(line)], io.StringIO(), io.StringIO()\n"
        "    with contextlib.redirect_stderr(err), contextlib.redirect_stdout(out):\n"
        "        try: main()\n"
        "        except SystemExit as end: code = end.code\n"
        "    print(json.dumps([code, err.getvalue()]))"
    )
    lines = "\n".join(map(json.dumps, commands))
    command = [*powers, sys.executable, "-c", code]
    run = subprocess.run(command, input=lines, check=True, capture_output=True, text=True, timeout=60)
    return [tuple(json.loads(line)) for line in run.stdout.splitlines()]


def test_folders_out_of_reach_are_told_by_name(here: Path) -> None:
    (here / "locked").mkdir()
    shutil.copy(here / "level.json", here / "locked" / "level.json")
    (here / "locked" / "old.csv").touch()
    (here / "read-only.csv").touch()
    (here / "read-only.csv").chmod(0o444)
    (here / "locked").chmod(0)
    writing = [("trace", "bench.json", "--csv", out) for out in ("locked/x.csv", "read-only.csv")]
    try:
        runs = without_powers(("sim", "locked/level.json"), ("sim", "locked/level"), ("validate", "."), *writing)
        for code, err in runs[:3]:
            assert code == 1 and "locked" in err and "Permission denied" in err and err.count("\n") == 1
        for (code, err), (*_, out) in zip(runs[3:], writing, strict=True):
            assert code == 1 and f"{out}: cannot be written" in err and err.count("\n") == 1
        (here / "locked").chmod(0o500)  # nothing new can be made there, but what is there can be written
        (here / "locked" / "old.csv").chmod(0o600)
        assert without_powers(("trace", "bench.json", "--csv", "locked/old.csv")) == [(0, "")]
        assert (here / "locked" / "old.csv").read_text().startswith("beam,")
    finally:
        (here / "locked").chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="no shell that closes them")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "arguments", ["info level.json", "validate level.json --quick", "trace bench.json --csv x.csv"]
)
def test_closed_streams_stop_no_command(arguments: str, closed: str, here: Path) -> None:
    ended = subprocess.run(
        f'"{sys.executable}" -m game {arguments} {closed}', shell=True, check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0 and "fault" not in ended.stderr
    assert not arguments.endswith(".csv") or (here / "x.csv").read_text().startswith("beam,")


def test_folders_are_validated_without_what_is_no_level(here: Path, run: Run) -> None:
    assert run("schema", "level.schema.json")[0] == run("schema", "bench.schema.json", "--light-bench")[0] == 0
    (here / "package.json").write_text('{"name": "x", "version": "1.0.0", "scripts": {}, "dependencies": {}}')
    (here / "numbers.json").write_text("[1, 2]")
    (here / ".git").mkdir()
    (here / ".git" / "bad.json").write_text("{")
    code, out, _ = run("validate", ".")
    assert code == 0
    assert out.endswith("2 files fine; skipped: 4 files that are no levels and 1 folder with a dot\n")
    for content in ('{"version": "new", "titel": "x"}', '{"pieces": [', "{}"):
        (here / "bad.json").write_text(content)
        code, _, err = run("validate", ".", "--quick")
        assert code == 1 and "--> bad.json:" in err and "level.schema" not in err
    code, _, err = run("validate", "package.json")
    assert code == 1 and "--> package.json:" in err, "what is named is checked"
    (here / "only").mkdir()
    (here / "level.schema.json").rename(here / "only" / "level.schema.json")
    assert "no level files" in run("validate", "only")[2]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("trace", "bench.json"), 0), (("trace", "bench.json", "--csv", "-"), 0), (("validate", "ничего"), 1)],
)
def test_no_encoding_of_the_output_stops_a_command(
    encoding: str, arguments: tuple[str, ...], code: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    assert run(*arguments)[0] == code
    for stream in streams:
        stream.seek(0)
    assert "fault" not in streams[1].read()
    assert (r"\u" in streams[0].read()) == (encoding != "utf-8" and arguments == ("trace", "bench.json"))


@pytest.mark.parametrize("arguments", [("schema",), ("--help",), ("trace", "bench.json", "--csv", "/dev/stdout")])
def test_a_closed_pipe_ends_it_quietly(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    run = process(*arguments, stdout=writer)
    os.close(writer)
    assert run.communicate(timeout=60)[1] == ""


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("schema",), ("--version",)])
def test_output_that_cannot_be_written_is_told(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = process(*arguments, stdout=full)
        err = run.communicate(timeout=60)[1]
    assert run.returncode == 1 and err.count("\n") == 1 and "No space left" in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_leaves_no_draft(number: signal.Signals, here: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from game import cli; from game.core.files import drafted\n"
        "def work(*arguments, **options):\n"
        "    with drafted(Path('out.csv')): print('ready', flush=True); time.sleep(60)\n"
        "cli.app.registered_commands.clear(); cli.app.command('schema')(lambda: work()); cli.main()"
    )
    run = subprocess.Popen([sys.executable, "-c", code, "schema"], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None and run.stdout.readline() == "ready\n"
    assert any(name.endswith(".draft.csv") for name in names_in(here))
    time.sleep(0.05)
    run.send_signal(number)
    run.communicate(timeout=60)
    assert run.returncode == 128 + number
    assert names_in(here) == ["bench.json", "level.json"]


def test_a_level_rewritten_meanwhile_is_recorded_as_it_was_performed(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rewritten(*arguments: Any, **options: Any) -> lab.Result:
        (here / "level.json").write_text(LEVEL_TEXT.replace('"poise": 1.6', '"poise": 1.4'))
        return perform(*arguments, **options)

    monkeypatch.setattr(lab, "perform", rewritten)
    assert run("sim", "level.json", "--bot", "idle", "--record", "a.replay")[0] == 0
    recording = load_recording(here / "a.replay")
    assert recording.level_text == LEVEL_TEXT and first_difference(recording)[0] is None


def test_a_damaged_file_is_never_an_abortion(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """typer takes an EOFError for the user's own wish to end."""

    def cut_short(*arguments: object, **options: object) -> None:
        raise EOFError("cut short")

    monkeypatch.setattr(lab, "perform", cut_short)
    monkeypatch.setattr(sys, "argv", ["flawsong", "sim", "level.json"])
    with pytest.raises(SystemExit) as end:
        main()
    told = capsys.readouterr().err
    assert end.value.code == 1 and "Aborted" not in told and "EOFError: cut short" in told


def test_nothing_writes_but_the_one_writer() -> None:
    """Else one of a command's files would lose links, modes or the old file again."""
    writing = re.compile(r"\.write_(text|bytes)\(|(?<!wave\.)open\([^)]*[\"'][rb]*[wax+]|savetxt|np\.save|\.tofile\(")
    package = Path(game.__file__).parent
    files = [path for path in package.rglob("*.py") if writing.search(path.read_text("utf-8"))]
    assert [path.relative_to(package).as_posix() for path in files] == ["core/files.py"]


def test_the_game_s_own_levels_are_found() -> None:
    assert find_level("1").name.startswith("01-")
