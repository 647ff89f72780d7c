"""Rank reversal: whether an alternative more, or less, changes the order of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, decision_matrix, finite
from songi.methods.mcda.ranking import checked_scores

Scoring = Callable[[FloatArray], ArrayLike]

# Scores nearer than this, relative to the greatest of the draw, are a tie: on paper they are equal.
TIE = 1e-12


@dataclass(frozen=True, slots=True)
class OrderChanges:
    """Which pairs of alternatives change their order; leading axes as in the scores.

    Attributes:
        alternatives: `[k]`, positions in the matrix of those that are compared, in all arrays here.
        changed: `[..., k, k]`, whether the pair stands otherwise than before: turned round, or into
            or out of a tie. Symmetric.
        turned: `[..., k, k]`, whether the one that was strictly better is now strictly worse.
    """

    alternatives: NDArray[np.intp]
    changed: NDArray[np.bool_]
    turned: NDArray[np.bool_]

    @property
    def share_changed(self) -> FloatArray:
        """Share of the draws in which a pair changes, `[k, k]`."""
        return self.changed.reshape(-1, *self.changed.shape[-2:]).mean(axis=0)

    @property
    def share_turned(self) -> FloatArray:
        """Share of the draws in which a pair turns round, `[k, k]`."""
        return self.turned.reshape(-1, *self.turned.shape[-2:]).mean(axis=0)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Pairs that change in any draw, as positions in the matrix, the lesser first."""
        rows, columns = np.nonzero(np.triu(self.share_changed))
        return [
            (int(self.alternatives[i]), int(self.alternatives[j]))
            for i, j in zip(rows, columns, strict=True)
        ]


def reversal_by_removing(
    score: Scoring, matrix: ArrayLike, index: int, *, descending: bool = True
) -> OrderChanges:
    """Order of the others when one alternative is taken out.

    A pair stands before, after, or level; scores within 1e-12 of the greatest of their draw are
    level, before and after alike.

    Args:
        score: takes a matrix `[..., n, m]` of any number of alternatives and returns scores
            `[..., n]`; weights, directions and normalisation are its own.
        matrix: indicators `[..., n, m]`, at least two alternatives.
        index: position of the one taken out.
        descending: the greatest score is best; False where less is better (VIKOR).

    Returns:
        Changes among the other n - 1.

    Raises:
        MethodError: an index outside, one alternative only, NaN, scores of another shape.

    Source:
        Belton and Gear (1983), Omega 11; Wang and Triantaphyllou (2008), Omega 36 (tests).
    """
    values = _checked_position(matrix, index)
    others = np.delete(np.arange(values.shape[-2]), index)
    if others.size == 0:
        message = "removing the only alternative leaves nothing to compare"
        raise MethodError(message)
    before = _scores(score, values)[..., others]
    after = _scores(score, values[..., others, :])
    return _changes(before, after, others, descending=descending)


def reversal_by_adding(
    score: Scoring, matrix: ArrayLike, row: ArrayLike, *, descending: bool = True
) -> OrderChanges:
    """Order of those there when an alternative comes in.

    Args:
        score: as in `reversal_by_removing`.
        matrix: indicators `[..., n, m]`.
        row: indicators of the new one, `[..., m]`.
        descending: the greatest score is best.

    Returns:
        Changes among the n that were there.

    Raises:
        MethodError: a row that does not fit the matrix, NaN, scores of another shape.

    Source:
        As `reversal_by_removing`.
    """
    values = decision_matrix(matrix)
    new = finite("row", row)
    try:
        new = np.broadcast_to(new, (*values.shape[:-2], values.shape[-1]))
    except ValueError as fault:
        message = (
            f"row must hold one indicator for each of {values.shape[-1]} criteria; "
            f"its shape is {list(new.shape)}"
        )
        raise MethodError(message) from fault
    present = np.arange(values.shape[-2])
    longer = np.concatenate([values, new[..., None, :]], axis=-2)
    before = _scores(score, values)
    after = _scores(score, longer)[..., present]
    return _changes(before, after, present, descending=descending)


def reversal_by_cloning(
    score: Scoring, matrix: ArrayLike, index: int, *, descending: bool = True
) -> OrderChanges:
    """Order of those there when one alternative is entered twice.

    Args:
        score: as in `reversal_by_removing`.
        matrix: indicators `[..., n, m]`.
        index: position of the one that is copied.
        descending: the greatest score is best.

    Returns:
        Changes among the n that were there, the copied one among them.

    Raises:
        MethodError: an index outside, NaN, scores of another shape.

    Source:
        As `reversal_by_removing`.
    """
    values = _checked_position(matrix, index)
    return reversal_by_adding(score, values, values[..., index, :], descending=descending)


def _checked_position(matrix: ArrayLike, index: int) -> FloatArray:
    values = decision_matrix(matrix)
    if not 0 <= index < values.shape[-2]:
        message = f"index {index} is outside the {values.shape[-2]} alternatives"
        raise MethodError(message)
    return values


def _scores(score: Scoring, values: FloatArray) -> FloatArray:
    found = checked_scores(score(values))
    if found.shape[-1] != values.shape[-2]:
        message = (
            f"score must return one score for each of {values.shape[-2]} alternatives; it returned "
            f"the shape {list(found.shape)}"
        )
        raise MethodError(message)
    return found


def _changes(
    before: FloatArray, after: FloatArray, alternatives: NDArray[np.intp], *, descending: bool
) -> OrderChanges:
    if before.shape != after.shape:
        message = (
            "score must return the same draws for every matrix; it returned "
            f"{list(before.shape[:-1])} and {list(after.shape[:-1])}"
        )
        raise MethodError(message)
    was, now = _order(before, descending=descending), _order(after, descending=descending)
    return OrderChanges(alternatives, was != now, was * now == -1)


def _order(scores: FloatArray, *, descending: bool) -> NDArray[np.int8]:
    """1 where the row stands before the column, -1 after, 0 level, `[..., k, k]`."""
    gaps = scores[..., :, None] - scores[..., None, :]
    level = TIE * np.abs(scores).max(axis=-1)[..., None, None]
    signs = np.where(np.abs(gaps) <= level, 0.0, np.sign(gaps))
    return (signs if descending else -signs).astype(np.int8)
