import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from methods.problems import average_ranks
from songi.errors import MethodError
from songi.methods import acceptability
from songi.methods.mcda import rank, weighted_sum
from songi.methods.weights import uniform_simplex

DRAWS = 40_000


@st.composite
def drawn_scores(draw):
    """Scores over draws, often with ties."""
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    shape = draw(st.integers(1, 30)), draw(st.integers(1, 8))
    levels = draw(st.sampled_from([2, 5, 10**6]))
    return generator.integers(0, levels, shape).astype(float)


def clear_acceptability(scores):
    """Rank acceptability by definition, one draw and one alternative at a time."""
    draws, n = scores.shape
    shares = np.zeros((n, n))
    for row in scores:
        for alternative, own in enumerate(row):
            better, equal = np.sum(row > own), np.sum(row == own)
            shares[alternative, better : better + equal] += 1 / equal
    return shares / draws


@given(drawn_scores())
def test_all_paths_equal_the_definition(scores):
    expected = clear_acceptability(scores)
    by_ranks = acceptability.rank_acceptability(rank(scores))
    np.testing.assert_allclose(by_ranks, expected, atol=1e-12)
    by_scores = acceptability.acceptability_of_scores(scores)
    np.testing.assert_allclose(by_scores, expected, atol=1e-12)
    ascending = acceptability.acceptability_of_scores(-scores, descending=False)
    np.testing.assert_allclose(ascending, expected, atol=1e-12)


@given(drawn_scores())
def test_rows_and_columns_sum_to_one(scores):
    shares = acceptability.acceptability_of_scores(scores)
    np.testing.assert_allclose(shares.sum(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-12)


@pytest.mark.parametrize("levels", [40, 10**9])
def test_many_alternatives_equal_the_definition(generator, levels):
    scores = generator.integers(0, levels, (12, 100)).astype(float)
    expected = clear_acceptability(scores)
    np.testing.assert_allclose(acceptability.acceptability_of_scores(scores), expected, atol=1e-12)
    by_ranks = acceptability.rank_acceptability(rank(scores))
    np.testing.assert_allclose(by_ranks, expected, atol=1e-12)


def test_simulated_in_blocks_equals_at_once():
    scores = np.random.default_rng(1).random((1000, 4))
    position = iter(range(0, 1000, 300))

    def next_scores(size):
        start = next(position)
        return scores[start : start + size]

    found = acceptability.simulated_acceptability(next_scores, 1000, block=300)
    np.testing.assert_array_equal(found, acceptability.acceptability_of_scores(scores))


def test_smaa_identity_closed_form(outside_case, generator):
    case = outside_case("smaa2_identity_exact")
    weights = uniform_simplex(3, DRAWS, generator)
    matrix, directions = np.array(case["matrix"]), case["directions"]
    ranks = rank(weighted_sum(matrix, weights, directions))
    expected, atol = case["expected"], case["atol"]
    shares = acceptability.rank_acceptability(ranks)
    np.testing.assert_allclose(shares, expected["rank_acceptability"], atol=atol)
    central = acceptability.central_weights(ranks, weights)
    np.testing.assert_allclose(central, expected["central_weights"], atol=atol)
    factors = acceptability.confidence_factors(
        lambda own: weighted_sum(matrix, own, directions), central
    )
    np.testing.assert_allclose(factors, expected["confidence_factor"], atol=atol)
    winning = acceptability.pairwise_winning(ranks)
    np.testing.assert_allclose(winning, expected["pairwise_winning"], atol=atol)
    np.testing.assert_allclose(acceptability.expected_rank(ranks), 2, atol=2 * atol)


def test_central_weights_share_a_tied_first_place():
    ranks = [[1.5, 1.5, 3], [1, 2, 3]]
    weights = [[0.2, 0.8], [0.8, 0.2]]
    central = acceptability.central_weights(ranks, weights)
    np.testing.assert_allclose(central[0], [0.6, 0.4])
    np.testing.assert_allclose(central[1], [0.2, 0.8])
    assert np.isnan(central[2]).all()


def test_confidence_falls_with_uncertain_indicators(generator):
    matrix = np.eye(2) + generator.normal(0, 1.0, (2000, 2, 2))
    central = np.array([[0.75, 0.25], [np.nan, np.nan]])
    factors = acceptability.confidence_factors(
        lambda own: weighted_sum(matrix, own, [1, 1], normalisation=None), central
    )
    # The difference of both scores is normal with mean 0.5 and variance 2 (0.75² + 0.25²).
    expected = stats.norm.cdf(0.5 / np.sqrt(1.25))
    assert factors[0] == pytest.approx(expected, abs=0.04)
    assert np.isnan(factors[1])


@given(drawn_scores())
def test_pairwise_winning_by_definition(scores):
    winning = acceptability.pairwise_winning(rank(scores))
    n = scores.shape[1]
    for one in range(n):
        for other in range(n):
            wins = np.mean(scores[:, one] > scores[:, other])
            ties = np.mean(scores[:, one] == scores[:, other])
            assert winning[one, other] == pytest.approx(wins + ties / 2, abs=1e-12)


@given(drawn_scores())
def test_expected_rank_is_the_mean_place(scores):
    ranks = np.stack([average_ranks(row) for row in scores])
    shares = acceptability.rank_acceptability(ranks)
    places = np.arange(1, scores.shape[1] + 1)
    np.testing.assert_allclose(acceptability.expected_rank(ranks), shares @ places, rtol=1e-12)


@given(scores=drawn_scores(), places=st.integers(0, 9))
def test_share_among_first_is_cumulated_acceptability(scores, places):
    ranks = rank(scores)
    found = acceptability.share_among_first(ranks, places)
    expected = acceptability.rank_acceptability(ranks)[:, :places].sum(axis=1)
    np.testing.assert_allclose(found.share, expected, atol=1e-12)
    assert (found.low <= found.share + 1e-12).all()
    assert (found.high >= found.share - 1e-12).all()


def test_places_may_differ_from_draw_to_draw():
    ranks = [[1, 2, 3], [3, 1, 2], [2, 3, 1]]
    found = acceptability.share_among_first(ranks, [1, 2, 0])
    np.testing.assert_allclose(found.share, [1 / 3, 1 / 3, 1 / 3])
    found = acceptability.share_among_first(ranks, [3, 0, 0])
    np.testing.assert_allclose(found.share, [1 / 3, 1 / 3, 1 / 3])


def test_wilson_interval_by_hand():
    ranks = np.where(np.arange(10)[:, None] < 3, [1.0, 2.0], [2.0, 1.0])
    found = acceptability.share_among_first(ranks, 1)
    # (0.3 + z²/20 ± z sqrt(0.021 + z²/400)) / (1 + z²/10) with z = 1.96.
    assert found.low[0] == pytest.approx(0.1078, abs=1e-4)
    assert found.high[0] == pytest.approx(0.6032, abs=1e-4)
    assert found.standard_error[0] == pytest.approx(np.sqrt(0.3 * 0.7 / 9))


def test_jeffreys_interval_is_the_beta_quantile():
    ranks = np.where(np.arange(10)[:, None] < 3, [1.0, 2.0], [2.0, 1.0])
    found = acceptability.share_among_first(ranks, 1, interval="jeffreys", confidence=0.9)
    assert found.low[0] == pytest.approx(stats.beta.ppf(0.05, 3.5, 7.5))
    assert found.high[0] == pytest.approx(stats.beta.ppf(0.95, 3.5, 7.5))


@pytest.mark.parametrize("interval", acceptability.INTERVALS)
def test_agreement_of_all_draws_is_not_certainty(interval):
    found = acceptability.share_among_first([[1, 2]] * 50, 1, interval=interval)
    assert found.share.tolist() == [1.0, 0.0]
    assert found.standard_error.tolist() == [0.0, 0.0]
    assert 0.9 < found.low[0] < 1.0 == found.high[0]
    assert found.low[1] == 0.0 < found.high[1] < 0.1


def test_intervals_cover_as_often_as_they_say(generator):
    truth = 0.2
    covered = 0
    for _ in range(400):
        first = generator.random(200) < truth
        ranks = np.where(first[:, None], [1.0, 2.0], [2.0, 1.0])
        found = acceptability.share_among_first(ranks, 1)
        covered += found.low[0] <= truth <= found.high[0]
    assert 0.91 < covered / 400 < 0.99


@pytest.mark.parametrize(
    ("ranks", "told"),
    [
        ([1, 2, 3], r"\[draws, alternatives\] with at least one of each; it has \[3\]"),
        (np.ones((0, 3)), "at least one of each"),
        ([[1, np.nan]], "ranks holds 1 NaN"),
        ([[0, 3]], r"ranks must lie between 1 and 2: 2 wrong"),
        ([[1, 1]], r"must sum to 3 \(ties get average ranks\)"),
        ([[1.2, 1.8]], r"whole or halves \(of a tie\): 2 wrong"),
    ],
)
def test_what_are_no_ranks_is_refused(ranks, told):
    with pytest.raises(MethodError, match=told):
        acceptability.rank_acceptability(ranks)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"places": [1, 2, 3]}, r"one for each of 2 draws; its shape is \[3\]"),
        ({"places": -1}, "whole and not negative"),
        ({"places": 1.5}, "whole and not negative"),
        ({"places": 1, "interval": "wald"}, "'wald'; it must be one of wilson, jeffreys"),
        ({"places": 1, "confidence": 95}, "confidence is 95; it must lie between 0 and 1"),
    ],
)
def test_wrong_options_are_told(options, told):
    with pytest.raises(MethodError, match=told):
        acceptability.share_among_first([[1, 2], [2, 1]], **options)


def test_weights_must_be_of_the_same_draws():
    with pytest.raises(MethodError, match=r"shape \[2, criteria\].*it has \[3, 2\]"):
        acceptability.central_weights([[1, 2], [2, 1]], np.ones((3, 2)))


def test_scores_of_another_number_of_draws_are_refused():
    with pytest.raises(MethodError, match=r"draw_scores\(5\) must return .* the shape \[4, 2\]"):
        acceptability.simulated_acceptability(lambda size: np.ones((size - 1, 2)), 5)


def test_no_draw_is_refused():
    with pytest.raises(MethodError, match="must be at least 1; they are 0 and 8192"):
        acceptability.simulated_acceptability(lambda size: np.ones((size, 2)), 0)


def test_confidence_needs_all_alternatives():
    with pytest.raises(MethodError, match="score returned 3 alternatives; there are 2 rows"):
        acceptability.confidence_factors(lambda _: np.ones(3), np.ones((2, 2)))
