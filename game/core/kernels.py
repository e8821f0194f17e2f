"""Machine-code kernels: compiled once by numba, then kept in the user's cache folder.

Nothing compiles at import. A module that owns kernels marks them with `kernel` and registers a small call of
each with `warms_up`, so that a first start compiles behind a progress bar and not in mid-performance.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

import numba
import numba.extending

from game.core import compiling, environment, paths
from game.core.kernel_cache import KernelCache

Function = TypeVar("Function", bound=Callable[..., Any])
Progress = Callable[[int, int, str], None]
"""Told before each warm-up, and once at the end: how many are done, of how many, and what comes now."""

_kernels: list[Any] = []
PIXEL_MATH = {"contract": True, "nnan": True, "nsz": True}
"""How free kernels of pictures are with numbers: see `pixel_kernel`."""
KEPT_BYTES = 16 << 20
"""Room for the machine code of all kernels, twice over."""
ALLOCATORS = frozenset({"array", "copy", "empty", "empty_like", "full", "ones", "zeros", "zeros_like"})
"""What makes an array within a kernel; one that is not named here does not compile."""
_parts: set[Callable[..., Any]] = set()
_warm_ups: list[tuple[str, Callable[[], None]]] = []
compiling.remember()
environment.check_processor(getattr(numba.config, "CPU_FEATURES", None) or "")


def kernel(function: Function) -> Function:
    """Compile a function on its first call, for the argument types of that call, and cache it on disk.

    Floating point stays IEEE-exact (no fastmath); division by zero gives inf or nan and never raises. What a
    kernel takes from its module (numbers, strings, tuples, other kernels) is frozen when it is compiled.
    Import constants by name: then they are part of the key in the cache, and a changed one compiles anew.
    """
    return cast(Function, _registered(cast(FunctionType, function), {}))


def long_kernel(function: Function) -> Function:
    """A kernel that takes so long that other threads should run meanwhile; otherwise the same."""
    return cast(Function, _registered(cast(FunctionType, function), {"nogil": True}))


def kernel_part(function: Function) -> Function:
    """A function that kernels call: a part of each, as exact, with no door of its own from Python and no file.

    That spares half of its compiling. From Python it is what it was: a plain function.
    """
    return _registered_part(function, {})


def pixel_part(function: Function) -> Function:
    """A part of pixel kernels, as free with numbers as they are."""
    return _registered_part(function, {"fastmath": PIXEL_MATH})


def inlined_part(function: Function) -> Function:
    """A part of pixel kernels that is copied to where it is called: a call would cost too much."""
    return _registered_part(function, {"forceinline": True})


def _registered_part(function: Function, options: dict[str, Any]) -> Function:
    _parts.add(function)
    options |= {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    options |= {"_nrt": _allocates(cast(FunctionType, function))}
    register: Callable[[Function], Function] = numba.extending.register_jitable(**options)
    return register(function)


def pixel_kernel(function: Function) -> Function:
    """A kernel for pictures, where nobody looks at the last bit of a number: the same, but

    - it lets other threads run meanwhile, which the many short kernels of a tick better do not;
    - it may multiply and add in one step, and takes for granted that nothing is nan.
    """
    options = {"nogil": True, "fastmath": PIXEL_MATH}
    return cast(Function, _registered(cast(FunctionType, function), options))


def _registered(function: FunctionType, options: dict[str, Any]) -> Any:
    compiled = typed_plainly(_compiled(function, options))
    if hasattr(compiled, "stats"):  # NUMBA_DISABLE_JIT hands the function back as it is
        _kernels.append(compiled)
    return compiled


def typed_plainly(function: Function) -> Function:
    """Have a compiled function see the type of each argument and not its value.

    Where a caller passes a number that is known when it is compiled, numba would compile what it calls once more for
    that very number: that doubled the time of a first start.
    """
    compiled: Any = function
    unliteral: Any = numba.types.unliteral
    if hasattr(compiled, "get_call_template"):  # NUMBA_DISABLE_JIT hands the function back as it is
        template = compiled.get_call_template

        def plain(args: Any, kws: Any) -> Any:
            plainly = {name: unliteral(kind) for name, kind in kws.items()}
            return template(tuple(unliteral(kind) for kind in args), plainly)

        compiled.get_call_template = plain
    return function


def warms_up(label: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function that calls kernels with tiny arguments of the types that they meet in the game.

    `label` says what is being tuned; warm-ups of one label run in the order in which their module lists them.
    """

    def register(function: Callable[[], None]) -> Callable[[], None]:
        _warm_ups.append((label, function))
        return function

    return register


def labels() -> list[str]:
    """What the warm-ups registered so far say is being tuned, each once; those of one share parts."""
    return sorted({label for label, _ in _warm_ups})


def warm_up(progress: Progress | None = None, *, label: str | None = None) -> None:
    """Compile, or load from the cache, the kernels of every module imported so far, label by label, or those of one."""
    chosen = [entry for entry in _warm_ups if label in (None, entry[0])]
    ordered = sorted(chosen, key=lambda entry: entry[0])
    for done, (name, function) in enumerate(ordered):
        if progress:
            progress(done, len(ordered), name)
        function()
    if progress and ordered:
        progress(len(ordered), len(ordered), ordered[-1][0])


def cached() -> tuple[int, int]:
    """How many of the kernels imported so far are in the cache, and how many there are."""
    return sum(compiled._cache.is_filled for compiled in _kernels), len(_kernels)


def is_warm() -> bool:
    """Whether every kernel imported so far is in the cache, so that `warm_up` only loads (~1 ms to ask)."""
    done, total = cached()
    return done == total


def can_be_kept() -> bool:
    """Whether the disk has room for the kernels."""
    return paths.cache_room() >= KEPT_BYTES


def _compiled(function: FunctionType, options: dict[str, Any]) -> Any:
    """The dispatcher of a kernel."""
    options = options | {"error_model": "numpy", "no_cfunc_wrapper": True}  # nothing calls them as C functions
    options["_nrt"] = _allocates(function)
    compiled: Any = numba.njit(**options)(function)
    if hasattr(compiled, "stats"):  # NUMBA_DISABLE_JIT hands the function back as it is
        folder = paths.cache_dir() / "kernels" / _fingerprint(function, options)
        compiled._cache = KernelCache(function, folder, paths.shipped_kernels_dir())
    return compiled


def _allocates(function: FunctionType) -> bool:
    """Whether it makes arrays, itself or by what it calls. Others need no count of who uses an array.

    Counting took a fifth of their compiling, and time whenever they are called.
    """
    names = function.__code__.co_names
    if not ALLOCATORS.isdisjoint(names):
        return True
    taken: Iterator[Any] = (function.__globals__.get(name) for name in names)
    called = (getattr(each, "py_func", each) for each in taken if hasattr(each, "stats") or _is_part(each))
    return any(_allocates(each) for each in called)


def _is_part(value: Any) -> bool:
    return isinstance(value, FunctionType) and value in _parts


def _fingerprint(function: FunctionType, options: dict[str, Any]) -> str:
    """Names what the machine code depends on: versions, options, source, and what the kernel takes from its module.

    numba itself looks at the source file alone, and would go on using an old constant or an old callee.
    """
    code = function.__code__
    parts = [
        numba.__version__,
        str(sys.implementation.cache_tag),
        *(f"{name} = {options[name]}" for name in sorted(options)),
    ]
    source = Path(getattr(sys, "_MEIPASS", ""), code.co_filename)  # a bundle names its sources from its own folder on
    if source.is_file():
        parts.append(source.read_text(encoding="utf-8"))
    else:  # a frozen program may have none
        parts.append(f"{sys.executable} of {Path(sys.executable).stat().st_mtime_ns}, {code.co_code!r}")
    for name in sorted(set(code.co_names)):
        value: Any = function.__globals__.get(name)
        if isinstance(value, bool | int | float | complex | str | tuple):
            parts.append(f"{name} = {value!r}")
        elif hasattr(value, "stats"):
            parts.append(f"{name} in {Path(value.stats.cache_path).name}")
        elif _is_part(value):
            parts.append(f"{name} in {_fingerprint(value, {})}")
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
