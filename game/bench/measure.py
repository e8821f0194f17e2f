"""Benchmarks: figures that mean the same on a fast and a slow machine, wherever a ratio can be had."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from game.bench.crack_paths import equal_paths
from game.bench.frames import measure_frames
from game.bench.learning import measure_steps
from game.bench.light_field import light_field
from game.bench.start import measure_cold_start, measure_start
from game.bench.states import about_to_split
from game.bots import make_bot
from game.core.clock import TICK_S
from game.core.paths import shipped_levels
from game.lab.perform import perform
from game.level import Level, load_level
from game.performance import DECISION_TICKS, Deliberate, Performance
from game.sim import Event, EventKind, Intent, View, World
from game.sim.rules.voices import note_for
from game.sim.timers import STAGES, StageTimers
from game.sim.view import VoiceView

TALL = Path(__file__).with_name("tall.json")
"""The tall level: always the same one, whatever becomes of those that are shipped."""
SCENE_SECONDS = 30.0
"""Stage time that is performed for a measurement."""
ROUNDS = 5
"""Measurements are repeated and their median taken: machines are noisy."""
BARE_STEPS = 2000
"""Bare steps a round: long enough to outlast the timer."""
FRAMES = 60
"""Frames a round of sound."""
AUDIO_ROUNDS = 8
"""Times FRAMES of sound that are mixed."""
FLOW_S = 4.0
"""Stage time at which a performance is in full flow: a crack is open and in the light."""
LIGHT_EDGES = (20, 100, 300, 1000)
"""Sizes of the fields of glass and mirrors that light is traced through: a simple level, a rich one, and far beyond."""
LIGHT_FIELDS = 3
"""Fields of each size: one alone may happen to be dark."""
LIGHT_SEGMENTS = 20_000
"""Segments traced between two looks at the clock, at least: about a hundredth of a second."""
LIGHT_TRACES = 500
"""Traces of the tall level a round."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a number means."""

    unit: str
    meaning: str


FIGURES = {
    "tick_over_step": Figure(
        "ratio",
        "a tick of the tall level as the regular bot plays it, a view every fourth tick, against a bare step",
    ),
    "tick_us": Figure("us", "the tick itself"),
    "sim_seconds_per_second": Figure(
        "s/s", "stage time performed by the regular bot, its thinking included, on one core"
    ),
    "stress_us_per_tick": Figure("us", "joint reactions and stress of all glass of the tall level"),
    "crack_paths_equal": Figure(
        "share", "cracks from the levels' flaws that run as on a mesh halved twice, with quadratic triangles"
    ),
    "light_segments_per_s_20": Figure("1/s", "runs of light traced through glass and mirrors of 20 edges, one core"),
    "light_segments_per_s_100": Figure(
        "1/s", "the same of 100 edges: 18 pentagons, half of them dispersing, 10 mirrors"
    ),
    "light_segments_per_s_300": Figure("1/s", "the same of 300 edges"),
    "light_segments_per_s_1000": Figure("1/s", "the same of 1000 edges"),
    "light_us_per_trace": Figure("us", "all light of the tall level at rest"),
    "split_ms_max": Figure("ms", "the longest of five ticks in which twenty pieces split"),
    "frame_720p_over_blit": Figure(
        "ratio", "a frame of forty shards, four beams, a spectrum and six voices against one opaque blit of 1280x720"
    ),
    "frame_1080p_over_blit": Figure("ratio", "the same at 1920x1080"),
    "frame_2160p_over_blit": Figure("ratio", "the same at 3840x2160"),
    "frame_720p_ms": Figure("ms", "the median frame itself"),
    "frame_1080p_ms_median": Figure("ms", "the same at 1920x1080"),
    "frame_1080p_ms_p99": Figure("ms", "the frame that one in a hundred takes longer than, of 600"),
    "frame_1080p_ms_max": Figure("ms", "the longest of these"),
    "audio_ms_per_frame": Figure("ms", "the main thread's share of the sound, a frame, while twelve voices sing"),
    "audio_seconds_per_second": Figure("s/s", "sound of that chorus mixed into an array, on one core"),
    "rl_steps_per_s": Figure(
        "1/s", "steps of the Gymnasium environment on level 1: four ticks, a view and its observation; needs [rl]"
    ),
    "first_frame_s": Figure("s", "process start to first frame of the window, kernels cached"),
} | {f"stage_us_{name}": Figure("us", f"the stage {name} of that tick") for name in STAGES}
"""Every figure that `flawsong bench` prints."""
COLD_FIGURES = {
    "cold_compile_cpu_s": Figure("s", "CPU time, on all cores, to compile every kernel on an empty cache"),
    "cold_first_play_s": Figure("s", "process start to the first playable frame of level 1 on an empty cache"),
}
"""What `flawsong bench --cold` prints."""


def measure(progress: Callable[[str], object]) -> dict[str, float]:
    """Measure everything; `progress` is told what comes next. Keys are those of FIGURES."""
    level = load_level(TALL)
    progress("the tick")
    figures = _measure_tick(level)
    progress("stress and splits")
    figures["stress_us_per_tick"], figures["split_ms_max"] = _measure_stress(level), _measure_split()
    progress("where cracks run")
    equal = [same for path in shipped_levels() for same in equal_paths(load_level(path))]
    figures["crack_paths_equal"] = sum(equal) / len(equal)
    progress("light")
    for edges in LIGHT_EDGES:
        figures[f"light_segments_per_s_{edges}"] = _measure_light(edges)
    figures["light_us_per_trace"] = _measure_trace(level)
    figures |= measure_frames(progress)
    progress("the chorus")
    figures["audio_ms_per_frame"], figures["audio_seconds_per_second"] = _measure_audio(level)
    progress("steps of learners")
    figures |= measure_steps()
    figures |= measure_start(progress)
    return {name: round(value, 4) for name, value in figures.items()}


def measure_cold(progress: Callable[[str], object]) -> dict[str, float]:
    """Measure a first start on an empty cache; keys are those of COLD_FIGURES."""
    return {name: round(value, 4) for name, value in measure_cold_start(progress).items()}


def _measure_tick(level: Level) -> dict[str, float]:
    """Medians over a performance as the regular bot plays it, its intents given back to a world without it."""
    intents: list[Intent] = []
    perform(
        level,
        0,
        make_bot("regular", 0),
        watch=lambda world, intent, events: intents.append(intent),
        until=SCENE_SECONDS,
    )
    ratios, ticks, speeds = [], [], []
    for _ in range(ROUNDS):
        tick = _seconds_a_tick(World(level, 0), intents)
        bare = World(level, 0).sculpture.rigid
        began = time.perf_counter()
        for _ in range(BARE_STEPS):
            bare.solve()
        ratios.append(tick / ((time.perf_counter() - began) / BARE_STEPS))
        ticks.append(tick * 1e6)
        began = time.perf_counter()
        result = perform(level, 0, make_bot("regular", 0), until=SCENE_SECONDS)
        speeds.append(result.seconds / (time.perf_counter() - began))
    medians = [statistics.median(values) for values in (ratios, ticks, speeds)]
    timers = StageTimers()
    _seconds_a_tick(World(level, 0, timers), intents)
    stages = {f"stage_us_{name}": us for name, us in timers.table().items() if name in STAGES}
    return dict(zip(("tick_over_step", "tick_us", "sim_seconds_per_second"), medians, strict=True)) | stages


def _seconds_a_tick(world: World, intents: Sequence[Intent]) -> float:
    """Mean s of a tick of a performance, with a view for whoever decides 30 times a second."""
    decisions = iter(intents[::DECISION_TICKS])
    performance = Performance(world, Deliberate(lambda view: next(decisions)))
    began = time.perf_counter()
    performance.run(len(intents))
    return (time.perf_counter() - began) / len(intents)


def _measure_stress(level: Level) -> float:
    """Median us of the stress stage, over a performance in flow."""
    times: list[float] = []

    def load_again(world: World, intent: Intent, events: object) -> None:
        # Asking again brings the stress a little nearer to the same loads: harmless to what is measured.
        began = time.perf_counter()
        world.sculpture.load()
        times.append(time.perf_counter() - began)

    perform(level, 0, make_bot("expert", 0), watch=load_again, until=SCENE_SECONDS)
    return statistics.median(times) * 1e6


def _measure_light(edges: int) -> float:
    """Median runs of light a second, over fields of so many edges."""
    fields = [light_field(edges, seed) for seed in range(LIGHT_FIELDS)]
    repeats = -(-LIGHT_SEGMENTS // sum(field.trace() for field in fields))
    rates = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        traced = sum(field.trace() for _ in range(repeats) for field in fields)
        rates.append(traced / (time.perf_counter() - began))
    return statistics.median(rates)


def _measure_trace(level: Level) -> float:
    """Median us of tracing all light of a level as the curtain rises."""
    world, times = World(level, 0), []
    poses, mirrors, plinth = world.sculpture.motion[:, :3], world.hands.mirrors, world.sculpture.rigid.plinth
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(LIGHT_TRACES):
            world.light.trace(poses, mirrors, plinth)
        times.append((time.perf_counter() - began) / LIGHT_TRACES)
    return statistics.median(times) * 1e6


def _measure_split() -> float:
    """Longest tick, ms, of five in which twenty pieces come apart at once."""
    times = []
    for _ in range(ROUNDS + 1):
        world = about_to_split()
        began = time.perf_counter()
        world.tick(Intent())
        times.append(time.perf_counter() - began)
    return max(times[1:]) * 1e3  # the first one fills caches


def _measure_audio(level: Level) -> tuple[float, float]:
    """Median ms of a frame's orders to the mixing desk, and seconds of sound mixed in a second, at full chorus."""
    from game.audio import Mixer
    from game.audio.desk.strips import new_desk
    from game.audio.music.chorus import CHOIR_SIZE
    from game.export.sound import BLOCK, FRAMES_PER_SECOND

    desk = new_desk()
    mixer = Mixer(level.music, desk)
    singers: list[tuple[str, float]] = []
    for part in 3 * ("bass", "tenor", "alto", "soprano"):
        singers.append(note_for(0.3, level.music, [note for _, note in singers], part))
    voices = tuple(VoiceView(part, note, 1.0, "sings") for part, note in singers[:CHOIR_SIZE])
    views = [replace(view, game=replace(view.game, voices=voices)) for view in _views(level, FRAMES)]
    orders, blocks = [], []
    for frame in range(AUDIO_ROUNDS * len(views)):
        view = views[frame % len(views)]
        seconds = frame / FRAMES_PER_SECOND
        game = replace(view.game, beat=seconds % 1.0, bar=seconds / view.game.bar_s)
        sculpture = replace(view.sculpture, sway=0.1 * math.sin(0.1 * frame))
        view = replace(view, tick=frame, sculpture=sculpture, game=game)
        began = time.perf_counter()
        mixer.play((Event(EventKind.CRACK, frame, (0.5, 1.0), 0.05),))
        mixer.frame(view, 1.0 / FRAMES_PER_SECOND)
        orders.append(time.perf_counter() - began)
        desk.render(BLOCK)
        blocks.append(time.perf_counter() - began)
    half = len(blocks) // 2  # by then all have entered, and every sound has been read
    return statistics.median(orders[half:]) * 1e3, 1.0 / FRAMES_PER_SECOND / statistics.median(blocks[half:])


def _views(level: Level, count: int) -> list[View]:
    """Views of a performance in full flow, two ticks apart, while the bot gilds."""
    views: list[View] = []

    def watch(world: World, intent: Intent, events: object) -> None:
        if world.time > FLOW_S and world.ticks % 2:
            views.append(world.view())

    perform(level, 0, make_bot("regular", 0), until=FLOW_S + 2 * (count + 1) * TICK_S, watch=watch)
    return views[:count]
