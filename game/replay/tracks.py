"""How a performance looked, ten times a second: enough for a ghost of it where it cannot be performed again."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import Field

from game.core.clock import TICKS_PER_SECOND
from game.sim import View

HZ = 10
"""Moments a second that are kept."""
TICKS = TICKS_PER_SECOND // HZ
"""From one to the next: light is traced on these ticks anyway."""
PER_RADIAN, PER_METRE = 10_000, 1000
"""Tracks are kept in whole tenths of a milliradian and millimetres: a minute of them is 15 kB before it is packed."""
FAR = 100 * PER_METRE
"""Nothing on a stage is so far away."""
_Place = Annotated[int, Field(ge=-FAR, le=FAR)]
_Sway = Annotated[int, Field(ge=-10 * PER_RADIAN, le=10 * PER_RADIAN)]
Row = tuple[_Sway, _Place, _Place, _Place, _Place] | tuple[_Sway]
"""Sway, then the beam from the held mirror, start x, y and end x, y, where one was held."""
Metres = tuple[float, float]


class Glimpse(NamedTuple):
    """What is kept of a moment."""

    sway: float
    """Of the sculpture, rad."""
    beam: tuple[Metres, Metres] | None
    """From the held mirror to the first thing that its light meets, or would meet, m."""


def row_of(view: View) -> Row:
    """What is kept of a view."""
    sway = round(view.sculpture.sway * PER_RADIAN)
    sway = min(10 * PER_RADIAN, max(-10 * PER_RADIAN, sway))
    if view.light.ghost is None:
        return (sway,)
    x1, y1, x2, y2 = (min(FAR, max(-FAR, round(at * PER_METRE))) for end in view.light.ghost for at in end)
    return sway, x1, y1, x2, y2


@dataclass(frozen=True, slots=True)
class Tracks:
    """Of a whole performance, from its first tick on."""

    rows: tuple[Row, ...] = ()

    def at(self, tick: float) -> Glimpse | None:
        """What was to be seen at a tick, between two moments that are kept; None after the last."""
        moment, share = divmod(tick / TICKS, 1.0)
        row = int(moment)
        if not 0 <= row < len(self.rows):
            return None
        before, after = self.rows[row], self.rows[min(row + 1, len(self.rows) - 1)]
        if len(before) != len(after):
            after = before
        now = [one + share * (other - one) for one, other in zip(before, after, strict=True)]
        sway, *places = now[0] / PER_RADIAN, *(place / PER_METRE for place in now[1:])
        return Glimpse(sway, ((places[0], places[1]), (places[2], places[3])) if places else None)


NO_TRACKS = Tracks()
"""Of older recordings."""
