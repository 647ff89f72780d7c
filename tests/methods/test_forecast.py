import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.forecast import base_rate_score, brier_score, brier_skill

cases = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=20)


def test_by_hand():
    assert brier_score([0.9, 0.2, 0.5], [1, 0, 0]) == pytest.approx((0.01 + 0.04 + 0.25) / 3)


def test_base_rate_of_five_in_eleven():
    outcome = [1] * 5 + [0] * 6
    assert base_rate_score(outcome) == pytest.approx(5 / 11 * 6 / 11)
    assert base_rate_score(outcome, 0.5) == pytest.approx(0.25)


def test_skill_is_one_for_a_prophet_and_none_for_the_base_rate():
    outcome = np.array([1, 0, 0, 1])
    assert brier_skill(outcome, outcome) == 1.0
    assert brier_skill([0.5] * 4, outcome) == 0.0
    assert brier_skill(1 - outcome, outcome) == pytest.approx(-3)


@given(cases)
def test_score_lies_between_nought_and_one(pairs):
    share, outcome = zip(*pairs, strict=True)
    assert 0 <= brier_score(share, outcome) <= 1


@given(cases)
def test_no_single_share_beats_the_rate_of_the_outcomes(pairs):
    share, outcome = zip(*pairs, strict=True)
    same = np.full(len(outcome), share[0])
    assert brier_score(same, outcome) >= base_rate_score(outcome) - 1e-12


def test_draws_equal_a_loop(generator):
    shares, outcome = generator.random((6, 11)), generator.integers(0, 2, 11)
    expected = [brier_skill(share, outcome) for share in shares]
    np.testing.assert_allclose(brier_skill(shares, outcome), expected)


@pytest.mark.parametrize(
    ("share", "outcome", "told"),
    [
        ([0.5, 1.2], [0, 1], r"share must lie between 0 and 1: 1 wrong, at \[1\]"),
        ([0.5, 0.5], [0, 2], r"outcome must be 0 or 1: 1 wrong, at \[1\]"),
        ([0.5, 0.5, 0.5], [0, 1], r"shape \[..., 2\], as outcome; it has \[3\]"),
        ([0.5, np.nan], [0, 1], "share holds 1 NaN"),
        ([], [], r"outcome must have the shape \[..., cases\]"),
    ],
)
def test_what_is_no_forecast_is_refused(share, outcome, told):
    with pytest.raises(MethodError, match=told):
        brier_score(share, outcome)


def test_skill_needs_outcomes_that_differ():
    with pytest.raises(MethodError, match="no skill to speak of"):
        brier_skill([0.5, 0.5], [1, 1])
