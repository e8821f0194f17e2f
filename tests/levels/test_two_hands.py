"""Two hands are needed where a level is made for two: what one alone cannot hold, both do."""

import pytest

from game.bots import make_bot
from game.lab.handicaps import tied
from game.lab.played import play
from game.level import load_level
from game.level.find import find_level
from game.performance import Deliberate
from game.sim import Intent, World
from game.sim.constants import CROWN_FALLEN, SWAY_FALLEN


def test_an_expert_wins_with_both_hands_and_falls_without_a_lean() -> None:
    level = load_level(find_level("ladder"))
    assert play(level, 0, Deliberate(make_bot("expert", 0))).won
    assert not play(level, 0, Deliberate(tied(make_bot("expert", 0), "no lean"))).won


@pytest.mark.parametrize("name", ["heart", "vane", "window"])
def test_what_lies_on_its_side_has_fallen_although_its_crown_is_up(name: str) -> None:
    world = World(load_level(find_level(name)), 0)
    on_its_side = list[int]()
    while not world.over:
        world.tick(Intent(lean=1.0))
        if abs(world.sway) > SWAY_FALLEN:
            on_its_side.append(world.state.ticks)
    assert world.cause == "toppled" and world.crown > CROWN_FALLEN
    assert on_its_side == [world.state.ticks], "it ends on the tick on which it lies there, and not by time"
