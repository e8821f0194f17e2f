"""Films: the right frames for the right time, sound where there can be any, and one message for each mistake."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.audio import Mixer
from game.audio.sounds.synth import RATE
from game.bots import make_bot
from game.core.clock import TICK_S
from game.core.paths import shipped_levels
from game.lab.perform import perform
from game.level import load_level, parse_level
from game.render.look.camera import WHOLE
from game.replay import Recorder, Recording, load_recording
from game.settings import Picture
from game.sim import Event, EventKind, Intent, View
from tests.command import Run
from tests.scenes.test_retelling import FALLING

WHY = "films need the extra `media`: pip install -e '.[test]'"
Image = pytest.importorskip("PIL.Image", reason=WHY)
imageio_ffmpeg = pytest.importorskip("imageio_ffmpeg", reason=WHY)

from game.export.encode import write_gif  # noqa: E402
from game.export.film import FORMATS, Cut, FilmError, Format, draw_frames, format_of, make_film, plan  # noqa: E402
from game.export.showing import Showing  # noqa: E402
from game.export.sound import sound_of  # noqa: E402

LEVEL = shipped_levels()[0]
TINY = (160, 90)
GIF, MP4 = FORMATS[".gif"], FORMATS[".mp4"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second and a half in which nobody does anything."""
    recorder = Recorder(LEVEL.stem, LEVEL.read_text(encoding="utf-8"), 4)
    perform(load_level(LEVEL), 4, make_bot("idle", 4), recorder=recorder, until=1.5)
    path = tmp_path_factory.mktemp("film") / "a.replay"
    recorder.save(path)
    return path


@pytest.fixture(scope="module")
def recording(file: Path) -> Recording:
    return load_recording(file)


def test_a_gif_has_its_frames_and_lasts_as_long(recording: Recording, tmp_path: Path) -> None:
    out, told = tmp_path / "a.gif", []
    cut = plan(recording, GIF, seconds=0.5, size=TINY, fps=20)
    assert make_film(recording, cut, GIF, out, lambda what, share: told.append((what, share)))
    with Image.open(out) as film:
        assert film.size == TINY and film.n_frames == 10 and film.info["loop"] == 0
        assert sum(_duration(film, index) for index in range(film.n_frames)) == 500
        assert np.asarray(film.convert("RGB")).std() > 10
    assert told == [("picture", (index + 1) / 10) for index in range(10)]
    assert [path.name for path in tmp_path.iterdir()] == ["a.gif"]


def test_an_mp4_has_its_frames_and_its_sound(recording: Recording, tmp_path: Path) -> None:
    out, told = tmp_path / "a.mp4", []
    cut = plan(recording, MP4, seconds=0.5, size=TINY, fps=30)
    assert make_film(recording, cut, MP4, out, lambda what, share: told.append(what))
    facts = next(imageio_ffmpeg.read_frames(out))
    assert facts["size"] == TINY and facts["fps"] == 30 and facts["audio_codec"] == "aac"
    assert imageio_ffmpeg.count_frames_and_secs(out)[0] == 15
    assert set(told) == {"sound", "picture"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


@pytest.mark.parametrize("fps", [12.5, 24, 30, 50])
def test_a_gif_keeps_time_at_rates_that_its_clock_cannot_tell(fps: float, tmp_path: Path) -> None:
    frames = [np.full((8, 8, 3), 20 * index, np.uint8).tobytes() for index in range(9)]
    write_gif(iter(frames), (8, 8), fps, tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as film:
        assert film.n_frames == 9
        durations = [_duration(film, index) for index in range(9)]
    assert np.cumsum(durations) == pytest.approx([1000 * (index + 1) / fps for index in range(9)], abs=5.001)


def test_a_small_jewel_keeps_its_colour_before_a_wide_dark_wall(tmp_path: Path) -> None:
    wall = np.linspace((10, 7, 20), (96, 40, 60), 320 * 180).reshape(180, 320, 3)
    wall[100:108, 60:72], wall[40:48, 200:212] = (24, 190, 140), (40, 90, 250)
    frame = wall.astype(np.uint8)
    write_gif(iter([frame.tobytes()] * 2), (320, 180), 25, tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as film:
        off = np.abs(np.asarray(film.convert("RGB")).astype(int) - frame)
    assert off[100:108, 60:72].mean() < 6 and off[40:48, 200:212].mean() < 6 and off.mean() < 4


def test_the_same_recording_gives_the_same_frames(recording: Recording) -> None:
    cut = Cut(0.75, 0.2, TINY, 25.0)
    assert list(draw_frames(Showing(recording), cut)) == list(draw_frames(Showing(recording), cut))


def test_the_picture_stands_a_tick_behind_the_moment_and_stops_with_the_recording(recording: Recording) -> None:
    showing = Showing(recording)
    for tick in (0, 1, 1.25, 40.5, 41, 180):  # the recording has 180 ticks
        step = showing.go_to(tick * TICK_S)
        assert step.view.tick == int(tick)
        assert _shown_tick(step.before, step.view, showing.alpha) == pytest.approx(max(0.0, tick - 1.0), abs=1e-6)
        assert showing.length_s is None
    assert showing.go_to(200 * TICK_S).view.tick == 180
    assert showing.length_s == pytest.approx(1.5) and showing.is_true


def test_a_performance_that_goes_another_way_is_told(recording: Recording) -> None:
    other = Recording(
        recording.level_name, recording.level_text, recording.level, 5, recording.intents, recording.digests, ""
    )
    showing = Showing(other)
    showing.go_to(100 * TICK_S)
    assert not showing.is_true


@pytest.mark.parametrize("fps", [7.0, 25.0, 60.0, 100.0])
@pytest.mark.parametrize("start", [0.0, 0.01, 0.7, 1.3])
def test_frames_are_drawn_in_order_and_on_their_moments(
    recording: Recording, monkeypatch: pytest.MonkeyPatch, fps: float, start: float
) -> None:
    shown: list[float] = []

    class Stage:
        settings, framing = Picture(), WHOLE

        def __init__(self, *_: object) -> None:
            """Draws nothing."""

        def react(self, events: object, view: object) -> None:
            """Has no effects."""

        def draw(
            self, target: object, previous: View, view: View, alpha: float, elapsed_s: float, camera: object
        ) -> None:
            assert 0.0 <= alpha <= 1.0 and previous.tick <= view.tick
            at = _shown_tick(previous, view, alpha)
            assert view.tick - 1.0 <= at + 1e-6 <= view.tick + 2e-6, "never more than a tick behind the world"
            shown.append(at * TICK_S)

    monkeypatch.setattr("game.export.film.StageRenderer", Stage)
    cut, showing = Cut(start, 0.2, TINY, fps), Showing(recording)
    kept = [shown[-1] for _ in draw_frames(showing, cut)]
    moments = [start + frame / fps for frame in range(cut.frames)]
    assert kept == pytest.approx([max(0.0, moment - TICK_S) for moment in moments], abs=1e-5)
    assert np.all(np.diff(shown) >= -1e-9) and showing.is_true


@pytest.mark.parametrize(
    ("form", "wanted", "start", "seconds"),
    [
        (GIF, {}, 0.0, 1.5),
        (MP4, {"seconds": 0.5}, 1.0, 0.5),
        (GIF, {"start": 1.25}, 1.25, 0.25),
        (GIF, {"start": 0.25, "seconds": 1.0}, 0.25, 1.0),
    ],
)
def test_a_cut_ends_with_the_recording_unless_told_otherwise(
    recording: Recording, form: Format, wanted: dict[str, Any], start: float, seconds: float
) -> None:
    cut = plan(recording, form, **wanted)
    assert (cut.start, cut.seconds) == pytest.approx((start, seconds))


@pytest.mark.parametrize(
    ("form", "wanted", "said"),
    [
        (GIF, {"start": 2.0}, "lasts 1.50 s"),
        (GIF, {"seconds": 60.0}, "lasts 1.50 s"),
        (GIF, {"start": float("nan")}, "lasts 1.50 s"),
        (GIF, {"fps": 60.0}, "at most 50 frames"),
        (GIF, {"fps": float("nan")}, "at most 50 frames"),
        (MP4, {"size": (161, 90)}, "must be even"),
    ],
)
def test_a_cut_that_cannot_be_is_told(recording: Recording, form: Format, wanted: dict[str, Any], said: str) -> None:
    with pytest.raises(FilmError, match=said):
        plan(recording, form, **wanted)


def test_only_films_are_written(tmp_path: Path) -> None:
    assert format_of(tmp_path / "A.GIF") is GIF
    with pytest.raises(FilmError, match=r"must end in one of \.gif, \.mp4"):
        format_of(tmp_path / "a.avi")


def test_a_film_that_fails_leaves_the_old_one(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.gif"
    out.write_bytes(b"old")

    def fail(frames: object, size: object, fps: object, path: Path) -> None:
        path.write_bytes(b"half of i")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("game.export.film.write_gif", fail)
    with pytest.raises(FilmError, match="No space left"):
        make_film(recording, Cut(0.0, 0.1, TINY, 20.0), GIF, out, lambda what, share: None)
    assert out.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir()] == ["a.gif"]


def test_what_cannot_be_written_is_told_before_anything_is_drawn(recording: Recording, tmp_path: Path) -> None:
    told: list[str] = []
    for out in (tmp_path / "no" / "folder.gif", tmp_path):
        with pytest.raises(FilmError, match="cannot be written"):
            make_film(recording, Cut(0.0, 0.1, TINY, 20.0), GIF, out, lambda what, share: told.append(what))
    assert not told


# With its sound -------------------------------------------------------------------------------------------------
def test_film_and_sound_have_the_same_events_at_the_same_moments_and_last_equally_long(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Breath is held, a weld breaks, all falls: whatever holds up the time of one holds up that of the other."""
    recorder = Recorder("down", FALLING, 1)
    perform(parse_level(FALLING), 1, lambda view: Intent(breath=60 < view.tick < 180), recorder=recorder)
    recorder.save(tmp_path / "down.replay")
    recording = load_recording(tmp_path / "down.replay")
    seen: list[tuple[float, tuple[EventKind, int]]] = []
    heard: list[list[tuple[EventKind, int]]] = []
    frames: list[None] = []

    class Stage:
        settings, framing = Picture(), WHOLE

        def __init__(self, *_: object) -> None:
            """Draws nothing."""

        def react(self, events: Sequence[Event], view: View) -> None:
            seen.extend((len(frames) / 60, (event.kind, event.tick)) for event in events)

        def draw(self, *_: object) -> None:
            frames.append(None)

    class QuietMixer(Mixer):
        def play(self, events: Sequence[Event]) -> None:
            heard.append([(event.kind, event.tick) for event in events])
            super().play(events)

    monkeypatch.setattr("game.export.film.StageRenderer", Stage)
    monkeypatch.setattr("game.export.sound.Mixer", QuietMixer)
    cut, showing = plan(recording, MP4, start=0.0, size=TINY, fps=60.0), Showing(recording)
    pictures = sum(1 for _ in draw_frames(showing, cut))
    samples = sound_of(recording)
    sounding = [(number / 60, event) for number, events in enumerate(heard, start=1) for event in events]
    assert {EventKind.BREAK, EventKind.TOPPLE, EventKind.LOST} <= {kind for _, (kind, _) in seen}
    assert seen == sounding
    assert pictures == cut.frames
    assert pictures / 60 == pytest.approx(len(samples) / RATE, abs=1 / 60)
    assert cut.seconds > len(recording.intents) / 120 + 1.0, "breath and slow motion take their time"
    assert showing.is_true


# The command -----------------------------------------------------------------------------------------------------
def test_the_command_films_and_names_its_file(file: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "a.gif"
    ended = run("replay", str(file), "--film", str(out), "--seconds", "0.2", "--size", "160x90", "--fps", "10")
    assert ended == (0, f"{out}\n", "")
    with Image.open(out) as film:
        assert film.n_frames == 2


@pytest.mark.parametrize("package", ["PIL", "imageio_ffmpeg"])
def test_without_the_extra_one_message_says_what_to_install(file: Path, tmp_path: Path, package: str) -> None:
    """In a process of its own, as if the package were not installed."""
    script = f"import sys; sys.modules[{package!r}] = None; from game.cli import main; main()"
    command = [sys.executable, "-c", script, "replay", str(file), "--film", str(tmp_path / "a.gif")]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert run.returncode == 1 and "pip install 'flawsong[media]'" in run.stderr and package in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--film", "/no/such/folder/a.gif"), "cannot be written"),
        (("--film", "a.avi"), "must end in one of"),
        (("--film", "a.gif", "--seconds", "60"), "lasts 1.50 s"),
        (("--film", "a.gif", "--size", "big"), "WIDTHxHEIGHT"),
        (("--seconds", "3"), "give --film"),
    ],
)
def test_misuse_is_one_message_and_a_failure(file: Path, arguments: tuple[str, ...], said: str, run: Run) -> None:
    code, _, err = run("replay", str(file), *arguments)
    assert code == 1 and said in err and len(err.strip().splitlines()) == 1


def _shown_tick(before: View, view: View, alpha: float) -> float:
    """Where between two views the picture stands, ticks."""
    return before.tick + alpha * (view.tick - before.tick)


def _duration(film: Any, index: int) -> int:
    film.seek(index)
    return int(film.info["duration"])
