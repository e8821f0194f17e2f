"""The player's two hands: events in, one Intent for each tick out."""

from math import copysign, dist
from typing import NamedTuple

import pygame

from game.input.aim import Aim, Metres, Pixel, StageMap
from game.input.assist import drawn_aim, drawn_beam
from game.input.bindings import DEFAULT_BINDINGS, TAKES, Action, Axis, Bindings
from game.input.devices import InHand
from game.input.keys import position
from game.input.mouse import MouseLean
from game.input.pads import REMOVED, OnePad, stick, trigger
from game.input.steady import Steady
from game.input.turning import Turning
from game.settings import HandSettings
from game.sim.intent import Intent
from game.sim.view import View

WHEEL_TICKS = 8
"""Ticks of sliding for one notch of the wheel: about 3 cm of rail."""
GRAB = 0.22
"""A click within this distance of a mirror's middle takes it up, m."""
HALF_TRIGGER = 0.5
"""Up to here a trigger means `fine`; from here on it slides."""
TRIGGER_REST = 0.08
"""Below this a trigger is not touched."""
SHARES = 3
"""Decimals kept of lean, turn and slide: finer than any hand, and short in a replay."""

LASTING = (Action.BREATH, Action.FINE)
"""What can be pressed once to last until it is pressed again."""
EMPTY = 0.01
"""Share of the meter at which a breath that lasts is let go."""
_EDGES = {Action.TAKE_NEXT: 1, Action.TAKE_PREVIOUS: -1}
Source = tuple[str, int]


class Grip(NamedTuple):
    """What the mouse holds besides the aim, to be seen where it is."""

    at: Pixel
    lean: float
    """-1 (right) .. 1 (left)."""
    leans: bool
    breathes: bool


class Controls:
    """Held keys, buttons, sticks and the mouse, ready to be asked once a tick."""

    def __init__(self, bindings: Bindings = DEFAULT_BINDINGS, in_hand: InHand | None = None) -> None:
        """`in_hand` knows what was used before, and learns on."""
        self.auto_aim = False
        """Whether the aim is drawn to cracks that are not gold yet; may be changed at any time."""
        self.auto_steady = False
        """Whether the plinth leans against the sway while the player leans nowhere; may be changed at any time."""
        self._steady = Steady()
        self.bindings, self.settings = bindings, HandSettings()
        """What does what, and how hands are read; may be changed at any time."""
        self._lasting: set[Action] = set()
        """What was pressed once to last."""
        self._pad = OnePad()
        self._turned = False
        self._turning = Turning()
        self._held: dict[Source, Action] = {}
        self._axes: dict[Axis, float] = {}
        self._aim = Aim()
        self._mouse = MouseLean()
        self.in_hand = in_hand or InHand()
        """Which device each hand has used last."""
        self._wheel = 0.0
        self._clicked: Pixel | None = None
        self._steps = 0
        self._take: int | None = None

    def hears(self, event: pygame.Event) -> bool:
        """Whether an event is the hands': not what another pad than the one that plays does."""
        before = self._pad.playing
        hears = self._pad.hears(event)
        if self._pad.playing != before:  # what the pad before held, nobody holds any more
            self._axes.clear()
            self._held = {source: action for source, action in self._held.items() if source[0] != "button"}
        return hears

    def handle(self, event: pygame.Event) -> None:
        """Note what an event changes; nothing happens on the stage before the next `intent`."""
        if not self.hears(event):
            return
        self.in_hand.notice(event, self.bindings)
        match event.type:
            case pygame.KEYDOWN | pygame.CONTROLLERBUTTONDOWN | pygame.MOUSEBUTTONDOWN:
                self._press(event)
            case pygame.KEYUP | pygame.CONTROLLERBUTTONUP | pygame.MOUSEBUTTONUP:
                if self._held.pop(_source(event), None) is Action.LEAN_BY_MOUSE:
                    self._end_mouse_lean()
            case pygame.MOUSEMOTION:
                self._mouse.move(event.pos)
                self._aim.mouse_to(self._mouse.point)
            case pygame.MOUSEWHEEL:
                self._wheel += event.y * WHEEL_TICKS
            case pygame.CONTROLLERAXISMOTION:
                for axis in self.bindings.axes_of(event.axis):
                    self._tilt(axis, event.axis, event.value)
            case kind if kind == pygame.WINDOWFOCUSLOST or kind in REMOVED:
                self.release()

    def release(self) -> None:
        """Let go of everything: keys that come up while another window is in front are never told."""
        self._held.clear()
        self._axes.clear()
        self._lasting.clear()
        self._mouse.release()
        self._wheel, self._clicked, self._steps, self._take = 0.0, None, 0, None
        self._turned = False

    def grip(self, width: int) -> Grip | None:
        """What the mouse holds, in a window so many px wide; None where it only aims."""
        breathes = any(action is Action.BREATH for (kind, _), action in self._held.items() if kind == "mouse")
        if not self._mouse.is_held and not breathes:
            return None
        return Grip(self._mouse.point, self._mouse_lean(width), self._mouse.is_held, breathes)

    def intent(self, view: View, camera: StageMap) -> Intent:
        """What the hands want for the next tick: call it once a tick. A take is given once, then held."""
        take = self._taken(view, camera)
        if view.game.breath < EMPTY:
            self._lasting.discard(Action.BREATH)
        fine = self._on(Action.FINE) or self._half_trigger()
        turn = round(self._turning.tick(self._pair(Action.TURN_RIGHT, Action.TURN_LEFT)), SHARES)
        if turn:
            self._aim.rest()
        if take is None:
            speed = self.settings.stick_speed
            up = self._axes.get(Axis.AIM_Y, 0.0) * (speed if self.settings.invert_aim else -speed)
            self._aim.push(speed * self._axes.get(Axis.AIM_X, 0.0), up, fine, view)
        return Intent(
            lean=self._lean(view, camera.size[0]),
            aim=self._pointed(view, camera, turn, take),
            turn=turn,
            slide=self._slide(),
            take=take,
            breath=self._on(Action.BREATH),
            fine=fine,
        )

    def _pointed(self, view: View, camera: StageMap, turn: float, take: int | None) -> Metres | None:
        """Where to aim: where mouse or stick point, or the mirror was turned to by keys, and what draws them there."""
        aim = self._aim.point(view, camera)
        self._turned = bool(turn) or (self._turned and aim is None and take is None)
        if not self.auto_aim or turn or take is not None:
            return aim
        if aim is not None:
            return drawn_aim(view, aim)
        return drawn_beam(view) if self._turned else None

    def _press(self, event: pygame.Event) -> None:
        action = self.bindings.action_of(event)
        if action in TAKES:
            self._take = TAKES.index(action)
        elif action in _EDGES:
            back = event.type == pygame.KEYDOWN and event.mod & pygame.KMOD_SHIFT
            self._steps += -_EDGES[action] if back else _EDGES[action]
        elif action is Action.TAKE_HERE:
            self._clicked = event.pos
        elif action in LASTING and self.settings.press == "press":
            self._lasting ^= {action}
        elif action is not None:
            self._held[_source(event)] = action
            if action is Action.LEAN_BY_MOUSE:
                self._mouse.press(event.pos)

    def _tilt(self, axis: Axis, number: int, value: int) -> None:
        is_stick = number not in (pygame.CONTROLLER_AXIS_TRIGGERLEFT, pygame.CONTROLLER_AXIS_TRIGGERRIGHT)
        tilt = stick(value, self.settings.dead_zone, self.settings.curve) if is_stick else trigger(value)
        self._axes[axis] = max(0.0, tilt) if axis in (Axis.SLIDE_BACK, Axis.SLIDE_FORTH) else tilt

    def _on(self, action: Action) -> bool:
        return action in self._held.values() or action in self._lasting

    def _pair(self, minus: Action, plus: Action) -> float:
        """-1, 0 or 1 from two opposite actions."""
        return float(self._on(plus)) - float(self._on(minus))

    def _lean(self, view: View, width: int) -> float:
        """The wish of keys, stick and mouse together. To the left is positive, as angles are; the stage ramps it."""
        lean = self._pair(Action.LEAN_RIGHT, Action.LEAN_LEFT) + self._mouse.lean(width, self.settings.mouse_lean)
        lean -= self._axes.get(Axis.LEAN, 0.0)
        if self.settings.invert_lean:
            lean = -lean
        if self.auto_steady and not lean:
            lean = self._steady.lean(view)
        return round(min(1.0, max(-1.0, lean)), SHARES)

    def _mouse_lean(self, width: int) -> float:
        """As it is seen where the mouse is."""
        lean = self._mouse.lean(width, self.settings.mouse_lean)
        return -lean if self.settings.invert_lean else lean

    def _end_mouse_lean(self) -> None:
        """Let go, and bring the mouse back to where it aims: else the beam would jump as far as it leaned."""
        at = self._mouse.point
        self._mouse.release()
        self._mouse.move(at)
        if pygame.display.get_init():
            pygame.mouse.set_pos(round(at[0]), round(at[1]))

    def _slide(self) -> float:
        """Keys, triggers beyond half of their way, and what is left of the wheel's last notches."""
        slide = self._pair(Action.SLIDE_BACK, Action.SLIDE_FORTH)
        slide += _beyond_half(self._axes.get(Axis.SLIDE_FORTH, 0.0))
        slide -= _beyond_half(self._axes.get(Axis.SLIDE_BACK, 0.0))
        if self._wheel:
            slide += copysign(1.0, self._wheel)
            self._wheel -= copysign(min(1.0, abs(self._wheel)), self._wheel)
        return round(min(1.0, max(-1.0, slide)), SHARES)

    def _half_trigger(self) -> bool:
        triggers = (self._axes.get(Axis.SLIDE_BACK, 0.0), self._axes.get(Axis.SLIDE_FORTH, 0.0))
        return any(TRIGGER_REST < pull <= HALF_TRIGGER for pull in triggers)

    def _taken(self, view: View, camera: StageMap) -> int | None:
        """Index of the mirror to take up now, by number, step or click; None keeps the one held."""
        held = next((i for i, mirror in enumerate(view.light.mirrors) if mirror.held), 0)
        wish, self._take = self._take, None
        steps, self._steps = self._steps, 0
        clicked, self._clicked = self._clicked, None
        if view.light.mirrors and steps:
            wish = (held + steps) % len(view.light.mirrors)
        if clicked is not None:
            wish = _mirror_at(camera.to_stage(clicked), view)
        if wish is None or wish == held or wish >= len(view.light.mirrors):
            return None
        self._aim.rest(clicked)
        return wish


def _source(event: pygame.Event) -> Source:
    """Which physical key or button it is: two keys may mean the same action."""
    if event.type in (pygame.KEYDOWN, pygame.KEYUP):
        return "key", position(event)
    if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        return "mouse", event.button
    return "button", event.button


def _beyond_half(pull: float) -> float:
    return max(0.0, pull - HALF_TRIGGER) / (1.0 - HALF_TRIGGER)


def _mirror_at(point: tuple[float, float], view: View) -> int | None:
    """The mirror nearest to a stage point, if it is within reach of a click."""
    near = [(dist(point, mirror.centre), i) for i, mirror in enumerate(view.light.mirrors)]
    distance, index = min(near, default=(GRAB, None))
    return index if distance < GRAB else None
