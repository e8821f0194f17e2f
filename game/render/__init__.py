"""The picture of a performance, drawn in software from read-only views of the simulation."""

from game.render.interface import Stage
from game.render.look.camera import Camera
from game.render.look.text import Typesetter
from game.render.look.theme import Palette, ThemeError, load_palette
from game.render.stage import StageRenderer

__all__ = ["Camera", "Palette", "Stage", "StageRenderer", "ThemeError", "Typesetter", "load_palette"]
