import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from songi.errors import MethodError
from songi.methods.sensitivity import call_outcomes, evpi, evppi, evppi_each, evppi_of_many

DRAWS = 20_000


def normal_value(mean, spread):
    """E[max(0, N(mean, spread²))] - max(0, mean): the analytical value of knowing it."""
    ratio = mean / spread
    return spread * norm.pdf(ratio) + mean * norm.cdf(ratio) - max(mean, 0.0)


def normal_case(mean, known, unknown, generator):
    """Two options: nothing, or a gain of which one normal part can be learnt."""
    part = known * generator.standard_normal(DRAWS)
    rest = unknown * generator.standard_normal(DRAWS)
    return part, rest, np.column_stack([mean + part + rest, np.zeros(DRAWS)])


@pytest.mark.parametrize("mean", [0.0, 0.3, -1.5])
def test_normal_case_against_its_analytical_value(mean, generator):
    part, rest, outcomes = normal_case(mean, 1.0, 0.8, generator)
    for inputs, spread in ((part, 1.0), (rest, 0.8), (np.column_stack([part, rest]), 1.64**0.5)):
        found = evppi(inputs, outcomes, confidence=0.999)
        assert found.low <= normal_value(mean, spread) <= found.high
        assert found.value == pytest.approx(normal_value(mean, spread), abs=0.03)
    whole = evpi(outcomes, confidence=0.999)
    assert whole.low <= normal_value(mean, 1.64**0.5) <= whole.high


def test_a_heavy_tail_is_no_hindrance(generator):
    part, _, outcomes = normal_case(0.2, 1.0, 0.5, generator)
    plain, stretched = evppi(part, outcomes), evppi(np.exp(4 * part), outcomes)
    assert stretched.value == plain.value


def test_gain_in_right_calls_of_a_coin(generator):
    """Selected in 9 of 10 draws with the nomination, in 2 of 10 without: 0.5 (0.9 + 0.8) - 0.55."""
    nominated = generator.random(DRAWS) < 0.5
    selected = generator.random(DRAWS) < np.where(nominated, 0.9, 0.2)
    found = evppi(nominated.astype(float), call_outcomes(selected.astype(float)), confidence=0.999)
    assert found.low <= 0.85 - 0.55 <= found.high
    perfect = evpi(call_outcomes(selected.astype(float)), confidence=0.999)
    assert perfect.low <= 0.45 <= perfect.high


def test_interaction_is_seen_only_together(generator):
    pair = generator.standard_normal((DRAWS, 2))
    outcomes = np.column_stack([pair[:, 0] * pair[:, 1], np.zeros(DRAWS)])
    assert abs(evppi(pair[:, 0], outcomes).value) < 0.02
    # E max(0, xy) of two standard normals is 1/pi.
    assert evppi(pair, outcomes).value == pytest.approx(1 / np.pi, abs=0.02)


def test_no_influence_is_worth_nothing_on_average(generator):
    """Where choosing and valuing by the same draws would promise about one in a hundred."""
    for likely in (0.5, 0.48, 0.2):
        inputs = generator.random((4000, 60))
        selected = (generator.random(4000) < likely).astype(float)
        found = evppi_each(inputs, call_outcomes(selected))
        assert -0.02 < found.value.mean() < 0.003
        assert (found.low <= 0).mean() > 0.9


def test_each_is_the_same_as_alone(generator):
    inputs = generator.random((600, 4))
    inputs[:, 1] = np.floor(inputs[:, 1] * 3)
    inputs[:, 2] = 5.0
    outcomes = np.column_stack([inputs[:, 0] - inputs[:, 3], inputs[:, 1] - 1, np.zeros(600)])
    many = evppi_each(inputs, outcomes)
    assert many.value.shape == many.high.shape == (4,)
    for column, values in enumerate(inputs.T):
        alone = evppi(values, outcomes)
        assert alone.value == pytest.approx(many.value[column], abs=1e-12)
        assert alone.standard_error == pytest.approx(many.standard_error[column], abs=1e-12)
    assert many.value[2] == 0


@pytest.mark.parametrize("mean", [0.0, 0.3, -1.5])
def test_many_normal_parts_together_against_their_analytical_value(mean, generator):
    parts = generator.standard_normal((DRAWS, 10)) * 0.4
    rest = generator.standard_normal(DRAWS)
    outcomes = np.column_stack([mean + parts.sum(axis=1) + rest, np.zeros(DRAWS)])
    found = evppi_of_many(parts, outcomes, confidence=0.999)
    assert found.low <= normal_value(mean, 0.4 * 10**0.5) <= found.high


def test_many_inputs_without_influence_promise_nothing(generator):
    selected = (generator.random(4000) < 0.5).astype(float)
    values = [
        evppi_of_many(generator.random((4000, 10)), call_outcomes(selected)).value
        for _ in range(40)
    ]
    assert -0.02 < np.mean(values) < 0.003


@given(seed=st.integers(0, 10**6), many=st.integers(1, 12))
def test_many_together_are_worth_no_more_than_everything(seed, many):
    generator = np.random.default_rng(seed)
    inputs = generator.standard_normal((300, many))
    inputs[:, many // 2] = inputs[:, 0]
    outcomes = call_outcomes((inputs.sum(axis=1) + generator.standard_normal(300) > 0) * 1.0)
    found = evppi_of_many(inputs, outcomes)
    assert found.value <= evpi(outcomes).value + 1e-12
    # The unit of an input does not matter.
    scaled = evppi_of_many(inputs * np.geomspace(1e-6, 1e6, many) + 5, outcomes)
    assert scaled.value == pytest.approx(found.value, abs=0.02)


def test_many_inputs_that_do_not_vary_are_worth_nothing():
    outcomes = call_outcomes([1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0])
    found = evppi_of_many(np.ones((10, 3)), outcomes)
    assert (found.value, found.standard_error) == (0, 0)
    with pytest.raises(MethodError, match="the draws of inputs"):
        evppi_of_many(np.ones((9, 3)), outcomes)


@given(seed=st.integers(0, 10**6), options=st.integers(1, 4))
def test_knowing_all_is_worth_at_least_any_part(seed, options):
    generator = np.random.default_rng(seed)
    inputs = generator.standard_normal((400, 3))
    outcomes = inputs @ generator.standard_normal((3, options))
    whole = evpi(outcomes)
    assert whole.value >= 0
    assert (evppi_each(inputs, outcomes).value <= whole.value + 1e-12).all()


@given(seed=st.integers(0, 10**6))
def test_what_changes_no_choice_is_worth_nothing(seed):
    generator = np.random.default_rng(seed)
    inputs = generator.random(300)
    outcomes = np.column_stack([inputs + 2, inputs])
    found = evppi(inputs, outcomes)
    assert (found.value, found.standard_error) == (0, 0)
    assert evpi(outcomes).value == 0


def test_ties_share_a_call():
    assert call_outcomes([1.0, 0.0, 0.5]).tolist() == [[1, 0], [0, 1], [0.5, 0.5]]


@pytest.mark.parametrize(
    ("inputs", "outcomes", "told"),
    [
        (np.ones((200, 5)), np.ones((200, 2)), "5 inputs are more than the 4"),
        (np.ones((200, 4)), np.ones((200, 2)), "200 draws are too few .* at least 5120"),
        (np.ones(79), np.ones((79, 2)), "79 draws are too few .* at least 80"),
        (np.ones(100), np.ones(100), r"outcomes must have the shape \[draws, options\]"),
        (np.ones(100), np.ones((99, 2)), "the draws of inputs"),
        (np.full(100, np.inf), np.ones((100, 2)), "inputs holds 0 NaN and 100 infinite"),
    ],
)
def test_bad_input_is_refused(inputs, outcomes, told):
    with pytest.raises(MethodError, match=told):
        evppi(inputs, outcomes)


def test_calls_outside_their_range_are_refused():
    with pytest.raises(MethodError, match=r"selected must lie between 0 and 1: 1 wrong, at \[1\]"):
        call_outcomes([0.0, 2.0])
    with pytest.raises(MethodError, match=r"selected must have the shape \[draws\]"):
        call_outcomes([[0.0]])
