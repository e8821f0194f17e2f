"""Stretches of stage time to be drawn: real performances up to an event, and states posed by hand."""

import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pygame

from game.bots import make_bot
from game.core.clock import TICKS_PER_SECOND
from game.level import Level, parse_level
from game.performance import Deliberate, Performance
from game.render import StageRenderer
from game.render.hud import element
from game.render.hud.hud import Hud
from game.render.look.pan import Pan
from game.render.paint import software
from game.render.paint.drawlist import STAGE_LAYERS, DrawList, Layer
from game.settings import Picture
from game.sim import Event, EventKind, View, World
from game.sim.balance import BalanceWatch
from tests.visual import fake_view

FRAME_S = 1.0 / 60.0
"""Frames of play."""
LEAD_IN_TICKS = 8
"""From one frame of a lead-in to the next; a quarter as many as in play will do."""
LEAD_IN_S = 2.0
"""Stage time that is drawn before a picture: sparks need their past."""
SETTLED_S = 5.0
"""Real seconds in which the mood of the house follows, and the score has counted up."""
LONGEST_S = 90.0
"""Stage time after which an event is not waited for any more."""

POSED_FRAMES = 12
"""Frames that are enough for what stands still; rings and sparks have opened by then."""
POSED_FRAME_S = 1.0 / 30.0
TRINKET: dict[str, object] = {
    "pieces": [
        {"id": "foot", "shape": {"type": "box", "size": [0.30, 0.06]}, "material": "brass", "at": [0, 0.03]},
        {"id": "bead", "shape": {"type": "box", "size": [0.12, 0.10]}, "material": "crown_glass", "at": [0, 0.11]},
    ],
    "joints": [{"type": "weld", "pieces": ["foot", "bead"], "at": [0, 0.06]}],
    "flaws": [{"piece": "bead", "at": [0.06, 0.0], "opens": 50}],
    "goal": {"voices": 1, "within": 60},
}

Frame = tuple[View, View, tuple[Event, ...]]
"""The views between which the picture stands, and what happened since the frame before."""


OPTICS = Path(__file__).parents[1] / "optics"
"""Scenes of light."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames of one level, one after the other."""

    level: Level
    frames: tuple[Frame, ...]
    frame_s: float
    """From one to the next."""


class Run:
    """A level played by a bot: once for all stretches that are asked for in their order, and no farther than the last.

    Only the last frames are kept, as views are large; for earlier ones it is played again.
    """

    def __init__(self, level: Level, bot: str, seed: int = 0, *, frame_ticks: int = LEAD_IN_TICKS) -> None:
        self._level, self._bot, self._seed, self._frame_ticks = level, bot, seed, frame_ticks
        self._lead_in = round(LEAD_IN_S * TICKS_PER_SECOND / frame_ticks)
        self._begin()

    def _begin(self) -> None:
        self._performance = Performance(World(self._level, self._seed), Deliberate(make_bot(self._bot, self._seed)))
        self._told: list[tuple[Event, ...]] = []
        """What happened in each frame so far."""
        self._frames: deque[Frame] = deque(maxlen=self._lead_in)

    def until(self, kind: EventKind | None = None, *, nth: int = 1, after: float = 0.0) -> Stretch:
        """The last frames until `after` s after the frame of the nth event of a kind; without one, of the curtain.

        Raises:
            ValueError: there is no such event.
        """
        first = 0 if kind is None else self._frame_of(kind, nth)
        end = first + round(after * TICKS_PER_SECOND / self._frame_ticks)
        if end < len(self._told):
            self._begin()
        while len(self._told) < end:
            self._move_on()
        return Stretch(self._level, tuple(self._frames), self._frame_ticks / TICKS_PER_SECOND)

    def _frame_of(self, kind: EventKind, nth: int) -> int:
        """How many frames there are up to an event."""
        seen, looked_at = 0, 0
        while True:
            while looked_at < len(self._told):
                seen += sum(event.kind is kind for event in self._told[looked_at])
                looked_at += 1
                if seen >= nth:
                    return looked_at
            if self._performance.world.time > LONGEST_S:
                name = f"{self._level.title} by {self._bot}, seed {self._seed}"
                raise ValueError(f"{name}: no {kind} number {nth} within {LONGEST_S:g} s")
            self._move_on()

    def _move_on(self) -> None:
        """Play as far as the next frame; its picture stands between the views of its last two ticks."""
        events = self._performance.run(self._frame_ticks - 1)
        last = self._performance.step(1)
        self._told.append(events + last.events)
        self._frames.append((last.before, last.view, self._told[-1]))


def staged(scene: str) -> Level:
    """A scene of light from tests/optics, with the smallest of sculptures on its plinth: all optics on a stage."""
    rig = json.loads((OPTICS / f"{scene}.json").read_text(encoding="utf-8"))
    return parse_level(json.dumps({"version": 1, "title": scene, **TRINKET, **rig}))


def posed(*events: Event, **changes: Any) -> Stretch:
    """The tower of `fake_view` in a state, as long as effects and numbers need; `events` come at the beginning."""
    changes.setdefault("beat", 0.5)
    view = fake_view.view(**changes)
    frames = ((view, view, ()), (view, view, events), *[(view, view, ())] * POSED_FRAMES)
    return Stretch(fake_view.LEVEL, frames, POSED_FRAME_S)


def draw(
    stretch: Stretch,
    size: tuple[int, int],
    *,
    settings: Picture | None = None,
    overlay: bool = False,
    bare: bool = False,
    watch: Callable[[pygame.Surface], None] | None = None,
) -> pygame.Surface:
    """Draw the frames of a stretch, and return the last; `watch` sees each, `bare` leaves out the display."""
    stage = StageRenderer(size, stretch.level, settings)
    stage.overlay = overlay
    if bare:
        stage.layers = STAGE_LAYERS
    target = pygame.Surface(size, depth=32)
    elapsed_s = SETTLED_S
    pan = Pan(stage.framing)
    for previous, view, events in stretch.frames:
        stage.react(events, view)
        pan.advance(view, stage.settings.motion, elapsed_s)
        stage.draw(target, previous, view, 1.0, elapsed_s, pan.camera(size))
        elapsed_s = stretch.frame_s
        if watch is not None:
            watch(target)
    for _ in range(2):  # light takes two frames to catch up
        stage.draw(target, view, view, 1.0, 0.0, pan.camera(size))
    return target


def show(hud: Hud, target: pygame.Surface, view: View, elapsed_s: float, text: float = 1.0) -> None:
    """Draw the display alone, with all that can be in it."""
    out = DrawList()
    balance = BalanceWatch().follow(view)
    settings = Picture(text=text, frame_rate=True)
    frame = element.Frame(view, target.get_size(), elapsed_s, settings, balance, balance.danger)
    hud.draw(out.on(Layer.HUD), frame)
    software.draw(out, target)


def spread(events: Iterable[Event], every_s: float, seconds: float) -> Stretch:
    """The tower, sung half, for so many seconds; the events come one by one, over and over."""
    view = fake_view.view(beat=0.5)
    waiting = list(events)
    frames: list[Frame] = []
    for index in range(round(seconds / FRAME_S)):
        due = index % max(1, round(every_s / FRAME_S)) == 0
        if due:
            waiting.append(waiting.pop(0))
        frames.append((view, view, (waiting[-1],) if due else ()))
    return Stretch(fake_view.LEVEL, tuple(frames), FRAME_S)
