"""Whether levels keep what they promise (`expect`): what is played for it, and what does not hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from game.core.words import counted
from game.lab.played import Played, Task, play
from game.lab.sweep.figures import wilson
from game.level import Level
from game.level.expect import Expect, limits
from game.performance import Playback
from game.replay import Recording, load_recording

Rows = Mapping[int, Played]
"""Performances by their seeds."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that does not hold."""

    wanted: str
    got: str
    failed: dict[int, Played]
    """The performances that it fails on, by seed; all of them where too many went well."""
    seed: int
    """The first of these..."""
    moment: float
    """...and when it shows, s of stage time."""


def title(expect: Expect) -> str:
    """An expectation in a line."""
    if expect.replay is not None:
        return ", ".join([f"replay {expect.replay} wins", *(_asked(expect, name) for name in expect.promises)])
    who = f"{expect.bot}, {expect.handicap}:" if expect.handicap else str(expect.bot)
    return f"{who} {', '.join(_asked(expect, name) for name in expect.promises)}"


def _asked(expect: Expect, name: str) -> str:
    """A promise in a few words."""
    wanted = getattr(expect, name)
    if name in ("wins", "loses"):
        return f"{name} {_span(*limits(wanted))}"
    words = name.replace("_", " ")
    return "no NaN" if name == "no_nan" else f"{words} {wanted:g}"


def tasks(text: str, source: str, expect: Expect, seeds: range | None = None) -> dict[int, Task]:
    """What a bot plays for an expectation, by seed; over other seeds than its own where they are given."""
    assert expect.bot is not None
    own = range(*expect.seeds) if seeds is None else seeds
    return {seed: Task(source, text, expect.bot, expect.handicap or "", seed) for seed in own}


def recording_of(path: Path, expect: Expect) -> Recording:
    """The replay that an expectation of the level at `path` names.

    Raises:
        ReplayError: it cannot be read.
    """
    assert expect.replay is not None
    return load_recording(path.parent / expect.replay)


def play_recording(level: Level, recording: Recording) -> Rows:
    """A recording's hands on a level as it is now, which may have changed since."""
    return {recording.seed: play(level, recording.seed, Playback(recording.intents))}


def broken(expect: Expect, rows: Rows) -> Iterator[Broken]:
    """The promises that do not hold in what was played."""
    if expect.replay is not None:
        yield from _each("the replay wins", rows, lambda one: one.won, lambda one: one.seconds)
    for outcome, verb, wanted in (("won", "wins", expect.wins), ("lost", "loses", expect.loses)):
        if wanted is not None:
            yield from _share(outcome, verb, limits(wanted), rows)
    if (voices := expect.voices) is not None:
        yield from _each(f"at least {counted(voices, 'voice')} in each", rows, lambda one: one.voices >= voices, _end)
    if (until := expect.stands_until) is not None:
        yield from _each(
            f"none is lost before {until:g} s", rows, lambda one: one.outcome != "lost" or one.seconds >= until, _end
        )
    if (stress := expect.max_stress) is not None:
        yield from _each(
            f"no sound glass is strained beyond {stress:g} of its strength",
            rows,
            lambda one: one.stress <= stress,
            lambda one: one.stress_s,
            lambda one: f"strained to {one.stress:.2f} at {one.stress_s:.1f} s",
        )
    if expect.no_nan:
        yield from _each("nothing becomes NaN", rows, lambda one: not one.nan, _end, lambda one: f"NaN in {one.nan}")


def told(one: Played) -> str:
    """How a performance went, in a few words."""
    with_voices = counted(one.voices, "voice")
    if not one.outcome:
        return f"undecided when it ends at {one.seconds:.1f} s, with {with_voices}"
    how = f"won with {one.score}" if one.won else f"lost ({one.cause})"
    return f"{how} at {one.seconds:.1f} s, with {with_voices}"


def _end(one: Played) -> float:
    return one.seconds


def _each(
    wanted: str,
    rows: Rows,
    holds: Callable[[Played], bool],
    moment: Callable[[Played], float],
    how: Callable[[Played], str] = told,
) -> Iterator[Broken]:
    """What must hold in each performance."""
    failed = {seed: one for seed, one in rows.items() if not holds(one)}
    if failed:
        seed, first = next(iter(failed.items()))
        got = f"not in {len(failed)} of {len(rows)}; seed {seed}: {how(first)}"
        yield Broken(wanted, got, failed, seed, moment(first))


def _share(outcome: str, verb: str, wanted: tuple[float, float], rows: Rows) -> Iterator[Broken]:
    """What must hold of a share of the performances."""
    those = {seed: one for seed, one in rows.items() if one.outcome == outcome}
    share, low, high = wilson(len(those), len(rows))
    if wanted[0] <= share <= wanted[1]:
        return
    others = {seed: one for seed, one in rows.items() if seed not in those}
    failed = others if share < wanted[0] else those
    seed, first = next(iter(failed.items()))
    got = f"{outcome} {len(those)} of {len(rows)}, {share:.0%} (95 % interval {low:.0%} to {high:.0%})"
    yield Broken(f"{verb} {_span(*wanted)} of seeds", got, failed, seed, _end(first))


def _span(least: float, most: float) -> str:
    if most >= 1.0:
        return f"at least {least:.0%}"
    return f"at most {most:.0%}" if least <= 0.0 else f"{least:.0%} to {most:.0%}"
