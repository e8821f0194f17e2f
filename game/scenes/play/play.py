"""The performance itself: hands, a bot or a recording on one side, picture and sound on the other."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import pygame

from game.bots import make_bot
from game.core.language import N_
from game.input.bindings import Action
from game.input.controls import Controls
from game.input.devices import Device
from game.input.pads import REMOVED, UNPLUGGED
from game.level.model import Teach
from game.performance import Deliberate, Look, Playback, Player
from game.render import Camera, Stage, load_palette
from game.render.look.pan import Pan
from game.replay import NO_TRACKS, Recorder, ReplayError, Tracks
from game.scenes.attempt.attempt import Attempt
from game.scenes.attempt.by_hand import wish
from game.scenes.attempt.deeds import Speaker, speaker_of
from game.scenes.attempt.ending import ending_of
from game.scenes.attempt.history import find_breach
from game.scenes.attempt.keeping import Keeping
from game.scenes.attempt.overlays import MirrorRanges, next_overlay
from game.scenes.base import Change, Doors, Pop, Push, Reset, Scene
from game.scenes.dialogs.question import PLAYING, Asked, Question, end_of_run
from game.scenes.narrator import Narrated
from game.scenes.page.corner import ACTIONS, Corner
from game.scenes.page.menu import Choice
from game.scenes.page.page import Sheet
from game.scenes.page.reticle import draw_grip, draw_reticle
from game.scenes.play.captions import CaptionBoard
from game.scenes.play.coach import Coach
from game.scenes.play.curtain import Curtain
from game.scenes.play.ghost import draw_ghost
from game.scenes.play.loading import LateSounds
from game.scenes.play.pause import Pause
from game.scenes.play.photographer import PRESSES, Photographer
from game.scenes.play.results import Results
from game.scenes.play.retelling import SKIPS, Retelling
from game.scenes.play.rumble import shake_of
from game.scenes.repertoire.repertoire import Entry
from game.scenes.services import Services
from game.sim import NO_HELP, Event, EventKind, Intent

LINGER_S = 2.4
"""Real seconds from the end to the results: time to see what happened."""
HELD_S = 1.2
"""Real seconds of the last picture in which nothing skips it: keys of the play may still be going down."""
AUTO_AIM, AUTO_STEADY, SLOWER = N_("auto-aim"), N_("auto-steady"), N_("slower stage")
"""As results and recordings call them."""
SAMPLE_AT = (0.0, 1.2)
"""Where an effect is sampled: about the sculpture's heart, m."""
AWAY = (pygame.WINDOWFOCUSLOST, pygame.WINDOWMINIMIZED, pygame.WINDOWHIDDEN)
"""Events after which nobody watches."""


class Play:
    """A performance from its curtain to its end. R plays it again, and asks before a win is thrown away; Esc pauses
    it, and so does looking away or pulling the pad out."""

    cursor = False

    def __init__(self, doors: Doors, services: Services, row: int, stage: Stage, *, ghost: Tracks = NO_TRACKS) -> None:
        """Of a row of the repertoire; beside it the `ghost` of another performance is seen, if there is one."""
        self._doors, self._services, self._row = doors, services, row
        self._entry: Entry = services.repertoire[row]
        self._ghost = ghost if self._entry.ghost is None else self._entry.ghost.tracks
        assert self._entry.level is not None, "only what can be played is played"
        self._level = self._entry.level
        self._stage = stage
        self._controls = Controls(services.bindings, services.in_hand)
        self._camera = Camera.fitted(services.size(), stage.framing)
        """How the window sees the stage: what it is drawn by, and what hands aim by."""
        self._corner = Corner(ACTIONS)
        self._curtain = Curtain(load_palette(self._level.palette).curtain)
        self._captions = CaptionBoard()
        self._coach = Coach(services)
        self._late_sounds = LateSounds(services.stagehand, services.mixer)
        self._undrawn_s = 0.0
        self._frame_began: float | None = None
        self._frame_s = 0.0
        self._begin()

    @property
    def attempt(self) -> Attempt:
        """The attempt under way."""
        return self._attempt

    @property
    def prompt(self) -> str:
        """What a prompt says now; empty where there is none."""
        return self._coach.words

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated("", self._coach.words)

    def again(self) -> Scene | None:
        """Begin anew; where the applause has begun, ask whether that is meant. A run of encores can only be ended."""
        if self._entry.run is not None:
            return self._ask_to_end()
        game = self._attempt.view.game
        sings = sum(voice.state == "sings" for voice in game.voices) >= game.voices_needed
        if self._has_results or game.outcome == "lost" or not (sings or game.outcome == "won"):
            self._begin()
            return None
        self._hold()
        asked = Asked(
            N_("THE STAGE IS STILL"),
            N_("Begin again?"),
            N_("All the voices that were needed sing: it is as good as won."),
            Choice.GO_ON,
            Choice.AGAIN,
            self._go_on,
            self._begin_again,
        )
        return Question(self._services.style, self, asked)

    def _ask_to_end(self) -> Scene:
        """Whether a run of encores is to be given up."""
        self._hold()
        return end_of_run(self._services.style, self, self._go_on, self._leave, PLAYING)

    def _leave(self) -> Change:
        return Reset(self._doors.title(self._row))

    def _begin(self) -> None:
        """From the first tick, with another seed where none is pinned."""
        seed = self._services.seed_for(self._entry)
        self._controls.release()
        self._pan = Pan(self._stage.framing)
        watched = self._entry.recording
        help = self._services.help if self._is_own else NO_HELP
        recorder = Recorder(
            self._entry.path.stem, self._entry.text, seed, help=help if watched is None else watched.help
        )
        self._attempt = Attempt(self._level, recorder, self._player(seed))
        self._since_end_s = 0.0
        self._keeping = Keeping(self._services, self._entry, seed)
        self._ranges = MirrorRanges(self._services.stagehand, self._level)
        self._retold = self._has_results = False  # `retold` where the end was shown once more
        self._photographer = Photographer(self._services, self._level, seed, self._entry.id)
        self._hushed_s = 0.0
        self._curtain.rise(still=self._services.settings.now.picture.calm)
        self._captions.clear()
        self._coach.begin()
        self._services.mixer.resume()

    def resume(self) -> None:
        """Go on after a pause."""
        self._services.mixer.resume()

    def handle(self, event: pygame.Event) -> Change:
        """Hand over to the hands; a few keys are not theirs."""
        self._controls.bindings, self._controls.settings = self._services.bindings, self._services.settings.now.hands
        if event.type in AWAY:
            return self._pause()
        if event.type in REMOVED:
            return self._pause(UNPLUGGED) if self._controls.hears(event) else None
        if self._photographer.hears(event):
            self._photographer.take(self._attempt.view, is_finished=self._is_finished)
            return None
        sign = self._corner.takes(event, self._camera.size)
        if sign is not None or event.type in PRESSES:
            action = sign or self._services.bindings.action_of(event)
            if action is Action.PAUSE:
                return self._pause()
            if action is Action.AGAIN and (question := self.again()) is not None:
                return Push(question)
            if action is Action.OVERLAY:
                next_overlay(self._stage, self._ranges)
        if event.type in SKIPS and self._hushed_s >= HELD_S:
            self._attempt.skip()
        if sign is None:
            self._controls.handle(event)
        return None

    def update(self, elapsed_s: float) -> Change:
        """Play on, and let it be heard and seen."""
        self._frame_began, self._frame_s = perf_counter(), elapsed_s
        self.linger(elapsed_s)
        self._ranges.give(self._stage)
        if not self._attempt.over or self._has_results:
            return None
        self._keeping.begin(self._attempt.recorder, self._attempt.view)
        self._since_end_s += elapsed_s
        if self._since_end_s < LINGER_S:
            return None
        if not self._retold and (retelling := self._retelling()) is not None:
            self._retold = True
            return Push(retelling)
        self._has_results = True
        recording, recorder = self._entry.recording, self._attempt.recorder
        assists = recorder.assists if recording is None else recording.assists
        ending = ending_of(self._services, self._row, self._attempt.view, self._keeping, self._speaker(), assists)
        return Push(Results(self._doors, self._services, self, ending, self._photographer, from_dark=self._retold))

    def linger(self, elapsed_s: float) -> None:
        """Let the stage live on for so many real seconds, whoever has the window."""
        self._undrawn_s += elapsed_s
        self._curtain.move(elapsed_s)
        motion = self._services.settings.now.picture.motion
        events = self._attempt.advance(self._speed * elapsed_s, motion) if self._curtain.is_open else ()
        view = self._attempt.view
        self._hushed_s = 0.0 if view.game.hush is None else self._hushed_s + elapsed_s
        self._services.mixer.pace = self._speed
        self._let_feel(events)
        self._services.mixer.play(events)
        self._services.mixer.frame(view, elapsed_s)
        self._captions.move(elapsed_s)
        self._photographer.move(elapsed_s)
        heard = self._services.mixer.captions.take()
        self._services.narrator.hear(heard)
        self._captions.add(heard if self._services.settings.now.sound.captions else ())
        self._stage.react(events, view)
        self._coach.follow(self._attempt, self._teaches, self._controls.in_hand, elapsed_s)

    def glow(self, elapsed_s: float) -> None:
        """Let light and effects move on for so many real seconds, while the world stands still."""
        self._undrawn_s += elapsed_s

    def sample(self, kind: EventKind) -> None:
        """Let it be seen how such an event looks; in the world nothing happens."""
        view = self._attempt.view
        self._stage.react((Event(kind, view.tick, SAMPLE_AT),), view)

    def draw(self, target: pygame.Surface, covered: float = 0.0) -> None:
        """Paint the stage as it stands between two ticks; it stays dark between a retelling and the results."""
        if self._retold and not self._has_results:
            target.fill("black")
            return
        elapsed_s, self._undrawn_s = self._undrawn_s, 0.0
        attempt = self._attempt
        self._stage.settings, self._stage.ornament = self._services.settings.now.picture, self._services.ornament
        self._pan.advance(attempt.view, self._stage.settings.motion, elapsed_s)
        self._camera = self._pan.camera(target.get_size())
        self._stage.display = covered < 1.0
        self._stage.draw(target, attempt.previous, attempt.view, attempt.alpha, elapsed_s, self._camera)
        if self._stage.display:
            draw_ghost(target, self._ghost.at(attempt.view.tick), self._camera)
            self._draw_display(target)
        self._curtain.draw(target)
        if self._frame_began is not None:  # pages over the stage are no measure
            busy_s = perf_counter() - self._frame_began + self._services.upload_s()
            self._services.pace.feed(busy_s, self._frame_s)
            self._frame_began = None

    def _draw_display(self, target: pygame.Surface) -> None:
        """What the hands hold, and what is to be read or clicked."""
        style, intent = self._services.style, self._attempt.intent
        self._captions.draw(target, style, self._camera)
        self._photographer.draw(Sheet(target, style))
        if self._is_finished:  # no hand is needed any more
            return
        grip = self._controls.grip(target.get_width())
        if intent.aim is not None and not self._attempt.over:
            draw_reticle(target, self._camera.pixel(intent.aim), style)
        if grip is not None and not self._attempt.over:
            draw_grip(target, grip, style)
        if self._controls.in_hand.has_mouse:
            self._corner.draw(target, style)
        self._coach.draw(target, self._camera, self._attempt.view.time)

    def close(self, *, crashed: bool) -> Path | None:
        """Go quiet. After a crash, keep what was played till then."""
        self._services.mixer.pause()
        self._late_sounds.cancel()
        recorder = self._attempt.recorder
        if not crashed or self._keeping.is_begun or self._entry.recording is not None or not recorder.intents:
            return None
        try:
            return self._keeping.keep_recording(recorder)
        except ReplayError:  # the crash itself is the news
            return None

    def _let_feel(self, events: Sequence[Event]) -> None:
        """What a pad in the hand is to tell of it."""
        services, shake = self._services, shake_of(events)
        strength = services.settings.now.hands.rumble
        if shake is not None and strength and services.pads is not None and self._controls.in_hand.lean is Device.PAD:
            services.pads.rumble(strength * shake.low, strength * shake.high, shake.seconds)

    def _go_on(self) -> Change:
        self.resume()
        return Pop()

    def _begin_again(self) -> Change:
        self._begin()
        return Pop()

    def _hold(self) -> None:
        """Let go of everything, and go quiet."""
        self._controls.release()
        self._services.mixer.pause()

    def _pause(self, why: str = "") -> Change:
        self._hold()
        return Push(Pause(self._doors, self._services, self._row, self, why))

    @property
    def _is_finished(self) -> bool:
        """Whether there is a finished sculpture to be photographed."""
        game = self._attempt.view.game
        return game.hush is not None or game.ovation > 0.0 or game.outcome == "won"

    def _retelling(self) -> Retelling | None:
        """What decided a loss, told again; None for other ends."""
        moments = self._attempt.history.moments
        breach = find_breach(moments, self._level, self._speaker())
        return None if breach is None else Retelling(self._services, self._stage, self, moments, breach)

    def _speaker(self) -> Speaker:
        """Who the end is told about."""
        return speaker_of(self._services, self._entry, self._controls.in_hand.lean)

    def _player(self, seed: int) -> Player:
        """Who plays this time."""
        if self._entry.recording is not None:
            return Playback(self._entry.recording.intents)
        if self._services.bot is not None:
            return Deliberate(make_bot(self._services.bot, seed))
        return self._play_by_hand

    def _play_by_hand(self, tick: int, look: Look) -> Intent:
        """What the hands want; what helps them is noted in the recording."""
        settings = self._services.settings.now
        helps = {
            AUTO_AIM: settings.hands.auto_aim,
            AUTO_STEADY: settings.assists.auto_steady,
            SLOWER: self._speed < 1.0,
        }
        for name in (name for name, is_on in helps.items() if is_on):
            self._attempt.recorder.note_assist(name)
        return wish(self._controls, settings, look, self._attempt.view, self._camera)

    @property
    def _is_own(self) -> bool:
        """Whether a player's own hands play."""
        return self._services.bot is None and self._entry.recording is None

    @property
    def _teaches(self) -> tuple[Teach, ...]:
        """What is to be learnt of it."""
        return self._level.teach if self._is_own and self._services.settings.now.hands.prompts else ()

    @property
    def _speed(self) -> float:
        """Of stage time against real time, as the player set it for the own hands."""
        return self._services.settings.now.assists.speed if self._is_own else 1.0
