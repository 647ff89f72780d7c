import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.problems import problems, uncertain_problems
from songi.errors import MethodError
from songi.methods.mcda import PREFERENCES, promethee

MATRIX = np.array([[1.0, 10.0], [2.0, 20.0], [5.0, 40.0]])
PARAMETERS = {"indifference": 0.75, "threshold": 2.5, "gaussian": 1.5}
SHAPE_NAMES = {
    "U-shape": "u_shape",
    "V-shape": "v_shape",
    "linear (V-shape with indifference)": "linear",
    "level": "level",
    "usual": "usual",
    "gaussian": "gaussian",
}


def clear_degree(d, name, q, p, s):
    """Degree of preference of one difference, case by case."""
    if d <= 0:
        return 0.0
    return {
        "usual": 1.0,
        "u_shape": 1.0 if d > q else 0.0,
        "v_shape": min(d / p, 1.0),
        "level": 0.0 if d <= q else 0.5 if d <= p else 1.0,
        "linear": 0.0 if d <= q else (d - q) / (p - q) if d <= p else 1.0,
        "gaussian": 1 - np.exp(-(d**2) / (2 * s**2)),
    }[name]


def clear_flows(matrix, weights, directions, name):
    n = len(matrix)
    index = np.array(
        [
            [
                sum(
                    w * clear_degree(sign * (a - b), name, *PARAMETERS.values())
                    for w, sign, a, b in zip(weights, directions, one, other, strict=True)
                )
                for other in matrix
            ]
            for one in matrix
        ]
    )
    return index.sum(axis=1) / (n - 1), index.sum(axis=0) / (n - 1)


def published_problem(case):
    blank = {"q": "indifference", "p": "threshold", "s": "gaussian"}
    return {
        "matrix": case["matrix"],
        "weights": case["weights"],
        "directions": case["directions"],
        "preference": [SHAPE_NAMES[name] for name in case["parameters"]["functions"]],
    } | {
        option: [np.nan if value is None else value for value in case["parameters"][key]]
        for key, option in blank.items()
    }


def test_six_shapes_as_published(outside_case):
    case = outside_case("promethee_brans_hydro_1986")
    flows = promethee(**published_problem(case))
    np.testing.assert_allclose(flows.positive, case["expected"]["phi_plus"], atol=1e-6)
    np.testing.assert_allclose(flows.negative, case["expected"]["phi_minus"], atol=1e-6)
    np.testing.assert_allclose(flows.net, case["expected"]["phi"], atol=1e-6)


def test_flows_are_the_margins_of_the_published_table(outside_case):
    case = outside_case("promethee_brans_hydro_1986")
    table = np.array(case["expected"]["preference_index_table"])
    flows = promethee(**published_problem(case))
    np.testing.assert_allclose(flows.positive, table.sum(axis=1) / 5, atol=case["atol"])
    np.testing.assert_allclose(flows.negative, table.sum(axis=0) / 5, atol=case["atol"])


@given(problem=problems(), name=st.sampled_from(PREFERENCES))
def test_fast_path_equals_clear_twin(problem, name):
    matrix, weights, directions = problem
    flows = promethee(matrix, weights, directions, preference=name, **PARAMETERS)
    for draw, w in enumerate(weights):
        positive, negative = clear_flows(matrix, w, directions, name)
        np.testing.assert_allclose(flows.positive[draw], positive, atol=1e-12)
        np.testing.assert_allclose(flows.negative[draw], negative, atol=1e-12)
        np.testing.assert_allclose(flows.net[draw], positive - negative, atol=1e-12)


@given(problem=uncertain_problems(), name=st.sampled_from(PREFERENCES))
def test_uncertain_matrix_equals_a_loop(problem, name):
    matrices, weights, directions = problem
    flows = promethee(matrices, weights, directions, preference=name, **PARAMETERS)
    for draw, (x, w) in enumerate(zip(matrices, weights, strict=True)):
        one = promethee(x, w, directions, preference=name, **PARAMETERS)
        for many, single in zip(flows, one, strict=True):
            np.testing.assert_allclose(many[draw], single, atol=1e-12)


@given(problem=problems(), name=st.sampled_from(PREFERENCES))
def test_net_flows_sum_to_nothing(problem, name):
    net = promethee(*problem, preference=name, **PARAMETERS).net
    np.testing.assert_allclose(net.sum(axis=-1), 0, atol=1e-12)


def test_many_alternatives_in_several_portions(generator, monkeypatch):
    matrix = generator.random((40, 2))
    whole = promethee(matrix, [0.5, 0.5], [1, -1])
    monkeypatch.setattr("songi.methods.mcda.outranking.PAIRS_AT_A_TIME", 200)
    for one, other in zip(promethee(matrix, [0.5, 0.5], [1, -1]), whole, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-13)


def test_constant_column_gives_no_preference():
    assert (promethee(np.full((4, 1), 3.0), [1.0], [1]).net == 0).all()


def test_one_alternative_is_refused():
    with pytest.raises(MethodError, match=r"PROMETHEE compares alternatives .* only one"):
        promethee([[1.0]], [1.0], [1])


def test_unknown_preference_lists_the_valid_ones():
    with pytest.raises(MethodError, match="'vshape'; it must be one of usual, u_shape, v_shape"):
        promethee(MATRIX, [0.5, 0.5], [1, 1], preference="vshape")


def test_one_preference_for_each_criterion():
    with pytest.raises(MethodError, match=r"preference holds 3 names; .* each of 2 criteria"):
        promethee(MATRIX, [0.5, 0.5], [1, 1], preference=["usual"] * 3)


@pytest.mark.parametrize(
    ("name", "parameter"),
    [("u_shape", "indifference"), ("v_shape", "threshold"), ("gaussian", "gaussian")],
)
def test_missing_parameter_is_named(name, parameter):
    with pytest.raises(MethodError, match=f"'{name}' of criterion 0 needs {parameter}="):
        promethee(MATRIX, [0.5, 0.5], [1, 1], preference=name)


def test_negative_indifference_is_refused():
    with pytest.raises(
        MethodError, match=r"needs indifference=, finite and not negative; it is -1"
    ):
        promethee(MATRIX, [0.5, 0.5], [1, 1], preference="u_shape", indifference=-1)


@pytest.mark.parametrize("name", ["level", "linear"])
def test_threshold_below_indifference_is_refused(name):
    with pytest.raises(
        MethodError, match=r"threshold above the indifference; they are 1.0 and 2.0"
    ):
        promethee(MATRIX, [0.5, 0.5], [1, 1], preference=name, indifference=2, threshold=1)


def test_parameter_of_another_length_is_refused():
    with pytest.raises(MethodError, match=r"threshold must be one value .* its shape is \[3\]"):
        promethee(MATRIX, [0.5, 0.5], [1, 1], preference="v_shape", threshold=[1, 2, 3])
