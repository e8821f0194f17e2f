"""A step of the rigid bodies as one kernel: what pushes them, the library's own step, and what is read of it.

From Python each of the library's functions costs more to call than it does; a kernel calls them by their addresses.
"""

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils
from numba.extending import intrinsic

from game.core.clock import TICK_S
from game.core.geom import Floats, Ints
from game.core.kernels import kernel
from game.sim.sculpture.mechanics import load_bodies

STEP, WALK, SPIN, IMPULSE, READ_BODY, WRITE_BODY, SPACE, PLINTH, READ_TO, WRITE_FROM = range(10)
"""Places in `Space.addresses`."""

_unpacked: Any = cgutils.unpack_tuple
_numba: Any = numba.config


class Space(NamedTuple):
    """The library's space, for a kernel."""

    addresses: Ints
    """(10,) of the library's functions: a step, a walk over all bodies, what sets a body's spin, the impulse of a
    joint, what reads and what writes a body; of the space and the plinth; and of what the walk reads to and writes
    from."""
    read: Ints
    written: Ints
    """(1,) of each walk, how many numbers it has read or written."""
    carriers: Ints
    """(J,) addresses of what carries each joint's force."""
    impulses: Floats
    """(J,) N s, signed, of each in the last step; changed in place."""
    loads: Floats
    """(n, 3) force x, y (N) at the centre of mass and torque (N m) on each body in the last step, in row order; changed
    in place."""


class Weights(NamedTuple):
    """The bodies, for a kernel."""

    mass: Floats
    """(n,) kg."""
    standing: Ints
    """(n,) 1 for those that have not fallen; changed in place as they do."""
    feet: Ints
    """(F,) rows of those that stand on the plinth."""


class Frame(NamedTuple):
    """The joints, for a kernel."""

    rows: Ints
    """(W, 2) body rows a, b of each weld."""
    springs: Floats
    """(W, 3) stiffness (N m/rad), rest bend and largest bend (rad) of each."""
    dampers: Floats
    """(2, W, W) N m s/rad, moments of the bend rates: while the feet stand flat, and while one does not."""
    bends: Floats
    """(W, 2) bend (rad) and moment on `a` (N m) of each; changed in place."""
    limits: Floats
    """(J,) N s that each joint carries in a step at its strength."""


NO_FRAME = Frame(np.zeros((0, 2), dtype=np.int64), np.zeros((0, 3)), np.zeros((2, 0, 0)), np.zeros((0, 2)), np.zeros(0))
NO_WEIGHTS = Weights(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
NO_LOADS = np.zeros((0, 3))


def _foreign(gives: type[float] | None) -> Callable[[int, tuple[float, ...]], Any]:
    """What calls functions of C from kernels, by their address and a tuple of arguments: 64-bit integers and floats."""
    if _numba.DISABLE_JIT:
        kinds: dict[Any, Any] = {int: ctypes.c_int64, float: ctypes.c_double, None: None}

        def call(address: int, values: tuple[float, ...]) -> Any:
            plain = [float(value) if isinstance(value, float) else int(value) for value in values]
            return ctypes.CFUNCTYPE(kinds[gives], *(kinds[type(value)] for value in plain))(int(address))(*plain)

        return call

    def typed(_: Any, address: Any, values: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            result = ir.DoubleType() if gives else ir.VoidType()
            kind = ir.FunctionType(result, [context.get_value_type(each) for each in values])
            called = builder.call(builder.inttoptr(given[0], kind.as_pointer()), _unpacked(builder, given[1]))
            return called if gives else context.get_dummy_value()

        return (numba.types.float64 if gives else numba.types.void)(address, values), generate

    return cast(Callable[[int, tuple[float, ...]], Any], intrinsic(typed))


_call, _measure = _foreign(None), _foreign(float)


@kernel
def step_bodies(
    addresses: Ints, read: Ints, written: Ints, carriers: Ints, impulses: Floats, loads: Floats, rows: Ints,
    springs: Floats, dampers: Floats, bends: Floats, limits: Floats, mass: Floats, standing: Ints, feet: Ints,
    motion: Floats, lean: float, lean_rate: float, wind: float, besides: Floats,
) -> bool:  # fmt: skip
    """Load all bodies, step, and read how they move and what the joints carried; see `Space`, `Frame`, `load_bodies`.

    The plinth leans by `lean_rate` (rad/s) meanwhile; `besides` (n, 3) or (0, 3) are loads of the caller's.

    Returns whether any joint was past its strength, or any weld past its largest bend.
    """
    strained = load_bodies(motion, lean, feet, rows, springs, dampers, mass, standing, wind, bends, loads)
    for i in range(len(besides)):
        for k in range(3):
            loads[i, k] += besides[i, k]
    _call(addresses[SPIN], (addresses[PLINTH], lean_rate))
    written[0] = read[0] = 0  # each from the beginning on
    _call(addresses[WALK], (addresses[SPACE], addresses[WRITE_BODY], addresses[WRITE_FROM]))
    _call(addresses[STEP], (addresses[SPACE], TICK_S))
    _call(addresses[WALK], (addresses[SPACE], addresses[READ_BODY], addresses[READ_TO]))
    for j in range(len(carriers)):
        impulses[j] = _measure(addresses[IMPULSE], (carriers[j],))
        strained |= abs(impulses[j]) > limits[j]
    return strained
