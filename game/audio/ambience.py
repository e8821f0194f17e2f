"""What sounds all the time: which loops, how loud, from where, and how they get there. Pure.

The chorus has its own page; here are the house, the hand, the gold, and the low strings of danger.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from game.audio.cues import UNHEARD, WIDEST, Bus, Cue, Hush, Singer, Tone
from game.audio.music.chorus import chorus
from game.audio.music.last_chord import last_tones
from game.audio.patches import HARMONICA_NOTE, MURMUR, ROLL, ROOM, SWIVEL, VARIANTS, Orchestra, Patch
from game.audio.surroundings import BUCKLING, Surroundings
from game.core.rng import stream
from game.sim.constants import CREAK_BELOW, GASP_SWAY

STRAIN_GAIN = 0.42
TONE_GAIN = 0.34
ROOM_GAIN = 0.30
SHIMMER_GAIN = 0.30
ROLL_GAIN = 0.34
SWIVEL_GAIN = 0.22
MURMUR_GAIN = 0.30
SETTLES_S = 5.0
"""s after the curtain in which the audience falls silent."""
GLIDE = 7.0
"""Semitones below its note from which a crack's tone sets out."""


def tones(
    around: Surroundings,
    orchestra: Orchestra,
    sides: Mapping[Singer, float],
    volume: Callable[[Bus], float] = lambda _: 1.0,
) -> dict[Patch, Tone]:
    """The loops that should sound now; `sides` knows where each singer's seam is, `volume` what the player has set."""
    return {
        patch: replace(tone, gain=tone.gain * volume(tone.bus))
        for patch, tone in _tones(around, orchestra, sides).items()
    }


def _tones(around: Surroundings, orchestra: Orchestra, sides: Mapping[Singer, float]) -> dict[Patch, Tone]:
    if around.hush is not None:
        return last_tones(around, orchestra, sides)
    wanted = {ROOM: Tone(ROOM_GAIN * (0.4 if around.fallen else 1.0 - 0.5 * around.breath), 0.0, Bus.AUDIENCE)}
    if around.fallen:
        return wanted
    if around.time < SETTLES_S:
        wanted[MURMUR] = Tone(MURMUR_GAIN * (1.0 - around.time / SETTLES_S), 0.0, Bus.AUDIENCE)
    wanted.update(chorus(around, orchestra, sides))
    heavy = max(around.danger, 0.4 * max(0.0, (CREAK_BELOW - around.load_factor) / (CREAK_BELOW - BUCKLING)))
    lean = -WIDEST * max(-1.0, min(1.0, around.sway / GASP_SWAY))
    wanted[orchestra.strain] = Tone(STRAIN_GAIN * min(1.0, heavy), lean, Bus.MUSIC)
    if around.turning > 0.0:
        wanted[SWIVEL] = Tone(SWIVEL_GAIN * math.sqrt(around.turning), around.turning_side, Bus.EFFECTS)
    if around.ripe:
        wanted[orchestra.shimmer] = Tone(SHIMMER_GAIN * min(1.5, around.ripe**0.5), 0.0, Bus.MUSIC)
    if around.last > 0.0:
        wanted[ROLL] = Tone(ROLL_GAIN * (0.25 + 0.75 * around.last), 0.0, Bus.MUSIC)
    if around.gilding is not None:
        note = orchestra.found(around.gilding.note) - GLIDE * (1.0 - around.gilding.gold) ** 1.5
        speed = 2.0 ** ((note - HARMONICA_NOTE) / 12.0)
        wanted[orchestra.tone] = Tone(TONE_GAIN, around.gilding.side, Bus.MUSIC, speed)
    return wanted


RISE_S: Mapping[str, float] = {
    "choir": 0.20, "harmonica": 0.10, "strain": 0.35, "room": 0.8, "murmur": 0.4, "swivel": 0.04,
    "shimmer": 0.15, "roll": 0.30,
}  # fmt: skip
SINK_S: Mapping[str, float] = {
    "choir": 0.26, "harmonica": 0.30, "strain": 0.50, "room": 0.5, "murmur": 0.5, "swivel": 0.09,
    "shimmer": 0.12, "roll": 0.20,
}  # fmt: skip
"""Time constants of the loops' volumes, s, by instrument."""


@dataclass(slots=True)
class Fader:
    """A loop's volume on its way to where it should be."""

    gain: float = 0.0
    side: float = 0.0
    speed: float = 1.0


class Faders:
    """Eases every loop towards its tone: new ones rise from silence, unwanted ones sink into it and end."""

    def __init__(self) -> None:
        """Silence."""
        self.of: dict[Patch, Fader] = {}

    def ease(self, wanted: Mapping[Patch, Tone], elapsed_s: float) -> list[Patch]:
        """Move on by so many seconds; returns the loops that have ended."""
        for patch, tone in wanted.items():
            if patch not in self.of:
                self.of[patch] = Fader(side=tone.side, speed=tone.speed)
        ended = []
        for patch, fader in self.of.items():
            tone = wanted.get(patch) or Tone(0.0, fader.side, Bus.MUSIC, fader.speed)
            pace = RISE_S if tone.gain > fader.gain else SINK_S
            share = 1.0 - math.exp(-elapsed_s / pace[patch.instrument])
            fader.gain += (tone.gain - fader.gain) * share
            fader.side += (tone.side - fader.side) * share
            fader.speed += (tone.speed - fader.speed) * share
            if patch not in wanted and fader.gain < UNHEARD:
                ended.append(patch)
        for patch in ended:
            del self.of[patch]
        return ended


HUSHES_S, RETURNS_S = 0.04, 0.7
"""Time constants with which all that sounds steps back for an event, and comes again."""


class Silence:
    """The quiet that some events make around them."""

    def __init__(self) -> None:
        """None."""
        self.gain = 1.0
        """What is left of all that sounds, 0..1."""
        self._depth = 0.0
        self._left_s = 0.0

    def fall(self, hush: Hush) -> None:
        """Let it be quiet; a deeper quiet that lasts is not broken by a lesser one."""
        if self._left_s <= 0.0 or hush.depth >= self._depth:
            self._depth, self._left_s = hush.depth, hush.seconds

    def ease(self, elapsed_s: float) -> None:
        """Move on by so many seconds."""
        wanted = 1.0 - self._depth if self._left_s > 0.0 else 1.0
        pace = HUSHES_S if wanted < self.gain else RETURNS_S
        self.gain += (wanted - self.gain) * (1.0 - math.exp(-elapsed_s / pace))
        self._left_s -= elapsed_s


CREAK_GAP_S = (1.0, 3.0)
"""Between two creaks while the joints complain most; they come less often the less they complain."""


class Creaks:
    """Creaks that come of themselves while the load factor is near 1."""

    def __init__(self) -> None:
        """The same creaks on every run."""
        self._draws = stream(0, "creaks")
        self._until = CREAK_GAP_S[0]

    def ease(self, around: Surroundings, elapsed_s: float) -> list[Cue]:
        """Move on by so many seconds; returns what creaks now."""
        loud = around.complaint
        self._until -= loud * elapsed_s
        if self._until > 0.0:
            return []
        self._until = float(self._draws.uniform(*CREAK_GAP_S))
        variant = int(self._draws.integers(VARIANTS["creak"]))
        return [Cue(Patch("creak", (variant,)), 0.08 + 0.22 * loud, float(self._draws.uniform(-0.2, 0.2)))]
