"""What the pieces are made of. SI units; one row a material.

Densities and indices are textbook values. The toughness of the glasses is *not* that of real glass: real
soda-lime (0.76 MPa sqrt(m), n = 16) either holds for ever or breaks between two frames. Ours is weak and has
a low exponent, so that a crack runs at a pace that a player can read and answer (GAME: "telegraphed").
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Family = Literal["glass", "metal", "stone"]


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


@dataclass(frozen=True, slots=True)
class Material:
    """Physical constants of a material."""

    family: Family
    density: float
    """kg/m^3."""
    friction: float
    elasticity: float
    reflectance: float
    """Share of light that its surface throws back (metals)."""
    absorbance: float
    """1/m: Beer-Lambert, on the way through (glasses)."""
    index: float
    """Refractive index at 589 nm; 1 for what is opaque."""
    colour: str
    """Its hue where a level names none; a key of the palette's `materials`."""
    fracture: Fracture | None = None


_CROWN = Fracture(
    toughness=0.10e6, speed=0.070, exponent=3.0, threshold=0.20, plateau=0.050,
    strength=0.16e6, residual=0.070e6, stress_optic=2.8e-12,
)  # fmt: skip
_FLINT = Fracture(
    toughness=0.09e6, speed=0.065, exponent=3.2, threshold=0.20, plateau=0.055,
    strength=0.14e6, residual=0.060e6, stress_optic=2.0e-12,
)  # fmt: skip

MATERIALS: dict[str, Material] = {
    "crown_glass": Material("glass", 2500.0, 0.55, 0.15, 0.0, 0.25, 1.517, "amber", _CROWN),
    "flint_glass": Material("glass", 3600.0, 0.50, 0.15, 0.0, 0.35, 1.620, "cobalt", _FLINT),
    "brass": Material("metal", 8500.0, 0.60, 0.10, 0.70, 0.0, 1.0, "brass"),
    "copper": Material("metal", 8900.0, 0.60, 0.10, 0.75, 0.0, 1.0, "copper"),
    "steel": Material("metal", 7800.0, 0.60, 0.15, 0.60, 0.0, 1.0, "steel"),
    "stone": Material("stone", 2600.0, 0.80, 0.05, 0.0, 0.0, 1.0, "stone"),
}
"""By name, as levels name them."""


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
