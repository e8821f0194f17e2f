"""All that there is to tell about a finished attempt."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.words import counted
from game.level import Level
from game.scenes.deeds import Speaker, cause_of
from game.scenes.repertoire import following
from game.scenes.services import Services
from game.scenes.tally import Line, lines_of
from game.sim import EventKind, View

HEADLINES = {
    "sang": ("It stands, and it sings.", "Every flaw has become a voice."),
    "toppled": ("It fell.", "Lean against the sway, early and gently."),
    "silence": ("It broke into silence.", "Too many pieces are gone for the voices that were needed."),
    "time": ("The house lights came up.", "Some flaws were still waiting for the light."),
    "": ("Here the recording ends.", "It was left before the last note."),
}
"""What to say for each cause of an end: a headline, and the reason or the advice."""
GOLD = "Gold on a crack, all along and in time, keeps it from running through."
"""The advice where a crack brought it down."""
MEDALS = ("one encore", "two encores", "three encores")


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended."""

    row: int
    """Which row of the repertoire was played."""
    following: int | None
    """Which one can be played next."""
    won: bool
    headline: str
    reason: str
    score: int
    encores: int
    """0-3; only who wins is called back."""
    calls: str
    """The encores in words, and what the next one asks for."""
    facts: tuple[tuple[str, str], ...]
    """What, and how much of it."""
    note: str
    """Who played, where the recording is."""
    lines: tuple[Line, ...] = ()
    """How the score came about, voice by voice."""


def ending_of(
    services: Services, row: int, view: View, note: str, speaker: Speaker, assists: Sequence[str] = ()
) -> Ending:
    """What is told of the view at the end of an attempt at a row of the repertoire, with what helped the player."""
    level = services.repertoire[row].level
    assert level is not None, "only what can be played comes to an end"
    won = view.game.outcome == "won"
    encores = sum(view.game.score >= threshold for threshold in level.goal.thresholds) if won else 0
    calls = [MEDALS[encores - 1]] if encores else []
    if won and encores < len(level.goal.thresholds):
        calls.append(f"the next at {level.goal.thresholds[encores]}")
    names = [piece.name for piece in view.sculpture.pieces]
    whole = sum(names.count(name) == 1 for name in set(names))
    facts = (
        ("Voices", f"{sum(voice.state == 'sings' for voice in view.game.voices)} of {view.game.voices_needed}"),
        ("On the stage", f"{view.time:.1f} s"),
        ("Unbroken", f"{whole} of {counted(len(set(names)), 'piece')}"),
        *((("Played", f"with {' and '.join(assists)}"),) if assists else ()),
    )
    after = following(services.repertoire, row)
    headline = HEADLINES[view.game.cause][0]
    return Ending(
        row,
        after,
        won,
        headline,
        _reason(view, level, speaker),
        view.game.score,
        encores,
        ", ".join(calls),
        facts,
        note,
        lines_of(view),
    )


def _reason(view: View, level: Level, speaker: Speaker) -> str:
    """Why it ended: one cause, as it is told again; what would have helped where that was no deed of the player's."""
    game, advice = view.game, HEADLINES[view.game.cause][1]
    cause = cause_of(game.breach, game.deed, level, speaker)
    if game.deed is not None:
        return f"{cause}."
    if game.breach is not None and game.breach.kind is EventKind.SPLIT and game.cause == "toppled":
        advice = GOLD
    return f"{cause}. {advice}" if cause else advice
