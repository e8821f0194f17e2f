"""What light can reach: lamps, colours, blockers, mirrors that hand light on, and cracks that need no hand."""

import json
from typing import Any

import pytest

from game.lab.reach import FlawReach, Reach, lit_stage, reach
from game.lab.reach.lit_stage import STEP
from game.level import Level

PANE = {"id": "pane", "material": "crown_glass", "at": [0, 0.6], "shape": {"type": "box", "size": [0.5, 1.0]}}
FOOT = {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [0.8, 0.1]}}
WELD = {"type": "weld", "pieces": ["foot", "pane"], "at": [0, 0.1], "stiffness": 1500}
LAMP = {"id": "key", "from": [-1.6, 3.2], "toward": [-1.5, 0.8], "width": 0.05}
HAND = {"type": "mirror", "id": "hand", "at": [-1.5, 0.8], "angle": 55, "length": 0.4}
FLAW = {"piece": "pane", "at": [0.0, 0.5], "opens": 1.0, "length": 0.25}


def looked(**changes: Any) -> Reach:
    """What light reaches of a pane on a foot; as it is, one runs down from the middle of the top."""
    level = {
        "version": 1, "title": "Pane", "pieces": [FOOT, PANE], "joints": [WELD], "lights": [LAMP], "optics": [HAND],
        "flaws": [FLAW], "goal": {"voices": 1, "within": 60},
    }  # fmt: skip
    return reach(Level.model_validate_json(json.dumps(level | changes)))


def all_reached(**changes: Any) -> tuple[FlawReach, ...]:
    """Its flaws."""
    return looked(**changes).flaws


def reached(**changes: Any) -> FlawReach:
    """Its only flaw."""
    (flaw,) = all_reached(**changes)
    return flaw


def test_a_mirror_lights_all_of_a_crack_across_its_light_and_no_still_one_gilds_it() -> None:
    flaw = reached()
    assert flaw.lit.all()
    assert {stop.mirror for stop in flaw.stops} == {"hand"}
    assert flaw.parked < 1.0
    assert not list(flaw.complaints)


def test_a_flaw_along_its_light_is_gilt_by_a_beam_that_rests() -> None:
    flaw = reached(flaws=[FLAW | {"at": [-0.25, 0.1]}])
    assert flaw.parked == 1.0
    assert flaw.parked_at is not None
    (complaint,) = flaw.complaints
    assert complaint.startswith('"hand" held still at ')


def test_the_branch_of_a_flaw_that_runs_is_looked_at_too_and_wants_a_hand() -> None:
    along = FLAW | {"at": [-0.25, 0.4], "length": 0.4}
    whole, runs = reached(flaws=[along]), reached(flaws=[along | {"jump": 0.2}])
    assert whole.stem == len(whole.lit) and runs.stem < len(runs.lit) == len(runs.lengths)
    assert runs.opens[runs.stem :].all() and not runs.opens[: runs.stem].all()
    assert runs.lit.all(), "light reaches the branch"
    assert float(runs.lengths[runs.opens].sum()) == pytest.approx(0.4, rel=0.12)


def test_a_first_look_in_wide_steps_passes_nothing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"type": "mirror", "id": "other", "at": [1.6, 1.0], "angle": 120, "length": 0.3}
    thin = {**LAMP, "width": 0.02}
    wide = all_reached(optics=[HAND, other], lights=[thin])
    monkeypatch.setattr("game.lab.reach.lit_stage.WIDEST", STEP)
    close = all_reached(optics=[HAND, other], lights=[thin])
    for one, same in zip(wide, close, strict=True):
        assert one.lit.tolist() == same.lit.tolist()
        assert set(one.stops) == set(same.stops)
        assert one.parked == same.parked


def test_what_is_in_the_way_is_named() -> None:
    screen = {"type": "blocker", "id": "screen", "ends": [[-0.5, -0.2], [-0.5, 2.6]]}
    flaw = reached(optics=[HAND, screen])
    assert not flaw.lit.any()
    assert list(flaw.complaints) == ['no light reaches it: "screen" is in the way']


def test_a_part_without_a_lamp_of_its_colour_is_told() -> None:
    flaw = reached(pieces=[FOOT, PANE | {"colour": "ruby"}], flaws=[FLAW | {"part": "soprano"}])
    assert not flaw.lit.any()
    assert list(flaw.complaints) == ["no light reaches it: what light comes there is not the soprano's"]


def test_a_mirror_in_the_dark_is_told() -> None:
    flaw = reached(optics=[HAND | {"at": [-1.0, 0.8]}])
    assert list(flaw.complaints) == ["no light reaches it: no light meets a mirror that a hand turns"]


def test_mirrors_hand_their_light_on() -> None:
    far = {"type": "mirror", "id": "far", "at": [1.5, 2.2], "angle": 80, "length": 0.4}
    wall = {"type": "blocker", "id": "wall", "ends": [[-0.5, -0.2], [-0.5, 1.2]]}
    flaw = reached(optics=[HAND, far, wall])
    assert flaw.lit.all()
    assert {stop.mirror for stop in flaw.stops} == {"far"}


def test_light_that_no_hand_turns_lights_what_it_meets() -> None:
    above = {"type": "mirror", "id": "above", "at": [-1.5, 0.95], "angle": -45, "length": 0.4, "fixed": True}
    lamp = LAMP | {"from": [-1.5, 3.2], "toward": [-1.5, 0.95]}
    flaw = reached(optics=[above], lights=[lamp])
    assert not flaw.stops
    assert flaw.parked_at is None
    assert 0.0 < flaw.share < 1.0


def test_every_flaw_of_a_level_has_its_row() -> None:
    assert [flaw.flaw for flaw in all_reached(flaws=[FLAW, FLAW | {"at": [0.25, 0.0]}])] == [0, 1]


def test_a_search_that_would_not_end_says_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not looked().left_out
    high = [FLAW | {"at": [0.25, 0.3]}]
    monkeypatch.setattr(lit_stage, "MOST_EFFORT", 20 * lit_stage.LOOK_EFFORT)
    left_out = looked(flaws=high).left_out
    assert any(told.startswith("mirrors were turned by ") for told in left_out)
    assert "the sculpture was not looked at in all of its sway" in left_out
