"""What a voice earned, in words: at its seam as it happens, and as it is played back."""

import math

from game.core.language import N_, _
from game.level.model import BEAT_FACTORS, LEAST_FRESH, STILL_FACTORS
from game.sim.constants import FADE_A_BAR, FRESH_BARS
from game.sim.events import NO_MARKS, Marks

CHORDS = {2: N_("chord of two"), 3: N_("chord of three"), 4: N_("chord of four")}
"""By how many voices sing it."""
STILL = dict(zip(STILL_FACTORS, (N_("still"), N_("calm")), strict=True))
BEAT = dict(zip(BEAT_FACTORS, (N_("on the beat"), N_("near the beat")), strict=True))
"""By factor; 1 says nothing."""


def chord_of(voices: int) -> str:
    """A chord of so many, in words; empty of one, which is none."""
    if voices < 2:
        return ""
    return _(CHORDS[voices]) if voices in CHORDS else _("chord of {voices}").format(voices=voices)


def words_of(marks: Marks, chord: int) -> list[str]:
    """All that it was praised for; it is the so-manieth voice of its chord."""
    if marks == NO_MARKS:
        return [_("not in the score")]
    praise = [_(STILL.get(marks.still, "")), _(BEAT.get(marks.beat, "")), chord_of(chord)]
    praise.append(_("fresh") if marks.fresh >= 1.0 else waited(marks))
    return [word for word in praise if word]


def waited(marks: Marks) -> str:
    """For how many bars its crack had to wait, where that is the next best thing to say; empty below a whole one."""
    if marks.fresh <= LEAST_FRESH:
        return _("waited long")
    bars = math.floor(FRESH_BARS + math.log(marks.fresh) / math.log(1.0 - FADE_A_BAR) + 0.5)
    return _("waited {n} bars").format(n=bars) if bars > FRESH_BARS else ""


class Count:
    """Points in whole ones, as they are told one after the other: together they are what the score shows."""

    def __init__(self) -> None:
        self._sum = 0.0

    def add(self, points: float) -> int:
        """By how much the shown score grows with so many more."""
        before, self._sum = self._sum, self._sum + points
        return math.floor(self._sum) - math.floor(before)


def counted_chord(marks: Marks, before: int) -> int:
    """Which voice of its chord it is; the one before was that of the running one."""
    if marks == NO_MARKS:
        return before
    return before + 1 if marks.chord > 1.0 and before else 1
