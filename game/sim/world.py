"""The world: one performance, tick by tick. Deterministic: level, seed and intents decide everything."""

import math

from game.core.clock import TICK_S
from game.level.model import Level
from game.sim import constants as c
from game.sim.digest import digest_of
from game.sim.events import Event, EventKind
from game.sim.intent import Intent
from game.sim.light.tracer import Tracer
from game.sim.observe import light_view, sculpture_view
from game.sim.rules.chorus import Chorus, Voice
from game.sim.rules.fittings import Fittings
from game.sim.rules.gilding import Gilding, gilded_length
from game.sim.rules.hands import Hands
from game.sim.rules.score import Score
from game.sim.rules.whispers import Disturbance, Whispers
from game.sim.sculpture.body import Body
from game.sim.sculpture.cracks import SECONDS_BETWEEN_LOOKS
from game.sim.sculpture.heat import brightest_entry, warm
from game.sim.sculpture.sculpture import Sculpture
from game.sim.view import GameView, View, VoiceView

Kind = EventKind


class World:
    """A level being performed. `tick` moves it on by 1/120 s; `view` is all that others may look at."""

    def __init__(self, level: Level, seed: int = 0) -> None:
        """Raise the curtain.

        Raises:
            ValueError: the level's sculpture cannot be built (what `load_level` accepts can be).
        """
        self.level, self.seed = level, seed
        self.sculpture = Sculpture(level)
        self.hands = Hands.of(level)
        self.whispers = Whispers(level, seed)
        self.light = Tracer(level)
        self.fittings = Fittings(level)
        self.gilding = Gilding.of(level.flaws)
        self.score = Score()
        self.chorus = Chorus(level)
        self.ticks = 0
        self.load_factor = self.load_factor_min = self.sculpture.load_factor()
        self.outcome, self.cause = "", ""
        self.sway = 0.0
        self.crown = 1.0
        self._crown_at_rest = max(float(body.rest[1]) for body in self.sculpture.bodies.values())
        self._mass = sum(body.mass for body in self.sculpture.bodies.values())
        self._ovation_from: float | None = None
        self._hopeless_for = 0.0
        self._creaked = self._gasped = False
        self._mass_fallen = 0.0
        self._drunk: dict[int, float] = {}
        """W of this tick's light that went into the cracks of each body that has some."""
        self._lit_topology = self._heard_topology = 0
        self._events: list[Event] = []
        self._shine(0.0)

    # The game on one page --------------------------------------------------------------------------------------
    def tick(self, intent: Intent) -> tuple[Event, ...]:
        """Move the performance on by one tick; returns what happened, in order.

        Once it is over nothing counts any more, and no hand moves: the pieces only come to rest.
        """
        self._events = []
        if self.over:
            self._come_to_rest()
            return tuple(self._events)
        self._take_hold(intent)
        whisper = self._disturb()
        self._move(intent, whisper)
        self._bend_and_break()
        self._open_flaws()
        self._grow_cracks()
        self._stand_or_fall()
        self._shine((self.ticks + 1) * TICK_S)
        self._gild()
        self._warm()
        self._weigh()
        self._judge()
        self.ticks += 1
        return tuple(self._events)

    @property
    def over(self) -> bool:
        """Won or lost."""
        return self.outcome != ""

    @property
    def time(self) -> float:
        """Stage time, s."""
        return self.ticks * TICK_S

    @property
    def time_left(self) -> float:
        """s until the house lights come up."""
        return max(0.0, self.level.goal.within - self.time)

    @property
    def voices(self) -> list[Voice]:
        """One for each of the level's flaws, then those that opened of themselves."""
        return self.chorus.voices

    @property
    def voices_sung(self) -> int:
        """Voices that sing now."""
        return self.chorus.singing

    @property
    def ovation(self) -> float:
        """Share of the ovation survived, 0..1."""
        return 0.0 if self._ovation_from is None else min(1.0, (self.time - self._ovation_from) / c.OVATION_S)

    @property
    def time_scale(self) -> float:
        """How fast stage time should run against real time: 1, or slower while breath is held."""
        return c.BREATH_SCALE if self.hands.breathing else 1.0

    def view(self) -> View:
        """A read-only picture of this tick."""
        return View(
            tick=self.ticks,
            time=self.time,
            sculpture=sculpture_view(
                self.sculpture, self.level.flaws, self.level.plinth.width, self.load_factor, self.sway, self.crown
            ),
            light=light_view(self.light, self.hands, self.fittings),
            game=GameView(
                voices=tuple(VoiceView(v.part, v.note, v.progress, v.state) for v in self.voices),
                voices_needed=self.level.goal.voices,
                score=math.floor(self.score.kept),
                chain=self.score.chain,
                lean_limit=c.LEAN_LIMIT,
                breath=self.hands.breath,
                time_scale=self.time_scale,
                beat=self.whispers.phase(self.time),
                bpm=self.level.music.bpm,
                time_left=self.time_left,
                ovation=self.ovation,
                outcome=self.outcome,
                cause=self.cause,
            ),
        )

    def digest(self) -> str:
        """A hash of the whole state, 32 hexadecimal digits: equal for equal performances on one platform."""
        carried = (
            self.chorus.next_flaw, self._ovation_from, self._hopeless_for, self._creaked, self._gasped,
            self._lit_topology, self._heard_topology, self.chorus.left, self._mass_fallen,
        )  # fmt: skip
        return digest_of(self, carried)

    # Stages, in the order of the tick --------------------------------------------------------------------------
    def _take_hold(self, intent: Intent) -> None:
        self.hands.breathe(intent)
        if self.hands.take(intent):
            swivel = self.hands.swivels[self.hands.held]
            self._tell(Kind.TAKE, swivel.centre, self.hands.held, swivel.spec.id)
        self.hands.turn_mirror(intent, self.light.mirror_light)

    def _disturb(self) -> Disturbance:
        ovation = None if self._ovation_from is None else self.time - self._ovation_from
        whisper = self.whispers.tick(self.time, ovation)
        for kind, size in whisper.news:
            self._tell(kind, (0.0, 0.0), size)
        return whisper

    def _move(self, intent: Intent, whisper: Disturbance) -> None:
        _, lean = self.sculpture.rigid.plinth
        self.sculpture.step(whisper.plinth_velocity, self.hands.lean_rate(intent, lean), whisper.impulse)

    def _come_to_rest(self) -> None:
        self.sculpture.step(0.0, 0.0, 0.0)
        self._bend_and_break()
        self._stand_or_fall()
        self._shine((self.ticks + 1) * TICK_S)
        self.ticks += 1

    def _bend_and_break(self) -> None:
        self.sculpture.load()
        for joint, force, at in self.sculpture.break_joints():
            self._tell(Kind.BREAK, at, force, joint.name)

    def _open_flaws(self) -> None:
        for index in self.chorus.due(self.time):
            home = self.sculpture.home_of(self.level.flaws[index])
            if home is None:
                self.chorus.lose(index)
            else:
                self.chorus.open(index)
                self._open(index, *home)

    def _open(self, index: int, body: Body, point: tuple[float, float]) -> None:
        crack = self.sculpture.open_crack(index, body, point)
        self._tell(Kind.FLAW, self.sculpture.tip_at(crack), 0.0, body.name)

    def _crack_of_itself(self, body: Body, point: tuple[float, float]) -> None:
        self._open(self.chorus.add(body.name), body, point)

    def _grow_cracks(self) -> None:
        look = self.ticks % c.STRAIN_PERIOD == 0
        for body, point in self.sculpture.openings(SECONDS_BETWEEN_LOOKS if look else 0.0):
            self._crack_of_itself(body, point)
        passed, torn = self.sculpture.grow()
        for crack in passed:
            self._tell(Kind.CRACK, self.sculpture.tip_at(crack), crack.speed, self.sculpture.bodies[crack.body].name)
        centres = {body.key: self.sculpture.centre_of(body) for body in torn}
        for split in self.sculpture.split(torn):
            if len(split.parts) > 1:
                self._tell(Kind.SPLIT, centres[split.body.key], split.parts[-1].mass, split.body.name)
            for sliver in split.glitter:
                self._tell(Kind.GLITTER, sliver.position, sliver.mass, sliver.name)

    def _stand_or_fall(self) -> None:
        self.sway, crown, self._mass_fallen, fell = self.sculpture.stance()
        self.crown = crown / self._crown_at_rest
        for body in fell:
            self._tell(Kind.HIT, self.sculpture.centre_of(body), body.mass, body.name)
        if self._mass_fallen > 0.0:
            for contact in self.sculpture.contacts:
                struck = self.sculpture.bodies.get(max(contact.a, contact.b))  # none if it has split since
                if contact.first and contact.size > c.HIT_IMPULSE and struck is not None:
                    self._tell(Kind.HIT, contact.points[0], contact.size, struck.name)
        if fell:
            self.fittings.mount(self.sculpture.bodies.values())
        if fell or self.sculpture.topology != self._heard_topology:
            self._heard_topology = self.sculpture.topology
            self._silence_fallen()

    def _shine(self, time: float) -> None:
        if self._lit_topology != self.sculpture.topology:
            self.light.set_pieces(*self.sculpture.surfaces)
            self.fittings.mount(self.sculpture.bodies.values())
            self._lit_topology = self.sculpture.topology
        state, plinth = self.sculpture.state, self.sculpture.rigid.plinth
        self.fittings.follow(state)
        self.hands.follow(self.fittings)
        self.light.trace(state[:, :3], self.hands.mirrors, plinth, self.fittings.motions, time)

    def _gild(self) -> None:
        solid = self.sculpture
        progress: dict[int, tuple[int, int]] = {}
        self._drunk = {}
        for crack, gold, cells, drunk in self.gilding.tick(
            solid.cracks.all.values(), solid.bodies, solid.row_of, solid.state, self.light.irradiance_along
        ):
            self._drunk[crack.body] = self._drunk.get(crack.body, 0.0) + drunk
            before = progress.get(crack.flaw, (0, 0))
            progress[crack.flaw] = before[0] + gold, before[1] + cells
        for index, (gold, cells) in progress.items():
            voice, share = self.voices[index], gold / cells
            if gold > round(voice.progress * cells):
                at = solid.tip_at(solid.cracks.of_flaw(index)[0])
                self._tell(Kind.GILD, at, share, voice.piece)
            voice.progress = share
            if gold == cells:
                self._sing(index)

    def _warm(self) -> None:
        if self.ticks % c.HEAT_PERIOD:
            return
        solid = self.sculpture
        watts = dict(zip(solid.bodies, self.light.absorbed.tolist(), strict=False))  # what is no piece comes after them
        for key, drunk in self._drunk.items():
            watts[key] = max(0.0, watts[key] - drunk)
        for body in warm(solid.bodies.values(), watts):
            self._tell(Kind.HEAT, solid.centre_of(body), body.heat, body.name)
        for body in solid.overheated():
            entry = brightest_entry(self.light.segments(), solid.row_of[body.key])
            body.rise = c.RELIEVED * c.DANGEROUS_RISE
            self._crack_of_itself(body, (0.0, 0.0) if entry is None else solid.on_body(body, entry))

    def _weigh(self) -> None:
        if self.ticks % c.POISE_PERIOD == 0:
            self.load_factor = self.sculpture.load_factor()
            self.load_factor_min = min(self.load_factor_min, self.load_factor)
        self._creaked = self._warn(
            Kind.CREAK,
            self._creaked,
            self.load_factor < c.CREAK_BELOW,
            self.load_factor > c.CREAK_REARM,
            self.load_factor,
        )
        sway = abs(self.sway)
        self._gasped = self._warn(Kind.GASP, self._gasped, sway > c.GASP_SWAY, sway < c.GASP_REARM, self.sway)
        glitter = sum(sliver.mass for sliver in self.sculpture.glitter)
        if self.crown < c.CROWN_FALLEN or self._mass_fallen + glitter > c.MASS_FALLEN * self._mass:
            self._tell(Kind.TOPPLE, (0.0, 0.0), self.crown)
            self._end("lost", "toppled")

    def _judge(self) -> None:
        self.score.tick(self.time)
        if self.over:
            return
        needed = self.level.goal.voices
        if self.voices_sung >= needed and self._ovation_from is None:
            self._ovation_from = self.time
            self._tell(Kind.OVATION, (0.0, 0.0), c.OVATION_S)
        if self.voices_sung < needed:
            self._ovation_from = None
            self._hopeless_for = self._hopeless_for + TICK_S if self.chorus.left < needed else 0.0
            if self._hopeless_for > c.LAST_BREATH_S:
                self._end("lost", "silence")
            elif self.time_left <= 0.0:
                self._end("lost", "time")
        elif self.ovation >= 1.0:
            whole = sum(body.whole and body.standing for body in self.sculpture.bodies.values())
            self.score.finale(self.load_factor, whole, self.time_left)
            self._end("won", "sang")

    # What stages share -----------------------------------------------------------------------------------------
    def _sing(self, index: int) -> None:
        voice, cracks = self.voices[index], self.sculpture.cracks.of_flaw(index)
        for crack in cracks:
            crack.sealed = True
        length = sum(gilded_length(crack, self.sculpture.bodies[crack.body]) for crack in cracks)
        harmony = self.chorus.sing(index, length)
        phase = self.whispers.phase(self.time)
        in_time = min(phase, 1.0 - phase) <= c.IN_TIME_PHASE
        voice.points = self.score.voice(self.time, length, in_time, harmony)
        self.hands.inhale()
        at = self.sculpture.tip_at(cracks[0])
        self._events.append(Event(Kind.VOICE, self.ticks, at, voice.note, voice.piece, voice.part, in_time))

    def _silence_fallen(self) -> None:
        if self.over:
            return
        for index, voice in enumerate(self.voices):
            cracks = self.sculpture.cracks.of_flaw(index)
            if voice.state == "waiting" or any(self.sculpture.bodies[crack.body].standing for crack in cracks):
                continue
            if voice.state == "sings":
                self.score.silenced(voice.points)
                self._tell(Kind.SILENCED, (0.0, 0.0), voice.note, voice.piece)
            self.chorus.lose(index)

    def _warn(self, kind: EventKind, warned: bool, danger: bool, safe: bool, size: float) -> bool:
        """Tell a danger once until it has passed; returns whether it has been told."""
        if danger and not warned:
            self._tell(kind, (0.0, self._crown_at_rest * self.crown), size)
            return True
        return warned and not safe

    def _end(self, outcome: str, cause: str) -> None:
        self.outcome, self.cause = outcome, cause
        self._tell(Kind.WON if outcome == "won" else Kind.LOST, (0.0, 0.0), math.floor(self.score.kept), cause)

    def _tell(self, kind: EventKind, at: tuple[float, float], size: float, subject: str = "") -> None:
        self._events.append(Event(kind, self.ticks, at, float(size), subject))
