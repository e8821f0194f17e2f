"""A player of flesh and blood, roughly: sees late, aims with a tremble, minds one crack at a time."""

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from game.bots import eye
from game.bots.limits import Limits
from game.core.clock import TICK_S
from game.core.rng import stream
from game.sim import Intent, View
from game.sim.view import CrackView, MirrorView, PieceView

STEADY_GAIN = 0.30
"""rad of lean a rad of sway."""
STEADY_DAMPING = 0.16
"""rad of lean a rad/s of sway."""
CALM = 1.7
"""Load factor at which it leaves the plinth alone: a stiff piece steadies itself, and late hands would only pump it."""
TREMBLE_S = 0.30
"""s over which the hand's error wanders."""
SLACK = 0.6
"""Share of a beam's half width by which its middle may be beside the mark: the mark is well in the light."""
CORRECTION = 0.7
"""Share of what its eye sees the light miss by that a move of the hand makes good."""
ARRIVED = 0.04
"""m from where the hand is going at which it is there: only then can the eye tell what the move did."""
SETTLING = 1.5
"""Reaction times that the hand has to be there before the eye trusts what it sees."""
FARTHEST = 0.5
"""m beside the crack that it points at most, however glass bends the light."""
PATIENCE_S = 2.5
"""Real s without progress after which it tries another mirror..."""
PROGRESS = 0.3
"""...where progress is so much new exposure, in cells."""
DANGER_SWAY = 0.09
"""rad of sway at which it holds its breath."""
WARM = 0.2
"""Heat of glass at which it turns the light away that it has no use for."""
AWAY = 0.45
"""m beside the crack, or over the top of all, where it lets the light wait."""
NEARLY = 0.75
"""Exposure of the last cell at which it begins to wait."""
OFF_BEAT = (0.10, 0.80)
"""Phases of the beat between which it waits."""


@dataclass(slots=True)
class _Attention:
    """What the bot is busy with."""

    crack: int | None = None
    mirror: int = 0
    best: float = 0.0
    """Most exposure it has seen on the crack since it took this mirror."""
    idle: float = 0.0
    """Real s since that grew."""
    offset: float = 0.0
    """m beside its mark, to the left seen from the mirror, that it points: glass bends light."""
    rests: float = 0.0
    """Real s that the hand has been where it was going."""


@dataclass(slots=True)
class Player:
    """A bot's mind: call it with each new view, and it returns the intent of its hands."""

    limits: Limits
    seed: int
    _seen: deque[tuple[float, View]] = field(default_factory=deque)
    _now: float = 0.0
    _last_tick: int = 0
    _aim: tuple[float, float] | None = None
    _error: float = 0.0
    _attention: _Attention = field(default_factory=_Attention)
    _draw: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._draw = stream(self.seed, "hand")

    def __call__(self, view: View) -> Intent:
        """Decide on what was seen a reaction time ago, in the time that the player feels: slow while breath is held."""
        elapsed = max(0, view.tick - self._last_tick) * TICK_S / view.game.time_scale
        self._last_tick = view.tick
        self._now += elapsed
        self._seen.append((self._now, view))
        while len(self._seen) > 2 and self._seen[1][0] <= self._now - self.limits.delay:
            self._seen.popleft()
        (then, before), (at, later) = self._seen[0], self._seen[1] if len(self._seen) > 1 else self._seen[0]
        if self._now - then < self.limits.delay:
            return Intent()
        target, take = self._attend(before, elapsed)
        rate = (
            (later.sculpture.sway - before.sculpture.sway) / max(1e-3, (later.time - before.time)) if at > then else 0.0
        )
        sway = before.sculpture.sway + rate * self.limits.predicts * self.limits.delay * view.game.time_scale
        aim = self._point(before, target, elapsed)
        steady = self._attention.crack is None or self.limits.steadies_while_aiming
        effort = max(0.0, min(1.0, (CALM - before.sculpture.load_factor) / (CALM - 1.0))) if steady else 0.0
        lean = -effort * (STEADY_GAIN * sway + STEADY_DAMPING * rate) / before.game.lean_limit
        breath = self.limits.uses_breath and abs(sway) > DANGER_SWAY
        return Intent(lean=max(-1.0, min(1.0, lean)), aim=aim, take=take, breath=breath)

    def _attend(self, view: View, elapsed: float) -> tuple[tuple[float, float] | None, int | None]:
        """Where to aim at, and which mirror to take up: the longest open crack, until it sings or is gone."""
        standing = {piece.key for piece in view.sculpture.pieces if piece.standing}
        cracks = [k for k in view.sculpture.cracks if not k.voice and k.piece in standing and len(k.cells)]
        mind = self._attention
        crack = next((k for k in cracks if k.key == mind.crack), None)
        if crack is None:
            crack = max(cracks, key=lambda k: (len(k.cells), -k.key), default=None)
            self._attention = mind = _Attention(crack.key if crack else None, mind.mirror)
            if crack is not None:
                mind.mirror = self._best_mirror(view, crack)
        held = next((i for i, mirror in enumerate(view.light.mirrors) if mirror.held), None)
        if crack is None:
            return self._rest(view, held), None
        done = float(np.minimum(crack.exposure, 1.0).sum())
        mind.idle += elapsed
        if done > mind.best + PROGRESS:
            mind.idle, mind.best = 0.0, done
        if mind.idle > PATIENCE_S and len(view.light.mirrors) > 1:
            self._attention = mind = _Attention(crack.key, (mind.mirror + 1) % len(view.light.mirrors), done)
        take = mind.mirror if view.light.mirrors and held != mind.mirror else None
        return self._target(view, crack, held if take is None else None), take

    def _target(self, view: View, crack: CrackView, held: int | None) -> tuple[float, float]:
        """Stage point whose aim lights the first cell that is not gold; aside while a voice would come off the beat."""
        left = np.flatnonzero(~crack.gold)
        cell = int(left[0]) if len(left) else len(crack.cells) - 1
        row = next(row for row, piece in enumerate(view.sculpture.pieces) if piece.key == crack.piece)
        x, y = _on_stage(view.sculpture.pieces[row], crack.cells[cell].mean(axis=0))
        last = len(left) == 1 and crack.exposure[cell] > NEARLY
        if self.limits.on_the_beat and last and OFF_BEAT[0] < view.game.beat < OFF_BEAT[1]:
            self._attention.rests = 0.0
            return x, y + AWAY
        if held is None:
            return x, y
        self._look(view, held, row, (x, y), crack.part)
        mirror = view.light.mirrors[held]
        reach = max(math.dist(mirror.centre, (x, y)), 1e-6)
        aside = self._attention.offset / reach
        return x - aside * (y - mirror.centre[1]), y + aside * (x - mirror.centre[0])

    def _look(self, view: View, held: int, piece: int, mark: tuple[float, float], part: str) -> None:
        """Close the loop by eye: once it sees what its last move did, point as far beside the mark as light misses it.

        Hands that follow what they see a reaction time late correct by fits and starts (Craik, "Theory of the human
        operator in control systems", 1947).
        """
        mind = self._attention
        if mind.rests <= SETTLING * self.limits.delay:
            return
        mind.rests = 0.0
        miss = eye.miss(view, held, piece, mark, part)
        if miss is None:
            mind.offset = 0.0
            return
        aside, half = miss
        if abs(aside) > SLACK * half:
            mind.offset = max(-FARTHEST, min(FARTHEST, mind.offset + CORRECTION * aside))

    @staticmethod
    def _rest(view: View, held: int | None) -> tuple[float, float] | None:
        """Over the top, while there is nothing to gild and the light that it holds warms the glass; else anywhere."""
        if held is None or eye.warms(view, held) < WARM:
            return None
        x, y = max(
            (piece.position for piece in view.sculpture.pieces if piece.standing),
            key=lambda at: at[1],
            default=(0.0, 0.0),
        )
        return x, y + AWAY

    @staticmethod
    def _best_mirror(view: View, crack: CrackView) -> int:
        """The mirror nearest to the crack of those with light that gilds it, or else of those that have any."""
        piece = next(p for p in view.sculpture.pieces if p.key == crack.piece)
        at = _on_stage(piece, crack.path[-1])
        speaking = eye.on_mirrors(view, crack.part)

        def cost(index: int) -> tuple[bool, bool, float]:
            mirror: MirrorView = view.light.mirrors[index]
            return speaking[index] == 0.0, mirror.incoming is None, math.dist(mirror.centre, at)

        return min(range(len(view.light.mirrors)), key=cost, default=0)

    def _point(self, view: View, target: tuple[float, float] | None, elapsed: float) -> tuple[float, float] | None:
        """Move the hand towards the target, at its speed and with its tremble."""
        if target is None:
            return None
        keep = math.exp(-elapsed / TREMBLE_S)
        self._error = keep * self._error + math.sqrt(1 - keep * keep) * float(self._draw.normal())
        x, y = self._aim or target
        span = math.dist((x, y), target)
        share = min(1.0, self.limits.aim_speed * elapsed / span) if span > 0 else 1.0
        self._aim = (x + share * (target[0] - x), y + share * (target[1] - y))
        there = math.dist(self._aim, target) < ARRIVED
        self._attention.rests = self._attention.rests + elapsed if there else 0.0
        held = next((mirror for mirror in view.light.mirrors if mirror.held), None)
        if held is None:
            return self._aim
        reach = math.dist(held.centre, self._aim)
        miss = self._error * math.radians(self.limits.aim_noise) * reach
        across = (
            (self._aim[1] - held.centre[1]) / max(reach, 1e-6),
            -(self._aim[0] - held.centre[0]) / max(reach, 1e-6),
        )
        return self._aim[0] + miss * across[0], self._aim[1] + miss * across[1]


def _on_stage(piece: PieceView, point: np.ndarray) -> tuple[float, float]:
    c, s = math.cos(piece.angle), math.sin(piece.angle)
    return (
        piece.position[0] + c * float(point[0]) - s * float(point[1]),
        piece.position[1] + s * float(point[0]) + c * float(point[1]),
    )
