"""What numba remembers changes nothing of what it answers."""

import operator
from typing import Any

import numba
import pytest
from numba.core.compiler import Flags
from numba.core.registry import cpu_target

from game.core import kernels  # noqa: F401 - has numba remember


def test_options_are_equal_only_if_all_are() -> None:
    flags: Any = Flags
    plain, free, explicit = flags(), flags(), flags()
    free.nrt = True
    explicit.nrt = flags().nrt
    assert plain == explicit
    assert hash(plain) == hash(explicit)
    assert plain != free
    assert len({plain, free, explicit}) == 2


@pytest.mark.parametrize(
    ("kinds", "result"),
    [
        ((numba.float64, numba.float64), numba.float64),
        ((numba.int64, numba.int64), numba.int64),
        ((numba.float32, numba.int64), numba.float64),
    ],
)
def test_an_operation_has_the_same_type_each_time_it_is_asked_for(kinds: Any, result: Any) -> None:
    context: Any = cpu_target.typing_context
    context.refresh()
    add: Any = context.resolve_value_type(operator.add)
    first, second = (add.get_call_type(context, kinds, {}) for _ in range(2))
    assert first.return_type == second.return_type == result
    assert first.args == second.args == tuple(first.args)
