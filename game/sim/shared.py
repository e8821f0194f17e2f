"""What several stages of a tick need: cracks that open, ripen and sing, what is told, and how it ends."""

import math
from collections.abc import Iterator, Mapping, Sequence

from game.core.clock import TICK_S
from game.sim import constants as c
from game.sim.events import NO_MARKS, Event, EventKind
from game.sim.glass.fracture import Crack
from game.sim.parts import Parts
from game.sim.rules.gilding import Progress, gilded_length
from game.sim.rules.loss import Unsung
from game.sim.sculpture.body import Body

Kind = EventKind
NOWHERE = (0.0, 0.0)
"""Where on the stage something is told to be that is nowhere in particular."""


class Shared(Parts):
    """What stages do in common."""

    def _trace(self, tick: int) -> None:
        solid = self.sculpture
        if self._lit_topology != solid.topology:
            self.light.set_pieces(*solid.surfaces)
            self._lit_topology = solid.topology
        self._lit_tick = tick
        motions, plinth = self.fittings.motions, solid.rigid.plinth
        self.light.trace(solid.state.motion[:, :3], self.hands.poses, plinth, motions, tick * TICK_S)

    def _applause(self) -> float | None:
        """How long the ovation has lasted, s."""
        return None if self.state.ovation_from is None else self.time - self.state.ovation_from

    def _open(self, index: int, body: Body, point: tuple[float, float], length: float = 0.0, run: float = 0.0) -> None:
        crack = self.sculpture.open_crack(index, body, point, length, run)
        self._tell(Kind.FLAW, self.sculpture.tip_at(crack), crack.length, body.name)

    def _crack_of_itself(self, body: Body, point: tuple[float, float]) -> None:
        self._open(self.chorus.add(body.name, self.time), body, point)

    def _is_last(self, gold: float) -> bool:
        """Whether a crack with this share of gold is the last that is needed, and half gold for the first time."""
        missing = self.level.goal.voices - self.chorus.singing - self.chorus.ripe
        return missing == 1 and gold >= c.ROLL_AT and not self.state.has_rolled

    def _tip_of(self, index: int) -> tuple[float, float]:
        """Where the tip of a flaw's crack is on the stage, m."""
        return self.sculpture.tip_at(self.sculpture.cracks.of_flaw(index)[0])

    def _ripen(self, index: int) -> None:
        cracks = self.sculpture.cracks.of_flaw(index)
        for crack in cracks:
            crack.ripe = True
        self.chorus.ripen(index)
        self._tell(Kind.RIPE, self.sculpture.tip_at(cracks[0]), self._gold_on(cracks), self.voices[index].piece)

    def _sing(self, beat: float) -> None:
        """Let all ripe voices sing together, with their factor for the beat."""
        ripe = [index for index, voice in enumerate(self.voices) if voice.state == "ripe"]
        for index in ripe:
            voice, cracks = self.voices[index], self.sculpture.cracks.of_flaw(index)
            for crack in cracks:
                crack.sealed = True
            self.chorus.sing(index, self._gold_on(cracks), self.time)
            voice.marks = NO_MARKS
            if index < len(self.level.flaws):
                bars = (self.time - voice.opened) / self.bar_s
                voice.marks = self.score.voice(self.time, self.bar_s, voice.still, beat, bars)
            at, tick = self.sculpture.tip_at(cracks[0]), self.state.ticks
            event = Event(Kind.VOICE, tick, at, voice.note, voice.piece, voice.part, beat > 1.0, voice.marks)
            self._events.append(event)
        if len(ripe) > 1:
            self._tell(Kind.CHORD, NOWHERE, len(ripe))

    def _gold_on(self, cracks: Sequence[Crack]) -> float:
        """m of gold on cracks."""
        return sum(gilded_length(crack, self.sculpture.bodies[crack.body]) for crack in cracks)

    def _kept_shares(self) -> tuple[float, ...]:
        """What of poise, whole pieces and time is left at the end, each 0..1."""
        bodies = self.sculpture.bodies.values()
        whole = sum(body.whole and body.standing for body in bodies) / len(self.level.pieces)
        poise = self.state.load_factor / self._poise_at_curtain
        return min(1.0, max(0.0, poise)), min(1.0, whole), self.time_left / self.level.goal.within

    def _watts_swallowed(self, gilded: Sequence[Progress]) -> Mapping[int, float]:
        """W of the light that was traced that each body turns into heat, by key."""
        absorbed = self.light.absorbed.tolist()
        watts = dict(zip(self.sculpture.bodies, absorbed, strict=False))  # what is no piece comes after them
        drunk: dict[int, float] = {}
        for crack, _, _, _, power in gilded:
            drunk[crack.body] = drunk.get(crack.body, 0.0) + power
        for key, power in drunk.items():
            watts[key] = max(0.0, watts[key] - power)
        return watts

    def _warn(self, kind: EventKind, warned: bool, danger: bool, safe: bool, size: float) -> bool:
        """Tell a danger once until it has passed; returns whether it has been told."""
        if danger and not warned:
            self._tell(kind, (0.0, self._crown_at_rest * self.crown), size)
            return True
        return warned and not safe

    def _end(self, outcome: str, cause: str) -> None:
        self.state.outcome, self.state.cause = outcome, cause
        self.loss.decide(cause, self.state.ticks, (self.sculpture.rigid.plinth[0], 0.0), list(self._unsung()))
        self._tell(Kind.WON if outcome == "won" else Kind.LOST, NOWHERE, math.floor(self.score.kept), cause)

    def _unsung(self) -> Iterator[Unsung]:
        """The cracks that are open and do not sing."""
        for index, voice in enumerate(self.voices):
            cracks = self.sculpture.cracks.of_flaw(index)
            if voice.gapes and cracks:
                at = self.sculpture.tip_at(cracks[0])
                yield Unsung(at, voice.piece, self.time - voice.opened, voice.lit_s, voice.progress)
