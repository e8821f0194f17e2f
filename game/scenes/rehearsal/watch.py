"""A level beside the editor in which it is written: shown anew at every save, played, stopped, told back and forth.

What is wrong with the file is told over the last picture that was right. Nothing here is recorded or ends in results.
"""

import secrets
import time
from pathlib import Path
from typing import NamedTuple

import pygame

from game.audio import Mixer
from game.bots import make_bot
from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.core.words import dotted
from game.input.bindings import Action
from game.input.controls import Controls
from game.input.keys import position
from game.input.menu import Command
from game.level import LevelError
from game.level.model import Music
from game.performance import Deliberate, Look, Player
from game.render import Camera
from game.render.look.pan import Pan
from game.scenes.attempt.by_hand import wish
from game.scenes.attempt.overlays import MirrorRanges, next_overlay
from game.scenes.base import Change, Leave
from game.scenes.page.corner import Corner
from game.scenes.page.page import Sheet
from game.scenes.page.reticle import draw_grip, draw_reticle
from game.scenes.rehearsal.complaint import Complaint
from game.scenes.rehearsal.draft import Draft, Read
from game.scenes.rehearsal.reel import Reel
from game.scenes.rehearsal.shown import BACK, FORTH, WINDING_S, stride_of
from game.scenes.services import SEED_BITS, Services
from game.sim import Event, Intent, World

PACES = (1.0, 0.5, 0.25, 0.125)
"""Stage time against real time."""
REPEAT_AFTER_S, REPEAT_S = 0.35, 0.05
"""A key that steps and is held for so long steps on, so often."""
SLOWER, FASTER = pygame.KSCAN_MINUS, pygame.KSCAN_EQUALS
STOP = (pygame.KSCAN_P, pygame.KSCAN_PAUSE)
TITLE_TOP, TITLE_PX, HINT_STEP, HINT_PX = 12.0, 17.0, 22.0, 14.0
"""Where it says what is seen, the size of that, and how far under it and how large the keys are told, px of the
design: between what the performance tells at both sides."""
MOST_SHARE = 0.5
"""Of the window's width for these lines."""
CENTRE = (0.5, 0.6)
"""Of the glow behind an empty page, shares of the window."""


class _Stride(NamedTuple):
    """A key that is held down, and by how many ticks it steps."""

    key: int
    ticks: int
    next_s: float


class Watch:
    """The file, the level as it was when it was last right, and where its performance stands."""

    def __init__(self, services: Services, path: Path, *, keep: bool) -> None:
        """`keep` goes on at the same tick, with the same seed and intents, when the file has changed."""
        self._services, self._keeps = services, keep
        self._draft = Draft(path, services.stagehand, services.mixer)
        self._controls = Controls(services.bindings, services.in_hand)
        self._corner = Corner((Command.BACK, Action.AGAIN))
        self._complaint = Complaint()
        self._read: Read | None = None
        self._reel: Reel | None = None
        self._music: Music | None = None
        self._stopped, self._pace = False, 0
        self._stride: _Stride | None = None
        self._now_s = self._undrawn_s = 0.0
        self._untold_s: float | None = None
        """When what is to be drawn next was saved, s of the system's clock; None once that is told."""

    @property
    def cursor(self) -> bool:
        """The mouse aims, where there is something to aim."""
        return self._read is None

    @property
    def reel(self) -> Reel | None:
        """What is performed; None until the file was right once."""
        return self._reel

    @property
    def complaint(self) -> Complaint:
        """What is wrong with the file as it is now."""
        return self._complaint

    def turn_to(self, path: Path) -> None:
        """Watch another file, from its beginning."""
        self._draft = Draft(path, self._services.stagehand, self._services.mixer)
        self._read, self._reel, self._complaint = None, None, Complaint()

    # What was asked for -------------------------------------------------------------------------------------------
    def handle(self, event: pygame.Event) -> Change:
        """Keys for builders first, then the hands'. Nothing stops because another window is in front: that is meant."""
        if event.type == pygame.KEYUP and self._stride is not None and position(event) == self._stride.key:
            self._stride = None
        if event.type == pygame.KEYDOWN and self._is_for_builders(event):
            return None
        sign = self._corner.takes(event, self._services.size())
        if sign is not None or event.type in (pygame.KEYDOWN, pygame.CONTROLLERBUTTONDOWN):
            match sign or self._services.bindings.action_of(event):
                case Action.PAUSE | Command.BACK:
                    return Leave()
                case Action.AGAIN:
                    self._begin_again()
                case Action.OVERLAY:
                    if self._read is not None:
                        next_overlay(self._read.stage, self._ranges)
        if sign is None:
            self._controls.handle(event)
        return None

    def _is_for_builders(self, event: pygame.Event) -> bool:
        """Stop, step, slow: whether a key meant one of these."""
        key = position(event)
        if ticks := stride_of(event, TICKS_PER_SECOND):
            self._stride = _Stride(key, ticks, self._now_s + REPEAT_AFTER_S)
            self._step(ticks)
        elif key in STOP:
            self._stop(not self._stopped)
        elif key in (SLOWER, FASTER):
            self._pace = min(len(PACES) - 1, max(0, self._pace + (1 if key == SLOWER else -1)))
        else:
            return False
        return True

    def _step(self, ticks: int) -> None:
        """Stop, and show the picture so many ticks later or earlier."""
        self._stop(True)
        if self._reel is not None:
            self._reel.step(ticks)

    def _stop(self, stops: bool) -> None:
        """Let time stand, or play on from what is seen."""
        if stops == self._stopped:
            return
        self._stopped = stops
        self._controls.release()
        if stops:
            self._services.mixer.pause()
            return
        self._services.mixer.resume()
        if self._reel is not None:
            self._reel.play_on()

    # What is performed --------------------------------------------------------------------------------------------
    def _seed(self) -> int:
        """Of the next performance: as pinned, as before where that is kept, or drawn."""
        if self._services.seed is not None:
            return self._services.seed
        return self._reel.seed if self._reel is not None and self._keeps else secrets.randbits(SEED_BITS)

    def _begin_again(self) -> None:
        if self._read is not None:
            self._begin(World(self._read.level, self._seed()))

    def _begin(self, world: World) -> None:
        self._reel = Reel(world, self._player(world.seed))
        self._controls.release()

    def _player(self, seed: int) -> Player:
        bot = self._services.bot
        return self._play_by_hand if bot is None else Deliberate(make_bot(bot, seed))

    def _play_by_hand(self, tick: int, look: Look) -> Intent:
        assert self._reel is not None, "it asks"
        return wish(self._controls, self._services.settings.now, look, self._reel.view, self._camera)

    def _take_over(self, news: Read | LevelError) -> None:
        """Show what the file has become, or what is wrong with it."""
        if isinstance(news, LevelError):
            self._complaint = Complaint(news.problems, news.text)
            print(*news.problems, sep="\n", flush=True)  # terminals lead from these to the place in an editor
            return
        before, self._read, self._complaint = self._read, news, Complaint()
        if before is not None:
            if before.text == news.text:
                self._read = before  # saved as it was
                return
            news.stage.overlay, news.stage.named = before.stage.overlay, before.stage.named
        self._ranges = MirrorRanges(self._services.stagehand, news.level)
        if news.stage.named:
            self._ranges.find()
        if news.level.music != self._music:
            self._music = news.level.music
            self._services.mixer.tune(news.level.music)
            self._services.stagehand.submit(_load, self._services.mixer)
        told, camera = self._reel, Camera.fitted(self._services.size(), news.stage.framing)
        self._pan, self._camera = Pan(news.stage.framing), camera
        if told is not None and self._keeps:
            self._reel = Reel(news.world, self._player(told.seed), told.intents, told.tick)
        else:
            self._begin(news.world)
        self._untold_s = news.saved_s

    # Frames -------------------------------------------------------------------------------------------------------
    def update(self, elapsed_s: float) -> Change:
        """See whether the file was saved, and let time pass."""
        self._now_s += elapsed_s
        self._undrawn_s += elapsed_s
        if (news := self._draft.look(self._now_s, self._services.size(), self._seed())) is not None:
            self._take_over(news)
        if self._read is None or self._reel is None:
            return None
        self._ranges.give(self._read.stage)
        if self._stride is not None and self._now_s >= self._stride.next_s:
            self._stride = self._stride._replace(next_s=self._now_s + REPEAT_S)
            self._step(self._stride.ticks)
        self._move(self._read, self._reel, elapsed_s)
        return None

    def _move(self, read: Read, reel: Reel, elapsed_s: float) -> None:
        events: tuple[Event, ...] = ()
        if reel.is_winding:
            events = reel.wind(WINDING_S)
        elif not self._stopped:
            events = reel.advance(elapsed_s * PACES[self._pace], self._services.settings.now.picture.motion)
            self._services.mixer.play(events)
        self._services.mixer.frame(reel.view, elapsed_s)
        self._services.mixer.captions.take()
        read.stage.react(events, reel.view)

    def draw(self, target: pygame.Surface) -> None:
        """Paint the stage, or an empty page; the line that says what is seen; what is wrong."""
        style = self._services.style
        if self._read is None or self._reel is None:
            target.blit(style.backdrop(target.get_size(), CENTRE), (0, 0))
        else:
            self._draw_stage(target, self._read, self._reel)
        sheet = Sheet(target, style)
        middle, room = sheet.width / 2, MOST_SHARE * sheet.width
        sheet.write(self._title(), (middle, TITLE_TOP), TITLE_PX, style.title, strong=True, anchor=0.5, room=room)
        if self._stopped or self._read is None:
            hint_at = (middle, TITLE_TOP + sheet.step(HINT_STEP, TITLE_PX))
            sheet.write(self._hint(), hint_at, HINT_PX, style.quiet, anchor=0.5, room=room)
        self._complaint.draw(target, style)
        if self._read is None or self._controls.in_hand.has_mouse:
            self._corner.draw(target, style)
        if self._untold_s is not None and self._read is not None:
            print(f"{self._draft.path}: shown, {time.time() - self._untold_s:.2f} s after it was saved", flush=True)
            self._untold_s = None

    def _draw_stage(self, target: pygame.Surface, read: Read, reel: Reel) -> None:
        services, stage = self._services, read.stage
        elapsed_s, self._undrawn_s = (0.0 if self._stopped else self._undrawn_s), 0.0
        stage.settings, stage.ornament = services.settings.now.picture, services.ornament
        self._pan.advance(reel.view, stage.settings.motion, elapsed_s)
        self._camera = self._pan.camera(target.get_size())
        stage.draw(target, reel.previous, reel.view, reel.alpha, elapsed_s, self._camera)
        if reel.intent.aim is not None and not self._stopped:
            draw_reticle(target, self._camera.pixel(reel.intent.aim), services.style)
        if (grip := self._controls.grip(target.get_width())) is not None:
            draw_grip(target, grip, services.style)

    def _title(self) -> str:
        """What is seen: the file, where its performance stands, and how time passes."""
        if self._reel is None:
            return self._draft.path.name
        game, tick = self._reel.view.game, self._reel.tick
        parts = [self._draft.path.name, f"{tick * TICK_S:.2f} s", f"bar {game.bar + 1.0:.2f}", f"tick {tick}"]
        if self._reel.is_winding:
            parts.append("on the way")
        elif game.outcome:
            parts.append(f"{game.outcome}: {game.cause}" if game.cause else game.outcome)
        if self._stopped:
            parts.append("stopped")
        if PACES[self._pace] < 1.0:
            parts.append(f"at {PACES[self._pace]:g} of its pace")
        return dotted(parts)

    def _hint(self) -> str:
        """Which keys there are, by what is written on them; before the first picture what it waits for."""
        if self._read is None:
            return "" if self._complaint.problems else self._draft.doing
        back, forth, slower, faster = (self._services.layout.label(key) for key in (BACK, FORTH, SLOWER, FASTER))
        return (
            f"{self._services.layout.label(STOP[0])} plays on from here  ·  {back} {forth} a tick back, forth,"
            f" with Shift a second  ·  {slower} {faster} slower, faster  ·  F3 stress, names"
        )

    def close(self, *, crashed: bool) -> Path | None:
        """Go quiet; nothing is kept."""
        self._services.mixer.pause()
        return None


def _load(mixer: Mixer) -> None:
    """Get ready what sounds."""
    for _ in mixer.load():
        pass
