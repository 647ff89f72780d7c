"""Probabilities of being in each state some months on, for many matrices of intensities at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.methods.checks import FloatArray, blocks, finite, leading_shape, refuse_where
from songi.methods.survival.checks import checked_generators

# Small enough that the matrices of a block stay in a core's second-level cache.
CELLS_PER_BLOCK = 2**16

# A step in which a subject leaves with at most this intensity needs so many terms of the series:
# the next one is STEP**13 / 13! = 2e-18.
STEP = 0.25
TERMS = 12


def transition_probabilities(generators: ArrayLike, months: ArrayLike) -> FloatArray:
    r"""Transition probabilities $P(t) = e^{Q t}$ of constant intensities.

    With h the largest leaving intensity of the time, $e^{Q t} = e^{-h} \sum_k (Q t + h I)^k / k!$
    has no negative term, so that nothing cancels. The time is halved until h is at most 0.25, the
    series summed, the result squared as often. A matrix's result depends on no other in the batch.

    Args:
        generators: `[..., s, s]` intensities a month, rows summing to zero (`posterior_draws`).
        months: time, one number or any shape that broadcasts with the leading axes (for k times of
            each draw give `months[:, None]`).

    Returns:
        `[..., s, s]`: share in the column's state after that time of those in the row's now; each
        row sums to one.

    Raises:
        MethodError: wrong shapes, NaN, a negative intensity or time, rows not summing to zero.

    Source:
        Grassmann (1977), Computers and Operations Research 4 (the series without negative terms);
        Moler and Van Loan (2003), SIAM Review 45 (scaling and squaring).
    """
    rates = checked_generators(generators)
    time = finite("months", months)
    refuse_where(time < 0, "months must not be negative")
    states = rates.shape[-1]
    lead = leading_shape(generators=rates.shape[:-2], months=time.shape)
    found = (rates * time[..., None, None]).reshape(-1, states, states)
    forward = not np.tril(rates, -1).any()
    for block in blocks(len(found), max(1, CELLS_PER_BLOCK // states**2)):
        matrices = np.ascontiguousarray(found[block].transpose(1, 2, 0))
        found[block] = _exponentials(matrices, forward=forward).transpose(2, 0, 1)
    return found.reshape(*lead, states, states)


def _exponentials(generators: FloatArray, *, forward: bool) -> FloatArray:
    """Exponentials of `[s, s, b]`, matrices last so that every step runs over contiguous memory.

    Those that are squared most often stand first, so that each squaring takes a leading part.
    """
    states = len(generators)
    diagonal = np.arange(states)
    leaving = -generators[diagonal, diagonal].min(axis=0)
    halvings = np.maximum(np.frexp(leaving / STEP)[1], 0)
    order = np.argsort(-halvings, kind="stable")
    halvings = halvings[order]
    step = np.ldexp(np.maximum(leaving[order], 0.0), -halvings)
    terms = np.ldexp(generators[:, :, order], -halvings)
    terms[diagonal, diagonal] = np.maximum(terms[diagonal, diagonal] + step, 0.0)
    whole = terms / TERMS
    whole[diagonal, diagonal] += 1.0
    for k in range(TERMS - 1, 0, -1):
        whole = _product(terms, whole, forward=forward)
        whole *= 1.0 / k
        whole[diagonal, diagonal] += 1.0
    _make_rows_sum_to_one(whole)
    for done in range(int(halvings.max(initial=0))):
        part = slice(0, int(np.searchsorted(-halvings, -done, side="left")))
        whole[:, :, part] = _product(whole[:, :, part], whole[:, :, part], forward=forward)
        _make_rows_sum_to_one(whole[:, :, part])
    found = np.empty(whole.shape)
    found[:, :, order] = whole
    return found


def _product(left: FloatArray, right: FloatArray, *, forward: bool) -> FloatArray:
    """Matrix products of `[s, s, b]`; `forward` if nothing stands below the diagonals."""
    states = len(left)
    product = np.zeros(left.shape)
    for row in range(states):
        for inner in range(row if forward else 0, states):
            onwards = slice(inner if forward else 0, None)
            product[row, onwards] += left[row, inner] * right[inner, onwards]
    return product


def _make_rows_sum_to_one(matrices: FloatArray) -> None:
    """Divide `[s, s, b]` by the sums of its rows, in place (the factor of the series goes here)."""
    matrices /= matrices.sum(axis=1, keepdims=True)
