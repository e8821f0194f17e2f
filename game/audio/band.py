"""The band in time: what of the bed and of the last chord begins in a frame, each at its moment."""

from collections.abc import Mapping

from game.audio.cues import Singer
from game.audio.desk.strips import Strips
from game.audio.music.bed import STEPS, bed, steps_between
from game.audio.music.last_chord import last_cues
from game.audio.patches import Orchestra
from game.audio.surroundings import Surroundings
from game.level.values.times import BEATS_PER_BAR

FIRST_BAR = 0.1
"""Whoever begins to listen within so much of the first bar hears it from its beginning."""
BEFORE = -1e-6
"""A moment before the first."""


class Band:
    """Follows the music; a bar that is earlier than the last was heard already."""

    def __init__(self, orchestra: Orchestra) -> None:
        """Before the curtain."""
        self._orchestra = orchestra
        self._bar: float | None = None
        self._hush: float | None = None

    def play(
        self,
        strips: Strips,
        around: Surroundings,
        sides: Mapping[Singer, float],
        now_s: float,
        elapsed_s: float,
        bar_s: float,
    ) -> None:
        """Begin what begins in the `elapsed_s` before `now_s`; a bar lasts `bar_s` real seconds at present."""
        first = BEFORE if around.bar < FIRST_BAR else around.bar
        before, self._bar = first if self._bar is None else self._bar, around.bar
        for step in steps_between(before, around.bar) if around.plays else ():
            ago = min(elapsed_s, (around.bar - step / STEPS) * bar_s)
            strips.cue(bed(step, around, self._orchestra), now_s - ago)
        earlier, self._hush = self._hush, around.hush
        if around.hush is None:
            return
        if earlier is None:
            strips.hush()
        for beat, cue in last_cues(BEFORE if earlier is None else earlier, around, self._orchestra, sides):
            ago = min(elapsed_s, (around.hush - beat) * bar_s / BEATS_PER_BAR)
            strips.cue([cue], now_s - ago)
