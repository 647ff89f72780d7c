import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from methods.survival.pipelines import RATES, random_rates
from songi.errors import MethodError
from songi.methods.survival import transition_probabilities


def test_closed_form_of_a_chain():
    fast, slow, months = 0.7, 0.2, 5.0
    found = transition_probabilities([[-fast, fast, 0], [0, -slow, slow], [0, 0, 0]], months)
    stay, wait = np.exp(-fast * months), np.exp(-slow * months)
    middle = fast / (fast - slow) * (wait - stay)
    np.testing.assert_allclose(
        found, [[stay, middle, 1 - stay - middle], [0, wait, 1 - wait], [0, 0, 1]], rtol=1e-13
    )


def test_chain_of_equal_intensities_is_erlang():
    rate, months = 0.3, 8.0
    chain = np.diag([-rate] * 3 + [0]) + np.diag([rate] * 3, 1)
    gone = 1 - np.exp(-2.4) * (1 + 2.4 + 2.4**2 / 2)
    assert transition_probabilities(chain, months)[0, 3] == pytest.approx(gone, rel=1e-13)


def test_constant_intensity_fits_establishments():
    """44 % live after four years; constant closing then gives 66 % after two, as published
    (Knaup 2005, Monthly Labor Review 128, BLS; cases/sim/establishment_survival_bls1998.json)."""
    closing = -np.log(0.44) / 48
    shares = transition_probabilities([[-closing, closing], [0, 0]], np.array([24.0, 48.0]))
    np.testing.assert_allclose(shares[:, 0, 0], [0.66, 0.44], atol=0.005)


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("months", [0.0, 1e-6, 0.3, 24.0, 2000.0])
def test_scipy_agrees(back, months, generator):
    rates = random_rates(generator, 60, back=back)
    found = transition_probabilities(rates, months)
    np.testing.assert_allclose(found, expm(rates * months), atol=2e-13)
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=-1), 1, atol=1e-15, rtol=0)


def test_rare_ways_keep_their_digits():
    rate = 1e-4
    chain = np.diag([-rate] * 6 + [0]) + np.diag([rate] * 6, 1)
    assert transition_probabilities(chain, 1.0)[0, 6] == pytest.approx(rate**6 / 720, rel=1e-3)


@given(st.floats(0, 30), st.floats(0, 30))
def test_what_comes_after_what_multiplies(first, second):
    one, two, both = (transition_probabilities(RATES, t) for t in (first, second, first + second))
    np.testing.assert_allclose(one @ two, both, atol=1e-13)


def test_absorbing_states_only_fill(generator):
    rates = random_rates(generator)
    found = transition_probabilities(rates, np.linspace(0, 40, 60))
    assert (np.diff(found[:, :, -1], axis=0) >= -1e-15).all()


def test_no_matrix_depends_on_another_in_the_batch(generator):
    rates = random_rates(generator, 40)
    months = generator.uniform(0, 50, 40)
    together = transition_probabilities(rates, months)
    alone = np.stack([transition_probabilities(*one) for one in zip(rates, months, strict=True)])
    np.testing.assert_array_equal(together, alone)


def test_months_broadcast_with_draws(generator):
    rates = random_rates(generator, 5)
    found = transition_probabilities(rates, np.array([[3.0], [9.0]]))
    assert found.shape == (2, 5, 7, 7)
    np.testing.assert_array_equal(found[1, 2], transition_probabilities(rates[2], 9.0))
    assert transition_probabilities(np.empty((0, 3, 3)), 1.0).shape == (0, 3, 3)


@pytest.mark.parametrize(
    ("rates", "months", "told"),
    [
        (RATES, -1, "months must not be negative"),
        (RATES, np.nan, "months holds 1 NaN"),
        (-RATES, 1, "intensities must not be negative"),
        (RATES + 0.1, 1, "must sum to zero"),
        (RATES[:2], 1, r"shape \[..., states, states\]"),
        (np.stack([RATES] * 3), np.ones(2), "do not broadcast"),
    ],
)
def test_bad_input_is_refused(rates, months, told):
    with pytest.raises(MethodError, match=told):
        transition_probabilities(rates, months)
