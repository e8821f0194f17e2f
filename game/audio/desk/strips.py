"""Which strip of the desk plays what: sounds with an end find a free one, loops keep theirs while they are heard."""

from collections.abc import Callable, Iterable, Mapping

from game.audio.ambience import Faders
from game.audio.cues import Cue, Tone, balance
from game.audio.desk.channels import ONE_SHOTS, Channels
from game.audio.desk.desk import Desk
from game.audio.desk.timing import StageClock
from game.audio.patches import Patch, Pcm
from game.audio.sounds.synth import RATE

LOOPS = 44
"""Loops at most: three vowels for each of twelve notes while they morph, tone, strings, room and what else lasts."""
BAND = 16
"""Notes of the band at once."""
TAPS = 2
"""Strips that belong to the menus, which must be heard while all else is paused."""
LOOP_STRIPS = range(ONE_SHOTS, ONE_SHOTS + LOOPS)
BAND_STRIPS = range(LOOP_STRIPS.stop, LOOP_STRIPS.stop + BAND)
STAGE_STRIPS = range(BAND_STRIPS.stop)
TAP_STRIPS = range(BAND_STRIPS.stop, BAND_STRIPS.stop + TAPS)
QUIETEST = 1.0 / 1024.0
"""A sound with an end that would be softer than this (-60 dB) is left out."""
FINEST = 1e-4
"""Changes of volume and speed under this are not worth an order."""


def new_desk() -> Desk:
    """A desk on which menus pass the stage's filter by."""
    return Desk(dry=TAP_STRIPS)


class Strips:
    """Plays cues and tones on a desk."""

    def __init__(self, desk: Desk, sound: Callable[[Patch], Pcm]) -> None:
        """Play on this desk; `sound` gets a patch's samples."""
        self.desk = desk
        self.clock = StageClock()
        self._sound = sound
        self._channels, self._band = Channels(ONE_SHOTS), Channels(BAND)
        self._faders = Faders()
        self._strips: dict[Patch, int] = {}
        self._free = list(LOOP_STRIPS)
        self._set: dict[Patch, tuple[float, float, float]] = {}
        self._due: list[tuple[float, Cue]] = []
        self._tapped = 0

    def cue(self, cues: Iterable[Cue], second: float) -> None:
        """Have cues of what happened at this second of the stage heard, each when it is due."""
        self._due += [(second + cue.delay, cue) for cue in cues]

    def start_due(self, now_s: float, volume: Callable[[Cue], float]) -> None:
        """Start the cues whose second has come, in order; `volume` is what the player has set for one."""
        due = sorted((entry for entry in self._due if entry[0] <= now_s), key=lambda entry: entry[0])
        self._due = [entry for entry in self._due if entry[0] > now_s]
        for second, cue in due:
            gain = cue.gain * volume(cue)
            if gain < QUIETEST:
                continue
            pcm = self._sound(cue.patch)
            channels, first = (self._band, BAND_STRIPS.start) if cue.band else (self._channels, 0)
            place = channels.take(second, len(pcm) / RATE, gain, cue.priority)
            if place is not None:
                at = self.clock.sample(second)
                self.desk.start(first + place.channel, pcm, balance(place.gain, cue.side), at=at)

    def tap(self, cue: Cue, gain: float) -> None:
        """Play a menu's cue at once, on a strip of its own."""
        self._tapped = (self._tapped + 1) % TAPS
        self.desk.start(TAP_STRIPS[self._tapped], self._sound(cue.patch), balance(gain, cue.side))

    def ease(self, wanted: Mapping[Patch, Tone], elapsed_s: float, left: float) -> None:
        """Move the loops on towards how they should sound; `left` is what silence leaves of them."""
        for patch in self._faders.ease(wanted, elapsed_s):
            if patch in self._strips:
                strip = self._strips.pop(patch)
                self._set.pop(patch, None)
                self.desk.stop([strip])
                self._free.append(strip)
        for patch, fader in self._faders.of.items():
            volume = balance(fader.gain * left, fader.side)
            order = (*volume, fader.speed)
            if patch not in self._strips:
                if self._free:
                    self._strips[patch] = self._free.pop()
                    self.desk.start(self._strips[patch], self._sound(patch), volume, loop=True, speed=fader.speed)
                    self._set[patch] = order
            elif max(abs(a - b) for a, b in zip(order, self._set[patch], strict=True)) > FINEST:
                self.desk.steer(self._strips[patch], volume, fader.speed)
                self._set[patch] = order

    def hush(self) -> None:
        """End all that belongs to the stage, within a blink; what was due is forgotten."""
        self.desk.stop(STAGE_STRIPS)
        self._due.clear()
        self._channels.free_all()
        self._band.free_all()
        self._faders = Faders()
        self._free = list(LOOP_STRIPS)
        self._strips.clear()
        self._set.clear()
