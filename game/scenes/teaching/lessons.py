"""What levels teach, by doing: what is said, beside what, when, and how one sees that it was understood.

`LESSONS` is the table. A lesson is due while its situation holds; it is learnt once the player has done it for so many
seconds, and due again after a while of trouble: of the same situation with nothing done about it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from game.core.language import _
from game.level.model import Teach
from game.scenes.teaching.facts import LEANS, Facts, gilds
from game.scenes.teaching.spoken import Spoken

TROUBLE_S = 6.0
"""Real seconds of trouble after which a lesson comes back."""
SWINGS = math.radians(2.5)
"""A sway as wide as this is worth leaning against, rad."""
SWINGS_AS_BRUSH = math.radians(9.0)
"""...and one so wide where no mirror turns: leaning into the light sways it, and words against that would undo it."""
FIRST_SWAY_S = 12.0
"""Stage time from which on the second hand is spoken of, if no voice has sung before, s."""
MOST_DRAWN = 0.8
"""Share of a crack that is gold when nothing more is to be said about drawing."""
ENOUGH = 0.5
"""Share of the breath with which a fall can be held up for long enough to tell of it."""
SEEN_S = 5.0
"""s of painting after which one has seen what is odd about this light: that its mirror rides on the sculpture, that it
comes bent through a glass, or in two halves."""
HUMS_S, COUNTERS_S = 12.0, 2.5
"""A tone is spoken of for so many real s after it is told; who has leaned against it for the latter has seen."""
TAKEN_S = 4.0
"""Real s for which a mirror has just been taken up..."""
SPARED_S = 6.0
"""...and a voice that the goal can do without has just been lost."""
SLID_S = 1.5
"""s of sliding after which a mirror has come a good part of its rail: after less it still stands in shade."""
DARK_S = 2.5
"""s in the dark after which one knows that the light comes back."""
MISSES_M = 0.03
"""m beside what is dark of a crack at which light passes that misses it: half a brush and a little."""
LULLS_S, LULL_S = 5.0, 4.0
"""Real s of nothing to do after which one asks whether that was all; and for how many it is told that it was not."""
DRIES = 0.5
"""How dry unfinished gold is from which on one is told to finish it: there is as much time again to do so."""
STALLS_S = 1.0
"""s without any more gold on an open crack after which its light is not where it should be."""


class Place(StrEnum):
    """What a lesson stands beside."""

    MIRROR = "the held mirror"
    OTHER = "the mirror to take up"
    CRACK = "the crack"
    HEAT = "the glass that is too hot"
    DRY = "the gold that dries"
    PANE = "the pane that halves light"
    PLINTH = "the plinth"
    BREATH = "the breath's arc at the held mirror"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to be learnt."""

    teaches: Teach | None
    """What a level must want taught for it to be said; None: anything."""
    place: Place
    words: Callable[[Facts, Spoken], str]
    """At most eight."""
    when: Callable[[Facts], bool]
    """Whether its situation holds."""
    does: Callable[[Facts], bool]
    """Whether the player does it now."""
    for_s: float
    """Real seconds of doing after which it is learnt."""


def _swings(facts: Facts) -> bool:
    wide = SWINGS if facts.mirrors else SWINGS_AS_BRUSH
    return facts.falls or (facts.swing > wide and (facts.sung > 0 or facts.time > FIRST_SWAY_S))


def _is_dark(facts: Facts) -> bool:
    return facts.crack is not None and not facts.lit


def _paints(facts: Facts) -> bool:
    return facts.mirror is not None and facts.lit


def _fills(facts: Facts) -> bool:
    if not facts.others or facts.falls:  # nothing to wait for, or no time to
        return False
    return facts.ripe or facts.ripens


def _misses(facts: Facts) -> bool:
    """Whether a hand that tries to paint lights nothing new, as its light passes beside what is dark."""
    return facts.mirror is not None and facts.is_stuck and math.hypot(*facts.light_beside) > MISSES_M


def _is_of_another_colour(facts: Facts) -> bool:
    if facts.crack is None or facts.taking is None:
        return False
    return facts.light != "" and not gilds(facts.light, facts.crack)


LESSONS = (
    Lesson(
        "breath", Place.BREATH,
        words=lambda facts, spoken: _("Hold {key}: the fall slows, gold doesn't").format(key=spoken.breath),
        when=lambda facts: facts.falls and facts.leans_against and (facts.breath > ENOUGH or facts.intent.breath),
        does=lambda facts: facts.falls and facts.intent.breath,
        for_s=0.5,
    ),
    Lesson(
        "breath", Place.BREATH,
        words=lambda facts, spoken: _("Hold {key}: gild on. Let go: chord").format(key=spoken.breath),
        when=_fills,
        does=lambda facts: facts.ripe and facts.intent.breath,
        for_s=0.2,
    ),
    Lesson(
        "dry", Place.DRY,
        words=lambda facts, spoken: _("Gold dries and pulls: finish this crack"),
        when=lambda facts: facts.dry >= DRIES,
        does=lambda facts: facts.dry >= DRIES and facts.wets,
        for_s=0.8,
    ),
    Lesson(
        "hum", Place.PLINTH,
        words=lambda facts, spoken: _("The tone rocks it: lean against each swing"),
        when=lambda facts: facts.hummed_s < HUMS_S and not facts.falls,
        does=lambda facts: facts.hummed_s < HUMS_S and facts.leans_against,
        for_s=COUNTERS_S,
    ),
    Lesson(
        "lean", Place.PLINTH,
        words=lambda facts, spoken: spoken.lean_against(facts.side, rocks=facts.rocks),
        when=_swings,
        does=lambda facts: facts.leans_against,
        for_s=0.8,
    ),
    Lesson(
        "lean", Place.CRACK,
        words=lambda facts, spoken: spoken.lean_into(facts.light_aside),
        when=lambda facts: facts.mirror is None and facts.crack is not None and facts.stalls_s >= STALLS_S,
        does=lambda facts: facts.grows and abs(facts.intent.lean) >= LEANS,
        for_s=0.4,
    ),
    Lesson(
        "dark", Place.CRACK,
        words=lambda facts, spoken: _("Dark: hold it by ear. Light comes back"),
        when=lambda facts: facts.dark and facts.crack is not None,
        does=lambda facts: facts.dark and facts.crack is not None,
        for_s=DARK_S,
    ),
    Lesson(
        "spare", Place.PLINTH,
        words=lambda facts, spoken: _("Let it go: {left} are still enough").format(left=facts.left),
        when=lambda facts: facts.spared_s < SPARED_S,
        does=lambda facts: facts.spared_s < SPARED_S,
        for_s=SPARED_S - 0.5,
    ),
    Lesson(
        None, Place.PLINTH,
        words=lambda facts, spoken: _("More is to come: keep it still"),
        when=lambda facts: facts.lulls_s >= LULLS_S and not facts.falls,
        does=lambda facts: facts.lulls_s >= LULLS_S,
        for_s=LULL_S,
    ),
    Lesson(
        "ride", Place.MIRROR,
        words=lambda facts, spoken: _("It rides on the tree: leaning aims it"),
        when=_paints,
        does=_paints,
        for_s=SEEN_S,
    ),
    Lesson(
        "bend", Place.MIRROR,
        words=lambda facts, spoken: _("The ring bends light: follow the bright spot"),
        when=_paints,
        does=_paints,
        for_s=SEEN_S,
    ),
    Lesson(
        "split", Place.PANE,
        words=lambda facts, spoken: _("Aim at the pane: it paints both spires"),
        when=lambda facts: facts.mirror is not None and facts.crack is not None,
        does=_paints,
        for_s=SEEN_S,
    ),
    Lesson(
        "slide", Place.MIRROR,
        words=lambda facts, spoken: _("{slide}: slide to crack's height").format(slide=spoken.slide),
        when=lambda facts: facts.on_rail and facts.crack is not None and facts.stalls_s > STALLS_S,
        does=lambda facts: facts.on_rail and facts.intent.slide != 0.0,
        for_s=SLID_S,
    ),
    Lesson(
        "colour", Place.OTHER,
        words=lambda facts, spoken: spoken.take_colour("" if facts.crack is None else facts.crack.part, facts.taking),
        when=_is_of_another_colour,
        does=lambda facts: facts.crack is not None and facts.crack.part == facts.light and facts.took_s < TAKEN_S,
        for_s=0.2,
    ),
    Lesson(
        None, Place.OTHER,
        words=lambda facts, spoken: _("{take}: this mirror is nearer").format(take=spoken.take_row(facts.taking)),
        when=lambda facts: facts.is_nearer and facts.stalls_s >= TROUBLE_S,
        does=lambda facts: facts.took_s < TAKEN_S <= facts.stalls_s,
        for_s=0.2,
    ),
    Lesson(
        "take", Place.CRACK,
        words=lambda facts, spoken: _("{take}: take up the other mirror").format(take=spoken.take),
        when=lambda facts: facts.mirrors > 1 and _is_dark(facts) and facts.stalls_s > STALLS_S,
        does=lambda facts: facts.took_s < TAKEN_S,
        for_s=0.2,
    ),
    Lesson(
        "take", Place.MIRROR,
        words=lambda facts, spoken: _("The beam that you left shines on"),
        when=lambda facts: facts.took_s < TAKEN_S,
        does=lambda facts: facts.took_s < TAKEN_S,
        for_s=TAKEN_S - 0.5,
    ),
    Lesson(
        "paint", Place.HEAT,
        words=lambda facts, spoken: _("Too hot here: move the light away"),
        when=lambda facts: facts.mirror is not None and facts.hot is not None,
        does=lambda facts: facts.hot is not None and facts.turns,
        for_s=0.6,
    ),
    Lesson(
        "paint", Place.CRACK,
        words=lambda facts, spoken: spoken.aim_off(facts.light_beside),
        when=_misses,
        does=lambda facts: facts.grows,
        for_s=0.5,
    ),
    Lesson(
        "paint", Place.CRACK,
        words=lambda facts, spoken: _("Bring the light to this crack"),
        when=lambda facts: facts.mirror is not None and _is_dark(facts),
        does=lambda facts: facts.lit,
        for_s=0.3,
    ),
    Lesson(
        "paint", Place.CRACK,
        words=lambda facts, spoken: _("Draw along it: gold follows the light"),
        when=lambda facts: facts.mirror is not None and facts.lit and facts.gold < MOST_DRAWN,
        does=lambda facts: facts.grows and facts.turns,
        for_s=1.0,
    ),
    Lesson(
        "paint", Place.CRACK,
        words=lambda facts, spoken: _("This bit is dark: light it"),
        when=lambda facts: facts.mirror is not None and facts.gold >= MOST_DRAWN and facts.is_stuck,
        does=lambda facts: facts.grows and facts.turns,
        for_s=1.0,
    ),
    Lesson(
        "paint", Place.MIRROR,
        words=lambda facts, spoken: _("{aim}: turn this mirror").format(aim=spoken.aim),
        when=lambda facts: facts.mirror is not None and facts.crack is None and not facts.sung,
        does=lambda facts: facts.turns,
        for_s=0.4,
    ),
)  # fmt: skip
"""The more urgent first: one is shown at a time."""
