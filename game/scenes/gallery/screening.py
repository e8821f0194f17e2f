"""A recording that is watched: played, stopped, stepped and wound both ways; its ghost where it goes otherwise here."""

from functools import partial
from pathlib import Path

import pygame

from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.core.language import N_, _, decimal
from game.core.words import dotted
from game.input.bindings import Action
from game.input.menu import Command
from game.render import Stage
from game.replay import Card, Check, Recording
from game.scenes.base import Change, Pop
from game.scenes.narrator import Narrated, sentences
from game.scenes.page.page import Sheet
from game.scenes.page.transport import EDGE, Transport
from game.scenes.play.ghost import draw_ghost
from game.scenes.play.photographer import Photographer
from game.scenes.rehearsal.reel import Reel
from game.scenes.rehearsal.shown import OVERLAYS, TICK, TICK_BACK, Shown, stride_of
from game.scenes.repertoire.repertoire import title_of
from game.scenes.services import Services
from game.sim import World

PLAY = N_("Play")
FAR_BACK, FAR = N_("5 s back"), N_("5 s on")
GHOST, LEAVE = N_("Ghost"), N_("To the gallery")
FAR_TICKS = 5 * TICKS_PER_SECOND
STEPS = {FAR_BACK: -FAR_TICKS, TICK_BACK: -1, TICK: 1, FAR: FAR_TICKS}
AFTERMATH_TICKS = 4 * TICKS_PER_SECOND
"""Shown after an end: the last chord dies away, or dust settles."""
RESTS_S = 3.0
"""The choices go where nothing was asked for so long, real seconds, and it plays."""
TOP, PX, MOST = 12.0, 16.0, 0.6
BAR_ABOVE, BAR_PX, GRAB_PX = 16.0, 4.0, 12.0
"""The line of time: from it to the choices, half its height, and half of what a click finds, px of the design."""


class Screening:
    """The stage, the line of time, and a row of choices."""

    def __init__(self, services: Services, stage: Stage, card: Card, recording: Recording) -> None:
        self._services, self._card, self._recording = services, card, recording
        self._check = Check(recording)
        self._last = len(recording.intents) + (AFTERMATH_TICKS if recording.outcome else 0)
        world = World(recording.level, recording.seed, help=recording.help)
        reel = Reel(world, lambda tick, look: None, recording.intents, last=max(1, self._last), recorder=self._check)
        self._shown = Shown(services, stage, reel, STEPS)
        self._shown.overlay = OVERLAYS[0]
        self._ghost = False
        self._whole = False
        """Whether all of it was compared, to its last tick."""
        self._photographer = Photographer(services, recording.level, recording.seed, recording.level_name)
        self._transport = Transport(
            {
                PLAY: lambda: _(PLAY) if self._shown.stopped else _("Stop"),
                **self._shown.choices,
                GHOST: lambda: _("Without its ghost") if self._ghost else _("With its ghost"),
                LEAVE: partial(_, LEAVE),
            }
        )
        self._rested_s = 0.0
        self._bar = pygame.Rect(0, 0, 1, 1)
        self._drags = False
        services.mixer.resume()

    @property
    def cursor(self) -> bool:
        """The mouse is hidden while nothing is asked for."""
        return self._is_asked

    @property
    def shown(self) -> Shown:
        """What is seen, and how."""
        return self._shown

    @property
    def transport(self) -> Transport:
        """The choices."""
        return self._transport

    @property
    def shows_ghost(self) -> bool:
        """Whether what was recorded is drawn over what is seen."""
        return self._ghost

    @property
    def bar(self) -> pygame.Rect:
        """The line of time, as it was drawn last, px."""
        return self._bar

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        told = sentences((self._told(), self._told_comparison())) if self._shown.stopped else ""
        return Narrated(told, self._transport.told if self._is_asked else "")

    def handle(self, event: pygame.Event) -> Change:
        """The line of time, keys that step, the choices; Esc goes back to the gallery."""
        if event.type in (pygame.KEYDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.CONTROLLERBUTTONDOWN):
            self._rested_s = 0.0
        if self._photographer.hears(event):
            self._photographer.take(self._shown.reel.view, is_finished=False)
            return None
        if self._winds(event):
            return None
        if event.type in (pygame.KEYDOWN, pygame.CONTROLLERBUTTONDOWN):
            action = self._services.bindings.action_of(event)
            if action is Action.OVERLAY:
                self._shown.next_overlay()
                return None
        chosen = self._transport.chosen
        taken = self._transport.read(event)
        if self._transport.chosen != chosen:  # by a stick, which tells of itself all the time
            self._rested_s = 0.0
        return self._take(taken)

    def update(self, elapsed_s: float) -> Change:
        """Play on, to the end; where it goes otherwise than it was recorded its ghost comes."""
        self._rested_s += elapsed_s
        had_differed = self._check.difference is not None
        self._shown.move(elapsed_s)
        if self._check.difference is not None and not had_differed:
            self._ghost = bool(self._recording.tracks.rows)
        reel = self._shown.reel
        self._whole = self._whole or reel.view.tick >= len(self._recording.intents)
        if not self._shown.stopped and not reel.is_winding and (reel.is_over or reel.tick >= self._last):
            self._shown.stop()
        self._photographer.move(elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the stage, the ghost, and what is asked for."""
        shown, style = self._shown, self._services.style
        shown.draw(target)
        if self._ghost:
            draw_ghost(target, self._recording.tracks.at(shown.reel.view.tick), shown.camera)
        sheet = Sheet(target, style)
        self._photographer.draw(sheet)
        if not self._is_asked:
            return
        top = self._transport.draw(sheet)
        self._draw_bar(sheet, top - BAR_ABOVE)
        at, room = (sheet.width / 2, TOP), MOST * sheet.width
        sheet.write(self._told(), at, PX, style.title, strong=True, anchor=0.5, room=room)
        colour = style.accent if self._check.difference is None else style.danger
        below = (at[0], TOP + sheet.step(24.0, PX))
        sheet.write(self._told_comparison(), below, PX, colour, anchor=0.5, room=room)

    def close(self, *, crashed: bool) -> Path | None:
        """Go quiet; nothing is kept."""
        self._shown.close()
        return None

    @property
    def _is_asked(self) -> bool:
        return self._shown.stopped or self._shown.reel.is_winding or self._rested_s < RESTS_S

    def _winds(self, event: pygame.Event) -> bool:
        """Whether an event was for the line of time, or a key that steps."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            reach = self._bar.inflate(0, round(2 * GRAB_PX / BAR_PX * self._bar.height))
            self._drags = self._is_asked and reach.collidepoint(event.pos)
        if event.type == pygame.MOUSEBUTTONUP:
            self._drags = False
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION) and self._drags:
            share = min(1.0, max(0.0, (event.pos[0] - self._bar.left) / self._bar.width))
            self._shown.step(round(share * self._last) - self._shown.reel.tick)
            return True
        if event.type == pygame.MOUSEWHEEL:
            self._shown.step(round(event.y) * TICKS_PER_SECOND)
            return True
        if ticks := stride_of(event, TICKS_PER_SECOND):
            self._shown.step(ticks)
            return True
        return False

    def _take(self, taken: str | Command | None) -> Change:
        if taken in (LEAVE, Command.BACK):
            return Pop()
        if taken == PLAY:
            self._play_or_stop()
        elif taken == Command.AGAIN:
            self._shown.step(-self._shown.reel.tick)
        elif taken == GHOST:
            self._ghost = not self._ghost
        elif taken is not None:
            self._shown.take(taken)
        return None

    def _play_or_stop(self) -> None:
        """After the end it plays from the beginning."""
        if not self._shown.stopped:
            self._shown.stop()
            return
        if self._shown.reel.tick >= self._last or self._shown.reel.is_over:
            self._shown.step(-self._last)
        self._shown.play_on(anew=False)

    def _draw_bar(self, sheet: Sheet, y: float) -> None:
        """The line of time, gold as far as it is told; while it winds, how far that is."""
        style, length = sheet.style, sheet.width - 4 * EDGE
        x, reel = 2 * EDGE, self._shown.reel
        left, top = sheet.pixel((x, y - BAR_PX / 2))
        self._bar = pygame.Rect(left, top, round(length * sheet.unit), max(2, round(BAR_PX * sheet.unit)))
        sheet.target.fill(style.dim, self._bar)
        share = min(1.0, reel.tick / max(1, self._last))
        gold = self._bar.copy()
        gold.width = round(self._bar.width * share * (reel.way if reel.is_winding else 1.0))
        sheet.target.fill(style.accent, gold)
        sheet.lozenge((x + length * share, y), 8, style.accent)

    def _told(self) -> str:
        """What is seen, and where it stands."""
        reel = self._shown.reel
        now = f"{decimal(reel.tick * TICK_S)} / {decimal(self._last * TICK_S)} s"
        card = self._card
        title = title_of(self._services.repertoire, card.level_name, self._recording.level.title)
        parts = (card.path.stem, title, now, _("on the way") if reel.is_winding else "")
        return dotted(parts)

    def _told_comparison(self) -> str:
        """From where on it goes otherwise than it was recorded, and who made it; or that nothing of it does."""
        if self._check.difference is None:
            return _("Verified: here it goes as it was recorded, tick by tick") if self._whole else ""
        seconds = decimal(self._check.difference * TICK_S)
        if self._card.game:
            told = _("Made by version {version}: here it goes otherwise from {seconds} s on")
            return told.format(version=self._card.game, seconds=seconds)
        return _("Made by an older version: here it goes otherwise from {seconds} s on").format(seconds=seconds)
