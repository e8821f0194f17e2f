"""`flawsong info`: the figures of a level."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from game.core.paths import shipped_levels
from game.lab.survey import survey
from game.level import load_level, parse_level
from game.sim.constants import GRAVITY
from game.sim.sculpture.sculpture import Sculpture
from tests.command import Run
from tests.levels import old_level

ARM = """{
  "version": 1, "title": "Arm",
  "pieces": [
    {"id": "foot", "material": "stone", "at": [0, 0.2], "shape": {"type": "box", "size": [0.8, 0.4]}},
    {"id": "arm", "material": "steel", "at": [0.5, 0.5], "shape": {"type": "box", "size": [1.0, 0.2]},
      "thickness": 0.01},
    {"id": "pane", "material": "crown_glass", "at": [0, 0.7], "shape": {"type": "box", "size": [0.2, 0.2]}}
  ],
  "joints": [
    {"type": "weld", "pieces": ["foot", "arm"], "at": [0, 0.4], "stiffness": 5000, "max_bend": 10, "strength": 1000},
    {"type": "hinge", "pieces": ["arm", "pane"], "at": [0, 0.6], "friction": 5}
  ],
  "lights": [{"id": "key", "from": [-1, 0.7], "toward": [0, 0.7], "power": 2}],
  "flaws": [{"piece": "pane", "at": [0, 0.1], "opens": 2}],
  "goal": {"voices": 1}
}"""


@pytest.mark.parametrize("level", shipped_levels(), ids=lambda path: path.stem)
def test_the_sway_of_a_shipped_level_is_in_its_music(level: Path) -> None:
    """Its own period is a bar, to a tenth: leaning is a dance."""
    parsed = load_level(level)
    assert Sculpture(parsed).own_period / parsed.music.tempo.bar_s == pytest.approx(1.0, abs=0.1)


def test_what_a_weld_bears_is_the_weight_on_its_arm() -> None:
    found = survey(parse_level(ARM))
    foot, arm, pane = found.pieces
    assert [foot.mass_kg, arm.mass_kg] == pytest.approx([2600 * 0.32 * 0.04, 7800 * 0.2 * 0.01])
    assert [*arm.centre_m, arm.area_m2] == pytest.approx([0.5, 0.5, 0.2])
    weld, hinge = found.joints
    assert weld.force_n == pytest.approx((arm.mass_kg + pane.mass_kg) * GRAVITY, rel=1e-2)
    assert weld.moment_n_m == pytest.approx(0.5 * arm.mass_kg * GRAVITY, rel=1e-2)
    assert weld.moment_n_m is not None and weld.bend_deg is not None and weld.bend_safety is not None
    assert weld.bend_deg == pytest.approx(math.degrees(weld.moment_n_m / 5000), rel=1e-2)
    assert weld.bend_safety == pytest.approx(10 / weld.bend_deg, abs=0.06)
    assert weld.safety == pytest.approx(1000 / weld.force_n, abs=0.06)
    assert hinge.force_n == pytest.approx(pane.mass_kg * GRAVITY, rel=1e-2) and hinge.bend_deg is None
    middle = 0.5 * arm.mass_kg / (foot.mass_kg + arm.mass_kg + pane.mass_kg)
    assert found.centre_m[0] == pytest.approx(middle, abs=1e-3)
    assert found.margin_m == pytest.approx(0.4 - middle, abs=1e-3)
    assert found.lights[0].meets_w == {"pieces.pane": pytest.approx(2.0, abs=0.1)}
    assert found.lights[0].reaches == ["pieces.pane"]
    assert (found.base_score, found.encores) == (100, [100, 500, 1000])


def test_the_share_of_a_weld_is_how_much_of_the_poise_a_stiffer_one_gives() -> None:
    solid = Sculpture(load_level(old_level("3")))
    shares, whole, step = solid.buckling(), solid.load_factor(), 1e-4
    assert sum(share for _, share in shares) == pytest.approx(1.0)
    poise = solid._bearing._poise
    assert poise is not None
    stiffness = np.array([joint.stiffness for joint, _ in shares])
    for row, (_, share) in enumerate(shares):
        stiffer = stiffness.copy()
        stiffer[row] *= 1.0 + step
        assert (poise.factor(stiffer) / whole - 1.0) / step == pytest.approx(share, abs=1e-3)


def test_the_table_and_the_json_tell_the_same(run: Run) -> None:
    code, out, _ = run("info", "3", "--json")
    figures = json.loads(out)
    assert code == 0
    table = run("info", "3")[1]
    assert f"load factor      {figures['load_factor']:g}, set by {figures['set_by']}" in table
    assert all(f"{piece['mass_kg']:.2f}" in table for piece in figures["pieces"])
    assert figures["periods_s"] == sorted(figures["periods_s"], reverse=True)
    assert all(flaw["lit"] > 0.9 for flaw in figures["flaws"])
