"""The picture of a performance: every layer, in order, on one page."""

from collections.abc import Collection, Sequence

import numpy as np
import pygame

from game.level.model import Level, LightBench
from game.level.values.palettes import DEFAULT_PALETTE
from game.render.beams.beams import Beams
from game.render.beams.brush import Brush
from game.render.beams.dust import Dust
from game.render.effects import moods
from game.render.effects.effects import Effects
from game.render.effects.seam_words import SeamWords
from game.render.effects.spawn import spawn
from game.render.hud.element import Frame
from game.render.hud.highlight import Highlight, draw_highlight
from game.render.hud.hud import Hud
from game.render.hud.names import NO_RANGES, Names, Ranges
from game.render.hud.overlay import LightOverlay, Overlay
from game.render.look import contrast
from game.render.look.camera import Camera
from game.render.look.framing import framing_of
from game.render.look.quality import FULL, HALF, Ornament, eased
from game.render.look.theme import load_palette
from game.render.optics.optics import Optics
from game.render.paint import software, strokes
from game.render.paint.drawlist import DIVISOR, STAGE_LAYERS, DrawList, Layer, Rasteriser
from game.render.paint.raster import is_canvas, pixels
from game.render.paint.strokes import NONE
from game.render.pieces.cracks import Cracks, SeamGlow
from game.render.pieces.dark_hall import DarkHall
from game.render.pieces.heat import embers
from game.render.pieces.sculpture import Pose, Sculpture, poses
from game.render.pieces.shadows import shadows
from game.render.pieces.strain import Strain
from game.render.theatre.balance import BalanceLight
from game.render.theatre.curtain import hung_in
from game.render.theatre.house import House
from game.render.theatre.housing import Housing
from game.settings import Picture
from game.sim.events import Event
from game.sim.view import View

SEED = 20
"""Of all chance in the picture; the same events and steps give the same bytes."""
BLOOM = 0.62
"""Strength of the bloom where the player left it at its full."""


class StageRenderer:
    """Draws views of one level, or of a scene of light on a bare stage.

    It never changes a view; effects are its own, and advance by real seconds.
    """

    def __init__(
        self,
        size: tuple[int, int],
        level: Level | LightBench,
        settings: Picture | None = None,
        rasteriser: Rasteriser = software,
    ) -> None:
        """`rasteriser` draws what the stage is made of; see `drawlist`."""
        self.settings = settings or Picture()
        """What the player set; may be replaced at any time. Its quality and full screen are for others to read."""
        self.ornament = FULL
        """How much ornament is drawn; may be replaced at any time: the picture eases into it."""
        self.layers: Collection[Layer] = tuple(Layer)
        """What is drawn of all layers; may be replaced at any time."""
        self.display = True
        """Whether what is read is drawn; may be replaced at any time."""
        self.overlay = self.rays = self.named = False
        """Show principal stresses and tip speeds; runs of light and what cracks have drunk of it; names."""
        self.highlight: Highlight | None = None
        """A place to look at; may be replaced at any time. While there is one, nothing else is to be read."""
        self._rasteriser = rasteriser
        self.framing = framing_of(level)
        self._overlay, self._light_overlay, self._names = Overlay(), LightOverlay(), Names(level)
        self.ranges: Ranges = NO_RANGES
        self._palette = load_palette(level.palette if isinstance(level, Level) else DEFAULT_PALETTE)
        self._bright = contrast.in_contrast(self._palette)
        self._beams = Beams(self._palette, SEED)
        self._brush = Brush(self._palette)
        self._cracks = Cracks(self._palette)
        self._dust = Dust(SEED)
        self._effects = Effects(self._palette, SEED)
        self._dark = DarkHall(self._palette)
        self._words = SeamWords(self._palette)
        self._hud = Hud(self._palette, level.goal.within) if isinstance(level, Level) else None
        self._optics = Optics(self._palette)
        self._strain = Strain()
        self._plinth_width = level.plinth.width if isinstance(level, Level) else None
        self._balance = BalanceLight(self._palette, level.plinth.width, SEED) if isinstance(level, Level) else None
        self._sculpture = Sculpture(self._palette, self._plinth_width)
        self._seams = SeamGlow(NONE, np.zeros((0, 2)), np.zeros((0, 2)))
        self._lamps, self._motes, self._embers = NONE, NONE, NONE
        self._tick = -1
        self._now: Ornament | None = None
        """What is drawn now, on its way to `ornament`."""
        self._housing = Housing(self._build_house, size)
        self._fit()

    @property
    def _pan_px(self) -> float:
        """By how much what stands on the stage is shifted."""
        return Camera.fitted(self._size, self.framing).shift_to(self._camera)[0] * self._house.fineness

    @property
    def _panned(self) -> Camera:
        """How the picture that is drawn sees the stage now, but for shakes."""
        return self._house.camera.moved((self._pan_px, 0.0))

    def resize(self, size: tuple[int, int]) -> None:
        """Fit the picture into a window of `size` px. Takes about a third of a second: it paints the house anew."""
        self._housing.resize(size)
        self._fit()

    def _fit(self) -> None:
        """Stand in a house of another size."""
        self._size = self._housing.size
        self._camera = Camera.fitted(self._size, self.framing)
        self._beams.hung_in = hung_in(self._camera)
        self._own_canvas = pygame.Surface(self._size, depth=32)
        self._frames = 0

    @property
    def _house(self) -> House:
        return self._housing.house

    def _build_house(self, size: tuple[int, int]) -> House:
        return House.built(size, self.framing, self.ornament.fineness, self._palette, self._beams.dither)

    def reset(self) -> None:
        """Begin a new performance of the same level; done by itself when a view's tick falls back."""
        self.highlight = None
        self._effects.reset()
        self._cracks = Cracks(self._palette)
        if self._balance is not None:
            self._balance.reset()
        self._dark.reset()
        self._words.reset()
        if self._hud is not None:
            self._hud.reset()

    def pose(self) -> None:
        """Show the last picture of whatever view is drawn from now on, for a photograph."""
        self._dark.pose()

    def react(self, events: Sequence[Event], view: View) -> None:
        """Let events set off their effects; see `spawn`."""
        self._follow(view)
        if self._balance is not None:
            self._balance.hear(events, view)
        for event in events:
            spawn(self._effects, event)
            self._words.react(event)

    def draw(
        self,
        target: pygame.Surface,
        previous: View,
        view: View,
        alpha: float,
        elapsed_s: float,
        camera: Camera | None = None,
    ) -> None:
        """Draw a frame.

        Args:
            target: any surface; while its size is new, it gets the picture of the size before, stretched.
            previous, view: the last two that were shown.
            alpha: how far time has moved from `previous` to `view`, 0..1.
            elapsed_s: real seconds since the last frame.
            camera: how the target sees the stage (see `Pan.camera`); None looks straight ahead.
        """
        size = target.get_size()
        if self._now is None and self.ornament.fineness != self._house.fineness:
            self.resize(size)
        elif self._housing.follow_size(size):
            self._fit()
        # What is drawn comes nearer to what is wanted; on the first frame it is there at once.
        self._now = eased(self._now or self.ornament, self.ornament, elapsed_s)
        self._housing.advance(elapsed_s)
        fits = size == self._size
        self._camera = camera if camera is not None and fits else Camera.fitted(self._size, self.framing)
        self._follow(view)
        canvas = target if fits and is_canvas(target) else self._own_canvas
        self._advance(view, elapsed_s)
        self._paint(canvas, previous, view, alpha, elapsed_s)
        self._housing.follow_fineness(self.ornament.fineness, canvas)
        if canvas is not target:
            target.blit(canvas if fits else pygame.transform.scale(canvas, size), (0, 0))

    def _follow(self, view: View) -> None:
        """Notice a restart."""
        if view.tick < self._tick:
            self.reset()
        self._tick = view.tick

    def _advance(self, view: View, elapsed_s: float) -> None:
        self._cracks.advance(view, elapsed_s)
        self._dark.advance(view, elapsed_s)
        self._words.advance(elapsed_s)
        self._strain.advance(view, elapsed_s)
        self._effects.advance(view, self._seams, elapsed_s)
        self._beams.advance(view, 0.0 if self.settings.calm else elapsed_s)  # light outruns a held breath
        self._brush.advance(view, elapsed_s)
        if self._balance is not None:
            self._balance.advance(view, elapsed_s)
        self._dust.advance(self._effects.slowed(elapsed_s), self._breath)

    @property
    def _breath(self) -> float:
        """How the house breathes before a whisper, -1 (towards the left) .. 1."""
        return 0.0 if self._balance is None else self._balance.breath

    def _paint(self, canvas: pygame.Surface, previous: View, view: View, alpha: float, elapsed_s: float) -> None:
        """All layers; `Layer` has their order."""
        shake = self._effects.shift(self.settings.shake, self._house.camera)
        camera, where = self._panned.moved(shake), poses(previous, view, alpha)

        self._obey()
        # Light is slower than things: on some frames it spreads, on the others it falls on the pieces.
        ornament, settings = self._now or self.ornament, self.settings
        is_shading = self._frames % ornament.light_every != 0
        if not is_shading:
            self._spread_light(camera, ornament)
        self._frames += 1

        out = DrawList()
        self._house.backdrop.draw(
            out.on(Layer.HOUSE), self._effects.mood.gold, self._pan_px, shake, 0.0 if settings.calm else self._breath
        )
        if settings.contrast:
            contrast.dim_house(out)
        self._draw_pieces(out, previous, view, alpha, where, camera, is_shading=is_shading)
        if settings.contrast:
            contrast.dim_glass(out)
        self._beams.draw(out.on(Layer.BEAMS), camera)
        if self._balance is not None and self.highlight is None:
            plinth = _plinth(previous, view, alpha)
            self._balance.draw(out.on(Layer.PLUMB), view, where, plinth, camera, elapsed_s)
        self._dark.draw_kept(out, view, where, camera)
        seams = self._cracks.draw(out.on(Layer.CRACKS), view, where, camera)
        self._lamps = self._optics.draw(out.on(Layer.OPTICS), view, previous, alpha, camera)
        self._house.bloom.add_to(out.on(Layer.BLOOM))
        out.on(Layer.DUST).strokes_add(self._motes)
        out.on(Layer.RINGS).arcs_add(self._effects.rings(camera))
        self._house.floor.draw(out.on(Layer.FLOOR), ornament.floor)
        self._housing.draw_before(out)
        self._draw_front(out, view, where, camera, elapsed_s)
        self._draw_display(out, view, where, elapsed_s)
        self._seams = self._dark.put_out(out, view, where, camera, seams) if self._dark.is_dark else seams
        if self.display and self.highlight is None:  # what the last voice earned is read while the lamps go out
            self._words.draw(out.on(Layer.TYPE), self._camera, self.settings.text)
        if self._house.canvas is not None:
            self._rasteriser.draw(out, self._house.canvas, [layer for layer in STAGE_LAYERS if layer in self.layers])
            if self._house.fineness == HALF:
                out.on(Layer.HOUSE).enlarged(pixels(self._house.canvas))
            else:
                out.on(Layer.HOUSE).scaled(self._house.canvas)
        self._rasteriser.draw(out, canvas, self.layers)

    def _obey(self) -> None:
        """Draw what stands out, and what moves, as the player likes it."""
        bold = contrast.BOLD if self.settings.contrast else 1.0
        palette = self._bright if self.settings.contrast else self._palette
        self._cracks.wear(palette, bold, patterns=self.settings.patterns)
        self._brush.bold = bold
        self._beams.dashes.always = self.settings.patterns
        if self._balance is not None:
            self._balance.grains = not self.settings.calm

    def _draw_pieces(
        self, out: DrawList, previous: View, view: View, alpha: float, where: dict[int, Pose], camera: Camera, *,
        is_shading: bool,
    ) -> None:  # fmt: skip
        """The sculpture on its plinth with shadows and heat, and all other glass: what light runs in."""
        plinth = _plinth(previous, view, alpha)
        stands = None if self._plinth_width is None else (plinth, self._plinth_width)
        moods.hold_breath(out, self._effects.mood)
        unlit = moods.lose_lamps(out, self._effects.mood, self.settings)
        out.on(Layer.SHADOWS).strokes_shade(shadows(view, where, stands, camera))
        self._sculpture.house = self._dark.in_glass * (1.0 - moods.UNLIT_GLASS * unlit)
        self._sculpture.settled = self._dark.last.settled
        self._sculpture.draw(
            out.on(Layer.PIECES),
            self._house.bloom.glow,
            view.sculpture.pieces,
            self._strain,
            where,
            plinth,
            camera,
            strength=self.settings.stress,
            is_shading=is_shading,
            shade_turns=self.ornament.shade_turns,
            ornaments=view.sculpture.ornaments,
        )
        self._embers = embers(view, where, self._effects.mood.time, camera)
        out.on(Layer.EMBERS).strokes_add(self._embers)
        behind = Layer.SHADOWS if self._dark.is_dark else Layer.GLASS  # where the lamps go out
        self._optics.draw_glass(out.on(behind), view, previous, alpha, camera)

    def _draw_front(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera, elapsed_s: float) -> None:
        """What lies before the light: sparks, the hand, moments, the house."""
        mood = self._effects.mood
        self._effects.particles.draw(out.on(Layer.SPARKS), camera)
        out.on(Layer.SPARKS).strokes_add(self._effects.flares.stars(camera))
        self._brush.draw(out.on(Layer.HAND), view, camera)
        self._optics.draw_hand(out.on(Layer.HAND), view, camera, elapsed_s)
        if self.highlight is not None:
            draw_highlight(out.on(Layer.HIGHLIGHT), self.highlight, camera, self._palette, mood.time)
        moods.moments(out, mood, self.settings, self._palette.seam.body)
        if self.overlay:
            self._overlay.draw(out.on(Layer.STRESS), view, self._strain, where, camera)
        if self.rays:
            self._light_overlay.draw(out.on(Layer.STRESS), view, where, camera)
        moods.seat(out, self._house.audience, self._pan_px, view, mood, self.settings, self._dark.last)

    def _draw_display(self, out: DrawList, view: View, where: dict[int, Pose], elapsed_s: float) -> None:
        """What is read, at the window's own resolution."""
        if self.overlay and self.display:
            self._overlay.write(out.on(Layer.TYPE), view, where, self._camera)
        if self.rays and self.display:
            self._light_overlay.write(out.on(Layer.TYPE), view, where, self._camera)
        if self.named:
            self._names.write(out, view, where, self._camera, self.ranges)
        elif self._hud is not None and self._balance is not None and self.display and self.highlight is None:
            balance = self._balance
            frame = Frame(view, self._size, elapsed_s, self.settings, balance.now, balance.danger)
            self._hud.draw(out.on(Layer.HUD), frame)

    def _spread_light(self, camera: Camera, ornament: Ornament) -> None:
        """Draw all that shines into the glow, and let it shine; seams and mirrors as they were drawn last."""
        glow, effects, out = self._house.bloom.glow, self._effects, DrawList()
        self._house.bloom.clear()
        lamps = self._dark.lamps
        self._beams.shine(out, camera)
        out.fade(tuple(Layer), lamps)
        self._rasteriser.shine(out, glow)
        dust = 0.0 if self.settings.calm else ornament.dust
        self._motes = self._dust.lit(glow, camera, dust) if dust > 0.0 else NONE
        shining = [
            self._seams.rows,
            strokes.faded(self._lamps, lamps),
            strokes.faded(self._embers, lamps),
            effects.particles.glow(camera),
            effects.ring_glow(camera),
        ]
        out.strokes_glow(np.concatenate(shining), 1.0 / DIVISOR)
        self._rasteriser.shine(out, glow)
        most = BLOOM * (contrast.BLOOM if self.settings.contrast else 1.0)
        strength = most * self.settings.bloom * (1.0 + 0.5 * effects.mood.swell + self._dark.bloom)
        self._house.bloom.spread(strength * ornament.glow, ornament.reach)


def _plinth(previous: View, view: View, alpha: float) -> Pose:
    """The middle of the plinth's top, and its lean, between two views."""
    x = previous.sculpture.plinth[0] + alpha * (view.sculpture.plinth[0] - previous.sculpture.plinth[0])
    return Pose(
        x, 0.0, previous.sculpture.plinth[1] + alpha * (view.sculpture.plinth[1] - previous.sculpture.plinth[1])
    )
