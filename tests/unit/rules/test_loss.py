"""What decided a loss is found once, as it happens."""

import pytest

from game.core.clock import TICKS_PER_SECOND
from game.sim import Event, EventKind
from game.sim.constants import GASP_SWAY
from game.sim.rules.loss import CHAIN_TICKS, Loss

END, FOOT = 3000, (0.1, 0.0)
SPLIT, BREAK = EventKind.SPLIT, EventKind.BREAK


def lost(*breaks: tuple[EventKind, int], cause: str = "toppled", doomed: int | None = None) -> Event | None:
    """What decided a performance that broke so, by kind and tick, and swayed too far for its last second."""
    loss, by_tick = Loss(), {tick: Event(kind, tick, (0.0, 0.0), 1.0, kind) for kind, tick in breaks}
    for tick in range(END + 1):
        events = [by_tick[tick]] if tick in by_tick else []
        loss.watch([Event(EventKind.HIT, tick, (0.0, 0.0)), *events], tick, 2 * GASP_SWAY * (tick > END - 120))
        if tick == doomed:
            loss.despair(tick)
    loss.decide(cause, END, FOOT)
    return loss.decided


@pytest.mark.parametrize(
    ("breaks", "first"),
    [
        (((SPLIT, END - 400), (BREAK, END - 100)), 0),  # they follow each other
        (((SPLIT, END - 100 - CHAIN_TICKS - 1), (BREAK, END - 100)), 1),  # what healed long ago is no cause
        (((SPLIT, END - 900), (SPLIT, END - 600), (BREAK, END - 300), (BREAK, END)), 0),
        (((BREAK, END),), 0),
    ],
)
def test_the_first_of_the_chain_that_led_to_the_end_decided_it(
    breaks: tuple[tuple[EventKind, int], ...], first: int
) -> None:
    decided = lost(*breaks)
    assert decided is not None
    assert (decided.kind, decided.tick) == breaks[first]


@pytest.mark.parametrize("breaks", [(), ((SPLIT, END - CHAIN_TICKS - 1),)])
def test_where_nothing_broke_it_leaned_from_its_last_upright_tick_on(
    breaks: tuple[tuple[EventKind, int], ...],
) -> None:
    assert lost(*breaks) == Event(EventKind.TOPPLE, END - TICKS_PER_SECOND, FOOT)


def test_what_breaks_when_all_is_lost_already_is_no_cause_of_silence() -> None:
    decided = lost((SPLIT, END - 400), (BREAK, END - 50), cause="silence", doomed=END - 399)
    assert decided is not None
    assert decided.kind is SPLIT
    assert lost((BREAK, END - 50), cause="silence", doomed=END - 399) is None
    fell = lost((BREAK, END - 50), cause="toppled", doomed=END - 399)
    assert fell is not None
    assert fell.kind is BREAK, "it fell in the last breath: that is another end"


@pytest.mark.parametrize("cause", ["time", "sang"])
def test_other_ends_are_nobodys_doing(cause: str) -> None:
    assert lost((SPLIT, END - 100), cause=cause) is None
