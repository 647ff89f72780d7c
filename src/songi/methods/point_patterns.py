"""Are plants nearer to each other than chance would have it: K-density and the M function."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import fft

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, finite, refuse_where

NODES = 2**16
"""Distances are counted on so many nodes; rounding to them is far finer than any bandwidth."""

PAIRS_AT_ONCE = 4_000_000

REACH = 6.0
"""Pairs further than so many bandwidths beyond the last distance tell nothing of it."""


class KDensity(NamedTuple):
    """Density of the distances between pairs of points.

    Attributes:
        density: `[distances]`, for each metre; over all distances it comes to 1.
        bandwidth_m: bandwidth of the smoothing.
    """

    density: FloatArray
    bandwidth_m: float


def k_density(
    positions: ArrayLike,
    distances_m: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    others: ArrayLike | None = None,
    other_weights: ArrayLike | None = None,
    bandwidth_m: float | None = None,
) -> KDensity:
    r"""Duranton and Overman's K-density of the distances between points.

    $K(r) = \frac{1}{h \sum_{i<j} w_i w_j} \sum_{i<j} w_i w_j
    [\phi(\frac{r - d_{ij}}{h}) + \phi(\frac{r + d_{ij}}{h})]$: a Gaussian kernel, reflected at
    distance nought. All pairs are counted once, in pieces that fit the memory, on 65,536 nodes of
    distance, and smoothed by a Fourier transform.

    Args:
        positions: `[points, 2]`, m, in a projection that keeps distances.
        distances_m: `[distances]`, where the density is wanted, not negative, not all zero.
        weights: `[points]`, such as employment; all alike without.
        others: `[other points, 2]`: distances then run from each point to each of these.
        other_weights: `[other points]`.
        bandwidth_m: bandwidth h; by Silverman's rule from the pairs up to twice the last distance
            without.

    Returns:
        Density and bandwidth.

    Raises:
        MethodError: NaN, values out of bounds, fewer than two points, all in one place.

    Source:
        Duranton and Overman, Review of Economic Studies 72 (2005); Silverman, Density Estimation
        (1986), eq. 3.31.
    """
    here, mine = points("positions", positions, weights, "weights")
    wanted = asked_distances(distances_m)
    if others is None:
        there, theirs = None, None
        total = (mine.sum() ** 2 - (mine**2).sum()) / 2.0
    else:
        there, theirs = points("others", others, other_weights, "other_weights")
        total = mine.sum() * theirs.sum()
    if total <= 0:
        message = "k_density needs a pair of points with positive weights"
        raise MethodError(message)
    last = 2.0 * float(wanted.max())
    plain = weights is None and other_weights is None
    counted = _counted(here, None, there, None, last)
    width = bandwidth_m if bandwidth_m is not None else silverman(*counted)
    if not width > 0:
        message = f"bandwidth_m must be positive; it is {width}"
        raise MethodError(message)
    far = float(wanted.max()) + REACH * width
    if far > last:
        counted = _counted(here, None, there, None, far) if plain else counted
    nodes, summed = counted if plain else _counted(here, mine, there, theirs, max(far, last))
    return KDensity(_smoothed(nodes, summed, width, wanted) / total, float(width))


def silverman(distances: ArrayLike, counts: ArrayLike) -> float:
    """Silverman's rule of thumb for counted distances.

    0.9 times the lesser of standard deviation and a 1.34th of the quartiles' span, by the fifth
    root of the number.

    Args:
        distances: `[nodes]`, ascending.
        counts: `[nodes]`, how many there are of each.

    Raises:
        MethodError: fewer than two, or all alike.
    """
    nodes, number = finite("distances", distances), finite("counts", counts)
    total = number.sum()
    if total < 2:
        message = f"a bandwidth needs two pairs at least within reach; there are {total:g}"
        raise MethodError(message)
    mean = (nodes * number).sum() / total
    deviation = np.sqrt((number * (nodes - mean) ** 2).sum() / (total - 1.0))
    below = np.cumsum(number)
    low, high = (nodes[np.searchsorted(below, share * total)] for share in (0.25, 0.75))
    spread = min(deviation, (high - low) / 1.34) or deviation
    if spread <= 0:
        message = "all pairs are equally far apart: give the bandwidth"
        raise MethodError(message)
    return float(0.9 * spread * total**-0.2)


def m_function(
    reference: ArrayLike,
    neighbours: ArrayLike,
    everyone: ArrayLike,
    distances_m: ArrayLike,
    weights: ArrayLike | None = None,
) -> FloatArray:
    r"""Marcon and Puech's M: the share of a kind around points, by its share of the whole.

    $M(r) = \frac{\sum_i c_i(r) / a_i(r)}{\sum_i (W_c - c_{ii}) / (W - w_i)}$, c and a the weights
    of the kind and of all within r of point i, both sums over those reference points only that
    have any neighbour within r.

    Args:
        reference: `[points]`, whether a point is one around which is looked.
        neighbours: `[points]`, whether a point is of the kind that is looked for.
        everyone: `[points, 2]`, positions of all points, m.
        distances_m: `[distances]`, not negative.
        weights: `[points]`; all alike without.

    Returns:
        `[distances]`: 1 as in the whole, above 1 drawn to each other; NaN where no reference point
        has a neighbour.

    Raises:
        MethodError: NaN, values out of bounds, no reference points or neighbours, shapes that do
            not fit.

    Source:
        Marcon and Puech, Journal of Economic Geography 10 (2010); dbmss (Marcon et al., Journal of
        Statistical Software 67, 2015) for the denominator.
    """
    here, weight = points("everyone", everyone, weights, "weights")
    wanted = asked_distances(distances_m)
    around, kind = np.asarray(reference, dtype=bool), np.asarray(neighbours, dtype=bool)
    if around.shape != weight.shape or kind.shape != weight.shape:
        message = "reference and neighbours must hold one value for each point"
        raise MethodError(message)
    if not around.any() or not kind.any():
        message = "m_function needs reference points and neighbours"
        raise MethodError(message)
    order = np.argsort(wanted)
    centres = np.flatnonzero(around)
    near = np.zeros((2, len(centres), len(wanted)))
    for part in blocks(len(centres), max(1, PAIRS_AT_ONCE // len(here))):
        near[:, part] = _near(here, weight, kind, centres[part], wanted[order])
    own = weight[centres]
    whole = (weight[kind].sum() - own * kind[centres]) / (weight.sum() - own)
    some = near[1] > 0
    local = np.divide(near[0], near[1], out=np.zeros_like(near[0]), where=some).sum(axis=0)
    due = (whole[:, None] * some).sum(axis=0)
    found = np.full(len(wanted), np.nan)
    found[order] = np.divide(local, due, out=np.full(len(wanted), np.nan), where=due > 0)
    return found


def points(
    name: str, positions: ArrayLike, weights: ArrayLike | None, weights_name: str
) -> tuple[FloatArray, FloatArray]:
    """Return positions `[points, 2]` and their weights.

    Raises:
        MethodError: another shape, NaN, negative weights.
    """
    here = finite(name, positions)
    if here.ndim != 2 or here.shape[1] != 2 or not len(here):
        message = f"{name} must have the shape [points, 2]; it has {list(here.shape)}"
        raise MethodError(message)
    weight = np.ones(len(here)) if weights is None else finite(weights_name, weights)
    if weight.shape != (len(here),):
        message = f"{weights_name} must hold one value for each of {len(here)} points"
        raise MethodError(message)
    refuse_where(weight < 0, f"{weights_name} must not be negative")
    return here, weight


def asked_distances(distances_m: ArrayLike) -> FloatArray:
    """Return the distances asked for.

    Raises:
        MethodError: another shape, NaN, negative or nothing but nought.
    """
    wanted = finite("distances_m", distances_m)
    if wanted.ndim != 1 or not wanted.size or wanted.max() <= 0:
        message = "distances_m must have the shape [distances], one of them positive"
        raise MethodError(message)
    refuse_where(wanted < 0, "distances_m must not be negative")
    return wanted


def _counted(
    here: FloatArray,
    weight: FloatArray | None,
    there: FloatArray | None,
    other: FloatArray | None,
    last: float,
) -> tuple[FloatArray, FloatArray]:
    """Return nodes of distance up to `last`, and the number (or weight) of pairs at each."""
    step = last / (NODES - 1)
    counted = np.zeros(NODES + 1)
    among = there is None
    all_there = here if there is None else there
    for part in blocks(len(here), max(1, PAIRS_AT_ONCE // len(all_there))):
        ahead = part.start if among else 0
        away = here[part, None] - all_there[None, ahead:]
        node = np.sqrt(np.einsum("ijk,ijk->ij", away, away))
        node = np.minimum(node / step + 0.5, NODES).astype(np.int32)
        rows = np.arange(part.stop - part.start)
        # A pair once, and no point with itself.
        once = rows[:, None] < np.arange(len(all_there) - ahead) if among else np.True_
        mine = np.broadcast_to(once, node.shape)
        if weight is None:
            counted += np.bincount(node[mine], minlength=NODES + 1)
        else:
            beside = (weight if other is None else other)[ahead:]
            both = weight[part, None] * beside[None, :]
            counted += np.bincount(node[mine], both[mine], minlength=NODES + 1)
    return np.arange(NODES, dtype=np.float64) * step, counted[:NODES]


def _smoothed(
    nodes: FloatArray, counted: FloatArray, width: float, wanted: FloatArray
) -> FloatArray:
    """Return counts smoothed by a Gaussian kernel and reflected at nought, where it is wanted."""
    step = nodes[1]
    # Room on both sides, so that what lies beyond the last node does not come round.
    length: Any = fft.next_fast_len(2 * len(nodes) + int(2 * REACH * width / step), real=True)
    size = int(length)
    mirrored = np.zeros(size)
    mirrored[: len(nodes)] = counted
    mirrored[0] *= 2.0
    mirrored[-len(nodes) + 1 :] += counted[:0:-1]
    kernel = np.exp(-2.0 * (np.pi * width * fft.rfftfreq(size, step)) ** 2)
    wave: Any = fft.rfft(mirrored)
    smooth: Any = fft.irfft(wave * kernel, size)
    density = smooth[: len(nodes)] / step
    return np.interp(wanted, nodes, density)


def _near(
    here: FloatArray, weight: FloatArray, kind: np.ndarray, centres: np.ndarray, wanted: FloatArray
) -> FloatArray:
    """Return weights of the kind and of all within each distance of each centre."""
    away = np.hypot(*(here[centres, None] - here[None]).transpose(2, 0, 1))
    away[np.arange(len(centres)), centres] = np.inf
    rank = np.searchsorted(wanted, away)
    size = len(wanted) + 1
    flat = rank + size * np.arange(len(centres))[:, None]
    found = [
        np.bincount(
            flat.ravel(), np.broadcast_to(one, flat.shape).ravel(), minlength=flat.shape[0] * size
        )
        for one in (weight * kind, weight)
    ]
    within = np.cumsum(np.reshape(found, (2, -1, size)), axis=2)[:, :, :-1]
    return within.astype(np.float64, copy=False)
