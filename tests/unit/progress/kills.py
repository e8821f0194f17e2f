"""Kill a game again and again while it saves, and count what is lost: `python -m tests.unit.progress.kills 200`."""

import os
import random
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

from game.progress.progress import FILE_NAME, Progress
from game.progress.result import Result
from game.progress.store import Store

LONGEST_S = 0.03
"""At most so long after its first word a writer lives."""


def writer(folder: Path, told: int) -> None:
    """Save one result after the other, and tell of each that is saved, until killed."""
    progress = Progress(folder)
    while True:
        result = Result("level", "digest", "won", time.time(), score=1)
        progress.keep(result)
        os.write(told, f"{result.uid}\n".encode())


def killed(folder: Path, delay_s: float) -> list[str]:
    """What a writer told to have saved before it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            writer(folder, write)
        finally:
            os._exit(1)
    os.close(write)
    if delay_s > LONGEST_S / 3:  # else it dies while it opens the file
        select.select([read], [], [], 10.0)
    time.sleep(delay_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as told:
        return told.read().decode().split("\n")[:-1]


def main(kills: int) -> int:
    """Returns how many results are lost."""
    chance = random.Random(0)
    told: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(kills):
            told += killed(folder, chance.uniform(0.0, LONGEST_S))
        progress = Progress(folder)
        kept, news = {result.uid for result in progress.results}, progress.news()
        stray = sorted(path.name for path in folder.iterdir() if not path.name.startswith(FILE_NAME))
        assert {result.uid for result in Store(folder / FILE_NAME).read()} == kept
    lost = len(set(told) - kept)
    print(
        f"{kills} kills, {len(told)} results saved, {lost} lost, {len(kept) - len(told)} saved and not told",
        *news,
        *stray,
    )
    return lost + len(news) + len(stray)


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1])) else 0)
