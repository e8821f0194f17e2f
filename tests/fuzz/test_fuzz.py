"""The fuzzer tries some inputs in the suite, and finds every kind of fault that there can be."""

import gzip
import json
import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("resource")  # limits as Unix has them

from tests.fuzz import mutate, run, targets, worker
from tests.fuzz.run import Report, fuzz
from tests.fuzz.targets import FINE, ORDER, REFUSED, TARGETS, Target, dice, kind_of

pytestmark = pytest.mark.fuzz
INPUTS = 80
"""Enough that some of each kind are fine and some refused; `.ci/run` tries 2,000."""


@pytest.fixture(scope="module")
def report() -> Report:
    return fuzz(seed=1, numbers=range(INPUTS), jobs=1)


def test_no_mutated_file_does_worse_than_be_refused(report: Report) -> None:
    assert report.faults == {}, report.verdict()
    assert report.count == INPUTS


def test_of_each_kind_some_are_fine_and_some_are_refused(report: Report) -> None:
    assert {kind: {k for k, outcome in report.outcomes if k == kind and outcome == FINE} for kind in TARGETS} == {
        kind: {kind} for kind in TARGETS
    }
    assert all(report.outcomes[kind, REFUSED] for kind in TARGETS)


def test_an_input_is_its_number_and_the_seed() -> None:
    first = [TARGETS[kind_of(i)].write(dice(3, i)) for i in range(len(ORDER))]
    assert first == [TARGETS[kind_of(i)].write(dice(3, i)) for i in range(len(ORDER))]
    assert first != [TARGETS[kind_of(i)].write(dice(4, i)) for i in range(len(ORDER))]
    assert json.loads(gzip.decompress(gzip.compress(json.dumps(targets.replay_seed()).encode())))["seed"] == 7


def test_no_file_is_too_odd_to_be_mutated_again() -> None:
    data = {"a": [10**400, -(10**400), math.nan, math.inf, 1], "b": {"c": "", "d": [[]]}}
    for i in range(300):
        assert len(mutate.mutated(data, dice(0, i))) < 4 * mutate.MOST_BYTES


# Faults are found --------------------------------------------------------------------------------------------


def raises() -> None:
    raise KeyError("lost")


def hangs() -> None:
    while True:
        time.process_time()


def hides_the_hang() -> None:
    for _ in range(10**9):
        try:
            hangs()
        except Exception:
            continue


@pytest.fixture
def alarm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(worker, "TIME_S", 0.1)
    before = signal.signal(signal.SIGPROF, worker.give_up)
    yield
    signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize(
    ("fault", "named"), [(raises, "KeyError: 'lost'"), (hangs, "HangError"), (hides_the_hang, "HangError")]
)
def test_what_raises_or_takes_too_long_is_a_fault(
    fault: Callable[[], None], named: str, alarm: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def read(file: Path, rng: object) -> str:
        fault()
        return FINE

    monkeypatch.setitem(TARGETS, kind_of(0), Target(lambda rng: b"", read))
    outcome, why = worker.tried(0, 0, tmp_path)
    assert outcome == "fault" and named in why and fault.__name__ in why


WORKER = """
import json, os, signal, sys, time
seed, first, step, count = map(int, sys.argv[1:5])
for number in range(first, first + step * count, step):
    print(json.dumps({"number": number}), flush=True)
    if number == 4:
        FAULT
    print(json.dumps({"number": number, "outcome": "fine", "why": "", "cpu_s": 0.1, "mb": 1.0}), flush=True)
"""


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "killed by SIGSEGV"),
        ("sys.exit(3)", "exit code 3"),
        ("raise RuntimeError('lost')", "RuntimeError: lost"),
        ("time.sleep(60)", "silent for 1.5 s"),
        ("big = bytearray(100_000_000); time.sleep(60)", "takes "),
    ],
)
def test_who_dies_falls_silent_or_grows_is_a_fault_and_the_others_are_tried(
    fault: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "WORKER", [sys.executable, "-c", WORKER.replace("FAULT", fault)])
    monkeypatch.setattr(run, "WALL_S", 1.5 if "1.5" in named else 30.0)
    monkeypatch.setattr(run, "MEMORY_MB", 60.0)
    report = fuzz(seed=0, numbers=range(8), jobs=2)
    assert list(report.faults) == [4] and named in report.faults[4]
    assert report.count == 8


def test_a_worker_that_cannot_start_is_no_fault_of_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "WORKER", [sys.executable, "-c", "1 / 0"])
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        fuzz(seed=0, numbers=range(8), jobs=1)


LARGE_PARENT = """
import subprocess, sys
big = bytearray(b"1") * 300_000_000
subprocess.run([sys.executable, "-c", "from tests.fuzz.worker import peak_mb; print(peak_mb())"], check=True)
"""


def test_what_a_worker_takes_is_its_own_and_not_what_its_parent_took() -> None:
    peak = subprocess.run([sys.executable, "-c", LARGE_PARENT], check=True, capture_output=True, text=True).stdout
    assert 5.0 < float(peak) < 290.0
