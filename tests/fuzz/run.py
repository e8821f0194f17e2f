"""Inputs tried in worker processes, which are watched: who is silent, grows or dies is a fault of its input."""

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.limits import MEMORY_MB, START_S, WALL_S
from tests.fuzz.targets import kind_of

ROOT = Path(__file__).resolve().parents[2]
WORKER = [sys.executable, "-m", "tests.fuzz.worker"]
LOOK_S = 0.1
"""From one look at the memory of a worker to the next, while it is silent."""
READY = -1
"""Stands for the number of an input while a worker gets ready."""


@dataclass
class Report:
    """How inputs went."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many of a kind went how."""
    faults: dict[int, str] = field(default_factory=dict)
    """Why, by number."""
    slowest: tuple[float, int] = (0.0, READY)
    """CPU time, s, and its input."""
    largest_mb: float = 0.0

    def add(self, line: dict[str, Any]) -> None:
        number = line["number"]
        self.outcomes[kind_of(number), line["outcome"]] += 1
        if line["outcome"] == "fault":
            self.faults[number] = line["why"]
        self.slowest = max(self.slowest, (line["cpu_s"], number))
        self.largest_mb = max(self.largest_mb, line["mb"])

    @property
    def count(self) -> int:
        return self.outcomes.total()

    def verdict(self) -> str:
        """In one line."""
        by_outcome = Counter[str]()
        for (_, outcome), count in self.outcomes.items():
            by_outcome[outcome] += count
        went = ", ".join(f"{by_outcome[outcome]} {outcome}" for outcome in ("fine", "refused", "fault"))
        return (
            f"{self.count} inputs: {went}; slowest {self.slowest[0]:.2f} s (input {self.slowest[1]}), "
            f"largest process {self.largest_mb:.0f} MB"
        )


def fuzz(seed: int, numbers: range, jobs: int, show: Callable[[Report], None] = lambda report: None) -> Report:
    """Try inputs by number; `show` is called with what there is to report after each."""
    report, lock = Report(), threading.Lock()

    def add(line: dict[str, Any]) -> None:
        with lock:
            report.add(line)
            show(report)

    jobs = min(jobs, len(numbers))
    with ThreadPoolExecutor(jobs) as pool:
        for follower in [pool.submit(_follow, seed, numbers[job::jobs], add) for job in range(jobs)]:
            follower.result()
    return report


def _follow(seed: int, numbers: range, add: Callable[[dict[str, Any]], None]) -> None:
    """Try inputs in one process after the other: a new one wherever one was lost."""
    while numbers:
        with tempfile.TemporaryDirectory(prefix="flawsong-fuzz-") as folder:
            done = _one_worker(seed, numbers, add, folder)
        numbers = numbers[done:]


def _one_worker(seed: int, numbers: range, add: Callable[[dict[str, Any]], None], folder: str) -> int:
    """Try inputs until all are through or the process is lost; returns how many were tried.

    Raises:
        RuntimeError: it did not even get ready.
    """
    arguments = map(str, (seed, numbers.start, numbers.step, len(numbers), folder))
    process = subprocess.Popen(
        [*WORKER, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    lines: queue.Queue[str | None] = queue.Queue()
    errors: list[str] = []
    readers = [
        threading.Thread(target=_read_lines, args=(process, lines)),
        threading.Thread(target=_read_errors, args=(process, errors)),
    ]
    for reader in readers:
        reader.start()
    number, done, why = READY, 0, ""
    while not why and (line := _next_line(process, lines, START_S if number == READY else WALL_S)):
        if isinstance(line, str):
            why = line
        elif "outcome" in line:
            add(line)
            done += 1
        else:
            number = line["number"]
    if why:
        process.kill()
    code = process.wait()
    for reader in readers:
        reader.join()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    if code == 0:
        return done
    if number == READY:
        raise RuntimeError(why or f"no start: {''.join(errors)[-2000:]}")
    why = why or (f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}")
    add({"number": number, "outcome": "fault", "why": f"{why}\n{''.join(errors)[-4000:]}", "cpu_s": 0.0, "mb": 0.0})
    return done + 1


def _next_line(
    process: subprocess.Popen[str], lines: "queue.Queue[str | None]", patience_s: float
) -> dict[str, Any] | str | None:
    """What a worker says next; text where it is silent too long or grows too large, None when it has ended."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        try:
            line = lines.get(timeout=LOOK_S)
        except queue.Empty:
            if (size := _resident_mb(process.pid)) > MEMORY_MB:
                return f"takes {size:.0f} MB"
            continue
        read: dict[str, Any] | None = None if line is None else json.loads(line)
        return read
    return f"silent for {patience_s:g} s"


def _read_lines(process: subprocess.Popen[str], lines: "queue.Queue[str | None]") -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def _read_errors(process: subprocess.Popen[str], errors: list[str]) -> None:
    assert process.stderr is not None
    errors.extend(process.stderr)


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
