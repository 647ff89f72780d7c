"""Investors through a pipeline against the loops that SciPy's and lifelines' users write.

10,000 draws of the intensities of seven states (contact to moved in, or lost), 100 investors. The
peers do fewer, scaled to the same number; both sides are the best of several runs, and what they
find is compared first, so that the same thing is timed.
"""

import warnings

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.optimize import brentq

from songi.methods import survival

DRAWS, INVESTORS, STATES = 10_000, 100, 7
CONTRACT, MOVED_IN, LOST = 4, 5, 6
HORIZON = 120.0
PEER_MATRICES, PEER_TIMES = 400, 40
SUBJECTS = 5000
MATRIX_RATIO, PASSAGE_RATIO, CURVE_RATIO = 5, 50, 2

SETUP = np.random.default_rng(7)


def pipeline_rates(draws):
    rates = np.zeros((draws, STATES, STATES))
    for state in range(MOVED_IN):
        for ahead in {state + 1, min(state + 2, MOVED_IN), LOST}:
            rates[:, state, ahead] = SETUP.gamma(3, 0.03, draws)
        rates[:, state, state] = -rates[:, state].sum(axis=1)
    return rates


RATES = pipeline_rates(DRAWS)
START = SETUP.integers(0, CONTRACT, INVESTORS)
UNIFORMS = SETUP.random((DRAWS, INVESTORS))
MONTHS = SETUP.uniform(1, HORIZON, (DRAWS, INVESTORS))


@pytest.mark.slow
def test_transition_probabilities_against_scipy(best_seconds, report):
    few = RATES[:PEER_MATRICES] * MONTHS[:PEER_MATRICES, :1, None]
    ours = survival.transition_probabilities(RATES[:PEER_MATRICES], MONTHS[:PEER_MATRICES, 0])
    np.testing.assert_allclose(ours, expm(few), atol=1e-12)
    whole = best_seconds(lambda: survival.transition_probabilities(RATES[:, None], MONTHS), 2)
    once = best_seconds(lambda: survival.transition_probabilities(RATES, 24.0))
    peer = best_seconds(lambda: [expm(matrix) for matrix in few], 3) / PEER_MATRICES
    ratio = peer * MONTHS.size / whole
    report(
        f"transition probabilities: {MONTHS.size:,} matrices in {whole:.2f} s, {DRAWS:,} in "
        f"{once * 1e3:.0f} ms; scipy's expm {peer * 1e6:.0f} µs each: {ratio:.0f} times"
    )
    assert ratio > MATRIX_RATIO


@pytest.mark.slow
def test_first_passage_against_root_finding(best_seconds, report):
    def ours():
        return survival.time_to_state(RATES[:, None], START, MOVED_IN, UNIFORMS, HORIZON)

    def root(draw, investor):
        rates = RATES[draw].copy()
        rates[MOVED_IN] = 0.0
        start, uniform = START[investor], UNIFORMS[draw, investor]

        def excess(months):
            return expm(rates * months)[start, MOVED_IN] - uniform

        return brentq(excess, 0.0, HORIZON, xtol=1e-4) if excess(HORIZON) > 0 else np.inf

    def peer():
        return [root(draw, draw % INVESTORS) for draw in range(PEER_TIMES)]

    found = ours()
    same = [found[draw, draw % INVESTORS] for draw in range(PEER_TIMES)]
    np.testing.assert_allclose(same, peer(), atol=1e-3)
    whole = best_seconds(ours, 2)
    each = best_seconds(peer, 3) / PEER_TIMES
    ratio = each * UNIFORMS.size / whole
    report(
        f"first passage times: {UNIFORMS.size:,} in {whole:.2f} s; brentq over expm "
        f"{each * 1e6:.0f} µs each: {ratio:,.0f} times"
    )
    assert ratio > PASSAGE_RATIO


@pytest.mark.slow
def test_paths_of_all_draws(best_seconds, report):
    uniforms = SETUP.random((DRAWS, INVESTORS, STATES, 2))
    seconds = best_seconds(lambda: survival.milestone_times(RATES[:, None], START, uniforms), 2)
    report(f"whole paths: {DRAWS:,} x {INVESTORS} x {STATES} states in {seconds:.2f} s")
    assert seconds < 5


@pytest.mark.slow
def test_estimates_against_lifelines(best_seconds, report):
    lifelines = pytest.importorskip("lifelines")
    times, causes = SETUP.exponential(10, SUBJECTS), SETUP.integers(0, 3, SUBJECTS)

    def peer_incidence():
        fitter = lifelines.AalenJohansenFitter(calculate_variance=True)
        return fitter.fit(times, causes, event_of_interest=1).cumulative_density_

    def peer_curve():
        return lifelines.KaplanMeierFitter().fit(times, causes > 0).survival_function_

    cases = {
        "Kaplan-Meier": (lambda: survival.kaplan_meier(times, causes > 0), peer_curve),
        "competing risks": (
            lambda: survival.cumulative_incidence(times, causes, count=2),
            peer_incidence,
        ),
    }
    slow = {}
    for name, (ours, peer) in cases.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            own, theirs = best_seconds(ours, 3), best_seconds(peer, 1)
        ratio = theirs / own
        report(
            f"{name}, {SUBJECTS:,} subjects: songi {own * 1e3:.1f} ms, "
            f"lifelines {theirs * 1e3:.0f} ms: {ratio:.1f} times"
        )
        if ratio < CURVE_RATIO:
            slow[name] = ratio
    assert not slow, f"less than {CURVE_RATIO} times: {slow}"
