"""Tests of physics and of a level, outside of the game's own repository: `.ci/release` runs them from the wheel."""

from game.sim import Intent
from game.testing import box, metres, seconds, weld


def test_a_mast_on_a_weld_stands(sculpture):
    """For two seconds, with no hand and no whisper."""
    pieces = [box("foot", (1, 0.1), at=(0, 0.05)), box("mast", (0.05, 1), at=(0, 0.6))]
    world = sculpture(pieces, [weld("foot", "mast", at=(0, 0.1))])
    for _ in range(240):
        world.tick(Intent())
    assert world.view().sculpture.pieces[1].position == metres((0, 0.6))


def test_its_flaw_opens_with_the_second_bar(performance):
    """At 66 beats a minute, four to a bar."""
    world = performance("my-level.json", seed=3, bot="regular", at="flaw")
    assert world.time == seconds(4 * 60 / 66)
