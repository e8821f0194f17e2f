"""What a player asked to be helped with that changes the performance itself: part of it, as level and seed are."""

from dataclasses import dataclass

from game.core.language import N_
from game.level.model import Level

MOST_WIDTH, MOST_POWER, MOST_TIME = 1.0, 100.0, 3600.0
"""Bounds of the level format: m, W, s."""
LEAST, MOST_BRUSH, MOST_LONGER = 1.0, 2.0, 3.0
"""Nothing is made harder; beams so many times as wide and performances so many times as long at most."""


@dataclass(frozen=True, slots=True)
class Help:
    """Beams, time and stand of a performance against how its level was made.

    Raises:
        ValueError: it is out of bounds.
    """

    brush: float = 1.0
    """How many times as wide the lamps' beams are; as bright as they were made."""
    time: float = 1.0
    """How many times as long it may last."""
    stands: bool = False
    """Wires that nobody sees hold what stands, no joint breaks, and no fall ends it."""

    def __post_init__(self) -> None:
        """See that it helps.

        Raises:
            ValueError: it would hinder, or help more than there is.
        """
        for name, most in (("brush", MOST_BRUSH), ("time", MOST_LONGER)):
            value = getattr(self, name)
            if not LEAST <= value <= most:
                raise ValueError(f"{name} is {value}, must be from {LEAST:g} to {most:g}")

    @property
    def names(self) -> tuple[str, ...]:
        """What helps, as results and recordings call it."""
        helps = (
            (N_("wider brush"), self.brush > LEAST),
            (N_("longer time"), self.time > LEAST),
            (N_("no toppling"), self.stands),
        )
        return tuple(name for name, is_on in helps if is_on)

    def eased(self, level: Level) -> Level:
        """The level as it is performed with this help; itself where there is none."""
        if self.brush == self.time == LEAST:
            return level
        lights = tuple(
            light.model_copy(
                update={
                    "width": min(MOST_WIDTH, light.width * self.brush),
                    "power": min(MOST_POWER, light.power * self.brush),
                }
            )
            for light in level.lights
        )
        goal = level.goal.model_copy(update={"within": min(MOST_TIME, level.goal.within * self.time)})
        return level.model_copy(update={"lights": lights, "goal": goal})


NO_HELP = Help()
"""As it was made."""
