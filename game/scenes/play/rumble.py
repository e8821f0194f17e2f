"""What is felt in a pad: a row for each kind of event that is felt at all."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from game.sim import Event, EventKind


class Shake(NamedTuple):
    """How both motors run."""

    low: float
    """0..1, of the heavy one."""
    high: float
    """0..1, of the light one."""
    seconds: float


SHAKES: Mapping[EventKind, Shake] = {
    EventKind.TOPPLE: Shake(1.0, 0.6, 0.8),
    EventKind.SPLIT: Shake(0.8, 0.5, 0.25),
    EventKind.BREAK: Shake(0.7, 0.3, 0.2),
    EventKind.TREMOR: Shake(0.4, 0.1, 0.3),
    EventKind.GASP: Shake(0.3, 0.2, 0.15),
    EventKind.FLAW: Shake(0.1, 0.4, 0.12),
    EventKind.VOICE: Shake(0.0, 0.3, 0.25),
}
"""The strongest first: of what happens at once, that is felt."""


def shake_of(events: Iterable[Event]) -> Shake | None:
    """What is felt of all that happened in a frame; None where nothing is."""
    kinds = {event.kind for event in events}
    return next((shake for kind, shake in SHAKES.items() if kind in kinds), None)
