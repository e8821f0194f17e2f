"""Who says which lesson is due: the most urgent of those that are not learnt, for as long as it can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.level.model import Teach
from game.scenes.teaching.facts import Facts, Metres
from game.scenes.teaching.lessons import LESSONS, TROUBLE_S, Lesson
from game.sim import Intent, View
from game.sim.balance import FALLEN

URGENT_S = 0.5
"""Real seconds of trouble after which a lesson comes back where what is not done lets the sculpture fall."""
HOLD_S = 1.2
"""A lesson that is shown gives way to another after so long at the earliest: it is to be read."""
TELLS_S, RESTS_S = 6.0, 12.0
"""Who was told a thing for so long and did not do it is told the next that is due; and for how long the first rests."""


@dataclass(slots=True)
class _Course:
    """How far a lesson is learnt."""

    learnt: bool = False
    done_s: float = 0.0
    trouble_s: float = 0.0
    rests_s: float = 0.0


class Teacher:
    """Says which lesson is due. What is learnt stays so from performance to performance."""

    def __init__(self) -> None:
        self._courses = {lesson: _Course() for lesson in LESSONS}
        self.facts = Facts()
        self.points_at: Metres | None = None
        """What is still dark on a crack whose gold does not grow, m: to be pointed at, whatever is being said."""
        self.due: Lesson | None = None
        """What is to be said now."""
        self._shown_s = 0.0

    def begin(self) -> None:
        """Another performance begins."""
        self.facts, self.due, self._shown_s, self.points_at = Facts(), None, 0.0, None
        for course in self._courses.values():
            course.done_s = course.trouble_s = course.rests_s = 0.0

    def follow(self, view: View, intent: Intent, elapsed_s: float, teach: tuple[Teach, ...]) -> Lesson | None:
        """A frame of so many real seconds has passed in a level that teaches something; returns what is due."""
        self.facts.follow(view, intent, elapsed_s)
        game, has_fallen = view.game, abs(view.sculpture.sway) > FALLEN
        is_over = has_fallen or game.outcome != "" or game.ovation > 0.0 or game.hush is not None
        self.points_at = self.facts.at if self.facts.is_stuck and not is_over else None
        taught = [] if is_over else [lesson for lesson in LESSONS if lesson.teaches in (None, *teach)]
        for lesson in taught:
            self._attend(lesson, elapsed_s)
        due = self._due_of(
            [lesson for lesson in taught if lesson.when(self.facts) and not self._courses[lesson].learnt]
        )
        self._shown_s += elapsed_s
        if due is not self.due and (is_over or not self._is_being_read(due)):
            self.due, self._shown_s = due, 0.0
        return self.due

    def _due_of(self, wanted: Sequence[Lesson]) -> Lesson | None:
        """Which of some is to be told: the most urgent, unless it was told for long and nothing presses."""
        rested = [lesson for lesson in wanted if self.facts.falls or not self._courses[lesson].rests_s]
        return next(iter(rested or wanted), None)

    def _is_being_read(self, due: Lesson | None) -> bool:
        """Whether what is shown is too young to give way to what is due instead, unless that is more urgent."""
        if self.due is None or self._courses[self.due].learnt or self._shown_s >= HOLD_S:
            return False
        return due is None or LESSONS.index(due) > LESSONS.index(self.due)

    def _attend(self, lesson: Lesson, elapsed_s: float) -> None:
        """Note what is done about a lesson, and what is not."""
        course, does = self._courses[lesson], lesson.does(self.facts)
        course.rests_s = max(0.0, course.rests_s - elapsed_s)
        if lesson is self.due and self._shown_s >= TELLS_S:
            course.rests_s = RESTS_S
        if does:
            course.done_s += elapsed_s
            course.learnt = course.learnt or course.done_s >= lesson.for_s
        course.trouble_s = 0.0 if does or not lesson.when(self.facts) else course.trouble_s + elapsed_s
        is_urgent = lesson.teaches == "lean" and self.facts.falls
        if course.learnt and course.trouble_s >= (URGENT_S if is_urgent else TROUBLE_S):
            course.learnt, course.done_s = False, 0.0
