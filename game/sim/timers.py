"""How long each stage of a tick takes. Off by default, and free when off: a world that is not watched runs bare."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

Stage = TypeVar("Stage", bound=Callable[..., Any])
STAGES: list[str] = []
"""Names of the stages of a tick, in its order; complete once `game.sim` is imported."""


def stage(method: Stage) -> Stage:
    """Mark a method as a stage of a tick; they are listed in the order in which they are defined."""
    STAGES.append(method.__name__)
    return method


class StageTimers:
    """Times the stages of the worlds that it is given to."""

    def __init__(self) -> None:
        self.ticks = 0
        """Ticks timed so far."""
        self.seconds = dict.fromkeys(("tick", *STAGES), 0.0)
        """s spent in a whole tick and in each of its stages so far."""

    def watch(self, world: object) -> None:
        """Time a world from now on."""
        for name in self.seconds:
            setattr(world, name, self._timed(name, getattr(world, name)))

    def table(self) -> dict[str, float]:
        """us a tick of each stage, in the order of the tick, after that of a whole `tick`."""
        return {name: 1e6 * spent / max(1, self.ticks) for name, spent in self.seconds.items()}

    def _timed(self, name: str, run: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            began = time.perf_counter()
            result = run(*arguments)
            self.seconds[name] += time.perf_counter() - began
            self.ticks += name == "tick"
            return result

        return timed
