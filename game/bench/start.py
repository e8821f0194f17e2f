"""What a start of the program costs: with everything in the cache, and on an empty one."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping

from game.core.environment import UNSEEN
from game.scenes.repertoire.warming import start_compilers

STARTS = 3
"""Warm starts, of which the fastest counts."""
FIRST_FRAME = """
import sys
from game.app import AppOptions, run
sys.exit(run(AppOptions(frames=2, sound=False, after_frame=lambda *_: print("shown", flush=True))))
"""
FIRST_PLAY = """
import pygame, sys
from game.app import AppOptions, run
from game.level import find_level
from game.scenes.play.play import Play

def look(shown, scene):
    if isinstance(scene, Play) and scene.attempt.view.tick > 0:
        print("shown", flush=True)
        pygame.event.post(pygame.Event(pygame.QUIT))
    elif shown % 30 == 1:
        pygame.event.post(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="", scancode=40))

sys.exit(run(AppOptions(level=find_level("1"), after_frame=look)))
"""
"""As an impatient player starts: straight to the first level, and on as soon as the page lets go."""


def measure_start(progress: Callable[[str], object]) -> dict[str, float]:
    """Seconds from process start to the first frame of the window, kernels cached."""
    progress("the first frame")
    return {"first_frame_s": min(_seconds_until_shown(FIRST_FRAME, {}) for _ in range(STARTS))}


def measure_cold_start(progress: Callable[[str], object]) -> dict[str, float]:
    """What compiling on an empty cache costs, and how long a first player waits for the first level."""
    with tempfile.TemporaryDirectory() as cache:
        progress("compiling everything")
        cold = _compile_cpu({"XDG_CACHE_HOME": cache})
        progress("the same, found in the cache")
        cold -= _compile_cpu({"XDG_CACHE_HOME": cache})
    with tempfile.TemporaryDirectory() as cache:
        progress("a first start")
        wait = _seconds_until_shown(FIRST_PLAY, {"XDG_CACHE_HOME": cache})
    return {"cold_compile_cpu_s": cold, "cold_first_play_s": wait}


def _compile_cpu(changes: Mapping[str, str]) -> float:
    """CPU s, of all processes together, that the processes of a first start take for all kernels."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for process in start_compilers(_environment(changes)):
        process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _seconds_until_shown(script: str, changes: Mapping[str, str]) -> float:
    """Wall s from the start of a process that runs the script until it says so."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=_environment(changes)
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "shown" in line:
                break
        took = time.perf_counter() - began
        process.stdout.read()
    return took


def _environment(changes: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with no display and no sound device, and with some changes."""
    return {**os.environ, **UNSEEN, **changes}
