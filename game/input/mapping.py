"""SDL's mapping strings: they tell it which button is which of a pad that it does not know. Made, and handed over.

A string is `guid,name,a:b0,leftx:a0,dpup:h0.1,...,platform:Linux,`: after what SDL calls a control comes the button
(b), axis (a; with ~ the other way round) or direction of a hat (h) of the device that stands for it.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import pygame

from game.core.language import N_
from game.input.sdl import sdl

PLATFORMS: Mapping[str, str] = {"linux": "Linux", "win32": "Windows", "darwin": "Mac OS X"}
"""As SDL calls them."""
FAR = 0.6
"""Share of its way from rest that a stick or trigger must go to be meant."""
FULL = 1.0
"""An axis all the way, as joysticks' events tell it."""
_HATS: Mapping[tuple[int, int], int] = {(0, 1): 1, (1, 0): 2, (0, -1): 4, (-1, 0): 8}
"""SDL's number for each direction of a hat."""


@dataclass(frozen=True, slots=True)
class Control:
    """Something that pads have."""

    name: str
    """As SDL calls it."""
    asked: str
    """How one is asked for it."""
    is_stick: bool = False


CONTROLS: tuple[Control, ...] = (
    Control("a", N_("Press the lower one of the four buttons")),
    Control("b", N_("Press the right one of the four buttons")),
    Control("x", N_("Press the left one of the four buttons")),
    Control("y", N_("Press the upper one of the four buttons")),
    Control("leftshoulder", N_("Press the left bumper")),
    Control("rightshoulder", N_("Press the right bumper")),
    Control("lefttrigger", N_("Press the left trigger")),
    Control("righttrigger", N_("Press the right trigger")),
    Control("leftx", N_("Push the left stick to the right"), is_stick=True),
    Control("lefty", N_("Pull the left stick down"), is_stick=True),
    Control("rightx", N_("Push the right stick to the right"), is_stick=True),
    Control("righty", N_("Pull the right stick down"), is_stick=True),
    Control("leftstick", N_("Press the left stick in")),
    Control("rightstick", N_("Press the right stick in")),
    Control("dpup", N_("Press the cross upwards")),
    Control("dpdown", N_("Press the cross downwards")),
    Control("dpleft", N_("Press the cross to the left")),
    Control("dpright", N_("Press the cross to the right")),
    Control("back", N_("Press the small button at the left (View, Share, −)")),
    Control("start", N_("Press the small button at the right (Menu, Options, +)")),
)
"""In the order in which one is asked."""


@dataclass(slots=True)
class Draft:
    """What was pressed so far on one device."""

    guid: str
    name: str
    rest: dict[int, float] = field(default_factory=dict)
    """Where each axis lies that nobody touches, -1..1: triggers often at -1."""
    found: dict[str, str] = field(default_factory=dict)

    def offer(self, event: pygame.Event, control: Control) -> bool:
        """Take what an event says for a control; returns whether it was meant, and stands for nothing else yet."""
        source = self._source(event, control)
        if not source or source.rstrip("~") in (one.rstrip("~") for one in self.found.values()):
            return False
        self.found[control.name] = source
        return True

    def stands_for(self, event: pygame.Event) -> str:
        """The control that a button stands for already; empty for another, and for what is no button."""
        source = f"b{event.button}" if event.type == pygame.JOYBUTTONDOWN else ""
        return next((name for name, found in self.found.items() if found == source), "")

    def text(self) -> str:
        """The mapping string."""
        plain = self.name.replace(",", " ").strip() or "Pad"
        pairs = [f"{name}:{source}" for name, source in self.found.items()]
        return ",".join([self.guid, plain, *pairs, f"platform:{PLATFORMS.get(sys.platform, 'Linux')}", ""])

    def _source(self, event: pygame.Event, control: Control) -> str:
        match event.type:
            case pygame.JOYBUTTONDOWN if not control.is_stick:
                return f"b{event.button}"
            case pygame.JOYHATMOTION if not control.is_stick and tuple(event.value) in _HATS:
                return f"h{event.hat}.{_HATS[tuple(event.value)]}"
            case pygame.JOYAXISMOTION:
                moved = event.value - self.rest.get(event.axis, 0.0)
                if abs(moved) < FAR * FULL:
                    return ""
                return f"a{event.axis}" if moved > 0.0 else f"a{event.axis}~"
        return ""


def hand_over(mapping: str) -> bool:
    """Tell SDL; returns whether it took it."""
    library = sdl()
    return library is not None and int(library.SDL_GameControllerAddMapping(mapping.encode())) >= 0


def guid_of(mapping: str) -> str:
    """Of which device a mapping string is."""
    return mapping.partition(",")[0]
