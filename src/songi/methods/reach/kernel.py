"""Adding up what is near, compiled: draws by points by limits are too many for arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from songi.methods.compiled import compiled

Array = NDArray[np.float64]


@compiled
def add_within(origins: Array, points: Array, amounts: Array, cosines: Array, total: Array) -> None:
    """Add to `total` `[draws, limits]` the amounts of points at no smaller cosine than the limit.

    Args:
        origins: `[draws, 3]`, unit vectors.
        points: `[points, 3]`, unit vectors.
        amounts: `[points]`.
        cosines: `[draws, limits]`, of the greatest angle.
        total: `[draws, limits]`, added to.
    """
    for d in range(origins.shape[0]):
        x, y, z = origins[d, 0], origins[d, 1], origins[d, 2]
        for p in range(points.shape[0]):
            cosine = x * points[p, 0] + y * points[p, 1] + z * points[p, 2]
            for k in range(cosines.shape[1]):
                if cosine >= cosines[d, k]:
                    total[d, k] += amounts[p]
