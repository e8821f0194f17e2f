"""What the compiler of kernels asks itself again and again, remembered: two fifths of a first start were spent on it.

What it answers stays the same. A numba that is built otherwise is left as it is.
"""

from typing import Any

import numba.core.targetconfig
import numba.core.types.functions
import numba.core.typing.templates

_stack: Any = numba.core.targetconfig.ConfigStack
_functions: Any = numba.core.types.functions.BaseFunction
_overloads: Any = numba.core.typing.templates._OverloadFunctionTemplate

HANDED_DOWN = ("fastmath", "error_model", "nrt", "forceinline")
"""Options that what a kernel calls takes over from it."""


def remember() -> None:
    """Have numba remember, in this process. Once is enough: at the import of this module's first user."""
    if hasattr(_functions, "get_call_type"):
        _remember_types()
    if hasattr(_overloads, "_get_impl") and hasattr(_overloads, "_build_impl"):
        _share_parts()


def _remember_types() -> None:
    """Type an operation on the same types once, where numba tries all of its templates each time.

    Only what is the same whatever the options: an operation that is itself compiled for its caller is sought anew.
    """
    seek = _functions.get_call_type

    def get_call_type(function: Any, context: Any, args: Any, kws: Any) -> Any:
        if kws:
            return seek(function, context, args, kws)
        known = function.__dict__.setdefault("_known", {})
        signature = known.get(key := tuple(args))
        if signature is None:
            signature = seek(function, context, args, kws)
            if function._impl_keys.get(signature.args) is function.typing_key:
                known[key] = signature
        return signature

    _functions.get_call_type = get_call_type


def _share_parts() -> None:
    """Compile what kernels call once for all callers that hand down the same options.

    numba compares all options of a caller, some forty, and compiles anew for one that only its caller has a use for.
    """

    def get_impl(template: Any, args: Any, kws: Any) -> Any:
        options = _stack.top_or_none()
        key = template.context, tuple(args), tuple(kws.items()), options and _handed_down(options)
        if key in template._impl_cache:
            return template._impl_cache[key]
        return template._build_impl(key, args, kws)

    _overloads._get_impl = get_impl


def _handed_down(options: Any) -> tuple[str, ...]:
    return tuple(str(_plain(getattr(options, name))) for name in HANDED_DOWN)


def _plain(option: Any) -> Any:
    """An option as something that reads the same in any order."""
    return sorted(option.flags) if hasattr(option, "flags") else option
