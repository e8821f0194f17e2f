"""The house at one size of picture: all that takes long to paint, and the buffers that are as large."""

import math
from dataclasses import dataclass

import pygame

from game.render.look.camera import Camera, Framing
from game.render.look.theme import Palette
from game.render.paint.bloom import Bloom
from game.render.paint.drawlist import Tile
from game.render.theatre.audience import Audience
from game.render.theatre.backdrop import Backdrop
from game.render.theatre.floor import FloorMirror


@dataclass(frozen=True, slots=True, eq=False)
class House:
    """All that is made for one size of picture, and takes long to make."""

    fineness: float
    """px that the stage is drawn in for each of the window, along each side, 0.5..1."""
    camera: Camera
    """How such a picture sees the stage, looking straight ahead."""
    backdrop: Backdrop
    audience: Audience
    bloom: Bloom
    floor: FloorMirror
    canvas: pygame.Surface | None
    """What a coarse stage is drawn on."""

    @classmethod
    def built(cls, size: tuple[int, int], framing: Framing, fineness: float, palette: Palette, dither: Tile) -> "House":
        """For a window of `size` px."""
        width, height = (math.ceil(length * fineness) for length in size)
        camera = Camera.fitted((width, height), framing)
        canvas = pygame.Surface(camera.size, depth=32) if fineness < 1.0 else None
        bloom = Bloom(camera.size, dither)
        return cls(
            fineness, camera, Backdrop(camera, palette), Audience(camera, palette), bloom, FloorMirror(camera), canvas
        )
