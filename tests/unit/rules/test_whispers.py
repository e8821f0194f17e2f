"""Whispers: what they push, how hard, and that resonance is real."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from game.core.clock import TICK_S
from game.core.paths import shipped_levels
from game.level import Level, load_level, parse_level
from game.sim import Intent, World
from game.sim.events import EventKind
from game.sim.rules.whispers import Whispers
from tests.levels import old_level


def level_with(*whispers: dict[str, object]) -> Level:
    text = json.loads(old_level("1").read_text(encoding="utf-8"))
    text["whispers"], text["flaws"][0]["opens"] = list(whispers), 3000
    text["goal"]["within"] = 3500
    return parse_level(json.dumps(text))


def pushes(level: Level, seconds: float, seed: int = 0) -> list[float]:
    """Force (N) on each tick."""
    whispers = Whispers(level, seed)
    return [whispers.tick(tick * TICK_S).impulse / TICK_S for tick in range(round(seconds / TICK_S))]


def test_a_note_swells_fades_and_turns_as_often_as_it_says() -> None:
    note = {"type": "note", "at": 2, "lasts": 8, "force": 5, "hz": 1.5}
    force = np.array(pushes(level_with(note), 12.0))
    assert np.abs(force[: round(2 / TICK_S)]).max() == 0.0 and np.abs(force[round(10 / TICK_S) :]).max() == 0.0
    assert 4.7 < np.abs(force).max() <= 5.0
    sung = force[round(2 / TICK_S) : round(10 / TICK_S)]
    spectrum = np.abs(np.fft.rfft(sung))
    assert np.fft.rfftfreq(len(sung), TICK_S)[int(spectrum.argmax())] == pytest.approx(1.5, abs=0.13)


def test_it_tells_when_it_begins_and_from_which_side() -> None:
    note = {"type": "note", "at": 1, "lasts": 2, "force": 5}
    sizes = set()
    for seed in range(8):
        whispers = Whispers(level_with(note), seed)
        news = [item for tick in range(240) for item in whispers.tick(tick * TICK_S).news]
        assert [kind for kind, _ in news if kind is not EventKind.BEAT] == [EventKind.NOTE]
        sizes.add(next(size for kind, size in news if kind is EventKind.NOTE))
    assert sizes == {5.0, -5.0}


@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_every_whisper_of_the_game_is_told_a_beat_ahead_and_nothing_else_is(path: Path) -> None:
    level = load_level(path)
    whispers = Whispers(level, 0, own_s=level.music.tempo.bar_s)
    told, begun = list[tuple[int, EventKind, float]](), list[tuple[int, EventKind, float]]()
    for tick in range(round(level.goal.within / TICK_S)):
        shaking = whispers.tick(tick * TICK_S)
        told += [(tick + round(whispers.omen_s / TICK_S), omen.kind, omen.size) for omen in shaking.omens]
        begun += [(tick, kind, size) for kind, size in shaking.news if size]
    ahead = whispers.omen_s / TICK_S
    assert whispers.omen_s == pytest.approx(level.music.tempo.beat_s, abs=TICK_S)
    assert sorted(one for one in begun if one[0] >= ahead) == sorted(one for one in told if one[0] <= tick)
    assert {kind for _, kind, _ in begun} > {EventKind.BEAT}, "there is more than the heart"


def swing(hz: float) -> float:
    """Largest sway (rad) of the first level's sculpture under a soft note."""
    world = World(level_with({"type": "note", "at": 0, "lasts": 24, "force": 1.2, "hz": hz}), 0)
    largest = 0.0
    while world.time < 24.0 and not world.over:
        world.tick(Intent())
        largest = max(largest, abs(world.sway))
    return largest


def own_frequency() -> float:
    """Hz at which the first level's sculpture sways after a push."""
    world = World(level_with({"type": "note", "at": 0, "lasts": 0.4, "force": 12, "hz": 0.01}), 0)
    sways = []
    while world.time < 10.0:
        world.tick(Intent())
        sways.append(world.sway)
    tail = np.array(sways[round(0.5 / TICK_S) :])
    crossings = np.flatnonzero(np.diff(np.sign(tail - tail.mean())))
    return float((len(crossings) - 1) / 2 / ((crossings[-1] - crossings[0]) * TICK_S))


def test_a_note_at_the_sculpture_s_own_frequency_moves_it_most() -> None:
    own = own_frequency()
    assert math.isfinite(own)
    assert swing(own) > 2.0 * max(swing(own / 2.5), swing(own * 2.5))


def test_gusts_keep_their_force_and_come_from_both_sides() -> None:
    gust = {"type": "gust", "at": 4, "lasts": 2, "force": 7}
    drawn = [pushes(level_with(gust), 9.0, seed) for seed in range(8)]
    peaks = {round(float(max(forces, key=abs))) for forces in drawn}
    assert peaks == {7, -7}


def test_levels_with_the_same_seed_are_shaken_alike() -> None:
    level = load_level(old_level("3"))
    assert pushes(level, 20.0, 5) == pushes(level, 20.0, 5) != pushes(level, 20.0, 6)


def test_a_second_heart_joins_in_for_its_bars() -> None:
    always = {"type": "heartbeat", "strength": 2, "pattern": "L . R ."}
    joins = {"type": "heartbeat", "strength": 2, "pattern": ". R . L", "bars": [2, 3]}
    level = level_with(always, joins)
    tempo = level.music.tempo
    force = np.abs(pushes(level, 4 * tempo.bar_s))
    beats = {math.floor(tick * TICK_S / tempo.beat_s + 0.5) for tick in np.flatnonzero(force).tolist()}
    assert beats == {2, 4, 6, 8, 10, 12, 14} | {5, 7, 9, 11}
