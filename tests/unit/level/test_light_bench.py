"""Scenes of light: files of lights and optics alone, told from levels, and refused where one performs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.paths import shipped_levels
from game.lab.check import check_any, check_level
from game.level import Level, LevelError, LightBench, load_any, load_level, load_light_bench, parse_any, parse_level
from game.level.authoring.schema import level_schema, light_bench_schema
from tests.unit.level.sample_level import VALID

SCENES = sorted((Path(__file__).parents[2] / "optics").glob("*.json"))
LAMP = '{"id": "lamp", "from": [0, 3], "toward": [0, 0]}'


def scene(lights: str = LAMP, optics: str = "") -> str:
    """The text of a scene."""
    return f'{{"version": 1, "title": "Bench",\n"lights": [{lights}],\n"optics": [{optics}]}}'


def problems(text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(LevelError) as caught:
        parse_any(text)
    return [(p.line, p.column, p.path, p.message) for p in caught.value.problems]


@pytest.mark.parametrize("file", SCENES, ids=lambda file: file.stem)
def test_every_scene_on_disk_loads(file: Path) -> None:
    found = load_light_bench(file)
    assert isinstance(found, LightBench)
    assert found == load_any(file) == check_any(file)
    assert parse_any(found.model_dump_json(by_alias=True)) == found


def test_there_are_scenes_on_disk() -> None:
    assert {"corner", "filters", "lens", "prism", "splitter", "total"} <= {file.stem for file in SCENES}


@pytest.mark.parametrize("read", [load_level, check_level])
def test_a_scene_is_no_level_and_says_so_once(read: Callable[[Path], object]) -> None:
    with pytest.raises(LevelError) as caught:
        read(SCENES[0])
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (1, 1)
    assert "no pieces to perform with; `flawsong trace`" in problem.message


def test_a_level_is_no_scene_and_says_so_once() -> None:
    file = shipped_levels()[0]
    with pytest.raises(LevelError, match="is a level") as caught:
        load_light_bench(file)
    assert len(caught.value.problems) == 1
    assert isinstance(load_any(file), Level)


def test_what_is_neither_is_told_what_it_should_be(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text("[]")
    with pytest.raises(LevelError, match="is a list of 0, must be an object"):
        load_light_bench(file)


@pytest.mark.parametrize("key", ["goal", "flaws", "joints", "pieces"])
def test_what_has_anything_of_a_level_is_read_as_one(key: str) -> None:
    """Whoever forgets the pieces of a level is told so, and not that all the rest is unknown."""
    level = json.loads(VALID)
    kept = {name: level[name] for name in ("version", "title", "lights", "optics", key)}
    missing = {"pieces", "flaws", "goal"} - {key}
    found = problems(json.dumps(kept))
    assert {path for _, _, path, message in found if "is missing" in message} == missing
    assert not any("unknown key" in message for *_, message in found)


@pytest.mark.parametrize(
    ("text", "line", "column", "path", "message"),
    [
        (scene(lights=""), 2, 11, "lights", "from 1 to 12 entries"),
        (scene(f"{LAMP}, {LAMP}"), 2, 69, "lights[1].id", "taken by lights[0]"),
        (
            scene(optics='{"type": "prism", "id": "p", "on": "foot", "at": [0, 1], "side": 0.3}'),
            3, 47, "optics[0].on", 'no piece has the id "foot"; there are none',
        ),
        (
            scene(optics='{"type": "lens", "id": "l", "at": [0, 1], "height": 0.3, "radii": [1, 1]}'),
            3, 12, "optics[0].thickness", "from 0.002 to 1",
        ),
    ],
)  # fmt: skip
def test_mistakes_in_a_scene_are_told_at_their_places(
    text: str, line: int, column: int, path: str, message: str
) -> None:
    ((*place, told),) = problems(text)
    assert place == [line, column, path]
    assert message in told


def test_a_scene_needs_no_optics_but_lights() -> None:
    assert parse_any('{"version": 1, "title": "Dark", "lights": [' + LAMP + "]}").optics == ()
    assert any(
        path == "lights" and "is missing" in message
        for *_, path, message in problems('{"version": 1, "title": "Dark", "optics": []}')
    )


@given(st.text(max_size=40) | st.text('{}[]",:019. \nlightsoptics', max_size=40))
def test_any_text_is_read_or_a_level_error(text: str) -> None:
    with pytest.raises(LevelError):
        parse_any(text)


def test_what_parses_as_a_level_parses_as_either() -> None:
    assert parse_any(VALID) == parse_level(VALID)


def test_both_schemas_describe_the_same_lights_and_optics() -> None:
    of_scene, of_level = light_bench_schema(), level_schema()
    assert set(of_scene["required"]) == {"version", "title", "lights"}
    assert of_scene["$defs"].items() <= of_level["$defs"].items()
    for name in ("Light", "Mirror", "Prism", "Lens", "Filter", "Splitter", "Blocker", "Detector"):
        for key, part in of_scene["$defs"][name]["properties"].items():
            described = "description" in part or any("description" in choice for choice in part.get("anyOf", ()))
            assert described or key == "type", f"{name}.{key}"
