"""What sounds all the time: which loops, how loud, from where, and how they get there. Pure.

The choir tells the state: it grows voice by voice from a hum to a chord, swells while gold is laid, closes in a held
breath, and gives way to low strings when the sculpture is in danger.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from game.audio.cues import WIDEST, Bus, Cue, Hush, Singer
from game.audio.patches import HARMONICA_NOTE, MURMUR, ROOM, SWIVEL, VARIANTS, Orchestra, Patch
from game.audio.singing import VOWEL_PATH
from game.audio.surroundings import BUCKLING, Surroundings
from game.core.rng import stream
from game.sim.constants import CREAK_BELOW, GASP_SWAY
from game.sim.rules.voices import cadence, lead

CHOIR_GAIN = 0.80
"""Of a voice that sings alone."""
CHOIR_CROWD = 0.25
"""n voices sing at n^-CHOIR_CROWD each: the chorus grows with every voice, but not into the ceiling."""
CHOIR_SIZE = 12
"""Notes that sound at most; the latest give way."""
OPEN_AT = 5.0
"""Voices at which the hum has wholly opened to "ah"."""
SWELL = 1.25
"""The chorus swells by so much while light lays gold."""
DUCKED = 0.45
"""What a dangerous sway leaves of the chorus..."""
MUFFLED = 0.55
"""...and what a held breath leaves of it, closed to a hum."""
STRAIN_GAIN = 0.42
TONE_GAIN = 0.34
ROOM_GAIN = 0.30
SWIVEL_GAIN = 0.22
MURMUR_GAIN = 0.30
SETTLES_S = 5.0
"""s after the curtain in which the audience falls silent."""
GLIDE = 7.0
"""Semitones below its note from which a crack's tone sets out."""
MOVES_WITH = 0.5
"""Share of a voice's place on the stage in its pan: the chorus stands in the middle."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How a loop should sound."""

    gain: float
    side: float
    bus: Bus
    speed: float = 1.0
    """1 as recorded, 2 an octave higher."""


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
    wanted = {ROOM: Tone(ROOM_GAIN * (0.4 if around.fallen else 1.0 - 0.5 * around.breath), 0.0, Bus.AUDIENCE)}
    if around.fallen:
        return wanted
    if around.time < SETTLES_S:
        wanted[MURMUR] = Tone(MURMUR_GAIN * (1.0 - around.time / SETTLES_S), 0.0, Bus.AUDIENCE)
    wanted.update(_chorus(around, orchestra, sides))
    heavy = max(around.danger, 0.4 * max(0.0, (CREAK_BELOW - around.load_factor) / (CREAK_BELOW - BUCKLING)))
    lean = -WIDEST * max(-1.0, min(1.0, around.sway / GASP_SWAY))
    wanted[orchestra.strain] = Tone(STRAIN_GAIN * min(1.0, heavy), lean, Bus.MUSIC)
    if around.turning > 0.0:
        wanted[SWIVEL] = Tone(SWIVEL_GAIN * math.sqrt(around.turning), around.turning_side, Bus.EFFECTS)
    if around.gilding is not None:
        note = orchestra.found(around.gilding.note) - GLIDE * (1.0 - around.gilding.gold) ** 1.5
        speed = 2.0 ** ((note - HARMONICA_NOTE) / 12.0)
        wanted[orchestra.tone] = Tone(TONE_GAIN, around.gilding.side, Bus.MUSIC, speed)
    return wanted


def _chorus(around: Surroundings, orchestra: Orchestra, sides: Mapping[Singer, float]) -> dict[Patch, Tone]:
    """Two neighbouring vowels of every note sung: a hum of few opens to an "ah" of many; a held breath closes it."""
    seated = list(dict.fromkeys(around.singers))[:CHOIR_SIZE]
    if not seated:
        return {}
    opened = 1.0 if around.close else min(1.0, (len(seated) - 1) / (OPEN_AT - 1.0))
    place = opened * (1.0 - around.breath) * (len(VOWEL_PATH) - 1)
    gain = CHOIR_GAIN * len(seated) ** -CHOIR_CROWD
    gain *= 1.0 - (1.0 - DUCKED) * around.danger
    gain *= 1.0 - (1.0 - MUFFLED) * around.breath
    gain *= SWELL if around.gilding is not None or around.close else 1.0
    chorus: dict[Patch, Tone] = {}
    for singer, (note, part) in zip(seated, _led(tuple(seated), around, orchestra), strict=True):
        side = MOVES_WITH * sides.get(singer, 0.0)
        for step, vowel in enumerate(VOWEL_PATH):
            share = math.cos(min(1.0, abs(place - step)) * math.pi / 2.0)
            if share > UNHEARD:
                chorus[orchestra.voice(note, part, vowel)] = Tone(gain * share, side, Bus.MUSIC)
    return chorus


def _led(singers: tuple[Singer, ...], around: Surroundings, orchestra: Orchestra) -> tuple[Singer, ...]:
    """What the singers sing now: their own notes, and at the close the chords of the cadence."""
    if not around.close:
        return singers
    beside, home = cadence(singers, orchestra.music)
    away = lead(singers, beside)
    return away if around.close == "amen" else lead(away, home)


RISE_S: Mapping[str, float] = {
    "choir": 0.30, "harmonica": 0.10, "strain": 0.35, "room": 0.8, "murmur": 0.4, "swivel": 0.04,
}  # fmt: skip
SINK_S: Mapping[str, float] = {
    "choir": 0.40, "harmonica": 0.30, "strain": 0.50, "room": 0.5, "murmur": 0.5, "swivel": 0.09,
}  # fmt: skip
"""Time constants of the loops' volumes, s, by instrument."""
UNHEARD = 0.002
"""A sinking loop under this gain has ended."""


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
