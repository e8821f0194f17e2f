"""Monitors: how many there are, and where each lies on the desktop."""

import ctypes

import pygame

from game.input.sdl import sdl


class _Rect(ctypes.Structure):
    _fields_ = (("x", ctypes.c_int), ("y", ctypes.c_int), ("w", ctypes.c_int), ("h", ctypes.c_int))


def count() -> int:
    """How many there are now."""
    return max(1, len(pygame.display.get_desktop_sizes()))


def all_bounds() -> list[tuple[int, int, int, int]]:
    """Of all of them, as `bounds_of` tells them."""
    return [bounds_of(monitor) for monitor in range(count())]


def bounds_of(monitor: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of one, px of the desktop; of the first where it is not there (any more).

    pygame does not tell where they lie, but SDL does.
    """
    sizes = pygame.display.get_desktop_sizes()
    monitor = monitor if 0 <= monitor < len(sizes) else 0
    rect = _Rect()
    library = sdl()
    if library is not None and library.SDL_GetDisplayBounds(monitor, ctypes.byref(rect)) == 0:
        return rect.x, rect.y, rect.w, rect.h
    return 0, 0, *sizes[monitor]
