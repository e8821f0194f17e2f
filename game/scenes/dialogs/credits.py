"""What the game stands on."""

from game import __version__
from game.core.language import N_, _
from game.scenes.base import Change
from game.scenes.dialogs.reading import Line, Reading, Text
from game.scenes.services import Services

STANDS_ON = (
    ("Python", N_("the language"), "PSF"),
    ("pygame-ce, SDL", N_("window, sound, hands"), "LGPL 2.1, zlib"),
    ("pymunk, Munk2D", N_("bodies that stand and fall"), "MIT"),
    ("NumPy", N_("numbers in rows"), "BSD"),
    ("Numba, LLVM", N_("light, glass and picture, compiled"), "BSD, Apache 2.0"),
    ("Shapely, GEOS", N_("shapes that are whole"), "BSD, LGPL 2.1"),
    ("Pydantic", N_("levels, read and checked"), "MIT"),
    ("SQLite", N_("what you achieve, kept"), N_("public domain")),
    ("platformdirs", N_("where your files belong"), "MIT"),
    ("Typer, Rich", N_("commands"), "MIT"),
    ("Source Sans Pro", N_("these letters"), "SIL OFL 1.1"),
)
"""Name, what it does here, and under which licence it is given to all."""
COLUMNS = (0.0, 0.30, 0.74)


def credits_page(services: Services, leave: Change = None) -> Reading:
    """The page; `leave` is where its way back leads."""
    lines = [
        Line((_("FLAWSONG {version}: free under the MIT licence, made by its authors.").format(version=__version__),)),
        Line((_("Music, pictures and light are made by the game itself as it plays."),)),
        Line((_("It stands on the work of others, with thanks:"),), is_heading=True),
        *(Line((name, _(what), _(licence))) for name, what, licence in STANDS_ON),
        Line((_("Kintsugi, the old craft, laid the first gold on a crack."),), is_heading=True),
    ]
    return Reading(services, Text(N_("CREDITS"), N_("What it stands on"), lines, COLUMNS), leave)
