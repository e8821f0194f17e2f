"""A process that tries inputs one after the other: `python -m tests.fuzz.worker SEED FIRST STEP COUNT FOLDER`.

Prints a line of JSON before and after each; what kills it, or never ends, is for its parent to find.
"""

import contextlib
import faulthandler
import gc
import json
import resource
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tests.fuzz.limits import DATA_BYTES, MEMORY_MB, TIME_S
from tests.fuzz.targets import TARGETS, dice, kind_of, warm_up


class HangError(BaseException):
    """An input takes too long. Nothing that is tried can take it for an error of its own."""


def give_up(number: int, frame: FrameType | None) -> NoReturn:
    raise HangError


def tried(seed: int, number: int, folder: Path) -> tuple[str, str]:
    """How an input goes: fine, refused or fault, and of a fault its traceback."""
    kind, rng = kind_of(number), dice(seed, number)
    target, file = TARGETS[kind], folder / f"input.{'json' if kind != 'replay' else 'replay'}"
    file.write_bytes(target.write(rng))
    signal.setitimer(signal.ITIMER_PROF, TIME_S)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            return target.read(file, rng), ""
    except (Exception, HangError):
        return "fault", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def peak_mb() -> float:
    """The most memory that this program has taken, in MB.

    Not `ru_maxrss`: that is handed down to a new program by the one which starts it, so that a large test process
    made every input here a fault.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    size = dict(line.split(":", 1) for line in lines if line.startswith(("VmHWM:", "VmRSS:")))
    return int(size.get("VmHWM", size["VmRSS"]).split()[0]) / 1024


def tell(**fields: object) -> None:
    print(json.dumps(fields), flush=True)


def main() -> None:
    seed, first, step, count = map(int, sys.argv[1:5])
    folder = Path(sys.argv[5])
    faulthandler.enable()
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, give_up)
    warm_up(folder)
    for i in range(count):
        number = first + i * step
        tell(number=number)
        began = time.process_time()
        outcome, why = tried(seed, number, folder)
        has_grown = peak_mb() > MEMORY_MB
        if not why and has_grown:
            outcome, why = "fault", f"took {peak_mb():.0f} MB"
        tell(number=number, outcome=outcome, why=why, cpu_s=round(time.process_time() - began, 3), mb=peak_mb())
        if has_grown:
            return  # its peak stays: the next ones are for another process
        if i % 100 == 0:
            gc.collect()


if __name__ == "__main__":
    main()
