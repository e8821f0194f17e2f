"""What a frame of the scene in full flow costs, at three sizes: the part of `bench` that needs a window."""

import statistics
import time
from collections.abc import Callable

import pygame

from game.bench.busy_stage import TICKS_PER_FRAME, in_flow
from game.core.environment import draw_unseen
from game.render import StageRenderer

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "2160p": (3840, 2160)}
WARM_FRAMES = 60
"""Drawn before any is measured: pieces get their textures, light its first round."""
SHORT, LONG = 120, 600
"""Frames measured at most sizes, and ten seconds of stage time at 1080p."""


def measure_frames(progress: Callable[[str], object]) -> dict[str, float]:
    """All figures of frames, by name; `progress` is told what comes next."""
    figures = {}
    for name, size in SIZES.items():
        progress(f"a frame at {name}")
        times, blit = _times(size, LONG if name == "1080p" else SHORT)
        figures[f"frame_{name}_over_blit"] = statistics.median(times) / blit
        if name == "1080p":
            figures["frame_1080p_ms_median"] = statistics.median(times) * 1e3
            figures["frame_1080p_ms_p99"] = statistics.quantiles(times, n=100)[-1] * 1e3
            figures["frame_1080p_ms_max"] = max(times) * 1e3
        elif name == "720p":
            figures["frame_720p_ms"] = statistics.median(times) * 1e3
    return figures


def _times(size: tuple[int, int], count: int) -> tuple[list[float], float]:
    """Seconds of each of `count` frames, and the median of an opaque blit of the same size, taken in turn."""
    draw_unseen()
    pygame.display.init()
    target = pygame.display.set_mode(size)
    plain = pygame.Surface(size).convert()
    plain.fill((40, 20, 60))  # a surface never written to is not in memory yet, and blits faster than any picture
    performance = in_flow()
    stage = StageRenderer(size, performance.world.level)
    times, blits = [], []
    for _ in range(WARM_FRAMES + count):
        step = performance.step(TICKS_PER_FRAME)
        began = time.perf_counter()
        stage.draw(target, step.before, step.view, 0.5, 1.0 / 60.0)
        drawn = time.perf_counter()
        target.blit(plain, (0, 0))
        blits.append(time.perf_counter() - drawn)
        times.append(drawn - began)
    pygame.display.quit()
    return times[WARM_FRAMES:], statistics.median(blits[WARM_FRAMES:])
