"""What is built when somebody looks."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Self


class Deferred:
    """A part of a view, some fields of which are built when somebody looks at them first.

    Such a field has a factory for its default: a plain one would be found in the class, and never be built.
    """

    @classmethod
    def of(cls, later: Mapping[str, Callable[[], Any]], **given: Any) -> Self:
        """A part with some fields given and what builds the others: from copies, as the stage goes on meanwhile."""
        part = cls.__new__(cls)
        part.__dict__.update(given, _later=later)
        return part

    if not TYPE_CHECKING:  # where types are checked, a part has its fields and nothing else

        def __getattr__(self, name: str) -> Any:
            """Asked for a field that is not there yet."""
            later = self.__dict__.get("_later", {})
            if name not in later:
                raise AttributeError(name)
            return self.__dict__.setdefault(name, later[name]())
