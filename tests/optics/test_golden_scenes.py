"""Golden scenes of light. Drop in a JSON file, and beside it a TOML file of what its detectors read: that is a test.

The TOML says why it must be so, in a comment; `at` is the stage time, s, and 0 where it is left out.
"""

import json
import math
import tomllib
from pathlib import Path

import numpy as np
import pytest

from game.lab.trace import BAND_COLUMNS, COLUMNS, OUTSIDE, Traced
from game.level import load_light_bench
from game.level.model import LightBench
from game.level.values.materials import MATERIALS
from game.level.values.spectrum import BANDS_PER_PART, PARTS, WAVELENGTHS

HERE = Path(__file__).parent
SCENES = sorted(HERE.glob("*.json"))
TOLERANCE = 1e-6
"""W: as many digits as the files have."""


def traced(name: str, at: float = 0.0) -> Traced:
    return Traced(load_light_bench(HERE / f"{name}.json"), at)


@pytest.mark.parametrize("file", SCENES, ids=lambda file: file.stem)
def test_detectors_read_what_they_should(file: Path) -> None:
    wanted = file.with_suffix(".toml")
    expected = tomllib.loads(wanted.read_text(encoding="utf-8")) if wanted.exists() else {}
    light = traced(file.stem, expected.get("at", 0.0))
    read = {reading.detector: reading.power for reading in light.readings()}
    assert wanted.exists(), f"{wanted.name} is missing; if you know why it must be so, it says [detectors] {read}"
    assert read == pytest.approx(expected["detectors"], abs=TOLERANCE)


@pytest.mark.parametrize("file", SCENES, ids=lambda file: file.stem)
@pytest.mark.parametrize("at", [0.0, 1.3, 4.0])
def test_no_power_is_lost_or_won(file: Path, at: float) -> None:
    light = traced(file.stem, at)
    balance = light.balance()
    assert abs(balance.missing) < 1e-9
    assert balance.escaped >= 0.0 and balance.cut >= 0.0
    assert all(power > 0.0 for power in balance.absorbed.values())
    for reading in light.readings():
        assert sum(reading.bands.values()) == pytest.approx(reading.power, abs=1e-12)
        assert balance.absorbed.get(f"optics.{reading.detector}", 0.0) == pytest.approx(reading.power, abs=1e-9)


def test_a_prism_sends_each_wavelength_where_snell_does_and_each_part_to_its_detector() -> None:
    """Deviation by a prism of 60 degrees: i - A + asin(sin A sqrt(n^2 - sin^2 i) - cos A sin i)."""
    scene, light = load_light_bench(HERE / "prism.json"), traced("prism")
    (x, y), (tx, ty) = scene.lights[0].source, scene.lights[0].toward
    incoming, apex = math.atan2(ty - y, tx - x), math.radians(60.0)
    face = incoming - math.radians(-30.0)  # the left face's normal, against the light, points to 150 degrees
    seen = set()
    for row in light.rows():
        if row["medium"] != "air" or row["hit"] in (OUTSIDE, "optics.prism"):
            continue
        index = MATERIALS["flint_glass"].index.at(float(row["wavelength"]))
        inside = math.sin(apex) * math.sqrt(index**2 - math.sin(face) ** 2) - math.cos(apex) * math.sin(face)
        turned = incoming - math.atan2(float(row["y1"]) - float(row["y0"]), float(row["x1"]) - float(row["x0"]))
        assert turned == pytest.approx(face - apex + math.asin(inside), abs=1e-9)
        band = WAVELENGTHS.index(float(row["wavelength"]))
        assert row["hit"] == f"optics.{PARTS[band // BANDS_PER_PART]}"
        seen.add(band)
    assert len(seen) == len(WAVELENGTHS)


CROSSINGS = {
    "flat side first": ((None, 0.5), 0.08, {0.10: 0.462212439, 0.15: 0.402956254}),
    "curved side first": ((0.5, None), 0.08, {0.10: 0.443508817, 0.15: 0.428980065}),
    "biconvex": ((0.6, 0.6), 0.08, {0.10: 0.080549970, 0.18: 0.011948925}),
    "meniscus": ((0.4, -0.8), 0.10, {0.15: 0.774213250}),
}
"""Radii, thickness (m) of a lens of crown glass, 0.42 m high at x = -0.5, and where a ray from the left, parallel to
the axis at each height (m), crosses it (m): worked out by a library of lens design."""


@pytest.mark.parametrize("lens", CROSSINGS)
def test_a_lens_bends_each_ray_to_where_lens_design_has_it(lens: str) -> None:
    radii, thickness, crossings = CROSSINGS[lens]
    for height, crossing in crossings.items():
        lamp = {"id": "lamp", "from": [-2.5, 1.5 + height], "toward": [0, 1.5 + height], "width": 0.01}
        shape = {"at": [-0.5, 1.5], "height": 0.42, "radii": radii, "thickness": thickness, "glass": "crown_glass"}
        bench = {"version": 1, "title": "Lens", "lights": [lamp], "optics": [{"type": "lens", "id": "lens", **shape}]}
        middle = [row for row in Traced(LightBench.model_validate_json(json.dumps(bench))).rows() if row["ray"] == 1]
        (last,) = (row for row in middle if row["depth"] == 2 and float(row["y1"]) < 1.5)
        x0, y0, x1, y1 = (float(last[name]) for name in ("x0", "y0", "x1", "y1"))
        assert x0 + (1.5 - y0) / (y1 - y0) * (x1 - x0) == pytest.approx(crossing, abs=2e-9)


def test_a_corner_is_parallel_to_the_beam_that_it_sends_back() -> None:
    rows = [row for row in traced("corner").rows() if row["depth"] in (0, 2)]
    ways = np.array([[float(row["x1"]) - float(row["x0"]), float(row["y1"]) - float(row["y0"])] for row in rows])
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    np.testing.assert_allclose(ways[0::2], -ways[1::2], atol=1e-12)


def test_reading_the_table_gives_the_same_bits() -> None:
    light = traced("lens")
    head, *lines = light.table().splitlines()
    assert tuple(head.split(",")) == COLUMNS
    assert [dict(zip(COLUMNS, line.split(","), strict=True)) for line in lines] == [
        {name: str(value) for name, value in row.items()} for row in light.rows()
    ]
    again = json.loads(json.dumps(light.as_dict()))
    assert again["segments"] == list(light.rows())


def test_a_row_tells_all_of_a_run_of_light() -> None:
    rows = list(traced("filters").rows())
    for row in rows:
        assert sum(float(row[name]) for name in BAND_COLUMNS) == pytest.approx(float(row["power"]))
        assert row["beam"] in ("white", "green", "red")
    assert {row["wavelength"] for row in rows if row["beam"] == "green"} == {545.0}
    assert {row["wavelength"] for row in rows if row["beam"] == "white"} == {"white"}
    assert {row["medium"] for row in traced("lens").rows()} == {"air", "optics.lens"}
