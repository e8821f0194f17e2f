"""A player of flesh and blood, roughly: sees late, aims with a tremble, minds one crack at a time, has two hands."""

import math
from collections import deque
from dataclasses import dataclass, field

from game.bots import eye
from game.bots.attention import Attention, middle_of, piece_of
from game.bots.balance import Balance
from game.bots.conductor import Conductor
from game.bots.limits import Limits
from game.bots.painter import AWAY, Painter
from game.core.clock import TICK_S
from game.core.rng import stream
from game.sim import Intent, View
from game.sim.view import CrackView

STILL = math.radians(2.5)
"""rad of swing under which whoever stills the glass first begins to paint..."""
UNSTILL = math.radians(5.0)
"""...and over which it takes the brush off again, but for the moments in which the glass turns."""
TURNING = math.radians(3.0)
"""rad/s of sway below which it turns."""
FARTHEST_SWAY = math.radians(7.0)
"""rad to which it leans the glass towards light at most."""
EASES = 0.20
"""m before its place on a rail from which a mirror slides more slowly..."""
NEAR_ENOUGH = 0.03
"""...and at which it is there."""
WAITS_S = 3.0
"""Real s for which it waits for a crack's glass to be still, in all."""


@dataclass(slots=True)
class Player:
    """A bot's mind: call it with each new view, and it returns the intent of its hands."""

    limits: Limits
    seed: int
    _seen: deque[tuple[float, View]] = field(default_factory=deque)
    _now: float = 0.0
    """Real s."""
    _last_tick: int = 0
    _paints: bool = False
    """The brush is on the crack, or on its way there."""
    _waited: float = 0.0
    """Real s that it has waited for this crack's glass to be still."""
    _attention: Attention = field(init=False)
    _balance: Balance = field(init=False)
    _painter: Painter = field(init=False)
    _conductor: Conductor = field(init=False)

    def __post_init__(self) -> None:
        self._attention = Attention(self.limits)
        self._balance = Balance(self.limits, stream(self.seed, "news"))
        self._painter = Painter(self.limits, stream(self.seed, "hand"))
        self._conductor = Conductor(self.limits, stream(self.seed, "breath"))

    def __call__(self, view: View) -> Intent:
        """Decide on what was seen a reaction time ago, in the time that the player feels: slow while breath is held."""
        elapsed = max(0, view.tick - self._last_tick) * TICK_S / view.game.time_scale
        self._last_tick = view.tick
        self._now += elapsed
        self._seen.append((self._now, view))
        while len(self._seen) > 2 and self._seen[1][0] <= self._now - self.limits.delay:
            self._seen.popleft()
        then, before = self._seen[0]
        later = self._seen[min(1, len(self._seen) - 1)][1]
        if self._now - then < self.limits.delay:
            return Intent()
        minded = self._attention.crack, self._attention.mirror
        crack = self._attention.choose(before, elapsed)
        if crack is not None and minded != (self._attention.crack, self._attention.mirror):
            self._balance.startle(self._now)
            self._paints, self._waited = False, 0.0
        sways = self._sway_wanted(before, crack)
        lean = self._balance(self._now, view, crack is not None and sways is None, sways or 0.0)
        aim, take = self._paint(before, later, crack, elapsed)
        slide = 0.0 if crack is None or take is not None else self._slide(before)
        limit, breath = view.game.lean_limit, self._conductor(before, view)
        return Intent(lean / limit if limit > 0.0 else 0.0, aim, slide=slide, take=take, breath=breath)

    def _sway_wanted(self, before: View, crack: CrackView | None) -> float | None:
        """rad of sway that bring a crack to light that no hand can turn; None where the other hand paints."""
        if crack is None or before.light.mirrors:
            return None
        row, piece = piece_of(before, crack)
        mark = middle_of(piece, crack, self._attention.cell)
        wanted = before.sculpture.sway + eye.sway_to_light(before, row, mark, crack.part)
        return max(-FARTHEST_SWAY, min(FARTHEST_SWAY, wanted))

    def _paint(
        self, before: View, later: View, crack: CrackView | None, elapsed: float
    ) -> tuple[tuple[float, float] | None, int | None]:
        """Where to aim at, and which mirror to take up."""
        held = next((i for i, mirror in enumerate(before.light.mirrors) if mirror.held), None)
        if crack is None:
            return self._painter.point(before, self._painter.rest(before, held), elapsed), None
        take = self._attention.mirror if before.light.mirrors and held != self._attention.mirror else None
        target = self._painter.target(before, later, crack, self._attention.cell, held if take is None else None)
        if not self._may_paint(before, later, elapsed):
            target = target[0], target[1] + AWAY
        return self._painter.point(before, target, elapsed), take

    def _slide(self, before: View) -> float:
        """How fast to slide the mirror in hand along its rail, -1..1, to where its light is wanted."""
        stand = self._attention.stand
        mirror = None if stand is None else before.light.mirrors[stand.mirror]
        if stand is None or mirror is None or mirror.rail is None or not mirror.held:
            return 0.0
        (x0, y0), (x1, y1) = mirror.rail
        x, y = stand.place[0] - mirror.centre[0], stand.place[1] - mirror.centre[1]
        off = ((x1 - x0) * x + (y1 - y0) * y) / math.dist(*mirror.rail)
        return max(-1.0, min(1.0, off / EASES)) if abs(off) > NEAR_ENOUGH else 0.0

    def _may_paint(self, before: View, later: View, elapsed: float) -> bool:
        """Whether the glass is still enough for the brush, by its patience; where it would fall, gold comes first."""
        if not self.limits.stills or self._waited > WAITS_S or before.sculpture.load_factor < 1.0:
            return True
        rate = (later.sculpture.sway - before.sculpture.sway) / max(TICK_S, later.time - before.time)
        swing = math.hypot(before.sculpture.sway, rate / self.limits.swing)
        self._paints = swing < (UNSTILL if self._paints else STILL) or (self._paints and abs(rate) < TURNING)
        if not self._paints:
            self._waited += elapsed
        return self._paints
