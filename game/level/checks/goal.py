"""Checks of the goal and of what the level promises: whether it can be won, and what its bots are to show.

Like all of `checks`, each is silent about parts in which another one has already found the cause.
"""

from collections.abc import Iterator

from game.core.words import counted
from game.level.checks.check_context import Check, Finding, LevelContext
from game.level.expect import MOST_SEEDS, Expect, limits
from game.level.model import Heartbeat, Level, Note
from game.level.music import SCALES, triad
from game.level.values.fields import repeated


def the_goal_can_be_reached(context: LevelContext) -> Iterator[Finding]:
    """There are voices enough, and encores that rise."""
    goal, flaws = context.level.goal, len(context.level.flaws)
    if goal.voices > flaws:
        yield (
            ("goal", "voices"),
            f"{counted(goal.voices, 'voice')} cannot sing from {counted(flaws, 'flaw')}; at most {flaws}, or add flaws",
        )
    if goal.encores is not None and not 0 <= goal.encores[0] < goal.encores[1] < goal.encores[2]:
        yield (
            ("goal", "encores"),
            f"{list(goal.encores)} does not rise; each must be above the one before, from 0 up",
        )


def one_heart_beats(context: LevelContext) -> Iterator[Finding]:
    """The score is timed against it; another may join in for some bars."""
    hearts = [(i, heart) for i, heart in enumerate(context.level.whispers) if isinstance(heart, Heartbeat)]
    always = [i for i, heart in hearts if heart.bars is None]
    for i in always[1:]:
        yield (
            ("whispers", i),
            f"a second heartbeat, after whispers[{always[0]}]; leave one out, or give it bars, such as [25, 32]",
        )
    for i, heart in hearts:
        if heart.bars is not None and heart.bars[0] > heart.bars[1]:
            yield _ends_before_it_begins(i, heart.bars)


def bars_have_triads(context: LevelContext) -> Iterator[Finding]:
    """The scale has a consonant one wherever the harmony stands."""
    music = context.level.music
    able = [degree for degree in range(1, len(SCALES[music.scale]) + 1) if triad(music.scale, degree) is not None]
    for i, degree in enumerate(music.harmony or ()):
        if degree not in able:
            told = ", ".join(map(str, able))
            yield ("music", "harmony", i), f"{music.scale} has no consonant triad on {degree}; it has some on {told}"


def notes_have_a_time(context: LevelContext) -> Iterator[Finding]:
    """Bars, or when it begins and how long it lasts."""
    for i, whisper in enumerate(context.level.whispers):
        if not isinstance(whisper, Note):
            continue
        given = whisper.at is not None, whisper.lasts is not None
        if whisper.bars is None and given != (True, True):
            yield ("whispers", i), "says not when; give bars, such as [5, 8], or at and lasts"
        elif whisper.bars is not None and any(given):
            yield ("whispers", i, "bars"), "says when a second time; leave out bars, or at and lasts"
        elif whisper.bars is not None and whisper.bars[0] > whisper.bars[1]:
            yield _ends_before_it_begins(i, whisper.bars)


def _ends_before_it_begins(whisper: int, bars: tuple[int, int]) -> Finding:
    return ("whispers", whisper, "bars"), f"ends before it begins: {list(bars)}; the last bar comes second"


def expectations_say_who_plays(context: LevelContext) -> Iterator[Finding]:
    """A bot, or a replay, which is one performance and has both hands."""
    for i, expect in enumerate(context.level.expect):
        if expect.replay is None and expect.bot is None:
            yield ("expect", i), "says not who plays; give a bot, or a replay"
        if expect.replay is None:
            continue
        for name in ("bot", "handicap", "seeds", "wins", "loses"):
            if name in expect.model_fields_set:
                yield (
                    ("expect", i, name),
                    "means nothing beside a replay, which must win by itself; leave out one of them",
                )


def expectations_say_something(context: LevelContext) -> Iterator[Finding]:
    """Each asks for something that can be."""
    for i, expect in enumerate(context.level.expect):
        if expect.bot is not None and expect.replay is None and not expect.promises:
            yield (
                ("expect", i),
                f"says nothing of {expect.bot}; give wins, loses, voices, stands_until, max_stress or no_nan",
            )
        yield from ((("expect", i, *path), text) for path, text in _impossible(expect, context.level))


def _impossible(expect: Expect, level: Level) -> Iterator[Finding]:
    """What of an expectation cannot be."""
    for name, wanted in (("wins", expect.wins), ("loses", expect.loses)):
        if isinstance(wanted, tuple) and wanted[0] > wanted[1]:
            yield (name,), f"{list(wanted)} does not rise; the least comes first, then the most"
    least = sum(limits(wanted)[0] for wanted in (expect.wins, expect.loses) if wanted is not None)
    if least > 1.0:
        yield (), "wins and loses are more than 1 together; they are shares of the same seeds"
    first, end = expect.seeds
    if not 0 < end - first <= MOST_SEEDS:
        yield ("seeds",), f"{[first, end]} are no seeds; want the first and the one after the last, up to {MOST_SEEDS}"
    if expect.voices is not None and expect.voices > len(level.flaws):
        yield ("voices",), f"{counted(expect.voices, 'voice')} cannot sing from {counted(len(level.flaws), 'flaw')}"
    if expect.stands_until is not None and expect.stands_until > level.goal.within:
        yield (
            ("stands_until",),
            f"is {expect.stands_until:g} s, when all is over; goal.within is {level.goal.within:g} s",
        )


def nothing_is_said_twice(context: LevelContext) -> Iterator[Finding]:
    """No entry of a list of joints, flaws, whispers, lessons or expectations is there already."""
    level = context.level
    for name in ("joints", "flaws", "whispers", "teach", "expect"):
        entries: tuple[object, ...] = getattr(level, name)
        for row, entry in repeated(entries):
            yield (name, row), f"is the same as {name}[{entries.index(entry)}]; leave one of them out"


CHECKS: tuple[Check, ...] = (
    the_goal_can_be_reached,
    one_heart_beats,
    bars_have_triads,
    notes_have_a_time,
    expectations_say_who_plays,
    expectations_say_something,
    nothing_is_said_twice,
)
