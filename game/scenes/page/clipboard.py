"""Text that another program may be given."""

import pygame


def copied(text: str) -> str:
    """Give a line to the system's clipboard; returns what became of it, in words."""
    try:
        pygame.scrap.put_text(text)
    except pygame.error:
        return "There is no clipboard to copy this to"
    return "Copied"
