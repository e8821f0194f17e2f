"""The picture of what went wrong: shortly before the moment, and then."""

import os
import tempfile
from pathlib import Path

import pytest

from game.lab.expect import Broken, recording_of
from game.lab.played import Task
from game.level import Level
from game.level.expect import Expect
from game.performance import Deliberate, Performance, Playback
from game.sim import World

BEFORE_S = 2.0
"""From the first picture to the second."""
SIZE = (640, 360)


def draw(config: pytest.Config, path: Path, level: Level, expect: Expect, row: int, wrong: Broken) -> str:
    """Where the picture of a promise that does not hold is; why there is none, where it cannot be drawn."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from game.export.screenshot import draw_performance, save_picture
    from game.export.sheet import sheet

    times = [time for time in (wrong.moment - BEFORE_S, wrong.moment) if time >= 0.0]
    try:
        performance = _again(path, level, expect, wrong.seed)
        pictures = zip(times, draw_performance(performance, times, SIZE), strict=True)
        file = _folder(config) / f"{path.stem}-expect-{row}-seed-{wrong.seed}-at-{wrong.moment:.1f}-s.png"
        save_picture(sheet([[(f"seed {wrong.seed}, {time:.1f} s", drawn) for time, drawn in pictures]]), file)
    except OSError as error:
        return f"none: {error.filename or 'its file'}: {error.strerror or error}; choose another --flawsong-pictures"
    except Exception as error:  # what is to be told is the level's failure, and not this
        return f"none: {error}"
    return str(file)


def _again(path: Path, level: Level, expect: Expect, seed: int) -> Performance:
    """That performance once more."""
    world = World(level, seed)
    if expect.replay is not None:
        return Performance(world, Playback(recording_of(path, expect).intents))
    task = Task(str(path), "", str(expect.bot), expect.handicap or "", seed)
    return Performance(world, Deliberate(task.policy()))


def _folder(config: pytest.Config) -> Path:
    chosen: str | None = config.getoption("--flawsong-pictures")
    if chosen is not None:
        folder = config.invocation_params.dir / chosen
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    cache: pytest.Cache | None = getattr(config, "cache", None)  # there is none under -p no:cacheprovider
    return Path(tempfile.mkdtemp(prefix="flawsong-")) if cache is None else cache.mkdir("flawsong")
