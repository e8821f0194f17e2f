"""SDL itself, for the little that pygame does not hand through."""

import ctypes
import sys
from functools import lru_cache

import pygame

_NEEDED = ("SDL_GetKeyFromScancode", "SDL_GetDisplayBounds", "SDL_GameControllerAddMapping")


@lru_cache(maxsize=1)
def sdl() -> ctypes.CDLL | None:
    """The library that pygame is loaded with; None where it is not found."""
    try:
        library = ctypes.CDLL("SDL2.dll" if sys.platform == "win32" else pygame.key.__file__)
    except OSError:
        return None
    return library if all(hasattr(library, name) for name in _NEEDED) else None
