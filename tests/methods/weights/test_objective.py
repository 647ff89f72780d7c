import numpy as np
import pytest
from hypothesis import given

from methods.problems import problems
from songi.errors import MethodError
from songi.methods.weights import critic, entropy


def test_entropy_as_published(outside_case):
    case = outside_case("weights_entropy_elsayed_2017")
    found = entropy(case["matrix"])
    np.testing.assert_allclose(found, case["expected"]["weights"], atol=case["atol"])


def test_critic_as_published(outside_case):
    case = outside_case("weights_critic_tus_adali_2019")
    found = critic(case["matrix"], case["directions"])
    np.testing.assert_allclose(found, case["expected"]["weights"], atol=case["atol"])


@given(problems())
def test_weights_sum_to_one_and_follow_the_columns(problem):
    matrix, _, directions = problem
    matrix = np.vstack([matrix, matrix[0] + np.arange(1.0, matrix.shape[1] + 1)])
    order = np.roll(np.arange(matrix.shape[1]), 1)
    varies = np.ptp(matrix, axis=0) > 0
    for weigh in (entropy, lambda x: critic(x, directions[: x.shape[1]])):
        try:
            weights = weigh(matrix)
        except MethodError as fault:
            assert "no criterion tells" in str(fault)  # noqa: PT017 - the other way out is checked
            continue
        assert (weights >= 0).all()
        assert weights.sum() == pytest.approx(1)
        assert (weights[~varies] == 0).all()
    np.testing.assert_allclose(entropy(matrix[:, order]), entropy(matrix)[order], atol=1e-12)


@given(problems(least_alternatives=3))
def test_units_do_not_matter(problem):
    matrix, _, directions = problem
    matrix = matrix + np.random.default_rng(1).random(matrix.shape)
    scale = np.arange(1.0, matrix.shape[1] + 1)
    np.testing.assert_allclose(entropy(matrix * scale), entropy(matrix), atol=1e-9)
    moved = critic(matrix * scale + 5, directions)
    np.testing.assert_allclose(moved, critic(matrix, directions), atol=1e-7)


def test_entropy_by_hand_with_a_zero():
    """All in one place: entropy 0; shared by halves among two: entropy 1, no weight."""
    assert entropy([[4.0, 1.0], [0.0, 1.0]]).tolist() == [1.0, 0.0]


def test_critic_by_hand():
    """Two columns that rise together and one against them: conflicts 2, 2 and 4, equal spread."""
    matrix = [[0.0, 0.0, 1.0], [1.0, 1.0, 0.0]]
    np.testing.assert_allclose(critic(matrix, [1, 1, 1]), [0.25, 0.25, 0.5])
    np.testing.assert_allclose(critic([[1.0], [3.0]], [1]), [1.0])


def test_a_constant_column_neither_weighs_nor_conflicts(generator):
    matrix = generator.random((6, 3))
    weights = critic(np.column_stack([matrix, np.full(6, 0.1)]), [1, 1, -1, 1])
    np.testing.assert_allclose(weights[:3], critic(matrix, [1, 1, -1]))
    assert weights[3] == 0


def test_draws_are_each_done_alone(generator):
    matrices = generator.random((4, 5, 3))
    for weigh in (entropy, lambda x: critic(x, [1, -1, 1])):
        assert weigh(matrices).shape == (4, 3)
        np.testing.assert_allclose(weigh(matrices)[2], weigh(matrices[2]))


def test_where_nothing_tells_apart_weights_are_equal_if_that_is_asked_for(generator):
    matrices = generator.random((3, 4, 2))
    matrices[1] = 0.5
    for weigh in (entropy, lambda x, **more: critic(x, [1, -1], **more)):
        found = weigh(matrices, where_alike="equal")
        assert found[1].tolist() == [0.5, 0.5]
        np.testing.assert_array_equal(found[[0, 2]], weigh(matrices[[0, 2]]))
        with pytest.raises(MethodError, match=r"no criterion tells .*: 1 wrong, at \[1\]"):
            weigh(matrices)
        with pytest.raises(MethodError, match="where_alike"):
            weigh(matrices, where_alike="whatever")
    same = [[1.0, 2.0], [3.0, 4.0], [7.0, 8.0]]
    assert critic(same, [1, 1], where_alike="equal").tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ([[1.0, -2.0], [3.0, 4.0]], r"not negative: 1 wrong, at \[0, 1\]"),
        ([[1.0, 0.0], [3.0, 0.0]], "a value above zero in every column"),
        ([[1.0, 2.0]], "at least two alternatives"),
        ([[2.0, 5.0], [2.0, 5.0]], "no criterion tells the alternatives apart"),
        ([[np.nan, 5.0], [2.0, 5.0]], "matrix holds 1 NaN"),
    ],
)
def test_entropy_refuses_bad_input(matrix, told):
    with pytest.raises(MethodError, match=told):
        entropy(matrix)


@pytest.mark.parametrize(
    ("matrix", "directions", "told"),
    [
        ([[1.0, 2.0], [3.0, 4.0]], [1, 1], "no criterion tells the alternatives apart"),
        ([[1.0, 2.0]], [1, 1], "at least two alternatives"),
        ([[1.0, 2.0], [3.0, 4.0]], [1], "one value for each of 2 criteria"),
        ([[1.0, 2.0], [3.0, 4.0]], [1, 0], r"must be \+1 \(benefit\) or -1 \(cost\)"),
    ],
)
def test_critic_refuses_bad_input(matrix, directions, told):
    with pytest.raises(MethodError, match=told):
        critic(matrix, directions)
