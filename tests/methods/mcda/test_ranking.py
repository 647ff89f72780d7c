import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

from songi.errors import MethodError
from songi.methods.mcda import focal_rank, rank
from songi.methods.mcda.ranking import PAIRWISE_LIMIT

score_arrays = arrays(
    float,
    st.tuples(st.integers(1, 6), st.integers(1, 12)),
    elements=st.one_of(st.integers(-3, 3).map(float), st.floats(-1e6, 1e6)),
)


def test_ties_get_the_average_of_their_places():
    assert rank([5.0, 7.0, 5.0, 1.0]).tolist() == [2.5, 1.0, 2.5, 4.0]
    assert rank([5.0, 7.0, 5.0, 1.0], descending=False).tolist() == [2.5, 4.0, 2.5, 1.0]


@given(score_arrays)
def test_same_as_scipy(scores):
    np.testing.assert_array_equal(rank(scores), rankdata(-scores, axis=1))
    np.testing.assert_array_equal(rank(scores, descending=False), rankdata(scores, axis=1))


@pytest.mark.parametrize("levels", [5, 40, 10**9])
def test_many_alternatives_same_as_scipy(generator, levels):
    scores = generator.integers(0, levels, (30, PAIRWISE_LIMIT + 40)).astype(float)
    np.testing.assert_array_equal(rank(scores), rankdata(-scores, axis=1))


@pytest.mark.parametrize("count", [PAIRWISE_LIMIT - 1, PAIRWISE_LIMIT, PAIRWISE_LIMIT + 1])
def test_all_equal_around_the_change_of_method(count):
    assert (rank(np.zeros((2, count))) == (count + 1) / 2).all()


def test_more_draws_than_one_block(generator):
    scores = generator.integers(0, 4, (20_001, 3)).astype(float)
    np.testing.assert_array_equal(rank(scores), rankdata(-scores, axis=1))


@given(scores=score_arrays, exponent=st.integers(-6, 6))
def test_positive_scaling_moves_no_rank(scores, exponent):
    # Subnormal numbers lose digits when they are halved.
    scores = np.where(np.abs(scores) < 1e-300, 0.0, scores)
    # A power of two, since any other factor may round two scores into a tie.
    np.testing.assert_array_equal(rank(scores * 2.0**exponent), rank(scores))


@given(score_arrays)
def test_each_draw_sums_to_the_sum_of_places(scores):
    n = scores.shape[1]
    np.testing.assert_array_equal(rank(scores).sum(axis=1), n * (n + 1) / 2)


@given(score_arrays)
def test_focal_rank_is_the_rank_of_that_one(scores):
    for index in range(scores.shape[1]):
        for descending in (True, False):
            np.testing.assert_array_equal(
                focal_rank(scores, index, descending), rank(scores, descending)[:, index]
            )


def test_any_number_of_leading_axes(generator):
    scores = generator.random((2, 3, 4, 5))
    assert rank(scores).shape == (2, 3, 4, 5)
    np.testing.assert_array_equal(rank(scores)[1, 2, 3], rank(scores[1, 2, 3]))
    assert focal_rank(scores, 0).shape == (2, 3, 4)


def test_nan_is_refused():
    with pytest.raises(MethodError, match=r"scores holds 1 NaN .*at \[1\]"):
        rank([1.0, np.nan])


def test_no_alternative_is_refused():
    with pytest.raises(MethodError, match=r"scores must have the shape \[..., alternatives\]"):
        rank(np.ones((3, 0)))


def test_index_outside_is_refused():
    with pytest.raises(MethodError, match="index 3 is outside the 3 alternatives"):
        focal_rank([1.0, 2.0, 3.0], 3)
