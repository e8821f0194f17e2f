"""What the pieces are made of. SI units; one row a material, which names it to the level format and its schema too.

The colours that it is drawn in stand in `assets/theme.json`.

Densities, indices and reflectances are textbook values. The toughness of the glasses is *not* that of real glass: real
soda-lime (0.76 MPa sqrt(m), n = 16) either holds for ever or breaks between two frames. Ours is weak and has
a low exponent, so that a crack runs at a pace that a player can read and answer (GAME: "telegraphed").
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from game.level.values.spectrum import BANDS, BANDS_PER_PART, WAVELENGTHS

Family = Literal["glass", "metal", "stone"]

MEAN_NM = 587.6
"""nm: the yellow line of helium, at which glass catalogues give *the* index of a glass (n_d)."""


@dataclass(frozen=True, slots=True)
class Cauchy:
    """Refractive index n = a + b / wavelength^2."""

    a: float
    b: float
    """um^2."""

    def at(self, nm: float) -> float:
        """The index at a wavelength in nm."""
        return self.a + self.b * 1e6 / (nm * nm)


@dataclass(frozen=True, slots=True)
class Fracture:
    """How a glass cracks: v = v0 (K / K_Ic)^n between a threshold and a plateau (Charles-Wiederhorn)."""

    toughness: float
    """K_Ic, Pa sqrt(m)."""
    speed: float
    """v0: tip speed at K = K_Ic, m/s."""
    exponent: float
    """n."""
    threshold: float
    """K / K_Ic below which a tip rests."""
    plateau: float
    """Fastest subcritical tip speed, m/s."""
    strength: float
    """Tension at which sound glass cracks of itself, if it lasts, Pa."""
    residual: float
    """Tension that the cooling left in the glass, Pa: what opens a flaw even in a piece at rest."""
    stress_optic: float
    """C of retardation = C t (s1 - s2), 1/Pa: borosilicate crown 2.8, dense flint 2.0 brewsters (Schott TIE-27)."""
    grain: float | None = None
    """Length of the steps in which a crack goes, m; by the size of its piece where None."""


@dataclass(frozen=True, slots=True)
class Material:
    """Physical constants of a material."""

    family: Family
    density: float
    """kg/m^3."""
    friction: float
    elasticity: float
    colour: str
    """Its hue where a level names none; a key of the palette's `materials`."""
    reflectance: tuple[float, ...] = (0.0,) * BANDS
    """Share of light that its surface throws back, in each band (metals)."""
    index: Cauchy = Cauchy(1.0, 0.0)
    """Of glasses."""
    disperses: bool = False
    """Whether its index is traced band by band; else every band has the index at MEAN_NM."""
    fracture: Fracture | None = None

    @property
    def indices(self) -> tuple[float, ...]:
        """Refractive index in each band, as light is traced."""
        return tuple(self.index.at(nm if self.disperses else MEAN_NM) for nm in WAVELENGTHS)


_CROWN = Fracture(
    toughness=0.10e6, speed=0.070, exponent=3.0, threshold=0.20, plateau=0.050,
    strength=0.16e6, residual=0.070e6, stress_optic=2.8e-12,
)  # fmt: skip
_FLINT = Fracture(
    toughness=0.09e6, speed=0.065, exponent=3.2, threshold=0.20, plateau=0.055,
    strength=0.14e6, residual=0.060e6, stress_optic=2.0e-12,
)  # fmt: skip

# Normal reflectance of polished metal, ((n - 1)^2 + k^2) / ((n + 1)^2 + k^2), from measured n and k: brass of 70 %
# copper (Querry, CRDC-CR-85034, 1985), copper (Hagemann, Gudat and Kunz, DESY SR-74/7, 1974), ferritic stainless steel
# (Karlsson and Ribbing, J. Appl. Phys. 53, 1982). Rounded; what the angle does to it is left out.
_BRASS = (0.43, 0.56, 0.71, 0.78, 0.84, 0.86, 0.88, 0.89)
_COPPER = (0.55, 0.58, 0.60, 0.63, 0.76, 0.85, 0.92, 0.94)
_STEEL = (0.57, 0.58, 0.58, 0.59, 0.59, 0.60, 0.60, 0.61)

# Crown is BK7: a prism of 60 degrees parts the ends of its spectrum by one degree, 3 cm after 2 m, a third of a beam's
# width. Tracing it band by band would cost eight times as much and show next to nothing. Flint is SF10, which fans out
# by more than four degrees: prisms are made of it.
MATERIALS: dict[str, Material] = {
    "crown_glass": Material("glass", 2500.0, 0.55, 0.15, "amber", index=Cauchy(1.5046, 0.00420), fracture=_CROWN),
    "flint_glass": Material(
        "glass", 3600.0, 0.50, 0.15, "cobalt", index=Cauchy(1.7280, 0.01342), disperses=True, fracture=_FLINT
    ),
    "brass": Material("metal", 8500.0, 0.60, 0.10, "brass", _BRASS),
    "copper": Material("metal", 8900.0, 0.60, 0.10, "copper", _COPPER),
    "steel": Material("metal", 7800.0, 0.60, 0.15, "steel", _STEEL),
    "stone": Material("stone", 2600.0, 0.80, 0.05, "stone"),
}
"""By name, as levels name them."""

_ABSORBANCE: dict[str, tuple[float, float, float, float]] = {
    "cobalt": (0.30, 2.00, 3.00, 2.20),
    "ruby": (2.80, 3.00, 1.80, 0.30),
    "amber": (3.20, 1.80, 0.30, 0.60),
    "emerald": (2.20, 0.30, 1.90, 3.00),
    "amethyst": (0.50, 3.00, 2.20, 0.60),
    "clear": (0.15, 0.15, 0.15, 0.15),
}
"""1/m of coloured glass for soprano, alto, tenor and bass. Far lighter than church windows: 0.3 m of it passes nine
tenths of its own hue and about half of the others, so that a beam takes on its colour and still reaches what lies
behind."""


GLASSES = tuple(name for name, material in MATERIALS.items() if material.family == "glass")
"""Names of the materials that crack."""
COLOURS = (*_ABSORBANCE, *dict.fromkeys(row.colour for row in MATERIALS.values() if row.family != "glass"))
"""Hues that a level can give a piece: those of glass, and those of the solid materials."""


def absorbance(colour: str) -> tuple[float, ...]:
    """1/m in each band of glass of a colour (Beer-Lambert); that of clear glass where no glass has that colour."""
    parts = _ABSORBANCE.get(colour, _ABSORBANCE["clear"])
    return tuple(part for part in parts for _ in range(BANDS_PER_PART))


def tuned(name: str, changes: Mapping[str, float]) -> Material:
    """A material with some numbers of its fracture changed.

    Raises:
        KeyError: there is no such material.
        TypeError: a glass has no such number.
    """
    material = MATERIALS[name]
    if material.fracture is None or not changes:
        return material
    return replace(material, fracture=replace(material.fracture, **changes))
