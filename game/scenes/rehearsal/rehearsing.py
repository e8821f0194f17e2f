"""A number that is rehearsed: slow, held up by wires if wanted, stopped, stepped and played on; nothing is counted."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pygame

from game.core.clock import TICKS_PER_SECOND
from game.core.language import N_, _, decimal
from game.core.words import dotted
from game.input.bindings import Action
from game.input.controls import Controls
from game.input.menu import Command
from game.input.pads import REMOVED
from game.performance import Look
from game.render import Stage
from game.scenes.attempt.by_hand import wish
from game.scenes.base import Change, Pop
from game.scenes.narrator import Narrated
from game.scenes.page.corner import ACTIONS, Corner
from game.scenes.page.page import Sheet
from game.scenes.page.reticle import draw_grip, draw_reticle
from game.scenes.page.transport import Transport
from game.scenes.rehearsal.reel import Reel
from game.scenes.rehearsal.shown import OVERLAYS, TICK, TICK_BACK, Shown, stride_of
from game.scenes.services import Services
from game.sim import Intent, World

PLAY = N_("Play on")
TENTH_BACK, TENTH = N_("0.1 s back"), N_("0.1 s")
AGAIN, LEAVE = N_("From the beginning"), N_("Leave")
TENTH_TICKS = TICKS_PER_SECOND // 10
STEPS = {TENTH_BACK: -TENTH_TICKS, TICK_BACK: -1, TICK: 1, TENTH: TENTH_TICKS}
AWAY = (pygame.WINDOWFOCUSLOST, pygame.WINDOWMINIMIZED, pygame.WINDOWHIDDEN)
LINGER_S = 2.4
"""Real seconds from an end until time stands."""
TOP, PX, MOST = 12.0, 16.0, 0.5
"""Where it says what is seen, its size, px of the design, and its most width, share of the window's."""


@dataclass(slots=True)
class Plan:
    """How a number is rehearsed."""

    pace: float = 0.5
    """Stage time against real time, one of `PACES`."""
    stands: bool = True
    """Nothing topples."""
    overlay: str = OVERLAYS[0]


class Rehearsing:
    """The stage, and while time stands a row of choices at its foot."""

    def __init__(self, services: Services, row: int, stage: Stage, plan: Plan) -> None:
        self._services, self._entry, self._plan = services, services.repertoire[row], plan
        self._controls = Controls(services.bindings, services.in_hand)
        self._corner = Corner(ACTIONS)
        self._shown = Shown(services, stage, self._reel(), STEPS)
        self._shown.overlay, self._shown.pace = plan.overlay, plan.pace
        self._transport = Transport(
            {
                PLAY: partial(_, PLAY),
                **self._shown.choices,
                AGAIN: partial(_, AGAIN),
                LEAVE: partial(_, LEAVE),
            }
        )
        self._ended_s = 0.0
        services.mixer.resume()

    @property
    def cursor(self) -> bool:
        """The mouse aims while it is played."""
        return self._shown.stopped

    @property
    def shown(self) -> Shown:
        """What is seen, and how."""
        return self._shown

    @property
    def transport(self) -> Transport:
        """The choices while time stands."""
        return self._transport

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(self._told(), self._transport.told) if self._shown.stopped else Narrated("", "")

    def handle(self, event: pygame.Event) -> Change:
        """Keys that step and show first; then the hands, or the choices where time stands."""
        if event.type in AWAY or (event.type in REMOVED and self._controls.hears(event)):
            self._stop()
            return None
        if ticks := stride_of(event, TENTH_TICKS):
            self._step(ticks)
            return None
        sign = None if self._shown.stopped else self._corner.takes(event, self._shown.camera.size)
        pressed = event.type in (pygame.KEYDOWN, pygame.CONTROLLERBUTTONDOWN)
        action = sign or (self._services.bindings.action_of(event) if pressed else None)
        if action is Action.OVERLAY:
            self._shown.next_overlay()
            return None
        if self._shown.stopped:
            return self._choose(event, action)
        if action is Action.PAUSE:
            self._stop()
        elif action is Action.AGAIN:
            self._begin_again()
        elif sign is None:
            self._controls.bindings = self._services.bindings
            self._controls.settings = self._services.settings.now.hands
            self._controls.handle(event)
        return None

    def update(self, elapsed_s: float) -> Change:
        """Play on; time stands by itself some seconds after an end."""
        self._shown.move(elapsed_s)
        if self._shown.reel.view.game.outcome and not self._shown.stopped:
            self._ended_s += elapsed_s
            if self._ended_s >= LINGER_S:
                self._stop()
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the stage, what hands hold, and the choices where time stands."""
        shown, style = self._shown, self._services.style
        shown.draw(target)
        sheet = Sheet(target, style)
        sheet.write(
            self._told(),
            (sheet.width / 2, TOP),
            PX,
            style.title,
            strong=True,
            anchor=0.5,
            room=MOST * sheet.width,
        )
        if shown.stopped:
            self._transport.draw(sheet)
            return
        if shown.reel.intent.aim is not None:
            draw_reticle(target, shown.camera.pixel(shown.reel.intent.aim), style)
        if (grip := self._controls.grip(target.get_width())) is not None:
            draw_grip(target, grip, style)
        if self._controls.in_hand.has_mouse:
            self._corner.draw(target, style)

    def close(self, *, crashed: bool) -> Path | None:
        """Go quiet; nothing is kept but how it was shown at last, for the next time."""
        self._plan.pace, self._plan.overlay = self._shown.pace, self._shown.overlay
        self._shown.close()
        return None

    def _reel(self) -> Reel:
        """A fresh performance, played by hand."""
        level = self._entry.level
        assert level is not None, "only what can be played is rehearsed"
        held = replace(self._services.help, stands=self._plan.stands or self._services.help.stands)
        return Reel(World(level, self._services.seed_for(self._entry), help=held), self._play_by_hand)

    def _play_by_hand(self, tick: int, look: Look) -> Intent:
        settings, shown = self._services.settings.now, self._shown
        return wish(self._controls, settings, look, shown.reel.view, shown.camera)

    def _choose(self, event: pygame.Event, action: Action | None) -> Change:
        """What is chosen while time stands."""
        taken = self._transport.read(event)
        if action is Action.PAUSE or taken in (PLAY, Command.BACK):
            self._play_on()
        elif action is Action.AGAIN or taken in (AGAIN, Command.AGAIN):
            self._begin_again()
        elif taken == LEAVE:
            return Pop()
        elif taken is not None:
            self._shown.take(taken)
        return None

    def _stop(self) -> None:
        self._controls.release()
        if not self._shown.stopped:
            self._shown.stop()

    def _step(self, ticks: int) -> None:
        self._controls.release()
        self._shown.step(ticks)

    def _play_on(self) -> None:
        """From what is seen; from the beginning where it has ended."""
        if self._shown.reel.view.game.outcome:
            self._begin_again()
            return
        self._shown.play_on(anew=True)

    def _begin_again(self) -> None:
        self._controls.release()
        self._ended_s = 0.0
        self._shown.change_reel(self._reel())
        self._shown.play_on(anew=True)

    def _told(self) -> str:
        """That it is a rehearsal, how fast, and where it stands."""
        reel = self._shown.reel
        outcome = {"won": _("it stands, and it sings"), "lost": _("it is lost")}.get(reel.view.game.outcome, "")
        parts = [
            _("Rehearsal"),
            _("{share} % of its pace").format(share=round(100 * self._shown.pace)),
            _("nothing topples") if self._plan.stands else "",
            _("{seconds} s, tick {tick}").format(seconds=decimal(self._shown.time_s, 2), tick=reel.tick),
            _("on the way") if reel.is_winding else outcome,
        ]
        return dotted(parts)
