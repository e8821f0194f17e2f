"""The mixer: events and views in, orders to the desk out. Without a device it does the same in silence.

Whoever listens, a sound device or a file, the same mixer gives the same orders.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pygame

from game.audio.ambience import Creaks, Silence, tones
from game.audio.band import Band
from game.audio.captions import Captions
from game.audio.cues import Bus, Cue, Singer, side_of
from game.audio.desk.desk import Desk
from game.audio.desk.device import change_told_by
from game.audio.desk.outlet import Outlet
from game.audio.desk.sound_cache import SoundCache
from game.audio.desk.strips import Strips
from game.audio.patches import Orchestra, Patch, Pcm
from game.audio.surroundings import Entrances, Rest, Surroundings, surroundings_of
from game.audio.table import BREATH, LET_GO, TABLE, Director, Tap, tap
from game.audio.theme import Theme, theme_patches
from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.level.model import Music
from game.settings import DEFAULTS, Sound
from game.sim.balance import BalanceWatch
from game.sim.events import BREAKS, Event, EventKind
from game.sim.view import View

RING = 0.42
"""Linear gain of a voice's chime on a page."""
EARLY_TICK = TICKS_PER_SECOND
"""Time that runs back to before this is a new performance; later, it is the end of this one, shown again."""


def volume_of(bus: Bus, settings: Sound) -> float:
    """How loud the player wants a bus, 0..1, the master volume in it."""
    volumes = {
        Bus.MUSIC: settings.music,
        Bus.EFFECTS: settings.effects,
        Bus.AUDIENCE: settings.audience,
        Bus.INTERFACE: settings.interface,
    }
    return settings.master * volumes[bus]


class Mixer:
    """All that is heard. `open` one, once; `tune` it to each level, `load`, then feed it every frame."""

    def __init__(self, music: Music, desk: Desk | None = None, cache: SoundCache | None = None) -> None:
        """For whoever takes the samples from `desk`; use `open` to hear them."""
        self.captions = Captions(music)
        self._settings = DEFAULTS.sound
        self._is_away = False
        self.pace = 1.0
        """Of stage time against real time, breath aside; may be changed at any time."""
        self._cache = cache
        self._sounds: dict[Patch, Pcm] = {}
        self._outlet = Outlet(self._sound, desk)
        self._now = 0.0
        self._paused = False
        self._view: View | None = None
        self._events: list[Event] = []
        self._sides: dict[Singer, float] = {}
        self._creaks, self._silence, self._entrances = Creaks(), Silence(), Entrances()
        self._rest, self._balance = Rest(), BalanceWatch()
        self._breath = 0.0
        self._themed: Orchestra | None = None
        self._tune(music)

    @classmethod
    def open(cls, music: Music, *, wanted: bool = True, cache: SoundCache | None = None) -> "Mixer":
        """Open the sound device. Never raises: without one, or if sound is not `wanted`, the mixer is silent.

        `problem` then tells in one line why, '' where there is nothing to tell.
        """
        mixer = cls(music, None, cache)
        if wanted:
            mixer._outlet.want()
        return mixer

    @property
    def problem(self) -> str:
        """Why there is no sound, in a line; '' where there is, or none is wanted."""
        return self._outlet.problem

    @property
    def silent(self) -> bool:
        """Whether nothing is heard now."""
        return self._outlet.strips is None

    @property
    def settings(self) -> Sound:
        """What the player set; may be replaced at any time. Its captions are for whoever shows them."""
        return self._settings

    @settings.setter
    def settings(self, settings: Sound) -> None:
        self._settings = settings
        self._outlet.set_mono(settings.mono)

    def tune(self, music: Music) -> None:
        """Change to a level's key, scale and tempo; `load` then gets ready what is missing for it."""
        self._outlet.connect()
        self._tune(music)

    def _tune(self, music: Music) -> None:
        self._orchestra = Orchestra(music)
        self._director = Director(self._orchestra)
        self.captions.tune(music)
        needed = set(self._orchestra.needed())
        kept = self._sounds.copy()  # whoever renders late ones may be adding the last of them
        self._sounds = {patch: sound for patch, sound in kept.items() if patch in needed}
        self._restart()

    def load(self, *, only_opening: bool = False) -> Iterator[tuple[int, int, str]]:
        """Render what the music needs, as `render` does, and let it be heard. Kernels must be compiled."""
        yield from self.render(only_opening=only_opening)
        self._outlet.run()

    def render(self, *, only_opening: bool = False) -> Iterator[tuple[int, int, str]]:
        """Get ready what the music needs, a sound a step, for a loading screen: done, of how many, name.

        What is skipped here is rendered when it is first heard: all that follows the first bars with `only_opening`. A
        silent mixer needs nothing.
        """
        if self._outlet.strips is None:
            return
        wanted = self._orchestra.opening() if only_opening else self._orchestra.needed()
        needed = [patch for patch in wanted if patch not in self._sounds]
        for done, patch in enumerate(needed):
            yield done, len(needed), patch.name
            self._sound(patch)
        yield len(needed), len(needed), ""

    def play(self, events: Sequence[Event]) -> None:
        """Note what happened during this frame's ticks; `frame` lets it be heard."""
        if self._paused:
            return
        for event in events:
            self.captions.hear(event, self._now)
        self._events += events

    def frame(self, view: View, elapsed_s: float) -> None:
        """Move all that sounds on by real seconds: what happened is heard, loops ease to where the view wants them."""
        if self._paused:
            return
        self._notice_restart(view)
        self._now += elapsed_s
        around = self._around(view, elapsed_s)
        self.captions.watch(around, self._now)
        self._outlet.look()
        if self._outlet.strips is not None:
            self._sound_out(self._outlet.strips, around, view, elapsed_s)
        self._events.clear()
        self._view = view

    def prepare_theme(self) -> None:
        """Get ready what the title's theme needs; it is silent until then. May be called from another thread."""
        orchestra = self._orchestra
        if self._outlet.strips is None:
            return
        for patch in theme_patches(orchestra):
            self._sound(patch)
        self._themed = orchestra

    def theme(self, elapsed_s: float) -> None:
        """Play the title's theme on by real seconds; after a performance, from its beginning."""
        self._outlet.look()
        strips = self._outlet.strips
        if strips is None or self._themed is not self._orchestra or not self._outlet.begin() or self._outlet.is_mute:
            return
        if self._view is not None:
            self._restart()
        self._now += elapsed_s
        strips.clock.follow(self._now, elapsed_s, strips.desk.clock)
        self._theme.play(strips, self._now, elapsed_s, self._volume)

    def tap(self, kind: Tap, bus: Bus = Bus.INTERFACE) -> None:
        """Let a menu be heard: move, accept or back. Works while paused; at the volume of another bus to try that."""
        if self._outlet.strips is None or not self._outlet.begin():
            return
        for cue in tap(kind, self._orchestra):
            self._outlet.strips.tap(cue, cue.gain * self._volume(bus))

    def ring(self, note: float, bus: Bus = Bus.MUSIC) -> None:
        """Let the chime of a voice be heard on a page, by its MIDI number. Works while paused."""
        if self._outlet.strips is not None and self._outlet.begin():
            self._outlet.strips.tap(Cue(self._orchestra.chime(note), RING, bus=bus), RING * self._volume(bus))

    def pause(self) -> None:
        """Go quiet, within a blink."""
        self._paused = True
        self._events.clear()
        self._hush()

    def resume(self) -> None:
        """Go on: the loops swell up again from where the view has them."""
        self._paused = False

    def notice(self, event: pygame.Event) -> None:
        """Take note of devices and of the window's focus, which come and go; other events are none of its business."""
        if event.type in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED):
            self._is_away = event.type == pygame.WINDOWFOCUSLOST
            if self._is_away and not self._settings.background:
                self._hush()
        self._outlet.notice(change_told_by(event))

    def news(self) -> str:
        """What the player should be told about the sound device, once; mostly ''."""
        return self._outlet.news()

    def close(self) -> None:
        """Give the sound device back. May be called again; the mixer is silent after it."""
        self._outlet.close()

    # What is heard ------------------------------------------------------------------------------------------------
    def _around(self, view: View, elapsed_s: float) -> Surroundings:
        """The stage as it is heard now."""
        around = surroundings_of(view, self._orchestra.music, self._view, elapsed_s)
        if any(event.kind in BREAKS for event in self._events):
            self._rest.fall(around.bar)
        around = replace(around, falling=self._balance.follow(view).danger)
        return self._rest.rested(self._entrances.entered(around, view.game.beat))

    def _sound_out(self, strips: Strips, around: Surroundings, view: View, elapsed_s: float) -> None:
        self._outlet.begin()
        strips.clock.follow(self._now, elapsed_s, strips.desk.clock)
        scale = self.pace * max(view.game.time_scale, 1e-3)
        tick_s = TICK_S / scale
        for event in self._events:
            if event.kind is EventKind.VOICE:
                self._sides[(event.size, event.part)] = side_of(event.at)
            # Of the frame's seconds, so many ago; what was held up for longer happened at their beginning.
            ago = min(elapsed_s, max(0, view.tick - 1 - event.tick) * tick_s)
            cues = self._director.cues(event, self._now)
            strips.cue(cues, self._now - ago)
            if cues and (hush := TABLE[event.kind].hush) is not None:
                self._silence.fall(hush)
        if around.breath > 0.0 == self._breath:
            strips.cue([BREATH], self._now)
        elif around.lets_go:
            strips.cue([LET_GO], self._now)
        self._breath = around.breath
        bar_s = view.game.bar_s / scale
        self._band.play(strips, around, self._sides, self._now, elapsed_s, bar_s)
        strips.cue(self._creaks.ease(around, elapsed_s), self._now)
        strips.start_due(self._now, lambda cue: self._volume(cue.bus))
        self._silence.ease(elapsed_s)
        wanted = tones(around, self._orchestra, self._sides, self._volume)
        strips.ease(wanted, elapsed_s, self._silence.gain)
        strips.desk.hold_breath(around.breath)

    def _volume(self, bus: Bus) -> float:
        return 0.0 if self._is_away and not self._settings.background else volume_of(bus, self._settings)

    def _sound(self, patch: Patch) -> Pcm:
        sound = self._sounds.get(patch)
        if sound is None:
            self._cache = self._cache or SoundCache()
            sound = self._sounds[patch] = self._cache.get(patch)
        return sound

    # Beginning again ----------------------------------------------------------------------------------------------
    def _notice_restart(self, view: View) -> None:
        if self._view is not None and view.tick < min(self._view.tick, EARLY_TICK):
            self._restart()

    def _restart(self) -> None:
        """Another performance begins: nothing of the last one is heard any more."""
        self._director.restart()
        self.captions.restart()
        self._creaks, self._silence, self._entrances = Creaks(), Silence(), Entrances()
        self._rest, self._balance = Rest(), BalanceWatch()
        self._view, self._breath = None, 0.0
        self._band, self._theme = Band(self._orchestra), Theme(self._orchestra)
        self._sides.clear()
        self._hush()

    def _hush(self) -> None:
        if self._outlet.strips is not None:
            self._outlet.strips.hush()
