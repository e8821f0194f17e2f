"""What is installed only where it is wanted."""

from importlib import import_module
from typing import Any

from game.core.environment import refusal


class ExtraError(Exception):
    """Something is not installed, or kept from being loaded; the message says what would do."""


def wanted(module: str, extra: str) -> Any:
    """A module that comes with an extra.

    Raises:
        ExtraError: it is not installed, or refuses a variable of the environment.
    """
    try:
        return import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise ExtraError(f"this needs {package}: pip install 'flawsong[{extra}]'") from None
    except ValueError as error:
        if told := refusal(error):
            raise ExtraError(told) from None
        raise
