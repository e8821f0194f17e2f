"""What is installed only where it is wanted."""

from importlib import import_module
from typing import Any


class ExtraError(Exception):
    """Something is not installed; the message says how it comes."""


def wanted(module: str, extra: str) -> Any:
    """A module that comes with an extra.

    Raises:
        ExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise ExtraError(f"this needs {package}: pip install 'flawsong[{extra}]'") from None
