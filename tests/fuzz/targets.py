"""What is tried on mutated files: for each kind of file what the commands do with it, up to a few ticks of play."""

import gzip
import json
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from game.bots import BOTS, make_bot
from game.cli.common import UserError
from game.cli.soak import resumed
from game.core.paths import shipped_levels
from game.lab.check import check_any
from game.lab.nan import nan_in
from game.lab.soak import Soak
from game.lab.trace import Traced
from game.level import Level, LevelError, is_no_level, load_level
from game.performance import Deliberate, Performance, Player
from game.replay import Recorder, ReplayError, load_recording, replayed, text_digest
from game.settings import DEFAULTS, load_settings, save_settings
from game.sim import Intent, World
from tests.fuzz.mutate import broken, mutated
from tests.levels import old_level
from tests.unit.level.sample_level import VALID
from tests.unit.level.test_authoring import LEVEL as WITH_FORMS

TESTS = Path(__file__).resolve().parents[1]
TICKS = 16
"""So many ticks are played of most that loads: four looks at the light..."""
LONG_SHARE, LONG_TICKS = 0.05, 500
"""...and of this share so many: a flaw may open."""
WILD: tuple[float, ...] = (0.0, -0.0, 1.0, -1.0, 0.3, 1e-300, 20.0, -1e6, 1e300, -1.7e308)
FINE, REFUSED = "fine", "refused"


@dataclass(frozen=True)
class Target:
    """A kind of file."""

    write: Callable[[random.Random], bytes]
    """A mutated file of it."""
    read: Callable[[Path, random.Random], str]
    """What the game does with it: `FINE` or `REFUSED`. Nothing is raised, unless there is a fault in the game."""


# Levels and light benches -----------------------------------------------------------------------------------


@cache
def level_seeds() -> list[Any]:
    files = [*shipped_levels(), TESTS / "unit/level/version_0.json"]
    return [
        json.loads(VALID) | {"poise": None},
        json.loads(WITH_FORMS),
        *(json.loads(file.read_text(encoding="utf-8")) for file in files),
    ]


@cache
def bench_seeds() -> list[Any]:
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(TESTS.glob("optics/*.json"))]


def read_stage(file: Path, rng: random.Random) -> str:
    """As `validate`, `trace` and `sim` do."""
    try:
        stage = check_any(file)
    except LevelError as error:
        tell(str(error), error.problems)
        is_no_level(file)
        return REFUSED
    traced = Traced(stage, rng.choice((0.0, 1.3, 3600.0)))
    tell(traced.report() + json.dumps(traced.as_dict()) + traced.table())
    assert abs(traced.balance().missing) < 1e-6, f"{traced.balance().missing} W are missing"
    if isinstance(stage, Level):
        player = wild(rng) if rng.random() < 0.5 else Deliberate(make_bot(rng.choice(list(BOTS)), 1))
        play(Performance(World(stage, rng.randrange(2**40)), player), rng)
    return FINE


def wild(rng: random.Random) -> Player:
    """Hands of no human: intents of any numbers, held for a while."""

    def intent() -> Intent:
        lean, x, y, turn, slide = (rng.choice(WILD) * rng.uniform(0.0, 1.0) for _ in range(5))
        take = rng.choice((None, -1, 0, 1, 39, 2**70))
        return Intent(lean, rng.choice((None, (x, y))), turn, slide, take, rng.random() < 0.3, rng.random() < 0.3)

    held = [intent() for _ in range(8)]
    return lambda tick, look: held[tick // 7 % len(held)]


def play(performance: Performance, rng: random.Random) -> None:
    performance.run(LONG_TICKS if rng.random() < LONG_SHARE else TICKS)
    world = performance.world
    performance.look()
    assert not (where := nan_in(world)), f"NaN in {where}"
    world.digest()


def tell(text: str, problems: tuple[object, ...] = (1,)) -> None:
    """What is printed can be: in UTF-8, and with a line for each problem."""
    text.encode("utf-8")
    assert problems, "refused for no reason"


# Replays ----------------------------------------------------------------------------------------------------


@cache
def replay_seed() -> Any:
    """A short recording, as the data in its file."""
    path = old_level("1")
    recorder = Recorder("hairline", path.read_text(encoding="utf-8"), 7)
    world = World(load_level(path), 7)
    for i in range(3 * TICKS):
        intent = Intent(lean=0.1 * (i // 5), aim=(0.1, 0.8 + 0.01 * i), turn=0.5, slide=-0.5, breath=i > 20)
        world.tick(intent)
        recorder.add(intent, world)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "seed.replay")
        recorder.save(file)
        return json.loads(gzip.decompress(file.read_bytes()))


def write_replay(rng: random.Random) -> bytes:
    data = replay_seed()
    if rng.random() < 0.4:  # another level inside, rightly signed
        level = mutated(rng.choice(level_seeds()), rng).decode("utf-8", "replace")
        data = data | {"level": level, "level_digest": text_digest(level)}
    content = gzip.compress(mutated(data, rng), mtime=0, compresslevel=1)
    return broken(content, rng) if rng.random() < 0.15 else content


def read_replay(file: Path, rng: random.Random) -> str:
    """As `replay --verify` does."""
    try:
        recording = load_recording(file)
    except ReplayError as error:
        tell(str(error))
        return REFUSED
    try:
        performance, _ = replayed(recording)
    except ValueError as error:
        tell(str(error))
        return REFUSED
    play(performance, rng)
    return FINE


# Settings and other saves -----------------------------------------------------------------------------------


def write_settings(rng: random.Random) -> bytes:
    return mutated({"version": 1, **DEFAULTS.model_dump()}, rng)


def read_settings(file: Path, rng: random.Random) -> str:
    """As the game does when it starts, and when a setting is changed."""
    for other in file.parent.iterdir():
        if other != file:
            other.unlink()
    kept = file.read_bytes()
    file.rename(file.with_name("settings.json"))
    loaded = load_settings(file.parent)
    tell(loaded.problem)
    if loaded.problem:
        loaded = save_settings(loaded.settings, loaded)
        again = load_settings(file.parent)
        assert again.settings == loaded.settings
        assert kept in [other.read_bytes() for other in file.parent.iterdir()], "the file is lost"
        return REFUSED
    return FINE


def write_soak(rng: random.Random) -> bytes:
    return mutated(Soak(seed=1, levels="0123456789abcdef", performances=3, seconds=99.5).model_dump(), rng)


def read_soak(file: Path, rng: random.Random) -> str:
    """As `soak --state` does."""
    try:
        tell(resumed(file, Soak(seed=1, levels="0123456789abcdef")).verdict())
    except UserError as error:
        tell(str(error))
        return REFUSED
    return FINE


TARGETS: dict[str, Target] = {
    "level": Target(lambda rng: mutated(rng.choice(level_seeds()), rng), read_stage),
    "bench": Target(lambda rng: mutated(rng.choice(bench_seeds()), rng), read_stage),
    "replay": Target(write_replay, read_replay),
    "settings": Target(write_settings, read_settings),
    "soak": Target(write_soak, read_soak),
}
ORDER = ("level", "bench", "replay", "level", "settings", "bench", "level", "replay", "settings", "soak")
"""Kinds in turn: those with more to go wrong more often."""


def warm_up(folder: Path) -> None:
    """Try a right file of each kind, so that all kernels are there."""
    for name, data in (("level.json", level_seeds()[1]), ("bench.json", bench_seeds()[0])):
        (folder / name).write_text(json.dumps(data), encoding="utf-8")
        assert read_stage(folder / name, dice(0, 0)) == FINE
        (folder / name).unlink()
    replay_seed()


def kind_of(number: int) -> str:
    return ORDER[number % len(ORDER)]


def dice(seed: int, number: int) -> random.Random:
    """What an input is drawn from: its number and the seed give the same bytes everywhere."""
    return random.Random(f"{seed}/{number}")
