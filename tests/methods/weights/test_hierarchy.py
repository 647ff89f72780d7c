import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.weights import (
    aggregate_judgements,
    aggregate_priorities,
    ahp,
    judgement_to_revisit,
)


def from_pairs(pairs, items):
    """Matrix from judgements keyed 'a|b'."""
    matrix = np.full((len(items), len(items)), np.nan)
    for pair, judgement in pairs.items():
        one, other = (items.index(name) for name in pair.split("|"))
        matrix[one, other] = judgement
    return matrix


@st.composite
def judged(draw, least=3):
    """Random reciprocal matrix on Saaty's scale."""
    n = draw(st.integers(least, 7))
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    upper = np.triu(generator.choice([1 / 7, 1 / 4, 1 / 2, 1, 2, 3, 5, 9], (n, n)), 1)
    return upper + np.eye(n) + np.where(upper > 0, 1 / np.where(upper > 0, upper, 1), 0).T


@st.composite
def consistent(draw):
    n = draw(st.integers(3, 7))
    weights = np.random.default_rng(draw(st.integers(0, 10**6))).dirichlet(np.ones(n) * 3)
    return weights, weights[:, None] / weights


def test_house_as_published(outside_case):
    case = outside_case("ahp_saaty_house_1990")
    found = ahp(case["matrix"])
    np.testing.assert_allclose(found.priorities, case["expected"]["weights"], atol=case["atol"])
    assert found.lambda_max == pytest.approx(case["expected"]["lambda_max"], abs=case["atol"])
    assert found.consistency_index == pytest.approx(case["expected"]["CI"], abs=case["atol"])
    assert found.consistency_ratio == pytest.approx(case["expected"]["CR"], abs=case["atol"])
    assert (found.random_index, found.random_index_table) == (1.41, "Saaty")


def test_school_as_published_is_told_to_be_inconsistent(outside_case):
    case = outside_case("ahp_saaty_school")
    found = ahp(case["matrix"])
    np.testing.assert_allclose(found.priorities, case["expected"]["weights"], atol=case["atol"])
    expected = case["expected"]
    assert found.lambda_max == pytest.approx(expected["lambda_max_computed_here"], abs=1e-4)
    assert found.consistency_ratio == pytest.approx(expected["CR_computed_here_RI_1.24"], abs=1e-3)
    assert not found.consistent


def test_hierarchy_of_cities_as_published(outside_case):
    case = outside_case("ahp_cities_hierarchy_2005")
    criteria = list(case["matrix"])
    cities = list(case["expected"]["target_weights"])
    criteria_matrix = from_pairs(case["weights"], criteria)
    local = ahp(criteria_matrix).priorities
    under = np.stack([ahp(from_pairs(case["matrix"][c], cities)).priorities for c in criteria])
    expected = list(case["expected"]["target_weights"].values())
    np.testing.assert_allclose(local @ under, expected, atol=case["atol"])


@given(judged())
def test_priorities_are_an_eigenvector_that_sums_to_one(matrix):
    found = ahp(matrix)
    np.testing.assert_allclose(matrix @ found.priorities, found.lambda_max * found.priorities)
    assert found.priorities.sum() == pytest.approx(1, abs=1e-12)
    assert (found.priorities > 0).all()
    assert found.lambda_max >= len(matrix) - 1e-9


@given(judged())
def test_geometric_is_the_mean_of_the_rows(matrix):
    means = np.prod(matrix, axis=1) ** (1 / len(matrix))
    np.testing.assert_allclose(ahp(matrix, "geometric").priorities, means / means.sum())


@pytest.mark.parametrize("method", ["eigenvector", "geometric"])
@given(problem=consistent())
def test_consistent_judgements_give_back_their_weights(method, problem):
    weights, matrix = problem
    found = ahp(matrix, method)
    np.testing.assert_allclose(found.priorities, weights, rtol=1e-8)
    assert found.consistency_ratio < 1e-9
    assert judgement_to_revisit(matrix, method) is None


@pytest.mark.parametrize("method", ["eigenvector", "geometric"])
@given(problem=consistent())
def test_missing_judgements_cost_nothing_where_the_others_agree(method, problem):
    weights, matrix = problem
    matrix = matrix.copy()
    for k in range(1, len(matrix) - 1):
        matrix[k, k + 1 :] = matrix[k + 1 :, k] = np.nan
    found = ahp(matrix, method)
    np.testing.assert_allclose(found.priorities, weights, rtol=1e-8)
    assert found.missing == (len(matrix) - 1) * (len(matrix) - 2) / 2


@given(judged())
def test_half_a_matrix_is_enough(matrix):
    upper = np.where(np.triu(np.ones(matrix.shape)) > 0, matrix, np.nan)
    np.testing.assert_allclose(ahp(upper).priorities, ahp(matrix).priorities, rtol=1e-10)


@pytest.mark.parametrize("method", ["eigenvector", "geometric"])
@given(matrix=judged())
def test_draws_equal_a_loop(method, matrix):
    many = np.stack([matrix, matrix.T, np.ones(matrix.shape)])
    found = ahp(many, method)
    for k, one in enumerate(many):
        np.testing.assert_allclose(found.priorities[k], ahp(one, method).priorities, rtol=1e-9)
        assert found.consistency_ratio[k] == pytest.approx(
            float(ahp(one, method).consistency_ratio), abs=1e-9
        )


def test_two_items_are_always_consistent():
    found = ahp([[1, 4], [0.25, 1]])
    np.testing.assert_allclose(found.priorities, [0.8, 0.2])
    assert found.consistency_ratio == 0
    assert judgement_to_revisit([[1, 4], [0.25, 1]]) is None


def test_one_item_has_all_the_weight():
    assert ahp([[1.0]]).priorities.tolist() == [1.0]


def test_the_spoilt_judgement_is_the_one_to_revisit():
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    matrix = weights[:, None] / weights
    matrix[1, 3], matrix[3, 1] = 1 / 3, 3.0
    revision = judgement_to_revisit(matrix)
    assert (revision.row, revision.column) == (1, 3)
    assert revision.suggested == pytest.approx(3.0)
    assert revision.judgement == pytest.approx(1 / 3)
    assert revision.ratio_after < 1e-9 < revision.consistency_ratio


@given(judged())
def test_revisiting_mends(matrix):
    revision = judgement_to_revisit(matrix)
    if revision is not None:
        assert revision.ratio_after <= revision.consistency_ratio + 1e-9


def test_incomplete_tree_of_judgements_has_none_to_revisit():
    chain = [[1, 2, np.nan], [np.nan, 1, 3], [np.nan, np.nan, 1]]
    np.testing.assert_allclose(ahp(chain).priorities, [0.6, 0.3, 0.1])
    assert judgement_to_revisit(chain) is None


def test_judgements_of_a_group_join_by_geometric_mean():
    one, other = np.array([[1, 4], [1 / 4, 1]]), np.array([[1, 9], [1 / 9, 1]])
    np.testing.assert_allclose(aggregate_judgements([one, other]), [[1, 6], [1 / 6, 1]])
    weighted = aggregate_judgements([one, other], [1, 0])
    np.testing.assert_allclose(weighted, one)


def test_who_left_a_judgement_out_does_not_count_for_it():
    full = np.array([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]])
    gap = np.array([[1, 8, np.nan], [1 / 8, 1, 3], [np.nan, 1 / 3, 1]])
    joined = aggregate_judgements([full, gap])
    assert joined[0, 1] == pytest.approx(4)
    assert joined[0, 2] == pytest.approx(6)


def test_priorities_of_a_group():
    values = [[0.8, 0.2], [0.2, 0.8]]
    np.testing.assert_allclose(aggregate_priorities(values), [0.5, 0.5])
    np.testing.assert_allclose(
        aggregate_priorities(values, [3, 1], mean="arithmetic"), [0.65, 0.35]
    )


def test_group_of_consistent_judges_both_ways_agree(generator):
    weights = generator.dirichlet(np.ones(4), 5)
    matrices = weights[:, :, None] / weights[:, None, :]
    np.testing.assert_allclose(
        ahp(aggregate_judgements(matrices)).priorities, aggregate_priorities(weights)
    )


def test_more_than_fifteen_items_are_refused():
    with pytest.raises(MethodError, match=r"16 items are more than the 15 .* put them in groups"):
        ahp(np.ones((16, 16)))


def test_unknown_method_lists_the_valid_ones():
    with pytest.raises(MethodError, match="'eigen'; it must be one of eigenvector, geometric"):
        ahp(np.eye(1), "eigen")


def test_revisiting_takes_one_matrix():
    with pytest.raises(MethodError, match=r"one matrix \[n, n\]; it has the shape \[2, 3, 3\]"):
        judgement_to_revisit(np.ones((2, 3, 3)))


def test_a_group_needs_an_axis_of_experts():
    with pytest.raises(MethodError, match=r"\[..., experts, n, n\]; it has \[2, 2\]"):
        aggregate_judgements(np.ones((2, 2)))
    with pytest.raises(MethodError, match=r"\[..., experts, n\]; it has \[2\]"):
        aggregate_priorities([0.5, 0.5])


def test_zero_priority_has_no_geometric_mean():
    with pytest.raises(MethodError, match="must be positive for the geometric mean"):
        aggregate_priorities([[1.0, 0.0], [0.5, 0.5]])
