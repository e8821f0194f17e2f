"""What is built when somebody looks."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Self


class Later(NamedTuple):
    """Fields that are built when somebody looks: what builds each, and what was copied for all of them."""

    build: Mapping[str, Callable[[Any], Any]]
    """By the field's name."""
    copied: Any
    """What they are built of, as the stage goes on meanwhile."""


class Deferred:
    """A part of a view, some fields of which are built when somebody looks at them first.

    Such a field has a factory for its default: a plain one would be found in the class, and never be built.
    """

    @classmethod
    def of(cls, later: Later, **given: Any) -> Self:
        """A part with some fields given, and the others yet to be built."""
        part = cls.__new__(cls)
        given["_later"] = later
        object.__setattr__(part, "__dict__", given)  # as they are: copied one by one they would take twice as long
        return part

    if not TYPE_CHECKING:  # where types are checked, a part has its fields and nothing else

        def __getattr__(self, name: str) -> Any:
            """Asked for a field that is not there yet."""
            later = self.__dict__.get("_later")
            if later is None or name not in later.build:
                raise AttributeError(name)
            return self.__dict__.setdefault(name, later.build[name](later.copied))
