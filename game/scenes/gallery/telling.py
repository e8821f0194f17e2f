"""A recording in words: what it is called, of which number it is, and what came of it."""

from collections.abc import Iterable
from pathlib import Path

from game.core.language import _, ngettext
from game.core.words import dotted, grouped
from game.replay import Card
from game.scenes.attempt.ending import HEADLINES
from game.scenes.attempt.recordings import kept_at
from game.scenes.encore.encore import by_other_rules
from game.scenes.repertoire.repertoire import ENCORE, Entry, title_of


class Telling:
    """A recording's card, as the player's language has it; `path` is where it is kept now."""

    def __init__(self, card: Card, repertoire: Iterable[Entry], path: Path) -> None:
        self._card, self._path = card, path
        self.level = title_of(repertoire, card.level_name, card.title)
        """What its level is called."""

    @property
    def title(self) -> str:
        """The name that the player gave it; what kept itself is called by its level."""
        return self._path.stem if kept_at(self._path) is None else self.level or self._path.stem

    @property
    def note(self) -> str:
        """For its line in a list: of which level, when, how it ended and whether it can be played."""
        card = self._card
        came_to = {"won": _("won"), "lost": _("lost")}.get(card.outcome, _("cut off"))
        cannot = _("cannot be played here") if card.recording is None else ""
        return dotted((self._other_level, self._day, came_to, self._points, cannot))

    @property
    def facts(self) -> str:
        """For its page: of which level, when, what came of it, and by which version of the game."""
        card = self._card
        ends = {"won": _(HEADLINES["sang"][0]), "lost": _("It was lost.")}
        by = _("version {version}").format(version=card.game) if card.game else ""
        parts = (self._other_level, self._encore, self._day, ends.get(card.outcome, ""), self._points, by)
        return dotted(parts)

    @property
    def _other_level(self) -> str:
        """What its level is called, where its own title does not say that."""
        return "" if self.title == self.level else self.level

    @property
    def _day(self) -> str:
        at = kept_at(self._path)
        return "" if at is None else f"{at:%Y-%m-%d %H:%M}"

    @property
    def _points(self) -> str:
        return ngettext("{n} point", "{n} points", self._card.score).format(n=grouped(self._card.score))

    @property
    def _encore(self) -> str:
        """Which number of which encore it is, and by which rules where these are not today's."""
        if not is_encore(self._card):
            return ""
        seed, _dash, number = self._card.level_name.removeprefix(ENCORE).partition("-")
        origin = None if self._card.recording is None else self._card.recording.level.origin
        rules = by_other_rules(0 if origin is None else origin.rules)
        told = _("Encore {seed}, number {number}").format(seed=seed, number=number)
        return f"{told} ({rules})" if rules else told


def is_encore(card: Card) -> bool:
    """Whether it is a number of an encore that can be played again: the recording carries it, by any rules."""
    return card.recording is not None and card.level_name.startswith(ENCORE)
