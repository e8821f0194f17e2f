"""A loss in one line: one cause, in words that name the player's own deed and the key for it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from game.core.language import N_, _, decimal, ngettext, pgettext
from game.core.words import said
from game.input.bindings import Action, Axis
from game.input.devices import Device
from game.input.names import NOTHING
from game.level import Level
from game.level.model import Joint
from game.scenes.repertoire.repertoire import Entry
from game.scenes.services import Services
from game.sim import Event, EventKind
from game.sim.rules.loss import Deed

SIDES = {"left": N_("left"), "right": N_("right")}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is told about, and what they lean with."""

    who: str = ""
    """Empty for the player at this window, who is called you."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """What leans to the left and to the right, by side; nothing where nobody's hands play."""

    def key(self, side: str) -> str:
        """What leans to a side, in brackets after a sentence."""
        return f" ({self.keys[side]})" if self.keys.get(side) else ""

    def told(self, you: str, other: str) -> str:
        """Of two sentences, translated, the one to the player or the one about `{who}`; its other places stay open."""
        return other.replace("{who}", self.who) if self.who else you


def speaker_of(services: Services, entry: Entry, leans_by: Device) -> Speaker:
    """Who plays, and with the player's own keys if it is the player."""
    if entry.recording is not None:
        return Speaker(_("The player"))
    if services.bot is not None:
        return Speaker(_("The {bot} bot").format(bot=services.bot))
    names, actions = services.names, {"left": Action.LEAN_LEFT, "right": Action.LEAN_RIGHT}
    if leans_by in (Device.PAD, Device.MOUSE):
        held = names.stick(Axis.LEAN) if leans_by is Device.PAD else names.mouse(Action.LEAN_BY_MOUSE)
        return Speaker(keys=dict.fromkeys(actions, held))
    bound = {side: names.key(action) for side, action in actions.items()}
    return Speaker(keys={side: key for side, key in bound.items() if key != NOTHING})


def cause_of(event: Event | None, deed: Deed | None, level: Level, speaker: Speaker) -> str:
    """What decided a loss: the deed if there was one, else the event; '' where there is nothing to tell."""
    if deed is not None:
        return _DEEDS[deed.kind](deed, "" if event is None else _name(event.subject), speaker)
    return "" if event is None else spoken(event, level)


def spoken(event: Event, level: Level) -> str:
    """In one line, what an event is that decided a loss: a break, a split or a fall."""
    if event.kind is EventKind.TOPPLE:
        return _("It leaned too far")
    if event.kind is EventKind.SPLIT:
        return _("The crack in the {piece} ran through").format(piece=_name(event.subject))
    joint = joint_of(event, level)
    if joint is None:
        return _("A joint gave way")
    torn = event.size > joint.strength
    told = _("The {joint} of {a} and {b} gave way at {force}") if torn else _("The {joint} of {a} and {b} bent too far")
    a, b = (_name(name) for name in joint.pieces)
    return told.format(joint=pgettext("joint", joint.type), a=a, b=b, force=_force(event.size))


def joint_of(event: Event, level: Level) -> Joint | None:
    """The level's joint that broke."""
    return next((joint for joint in level.joints if "-".join(joint.pieces) == event.subject), None)


def _along(deed: Deed, _piece: str, speaker: Speaker) -> str:
    if deed.size:
        told = speaker.told(
            _("You leaned {side} while it swung {side}"), _("{who} leaned {side} while it swung {side}")
        )
    else:
        told = speaker.told(_("You leaned {side} while it fell {side}"), _("{who} leaned {side} while it fell {side}"))
    return told.format(side=_(SIDES[deed.side])) + speaker.key(deed.side)


def _late(deed: Deed, _piece: str, speaker: Speaker) -> str:
    if deed.size:
        told = speaker.told(
            _("You leaned {side} too late: it swung {degrees}° {way}"),
            _("{who} leaned {side} too late: it swung {degrees}° {way}"),
        )
    else:
        told = speaker.told(
            _("You leaned {side} too late: it fell {way}"), _("{who} leaned {side} too late: it fell {way}")
        )
    return _against(told, deed, speaker)


def _still(deed: Deed, _piece: str, speaker: Speaker) -> str:
    if deed.size:
        return _against(_("Nobody leaned {side} while it swung {degrees}° {way}"), deed, speaker)
    return _against(_("Nobody leaned {side} while it fell {way}"), deed, speaker)


def _against(told: str, deed: Deed, speaker: Speaker) -> str:
    """A sentence about leaning to the other side than it went to, filled in."""
    side = "right" if deed.side == "left" else "left"
    degrees = round(math.degrees(deed.size))
    return told.format(side=_(SIDES[side]), way=_(SIDES[deed.side]), degrees=degrees) + speaker.key(side)


def _dark(deed: Deed, piece: str, speaker: Speaker) -> str:
    n = max(1, round(deed.size))
    you = ngettext(
        "You left the crack in the {piece} dark for {n} second",
        "You left the crack in the {piece} dark for {n} seconds",
        n,
    )
    other = ngettext(
        "{who} left the crack in the {piece} dark for {n} second",
        "{who} left the crack in the {piece} dark for {n} seconds",
        n,
    )
    return speaker.told(you, other).format(piece=piece, n=n)


def _dried(_deed: Deed, piece: str, speaker: Speaker) -> str:
    told = speaker.told(
        _("You left the gold in the {piece} unfinished until it dried"),
        _("{who} left the gold in the {piece} unfinished until it dried"),
    )
    return told.format(piece=piece)


def _slow(deed: Deed, piece: str, speaker: Speaker) -> str:
    told = speaker.told(
        _("You gilded only {percent}% of the crack in the {piece}"),
        _("{who} gilded only {percent}% of the crack in the {piece}"),
    )
    return told.format(percent=round(100 * deed.size), piece=piece)


def _held(_deed: Deed, piece: str, speaker: Speaker) -> str:
    told = speaker.told(
        _("You held back the gold in the {piece} for too long"),
        _("{who} held back the gold in the {piece} for too long"),
    )
    return told.format(piece=piece)


_DEEDS: Mapping[str, Callable[[Deed, str, Speaker], str]] = {
    "along": _along,
    "late": _late,
    "still": _still,
    "unlit": lambda _deed, piece, _speaker: _("The crack in the {piece} ran through, unlit").format(piece=piece),
    "outrun": lambda _deed, piece, _speaker: _("The crack in the {piece} outran the light").format(piece=piece),
    "dried": _dried,
    "dark": _dark,
    "slow": _slow,
    "held": _held,
    "time": lambda _deed, _piece, _speaker: _("Time ran out before the last flaw opened"),
}
"""By kind of deed, with the piece that it was in."""


def _force(newtons: float) -> str:
    return f"{decimal(newtons / 1000)} kN" if newtons >= 1000.0 else f"{newtons:.0f} N"


def _name(piece: str) -> str:
    """A piece's id as one would say it."""
    return pgettext("piece", said(piece))
