"""The power series of a large table: round after round of suppliers instead of a factorisation."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.linalg import get_lapack_funcs

from songi.methods.checks import FloatArray

SMALLEST = 4000
"""Sectors from which on a factorisation takes longer than the rounds of a table."""

MOST_COLUMNS = 16
"""Right-hand sides for which that holds: a round does its work for each."""

SECTORS_A_ROUND = 50
"""Sectors of the table for each round that is made: with more, the factorisation is quicker."""

FIRST_ROUNDS = 8
"""Rounds after which it is seen how fast they shrink."""

TOLERANCE = 1e-13
"""Largest error of a column, as a share of its largest value."""

Of = Literal["buyers", "sellers"]


def by_series(A: FloatArray, values: FloatArray, of: Of) -> FloatArray | None:
    r"""Return $(I + A + A^2 + \ldots) f$ or $v' (I + A + A^2 + \ldots)$, or nothing.

    With $q = \max_j \sum_i |a_{ij}| < 1$ the series converges, I - A is regular, and what the
    rounds after the last one add is at most $q / (1 - q)$ times what that one added: the error is
    proven, in the norm that goes with $q$ (the sum of a column of $f$, the largest value of a row
    of $v$). A round reads A once; a factorisation takes $2 n / 3$ operations for each value of A.

    Args:
        A: `[n, n]`, input coefficients, finite.
        values: of `buyers` `[n]` or `[n, k]`, final demand f; of `sellers` `[n]` or `[k, n]`, use v
            for a unit of output.
        of: which of the two.

    Returns:
        The shape of `values`; nothing where the table is small, many columns are wanted, a sector
        uses up its whole output or the series converges slowly: factorise it.

    Source:
        Miller & Blair (2009), Input-Output Analysis, 2nd ed., sec. 2.4.
    """
    size = A.shape[0]
    columns = 1 if values.ndim == 1 else values.shape[1 if of == "buyers" else 0]
    length = values.shape[-1 if of == "sellers" else 0] if values.ndim in {1, 2} else -1
    if size < SMALLEST or columns > MOST_COLUMNS or length != size:
        return None
    # The transpose of an array in C's order is read as it lies; its rows are the table's columns.
    (norm,) = get_lapack_funcs(("lange",), (A.T,))
    largest = float(norm("I", A.T))
    if not largest < 1.0:
        return None
    beyond = max(largest, np.finfo(float).eps) / (1.0 - largest)
    axis = -1 if of == "sellers" else 0
    rounds = int(size / SECTORS_A_ROUND)
    total = added = values
    before = _norm(values, of, axis)
    for k in range(rounds):
        added = added @ A if of == "sellers" else A @ added
        total = total + added
        now, allowed = _norm(added, of, axis), TOLERANCE * _norm(total, of, axis) / beyond
        if np.all(now <= allowed):
            return total
        if k > FIRST_ROUNDS and np.any(now * (now / before) ** (rounds - k) > allowed):
            return None
        before = np.maximum(now, np.finfo(float).tiny)
    return None


def _norm(values: FloatArray, of: Of, axis: int) -> FloatArray:
    size = np.abs(values)
    return np.asarray(size.max(axis=axis) if of == "sellers" else size.sum(axis=axis))
