"""K-density beside chance: envelopes from points scattered anew over the sites that there are.

All pair distances of a scatter come at once from the autocorrelation of its counts on a fine grid,
by two Fourier transforms, whatever the number of points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import fft

from songi.errors import MethodError
from songi.methods.checks import FloatArray
from songi.methods.point_patterns import asked_distances, points, silverman

COARSEST, FINEST = 1.25, 5.0
"""Cells to a bandwidth, at least and at most: as many as leave the grid small."""

FEW_CELLS = 200
"""Cells along the longer side up to which a finer grid costs little."""

REACH = 5.0
"""Pairs further than so many bandwidths beyond the last distance are left out."""

MOST_CELLS = 2**23
"""Larger grids are refused: the area is too wide for so fine a bandwidth."""

FIRST_CELLS = 512
"""Cells along the longer side of the grid from which the bandwidth is found."""

RINGS_PER_CELL = 8


@dataclass(frozen=True, slots=True)
class Envelopes:
    """K-density of some points, and what it would be if they stood on any of the sites.

    Attributes:
        distances_m: `[distances]`.
        density: `[distances]`, of the points, for each metre.
        local_low: `[distances]`, at each distance by itself, the level's share of scatters lies
            between this and `local_high`.
        local_high: `[distances]`.
        global_low: `[distances]`, at most half of the rest of the scatters falls below this at any
            distance whatever.
        global_high: `[distances]`, at most half of the rest rises above this at any.
        bandwidth_m: bandwidth of the smoothing, the same for points and scatters.
        cell_m: side of the grid's cells.
        simulations: number of scatters.
    """

    distances_m: FloatArray
    density: FloatArray
    local_low: FloatArray
    local_high: FloatArray
    global_low: FloatArray
    global_high: FloatArray
    bandwidth_m: float
    cell_m: float
    simulations: int

    @property
    def localisation(self) -> FloatArray:
        """How far the density rises above the global envelope; nought where it does not."""
        return np.maximum(self.density - self.global_high, 0.0)

    @property
    def dispersion(self) -> FloatArray:
        """How far it falls below the global envelope, where it is nowhere localised."""
        below = np.maximum(self.global_low - self.density, 0.0)
        return below * (not self.localisation.any())


def k_density_envelopes(
    sites: ArrayLike,
    chosen: ArrayLike,
    distances_m: ArrayLike,
    generator: np.random.Generator,
    *,
    weights: ArrayLike | None = None,
    simulations: int = 1000,
    level: float = 0.95,
    bandwidth_m: float | None = None,
) -> Envelopes:
    r"""K-density with local and global envelopes (Duranton and Overman).

    Each scatter puts the chosen points, with their weights, on as many of the sites, each site
    equally likely and used once. A point is shared out over the four cells around it, so that its
    position is kept; the variance that this adds to a distance (a third of the squared cell) is
    taken from the kernel's. Cells are four fifths of a bandwidth wide, and finer where that is
    cheap; the density then parts from that of exact distances by a thousandth of its peak or less
    (tested).

    The local envelope takes quantiles at each distance by itself, so that more than the rest of
    scatters leave it somewhere. The global one takes the k-th highest (lowest) of the scatters at
    every distance, with the largest k at which no more than half of the rest leave it anywhere.

    Args:
        sites: `[sites, 2]`, m: all places where a point could stand, those chosen among them.
        chosen: `[sites]`, whether a point stands there.
        distances_m: `[distances]`, not negative; up to the median distance between sites, as the
            authors advise.
        generator: what scatters.
        weights: `[chosen]`, in the order of the sites; all alike without.
        simulations: how many scatters; 40 at least.
        level: share that the envelopes leave inside.
        bandwidth_m: bandwidth; Silverman's of the chosen points without.

    Returns:
        The density and its envelopes.

    Raises:
        MethodError: NaN, values out of bounds, fewer than two points, no site left over, an area
            too wide for the bandwidth.

    Source:
        Duranton and Overman, Review of Economic Studies 72 (2005), sections 2.3 and 2.4.
    """
    here, _ = points("sites", sites, None, "weights")
    taken = np.asarray(chosen, dtype=bool)
    if taken.shape != (len(here),) or taken.all() or taken.sum() < 2:
        message = "chosen must mark two sites at least, and leave one over"
        raise MethodError(message)
    wanted = asked_distances(distances_m)
    _, weight = points("chosen", here[taken], weights, "weights")
    if simulations < 40 or not 0 < level < 1:
        message = f"simulations must be 40 or more and level in (0, 1): {simulations}, {level}"
        raise MethodError(message)
    width = _bandwidth(here[taken], wanted) if bandwidth_m is None else float(bandwidth_m)
    if not width > 0:
        message = f"bandwidth_m must be positive; it is {width}"
        raise MethodError(message)
    span = float(np.ptp(here, axis=0).max())
    cell = min(max(span / FEW_CELLS, width / FINEST), width / COARSEST)
    grid = _Grid(here, cell, float(wanted.max()) + REACH * width)
    kernel = grid.kernel(wanted, width)
    density = kernel @ grid.pairs(np.flatnonzero(taken), weight)
    scattered = np.empty((simulations, len(wanted)))
    for k in range(simulations):
        places = generator.choice(len(here), len(weight), replace=False, shuffle=False)
        moved = weight if weights is None else generator.permutation(weight)
        scattered[k] = kernel @ grid.pairs(places, moved)
    rest = (1.0 - level) / 2.0
    inner_low, inner_high = np.quantile(scattered, (rest, 1.0 - rest), axis=0)
    high, low = global_bound(scattered, rest), -global_bound(-scattered, rest)
    return Envelopes(
        wanted, density, inner_low, inner_high, low, high, width, grid.cell, simulations
    )


def global_bound(curves: FloatArray, share: float) -> FloatArray:
    """Return the lowest of the bounds at equal ranks that at most a share of curves exceeds.

    Args:
        curves: `[curves, distances]`.
        share: share of the curves that may rise above the bound at any distance.

    Returns:
        `[distances]`: at each distance the value of the same rank.
    """
    ranked = -np.sort(-curves, axis=0)
    # Rank of a curve at a distance: how many lie above it. What counts is its best.
    best = np.min(
        [np.searchsorted(-ranked[:, r], -curves[:, r]) for r in range(curves.shape[1])], axis=0
    )
    leaving = np.cumsum(np.bincount(best, minlength=len(curves))) / len(curves)
    rank = int(np.searchsorted(leaving, share, side="right"))
    return ranked[min(rank, len(curves) - 1)]


class _Grid:
    """Cells over an area, and how far apart any two of them are."""

    def __init__(self, here: FloatArray, cell: float, far: float) -> None:
        low = here.min(axis=0)
        span = here.max(axis=0) - low
        reach = min(int(np.ceil(far / cell)), int(np.ceil(span.max() / cell)) + 1)
        sides = (span / cell).astype(int) + 2
        self.cell = cell
        rows, columns = (_fast_length(int(side) + reach) for side in sides)
        self.shape = rows, columns
        if self.shape[0] * self.shape[1] > MOST_CELLS:
            message = (
                f"the area takes {self.shape[0]} x {self.shape[1]} cells of {cell:g} m: give a "
                "wider bandwidth or a smaller area"
            )
            raise MethodError(message)
        at, part = np.divmod((here - low) / cell, 1.0)
        first = at.astype(int) @ (self.shape[1], 1)
        self.at = np.stack([first, first + 1, first + self.shape[1], first + self.shape[1] + 1])
        down, right = part.T
        self.part = np.stack(
            [(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right]
        )
        self._rings(reach, far)
        self._own(down, right)

    def _rings(self, reach: int, far: float) -> None:
        """Sort the steps from one cell to another by distance: each pair of cells once."""
        down, right = np.arange(-reach, reach + 1), np.arange(reach + 1)
        away = np.hypot(*np.meshgrid(down, right, indexing="ij")) * self.cell
        half = (right > 0)[None, :] | (down >= 0)[:, None]
        fits = half & (away <= far)
        fits &= (np.abs(down) < self.shape[0])[:, None] & (right < self.shape[1])[None, :]
        rows, columns = np.nonzero(fits)
        self.steps = (down[rows] % self.shape[0]) * self.shape[1] + right[columns]
        apart = away[rows, columns]
        ring = np.rint(apart * (RINGS_PER_CELL / self.cell)).astype(int)
        used, self.ring = np.unique(ring, return_inverse=True)
        self.apart = np.bincount(self.ring, apart) / np.bincount(self.ring, minlength=len(used))

    def _own(self, down: FloatArray, right: FloatArray) -> None:
        """Keep what each point, shared out over its cells, has in common with itself."""
        (d_same, d_next), (r_same, r_next) = (
            ((1 - one) ** 2 + one**2, one * (1 - one)) for one in (down, right)
        )
        columns = self.shape[1]
        last = (self.shape[0] - 1) * columns
        own = {
            0: d_same * r_same, 1: d_same * r_next, columns: d_next * r_same,
            columns + 1: d_next * r_next, last + 1: d_next * r_next,
        }  # fmt: skip
        at = {int(step): k for k, step in enumerate(self.steps) if int(step) in own}
        self.own_at = np.array([at[step] for step in own if step in at])
        self.own = np.stack([value for step, value in own.items() if step in at])

    def counts(self, places: np.ndarray, weight: FloatArray) -> FloatArray:
        """Return the weight of pairs in each ring."""
        shared = (self.part[:, places] * weight).ravel()
        on = np.bincount(
            self.at[:, places].ravel(), shared, minlength=self.shape[0] * self.shape[1]
        )
        power: Any = fft.rfft2(on.reshape(self.shape))
        power = power.real**2 + power.imag**2
        found: Any = fft.irfft2(power, self.shape, overwrite_x=True)
        together = found.ravel()[self.steps]
        together[self.own_at] -= self.own[:, places] @ weight**2
        # Steps of nought hold each pair twice.
        together[self.steps == 0] /= 2.0
        summed = np.bincount(self.ring, together, minlength=len(self.apart))
        return summed.astype(np.float64, copy=False)

    def pairs(self, places: np.ndarray, weight: FloatArray) -> FloatArray:
        """Return the share of pairs in each ring."""
        total = (weight.sum() ** 2 - (weight**2).sum()) / 2.0
        return self.counts(places, weight) / total

    def kernel(self, wanted: FloatArray, width: float) -> FloatArray:
        """Return what a pair in each ring adds to the density at each distance."""
        added = self.cell**2 / 3.0
        narrowed = np.sqrt(width**2 - added)
        apart = np.sqrt(np.maximum(self.apart**2 - added, 0.0))
        beside = [(wanted[:, None] + sign * apart) / narrowed for sign in (-1.0, 1.0)]
        shape = sum(np.exp(-0.5 * one**2) for one in beside)
        return shape / (narrowed * np.sqrt(2.0 * np.pi))


def _fast_length(least: int) -> int:
    """Return the next length that the transform is quick at."""
    found: Any = fft.next_fast_len(least, real=True)
    return int(found)


def _bandwidth(here: FloatArray, wanted: FloatArray) -> float:
    """Return Silverman's bandwidth from the pairs up to twice the last distance, by a grid."""
    span = float(np.ptp(here, axis=0).max())
    last = 2.0 * float(wanted.max())
    if span <= 0:
        message = "all points stand in one place: give the bandwidth"
        raise MethodError(message)
    grid = _Grid(here, max(min(span, last) / FIRST_CELLS, span / (2 * FIRST_CELLS)), last)
    counted = np.maximum(grid.counts(np.arange(len(here)), np.ones(len(here))), 0.0)
    return silverman(grid.apart, counted)
