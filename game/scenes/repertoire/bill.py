"""The bill: the numbers of the performance by acts, what the player has achieved in each, and which are open."""

from functools import cached_property

from game.core.acts import LEVELS_PER_ACT, act_of
from game.progress import Result, Standing, standings_of
from game.scenes.repertoire.repertoire import Entry

ENCORES = 3
"""At most so many on a number."""


class Bill:
    """As it stands now; a performance later there is another."""

    def __init__(self, repertoire: tuple[Entry, ...], results: tuple[Result, ...], *, all_open: bool) -> None:
        self._repertoire, self._results, self._all_open = repertoire, results, all_open

    @cached_property
    def acts(self) -> dict[int, list[int]]:
        """The rows of the repertoire that are numbers, by act; only acts that have any."""
        acts: dict[int, list[int]] = {}
        for row, entry in enumerate(self._repertoire):
            if entry.number is not None:
                acts.setdefault(act_of(entry.number), []).append(row)
        return dict(sorted(acts.items()))

    def standing(self, entry: Entry) -> Standing:
        """What the player has achieved in a performance."""
        return self._standings.get(entry.id, Standing())

    def is_open(self, row: int) -> bool:
        """Whether it can be played: its file is right, and it is open."""
        entry = self._repertoire[row]
        return entry.level is not None and (
            self._all_open or entry.number is None or self.standing(entry).is_passed or not self.missing(entry)
        )

    def missing(self, entry: Entry) -> int:
        """How many numbers of the act before must still be won for this one to be open."""
        if entry.number is None:
            return 0
        before = [self._repertoire[row] for row in self.acts.get(act_of(entry.number) - 1, ())]
        playable = [one for one in before if one.level is not None]
        return min(LEVELS_PER_ACT, len(playable)) - sum(self.standing(one).is_passed for one in playable)

    @property
    def next(self) -> int | None:
        """The row to go on with: the first open number that was not won, then one with an encore to be had."""
        rows = [row for act in self.acts.values() for row in act if self.is_open(row)]
        unwon = [row for row in rows if not self.standing(self._repertoire[row]).is_passed]
        rest = [row for row in rows if self.standing(self._repertoire[row]).encores < ENCORES]
        return next(iter(unwon or rest or rows), None)

    def after(self, row: int) -> int | None:
        """The next open number after a row; after one that is no number, the one to go on with."""
        number = self._repertoire[row].number
        if number is None:
            return self.next
        rows = [later for act in self.acts.values() for later in act if self.is_open(later)]
        return next((later for later in rows if (self._repertoire[later].number or 0) > number), None)

    def is_last(self, row: int) -> bool:
        """Whether no number comes after this one."""
        numbers = [self._repertoire[one].number or 0 for rows in self.acts.values() for one in rows]
        return bool(numbers) and self._repertoire[row].number == max(numbers)

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        return standings_of(self._results, {entry.id: entry.digest for entry in self._repertoire})
