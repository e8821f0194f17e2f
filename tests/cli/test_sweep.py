"""`flawsong sweep`: from the command line to the file, through kills, and on a cluster."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from game.lab.sweep.crew import crew
from game.lab.sweep.plan import planned
from game.lab.sweep.sweep import sweep
from tests.command import Run
from tests.levels.short import write_short_level

COMMAND = "from game.cli import main; main()"
WAITS_S = 60.0
"""s that a busy machine may take to get as far as a test wants."""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    return write_short_level(tmp_path)


def waited_for(file: Path, lines: int) -> bytes:
    """What stands in a file once it has so many lines."""
    until = time.monotonic() + WAITS_S
    while time.monotonic() < until:
        content = file.read_bytes() if file.exists() else b""
        if content.count(b"\n") >= lines:
            return content
        time.sleep(0.02)
    raise AssertionError(f"{file} has not {lines} lines")


def test_the_table_is_printed_and_the_rows_are_written(run: Run, short: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    arguments = ("sweep", str(short), "--bots", "idle,expert", "--seeds", "0:2", "--out", str(out))
    code, printed, err = run(*arguments, "--set", "goal.within=0.8,1", "--handicaps", "none,no lean")
    assert (code, err) == (0, "")
    assert "goal.within" in printed and "0% to 66%" in printed and "2 time" in printed
    lines = out.read_text().splitlines()
    assert len(lines) == 17 and lines[0].startswith(
        "level,goal.within,bot,handicap,seed,outcome,cause,deed,voices,score"
    )
    assert sorted(tmp_path.iterdir()) == sorted([short, out])
    code, printed, _ = run(*arguments, "--json")
    assert code == 0 and [each["bot"] for each in json.loads(printed)] == ["idle", "expert"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--bots", "expert,exprt"), "--bots expert,exprt: there is no exprt"),
        (("--handicaps", "no hands"), "--handicaps no hands: there is no no hands; take of none, no lean"),
        (("--set", "poise"), "--set poise: want PATH=VALUE,VALUE"),
        (("--set", "flaws[3].poise=1"), "--set flaws[3].poise: no such place in"),
        (("--set", "piose=1"), 'unknown key "piose"; did you mean "poise"?'),
        (("--set", "goal.within=-1"), "goal.within: is -1, must be"),
        (("--out", "rows.xls"), "rows.xls: cannot be written: the name must end in .csv or .parquet"),
        (("--out", "nowhere/rows.csv"), "nowhere/rows.csv: cannot be written: there is no folder"),
        (("--plot", "plot.txt"), "plot.txt: cannot be written: the name must end in one of .png"),
        (("--set", "flaws[9].poise=1"), "flaws has "),
        (("--seeds", "\u00b2:5"), "--seeds \u00b2:5: want FROM:TO"),
        (("--cluster", "host"), "--cluster host: want the address of a scheduler, such as tcp://host:8786"),
        (("--cluster", ""), "--cluster: the address is empty; give one such as tcp://host:8786"),
        (("--cluster", " "), "--cluster: the address is empty"),
        (("--workers", "2", "--cluster", "tcp://127.0.0.1:1"), "leave it out with --cluster"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(
    run: Run, short: Path, arguments: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("sweep", str(short), "--seeds", "0:1", *arguments)
    assert code == 1 and not out
    assert told in err and err.count("\n") == 1


def test_a_link_that_leads_to_itself_is_told(run: Run, tmp_path: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    for command in ("sweep", "prove"):
        code, _, err = run(command, str(loop), "--seeds", "0:1")
        assert code == 1 and err.startswith(f"{loop}: cannot be read: ")


def test_the_plot_is_named_where_it_has_no_room(
    run: Run, short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plot = pytest.importorskip("game.lab.sweep.plot", reason="needs the extra lab")
    pytest.importorskip("matplotlib")

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(plot, "write_atomic", full)
    picture = str(tmp_path / "plot.png")
    options = ("--bots", "idle", "--seeds", "0:1", "--workers", "1", "--plot", picture)
    assert run("sweep", str(short), *options)[::2] == (
        1,
        f"{picture}: cannot be written: {os.strerror(errno.ENOSPC)}; choose another place\n",
    )


def test_a_folder_is_all_its_levels(run: Run, short: Path, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text('{"no": "level"}')
    assert run("sweep", str(tmp_path), "--bots", "idle", "--seeds", "0:1")[0] == 0
    short.unlink()
    assert run("sweep", str(tmp_path))[2] == f"{tmp_path}: no level files (*.json) here\n"


def test_a_kill_loses_nothing_that_was_played(run: Run, tmp_path: Path) -> None:
    short = write_short_level(tmp_path, goal={"voices": 1, "within": 3.0})
    out, part = tmp_path / "rows.csv", tmp_path / "rows.csv.part"
    arguments = ("sweep", str(short), "--bots", "idle,expert", "--seeds", "0:8", "--workers", "2")
    assert run(*arguments, "--out", str(tmp_path / "whole.csv"))[0] == 0
    process = subprocess.Popen([sys.executable, "-c", COMMAND, *arguments, "--out", str(out)])
    waited_for(part, 4)
    process.kill()
    process.wait()
    time.sleep(0.1)
    kept = part.read_bytes()
    assert 4 <= kept.count(b"\n") < 17 and not out.exists()
    code, _, err = run("sweep", str(short), "--bots", "idle", "--seeds", "0:8", "--out", str(out))
    assert code == 1 and "--bots was idle,expert, and is idle" in err
    assert run(*arguments, "--out", str(out))[0] == 0
    assert out.read_bytes() == (tmp_path / "whole.csv").read_bytes() and not part.exists()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, and these."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"

    def started(*arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", *arguments, "--scheduler-file", str(file), "--no-dashboard"]
        return stack.enter_context(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    with ExitStack() as stack:
        scheduler = started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        waited_for(file, 1)
        workers = [started("distributed.cli.dask_worker", "--no-nanny", "--nthreads", "1") for _ in range(2)]
        yield json.loads(file.read_text())["address"], workers
        for process in (*workers, scheduler):
            process.kill()


def test_a_cluster_loses_nothing_with_a_worker(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]], short: Path
) -> None:
    address, workers = cluster
    plan = planned([short], [], ["idle", "expert"], [""], range(10))
    with crew(1) as executor:
        wanted = sweep(plan, executor, lambda done, of: None)

    def kill_one(done: int, of: int) -> None:
        if done == 3:
            os.kill(workers[0].pid, signal.SIGKILL)

    with crew(cluster=address) as executor:
        assert sweep(plan, executor, kill_one) == wanted
    assert workers[0].wait() == -signal.SIGKILL and workers[1].poll() is None
