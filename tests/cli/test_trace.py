"""`flawsong trace` as a user types it."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.command import Run

SCENES = Path(__file__).parents[1] / "optics"
SPLITTER = str(SCENES / "splitter.json")


def test_trace_tells_detectors_and_where_all_power_went(run: Run) -> None:
    code, out, _ = run("trace", SPLITTER)
    assert code == 0
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line.strip()}
    assert lines["ahead"][0] == "0.460000" and lines["aloft"][0] == "0.540000"
    assert lines["lamps"] == ["1.000000"] and lines["optics.aloft"] == ["0.540000"]


def test_trace_writes_every_run_of_light_as_csv(tmp_path: Path, run: Run) -> None:
    written, told, _ = run("trace", SPLITTER, "--csv", str(tmp_path / "runs.csv"))
    code, out, err = run("trace", SPLITTER, "--csv", "-")
    assert written == code == 0
    text = (tmp_path / "runs.csv").read_text()
    assert out == text
    assert "ahead" in told and "ahead" in err
    rows = list(csv.DictReader(io.StringIO(text)))
    arrived = sum(float(row["power"]) for row in rows if row["hit"] == "optics.ahead")
    assert arrived == pytest.approx(0.46)
    help_text = " ".join(run("trace", "--help")[1].split())
    assert all(name in help_text for name in rows[0] if not name.startswith(("w4", "w5", "w6")))


def test_trace_gives_everything_as_one_json_object(run: Run) -> None:
    told = json.loads(run("trace", SPLITTER, "--json")[1])
    assert [reading["detector"] for reading in told["detectors"]] == ["ahead", "aloft"]
    assert abs(told["balance"]["missing"]) < 1e-9 and told["balance"]["sent"] == 1.0
    assert len(told["segments"]) > 4


def test_trace_takes_levels_too_and_a_time(run: Run) -> None:
    code, out, _ = run("trace", "1")
    assert code == 0 and "lamps" in out
    first, later = (run("trace", str(SCENES / "swing.json"), "--at", at, "--json")[1] for at in ("0", "4"))
    powers = [[reading["power"] for reading in json.loads(out)["detectors"]] for out in (first, later)]
    assert powers[0] == pytest.approx([1.0, 0.0, 1.0, 0.0], abs=1e-9)
    assert powers[1] == pytest.approx([0.0, 1.0, 1.0, 0.0], abs=1e-9)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "no level of the game"),
        (("/no/such/file.json",), "cannot be read"),
        ((SPLITTER, "--csv", "/no/such/folder/x.csv"), "/no/such/folder/x.csv: cannot be written"),
        ((SPLITTER, "--csv", "-", "--json"), "both want standard output"),
        ((SPLITTER, "--at", "-1"), "--at"),
    ],
)
def test_misuse_of_trace_is_one_message_and_a_failure(arguments: tuple[str, ...], said: str, run: Run) -> None:
    code, out, err = run("trace", *arguments)
    assert code != 0
    assert said in err
    assert out == ""


def test_an_error_in_a_scene_is_told_with_its_place(tmp_path: Path, run: Run) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"version": 1, "title": "Bad",\n "lights": [{"id": "a", "from": [0, 3], "toward": [0, 3]}]}')
    code, _, err = run("trace", str(bad))
    assert code == 1 and err.startswith(f"{bad}:2:") and "lights[0].toward" in err
