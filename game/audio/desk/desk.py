"""The mixing desk: sounds, volumes and speeds in, one stream of samples out. It knows neither device nor game.

Whoever plays gives orders, from any thread; whoever asks for samples gets them in order, sample by sample the same
for the same orders. The live device and the file on disk ask the same desk, so that they sound the same.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from game.audio.desk.desk_kernels import LOOKAHEAD, STEP, breathe, limit, mix_in
from game.audio.patches import Pcm
from game.audio.sounds.synth import Samples

Volume = tuple[float, float]
"""Of the left and the right side, linear."""

MAKE_UP = 1.35
"""Gain of the whole mix before the limiter: brings a performance to some -16 LUFS, as loud as other programmes."""
OPEN_HZ, HELD_HZ = 18_000.0, 700.0
"""Where everything is cut off while breath is free, and while it is wholly held, as if heard under water."""


@dataclass(slots=True, eq=False)
class _Strip:
    """One sound on its way out."""

    pcm: Pcm
    at: int
    """Sample of the stream with which it begins."""
    volume: Volume
    """Where the next block begins..."""
    wanted: Volume
    """...and where it ends."""
    loop: bool
    speed: float = 1.0
    wanted_speed: float = 1.0
    place: float = 0.0
    """Samples of it that have been heard; while it loops, within its length."""


class Desk:
    """Strips by number, a filter, a limiter. Those of `dry` pass the filter by: menus are no part of the stage."""

    def __init__(self, dry: Iterable[int] = ()) -> None:
        """Silence."""
        self.mono = False
        """Whether both sides get the same."""
        self._dry = frozenset(dry)
        self._orders: deque[Callable[[], None]] = deque()
        self._strips: dict[int, _Strip] = {}
        self._tails: list[tuple[bool, _Strip]] = []
        self._clock = 0
        self._breath = 0.0
        self._held = 0.0
        self._filter = np.zeros(4)
        self._late = np.zeros((LOOKAHEAD * STEP, 2), dtype=np.float32)
        self._gain = np.ones(1)

    @property
    def clock(self) -> int:
        """Samples asked for so far: the time, in samples, at which the next block begins."""
        return self._clock

    @property
    def busy(self) -> frozenset[int]:
        """Numbers of the strips that sounded at the end of the last block."""
        return frozenset(self._strips)

    # Orders: carried out when the next block is asked for --------------------------------------------------------
    def start(
        self, strip: int, pcm: Pcm, volume: Volume, *, at: int = 0, loop: bool = False, speed: float = 1.0
    ) -> None:
        """Begin a sound at sample `at` of the stream, or at once where that is past; what the strip plays fades away.

        A sound with an end begins at its volume, a loop rises to it from silence.
        """
        first = (0.0, 0.0) if loop else volume
        self._orders.append(partial(self._start, strip, _Strip(pcm, at, first, volume, loop, speed, speed)))

    def steer(self, strip: int, volume: Volume, speed: float = 1.0) -> None:
        """Have a strip reach a volume and a speed (1 as recorded) by the end of the next block."""
        self._orders.append(partial(self._steer, strip, volume, speed))

    def stop(self, strips: Iterable[int]) -> None:
        """Fade strips out over the next block; what has not begun never will."""
        for number in strips:
            self._orders.append(partial(self._stop, number))

    def hold_breath(self, share: float) -> None:
        """Close the filter over the stage, 0 (open) to 1."""
        self._breath = share

    # Samples -----------------------------------------------------------------------------------------------------
    def render(self, n: int) -> Samples:
        """The next n samples (n, 2), none beyond -1.5 dBFS.

        Raises:
            ValueError: n is no multiple of the limiter's step.
        """
        if n % STEP:
            raise ValueError(f"blocks come in multiples of {STEP} samples, not {n}")
        while self._orders:
            self._orders.popleft()()
        stage, pages = np.zeros((n, 2), dtype=np.float32), np.zeros((n, 2), dtype=np.float32)
        for dry, strip in self._tails:
            self._mix(strip, pages if dry else stage)
        self._tails.clear()
        over = [
            number
            for number, strip in self._strips.items()
            if self._mix(strip, pages if number in self._dry else stage)
        ]
        for number in over:
            del self._strips[number]
        self._filter_stage(stage)
        return self._finish(stage + pages)

    def pcm(self, n: int) -> Pcm:
        """The next n samples as 16-bit integers."""
        pcm: Pcm = np.rint(self.render(n) * np.float32(32767.0)).astype("<i2")
        return pcm

    def _mix(self, strip: _Strip, out: Samples) -> bool:
        """Add a strip's share of the block; returns whether it has ended."""
        first = max(0, strip.at - self._clock)
        if first >= len(out):
            return False
        strip.place = mix_in(
            out, strip.pcm, first, strip.place, strip.speed, strip.wanted_speed,
            *strip.volume, *strip.wanted, strip.loop,
        )  # fmt: skip
        strip.volume, strip.speed = strip.wanted, strip.wanted_speed
        return not strip.loop and strip.place >= len(strip.pcm)

    def _filter_stage(self, stage: Samples) -> None:
        before, self._held = self._held, self._breath
        if before == 0.0 == self._held:
            self._filter[:] = 0.0
            return
        breathe(stage, self._filter, _cut_off(before), _cut_off(self._held), float(before > 0.0), float(self._held > 0))

    def _finish(self, mix: Samples) -> Samples:
        if self.mono:
            mix[:] = mix.mean(axis=1, keepdims=True)
        mix *= np.float32(MAKE_UP)
        ahead = np.concatenate([self._late, mix])
        self._late = ahead[len(mix) :].copy()
        self._clock += len(mix)
        limit(ahead, self._gain)
        return ahead[: len(mix)]

    # Orders, carried out -----------------------------------------------------------------------------------------
    def _start(self, number: int, strip: _Strip) -> None:
        self._stop(number)
        self._strips[number] = strip

    def _steer(self, number: int, volume: Volume, speed: float) -> None:
        if number in self._strips:
            self._strips[number].wanted, self._strips[number].wanted_speed = volume, speed

    def _stop(self, number: int) -> None:
        strip = self._strips.pop(number, None)
        if strip is not None and strip.at < self._clock:
            strip.wanted = (0.0, 0.0)
            self._tails.append((number in self._dry, strip))


def _cut_off(breath: float) -> float:
    """Hz, evenly in octaves."""
    return OPEN_HZ * float((HELD_HZ / OPEN_HZ) ** breath)
