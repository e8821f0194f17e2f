"""Notices over whatever scene is on: what happened around the game, such as a pad that was unplugged."""

import pygame

from game.scenes.page.page import Sheet, Style, eased

LASTS_S, FADE_S = 6.0, 0.4
"""Real seconds that a notice stays, and in which it comes and goes."""
TOP, PX, LINE, PAD = 14.0, 17.0, 28.0, 12.0
"""Of the first one, the size of its type, from one to the next at least, and the dark beside it, px of the design."""
MOST = 3
"""Lines at a time: the oldest gives way."""
SHADE = 0.8
"""How dark it is under them."""


class NoticeBoard:
    """The notices that are shown now, oldest first."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._notices: dict[str, float] = {}
        """Their ages, s."""

    def add(self, text: str) -> None:
        """Show a notice; the same again only stays longer."""
        self._notices.pop(text, None)
        self._notices[text] = 0.0
        for oldest in list(self._notices)[:-MOST]:
            del self._notices[oldest]

    def move(self, elapsed_s: float) -> None:
        """Let real seconds pass."""
        ages = {text: age_s + elapsed_s for text, age_s in self._notices.items()}
        self._notices = {text: age_s for text, age_s in ages.items() if age_s < LASTS_S}

    def draw(self, target: pygame.Surface) -> None:
        """Set them below each other at the upper edge, on dark ground: any picture may lie under them."""
        sheet, y = Sheet(target, self._style), TOP
        step = sheet.step(LINE, PX)
        for text, age_s in self._notices.items():
            share = min(eased(age_s / FADE_S), eased((LASTS_S - age_s) / FADE_S))
            line = self._style.type.line(text, sheet.text_px(PX), self._style.title)
            width = min(line.get_width() / sheet.unit + 2 * PAD, sheet.width)
            ground = pygame.Surface(sheet.pixel((width, step - 2)), pygame.SRCALPHA)
            ground.fill((0, 0, 0, round(255 * SHADE * share)))
            target.blit(ground, sheet.pixel(((sheet.width - width) / 2, y)))
            at = (sheet.width / 2, y + step / 2 - 2)
            sheet.write(
                text, at, PX, self._style.title, anchor=0.5, share=share, room=sheet.width - 2 * PAD, centred=True
            )
            y += step
