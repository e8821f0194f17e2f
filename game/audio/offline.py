"""The same sounds with no device: events in, an array out. What can be measured, can be kept good."""

from collections.abc import Iterator, Sequence

import numpy as np

from game.audio.ambience import Faders, Scene, tones
from game.audio.bank import Bank
from game.audio.channels import ONE_SHOTS, Channels
from game.audio.cues import Cue, Director, Singer, balance, side_of
from game.audio.patches import Orchestra, Patch
from game.audio.synth import RATE, Samples, add_at, count, edges
from game.level.model import Music
from game.sim.events import Event, EventKind

Timed = tuple[float, Event]
"""Second and event."""

FRAME_S = 1.0 / 60.0
"""Loops are eased as often as the game draws."""
CUT_S = 0.005
"""Fade of a sound whose channel another one takes."""
FULL = np.float32(1.0 / 32767.0)


def render_sounds(
    events: Sequence[Timed], seconds: float, *, music: Music | None = None, bank: Bank | None = None
) -> Samples:
    """What a performance sounds like: (n, 2) at 48 kHz, full scale 1; nothing limits or clips the sum.

    All one-shots of the events, and the chorus from each VOICE to the end or its SILENCED. What follows from
    the view alone (room tone, gilding tone, strings, creaking) is not in it. Equal events make equal samples.
    """
    mix = np.zeros((count(seconds), 2), dtype=np.float32)
    orchestra, bank = Orchestra(music or Music()), bank or Bank()
    ordered = sorted(events, key=lambda timed: timed[0])
    sounds: dict[Patch, Samples] = {}
    for patch, start, end, volume in _one_shots(ordered, orchestra, bank, sounds):
        sound = sounds[patch][: end - start]
        if len(sound) < len(sounds[patch]):
            sound = edges(sound.copy(), 0.0, CUT_S)
        add_at(mix, sound * np.array(volume, dtype=np.float32), start)
    _mix_chorus(mix, ordered, orchestra, bank)
    return mix


def _one_shots(
    events: Sequence[Timed], orchestra: Orchestra, bank: Bank, sounds: dict[Patch, Samples]
) -> Iterator[tuple[Patch, int, int, tuple[float, float]]]:
    """Patch, first and last sample, volumes of every one-shot that gets a channel, as in the live mixer."""
    director, channels = Director(orchestra), Channels(ONE_SHOTS)
    cues: list[tuple[float, Cue]] = []
    for at, event in events:
        cues += [(at + cue.delay, cue) for cue in director.cues(event, at)]
    running: dict[int, tuple[Patch, int, int, tuple[float, float]]] = {}
    for at, cue in sorted(cues, key=lambda timed: timed[0]):
        if cue.patch not in sounds:
            sounds[cue.patch] = bank.get(cue.patch) * FULL
        length = len(sounds[cue.patch])
        place = channels.take(at, length / RATE, cue.gain, cue.priority)
        if place is None:
            continue
        start = round(at * RATE)
        if place.channel in running:
            patch, first, last, volume = running[place.channel]
            yield patch, first, min(last, start), volume
        running[place.channel] = (cue.patch, start, start + length, balance(place.gain, cue.side))
    yield from running.values()


def _mix_chorus(mix: Samples, events: Sequence[Timed], orchestra: Orchestra, bank: Bank) -> None:
    """Add the loops of the voices, frame by frame, their volumes on the way between frames."""
    faders, scene, sides = Faders(), Scene(), dict[Singer, float]()
    loops: dict[Patch, Samples] = {}
    begun: dict[Patch, int] = {}
    waiting = list(events)
    frame = count(FRAME_S)
    rise = np.arange(frame, dtype=np.float32)[:, None] / np.float32(frame)
    for start in range(0, len(mix), frame):
        while waiting and waiting[0][0] * RATE <= start:
            scene = _after(scene, waiting.pop(0)[1], sides)
        before = {patch: balance(fader.gain, fader.side) for patch, fader in faders.of.items()}
        wanted = tones(scene, orchestra, sides)
        faders.ease({patch: tone for patch, tone in wanted.items() if patch.instrument == "choir"}, FRAME_S)
        for patch, fader in faders.of.items():
            if patch not in loops:
                loops[patch] = bank.get(patch) * FULL
            at = start - begun.setdefault(patch, start)
            new = np.array(balance(fader.gain, fader.side), dtype=np.float32)
            old = np.array(before.get(patch, (0.0, 0.0)), dtype=np.float32)
            part = np.take(loops[patch], np.arange(at, at + frame), axis=0, mode="wrap")
            add_at(mix, part * (old + (new - old) * rise), start)


def _after(scene: Scene, event: Event, sides: dict[Singer, float]) -> Scene:
    """The scene once this event has happened."""
    singers = scene.singers
    rising, fallen = scene.rising, scene.fallen
    if event.kind is EventKind.VOICE:
        singers = (*singers, (event.size, event.part))
        sides[singers[-1]] = side_of(event.at)
    elif event.kind is EventKind.SILENCED:
        lost = next((i for i, (note, _part) in enumerate(singers) if note == event.size), len(singers))
        singers = singers[:lost] + singers[lost + 1 :]
    rising = rising or event.kind in (EventKind.OVATION, EventKind.WON)
    fallen = fallen or event.kind in (EventKind.TOPPLE, EventKind.LOST)
    return Scene(singers=singers, rising=rising, fallen=fallen)
