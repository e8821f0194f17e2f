"""The world: one performance, tick by tick. Deterministic: level, seed and intents decide everything."""

import math
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Self

from game.level.model import Level
from game.sim import constants as c
from game.sim.crack_views import CrackViews
from game.sim.digest import digest_of
from game.sim.events import Event
from game.sim.help import NO_HELP, Help
from game.sim.intent import Intent
from game.sim.observe import light_view, sculpture_view
from game.sim.rules.whispers import UNSHAKEN
from game.sim.save import History, SaveError, other_state, pack, unpack
from game.sim.stages import Stages
from game.sim.timers import StageTimers
from game.sim.view import GameView, OmenView, View, VoiceView
from game.sim.view.deferred import Later

_SEEN_OF_VOICE = attrgetter("part", "note", "progress", "state", "marks", "turn")
"""Of a voice, what `VoiceView` has, in its order."""
_GAME: Mapping[str, Callable[[list[tuple[Any, ...]]], object]] = {
    "voices": lambda voices: tuple(VoiceView(*voice) for voice in voices)
}
"""What builds what of the game is built when somebody looks."""


class World(Stages):
    """A level being performed. `tick` moves it on by 1/120 s; `view` is all that others may look at."""

    def __init__(self, level: Level, seed: int = 0, timers: StageTimers | None = None, help: Help = NO_HELP) -> None:
        """Raise the curtain; `timers` time the stages of its ticks, `help` is what a player asked to be helped with.

        Raises:
            ValueError: the level's sculpture cannot be built (what `load_level` accepts can be).
        """
        super().__init__(level, seed, help)
        self.as_made = level
        """The level without the help."""
        self._history = History()
        self._crack_views = CrackViews(self.level.flaws, self.level.gold.wet_s)
        self.place_optics(self.has_changed(self.stance))
        self.trace_light(0)
        if timers is not None:
            timers.watch(self)

    # The game on one page --------------------------------------------------------------------------------------
    def tick(self, intent: Intent) -> tuple[Event, ...]:
        """Move the performance on by one tick; returns what happened, in order.

        Once it is over nothing counts any more, and no hand moves: the pieces only come to rest.
        """
        self._history.add(intent)
        self._events = []
        is_playing = not self.over
        is_painting = is_playing and not self.all_sing
        turning = self.take_hold(intent) if is_playing else 0.0
        shaking = self.disturb() if is_playing else UNSHAKEN
        contacts = self.move_bodies(turning, shaking)
        self.load_glass()
        self.break_joints()
        if is_painting:
            self.open_flaws()
            torn = self.grow_cracks()
            self.split_bodies(torn)
        self.stance = self.find_fallen(contacts)
        has_changed = self.has_changed(self.stance)
        self.place_optics(has_changed)
        if is_playing and has_changed:
            self.silence_fallen()
        next_tick = self.state.ticks + 1
        if next_tick % c.LIGHT_PERIOD == 0:
            self.trace_light(next_tick)
            if is_painting:
                gilded = self.gild_cracks()
                self.dry_gold(gilded)
                self.ripen_cracks(gilded)
                self.warm_glass(next_tick, gilded)
        if is_playing:
            self.let_sing()
        self.weigh(has_changed)
        if is_playing:
            self.warn()
            self.check_end(self.stance)
        self.state.ticks = next_tick
        return tuple(self._events)

    @property
    def over(self) -> bool:
        """Won or lost."""
        return self.state.outcome != ""

    @property
    def ticks(self) -> int:
        """Ticks performed so far."""
        return self.state.ticks

    @property
    def outcome(self) -> str:
        """Won or lost; '' while it runs."""
        return self.state.outcome

    @property
    def cause(self) -> str:
        """Why it ended, as `GameView.cause`."""
        return self.state.cause

    @property
    def load_factor(self) -> float:
        """How far the sculpture is from buckling, as `SculptureView.load_factor`."""
        return self.state.load_factor

    @property
    def load_factor_min(self) -> float:
        """The smallest load factor so far."""
        return self.state.load_factor_min

    @property
    def time_scale(self) -> float:
        """How fast stage time should run against real time: 1, or slower while breath is held."""
        return self.hands.time_scale

    def view(self) -> View:
        """A read-only picture of this tick."""
        if self._lit_tick != self.state.ticks:
            self._trace(self.state.ticks)  # for this look alone: no tick asks for this light
        time, width, load_factor = self.time, self.level.plinth.width, self.state.load_factor
        return View(
            self.state.ticks,
            time,
            sculpture_view(self.sculpture, self._crack_views, width, load_factor, self.sway, self.crown),
            light_view(self.light, self.hands, self.fittings),
            self._game_view(time),
        )

    def _game_view(self, time: float) -> GameView:
        """How the game stands at a stage time (s)."""
        state, score, bar_s, omen = self.state, self.score, self.bar_s, self.state.omen
        return GameView.of(
            Later(_GAME, list(map(_SEEN_OF_VOICE, self.voices))),
            voices_needed=self.level.goal.voices,
            score=math.floor(score.kept),
            chord=score.chord,
            bonus=math.floor(score.bonus),
            lean_limit=self.lean_limit,
            breath=self.hands.breath,
            time_scale=self.hands.time_scale,
            beat=self.whispers.phase(time),
            bar=time / bar_s,
            bar_s=bar_s,
            omen=None if omen is None else OmenView(omen.kind, omen.size, state.omen_at - time),
            hush=self.hush,
            hush_s=self.hush_s,
            time_left=self.time_left,
            ovation=self.ovation,
            outcome=state.outcome,
            cause=state.cause,
            breach=self.loss.decided,
            deed=self.loss.deed,
        )

    @property
    def owners(self) -> tuple[object, ...]:
        """All that remembers anything from tick to tick: dataclasses whose fields are state, and nothing but state."""
        return self.state, self.sculpture.state, self.hands, self.chorus, self.score, self.loss, self.whispers.state

    def digest(self) -> str:
        """A hash of the whole state, 32 hexadecimal digits: equal for equal performances on one platform.

        Only what the rigid-body library does not show is left out until it has an effect: the impulses of each contact,
        and the directions of those in the joints, from which it starts the next solution.
        """
        return digest_of(*self.owners, self.sculpture.rigid.impulses())

    # Saved and had back -----------------------------------------------------------------------------------------
    def save(self) -> bytes:
        """All of it as bytes, from which `restore` has it back; it goes on as if nothing had been.

        They hold the level, the seed and every intent: some 30 kB for a minute of a bot's play.
        """
        return pack(self.as_made, self.seed, self._history, self.digest(), self.help)

    @classmethod
    def restore(cls, data: bytes, timers: StageTimers | None = None) -> Self:
        """A world of its own that stands where the saved one stood: from there on both have the same digests.

        It is performed again from its intents, without anybody who looks or decides: that takes one to three hundredths
        of the time that was played.

        Raises:
            SaveError: the bytes are damaged or no saved world, or this machine computes other last bits.
        """
        saved = unpack(data)
        try:
            world = cls(saved.level, saved.seed, timers, saved.help)
        except ValueError as error:
            raise SaveError(f"the level of this saved world cannot be built: {error}") from error
        for intent, times in saved.runs:
            for _ in range(times):
                world.tick(intent)
        if world.digest() != saved.digest:
            raise SaveError(other_state(saved))
        return world

    def __reduce__(self) -> tuple[Callable[[bytes], Self], tuple[bytes]]:
        """Pickles, copies and deep copies are saved worlds that are had back."""
        return type(self).restore, (self.save(),)
