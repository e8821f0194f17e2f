"""The laws at a surface: Snell, Fresnel, reflection, and what a curved surface does to a tube of light.

Angles are between a ray and the normal of the surface, given as cosines; `curvature` (1/m) is positive where the
surface bulges towards the ray.
"""

import math

from game.core.kernels import kernel_part


@kernel_part
def snell(ratio: float, cos_in: float) -> float:
    """Cosine of the refracted angle, or -1 where all light is reflected; `ratio` is n before over n behind."""
    square = 1.0 - ratio * ratio * (1.0 - cos_in * cos_in)
    return math.sqrt(square) if square > 0.0 else -1.0


@kernel_part
def fresnel(before: float, behind: float, cos_in: float, cos_out: float) -> tuple[float, float]:
    """Reflected shares of the power of s and p polarised light, between two refractive indices (Fresnel)."""
    s = (before * cos_in - behind * cos_out) / (before * cos_in + behind * cos_out)
    p = (behind * cos_in - before * cos_out) / (behind * cos_in + before * cos_out)
    return s * s, p * p


@kernel_part
def reflected_spread(width: float, spread: float, curvature: float, cos_in: float) -> float:
    """Spread (rad) of a tube after reflection; its width stays.

    The mirror equation for the plane of the drawing (Coddington): 1/s + 1/s' = -2 curvature / cos, with
    spread = -width / s' behind and width / s before.
    """
    return spread + 2.0 * curvature * width / cos_in


@kernel_part
def refracted_tube(
    width: float, spread: float, curvature: float, before: float, behind: float, cos_in: float, cos_out: float
) -> tuple[float, float]:
    """Width (m) and spread (rad) of a tube after refraction between two refractive indices.

    Coddington's equation for the plane of the drawing: n' cos'^2 / s' - n cos^2 / s = (n' cos' - n cos) curvature; the
    width goes with the cosine, as the stretch of the surface that the tube meets is the same on both sides.
    """
    stretch = width / cos_in
    bend = (behind * cos_out - before * cos_in) * curvature * stretch
    return stretch * cos_out, (before * cos_in * spread - bend) / (behind * cos_out)
