"""Which machine and libraries a performance is computed by: only there its digests are the same, bit by bit."""

import platform
import sys
from functools import cache
from importlib.metadata import version

LIBRARIES = ("pymunk", "numpy", "numba", "llvmlite", "shapely")
"""What computes; their versions decide over the last bits."""


@cache
def machine_key() -> str:
    """System, kind of processor, Python and libraries: `Linux x86_64 skylake, python 3.11, pymunk 7.3.1, ...`."""
    from llvmlite import binding  # noqa: PLC0415 - wanted only where something is compared

    machine = f"{platform.system()} {platform.machine()} {binding.get_host_cpu_name()}"
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    return ", ".join([machine, python, *(f"{name} {version(name)}" for name in LIBRARIES)])
