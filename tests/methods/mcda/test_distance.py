import numpy as np
import pytest
from hypothesis import given

from methods.problems import problems, uncertain_problems
from songi.errors import MethodError
from songi.methods.mcda import normalise, rank, topsis, vikor

MATRIX = np.array([[1.0, 10.0], [2.0, 20.0], [5.0, 40.0]])


def clear_topsis(matrix, weights, directions):
    """As the book tells it: weighted vector normalisation, a cost stays a cost."""
    length = np.sqrt((matrix**2).sum(axis=0))
    v = weights * matrix / length
    best = np.where(directions > 0, v.max(axis=0), v.min(axis=0))
    worst = np.where(directions > 0, v.min(axis=0), v.max(axis=0))
    to_best = np.sqrt(((v - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((v - worst) ** 2).sum(axis=1))
    return to_worst / (to_best + to_worst)


def clear_vikor(matrix, weights, directions):
    signed = matrix * directions
    span = np.ptp(signed, axis=0)
    regret = np.where(span > 0, (signed.max(axis=0) - signed) / np.where(span > 0, span, 1), 0)
    s, r = (weights * regret).sum(axis=1), (weights * regret).max(axis=1)
    share = [(x - x.min()) / (np.ptp(x) or 1.0) for x in (s, r)]
    return s, r, 0.5 * share[0] + 0.5 * share[1]


@pytest.mark.parametrize("name", ["topsis_hwang_yoon_fighter_1981", "topsis_hodgett_cars"])
def test_topsis_as_published(outside_case, name):
    case = outside_case(name)
    closeness = topsis(case["matrix"], case["weights"], case["directions"])
    np.testing.assert_allclose(closeness, case["expected"]["closeness"], atol=case["atol"])


def test_topsis_fighter_order_as_published(outside_case):
    case = outside_case("topsis_hwang_yoon_fighter_1981")
    ranks = rank(topsis(case["matrix"], case["weights"], case["directions"]))
    order = [f"A{k + 1}" for k in np.argsort(ranks)]
    assert order == case["expected"]["ranking_best_first"]


def test_vikor_as_published(outside_case):
    case = outside_case("vikor_opricovic_tzeng_2004")
    found = vikor(case["matrix"], case["weights"], case["directions"], v=case["parameters"]["v"])
    for name in ("S", "R", "Q"):
        np.testing.assert_allclose(
            getattr(found, name.lower()), case["expected"][name], atol=case["atol"]
        )


def test_topsis_of_the_vikor_case_with_min_max(outside_case):
    case = outside_case("vikor_opricovic_tzeng_2004")
    closeness = topsis(case["matrix"], case["weights"], case["directions"], normalisation="min_max")
    expected = case["expected"]["TOPSIS_pymcdm_minmax"]
    np.testing.assert_allclose(closeness, expected, atol=case["atol"])


@given(problems())
def test_fast_topsis_equals_clear_twin(problem):
    matrix, weights, directions = problem
    if (matrix == matrix[0]).all():
        assert (topsis(matrix, weights, directions) == 0.5).all()
        return
    expected = [clear_topsis(matrix, w, directions) for w in weights]
    np.testing.assert_allclose(topsis(matrix, weights, directions), expected, atol=1e-12)


@given(problems())
def test_fast_vikor_equals_clear_twin(problem):
    matrix, weights, directions = problem
    s, r, q = vikor(matrix, weights, directions)
    for draw, w in enumerate(weights):
        clear = clear_vikor(matrix, w, directions)
        np.testing.assert_allclose(s[draw], clear[0], atol=1e-12)
        np.testing.assert_allclose(r[draw], clear[1], atol=1e-12)
        # Q divides by the span of S and of R, which rounding decides where all are equal.
        if min(np.ptp(clear[0]), np.ptp(clear[1])) > 1e-3:
            np.testing.assert_allclose(q[draw], clear[2], atol=1e-11)


@given(uncertain_problems())
def test_uncertain_matrix_equals_a_loop(problem):
    matrices, weights, directions = problem
    closeness = topsis(matrices, weights, directions)
    s, r, _ = vikor(matrices, weights, directions)
    for draw, (x, w) in enumerate(zip(matrices, weights, strict=True)):
        np.testing.assert_allclose(closeness[draw], topsis(x, w, directions), atol=1e-9)
        one = vikor(x, w, directions)
        np.testing.assert_allclose(s[draw], one.s, atol=1e-12)
        np.testing.assert_allclose(r[draw], one.r, atol=1e-12)


@given(problems())
def test_weights_count_only_by_their_ratios(problem):
    matrix, weights, directions = problem
    np.testing.assert_allclose(
        topsis(matrix, 8 * weights, directions), topsis(matrix, weights, directions), rtol=1e-12
    )


def test_normalised_matrix_is_taken_as_it_is():
    scaled = normalise(MATRIX, [1, -1], method="vector")
    np.testing.assert_allclose(
        topsis(scaled, [0.4, 0.6], [1, 1], normalisation=None),
        topsis(MATRIX, [0.4, 0.6], [1, -1]),
        rtol=1e-12,
    )


def test_constant_column_moves_nothing():
    with_constant = np.column_stack([MATRIX, np.full(3, 7.0)])
    np.testing.assert_allclose(
        topsis(with_constant, [0.4, 0.6, 5.0], [1, -1, 1]), topsis(MATRIX, [0.4, 0.6], [1, -1])
    )
    assert (vikor(with_constant, [0.2, 0.3, 0.5], [1, -1, 1]).s <= 0.5).all()


@pytest.mark.parametrize(("method", "name"), [(topsis, "TOPSIS"), (vikor, "VIKOR")])
def test_one_alternative_has_nothing_to_be_compared_with(method, name):
    with pytest.raises(MethodError, match=f"{name} compares alternatives .* only one"):
        method([[1.0, 2.0]], [0.5, 0.5], [1, 1])


@pytest.mark.parametrize("v", [-0.1, 1.1])
def test_v_is_a_share(v):
    with pytest.raises(MethodError, match=f"v is {v}; it must lie between 0 and 1"):
        vikor(MATRIX, [0.5, 0.5], [1, 1], v=v)


def test_direction_zero_is_refused():
    with pytest.raises(MethodError, match=r"directions must be \+1 \(benefit\) or -1"):
        topsis(MATRIX, [0.5, 0.5], [1, 0])
