"""What the mood of the house does to the picture and to its people: held breath, a flash, an ovation, a fall."""

from game.render.effects.effects import Mood
from game.render.effects.last_picture import LastPicture
from game.render.look.theme import Rgb
from game.render.paint.drawlist import DrawList, Layer, Shade
from game.render.theatre.audience import Audience
from game.settings import Picture
from game.sim.view import View

DIMMED = (112, 122, 150)
"""What is left of 256 of each colour when the light has died."""
HELD = (112, 146, 196)
"""What is left of the house while breath is held: it dims and cools, and what stands on the stage does not."""
UNLIT = (84, 92, 122)
"""What is left of the house while all lamps are off, as they blink: the dark is seen, and what stands is still read."""
UNLIT_GLASS = 0.45
"""Share of its light that the sculpture loses then."""
WARM = 0.10
"""Share of gold's colour that an ovation adds."""
CALM_LIGHT = 0.25
"""On people who stand still, at most."""


def hold_breath(out: DrawList, mood: Mood) -> None:
    """The house dims while breath is held: before anything stands on the stage."""
    if mood.calm > 0.0:
        out.on(Layer.SHADOWS).tint(_dimmed(HELD, mood.calm), (0, 0, 0))


def lose_lamps(out: DrawList, mood: Mood, settings: Picture) -> float:
    """The house goes dark with lamps that blink, before anything stands on the stage; returns how far, 0..1.

    It eases in and out, and as far as the player lets the whole picture flash; a calm house keeps its light.
    """
    share = 0.0 if settings.calm else mood.unlit * settings.flashes
    if share > 0.0:
        out.on(Layer.SHADOWS).tint(_dimmed(UNLIT, share), (0, 0, 0))
    return share


def moments(out: DrawList, mood: Mood, settings: Picture, gold: Rgb) -> None:
    """A flash, the gold of an ovation, the cold after a fall: over the stage, not over what is read."""
    flash = mood.flash * settings.flashes
    more = [min(255, round(WARM * mood.swell * g + flash * f)) for g, f in zip(gold, mood.flash_colour, strict=True)]
    if mood.dim > 0.0 or any(more):
        out.on(Layer.MOOD).tint(_dimmed(DIMMED, mood.dim), (more[0], more[1], more[2]))


def seat(
    out: DrawList, stalls: Audience, pan: float, view: View, mood: Mood, settings: Picture, last: LastPicture
) -> None:
    """The people, as they feel; in high contrast unlit, and in a calm house still."""
    light = (0.25 + 0.5 * mood.gold + 0.4 * mood.swell - 0.5 * mood.dim) * (1.0 - 0.5 * mood.calm)
    light, people = 0.0 if settings.contrast else light, out.on(Layer.AUDIENCE)
    if settings.calm:
        stalls.draw(people, pan, 0.0, 0.0, 0.0, 0.0, min(light, CALM_LIGHT), 0.0, last.dark)
        return
    stalls.draw(
        people, pan, view.game.beat, view.sculpture.sway, mood.gasp, mood.rise, light, mood.time, last.dark,
        last.stalls_s,
    )  # fmt: skip


def _dimmed(left: Shade, share: float) -> Shade:
    """What is left of 256 of each colour when it is so far on its way to `left`."""
    red, green, blue = (round(256 - (256 - part) * share) for part in left)
    return red, green, blue
