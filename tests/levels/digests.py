"""What every bot's performance of every level comes to, pinned for the machines on which it was pinned.

A change that is not meant to change a performance leaves the digests as they are: whoever means to runs
`python -m tests.levels.digests --renew` and commits the file. Without an option all of them are checked (a minute or
two on two cores); the suite checks those of the performances that it plays anyway. On a machine that is not pinned the
last bits may differ: there a performance is compared with what it came to elsewhere, within a tolerance, and it is said
that it was.
"""

import argparse
import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from game.bots import BOTS
from game.core.clock import TICKS_PER_SECOND
from game.core.files import write_atomic
from game.core.machine import machine_key
from game.core.paths import shipped_levels
from game.lab.played import Played, Task, play_task
from game.replay import End, text_digest

FILE = Path(__file__).with_suffix(".json")
SEED = 0
TOLERANCE = 0.2
"""By so large a share score and length may differ where last bits do: what balances makes much of little."""
RENEW = "python -m tests.levels.digests --renew"

Pins = dict[str, dict[str, dict[str, str]]]
"""By machine, level's file name and digest of its text, and bot: outcome, voices, score, ticks and digest in a line."""


def pinned() -> Pins:
    """All that is pinned."""
    pins: Pins = json.loads(FILE.read_text(encoding="utf-8"))
    return pins


def elsewhere() -> bool:
    """Whether nothing is pinned for this machine."""
    return machine_key() not in pinned()


def difference(path: Path, bot: str, played: Played) -> str:
    """In what a performance with the pinned seed differs from what is pinned; empty where it does not."""
    pins = pinned()
    here = pins.get(machine_key())
    for machine, levels in pins.items() if here is None else [(machine_key(), here)]:
        pin = levels.get(_name(path), {}).get(bot)
        if pin is None:
            return f"{path.stem}, {bot}: nothing is pinned for this text of the level: {RENEW}"
        now = _row(played)
        if here is not None:
            return "" if pin == now else f"{path.stem}, {bot}: {now} was pinned as {pin}; if that is meant: {RENEW}"
        then, end = _end(pin), _end(now)
        if otherwise := end.otherwise_than(then, TOLERANCE):
            return f"{path.stem}, {bot}: {otherwise}, but last bits alone should differ from {machine}"
    return ""


def _name(path: Path) -> str:
    return f"{path.stem} {text_digest(path.read_text(encoding='utf-8'))[:8]}"


def _row(played: Played) -> str:
    ticks = round(played.seconds * TICKS_PER_SECOND)
    return f"{played.outcome} {played.voices} {played.score} {ticks} {played.digest}"


def _end(row: str) -> End:
    outcome, voices, score, ticks, _ = row.split()
    return End(outcome, int(voices), int(score), int(ticks))


def _performances() -> Iterator[tuple[Path, str, Played]]:
    """Every bot on every level, on all cores."""
    rows = [(path, bot) for path in shipped_levels() for bot in BOTS]
    tasks = [Task(str(path), path.read_text(encoding="utf-8"), bot, seed=SEED) for path, bot in rows]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for (path, bot), played in zip(rows, pool.map(play_task, tasks), strict=True):
            yield path, bot, played


def _is_of_now(pins: dict[str, dict[str, str]], levels: dict[str, dict[str, str]]) -> bool:
    """Whether another machine's pins come to what was played here, but for last bits: those from before do not."""

    def ends(rows: dict[str, dict[str, str]]) -> dict[str, dict[str, End]]:
        return {name: {bot: _end(row) for bot, row in bots.items()} for name, bots in rows.items()}

    return ends(pins) == ends(levels)


def main() -> int:
    """Check or renew; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.levels.digests", description="Check pinned digests.")
    parser.add_argument("--renew", action="store_true", help="pin what comes out on this machine")
    if parser.parse_args().renew:
        levels: dict[str, dict[str, str]] = {}
        for path, bot, played in _performances():
            levels.setdefault(_name(path), {})[bot] = _row(played)
        others = {} if not FILE.exists() else {m: pins for m, pins in pinned().items() if _is_of_now(pins, levels)}
        write_atomic(FILE, (json.dumps(others | {machine_key(): levels}, indent=1) + "\n").encode())
        print(f"pinned {sum(map(len, levels.values()))} performances for {machine_key()}")
        return 0
    told = [text for path, bot, played in _performances() if (text := difference(path, bot, played))]
    print(
        "\n".join(told) or ("all as pinned" if not elsewhere() else "another platform: all as pinned elsewhere, nearly")
    )
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
