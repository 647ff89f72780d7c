"""Tables below what is published: Flegg's location quotients; output by group of sectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where
from songi.methods.input_output.leontief import square


def location_quotients(regional: ArrayLike, national: ArrayLike) -> FloatArray:
    r"""Return simple location quotients, $(r_i / \sum r) / (n_i / \sum n)$.

    Args:
        regional: `[..., n]`, size of each sector in the region: workers or output.
        national: `[..., n]`, size in the nation, the same unit.

    Returns:
        `[..., n]`; one where the region has the nation's share of it.

    Raises:
        MethodError: a negative size, a national size of nought, a region without anything.

    Source:
        Miller & Blair (2009), sec. 8.3.1.
    """
    here, there = _sizes(regional, national)
    return (here / here.sum(-1, keepdims=True)) / (there / there.sum(-1, keepdims=True))


def flegg_quotients(regional: ArrayLike, national: ArrayLike, delta: ArrayLike) -> FloatArray:
    r"""Return Flegg's location quotients (FLQ), $\lambda \cdot SLQ_i / SLQ_j$.

    $\lambda = [\log_2 (1 + \sum r / \sum n)]^\delta$; on the diagonal $\lambda \cdot SLQ_i$. The
    smaller the region, the more it buys elsewhere. Where the region has none of a buyer, its column
    is nought: there is nobody to buy.

    Args:
        regional: `[..., n]`, size of each sector in the region.
        national: `[..., n]`, size in the nation.
        delta: `[...]`, from 0 to 1; estimates lie between 0.1 and 0.4 and cannot be told from a
            national table, so that a band of it is to be reported.

    Returns:
        `[..., n, n]`, seller by buyer.

    Raises:
        MethodError: as `location_quotients`; delta negative or above one; a region larger than the
            nation.

    Source:
        Flegg & Webber (1997); Flegg & Tohmo (2013).
    """
    here, there = _sizes(regional, national)
    power = finite("delta", delta)
    refuse_where((power < 0) | (power > 1), "delta must lie between 0 and 1")
    share = here.sum(-1) / there.sum(-1)
    refuse_where(share > 1, "the region must not be larger than the nation")
    leading_shape(regional=share.shape, delta=power.shape)
    simple = location_quotients(here, there)
    seller, buyer = simple[..., :, None], simple[..., None, :]
    shape = np.broadcast_shapes(seller.shape, buyer.shape)
    across = np.divide(seller, buyer, out=np.zeros(shape), where=buyer > 0)
    at = np.arange(shape[-1])
    across[..., at, at] = simple
    size = np.log2(1.0 + share) ** power
    return size[..., None, None] * across


def augmented_flegg_quotients(
    regional: ArrayLike, national: ArrayLike, delta: ArrayLike
) -> FloatArray:
    r"""Return augmented quotients (AFLQ): FLQ times $\log_2 (1 + SLQ_j)$ where $SLQ_j > 1$.

    A sector that the region is specialised in draws its suppliers there.

    Args:
        regional: as `flegg_quotients`.
        national: as `flegg_quotients`.
        delta: as `flegg_quotients`.

    Returns:
        `[..., n, n]`.

    Source:
        Flegg & Webber (2000).
    """
    quotients = flegg_quotients(regional, national, delta)
    buyers = location_quotients(regional, national)
    drawn = np.where(buyers > 1, np.log2(1.0 + buyers), 1.0)
    return np.asarray(quotients * drawn[..., None, :])


def regional_coefficients(A: ArrayLike, quotients: ArrayLike) -> FloatArray:
    r"""Return the region's coefficients, $a_{ij} \min(1, q_{ij})$: the rest comes from elsewhere.

    Args:
        A: `[n, n]`, the nation's coefficients of domestic inputs.
        quotients: `[..., n, n]`, none negative.

    Returns:
        `[..., n, n]`.

    Raises:
        MethodError: other shapes, a negative quotient.

    Source:
        Miller & Blair (2009), sec. 8.3.3.
    """
    matrix, share = square("A", A), finite("quotients", quotients)
    if share.shape[-2:] != matrix.shape:
        message = f"quotients must be [..., {matrix.shape}]; they are {share.shape}"
        raise MethodError(message)
    refuse_where(share < 0, "quotients must not be negative")
    return np.asarray(matrix * np.minimum(share, 1.0))


def regional_output(A: ArrayLike, f: ArrayLike) -> FloatArray:
    r"""Return $(I - A)^{-1} f$ for many matrices, one for each draw.

    Args:
        A: `[..., n, n]`, input coefficients.
        f: `[..., n, k]`, final demand, money.

    Returns:
        `[..., n, k]`, in the same money.

    Raises:
        MethodError: other shapes; an I - A is singular.
    """
    matrix, demand = finite("A", A), finite("f", f)
    if matrix.ndim < 2 or demand.ndim < 2 or demand.shape[-2] != matrix.shape[-1]:
        message = f"A must be [..., n, n] and f [..., n, k]: {matrix.shape}, {demand.shape}"
        raise MethodError(message)
    try:
        solved = np.linalg.solve(np.eye(matrix.shape[-1]) - matrix, demand)
    except np.linalg.LinAlgError as fault:
        message = f"I - A must be square and regular: {fault}"
        raise MethodError(message) from fault
    return np.asarray(solved, dtype=np.float64)


def output_by_group(
    output: ArrayLike, groups: Sequence[str], order: Sequence[str]
) -> FloatArray:  # fmt: skip
    """Return output summed over the sectors of each group: a region of an interregional table.

    Args:
        output: `[..., n, k]`.
        groups: group of each sector, `n` names.
        order: groups wanted.

    Returns:
        `[..., groups, k]`.

    Raises:
        MethodError: another number of sectors, or a group that is not wanted.
    """
    values = finite("output", output)
    if values.ndim < 2 or values.shape[-2] != len(groups):
        message = f"groups must name the group of each sector: {values.shape}, {len(groups)}"
        raise MethodError(message)
    strange = sorted({*groups} - {*order})
    if strange:
        message = f"groups holds {', '.join(strange)}, not among {', '.join(order)}"
        raise MethodError(message)
    chosen = np.array([[float(one == name) for one in groups] for name in order])
    return np.einsum("gn,...nk->...gk", chosen, values)


def _sizes(regional: ArrayLike, national: ArrayLike) -> tuple[FloatArray, FloatArray]:
    here, there = finite("regional", regional), finite("national", national)
    if here.ndim < 1 or there.ndim < 1 or here.shape[-1] != there.shape[-1]:
        message = f"regional and national must be [..., n]: {here.shape}, {there.shape}"
        raise MethodError(message)
    refuse_where(here < 0, "regional must not be negative")
    refuse_where(there <= 0, "national must be positive")
    refuse_where(np.asarray(here.sum(-1) <= 0), "the region must have something")
    return here, there
