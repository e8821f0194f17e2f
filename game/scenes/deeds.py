"""A loss in one line: one cause, in words that name the player's own deed and the key for it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from game.core.words import counted, said
from game.input.bindings import Action
from game.input.devices import Device
from game.level import Level
from game.level.model import Joint
from game.scenes.repertoire import Entry
from game.scenes.services import Services
from game.sim import Event, EventKind
from game.sim.rules.loss import Deed

HELD = {Device.PAD: "left stick", Device.MOUSE: "right button"}
"""What leans where no key does."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is told about, and what they lean with."""

    who: str = "You"
    keys: Mapping[str, str] = field(default_factory=dict)
    """What leans to the left and to the right, by side; nothing where nobody's hands play."""

    def key(self, side: str) -> str:
        """What leans to a side, in brackets after a sentence."""
        return f" ({self.keys[side]})" if self.keys.get(side) else ""


def speaker_of(services: Services, entry: Entry, leans_by: Device) -> Speaker:
    """Who plays, and with the player's own keys if it is the player."""
    if entry.recording is not None:
        return Speaker("The player")
    if services.bot is not None:
        return Speaker(f"The {services.bot} bot")
    actions = {"left": Action.LEAN_LEFT, "right": Action.LEAN_RIGHT}
    if leans_by in HELD:
        return Speaker("You", dict.fromkeys(actions, HELD[leans_by]))
    bound = {side: services.bindings.keys.get(action, ()) for side, action in actions.items()}
    return Speaker("You", {side: services.layout.label(codes[0]) for side, codes in bound.items() if codes})


def cause_of(event: Event | None, deed: Deed | None, level: Level, speaker: Speaker) -> str:
    """What decided a loss: the deed if there was one, else the event; '' where there is nothing to tell."""
    if deed is not None:
        return _DEEDS[deed.kind](deed, "" if event is None else said(event.subject), speaker)
    return "" if event is None else spoken(event, level)


def spoken(event: Event, level: Level) -> str:
    """In one line, what an event is that decided a loss: a break, a split or a fall."""
    if event.kind is EventKind.TOPPLE:
        return "It leaned too far"
    if event.kind is EventKind.SPLIT:
        return f"The crack in the {said(event.subject)} ran through"
    joint = joint_of(event, level)
    if joint is None:
        return "A joint gave way"
    a, b = (said(name) for name in joint.pieces)
    how = f"gave way at {_force(event.size)}" if event.size > joint.strength else "bent too far"
    return f"The {joint.type} of {a} and {b} {how}"


def joint_of(event: Event, level: Level) -> Joint | None:
    """The level's joint that broke."""
    return next((joint for joint in level.joints if "-".join(joint.pieces) == event.subject), None)


def _along(deed: Deed, _: str, speaker: Speaker) -> str:
    moved = "swung" if deed.size else "fell"
    return f"{speaker.who} leaned {deed.side} while it {moved} {deed.side}{speaker.key(deed.side)}"


def _late(deed: Deed, _: str, speaker: Speaker) -> str:
    side = _against(deed)
    return f"{speaker.who} leaned {side} too late: it {_swung(deed)}{speaker.key(side)}"


def _still(deed: Deed, _: str, speaker: Speaker) -> str:
    side = _against(deed)
    return f"Nobody leaned {side} while it {_swung(deed)}{speaker.key(side)}"


def _dark(deed: Deed, piece: str, speaker: Speaker) -> str:
    seconds = counted(f"{max(1.0, deed.size):.0f}", "second")
    return f"{speaker.who} left the crack in the {piece} dark for {seconds}"


def _slow(deed: Deed, piece: str, speaker: Speaker) -> str:
    return f"{speaker.who} gilded only {deed.size:.0%} of the crack in the {piece}"


_DEEDS: Mapping[str, Callable[[Deed, str, Speaker], str]] = {
    "along": _along,
    "late": _late,
    "still": _still,
    "unlit": lambda deed, piece, speaker: f"The crack in the {piece} ran through, unlit",
    "outrun": lambda deed, piece, speaker: f"The crack in the {piece} outran the light",
    "dark": _dark,
    "slow": _slow,
    "held": lambda deed, piece, speaker: f"{speaker.who} held back the gold in the {piece} for too long",
    "time": lambda deed, piece, speaker: "Time ran out before the last flaw opened",
}
"""By kind of deed, with the piece that it was in."""


def _against(deed: Deed) -> str:
    return "right" if deed.side == "left" else "left"


def _swung(deed: Deed) -> str:
    """How far and where it went."""
    return f"swung {math.degrees(deed.size):.0f}° {deed.side}" if deed.size else f"fell {deed.side}"


def _force(newtons: float) -> str:
    return f"{newtons / 1000:.1f} kN" if newtons >= 1000.0 else f"{newtons:.0f} N"
