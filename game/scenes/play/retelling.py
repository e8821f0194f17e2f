"""A loss told again: the last seconds before what decided it, slowly and in silence, a lamp on the place.

Views and events of the performance are drawn again as they were; nothing is simulated. Whoever wants no slow motion
sees the moment itself, still.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pygame

from game.core.clock import TICKS_PER_SECOND
from game.core.language import N_, _
from game.input.bindings import Action
from game.render import Stage
from game.render.hud.highlight import Highlight
from game.render.look.pan import Pan
from game.scenes.attempt.history import Breach, Moment
from game.scenes.base import Change, Pop
from game.scenes.narrator import Narrated
from game.scenes.page.page import LEFT, Sheet, Size, darken, eased
from game.scenes.play.pause import Waiting, begin_again
from game.scenes.play.spotlight import put_spotlight
from game.scenes.services import Services

LEAD_S, AFTER_S = 3.0, 0.7
"""Stage time that is shown before what decided it, and after."""
SLOW_FROM_S, SLOW_AT_S = 2.5, 1.2
"""Stage time before it: time begins to slow down, and is slow."""
SLOW = 0.35
"""Stage time against real time then."""
MARK_FROM_S, MARK_AT_S = 1.3, 0.5
"""Stage time before it: the mark begins to close, and is closed."""
WORDS_S = 0.5
"""Real seconds in which the words appear once the mark is closed."""
HOLD_S = 1.2
"""Real seconds for which the last picture stands: time to read."""
STILL_S = 4.5
"""Real seconds that a still is shown."""
FADE_S = 0.35
"""The house lights come up, and go down."""
DEAF_S = 0.3
"""For so long nothing skips it but `again`: keys of the play may still be going down."""
SETTLE_S = 4.0
"""Real seconds that the picture's moods are given to settle before they are seen."""
WORDS_PX, HINT_PX, FOOT, LINE, HINT = 28.0, 15.0, 12.0, 36.0, 20.0
"""Size of both lines, the space under them, and the steps from line to line at least, px of the design."""
ANY_KEY = N_("Once more, slowly  ·  any key goes on")
STILL_KEY = N_("The moment itself  ·  any key goes on")
DARK_FROM, DARK_AT, DARK_LEFT = 0.80, 0.93, 0.12
"""The house is darkened for the words: from where to where, share of the height, and the light that is left there."""
SKIPS = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.CONTROLLERBUTTONDOWN)


class Retelling:
    """The end of a performance once more. Any key, button or click goes on; the one for `again` plays again."""

    cursor = False

    def __init__(
        self, services: Services, stage: Stage, beneath: Waiting, moments: Sequence[Moment], breach: Breach
    ) -> None:
        """Begin; `moments` is not empty, and `breach` was found among them."""
        self._services, self._stage, self._beneath, self._breach = services, stage, beneath, breach
        self._motion = services.settings.now.picture.motion
        first, last = breach.tick - LEAD_S * TICKS_PER_SECOND, breach.tick + AFTER_S * TICKS_PER_SECOND
        shown = [moment for moment in moments if first <= moment.view.tick <= last] or list(moments[-1:])
        if not self._motion:
            until = [moment for moment in shown if moment.view.tick <= breach.tick]
            shown = [max(until, key=_tick_of, default=shown[0])]
        self._shown = shown
        self._index = 0
        self._tick = float(_tick_of(shown[0]))
        self._time_s = self._held_s = self._words_s = 0.0
        self._undrawn_s = SETTLE_S
        self._pan = Pan(stage.framing)
        stage.reset()
        services.mixer.pause()

    @property
    def tick(self) -> float:
        """How far it is told, ticks of the performance."""
        return self._tick

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(self._breach.words, _(ANY_KEY if self._motion else STILL_KEY))

    def handle(self, event: pygame.Event) -> Change:
        """Go on, or play again."""
        if event.type not in SKIPS:
            return None
        if event.type != pygame.MOUSEBUTTONDOWN and self._services.bindings.action_of(event) is Action.AGAIN:
            return begin_again(self._beneath)
        return Pop() if self._time_s >= DEAF_S else None

    def update(self, elapsed_s: float) -> Change:
        """Tell on."""
        self._time_s += elapsed_s
        slow_s = elapsed_s * self._pace()
        self._undrawn_s += slow_s
        self._tick = min(float(_tick_of(self._shown[-1])), self._tick + slow_s * TICKS_PER_SECOND)
        while self._index + 1 < len(self._shown) and _tick_of(self._shown[self._index]) < self._tick:
            self._index += 1
            moment = self._shown[self._index]
            self._stage.react(moment.events, moment.view)
        if self._strength() >= 1.0:
            self._words_s += elapsed_s
        if self._tick >= _tick_of(self._shown[-1]):
            self._held_s += elapsed_s
        return Pop() if self._held_s >= self._lasts_s else None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the stage as it stood, the mark, and the words."""
        elapsed_s, self._undrawn_s = self._undrawn_s, 0.0
        before, now = self._shown[max(0, self._index - 1)].view, self._shown[self._index].view
        span = now.tick - before.tick
        alpha = 1.0 - (now.tick - self._tick) / span if span else 1.0
        (x0, y0), (x1, y1) = self._breach.place(before), self._breach.place(now)
        at = (x0 + alpha * (x1 - x0), y0 + alpha * (y1 - y0))
        self._stage.settings = self._services.settings.now.picture
        self._stage.highlight = Highlight(at, self._breach.radius, self._strength())
        self._pan.advance(now, self._motion, elapsed_s)
        camera = self._pan.camera(target.get_size())
        self._stage.draw(target, before, now, alpha, elapsed_s, camera)
        put_spotlight(target, camera.pixel(at), self._breach.radius * camera.scale, self._strength())
        self._write(Sheet(target, self._services.style))
        dark = max(1.0 - eased(self._time_s / FADE_S), eased((self._held_s - self._lasts_s + FADE_S) / FADE_S))
        darken(target, dark)

    def close(self, *, crashed: bool) -> Path | None:
        """Back to the end itself, and to its sound."""
        self._stage.reset()
        self._services.mixer.resume()
        return None

    def _write(self, sheet: Sheet) -> None:
        sheet.target.blit(_dusk(sheet.target.get_size()), (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        style, middle, room = self._services.style, sheet.width / 2, sheet.width - 2 * LEFT
        hint_at = sheet.height - FOOT - sheet.step(HINT, HINT_PX)
        hint = ANY_KEY if self._motion else STILL_KEY
        sheet.write(_(hint), (middle, hint_at), HINT_PX, style.quiet, anchor=0.5, share=0.85)
        at, share = (middle, hint_at - sheet.step(LINE, WORDS_PX)), eased(self._words_s / WORDS_S)
        sheet.write(f"{self._breach.words}.", at, WORDS_PX, style.title, anchor=0.5, share=share, room=room)

    @property
    def _lasts_s(self) -> float:
        """Real seconds that the last picture stands."""
        return HOLD_S if self._motion else STILL_S

    def _before_s(self) -> float:
        """Stage time until what decided it."""
        return (self._breach.tick - self._tick) / TICKS_PER_SECOND

    def _pace(self) -> float:
        """Stage time against real time now."""
        slow = eased((SLOW_FROM_S - self._before_s()) / (SLOW_FROM_S - SLOW_AT_S))
        return 1.0 - self._motion * (1.0 - SLOW) * slow

    def _strength(self) -> float:
        """How clear the mark is, 0..1."""
        if not self._motion:
            return 1.0
        return eased((MARK_FROM_S - self._before_s()) / (MARK_FROM_S - MARK_AT_S))


@lru_cache(maxsize=1)
def _dusk(size: Size) -> pygame.Surface:
    """The light that is left of a picture whose foot is to be written on."""
    down = np.linspace(0.0, 1.0, size[1])
    kept = 1.0 - (1.0 - DARK_LEFT) * np.clip((down - DARK_FROM) / (DARK_AT - DARK_FROM), 0.0, 1.0)
    strip = pygame.Surface((1, size[1]), depth=32)
    pygame.surfarray.blit_array(strip, np.repeat((255 * kept).astype(np.uint8)[None, :, None], 3, axis=2))
    return pygame.transform.scale(strip, size)


def _tick_of(moment: Moment) -> int:
    return moment.view.tick
