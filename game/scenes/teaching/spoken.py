"""What a player's own keys, buttons and sticks are called in a prompt: those of the device in hand."""

from dataclasses import dataclass

from game.core.language import _
from game.input.bindings import TAKES, Action, Axis, Bindings
from game.input.devices import Device, InHand
from game.input.keys import Layout
from game.input.names import Names
from game.scenes.teaching.facts import ASIDE_M


@dataclass(frozen=True, slots=True)
class Spoken:
    """Names of what the hands use."""

    bindings: Bindings
    layout: Layout
    in_hand: InHand

    @property
    def names(self) -> Names:
        """Of all that is bound."""
        return Names(self.bindings, self.layout, self.in_hand.family)

    @property
    def aim(self) -> str:
        """What turns the mirror."""
        if self.in_hand.aim is Device.PAD:
            return self.names.stick(Axis.AIM_X)
        if self.in_hand.aim is Device.MOUSE:
            return _("Move the mouse")
        one, other = (self.names.key(action) for action in (Action.TURN_LEFT, Action.TURN_RIGHT))
        told = _("{one} or {other}") if self.in_hand.aim is Device.KEYS else _("Mouse, {one} or {other}")
        return told.format(one=one, other=other)

    @property
    def lean(self) -> str:
        """What leans to either side."""
        keys = f"{self.names.key(Action.LEAN_LEFT)} {self.names.key(Action.LEAN_RIGHT)}"
        match self.in_hand.lean:
            case Device.PAD:
                return self.names.stick(Axis.LEAN)
            case Device.KEYS:
                return keys
            case Device.MOUSE:
                return _("{button}, drag").format(button=self.names.mouse(Action.LEAN_BY_MOUSE))
        return f"{keys}, {self.names.mouse(Action.LEAN_BY_MOUSE)}"

    @property
    def breath(self) -> str:
        """What holds the breath."""
        match self.in_hand.lean:
            case Device.PAD:
                return self.names.button(Action.BREATH)
            case Device.MOUSE:
                return self.names.mouse(Action.BREATH)
        return self.names.key(Action.BREATH)

    @property
    def slide(self) -> str:
        """What moves the mirror along its rail."""
        if self.in_hand.aim is Device.PAD:
            one, other = self.names.stick(Axis.SLIDE_BACK), self.names.stick(Axis.SLIDE_FORTH)
        else:
            one, other = self.names.key(Action.SLIDE_BACK), self.names.key(Action.SLIDE_FORTH)
        if self.in_hand.has_mouse:
            return _("Wheel, {one} or {other}").format(one=one, other=other)
        return _("{one} or {other}").format(one=one, other=other)

    @property
    def take(self) -> str:
        """What takes another mirror in hand."""
        return self._takes(Action.TAKE_NEXT)

    def _takes(self, action: Action) -> str:
        """What takes up a mirror: by a key, that of an `action`; pads go from one to the next."""
        if self.in_hand.aim is Device.PAD:
            return self.names.button(Action.TAKE_NEXT)
        key = self.names.key(action)
        return key if self.in_hand.aim is Device.KEYS else _("{key} or click").format(key=key)

    def take_row(self, row: int | None) -> str:
        """What takes up the mirror in a row; None: the next one."""
        return self._takes(Action.TAKE_NEXT if row is None or row >= len(TAKES) else TAKES[row])

    def take_colour(self, part: str, row: int | None) -> str:
        """What to do, with the mirror in a row, about a crack that only light of a part's colour gilds."""
        match part:
            case "bass":
                told = _("{take}: only red light gilds it")
            case "tenor":
                told = _("{take}: only amber light gilds it")
            case "alto":
                told = _("{take}: only green light gilds it")
            case _:
                told = _("{take}: only blue light gilds it")
        return told.format(take=self.take_row(row))

    def lean_into(self, aside: float) -> str:
        """What to do where light passes a crack `aside` m to the right of it, and no mirror can be turned."""
        if abs(aside) < ASIDE_M:
            return _("Lean into the light: {lean}").format(lean=self.lean)
        side, action = (_("right"), Action.LEAN_RIGHT) if aside > 0.0 else (_("left"), Action.LEAN_LEFT)
        match self.in_hand.lean:
            case Device.PAD:
                told = _("Light passes {side} of it: {stick} {side}")
            case Device.KEYS:
                told = _("Light passes {side} of it: hold {key}")
            case Device.MOUSE:
                told = _("Light passes {side}: hold {button}, drag {side}")
            case _other:
                told = _("Light passes {side}: {key} ({button}, drag {side})")
        return told.format(side=side, key=self.names.key(action), **self._others)

    def aim_off(self, beside: tuple[float, float]) -> str:
        """What to do where light passes what is dark of a crack, from there (m): glass bends it."""
        x, y = beside
        if abs(y) >= abs(x):
            return _("Light passes above it: aim lower") if y > 0.0 else _("Light passes below it: aim higher")
        if x > 0.0:
            return _("Light passes right of it: aim left")
        return _("Light passes left of it: aim right")

    def lean_against(self, tends: float, *, rocks: bool) -> str:
        """What to do against a sculpture that tends to a side, above 0 to the left: a nudge, as holding on pumps it.

        Of one that rocks to and fro faster than can be read no side is named.
        """
        if rocks:
            return _("Lean against each swing: {lean}").format(lean=self.lean)
        swings, lean = (_("left"), _("right")) if tends > 0.0 else (_("right"), _("left"))
        key = self.names.key(Action.LEAN_RIGHT if tends > 0.0 else Action.LEAN_LEFT)
        match self.in_hand.lean:
            case Device.PAD:
                told = _("It swings {swings}: nudge {stick} {lean}")
            case Device.KEYS:
                told = _("It swings {swings}: tap {key}, lean {lean}")
            case Device.MOUSE:
                told = _("It swings {swings}: nudge {lean} with {button}")
            case _other:
                told = _("It swings {swings}: {key} ({button}, drag {lean})")
        return told.format(swings=swings, lean=lean, key=key, **self._others)

    @property
    def _others(self) -> dict[str, str]:
        """What leans besides keys."""
        return {"button": self.names.mouse(Action.LEAN_BY_MOUSE), "stick": self.names.stick(Axis.LEAN)}
