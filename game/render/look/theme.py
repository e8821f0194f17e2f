"""The colours of the stage, read from assets/theme.json."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.core.paths import assets_dir

Channel = Annotated[int, Field(ge=0, le=255)]
Rgb = tuple[Channel, Channel, Channel]
RAMP_SIZE = 256
"""Entries of a colour ramp."""
_RAMP_STOPS = (0.0, 0.38, 0.68, 0.90, 1.0)
"""Brightness at which a tone reaches deep, body, vivid, pale, white."""


class ThemeError(ValueError):
    """The theme file is missing or broken; the message says where and why."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tone(_Part):
    """One substance from its shadow to its highlight."""

    deep: Rgb
    body: Rgb
    vivid: Rgb
    pale: Rgb

    def ramp(self) -> NDArray[np.float32]:
        """The tone as a ramp over brightness, (RAMP_SIZE, 3), 0-255, ending in white."""
        stops = np.array([self.deep, self.body, self.vivid, self.pale, (255, 255, 255)], dtype=float)
        at = np.linspace(0.0, 1.0, RAMP_SIZE)
        return np.column_stack([np.interp(at, _RAMP_STOPS, stops[:, k]) for k in range(3)]).astype(np.float32)


class Wall(_Part):
    """The back of the stage in one mood."""

    top: Rgb
    middle: Rgb
    horizon: Rgb
    glow: Rgb
    heart: Rgb
    edge: Rgb


class Backdrop(_Part):
    """The back of the stage before the first voice, and with all of them."""

    cold: Wall
    gold: Wall


class Curtain(_Part):
    """Velvet, in its folds and on them."""

    shade: Rgb
    body: Rgb
    sheen: Rgb
    trim: Rgb


class Floor(_Part):
    """Boards and what lights them."""

    near: Rgb
    far: Rgb
    pool: Rgb
    lamp: Rgb


class Audience(_Part):
    """Silhouettes and their rims."""

    body: Rgb
    rim: Rgb


class Seam(_Part):
    """Gold, from its shadow to white heat."""

    edge: Rgb
    body: Rgb
    bright: Rgb
    hot: Rgb
    dry: Rgb
    ember: Rgb


class Crack(_Part):
    """A crack without gold."""

    hair: Rgb
    edge: Rgb
    glint: Rgb


class MirrorTone(_Part):
    """A mirror, its rail and its ring."""

    silver: Rgb
    shade: Rgb
    brass: Rgb
    ring: Rgb


class Parts(_Part):
    """The four parts of the choir."""

    bass: Rgb
    tenor: Rgb
    alto: Rgb
    soprano: Rgb

    def of(self, part: str) -> Rgb | None:
        """The colour of a part by its name; None for whatever is none."""
        return {"bass": self.bass, "tenor": self.tenor, "alto": self.alto, "soprano": self.soprano}.get(part)


class Ink(_Part):
    """Type and lines of the display."""

    title: Rgb
    accent: Rgb
    quiet: Rgb
    danger: Rgb


class Scenery(_Part):
    """What surrounds a sculpture: a level chooses one."""

    backdrop: Backdrop
    curtain: Curtain
    floor: Floor
    audience: Audience


class Colours(_Part):
    """What is the same in every scenery: the colours of what is played with, and of what is read."""

    glass: dict[str, Tone]
    solid: dict[str, Tone]
    seam: Seam
    crack: Crack
    beams: Annotated[tuple[Rgb, ...], Field(min_length=1)]
    mirror: MirrorTone
    parts: Parts
    ink: Ink
    leaf: Annotated[tuple[Rgb, ...], Field(min_length=1)]

    def tone(self, colour: str) -> Tone:
        """The tone of a piece's colour, glass or solid.

        Raises:
            ThemeError: the palette has no such colour.
        """
        found = self.glass.get(colour) or self.solid.get(colour)
        if found is None:
            raise ThemeError(f"no colour {colour!r} among glass or solid")
        return found


class Palette(Scenery, Colours):
    """Every colour that a performance is drawn in."""


class Theme(_Part):
    """The whole theme file."""

    version: Literal[1]
    colours: Colours
    sceneries: Annotated[dict[str, Scenery], Field(min_length=1)]


def parse_theme(text: str, source: str = "theme") -> Theme:
    """A theme from its JSON text.

    Raises:
        ThemeError: it is no valid theme; the message has one line for each mistake, with its place.
    """
    try:
        return Theme.model_validate_json(text)
    except ValidationError as broken:
        lines = [f"  {'.'.join(map(str, e['loc'])) or '(file)'}: {e['msg']}" for e in broken.errors()]
        raise ThemeError("\n".join([f"{source} is broken:", *lines])) from None


@lru_cache(maxsize=4)
def load_theme(path: Path | None = None) -> Theme:
    """The theme file that ships with the game, or the one at `path`.

    Raises:
        ThemeError: the file is missing or broken.
    """
    source = path or assets_dir() / "theme.json"
    try:
        text = source.read_text(encoding="utf-8")
    except OSError as failure:
        raise ThemeError(f"{source} cannot be read: {failure.strerror}") from None
    return parse_theme(text, str(source))


@lru_cache(maxsize=32)
def load_palette(name: str, path: Path | None = None) -> Palette:
    """The palette with the scenery of a name, of the theme file that ships with the game, or of the one at `path`.

    Raises:
        ThemeError: the file is missing or broken, or has no such scenery.
    """
    theme = load_theme(path)
    scenery = theme.sceneries.get(name)
    if scenery is None:
        raise ThemeError(f"the theme has no scenery {name!r}; it has {', '.join(sorted(theme.sceneries))}")
    return Palette(**dict(theme.colours), **dict(scenery))
