"""A gel, which lets the colours of some parts pass."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from game.core.json_source import quoted
from game.level.optics.base import Fault, Line, Thin
from game.level.values.fields import PartName, repeated
from game.level.values.spectrum import BANDS_PER_PART, PARTS


class Filter(Line):
    """A gel: lets the colours of some parts through and swallows the others."""

    type: Literal["filter"]
    passes: Annotated[
        tuple[PartName, ...],
        Field(min_length=1, max_length=3, description="parts whose colours pass", examples=[["bass"]]),
    ]

    def faults(self) -> Iterator[Fault]:
        """Ends that are one, and a part that is named twice."""
        yield from super().faults()
        yield from ((("passes", i), f"is {quoted(part)} again; leave it out") for i, part in repeated(self.passes))

    @property
    def surface(self) -> Thin:
        """All of some bands passes, nothing of the others."""
        return Thin(passes=tuple(float(part in self.passes) for part in PARTS for _ in range(BANDS_PER_PART)))
