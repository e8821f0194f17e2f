"""What threads that draw may touch is there before they start."""

import subprocess
import sys

import pygame

import game.render  # noqa: F401  (loads what is lazy)

TOUCHED_BY_TWO = """
import sys, threading
import game.render, pygame
sys.setswitchinterval(1e-6)
errors, barrier = [], threading.Barrier(2)
def look():
    barrier.wait()
    try:
        pygame.surfarray.pixels2d
    except AttributeError as error:
        errors.append(error)
threads = [threading.Thread(target=look) for _ in range(2)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
sys.exit(len(errors))
"""


def test_no_module_of_pygame_is_lazy_once_the_picture_is_imported() -> None:
    modules = [module for name, module in sys.modules.items() if name.startswith("pygame.")]
    assert pygame.surfarray in modules
    assert all(type(module).__name__ != "_LazyModule" for module in modules)


def test_two_threads_may_be_the_first_to_touch_surfarray() -> None:
    assert subprocess.run([sys.executable, "-c", TOUCHED_BY_TWO], check=False).returncode == 0
