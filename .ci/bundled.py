"""The program of a bundle: `flawsong`, whose kernels were compiled for every processor of its kind.

`flawsong --check` shows that it works, where nobody looks: the first frame, then a bot that plays the first level.
"""

import multiprocessing
import os
import platform
import sys
import time

PROCESSORS = {"x86_64": "x86-64-v2", "AMD64": "x86-64-v2"}
"""What compiled kernels may take for granted, by kind of machine; elsewhere what all of a kind have."""
CHECKED_TICKS = 240


def set_processor() -> None:
    """Have numba compile for any processor of this kind; before it is imported."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("NUMBA_CPU_NAME", PROCESSORS.get(platform.machine(), "generic"))
    os.environ.setdefault("NUMBA_CPU_FEATURES", "")


def check() -> int:
    """Show the first frame, and play until a bot has played for two seconds; says both."""
    from game.app import AppOptions, run  # noqa: PLC0415 - the processor is chosen before numba is imported
    from game.core import kernels  # noqa: PLC0415
    from game.level import find_level  # noqa: PLC0415
    from game.scenes.base import Scene  # noqa: PLC0415
    from game.scenes.play.play import Play  # noqa: PLC0415

    class Played(Exception):  # noqa: N818 - it is what was wanted
        """The bot has played."""

    def look(shown: int, scene: Scene | None) -> None:
        if shown == 1:
            print(f"shown after {time.process_time():.1f} s of a processor", flush=True)
        if isinstance(scene, Play) and scene.attempt.view.tick > CHECKED_TICKS:
            raise Played

    done, total = kernels.cached()
    print(f"{done} of {total} kernels", flush=True)
    try:
        run(AppOptions(level=find_level("1"), bot="expert", seed=3, sound=False, after_frame=look))
    except Played:
        print("played", flush=True)
        return 0
    return 1


if __name__ == "__main__":
    multiprocessing.freeze_support()
    set_processor()
    if sys.argv[1:] == ["--check"]:
        sys.exit(check())
    from game.cli import main

    main()
