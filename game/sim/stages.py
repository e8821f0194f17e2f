"""The stages of a tick: what each does with the world, and what it tells. `World.tick` calls them in their order."""

import math
from collections.abc import Sequence

from game.core.clock import TICK_S
from game.sim import constants as c
from game.sim.intent import Intent
from game.sim.rules.chorus import beat_factor
from game.sim.rules.gilding import Progress, by_flaw
from game.sim.rules.hands import lean_rate
from game.sim.rules.whispers import Disturbance
from game.sim.sculpture.body import Body
from game.sim.sculpture.cracks import SECONDS_BETWEEN_LOOKS
from game.sim.sculpture.heat import brightest_entry, warm
from game.sim.sculpture.rigid import Contact
from game.sim.sculpture.sculpture import Stance
from game.sim.shared import NOWHERE, Kind, Shared
from game.sim.timers import stage


class Stages(Shared):
    """What a tick does, a step each, in the order of the tick."""

    @stage
    def take_hold(self, intent: Intent) -> float:
        """Move mirrors and breath; returns rad/s that the plinth turns at."""
        hands, self.loss.wish = self.hands, intent.lean
        if hands.breathe(intent, self.stance.sway, self.bar_s):
            self._sing(beat_factor(self.whispers.beside_beat(self.time)))
        if hands.take(intent):
            swivel = hands.swivels[hands.held]
            self._tell(Kind.TAKE, swivel.centre, hands.held, swivel.spec.id)
        hands.turn_mirror(intent)
        return lean_rate(intent.lean, self.sculpture.rigid.plinth[1], self.lean_limit)

    @stage
    def disturb(self) -> Disturbance:
        """What shakes the sculpture on this tick: whispers, or once all sing the applause alone."""
        if self.state.hush_from is not None:
            return self.whispers.applaud(self._applause())
        time = self.time
        shaking = self.whispers.tick(time)
        for omen in shaking.omens:
            self._tell(Kind.OMEN, NOWHERE, omen.size, omen.kind)
            if omen.kind is not Kind.BEAT:
                self.state.omen, self.state.omen_at = omen, time + self.whispers.omen_s
        for kind, size in shaking.news:
            self._tell(kind, NOWHERE, size)
        if time > self.state.omen_at:
            self.state.omen = None
        return shaking

    @stage
    def move_bodies(self, turning: float, shaking: Disturbance) -> Sequence[Contact]:
        """The rigid step, with the plinth turning at so many rad/s; returns what touched."""
        return self.sculpture.step(shaking.plinth_velocity, turning, shaking.impulse)

    @stage
    def load_glass(self) -> None:
        """Find what the step loaded the glass with, and bring its stress up to it."""
        self.sculpture.load()

    @stage
    def break_joints(self) -> None:
        """Take overloaded joints apart, where nothing was asked to hold them."""
        if self.help.stands:
            return
        for joint, force, at in self.sculpture.break_joints():
            self._tell(Kind.BREAK, at, force, joint.name)

    @stage
    def open_flaws(self) -> None:
        """Open the level's flaws that are due, on a beat, where their piece still stands."""
        if not self.whispers.is_beat(self.time):
            return
        for index in self.chorus.due(self.time):
            flaw = self.level.flaws[index]
            home = self.sculpture.home_of(flaw)
            if home is None:
                self.chorus.lose(index, self.time)
            else:
                self.chorus.open(index, self.time)
                self._open(index, *home, flaw.opens_by, flaw.runs)

    @stage
    def grow_cracks(self) -> Sequence[Body]:
        """Open cracks where glass gives way, and advance all tips; returns the bodies that may now part."""
        solid, is_due = self.sculpture, self.state.ticks % c.STRAIN_PERIOD == 0
        if is_due or solid.contacts:
            for body, point in solid.openings(SECONDS_BETWEEN_LOOKS if is_due else 0.0):
                self._crack_of_itself(body, point)
        passed, torn = solid.grow()
        for crack in passed:
            self._tell(Kind.CRACK, solid.tip_at(crack), crack.speed, solid.bodies[crack.body].name)
        return torn

    @stage
    def split_bodies(self, torn: Sequence[Body]) -> None:
        """Part bodies along their open cracks."""
        if not torn:
            return
        centres = {body.key: self.sculpture.centre_of(body) for body in torn}
        for split in self.sculpture.split(torn):
            if len(split.parts) > 1:
                self._tell(Kind.SPLIT, centres[split.body.key], split.parts[-1].mass, split.body.name)
            for sliver in split.glitter:
                self._tell(Kind.GLITTER, sliver.position, sliver.mass, sliver.name)

    @stage
    def find_fallen(self, contacts: Sequence[Contact]) -> Stance:
        """How it stands, what has just fallen, and what it struck."""
        stance = self.sculpture.stance()
        for body in stance.fell:
            self._tell(Kind.HIT, self.sculpture.centre_of(body), body.mass, body.name)
        if stance.mass_fallen > 0.0:
            for contact in contacts:
                struck = self.sculpture.bodies.get(max(contact.a, contact.b))  # none if it has split since
                if contact.first and contact.size > c.HIT_IMPULSE and struck is not None:
                    self._tell(Kind.HIT, contact.points[0], contact.size, struck.name)
        return stance

    @stage
    def place_optics(self, has_changed: bool) -> None:
        """Move what rides on pieces; choose anew what it rides on where bodies came, went or fell."""
        if not self.fittings.rides:
            return
        if has_changed:
            self.fittings.mount(self.sculpture.bodies.values())
        self.fittings.follow(self.sculpture.motion)
        self.hands.follow(self.fittings)

    @stage
    def silence_fallen(self) -> None:
        """Lose the voices whose pieces have fallen."""
        for index, voice in enumerate(self.voices):
            cracks = self.sculpture.cracks.of_flaw(index)
            if voice.state == "waiting" or any(self.sculpture.bodies[crack.body].standing for crack in cracks):
                continue
            if voice.marks is not None and voice.state == "sings":
                self.score.silenced(voice.marks.points)
                self._tell(Kind.SILENCED, NOWHERE, voice.note, voice.piece)
            self.chorus.lose(index, self.time)

    @stage
    def trace_light(self, tick: int) -> None:
        """Trace all light as it is on a tick, and remember what meets the mirrors."""
        self._trace(tick)
        self.hands.see(self.light.mirror_light)

    @stage
    def gild_cracks(self) -> Sequence[Progress]:
        """Let cracks drink the light that was traced; returns how far each is.

        Gold keeps its pace while a held breath slows all else: that is what lets a hand finish one crack more.
        """
        solid = self.sculpture
        return self.gilding.tick(
            solid.cracks.all.values(),
            solid.bodies,
            solid.row_of,
            solid.motion,
            self.light.irradiance_along,
            c.SECONDS_OF_LIGHT / self.hands.time_scale,
        )

    @stage
    def dry_gold(self, gilded: Sequence[Progress]) -> None:
        """Let the gold of unfinished cracks dry, and grow wet again where more is laid."""
        wet_s, cracks = self.level.gold.wet_s, self.sculpture.cracks
        if wet_s == math.inf:
            return
        for index, (gold, _, fresh) in by_flaw(gilded).items():
            was_dry = cracks.of_flaw(index)[0].dry >= wet_s
            if cracks.dry(index, c.SECONDS_OF_LIGHT * (gold > 0) - c.WETS_S * fresh, wet_s) < wet_s:
                continue
            if not was_dry:
                self._tell(Kind.DRY, self._tip_of(index), self.voices[index].progress, self.voices[index].piece)
            self.loss.pulled_tick = self.state.ticks

    @stage
    def ripen_cracks(self, gilded: Sequence[Progress]) -> None:
        """Bring voices up to the gold on their cracks; those that are gold all along are ripe."""
        lit = [crack for crack, *_ in gilded if crack.lit]
        for crack in lit:
            self.loss.lit[self.sculpture.bodies[crack.body].name] = self.state.ticks
        for index in {crack.flaw: None for crack in lit}:
            self.voices[index].lit_s += c.SECONDS_OF_LIGHT
            self.voices[index].lit_sway += c.SECONDS_OF_LIGHT * abs(self.sway)
        for index, (gold, cells, _) in by_flaw(gilded).items():
            if cells == 0:
                continue  # what is left of it has yet to show
            voice, share = self.voices[index], gold / cells
            has_more, is_last = gold > round(voice.progress * cells), self._is_last(share)
            voice.progress = share
            if has_more:
                self._tell(Kind.GILD, self._tip_of(index), share, voice.piece)
            if is_last:
                self.state.has_rolled = True
                self._tell(Kind.LAST, self._tip_of(index), share, voice.piece)
            if gold == cells and not any(crack.is_opening for crack in self.sculpture.cracks.of_flaw(index)):
                self._ripen(index)

    @stage
    def let_sing(self) -> None:
        """On the beat all that is ripe sings, unless the breath holds it."""
        if self.chorus.ripe and not self.hands.breathing and self.whispers.is_beat(self.time):
            self._sing(1.0)

    @stage
    def warm_glass(self, tick: int, gilded: Sequence[Progress]) -> None:
        """Warm glass by the light that it swallows, less what gilds; crack what has become too warm."""
        if tick % c.HEAT_PERIOD:
            return
        solid = self.sculpture
        for body in warm(solid.bodies.values(), self._watts_swallowed(gilded)):
            self._tell(Kind.HEAT, solid.centre_of(body), body.heat, body.name)
        for body in solid.overheated():
            entry = brightest_entry(self.light.segments(), solid.row_of[body.key])
            body.rise = c.RELIEVED * c.DANGEROUS_RISE
            self._crack_of_itself(body, NOWHERE if entry is None else solid.on_body(body, entry))

    @stage
    def weigh(self, has_changed: bool) -> None:
        """Bring the load factor up to date: for the whole sculpture, of which what is lost carries nothing."""
        state = self.state
        if state.ticks % c.POISE_PERIOD and not has_changed:
            return
        bearing = self.sculpture.bearing() / self._mass
        if bearing < state.bearing - c.SAME_SHARE:
            state.poise_limit = min(state.poise_limit, state.load_factor / max(state.bearing, c.SAME_SHARE))
        state.bearing = bearing
        state.load_factor = min(state.poise_limit, self.sculpture.load_factor()) * bearing

    @stage
    def warn(self) -> None:
        """Tell of danger."""
        state = self.state
        if state.ticks % c.POISE_PERIOD == 0:
            factor = state.load_factor
            state.load_factor_min = min(state.load_factor_min, factor)
            is_low, is_high = factor < c.CREAK_BELOW, factor > c.CREAK_REARM
            state.has_creaked = self._warn(Kind.CREAK, state.has_creaked, is_low, is_high, factor)
        sway = abs(self.stance.sway)
        if sway > c.GASP_SWAY or state.has_gasped:
            is_wide, is_calm = sway > c.GASP_SWAY, sway < c.GASP_REARM
            state.has_gasped = self._warn(Kind.GASP, state.has_gasped, is_wide, is_calm, self.sway)

    @stage
    def check_end(self, stance: Stance) -> None:
        """The one stage that begins the ovation and ends the game."""
        state, chorus, goal, time = self.state, self.chorus, self.level.goal, self.time
        self.score.tick(time, self.bar_s)
        self.loss.watch(self._events, state.ticks, stance.sway)
        lost, crown = stance.mass_fallen + self.sculpture.glitter_mass, self.crown
        has_fallen = crown < c.CROWN_FALLEN or lost > c.MASS_FALLEN * self._mass or abs(stance.sway) > c.SWAY_FALLEN
        if has_fallen and not self.help.stands:
            self._tell(Kind.TOPPLE, NOWHERE, crown)
            self._end("lost", "toppled")
        elif chorus.singing < goal.voices:
            state.hush_from = state.ovation_from = None
            if chorus.left >= goal.voices:
                state.hopeless_for = 0.0
            else:
                if not state.hopeless_for:
                    self.loss.despair(state.ticks)
                state.hopeless_for += TICK_S
            if state.hopeless_for > c.LAST_BREATH_S:
                self._end("lost", "silence")
            elif time >= goal.within and chorus.singing + chorus.ripe < goal.voices:
                self._end("lost", "time")
        elif state.hush_from is None:
            state.hush_from = time
            self._tell(Kind.HUSH, NOWHERE, self.hush_s)
        elif state.ovation_from is None:
            if time - state.hush_from >= self.hush_s:
                state.ovation_from = time
                self._tell(Kind.OVATION, NOWHERE, c.OVATION_S)
        elif self.ovation >= 1.0:
            self.score.finale(goal.base, self._kept_shares())
            self._end("won", "sang")

    def has_changed(self, stance: Stance) -> bool:
        """Whether bodies or joints came, went or fell since this was last asked."""
        before, self._topology = self._topology, self.sculpture.topology
        return before != self._topology or bool(stance.fell)
