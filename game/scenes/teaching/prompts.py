"""Prompts on the stage: a few words beside what they are about, with a hairline that leads to it."""

from dataclasses import dataclass

import numpy as np
import pygame

from game.core.geom import Floats, turned
from game.input.aim import held_mirror
from game.level.model import Splitter
from game.render import Camera
from game.scenes.page.page import Sheet, Style, eased
from game.scenes.teaching.facts import Facts
from game.scenes.teaching.lessons import Place
from game.sim import View

COMES_S = 0.25
"""Real seconds in which it fades in, or out."""
PX, PAD = 21.0, 11.0
"""Size of the type, and the dark beside it, px of the design."""
SHADE = 0.82
"""How dark it is under the words: beams and gold may lie there."""
CLEAR_M, UNDER_M = 0.14, 0.48
"""Left free between the sculpture and the words, and from the mirror's middle down to them, m."""
PLINTH_M = 0.06
"""Height of the words beside the plinth, m."""
EDGES = (0.03, 0.17, 0.86)
"""Left free at the sides, and how high and how low the words may stand, shares of the window."""
GAP = 7.0
"""Between the hairline and its ends, px of the design."""

Metres = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand."""

    at: Metres
    """m."""
    anchor: float
    """Which share of the words is left of it: 0 they begin there, 1 they end there."""
    about: Metres | None
    """What a hairline leads to, m; None where that is plain."""


def spot_of(place: Place, facts: Facts, view: View) -> Spot:
    """Where words about a place stand: away from the held mirror's light, and off the glass."""
    held = held_mirror(view)
    if place in (Place.MIRROR, Place.BREATH) and held is not None:
        return Spot((held.centre[0], held.centre[1] - UNDER_M), 0.5, None)
    if place is Place.OTHER:
        x, y = facts.taking_at
        return Spot((x, y - UNDER_M), 0.5, (x, y))
    away = 1.0 if held is None or held.centre[0] <= 0.0 else -1.0
    left, right = _sides(view)
    x = right + CLEAR_M if away > 0 else left - CLEAR_M
    anchor = 0.0 if away > 0 else 1.0
    about = _about(place, facts, view)
    if about is not None:
        return Spot((x, about[1]), anchor, about)
    return Spot((x, PLINTH_M), anchor, (view.sculpture.plinth[0] + away * view.sculpture.plinth_width / 2, 0.0))


class Prompt:
    """The words that are shown now: they fade in, go with what they are about, and fade out."""

    def __init__(self) -> None:
        self._words = ""
        self._spot = Spot((0.0, 0.0), 0.0, None)
        self._share_s = 0.0

    @property
    def shown(self) -> str:
        """What can be read."""
        return self._words if self._share_s > 0.0 else ""

    def clear(self) -> None:
        """Show nothing, at once."""
        self._words, self._share_s = "", 0.0

    def move(self, words: str, spot: Spot | None, elapsed_s: float) -> None:
        """Let real seconds pass; no words let those that are there fade."""
        if spot is not None and words:
            self._words, self._spot = words, spot
            self._share_s = min(COMES_S, self._share_s + elapsed_s)
        else:
            self._share_s = max(0.0, self._share_s - elapsed_s)

    def draw(self, target: pygame.Surface, style: Style, camera: Camera) -> None:
        """Set the words on a darkness of their own."""
        if not self.shown:
            return
        sheet, share = Sheet(target, style), eased(self._share_s / COMES_S)
        line = style.type.line(self._words, sheet.text_px(PX), style.title, strong=True)
        box = self.box(target.get_size(), line.get_size(), sheet.unit, camera)
        ground = pygame.Surface(box.size, pygame.SRCALPHA)
        pygame.draw.rect(
            ground, (0, 0, 0, round(255 * SHADE * share)), ground.get_rect(), border_radius=box.height // 4
        )
        if self._spot.about is not None:
            self._lead(target, style, box, camera.pixel(self._spot.about), sheet.unit)
        target.blit(ground, box)
        sheet.place(line, ((box.x + PAD * sheet.unit) / sheet.unit, (box.centery - line.get_height() / 2) / sheet.unit),
                    share=share)  # fmt: skip

    def box(self, size: tuple[int, int], line: tuple[int, int], unit: float, camera: Camera) -> pygame.Rect:
        """The words with the dark round them, within the window, px."""
        x, y = camera.pixel(self._spot.at)
        width, height = line[0] + round(2 * PAD * unit), line[1] + round(PAD * unit)
        box = pygame.Rect(round(x - self._spot.anchor * width), round(y - height / 2), width, height)
        room = pygame.Rect(
            round(EDGES[0] * size[0]), round(EDGES[1] * size[1]),
            round((1 - 2 * EDGES[0]) * size[0]), round((EDGES[2] - EDGES[1]) * size[1]),
        )  # fmt: skip
        return box.clamp(room)

    def _lead(
        self, target: pygame.Surface, style: Style, box: pygame.Rect, to: tuple[float, float], unit: float
    ) -> None:
        """A hairline from the words to what they are about, which it does not cover."""
        if box.left < to[0] < box.right:
            start = (round(to[0]), box.top if to[1] < box.centery else box.bottom)
        else:
            start = (box.left if to[0] < box.centerx else box.right, box.centery)
        way = np.array(to) - start
        length = float(np.hypot(*way))
        if length > 3 * GAP * unit:
            end = np.array(to) - way * (GAP * unit / length)
            pygame.draw.line(target, (0, 0, 0), start, end.tolist(), max(3, round(3 * unit)))
            pygame.draw.line(target, style.accent, start, end.tolist(), max(1, round(1.5 * unit)))


def _about(place: Place, facts: Facts, view: View) -> Metres | None:
    """What words beside the sculpture are about, m; None for the plinth."""
    match place:
        case Place.CRACK:
            return facts.at
        case Place.DRY:
            return facts.dry_at
        case Place.HEAT:
            return facts.hot
        case Place.PANE:
            panes = [optic.outline for optic in view.light.optics if isinstance(optic.spec, Splitter)]
            return None if not panes else _highest(panes[0])
    return None


def _highest(outline: Floats) -> Metres:
    """The end of a pane that stands clear of the glass, m."""
    x, y = outline[int(np.argmax(outline[:, 1]))].tolist()
    return x, y


def _sides(view: View) -> tuple[float, float]:
    """How far what stands and its plinth reach to the left and to the right, m."""
    middle, half = view.sculpture.plinth[0], view.sculpture.plinth_width / 2
    left, right = middle - half, middle + half
    for piece in view.sculpture.pieces:
        if piece.standing:
            across = turned(piece.mesh.nodes, piece.angle)[:, 0] + piece.position[0]
            left, right = min(left, float(across.min())), max(right, float(across.max()))
    return left, right
