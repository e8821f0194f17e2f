"""What is gold all along sings on the next beat, or waits for the breath and sings with the others as it is let go."""

import json
import math
from itertools import pairwise

import pytest

from game.core.clock import TICK_S
from game.level import Level, parse_level
from game.level.model import BEAT_FACTORS, CHORD_FACTORS
from game.sim import Event, EventKind, Intent, World
from game.sim import constants as c
from game.sim.rules.hands import Hands

BPM, BAR_S = 60, 4.0
MEETS_S = 2.0 * TICK_S
"""A beat is met on a tick..."""
SEEN_S = 5.0 * TICK_S
"""...and gold is looked at on one in a few."""
DRUNK = 1.1
"""A cell is gold from 1 on, and fades a little on each tick without light until it is."""


PANE = {"material": "crown_glass", "shape": {"type": "box", "size": [0.4, 0.4]}}
TWO_PANES = {
    "version": 1,
    "title": "Two panes",
    "music": {"key": "D", "bpm": BPM},
    "poise": 3.0,
    "pieces": [
        {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [0.8, 0.1]}},
        PANE | {"id": "low", "at": [0, 0.3]},
        PANE | {"id": "high", "at": [0, 0.7]},
    ],
    "joints": [
        {"type": "weld", "pieces": ["foot", "low"], "at": [0, 0.1], "strength": 1e6},
        {"type": "weld", "pieces": ["low", "high"], "at": [0, 0.5], "strength": 1e6},
    ],
    "lights": [{"id": "key", "from": [-1.7, 3.6], "toward": [-1.6, 0.9]}],
    "flaws": [{"piece": piece, "at": [0.2, 0], "opens": 1, "length": 0.15} for piece in ("low", "high")],
    "goal": {"voices": 2, "within": 60},
}
"""A flaw in each, and it stands for as long as anybody looks."""


def two_flaws() -> Level:
    return parse_level(json.dumps(TWO_PANES))


def gild(world: World, flaw: int) -> None:
    """Lay all of a flaw's gold at once."""
    for crack in world.sculpture.cracks.all.values():
        if crack.flaw == flaw:
            crack.exposure[:] = DRUNK


def sung(*, gold_at: tuple[float, float], holds: tuple[float, float] = (0.0, 0.0), until: float = 6.0) -> list[Event]:
    """What is told of ripe cracks, voices and chords, each flaw gold from its time on and breath held between two."""
    world, told = World(two_flaws()), list[Event]()
    while world.time < until:
        for flaw, time in enumerate(gold_at):
            if world.time >= time:
                gild(world, flaw)
        events = world.tick(Intent(breath=holds[0] <= world.time < holds[1]))
        told += [event for event in events if event.kind in (EventKind.RIPE, EventKind.VOICE, EventKind.CHORD)]
    return told


def times(told: list[Event], kind: EventKind) -> list[float]:
    return [event.tick * TICK_S for event in told if event.kind is kind]


def test_a_ripe_crack_sings_by_itself_on_the_next_beat() -> None:
    told = sung(gold_at=(1.3, 3.6))
    assert times(told, EventKind.RIPE) == pytest.approx([1.3, 3.6], abs=SEEN_S)
    assert times(told, EventKind.VOICE) == pytest.approx([2.0, 4.0], abs=MEETS_S)
    assert [event.in_time for event in told if event.kind is EventKind.VOICE] == [False, False], "nobody let it go"


def test_ripe_cracks_wait_for_a_held_breath_and_sing_together_as_it_is_let_go() -> None:
    told = sung(gold_at=(1.3, 2.2), holds=(1.5, 2.55))
    voices = [event for event in told if event.kind is EventKind.VOICE]
    assert [event.tick * TICK_S for event in voices] == pytest.approx([2.55, 2.55], abs=MEETS_S), "the beat is let pass"
    assert [event.size for event in told if event.kind is EventKind.CHORD] == [2.0]
    assert [event.marks.chord for event in voices if event.marks] == list(CHORD_FACTORS[:2])
    assert [event.marks.beat for event in voices if event.marks] == [1.0, 1.0], "far from a beat"


def test_let_go_on_the_beat_they_earn_it() -> None:
    told = sung(gold_at=(1.3, 1.4), holds=(1.5, 2.0))
    voices = [event for event in told if event.kind is EventKind.VOICE]
    assert [event.marks.beat for event in voices if event.marks] == [BEAT_FACTORS[0]] * 2
    assert all(event.in_time for event in voices)


def test_a_breath_that_is_spent_lets_them_go() -> None:
    told = sung(gold_at=(1.3, 1.4), holds=(1.5, 6.0))
    assert times(told, EventKind.VOICE) == pytest.approx([1.5 + c.BREATH_S * c.BREATH_SCALE] * 2, abs=3 * MEETS_S)


def breaths(held: bool, sway: float, seconds: float, breath: float) -> list[float]:
    """The meter, tick by tick."""
    hands, meter = Hands.of(two_flaws()), [breath]
    hands.breath = breath
    for _ in range(round(seconds / TICK_S)):
        hands.breathe(Intent(breath=held), sway, BAR_S)
        meter.append(hands.breath)
    return meter


def test_a_calm_bar_gives_a_quarter_back_and_a_wide_sway_nothing() -> None:
    calm = breaths(held=False, sway=math.radians(1.0), seconds=BAR_S, breath=0.2)
    assert calm[-1] == pytest.approx(0.2 + c.BREATH_A_BAR) and c.BREATH_A_BAR == 0.25
    assert breaths(held=False, sway=math.radians(-8.0), seconds=BAR_S, breath=0.2)[-1] == 0.2
    assert breaths(held=False, sway=0.0, seconds=BAR_S, breath=0.9)[-1] == 1.0, "it is full"


def test_a_full_meter_lasts_for_its_seconds_of_real_time_however_calm_it_is() -> None:
    meter = breaths(held=True, sway=0.0, seconds=1.2 * c.BREATH_S * c.BREATH_SCALE, breath=1.0)
    drawn = [before for before, after in pairwise(meter) if after < before]
    assert len(drawn) * TICK_S / c.BREATH_SCALE == pytest.approx(c.BREATH_S, abs=0.05)
