"""A gel, which lets the colours of some parts pass."""

from typing import Annotated, Literal

from pydantic import Field

from game.level.optics.base import Line, Thin
from game.level.spectrum import BANDS_PER_PART, PARTS
from game.level.values import PartName


class Filter(Line):
    """A gel: lets the colours of some parts through and swallows the others."""

    type: Literal["filter"]
    passes: Annotated[
        tuple[PartName, ...],
        Field(min_length=1, max_length=3, description="parts whose colours pass", examples=[["bass"]]),
    ]

    @property
    def surface(self) -> Thin:
        """All of some bands passes, nothing of the others."""
        return Thin(passes=tuple(float(part in self.passes) for part in PARTS for _ in range(BANDS_PER_PART)))
