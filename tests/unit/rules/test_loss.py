"""What decided a loss is found once, as it happens."""

import math

import pytest

from game.core.clock import TICKS_PER_SECOND
from game.sim import Event, EventKind
from game.sim.constants import GASP_SWAY
from game.sim.rules.loss import CHAIN_TICKS, LIT_TICKS, Deed, Loss, Unsung

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


LEFT, RIGHT = 1.0, -1.0


def swung(
    wish: float,
    *,
    widest: float = math.radians(9.0),
    kind: EventKind = BREAK,
    before: float = 0.0,
    lit: int | None = None,
) -> Deed | None:
    """The deed of whoever leaned so while it swung to the left until something broke, and otherwise before that."""
    loss = Loss()
    for tick in range(END + 1):
        turned = tick > END - 120
        loss.wish = wish if turned else before
        if lit is not None and tick <= END - lit:
            loss.lit["heart"] = tick
        breaks = [Event(kind, tick, (0.0, 0.0), 1.0, "heart")] if tick == END and kind is not EventKind.TOPPLE else []
        loss.watch(breaks, tick, widest * (tick - END + 120) / 120 if turned else -0.05)
    loss.decide("toppled", END, FOOT)
    return loss.deed


@pytest.mark.parametrize(
    ("wish", "kind"), [(LEFT, "along"), (RIGHT, "late"), (0.0, "still"), (0.05, "still"), (0.3, "along")]
)
def test_a_break_in_a_swing_is_told_by_how_the_player_leaned_in_it(wish: float, kind: str) -> None:
    deed = swung(wish, before=RIGHT)
    assert deed is not None
    assert (deed.kind, deed.side) == (kind, "left")
    assert deed.size == pytest.approx(math.radians(9.0))


def test_a_break_at_rest_is_nobodys_doing() -> None:
    assert swung(LEFT, widest=math.radians(2.0)) is None


def test_a_fall_without_a_break_is_told_without_a_figure() -> None:
    assert swung(LEFT, widest=0.3, kind=EventKind.TOPPLE) == Deed("along", "left")


@pytest.mark.parametrize(
    ("lit", "deed"),
    [(None, Deed("unlit")), (LIT_TICKS + 1, Deed("unlit")), (LIT_TICKS, Deed("outrun")), (0, Deed("outrun"))],
)
def test_a_crack_that_ran_through_was_lit_or_not(lit: int | None, deed: Deed) -> None:
    assert swung(LEFT, kind=SPLIT, lit=lit) == deed


@pytest.mark.parametrize(
    ("lit_s", "gold", "deed"),
    [(9.0, 0.7, Deed("dark", size=11.0)), (18.0, 0.7, Deed("slow", size=0.7)), (18.0, 1.0, Deed("held", size=1.0))],
)
def test_when_time_runs_out_the_crack_that_was_dark_for_longest_is_told(lit_s: float, gold: float, deed: Deed) -> None:
    loss, brighter = Loss(), Unsung((0.0, 1.0), "jewel", 10.0, 9.0, 0.9)
    loss.decide("time", END, FOOT, [brighter, Unsung((0.5, 1.5), "heart", 20.0, lit_s, gold)])
    assert loss.deed == deed
    assert loss.decided == Event(EventKind.FLAW, END, (0.5, 1.5), gold, "heart")


def test_when_time_runs_out_and_no_flaw_is_open_there_is_nothing_to_look_at() -> None:
    loss = Loss()
    loss.decide("time", END, FOOT)
    assert (loss.deed, loss.decided) == (Deed("time"), None)
