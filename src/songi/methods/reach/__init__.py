"""What lies within a distance of positions that move from draw to draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.geodesy import EARTH_RADIUS_KM


def amount_within_km(
    origins: ArrayLike, radius_km: ArrayLike, points: ArrayLike, amounts: ArrayLike
) -> FloatArray:
    """Add up what lies within great-circle distances of positions that move from draw to draw.

    Args:
        origins: `[draws, 3]`, unit vectors of `geodesy.unit_vectors`.
        radius_km: `[draws, limits]`, not negative.
        points: `[points, 3]`, unit vectors.
        amounts: `[points]`, what stands at each.

    Returns:
        `[draws, limits]`. A point at exactly the distance counts, up to rounding.

    Raises:
        MethodError: NaN, a negative radius, shapes that do not fit.
    """
    here, there = finite("origins", origins), finite("points", points)
    radius, weights = finite("radius_km", radius_km), finite("amounts", amounts)
    refuse_where(radius < 0, "radius_km must not be negative")
    if here.ndim != 2 or radius.shape[:1] != here.shape[:1] or weights.shape != there.shape[:1]:
        message = (
            "origins and radius_km must be of one length, points and amounts of another: "
            f"{here.shape}, {radius.shape}, {there.shape}, {weights.shape}"
        )
        raise MethodError(message)
    total = np.zeros(radius.shape)
    if not total.size:
        return total
    # Only points that some draw may reach are looked at: most of a country never is.
    middle = here.mean(axis=0) / np.linalg.norm(here.mean(axis=0))
    spread = np.arccos(np.clip(here @ middle, -1, 1)).max()
    widest = spread + radius.max() / EARTH_RADIUS_KM + 1e-9
    near = np.arccos(np.clip(there @ middle, -1, 1)) <= widest
    limits = np.cos(np.minimum(radius / EARTH_RADIUS_KM, np.pi))
    from songi.methods.reach import kernel  # loads numba

    kernel.add_within(here, np.ascontiguousarray(there[near]), weights[near], limits, total)
    return total
