"""Weights from the indicators themselves: what tells the alternatives apart weighs more."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import (
    FloatArray,
    criterion_directions,
    decision_matrix,
    one_of,
    refuse_where,
)
from songi.methods.mcda import normalise

WHERE_ALIKE = ("refuse", "equal")

# What rounding leaves of a column that does not tell the alternatives apart.
ROUNDING = 1e-12


def entropy(matrix: ArrayLike, *, where_alike: str = "refuse") -> FloatArray:
    r"""Weights by Shannon's entropy: a column that is spread unevenly weighs more.

    $$p_{ij} = \frac{x_{ij}}{\sum_i x_{ij}}, \qquad e_j = -\frac{1}{\ln n} \sum_i p_{ij} \ln p_{ij},
    \qquad w_j = \frac{1 - e_j}{\sum_k (1 - e_k)}$$

    with $0 \ln 0 = 0$. Columns are taken as they stand, costs too: directions do not enter. Weights
    change when a constant is added to a column, so that only indicators with a true zero belong
    here.

    Args:
        matrix: indicators `[..., n, m]`, not negative, at least two alternatives.
        where_alike: one of `WHERE_ALIKE`: what to do where nothing tells the alternatives apart;
            refuse, or give equal weights, under which they are as much alike as under any others.

    Returns:
        Weights `[..., m]` that sum to one; zero for a constant column.

    Raises:
        MethodError: NaN, negative values, a column of zeros, one alternative, nothing that tells
            the alternatives apart (unless `where_alike` is `equal`).

    Source:
        Shannon (1948), Bell System Technical Journal 27; Hwang and Yoon (1981), ch. 3.
    """
    one_of("where_alike", where_alike, WHERE_ALIKE)
    values = _at_least_two(matrix)
    refuse_where(values < 0, "entropy weights take indicators that are not negative")
    totals = values.sum(axis=-2, keepdims=True)
    refuse_where(totals[..., 0, :] == 0, "entropy weights need a value above zero in every column")
    shares = values / totals
    logarithms = np.log(np.where(shares > 0, shares, 1.0))
    evenness = -(shares * logarithms).sum(axis=-2) / np.log(values.shape[-2])
    contrast = 1.0 - evenness
    return _shares(np.where(contrast > ROUNDING, contrast, 0.0), where_alike)


def critic(matrix: ArrayLike, directions: ArrayLike, *, where_alike: str = "refuse") -> FloatArray:
    r"""CRITIC weights: spread, times conflict with the other criteria.

    $$C_j = \sigma_j \sum_k (1 - r_{jk}), \qquad w_j = \frac{C_j}{\sum_k C_k}$$

    with $\sigma_j$ the standard deviation of the min-max normalised column (its divisor cancels)
    and $r_{jk}$ the correlation of two of them. A column without spread gets no weight and
    conflicts with none.

    Args:
        matrix: indicators `[..., n, m]`, at least two alternatives.
        directions: `[m]`, +1 benefit, -1 cost.
        where_alike: as in `entropy`, also where all columns say the same.

    Returns:
        Weights `[..., m]` that sum to one.

    Raises:
        MethodError: NaN, wrong shapes or directions, one alternative, nothing that tells the
            alternatives apart: all columns constant, or all but perfectly correlated (unless
            `where_alike` is `equal`).

    Source:
        Diakoulaki, Mavrotas and Papayannakis (1995), Computers and Operations Research 22.
    """
    one_of("where_alike", where_alike, WHERE_ALIKE)
    values = _at_least_two(matrix)
    signs = criterion_directions(directions, values.shape[-1])
    scaled = normalise(values, signs)
    centred = scaled - scaled.mean(axis=-2, keepdims=True)
    spread = np.sqrt((centred**2).sum(axis=-2) / (values.shape[-2] - 1))
    varies = spread > ROUNDING
    standard = centred / np.where(varies, spread, 1.0)[..., None, :] / np.sqrt(values.shape[-2] - 1)
    correlation = np.swapaxes(standard, -2, -1) @ standard
    together = varies[..., :, None] & varies[..., None, :]
    conflict = np.where(together, 1.0 - correlation, 0.0).sum(axis=-1)
    content = spread * np.where(conflict > ROUNDING * values.shape[-1], conflict, 0.0)
    if values.shape[-1] == 1:
        # Nothing to conflict with: the only criterion has all the weight, if it varies.
        content = spread
    return _shares(np.where(varies, content, 0.0), where_alike)


def _at_least_two(matrix: ArrayLike) -> FloatArray:
    values = decision_matrix(matrix)
    if values.shape[-2] < 2:
        message = (
            "weights from the indicators need at least two alternatives; the matrix has the shape "
            f"{list(values.shape)}"
        )
        raise MethodError(message)
    return values


def _shares(content: FloatArray, where_alike: str) -> FloatArray:
    totals = content.sum(axis=-1, keepdims=True)
    alike = totals <= 0
    if where_alike == "refuse":
        refuse_where(
            alike[..., 0],
            "no criterion tells the alternatives apart, so the indicators give no weights",
        )
    return np.where(alike, 1.0 / content.shape[-1], content / np.where(alike, 1.0, totals))
