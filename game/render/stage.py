"""The picture of a performance: every layer, in order, on one page."""

from collections.abc import Sequence

import numpy as np
import pygame

from game.level.model import Level, Scene
from game.render.audience import Audience
from game.render.backdrop import Backdrop
from game.render.beams import Beams
from game.render.bloom import DIVISOR, Bloom
from game.render.camera import Camera
from game.render.cracks import Cracks, SeamGlow
from game.render.dust import Dust
from game.render.effects import Comfort, Effects
from game.render.floor import FloorMirror
from game.render.heat import embers
from game.render.hud import Hud
from game.render.mark import Mark, draw_mark
from game.render.optics import Optics
from game.render.overlay import Overlay
from game.render.quality import ORNAMENTS, Quality
from game.render.raster import arcs, is_canvas, pixels, stroke_add, stroke_glow
from game.render.sculpture import Pose, Sculpture, poses
from game.render.spawn import spawn
from game.render.strain import Strain
from game.render.strokes import NONE
from game.render.theme import load_palette
from game.sim.events import Event
from game.sim.view import View

SEED = 20
"""Of all chance in the picture; the same events and steps give the same bytes."""
SCENE_PALETTE = "sunset"
"""Of scenes, which name none."""
BLOOM = 0.62
"""Strength of the bloom at full comfort settings."""


class StageRenderer:
    """Draws views of one level, or of a scene of light on a bare stage.

    It never changes a view; effects are its own, and advance by real seconds.
    """

    def __init__(self, size: tuple[int, int], level: Level | Scene, comfort: Comfort | None = None) -> None:
        self.comfort = comfort or Comfort()
        """Strength of shake, flashes and bloom; may be replaced at any time."""
        self.quality = Quality.FULL
        """How much ornament is drawn; may be replaced at any time."""
        self.overlay = False
        """Show principal stresses and tip speeds."""
        self.mark: Mark | None = None
        """A place to look at; may be replaced at any time. While there is one, nothing else is to be read."""
        self._overlay = Overlay()
        self._palette = load_palette(level.palette if isinstance(level, Level) else SCENE_PALETTE)
        self._beams = Beams(self._palette, SEED)
        self._cracks = Cracks(self._palette)
        self._dust = Dust(SEED)
        self._effects = Effects(self._palette, SEED)
        self._hud = Hud(self._palette, level.goal.within) if isinstance(level, Level) else None
        self._optics = Optics(self._palette)
        self._strain = Strain()
        self._sculpture = Sculpture(self._palette, level.plinth.width if isinstance(level, Level) else None)
        self._seams = SeamGlow(NONE, np.zeros((0, 2)), np.zeros((0, 2)))
        self._lamps, self._motes, self._embers = NONE, NONE, NONE
        self._tick = -1
        self.resize(size)

    def resize(self, size: tuple[int, int]) -> None:
        """Fit the picture into a window of `size` px. Takes about half a second: it paints the house anew."""
        self.camera = Camera.fitted(size)
        self._backdrop = Backdrop(self.camera, self._palette)
        self._audience = Audience(self.camera, self._palette)
        self._bloom = Bloom(self.camera.size, self._beams.dither)
        self._floor = FloorMirror(self.camera)
        self._own_canvas = pygame.Surface(self.camera.size, depth=32)
        self._frame = 0

    def reset(self) -> None:
        """Begin a new performance of the same level; done by itself when a view's tick falls back."""
        self.mark = None
        self._effects.reset()
        self._cracks = Cracks(self._palette)
        if self._hud is not None:
            self._hud.reset()

    def react(self, events: Sequence[Event], view: View) -> None:
        """Let events set off their effects; see `spawn`."""
        self._follow(view)
        for event in events:
            spawn(self._effects, event)

    def draw(self, target: pygame.Surface, previous: View, view: View, alpha: float, elapsed_s: float) -> None:
        """Draw a frame.

        Args:
            target: any surface; if its size is new, the renderer resizes itself first.
            previous, view: the last two ticks.
            alpha: how far time has moved from `previous` to `view`, 0..1.
            elapsed_s: real seconds since the last frame.
        """
        if target.get_size() != self.camera.size:
            self.resize(target.get_size())
        self._follow(view)
        canvas = target if is_canvas(target) else self._own_canvas
        self._advance(view, elapsed_s)
        self._paint(canvas, previous, view, alpha, elapsed_s)
        if canvas is not target:
            target.blit(canvas, (0, 0))

    def _follow(self, view: View) -> None:
        """Notice a restart."""
        if view.tick < self._tick:
            self.reset()
        self._tick = view.tick

    def _advance(self, view: View, elapsed_s: float) -> None:
        self._cracks.advance(view, elapsed_s)
        self._strain.advance(view, elapsed_s)
        self._effects.advance(view, self._seams, elapsed_s)
        self._beams.advance(view, elapsed_s)
        self._dust.advance(elapsed_s)

    def _paint(self, canvas: pygame.Surface, previous: View, view: View, alpha: float, elapsed_s: float) -> None:
        """All layers from back to front."""
        mood, effects = self._effects.mood, self._effects
        shake = effects.shift(self.comfort, self.camera)
        camera = self.camera.moved(shake)
        where = poses(previous, view, alpha)

        # Light is slower than things: on some frames it spreads, on the others it falls on the pieces.
        ornament = ORNAMENTS[self.quality]
        is_shading = self._frame % ornament.light_every != 0
        if not is_shading:
            self._spread_light(camera)
        self._frame += 1

        self._backdrop.draw(canvas, mood.gold, shake)
        plinth = _plinth(previous, view, alpha)
        self._sculpture.draw(
            canvas,
            self._bloom.glow,
            view.pieces,
            self._strain,
            where,
            plinth,
            camera,
            strength=self.comfort.stress,
            is_shading=is_shading,
            shade_turns=ornament.shade_turns,
        )
        self._embers = embers(view, where, mood.time, camera)
        stroke_add(pixels(canvas), self._embers)
        self._optics.draw_glass(canvas, view, previous, alpha, camera)
        self._beams.draw(canvas, camera)
        self._seams = self._cracks.draw(canvas, view, where, camera)
        self._lamps = self._optics.draw(canvas, view, previous, alpha, camera)
        self._bloom.add_to(canvas)
        stroke_add(pixels(canvas), self._motes)
        arcs(pixels(canvas), effects.rings(camera), True)
        if ornament.floor_mirror:
            self._floor.draw(canvas)
        effects.particles.draw(canvas, camera)
        self._optics.draw_hand(canvas, view, camera, elapsed_s)
        if self.mark is not None:
            draw_mark(canvas, self.mark, camera, self._palette, mood.time)
        self._moments(canvas)
        light = 0.25 + 0.5 * mood.gold + 0.4 * mood.swell - 0.5 * mood.dim
        if self.overlay:
            self._overlay.draw(canvas, view, self._strain, where, camera)
        self._audience.draw(canvas, view.beat, view.sway, mood.gasp, mood.rise, light, mood.time)
        if self._hud is not None and self.mark is None:
            self._hud.draw(canvas, view, self.camera, elapsed_s, self.comfort.text)

    def _spread_light(self, camera: Camera) -> None:
        """Draw all that shines into the glow, and let it shine; seams and mirrors as they were drawn last."""
        glow, effects = self._bloom.glow, self._effects
        self._bloom.clear()
        self._beams.shine(glow, camera)
        ornament = ORNAMENTS[self.quality]
        self._motes = self._dust.lit(glow, camera)[:: ornament.dust_every] if ornament.dust_every else NONE
        shining = [
            self._seams.rows,
            self._lamps,
            self._embers,
            effects.particles.glow(camera),
            effects.ring_glow(camera),
        ]
        stroke_glow(glow, np.concatenate(shining), 1.0 / DIVISOR)
        strength = BLOOM * self.comfort.bloom * (1.0 + 0.5 * effects.mood.swell)
        self._bloom.spread(strength if ornament.glow else 0.0, ornament.bloom_levels)

    def _moments(self, canvas: pygame.Surface) -> None:
        """A flash, the gold of an ovation, the cold after a fall: over the stage, not over what is read."""
        mood = self._effects.mood
        if mood.dim > 0.0:
            left = tuple(round(255 - (255 - part) * mood.dim) for part in (112, 122, 150))
            canvas.fill(left, special_flags=pygame.BLEND_RGB_MULT)
        warm = 0.10 * mood.swell
        flash = mood.flash * self.comfort.flashes
        gold = self._palette.seam.body
        added = tuple(min(255, round(warm * g + flash * f)) for g, f in zip(gold, mood.flash_colour, strict=True))
        if any(added):
            canvas.fill(added, special_flags=pygame.BLEND_RGB_ADD)


def _plinth(previous: View, view: View, alpha: float) -> Pose:
    """The middle of the plinth's top, and its lean, between two views."""
    x = previous.plinth[0] + alpha * (view.plinth[0] - previous.plinth[0])
    return Pose(x, 0.0, previous.plinth[1] + alpha * (view.plinth[1] - previous.plinth[1]))
