"""The theme of the title: the bed, a tune of glass over it, and voices that join in one by one. Pure, but for `Theme`.

It is in the key, scale and tempo of the music that was tuned last: the tune is a contour, and takes the tones of each
bar's chord that are next to it.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from game.audio.ambience import tones
from game.audio.cues import Bus, Cue, Singer
from game.audio.desk.strips import Strips
from game.audio.harmony import PHRASE, chord_of, in_scale, tones_of
from game.audio.music.bed import STEPS, bed, steps_between
from game.audio.patches import PING_TONIC, ROOM, Orchestra, Patch, folded
from game.audio.sounds.singing import VOWEL_PATH
from game.audio.surroundings import Surroundings
from game.level.model import Music
from game.sim.rules.voices import PARTS, TONICS, chords

TUNE: tuple[Mapping[int, int], ...] = tuple(
    MappingProxyType(bar)
    for bar in (
        {0: 7, 3: 9, 4: 11},
        {0: 12, 4: 8},
        {0: 7, 2: 5, 4: 3},
        {0: 2, 4: 5},
        {0: 7, 3: 9, 4: 12},
        {0: 10, 3: 9, 4: 7},
        {0: 8, 2: 7, 3: 5, 4: 3},
        {0: 2},
    )
)
"""By bar and step: semitones above the tonic."""
STRONG = frozenset({0, 4})
"""Steps with tones of the chord; the others pass on the scale."""
TUNE_GAIN, TUNE_SIDE = 0.30, 0.12
JOINS = (("alto", 4), ("tenor", 8), ("bass", 16), ("soprano", 20))
"""Parts, and the bars of a round from which they sing..."""
ROUND = 32
"""...which has so many."""
SILENT_BARS = 0.15
"""Before it begins."""


def theme_around(bar: float, music: Music) -> Surroundings:
    """Who sings, at a moment in bars since it began."""
    home = chords(music)[0]
    singers: list[Singer] = []
    for part, joins in JOINS:
        if bar % ROUND >= joins:
            low, high = PARTS[part]
            middle = tones_of(home, low, high)
            singers.append((float(middle[len(middle) // 2]), part))
    return Surroundings(tuple(singers), bar=max(0.0, bar))


def tune(step: int, music: Music) -> Iterator[Cue]:
    """What of the tune begins at a step, counted from the first bar."""
    bar, place = divmod(step, STEPS)
    above = TUNE[bar % PHRASE].get(place)
    if above is None:
        return
    tonic = folded(TONICS[music.key], PING_TONIC, PING_TONIC + 11)
    reach = in_scale(music, tonic, tonic + 12)
    chord = tones_of(chord_of(music, bar), tonic, tonic + 12)
    note = min(chord if place in STRONG else reach, key=lambda note: (abs(note - tonic - above), note))
    yield Cue(Patch("ping", (note,)), TUNE_GAIN, TUNE_SIDE, bus=Bus.MUSIC, band=True)


def theme_patches(orchestra: Orchestra) -> frozenset[Patch]:
    """All that the theme can want."""
    instruments = {"bass", "harp", "ping", "strain"}
    sung = {
        orchestra.voice(note, part, vowel)
        for part, (low, high) in PARTS.items()
        for note in in_scale(orchestra.music, low, high)
        for vowel in VOWEL_PATH
    }
    return frozenset(patch for patch in orchestra.needed() if patch.instrument in instruments) | sung | {ROOM}


class Theme:
    """Plays it, from its beginning on."""

    def __init__(self, orchestra: Orchestra) -> None:
        """Silence before the first bar."""
        self._orchestra = orchestra
        self._bar = -SILENT_BARS

    def play(self, strips: Strips, now_s: float, elapsed_s: float, volume: Callable[[Bus], float]) -> None:
        """Play on by so many real seconds."""
        music = self._orchestra.music
        bar_s = music.tempo.bar_s
        before, self._bar = self._bar, self._bar + elapsed_s / bar_s
        around = theme_around(self._bar, music)
        for step in steps_between(before, self._bar):
            if step >= 0:
                ago = min(elapsed_s, (self._bar - step / STEPS) * bar_s)
                strips.cue([*bed(step, around, self._orchestra), *tune(step, music)], now_s - ago)
        strips.start_due(now_s, lambda cue: volume(cue.bus))
        strips.ease(tones(around, self._orchestra, {}, volume), elapsed_s, 1.0)
