"""A reel on its stage: played, stopped, stepped and slowed; heard, and seen by one camera."""

from collections.abc import Mapping
from functools import partial

import pygame

from game.core.clock import TICK_S
from game.core.language import N_, _
from game.input.keys import position
from game.render import Camera, Stage
from game.render.look.pan import Pan
from game.scenes.attempt.overlays import MirrorRanges
from game.scenes.page.transport import Told
from game.scenes.rehearsal.reel import Reel
from game.scenes.services import Services
from game.sim import Event

WINDING_S = 0.04
"""Real seconds of a frame that are spent on the way to a tick that was asked for: two hundred ticks or so."""
PACES = (1.0, 0.75, 0.5, 0.25)
"""Stage time against real time."""
OVERLAYS = (N_("nothing"), N_("stress"), N_("light"), N_("names"))
"""What can be shown over the stage."""
TICK_BACK, TICK, PACE, SHOWN = N_("A tick back"), N_("A tick"), N_("Pace"), N_("Shown")
"""What can be chosen of whatever is shown."""
BACK, FORTH = pygame.KSCAN_LEFTBRACKET, pygame.KSCAN_RIGHTBRACKET
"""Keys that step, by where they lie."""


def stride_of(event: pygame.Event, far: int) -> int:
    """Ticks that a key asks to be stepped: one, or with Shift `far`, below 0 for earlier; 0 of all other events."""
    if event.type != pygame.KEYDOWN or (key := position(event)) not in (BACK, FORTH):
        return 0
    ticks = far if event.dict.get("mod", 0) & pygame.KMOD_SHIFT else 1
    return ticks if key == FORTH else -ticks


class Shown:
    """What rehearsals and recordings have in common."""

    def __init__(self, services: Services, stage: Stage, reel: Reel, steps: Mapping[str, int]) -> None:
        """`steps` are the choices that step, each with how many ticks later it leads, below 0 for earlier."""
        self._steps = steps
        self._services, self.stage, self.reel = services, stage, reel
        self.pace = 1.0
        self.stopped = False
        self._pan = Pan(stage.framing)
        self.camera = Camera.fitted(services.size(), stage.framing)
        """How the window sees the stage: what it is drawn by, and what hands aim by."""
        self._undrawn_s = 0.0
        self._ranges = MirrorRanges(services.stagehand, reel.level)
        stage.reset()

    @property
    def overlay(self) -> str:
        """Which of `OVERLAYS` is shown."""
        flags = {"stress": self.stage.overlay, "light": self.stage.rays, "names": self.stage.named}
        return next((name for name, is_on in flags.items() if is_on), OVERLAYS[0])

    @overlay.setter
    def overlay(self, name: str) -> None:
        self.stage.overlay, self.stage.rays, self.stage.named = (name == known for known in OVERLAYS[1:])
        if self.stage.named:
            self._ranges.find()

    @property
    def choices(self) -> dict[str, Told]:
        """What a row of choices offers of it, each told as it stands now."""
        return {
            **{name: partial(_, name) for name in self._steps},
            PACE: lambda: _("Pace {share} %").format(share=round(100 * self.pace)),
            SHOWN: lambda: _("Shown: {what}").format(what=_(self.overlay)),
        }

    def take(self, choice: str) -> None:
        """Do what one of its choices is for; all others are the scene's."""
        if choice == PACE:
            self.next_pace()
        elif choice == SHOWN:
            self.next_overlay()
        elif choice in self._steps:
            self.step(self._steps[choice])

    def next_overlay(self) -> None:
        """Show the next of them."""
        self.overlay = OVERLAYS[(OVERLAYS.index(self.overlay) + 1) % len(OVERLAYS)]

    def next_pace(self) -> None:
        """Go on at the next slower pace; after the slowest at full."""
        self.pace = PACES[(PACES.index(self.pace) + 1) % len(PACES)]

    def change_reel(self, reel: Reel) -> None:
        """Another performance of the same level."""
        self.reel = reel
        self.stage.reset()
        self._pan = Pan(self.stage.framing)

    def stop(self) -> None:
        """Let time stand."""
        self.stopped = True
        self._services.mixer.pause()

    def play_on(self, *, anew: bool) -> None:
        """Go on from what is seen; `anew` where what was wanted after it is forgotten."""
        self.stopped = False
        self._services.mixer.resume()
        self.reel.play_on(anew=anew)

    def step(self, ticks: int) -> None:
        """Stop, and show the picture so many ticks later or earlier."""
        if not self.stopped:
            self.stop()
        self.reel.step(ticks)

    def move(self, elapsed_s: float) -> tuple[Event, ...]:
        """Let real seconds pass; returns what happened."""
        self._undrawn_s += elapsed_s
        reel, mixer = self.reel, self._services.mixer
        events: tuple[Event, ...] = ()
        if reel.is_winding:
            events = reel.wind(WINDING_S)
        elif not self.stopped:
            events = reel.advance(elapsed_s * self.pace, self._services.settings.now.picture.motion)
            mixer.play(events)
        mixer.pace = self.pace
        mixer.frame(reel.view, elapsed_s)
        mixer.captions.take()
        self.stage.react(events, reel.view)
        self._ranges.give(self.stage)
        return events

    def draw(self, target: pygame.Surface, *, display: bool = True) -> None:
        """Paint the stage as it stands; `display` with what is to be read on it."""
        elapsed_s, self._undrawn_s = self._undrawn_s, 0.0
        reel, stage, services = self.reel, self.stage, self._services
        stage.settings, stage.ornament = services.settings.now.picture, services.ornament
        stage.display = display
        self._pan.advance(reel.view, stage.settings.motion, elapsed_s)
        self.camera = self._pan.camera(target.get_size())
        stage.draw(target, reel.previous, reel.view, reel.alpha, elapsed_s, self.camera)

    def close(self) -> None:
        """Go quiet, and leave the house its own pace."""
        self._services.mixer.pace = 1.0
        self._services.mixer.pause()

    @property
    def time_s(self) -> float:
        """Stage time of what is seen, or was asked for, s."""
        return self.reel.tick * TICK_S
