"""All that there is to tell about a finished attempt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.core.language import N_, _, decimal, ngettext
from game.core.words import grouped, roman
from game.encore import Run, line_of
from game.level import Level
from game.scenes.attempt.comfort import comfort_for
from game.scenes.attempt.deeds import Speaker, cause_of
from game.scenes.attempt.keeping import Keeping, encores_of
from game.scenes.attempt.tally import Line, lines_of
from game.scenes.services import Services
from game.sim import EventKind, View

HEADLINES = {
    "sang": (N_("It stands, and it sings."), N_("Every flaw has become a voice.")),
    "toppled": (N_("It fell."), N_("Lean against the sway, early and gently.")),
    "silence": (N_("It broke into silence."), N_("Too many pieces are gone for the voices that were needed.")),
    "time": (N_("The house lights came up."), N_("Some flaws were still waiting for the light.")),
    "": (N_("Here the recording ends."), N_("It was left before the last note.")),
}
"""What to say for each cause of an end: a headline, and the reason or the advice."""
GOLD = N_("Gold on a crack, all along and in time, keeps it from running through.")
"""The advice where a crack brought it down."""
SPARED = N_("All that were asked for sing; the rest was let go.")
"""Where a number was won without some of its flaws."""
FULL, EMPTY = "\N{BLACK DIAMOND}", "\N{WHITE DIAMOND}"
"""Encores that were given and that were not, in a line of text."""
MEDALS = (N_("one encore"), N_("two encores"), N_("three encores"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How an attempt ended."""

    row: int
    """Which row of the repertoire was played."""
    following: int | None
    """Which one can be played next."""
    won: bool
    headline: str
    reason: str = ""
    score: int
    encores: int = 0
    """0-3; only who wins is called back."""
    calls: str = ""
    """The encores in words, and what the next one asks for."""
    facts: tuple[tuple[str, str], ...] = ()
    """What, and how much of it."""
    note: str = ""
    """Who played, where the recording is."""
    lines: tuple[Line, ...] = ()
    """How the score came about, voice by voice."""
    compared: str = ""
    """How the score of a win compares to the player's best before."""
    recording: Path | None = None
    """Where it can be watched from."""
    shared: str = ""
    """It all in a line, to be sent to others."""
    hint: str = ""
    """What may help whoever lost it before in the same way."""
    is_last: bool = False
    """Whether the player's own hands won the last of all numbers."""
    skip: Callable[[], None] | None = None
    """Passes the number as if it had been won; None where that is not offered."""
    run: Run | None = None
    """The run of encores that it belongs to, as it stands after it."""


def ending_of(
    services: Services, row: int, view: View, keeping: Keeping, speaker: Speaker, assists: Sequence[str] = ()
) -> Ending:
    """What is told of the view at the end of an attempt at a row of the repertoire, with what helped the player."""
    level = services.repertoire[row].level
    assert level is not None, "only what can be played comes to an end"
    won, score = view.game.outcome == "won", view.game.score
    encores = encores_of(view, level)
    hint, may_skip = comfort_for(view, keeping)
    run = services.repertoire[row].run
    run = run and run.after(score)
    return Ending(
        row=row,
        following=services.bill.after(row) if run is None else None,
        won=won,
        headline=_(HEADLINES[view.game.cause][0]),
        reason=_reason(view, level, speaker),
        score=score,
        encores=encores,
        calls=_calls(level, encores, won=won),
        facts=_facts(view, assists),
        note=keeping.told(),
        lines=lines_of(view),
        compared=_compared(score, keeping) if won and run is None else _summed(run, won=won),
        recording=keeping.recording,
        shared=_shared(services, row, view, encores, keeping.seed, assists),
        hint=hint,
        is_last=won and keeping.is_own and services.bill.is_last(row),
        skip=keeping.skip if may_skip else None,
        run=run,
    )


def _calls(level: Level, encores: int, *, won: bool) -> str:
    """The encores in words, and what the next one asks for."""
    calls = [_(MEDALS[encores - 1])] if encores else []
    if won and encores < len(level.goal.thresholds):
        calls.append(_("the next at {points}").format(points=grouped(level.goal.thresholds[encores])))
    return ", ".join(calls)


def _facts(view: View, assists: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """How many voices sang, how long it took, what is unbroken, and what helped."""
    names = [piece.name for piece in view.sculpture.pieces]
    n = len(set(names))
    whole = sum(names.count(name) == 1 for name in set(names))
    return (
        (_("Voices"), _("{sung} of {n}").format(sung=_sung(view), n=view.game.voices_needed)),
        (_("On the stage"), f"{decimal(view.time)} s"),
        (_("Unbroken"), ngettext("{whole} of {n} piece", "{whole} of {n} pieces", n).format(whole=whole, n=n)),
        *(((_("Played"), helped_by(assists)),) if assists else ()),
    )


def helped_by(assists: Sequence[str]) -> str:
    """What helped the hands, in words."""
    return _("with {help}").format(help=_(" and ").join(_(assist) for assist in assists))


def _sung(view: View) -> int:
    """How many voices sing."""
    return sum(voice.state == "sings" for voice in view.game.voices)


def _numbers_sung(run: Run, *, won: bool) -> int:
    """How many numbers of a run were sung, as it stands after the last."""
    return run.number - 1 if won else run.number - 2


def _summed(run: Run | None, *, won: bool) -> str:
    """What a run of encores comes to after a number; nothing of what belongs to none."""
    if run is None:
        return ""
    sung = _numbers_sung(run, won=won)
    told = ngettext("The run: {points} points, {n} number sung", "The run: {points} points, {n} numbers sung", sung)
    return told.format(points=grouped(run.score), n=sung)


def _compared(score: int, keeping: Keeping) -> str:
    """How the score of a win compares to the best before; nothing of what the player has not played."""
    if not keeping.is_own:
        return ""
    best = keeping.before.best
    if not keeping.before.won:
        return _("Sung for the first time")
    if not best:
        return _("The first time since it was written anew")
    told = _("A new best: it was {best}") if score > best else _("Your best is {best}")
    return told.format(best=grouped(best))


def _shared(services: Services, row: int, view: View, encores: int, seed: int, assists: Sequence[str]) -> str:
    """A line to be sent to others: what was played, what it came to, and the seed to play it with."""
    entry = services.repertoire[row]
    number = f"{roman(entry.number)} " if entry.number is not None else ""
    score, needed = view.game.score, view.game.voices_needed
    if entry.run is not None:
        run, won = entry.run.after(score), view.game.outcome == "won"
        line = line_of(run.seed, run.day, run.score, _numbers_sung(run, won=won))
        return f"{line} {helped_by(assists)}" if assists else line
    if view.game.outcome == "won":
        points = ngettext("{n} point", "{n} points", score).format(n=grouped(score))
        came_to = f"{points} {FULL * encores}{EMPTY * (3 - encores)}"
    else:
        came_to = ngettext("{sung} of {n} voice", "{sung} of {n} voices", needed).format(sung=_sung(view), n=needed)
    parts = [f"{number}{entry.title}", came_to, *([helped_by(assists)] if assists else [])]
    return " · ".join(["FLAWSONG", *parts, _("seed {seed}").format(seed=seed)])


def _reason(view: View, level: Level, speaker: Speaker) -> str:
    """Why it ended: one cause, as it is told again; what would have helped where that was no deed of the player's."""
    game, advice = view.game, _(HEADLINES[view.game.cause][1])
    if game.cause == "sang" and _sung(view) < len(game.voices):
        advice = _(SPARED)
    cause = cause_of(game.breach, game.deed, level, speaker)
    if game.deed is not None:
        return f"{cause}."
    if game.breach is not None and game.breach.kind is EventKind.SPLIT and game.cause == "toppled":
        advice = _(GOLD)
    return f"{cause}. {advice}" if cause else advice
