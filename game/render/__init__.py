"""The picture of a performance, drawn in software from read-only views of the simulation."""

from game.render.camera import Camera
from game.render.effects import Comfort
from game.render.stage import StageRenderer
from game.render.text import Typesetter
from game.render.theme import Palette, ThemeError, load_palette

__all__ = ["Camera", "Comfort", "Palette", "StageRenderer", "ThemeError", "Typesetter", "load_palette"]
