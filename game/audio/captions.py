"""What is heard, in words: for whoever cannot hear it, or not now. Pure; `Caption`s are shown by others.

A caption says what a sound tells, on which side it is, and does not say it again too soon.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from game.audio.ambience import SETTLES_S
from game.audio.cues import side_of
from game.audio.surroundings import Surroundings
from game.audio.table import FASTEST_TIP
from game.core.language import N_, _, pgettext
from game.level.model import Music
from game.sim.constants import GASP_SWAY
from game.sim.events import Event, EventKind
from game.sim.rules.voices import TONICS

Side = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Caption:
    """One line."""

    text: str
    """In square brackets, as is the custom for sounds."""
    side: Side = "centre"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the tables."""

    text: str
    gap_s: float
    """s in which it is not said again."""


EVENTS: Mapping[EventKind, Line] = MappingProxyType(
    {
        EventKind.BEAT: Line(N_("a heart beats"), 30.0),
        EventKind.GUST: Line(N_("a gust of wind"), 2.0),
        EventKind.NOTE: Line(N_("a note that does not belong"), 2.0),
        EventKind.TREMOR: Line(N_("the ground trembles"), 2.0),
        EventKind.OMEN: Line(N_("something is about to come"), 2.0),
        EventKind.FLAW: Line(N_("a crack jumps open"), 0.5),
        EventKind.CRACK: Line(N_("glass cracks"), 4.0),
        EventKind.GILD: Line(N_("drops of gold ring"), 10.0),
        EventKind.LAST: Line(N_("a drum begins to roll"), 3.0),
        EventKind.DRY: Line(N_("gold crackles as it dries"), 2.0),
        EventKind.RIPE: Line(N_("two drops of gold ring"), 0.5),
        EventKind.CHORD: Line(N_("chimes climb, a chord"), 1.0),
        EventKind.HUSH: Line(N_("complete silence"), 3.0),
        EventKind.VOICE: Line(N_("{part} enters: {note}"), 0.0),
        EventKind.SILENCED: Line(N_("a voice falls silent: {note}"), 0.0),
        EventKind.SPLIT: Line(N_("glass breaks"), 0.5),
        EventKind.GLITTER: Line(N_("dust of glass tinkles"), 3.0),
        EventKind.BREAK: Line(N_("a joint snaps"), 0.5),
        EventKind.HIT: Line(N_("glass clinks"), 3.0),
        EventKind.HEAT: Line(N_("hot glass ticks"), 4.0),
        EventKind.CREAK: Line(N_("a joint creaks"), 4.0),
        EventKind.GASP: Line(N_("the audience gasps"), 2.0),
        EventKind.TAKE: Line(N_("a swivel clicks"), 4.0),
        EventKind.OVATION: Line(N_("single hands clap, then all"), 3.0),
        EventKind.WON: Line(N_("a chord of chimes, an ovation"), 3.0),
        EventKind.TOPPLE: Line(N_("everything falls"), 3.0),
        EventKind.LOST: Line(N_("one low string dies away"), 3.0),
    }
)
"""Every kind of event has a caption."""
OMENS: Mapping[str, Line] = MappingProxyType(
    {
        EventKind.GUST: Line(N_("a breath is drawn"), 2.0),
        EventKind.TREMOR: Line(N_("stone grinds"), 2.0),
        EventKind.NOTE: Line(N_("a stray note comes near"), 2.0),
    }
)
"""What is heard a beat before something comes, by what does."""
FROM_ASIDE = frozenset({EventKind.GUST, EventKind.NOTE})
"""Heard from the side that they push away from."""
FAST = Line(N_("glass cracks fast"), 4.0)
RUNNING = 0.5
"""Share of the fastest tip speed over which a crack runs fast."""

LASTING: Mapping[str, tuple[Line, Callable[[Surroundings], bool]]] = MappingProxyType(
    {
        "murmur": (Line(N_("the audience murmurs"), 20.0), lambda around: around.time < SETTLES_S),
        "room": (Line(N_("silence"), 20.0), lambda around: around.fallen),
        "harmonica": (Line(N_("wet glass sings, rising"), 12.0), lambda around: around.gilding is not None),
        "choir": (Line(N_("the whole chorus, in a last chord"), 20.0), lambda around: bool(around.close)),
        "shimmer": (Line(N_("glasses tremble, waiting"), 4.0), lambda around: around.ripe > 0),
        "roll": (Line(N_("the drum roll swells"), 10.0), lambda around: around.last > 0.5),
        "strain": (Line(N_("low strings swell"), 6.0), lambda around: around.danger > 0.25),
        "creak": (Line(N_("a joint creaks"), 4.0), lambda around: around.complaint > 0.5),
        "swivel": (Line(N_("a mirror turns"), 30.0), lambda around: around.turning > 0.2),
        "exhale": (Line(N_("the breath is let go"), 2.0), lambda around: around.lets_go),
        "inhale": (Line(N_("a quick breath in"), 2.0), lambda around: around.breath > 0.0),
    }
)
"""By instrument: what lasts, or comes of itself, and when it is worth a line; said as it begins."""

ASIDE = 0.22
"""Pan from which a sound is on a side: a good metre from the middle."""
KEPT = 8
"""Lines nobody has taken yet, at most."""
SHARPS = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
FLATS = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")
FLAT_MAJORS = frozenset({1, 3, 5, 8, 10})
"""Pitch classes of the major keys that are written with flats."""
ABOVE_MAJOR = {"dorian": 2, "phrygian": 4, "lydian": 5, "mixolydian": 7, "minor": 9}
"""Semitones of a scale's tonic above that of the major scale with the same notes."""
PARTS = {
    "": N_("a voice"),
    "bass": N_("a bass"),
    "tenor": N_("a tenor"),
    "alto": N_("an alto"),
    "soprano": N_("a soprano"),
}
"""Who enters, by part."""


def note_name(midi: float, music: Music) -> str:
    """A note's name as the key spells it, with its octave: 69 is A4."""
    octave, step = divmod(round(midi), 12)
    relative = (TONICS[music.key] - ABOVE_MAJOR.get(music.scale, 0)) % 12
    flat = "b" in music.key or ("#" not in music.key and relative in FLAT_MAJORS)
    return f"{pgettext('note', (FLATS if flat else SHARPS)[step])}{octave - 1}"


def caption_of(event: Event, music: Music) -> tuple[Caption, float]:
    """An event's caption, and the seconds in which it is not said again."""
    line = EVENTS[event.kind]
    if event.kind is EventKind.CRACK and event.size > RUNNING * FASTEST_TIP:
        line = FAST
    elif event.kind is EventKind.OMEN:
        line = OMENS.get(event.subject, line)
    part = _(PARTS.get(event.part, PARTS[""]))
    side = side_of(event.at)
    if FROM_ASIDE & {event.kind, event.subject}:
        side = -math.copysign(ASIDE, event.size)
    elif event.kind is EventKind.GASP:
        side = 0.0
    return Caption(f"[{_(line.text).format(part=part, note=note_name(event.size, music))}]", _side(side)), line.gap_s


class Captions:
    """Collects captions of a performance; whoever shows them takes them."""

    def __init__(self, music: Music) -> None:
        """Nothing was heard yet."""
        self._lines: list[Caption] = []
        self._said: dict[str, float] = {}
        self._lasting: frozenset[str] = frozenset()
        self._music = music

    def tune(self, music: Music) -> None:
        """Name notes as in this music."""
        self._music = music

    def hear(self, event: Event, now_s: float) -> None:
        """Something happened. Before a heartbeat there is nothing to hear."""
        if event.kind is EventKind.OMEN and event.subject == EventKind.BEAT:
            return
        caption, gap_s = caption_of(event, self._music)
        self._say(caption, gap_s, now_s)

    def watch(self, around: Surroundings, now_s: float) -> None:
        """The stage sounds like this now."""
        lasting = frozenset(instrument for instrument, (_line, sounds) in LASTING.items() if sounds(around))
        for instrument in sorted(lasting - self._lasting):
            line, _sounds = LASTING[instrument]
            self._say(Caption(f"[{_(line.text)}]", _side(_side_of_lasting(instrument, around))), line.gap_s, now_s)
        self._lasting = lasting

    def take(self) -> tuple[Caption, ...]:
        """What was said since the last call, in order; only the latest are kept."""
        lines, self._lines = tuple(self._lines), []
        return lines

    def restart(self) -> None:
        """Another performance begins."""
        self._lines.clear()
        self._said.clear()
        self._lasting = frozenset()

    def _say(self, caption: Caption, gap_s: float, now_s: float) -> None:
        if now_s - self._said.get(caption.text, -math.inf) < gap_s:
            return
        self._said[caption.text] = now_s
        self._lines = [*self._lines, caption][-KEPT:]


def _side_of_lasting(instrument: str, around: Surroundings) -> float:
    if instrument == "harmonica" and around.gilding is not None:
        return around.gilding.side
    if instrument == "strain":
        return -around.sway / GASP_SWAY
    return around.turning_side if instrument == "swivel" else 0.0


def _side(side: float) -> Side:
    if abs(side) < ASIDE:
        return "centre"
    return "left" if side < 0.0 else "right"
