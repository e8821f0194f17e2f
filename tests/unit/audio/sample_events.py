"""Events of a usual size, for tests of what is heard."""

from typing import Any

from game.sim.events import Event, EventKind

TYPICAL = {
    EventKind.OMEN: -20.0, EventKind.FLAW: 0.15, EventKind.CHORD: 3.0, EventKind.LAST: 0.5, EventKind.RIPE: 0.3,
    EventKind.DRY: 0.8,
    EventKind.HUSH: 6.0,
    EventKind.BEAT: 0.8, EventKind.GUST: -20.0, EventKind.TREMOR: 0.004, EventKind.NOTE: 20.0, EventKind.CRACK: 0.05,
    EventKind.GILD: 0.4, EventKind.VOICE: 62.0, EventKind.SILENCED: 62.0, EventKind.SPLIT: 6.0,
    EventKind.GLITTER: 0.01, EventKind.BREAK: 6500.0, EventKind.HIT: 9.0, EventKind.CREAK: 1.06,
    EventKind.HEAT: 0.6, EventKind.GASP: 0.12,
    EventKind.OVATION: 4.0, EventKind.TOPPLE: 0.5, EventKind.WON: 900.0,
}  # fmt: skip


def event(kind: EventKind, size: float | None = None, x: float = 0.0, **more: Any) -> Event:
    """One event, of its typical size where none is given, at x (m) on the stage."""
    part = "alto" if kind is EventKind.VOICE else ""
    subject = "gust" if kind is EventKind.OMEN else ""
    settings: dict[str, Any] = {"subject": subject, "tick": 1, "at": (x, 1.0), "part": part, **more}
    return Event(kind, size=TYPICAL.get(kind, 0.0) if size is None else size, **settings)
