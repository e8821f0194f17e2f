"""Start a program some times as somebody would who never did: `started.py COMMAND...`, with empty folders of a user.

It is to say `shown` with its first frame and `played` at its end. Exit code 1 where it does not, or where every first
frame comes too late.
"""

import os
import subprocess
import sys
import tempfile
import time

STARTS = 3
LATEST_S = 2.0
"""The first frame of the fastest start is there by then, on a machine that does nothing else."""
FOLDERS = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")


def first_frame_s(command: list[str], home: str) -> float | None:
    """Seconds until the first frame; None where it was not played."""
    began, said = time.perf_counter(), {}
    environment = os.environ | {folder: f"{home}/{folder}" for folder in FOLDERS}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said[line.split(maxsplit=1)[0]] = time.perf_counter() - began
            print(f"{time.perf_counter() - began:5.1f} s: {line.strip()}")
    return said.get("shown") if process.returncode == 0 and "played" in said else None


def main(command: list[str]) -> str | None:
    """The command; returns what is wrong."""
    times = []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory() as home:
            times.append(first_frame_s(command, home))
    fastest = min((taken for taken in times if taken is not None), default=None)
    if None in times or fastest is None:
        return "it did not play"
    return None if fastest <= LATEST_S else f"the first frame came after {fastest:.1f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
