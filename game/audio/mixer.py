"""The live mixer: events and views in, sound out. Without a device it does all the same things in silence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from game.audio.ambience import Creaks, Faders, Tone, scene_of, tones
from game.audio.bank import Bank
from game.audio.channels import ONE_SHOTS, Channels
from game.audio.cues import Bus, Cue, Director, Singer, Tap, balance, side_of, tap
from game.audio.device import Device, Sound
from game.audio.patches import Orchestra, Patch
from game.core.clock import TICKS_PER_SECOND
from game.level.model import Music
from game.sim.events import Event, EventKind
from game.sim.view import View

LOOPS = 40
"""Loops at most: two for each of twelve notes, four gilding tones, strings, the room; the rest fade out."""
TAPS = 2
"""Channels that belong to the menus, which must be heard while all else is paused."""
ALL_CHANNELS = ONE_SHOTS + LOOPS + TAPS
LOOP_CHANNELS = range(ONE_SHOTS, ONE_SHOTS + LOOPS)
PAUSE_FADE_S = 0.12
"""Pausing is at once for the eye; the ear would hear that as a click."""
BREATH_DUCK = 0.45
"""Share of an effect's volume that a held breath takes away."""
EARLY_TICK = TICKS_PER_SECOND
"""Time that runs back to before this is a new performance; later, it is the end of this one, shown again."""
FINEST = 1.0 / 255.0
"""Smallest step of volume that the device knows."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """What the player set, each 0..1."""

    master: float = 1.0
    music: float = 1.0
    effects: float = 1.0
    audience: float = 1.0
    interface: float = 1.0

    def of(self, bus: Bus) -> float:
        """The volume of a bus, the master's in it."""
        return self.master * float(getattr(self, bus.value))


@dataclass(slots=True)
class _Loop:
    channel: int
    volume: tuple[float, float]


class Mixer:
    """All that is heard. `open` one, once; `tune` it to each level, `load`, then feed it every frame."""

    def __init__(self, music: Music, device: Device | None, problem: str, bank: Bank | None = None) -> None:
        """Use `open`; this is for tests that bring a device or a cache of their own."""
        self.problem = problem
        self.volumes = Volumes()
        self._device = device
        self._bank = bank
        self._sounds: dict[Patch, Sound] = {}
        self._channels = Channels(ONE_SHOTS)
        self._free_loops = list(LOOP_CHANNELS)
        self._loops: dict[Patch, _Loop] = {}
        self._faders = Faders()
        self._creaks = Creaks()
        self._due: list[tuple[float, Cue]] = []
        self._sides: dict[Singer, float] = {}
        self._now = 0.0
        self._tick = -1
        self._breath = 0.0
        self._paused = False
        self._tapped = 0
        self.tune(music)

    @classmethod
    def open(cls, music: Music, *, wanted: bool = True) -> "Mixer":
        """Open the sound device. Never raises: without one, or if sound is not `wanted`, the mixer is silent.

        `problem` then tells in one line why, '' where there is nothing to tell.
        """
        if not wanted:
            return cls(music, None, "")
        try:
            return cls(music, Device(ALL_CHANNELS), "")
        except OSError as error:
            return cls(music, None, f"No sound: the audio device cannot be opened ({error}).")

    @property
    def silent(self) -> bool:
        """Whether nothing will ever be heard."""
        return self._device is None

    def tune(self, music: Music) -> None:
        """Change to a level's key, scale and tempo; `load` then gets ready what is missing for it."""
        self._orchestra = Orchestra(music)
        self._director = Director(self._orchestra)
        needed = set(self._orchestra.needed())
        self._sounds = {patch: sound for patch, sound in self._sounds.items() if patch in needed}
        self._restart()

    def load(self) -> Iterator[tuple[int, int, str]]:
        """Get ready what the music needs, a sound a step, for a loading screen: done, of how many, name.

        What is skipped here is rendered when it is first heard. A silent mixer needs nothing.
        """
        if self._device is None:
            return
        needed = [patch for patch in self._orchestra.needed() if patch not in self._sounds]
        for done, patch in enumerate(needed):
            yield done, len(needed), patch.name
            self._sound(patch)
        yield len(needed), len(needed), ""

    def play(self, events: Sequence[Event], view: View) -> None:
        """Let what happened during this frame's ticks be heard."""
        if self._device is None or self._paused:
            return
        self._notice_restart(view)
        for event in events:
            if event.kind is EventKind.VOICE:
                self._sides[(event.size, event.part)] = side_of(event.at)
            self._play(self._director.cues(event, self._now))

    def tap(self, kind: Tap) -> None:
        """Let a menu be heard: move, accept or back. Works while paused."""
        for cue in tap(kind, self._orchestra):
            self._tapped = (self._tapped + 1) % TAPS
            volume = balance(cue.gain * self.volumes.of(cue.bus), cue.side)
            if self._device is not None:
                self._device.play(ALL_CHANNELS - 1 - self._tapped, self._sound(cue.patch), volume)

    def frame(self, view: View, elapsed_s: float) -> None:
        """Move all that sounds on by real seconds: loops ease to where the view wants them, late cues go."""
        if self._device is None or self._paused:
            return
        self._notice_restart(view)
        self._now += elapsed_s
        due = [cue for at, cue in self._due if at <= self._now]
        self._due = [(at, cue) for at, cue in self._due if at > self._now]
        scene = scene_of(view)
        self._breath = scene.breath
        for cue in due:
            self._start(cue)
        self._play(self._creaks.ease(scene, elapsed_s))
        self._ease(tones(scene, self._orchestra, self._sides), elapsed_s)

    def pause(self) -> None:
        """Go quiet, within a blink."""
        self._paused = True
        self._hush()

    def resume(self) -> None:
        """Go on: the loops swell up again from where the view has them."""
        self._paused = False

    def close(self) -> None:
        """Give the sound device back. May be called again; the mixer is silent after it."""
        if self._device is not None:
            self._device.close()
        self._device = None

    # One-shots ----------------------------------------------------------------------------------------------
    def _play(self, cues: Iterable[Cue]) -> None:
        for cue in cues:
            if cue.delay > 0.0:
                self._due.append((self._now + cue.delay, cue))
            else:
                self._start(cue)

    def _start(self, cue: Cue) -> None:
        gain = cue.gain * self.volumes.of(cue.bus)
        if cue.bus is Bus.EFFECTS:
            gain *= 1.0 - BREATH_DUCK * self._breath
        if self._device is None or gain < FINEST:
            return
        sound = self._sound(cue.patch)
        place = self._channels.take(self._now, sound.get_length(), gain, cue.priority)
        if place is not None:
            self._device.play(place.channel, sound, balance(place.gain, cue.side))

    def _sound(self, patch: Patch) -> Sound:
        if patch not in self._sounds:
            self._bank = self._bank or Bank()
            self._sounds[patch] = Device.sound(self._bank.get(patch))
        return self._sounds[patch]

    # Loops --------------------------------------------------------------------------------------------------
    def _ease(self, wanted: dict[Patch, Tone], elapsed_s: float) -> None:
        heard = {
            patch: Tone(tone.gain * self.volumes.of(tone.bus), tone.side, tone.bus) for patch, tone in wanted.items()
        }
        for patch in self._faders.ease(heard, elapsed_s):
            self._end_loop(patch)
        for patch, fader in self._faders.of.items():
            volume = balance(fader.gain, fader.side)
            loop = self._loops.get(patch)
            if loop is None:
                self._start_loop(patch, volume)
            elif _differ(volume, loop.volume):
                self._set_loop(loop, volume)

    def _start_loop(self, patch: Patch, volume: tuple[float, float]) -> None:
        if self._device is None or not self._free_loops:
            return
        loop = self._loops[patch] = _Loop(self._free_loops.pop(), volume)
        self._device.play(loop.channel, self._sound(patch), volume, loop=True)

    def _set_loop(self, loop: _Loop, volume: tuple[float, float]) -> None:
        if self._device is not None:
            self._device.set_volume(loop.channel, volume)
        loop.volume = volume

    def _end_loop(self, patch: Patch) -> None:
        loop = self._loops.pop(patch, None)
        if loop is not None and self._device is not None:
            self._device.stop(loop.channel)
            self._free_loops.append(loop.channel)

    # Beginning again ----------------------------------------------------------------------------------------
    def _notice_restart(self, view: View) -> None:
        if view.tick < min(self._tick, EARLY_TICK):
            self._restart()
        self._tick = view.tick

    def _restart(self) -> None:
        """Another performance begins: nothing of the last one is heard any more."""
        self._director.restart()
        self._due.clear()
        self._sides.clear()
        self._breath = 0.0
        self._hush()

    def _hush(self) -> None:
        if self._device is not None:
            self._device.fade_out(range(ONE_SHOTS + LOOPS), PAUSE_FADE_S)
        self._channels.free_all()
        self._faders = Faders()
        self._free_loops += [loop.channel for loop in self._loops.values()]
        self._loops.clear()


def _differ(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether the device could tell two volumes apart."""
    return max(abs(a[0] - b[0]), abs(a[1] - b[1])) >= 0.5 * FINEST
