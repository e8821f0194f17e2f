"""Two hands are needed where a level is made for two: what one alone cannot hold, both do."""

from pathlib import Path

from game.bots import make_bot
from game.lab.handicaps import tied
from game.lab.played import play
from game.level import load_level
from game.level.find import find_level
from game.performance import Deliberate

LEVEL = Path(__file__).parent / "two_hands.json"
FALLEN_S = 40.0
"""Stage time by which a bowl that nobody steadies lies on its side, s."""


def test_an_expert_wins_with_both_hands_and_falls_without_a_lean() -> None:
    level = load_level(LEVEL)
    assert play(level, 0, Deliberate(make_bot("expert", 0))).won
    assert not play(level, 0, Deliberate(tied(make_bot("expert", 0), "no lean"))).won


def test_what_lies_on_its_side_has_fallen_although_its_shards_prop_it_up() -> None:
    bowl = load_level(find_level("kintsugi"))
    played = play(bowl, 0, Deliberate(tied(make_bot("expert", 0), "no lean")))
    assert (played.cause, played.seconds < FALLEN_S) == ("toppled", True)
