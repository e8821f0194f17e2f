"""Replays: what was recorded comes back, bit by bit, and damage is told."""

import gzip
import json
from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.paths import shipped_levels
from game.lab.perform import perform
from game.level import load_level
from game.replay import (
    End,
    Recorder,
    ReplayError,
    Tracks,
    first_difference,
    load_card,
    load_recording,
    nearly,
    replayed,
)
from game.sim import Intent, World

LEVEL = shipped_levels()[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.replay"
    recorded().save(path)
    return path


def recorded() -> Recorder:
    """Six seconds of the regular bot."""
    recorder = Recorder(LEVEL.stem, LEVEL.read_text(), 4)
    perform(load_level(LEVEL), 4, make_bot("regular", 4), recorder=recorder, until=6.0)
    return recorder


def edited(file: Path, **changes: object) -> Path:
    content = json.loads(gzip.decompress(file.read_bytes())) | changes
    file.write_bytes(gzip.compress(json.dumps(content).encode()))
    return file


def test_a_replay_runs_bit_by_bit(file: Path) -> None:
    recording = load_recording(file)
    tick, world = first_difference(recording)
    assert tick is None
    assert world.ticks == len(recording.intents) == 720


def test_the_same_performance_gives_the_same_file(file: Path, tmp_path: Path) -> None:
    recording = load_recording(file)
    again = recorded()
    assert tuple(again.intents) == recording.intents
    again.save(tmp_path / "b.replay")
    assert (tmp_path / "b.replay").read_bytes() == file.read_bytes()


def test_a_lean_of_minus_nothing_is_kept_as_it_was(tmp_path: Path) -> None:
    """Digests tell it from 0, though it is equal: the row that it would join plays another one."""
    recorder, leans = Recorder(LEVEL.stem, LEVEL.read_text(), 0), (0.0, -0.0, -0.0, 0.0)
    world = World(load_level(LEVEL), 0)
    for lean in leans:
        intent = Intent(lean)
        world.tick(intent)
        recorder.add(intent, world)
    recorder.save(tmp_path / "a.replay")
    assert first_difference(load_recording(tmp_path / "a.replay"))[0] is None


def test_the_first_tick_that_differs_is_named(file: Path) -> None:
    digests = json.loads(gzip.decompress(file.read_bytes()))["digests"]
    at = 8 * 300
    other = "0" if digests[at] != "0" else "1"
    tick, _ = first_difference(load_recording(edited(file, digests=digests[:at] + other + digests[at + 1 :])))
    assert tick == 300


def test_a_changed_intent_is_found_out(file: Path) -> None:
    rows = json.loads(gzip.decompress(file.read_bytes()))["intents"]
    # An aim without an incoming beam may change nothing; a lean always does.
    rows[len(rows) // 2][1] += 0.5
    tick, _ = first_difference(load_recording(edited(file, intents=rows)))
    assert tick is not None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": 99}, "version|reads"),
        ({"seed": -1}, r"no replay \(seed: "),
        ({"level": "{}"}, "changed after recording"),
        ({"digests": ""}, "digests for 0 of"),
        ({"extra": 1}, r"no replay \(extra: "),
        ({"intents": [[10**12, 0, None, None, 0, 0, None, False, False]]}, "digests for .* of 1000000000000 ticks"),
        ({"intents": [[0, 0, None, None, 0, 0, None, False, False]]}, r"no replay \(intents\.0\.0: "),
    ],
)
def test_a_damaged_replay_says_what_is_wrong(file: Path, changes: dict[str, object], message: str) -> None:
    with pytest.raises(ReplayError, match=message):
        load_recording(edited(file, **changes))


@pytest.mark.parametrize(
    "content", [b"", b"garbage", gzip.compress(b"[]", mtime=0), gzip.compress(b"{" * 100, mtime=0)]
)
def test_garbage_is_no_replay(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.replay"
    path.write_bytes(content)
    with pytest.raises(ReplayError, match=str(path)):
        load_recording(path)


def test_whatever_seed_is_recorded_can_be_read(file: Path) -> None:
    assert load_recording(edited(file, seed=10**30)).seed == 10**30


def test_a_folder_is_no_replay(tmp_path: Path) -> None:
    with pytest.raises(ReplayError, match="not a file"):
        load_recording(tmp_path)


def test_a_file_that_is_cut_short_is_told_from_one_that_is_missing(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(ReplayError, match="cut short"):
        load_recording(file)
    file.unlink()
    with pytest.raises(ReplayError, match="cannot be read"):
        load_recording(file)


def test_what_goes_nearly_so_is_told_by_its_end(file: Path) -> None:
    digests = json.loads(gzip.decompress(file.read_bytes()))["digests"]
    recording = load_recording(edited(file, digests="0" * len(digests)))
    tick, world, otherwise = nearly(recording, 0.0)
    assert (tick, otherwise) == (0, "")
    assert world.ticks == len(recording.intents)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (End("won", 2, 105, 1040), ""),
        (End("lost", 2, 100, 1000), "it was lost, not won"),
        (End("won", 3, 100, 1000), "3 voices sang, not 2"),
        (End("won", 2, 111, 1000), "111 points, not 100"),
        (End("won", 2, 100, 880), "lasted 880 ticks, not 1000"),
    ],
)
def test_how_it_went_is_compared_within_a_tolerance(now: End, said: str) -> None:
    told = now.otherwise_than(End("won", 2, 100, 1000), 0.1)
    assert said in told and bool(said) == bool(told)


def test_recordings_of_older_games_are_read(file: Path) -> None:
    content = json.loads(gzip.decompress(file.read_bytes()))
    del content["end"], content["machine"]
    file.write_bytes(gzip.compress(json.dumps(content).encode()))
    recording = load_recording(file)
    assert recording.end is None and recording.machine == ""
    assert nearly(recording, 0.0)[2] == ""


def test_a_file_of_version_1_plays_as_it_did(file: Path) -> None:
    content = json.loads(gzip.decompress(file.read_bytes()))
    old = {key: value for key, value in content.items() if key not in ("game", "tracks")} | {"version": 1}
    file.write_bytes(gzip.compress(json.dumps(old).encode()))
    recording = load_recording(file)
    assert recording.tracks == Tracks()
    assert first_difference(recording)[0] is None


def test_tracks_show_what_was_seen_ten_times_a_second(file: Path) -> None:
    tracks = load_recording(file).tracks
    assert len(tracks.rows) == 60
    performance, _ = replayed(load_recording(file))
    seen = [performance.look() for _ in performance.ticks()]
    for row in (0, 20, 59):
        view, glimpse = seen[12 * row], tracks.at(12 * row)
        assert glimpse is not None
        assert glimpse.beam is not None
        assert view.light.ghost is not None
        assert glimpse.sway == pytest.approx(view.sculpture.sway, abs=1e-4)
        assert glimpse.beam[1] == pytest.approx(view.light.ghost[1], abs=1e-3)
    assert tracks.at(720) is None
    one, two, middle = tracks.at(120), tracks.at(132), tracks.at(126)
    assert one is not None
    assert two is not None
    assert middle is not None
    assert middle.sway == pytest.approx((one.sway + two.sway) / 2)


@pytest.mark.parametrize("changes", [{"version": 3, "choir": "larger"}, {"level": "{}"}, {"digests": "00"}])
def test_of_one_that_cannot_be_played_it_is_told_who_made_it_and_its_tracks_are_there(
    file: Path, changes: dict[str, object]
) -> None:
    whole = load_card(file)
    assert whole.recording is not None
    assert not whole.problem
    changes |= {"game": "9.1.0"}
    content = json.loads(gzip.decompress(file.read_bytes())) | changes
    file.write_bytes(gzip.compress(json.dumps(content, separators=(",", ":")).encode()))
    card = load_card(file)
    assert card.recording is None
    assert "made by version 9.1.0" in card.problem
    assert card.tracks == whole.tracks
    assert (card.title == whole.title) or "level" in changes


@pytest.mark.parametrize("content", [b"", b"[]", b'{"format": "another"}', b"{" * 100_000])
def test_what_is_no_replay_has_no_card(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.replay").write_bytes(gzip.compress(content))
    with pytest.raises(ReplayError, match="no replay"):
        load_card(tmp_path / "a.replay")
