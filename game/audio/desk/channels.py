"""Which channel a sound gets, and how loud: a cap on how many sound at once, and how loud together.

Pure bookkeeping, so that the live mixer and the offline one decide alike.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

ONE_SHOTS = 32
"""Sounds with an end that sound at once, at most."""
LIMIT = 1.2
"""The gains of fresh sounds never sum to more: patches peak at half to five sixths, and not all at once."""
LARGEST_SHARE = 0.5
"""Of what is left under the limit, a new sound gets at most this much: the next ones are still heard."""
FRESH_S = 0.18
"""Time constant in which a sound's attack is forgotten, s: most are loudest when they begin."""


class Place(NamedTuple):
    """Where and how a sound is played."""

    channel: int
    gain: float


@dataclass(slots=True)
class _Channel:
    until: float = 0.0
    priority: int = 0


class Channels:
    """A fixed number of channels, each busy until some time. Times must not run backwards."""

    def __init__(self, number: int) -> None:
        """All free."""
        self._channels = [_Channel() for _ in range(number)]
        self._crowd = 0.0
        self._then = 0.0

    def take(self, now: float, seconds: float, gain: float, priority: int) -> Place | None:
        """The place of a sound that starts `now` and lasts so many seconds.

        A free channel, else that of the least important sound, if it matters less; None if it does not. In a
        crowd the gain shrinks so that the sum of all attacks stays under the limit.
        """
        index = min(range(len(self._channels)), key=lambda i: self._rank(i, now))
        channel = self._channels[index]
        if channel.until > now and channel.priority >= priority:
            return None
        channel.until, channel.priority = now + seconds, priority
        self._crowd *= math.exp(-max(0.0, now - self._then) / FRESH_S)
        self._then = now
        heard = min(gain, LARGEST_SHARE * (LIMIT - self._crowd))
        self._crowd += heard
        return Place(index, heard)

    def free_all(self) -> None:
        """Nothing sounds any more."""
        for channel in self._channels:
            channel.until = 0.0
        self._crowd = 0.0

    def _rank(self, index: int, now: float) -> tuple[bool, int, float]:
        channel = self._channels[index]
        busy = channel.until > now
        return busy, channel.priority if busy else 0, channel.until if busy else 0.0
