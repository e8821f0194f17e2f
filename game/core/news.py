"""What is told to whoever started the game, in passing: something is not as it should be, and the game goes on."""

import sys
from functools import cache


@cache
def tell_once(news: str) -> None:
    """Print a line on standard error, once in this process."""
    if sys.stderr is not None:
        print(news, file=sys.stderr, flush=True)
