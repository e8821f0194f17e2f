"""What the compiler of kernels asks itself again and again, remembered: a quarter of a first start was spent on it.

What it answers, and so its machine code, stays the same. A numba that is built otherwise is left as it is.
"""

from typing import Any

import numba.core.targetconfig
import numba.core.types.functions

_options: Any = numba.core.targetconfig.TargetConfig
_functions: Any = numba.core.types.functions.BaseFunction


def remember() -> None:
    """Have numba remember, in this process. Once is enough: at the import of this module's first user."""
    if hasattr(_options, "options") and "_values" in getattr(_options, "__slots__", ()):
        _remember_options()
    if hasattr(_functions, "get_call_type"):
        _remember_types()


def _remember_options() -> None:
    """Look up all options of a call at once, where numba asks a property for each of some forty, many thousand times.

    A hash that is equal for all is numba's own: it sorts a table, and so hashes the names of options only.
    """

    def all_of(config: Any) -> dict[str, Any]:
        kind = type(config)
        if kind not in defaults:
            defaults[kind] = {name: option.default for name, option in kind.options.items()}
        return {**defaults[kind], **config._values}

    def equal(config: Any, other: Any) -> Any:
        if config is other:
            return True
        return all_of(config) == all_of(other) if isinstance(other, _options) else NotImplemented

    defaults: dict[type, dict[str, Any]] = {}
    _options.values = all_of
    _options.__eq__ = equal
    _options.__hash__ = lambda config: len(config.options)


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
