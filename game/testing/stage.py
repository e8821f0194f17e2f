"""Worlds for tests: levels performed up to a moment, and tiny scenes written in code."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from game.bots import BOTS, Policy, make_bot
from game.core.json_source import Document, Problem, suggest
from game.lab.handicaps import HANDICAPS, tied
from game.level import Level, find_level, load_level
from game.level.authoring.explain import explain
from game.level.checks import findings
from game.level.steps import VERSION
from game.performance import Deliberate, Performance
from game.sim import Event, EventKind, World
from game.testing.parts import Part

LASTS_S = 3600.0
"""s for which a tiny scene goes on."""


@dataclass(frozen=True, slots=True)
class Performances:
    """Performs levels."""

    folder: Path
    """Where level files are looked for first."""

    def __call__(
        self,
        level: str | Path | Level,
        seed: int = 0,
        bot: str | Policy = "expert",
        *,
        handicap: str = "",
        at: str | None = None,
        until: float | None = None,
        events: list[Event] | None = None,
    ) -> World:
        """The world of a performance, when it ends or before.

        Args:
            level: a file, from the folder of the test, the name or number of one of the game's, or a level.
            seed: what chance is drawn from.
            bot: the name of one, or any policy: a function from a view to an intent.
            handicap: what it is kept from.
            at: the kind of event, such as "voice", at whose first the world is given.
            until: the stage time at which it is given, s.
            events: is given all that happened until then.

        Raises:
            AssertionError: it has ended before that event, or that time.
            ValueError: there is no such bot, handicap or event.
            LevelError: the level cannot be read.
        """
        __tracebackhide__ = True
        wanted = None if at is None else EventKind(_known("event", at, [kind.value for kind in EventKind]))
        policy = make_bot(_known("bot", bot, BOTS), seed) if isinstance(bot, str) else bot
        policy = tied(policy, _known("handicap", handicap, ["", *HANDICAPS]))
        world = World(level if isinstance(level, Level) else load_level(self._file(str(level))), seed)
        performance = Performance(world, Deliberate(policy))
        heard = [] if events is None else events
        while not world.over and (until is None or world.time < until):
            happened = performance.run(1)
            heard += happened
            if any(event.kind is wanted for event in happened):
                return world
        ended = f"it was {world.outcome} ({world.cause}) at {world.time:.2f} s" if world.over else f"by {until:g} s"
        assert wanted is None, f"there was no {at}: {ended}"
        assert until is None or world.time >= until, f"it does not last until {until:g} s: {ended}"
        return world

    def _file(self, name: str) -> Path:
        beside = self.folder / name
        return beside if beside.is_file() else find_level(name)


class Sculptures:
    """Builds tiny scenes."""

    def __call__(self, pieces: Sequence[Part], joints: Sequence[Part] = (), seed: int = 0, **parts: Any) -> World:
        """A world with these pieces, of which the first is the foot, these joints, and other parts of a level.

        With no `flaws` none opens, and it goes on for an hour.

        Raises:
            ValueError: something in it is wrong, or it cannot be built; tells where and why.
        """
        __tracebackhide__ = True
        waits = {"piece": pieces[0]["id"], "at": [0, 0], "opens": LASTS_S - 1.0}
        given = {"title": "sculpture", "flaws": [waits], "goal": {"voices": 1, "within": LASTS_S}}
        data = {"version": VERSION, "pieces": list(pieces), "joints": list(joints), **given, **parts}
        document = Document(json.dumps(data), "sculpture")
        try:
            level = Level.model_validate(document.data)
        except ValidationError as error:
            raise ValueError(_told(explain(detail, document, "Level") for detail in error.errors())) from None
        wrong = [
            document.problem(*finding) for finding in findings(level) if "flaws" in parts or "flaws" not in finding[0]
        ]
        if wrong:
            raise ValueError(_told(wrong))
        return World(level, seed)


def _told(problems: Iterable[Problem | None]) -> str:
    return "\n".join(f"{problem.path}: {problem.message}" for problem in problems if problem is not None)


def _known(what: str, name: str, known: Iterable[str]) -> str:
    __tracebackhide__ = True
    names = list(known)
    if name not in names:
        raise ValueError(f"there is no {what} {name!r}{suggest(name, names)}")
    return name
