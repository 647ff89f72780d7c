import numpy as np
import pytest

from songi.methods import places


@pytest.mark.parametrize(
    ("rank_row", "awarded", "expected"),
    [
        ([1, 2, 3, 4], 2, [1, 1, 0, 0]),
        ([1, 2.5, 2.5, 4], 2, [1, 0.5, 0.5, 0]),
        ([2, 2, 2, 4], 2, [2 / 3, 2 / 3, 2 / 3, 0]),
        ([2.5, 2.5, 2.5, 2.5], 1, [0.25, 0.25, 0.25, 0.25]),
        ([1, 2, 3.5, 3.5], 0, [0, 0, 0, 0]),
        ([1, 2, 3.5, 3.5], 9, [1, 1, 1, 1]),
    ],
)
def test_membership_splits_a_tie_over_the_last_place(rank_row, awarded, expected):
    found = places.membership(np.array([rank_row], dtype=float), np.array(float(awarded)))
    np.testing.assert_allclose(found[0], expected)


def test_counts_split_ties_and_keep_the_number_of_draws():
    ranks = np.array([[1.0, 2.5, 2.5], [2.0, 2.0, 2.0], [3.0, 2.0, 1.0]])
    third = 1 / 3
    np.testing.assert_allclose(
        places.rank_counts(ranks),
        [
            [1 + third, third, 1 + third],
            [third, 1.5 + third, 0.5 + third],
            [1 + third, 0.5 + third, 0.5 + third],
        ],
    )


def test_counts_of_scores_equal_counts_of_their_ranks(generator):
    scores = generator.integers(0, 5, (500, 6)).astype(float)
    ranks = np.array(
        [[1 + (row > s).sum() + ((row == s).sum() - 1) / 2 for s in row] for row in scores]
    )
    np.testing.assert_allclose(
        places.place_counts(scores, descending=True), places.rank_counts(ranks), rtol=1e-12
    )
