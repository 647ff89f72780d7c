"""Specialisation by the company that industries keep: RCA, proximity, density, complexity."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import LinearOperator, eigsh

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where

DENSE_BELOW = 12
"""Fewer regions or industries than this are solved whole: an iteration needs room."""


class Complexity(NamedTuple):
    """Complexity of regions and of industries.

    Attributes:
        regions: `[regions]`, economic complexity index (ECI), mean 0 and standard deviation 1; NaN
            for a region without any industry.
        industries: `[industries]`, complexity of industries (PCI) on the same scale: a region's
            index is the mean of its industries'. NaN for an industry of no region.
    """

    regions: FloatArray
    industries: FloatArray


def revealed_advantage(values: ArrayLike) -> FloatArray:
    r"""Balassa's revealed comparative advantage, $R_{ri} = (x_{ri} / x_r) / (x_i / x)$.

    Of employment this is the location quotient.

    Args:
        values: `[regions, industries]`, employment or output, not negative.

    Returns:
        `[regions, industries]`; nought where a region or an industry has nothing at all.

    Raises:
        MethodError: NaN, negative values, nothing anywhere, another number of axes.

    Source:
        Balassa, Manchester School 33 (1965).
    """
    array = _grid("values", values)
    refuse_where(array < 0, "values must not be negative")
    total = array.sum()
    if total <= 0:
        message = "values are all zero: there is nothing to compare"
        raise MethodError(message)
    due = array.sum(axis=1, keepdims=True) * (array.sum(axis=0, keepdims=True) / total)
    return np.divide(array, due, out=np.zeros_like(array), where=due > 0)


def proximity(present: ArrayLike) -> FloatArray:
    r"""How often two industries are found together, $\phi_{ij} = n_{ij} / \max(n_i, n_j)$.

    The lesser of the two conditional shares: of the regions that have one, those that have both.

    Args:
        present: `[regions, industries]`, whether a region has an industry (an advantage of at
            least 1): 0 or 1.

    Returns:
        `[industries, industries]`, symmetric, 1 on the diagonal; nought for an industry of no
        region.

    Raises:
        MethodError: other values than 0 and 1, another number of axes.

    Source:
        Hidalgo, Klinger, Barabási and Hausmann, Science 317 (2007).
    """
    there = _presence(present)
    together = there.T @ there
    alone = np.diag(together)
    more = np.maximum(alone[:, None], alone[None, :])
    return np.divide(together, more, out=np.zeros_like(together), where=more > 0)


def relatedness_density(present: ArrayLike, near: ArrayLike | None = None) -> FloatArray:
    r"""How much of what lies near an industry a region has, $\omega_{ri}$.

    $\omega_{ri} = \sum_j M_{rj} \phi_{ij} / \sum_j \phi_{ij}$; an industry counts as near itself.

    Args:
        present: `[regions, industries]`, 0 or 1.
        near: `[industries, industries]`, proximity; that of `present` itself where none is given.

    Returns:
        `[regions, industries]`, 0 to 1; NaN for an industry that is near nothing.

    Raises:
        MethodError: other values than 0 and 1, negative proximity, shapes that do not fit.

    Source:
        Hidalgo, Klinger, Barabási and Hausmann, Science 317 (2007).
    """
    there = _presence(present)
    phi = proximity(there) if near is None else finite("near", near)
    if phi.shape != (there.shape[1],) * 2:
        message = (
            f"near must be {[there.shape[1]] * 2}, one row for each industry; it has {phi.shape}"
        )
        raise MethodError(message)
    refuse_where(phi < 0, "near must not be negative")
    around = phi.sum(axis=0)
    reached = there @ phi
    return np.divide(reached, around, out=np.full_like(reached, np.nan), where=around > 0)


def complexity(present: ArrayLike) -> Complexity:
    r"""Economic complexity of regions (ECI) and of industries (PCI).

    ECI is the eigenvector of the second largest eigenvalue of $D^{-1} M U^{-1} M^T$, with D the
    diversity of regions and U the ubiquity of industries. It is found from the symmetric
    $B^T B$, $B = D^{-1/2} M U^{-1/2}$, whose largest eigenvector is known ($\sqrt u$) and taken
    out, by Lanczos iteration. The sign is that in which diverse regions are complex.

    Args:
        present: `[regions, industries]`, 0 or 1.

    Returns:
        Complexity of regions and industries; NaN where a region has nothing or nobody an industry.

    Raises:
        MethodError: other values than 0 and 1, fewer than two regions or industries, regions that
            all have the same, or three parts and more between which no industry is shared: nothing
            orders those (`parts` tells the parts).

    Source:
        Hidalgo and Hausmann, PNAS 106 (2009); Mealy, Farmer and Teytelboym, Science Advances 5
        (2019) for the eigenvector.
    """
    there = _presence(present)
    some, wanted = (np.asarray(there.any(axis=axis)) for axis in (1, 0))
    compact = there[some][:, wanted]
    inner = csr_array(compact)
    if min(compact.shape) < 2:
        message = "complexity needs two regions and two industries at least"
        raise MethodError(message)
    count = connected_components(_both_ways(inner), directed=False)[0]
    if count > 2:
        message = f"the regions fall into {count} parts that share no industry: nothing orders them"
        raise MethodError(message)
    diversity, ubiquity = inner.sum(axis=1), inner.sum(axis=0)
    scaled = diags_array(diversity**-0.5) @ inner @ diags_array(ubiquity**-0.5)
    industry = _second_vector(csr_array(scaled), np.sqrt(ubiquity)) / np.sqrt(ubiquity)
    region = (inner @ industry) / diversity
    spread = region.std()
    if spread <= 1e-12 * np.abs(industry).max():
        message = "all regions have the same industries: nothing orders them"
        raise MethodError(message)
    leaning = np.dot(region - region.mean(), diversity - diversity.mean())
    sign = -1.0 if leaning < 0 else 1.0
    eci, pci = np.full(len(some), np.nan), np.full(len(wanted), np.nan)
    eci[some] = sign * (region - region.mean()) / spread
    pci[wanted] = sign * (industry - region.mean()) / spread
    return Complexity(eci, pci)


def parts(present: ArrayLike) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Parts between which no industry is shared, numbered from the one with most regions.

    Args:
        present: `[regions, industries]`, 0 or 1.

    Returns:
        Number of the part of each region and of each industry, from nought; -1 for a region without
        any industry, and for an industry of no region.

    Raises:
        MethodError: other values than 0 and 1, another number of axes.
    """
    there = _presence(present)
    regions = len(there)
    found = connected_components(_both_ways(csr_array(there)), directed=False)[1]
    here = there.any(axis=1)
    sizes = np.bincount(found[:regions][here], minlength=found.max() + 1)
    number = np.empty(len(sizes), dtype=np.intp)
    number[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    region, industry = number[found[:regions]], number[found[regions:]]
    return np.where(here, region, -1), np.where(there.any(axis=0), industry, -1)


def _second_vector(scaled: csr_array, first: FloatArray) -> FloatArray:
    """Return the second eigenvector of `scaled.T @ scaled`, whose first is known."""
    first = first / np.linalg.norm(first)
    size = len(first)
    turned = csr_array(scaled.T)

    def without_first(vector: FloatArray) -> FloatArray:
        vector = np.ravel(vector)
        return turned @ (scaled @ vector) - first * (first @ vector)

    if size < DENSE_BELOW:
        whole = np.stack([without_first(one) for one in np.eye(size)], axis=1)
        return np.linalg.eigh(whole)[1][:, -1]
    operator = LinearOperator((size, size), matvec=without_first, dtype=np.float64)  # type: ignore[call-arg]
    # A start of its own: eigsh would draw one, and the last bits would differ from run to run.
    start = np.cos(np.arange(size) * 2.399963)
    return eigsh(operator, k=1, which="LA", v0=start - first * (first @ start))[1][:, 0]


def _both_ways(present: csr_array) -> csr_array:
    """Return the graph of regions and industries, each industry beside the regions that have it."""
    rows, columns = present.nonzero()
    shape: Any = present.shape
    size = sum(shape)
    ones = np.ones(len(rows), dtype=np.int8)
    return csr_array((ones, (rows, columns + shape[0])), shape=(size, size))


def _presence(present: ArrayLike) -> FloatArray:
    array = _grid("present", present)
    refuse_where((array != 0) & (array != 1), "present must be 0 or 1")
    return array


def _grid(name: str, values: ArrayLike) -> FloatArray:
    array = finite(name, values)
    if array.ndim != 2 or 0 in array.shape:
        message = f"{name} must have the shape [regions, industries]; it has {list(array.shape)}"
        raise MethodError(message)
    return array
