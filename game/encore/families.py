"""The families of sculptures: what each is called, what is told of it, and who draws it."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from game.core.language import N_
from game.encore import branches, towers
from game.encore.sketch import Sketch


class Family(NamedTuple):
    """One kind of sculpture."""

    title: str
    story: tuple[str, str]
    draw: Callable[[np.random.Generator], Sketch]


FAMILIES = (
    Family(N_("Pagoda"), (N_("A roof for every pane."), N_("The wind counts the storeys.")), towers.pagoda),
    Family(N_("Lyre"), (N_("Two blades, and no string between them."), N_("They hum all the same.")), branches.lyre),
    Family(N_("Cairn"), (N_("Stone on stone, of glass."), N_("Whoever passes adds one.")), towers.cairn),
    Family(N_("Candelabra"), (N_("Three flames that do not flicker."), N_("Not yet.")), branches.candelabra),
    Family(N_("Hourglass"), (N_("Nothing runs through it any more."), N_("The time is yours.")), towers.hourglass),
    Family(N_("Ship"), (N_("All sails set, and no sea."), N_("It leans into what it hears.")), branches.ship),
    Family(N_("Moonrise"), (N_("It has climbed as far as it can."), N_("Hold it there.")), towers.moon),
    Family(N_("Lily"), (N_("It opens for light."), N_("It opens for nothing else.")), branches.lily),
    Family(N_("Lancet"), (N_("A window without a wall."), N_("The morning finds it anyway.")), towers.lancet),
    Family(N_("Weights"), (N_("The round and the straight, weighed."), N_("Neither gives way.")), branches.scales),
)
