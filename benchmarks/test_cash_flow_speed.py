"""Internal rates of 100,000 flows of 31 years against numpy-financial, measured in the same run.

The peer does fewer, scaled to the same number; both are the best of several runs, and what they
find is compared first, so that the same thing is timed.
"""

import numpy as np
import pytest

from songi.methods.cash_flow import internal_rate, internal_rates, loan_schedule

DRAWS, YEARS, PEER = 100_000, 31, 200
SECONDS, RATIO = 0.3, 50

SETUP = np.random.default_rng(11)


def investments(draws):
    """Three years of building, and what comes back of it: one change of sign."""
    out = -SETUP.uniform(50, 150, (draws, 3))
    return np.concatenate([out, SETUP.uniform(5, 40, (draws, YEARS - 3))], axis=1)


FLOWS = investments(DRAWS)


@pytest.mark.slow
def test_internal_rates_against_numpy_financial(best_seconds, report):
    peer = pytest.importorskip("numpy_financial")
    ours = internal_rate(FLOWS)
    theirs = [peer.irr(flow) for flow in FLOWS[:PEER]]
    np.testing.assert_allclose(ours[:PEER], theirs, atol=1e-9)
    seconds = best_seconds(lambda: internal_rate(FLOWS))
    each = best_seconds(lambda: [peer.irr(flow) for flow in FLOWS[:PEER]], 3) / PEER
    ratio = each * DRAWS / seconds
    report(
        f"internal rates: {DRAWS:,} x {YEARS} years in {seconds:.3f} s; numpy-financial "
        f"{each * 1e6:.0f} µs each: {ratio:,.0f} times"
    )
    assert seconds < SECONDS
    assert ratio > RATIO


@pytest.mark.slow
def test_all_rates_of_flows_that_change_sign_twice(best_seconds, report):
    closing = FLOWS.copy()
    closing[:, -1] = -60.0
    seconds = best_seconds(lambda: internal_rates(closing), 3)
    report(f"all internal rates: {DRAWS:,} x {YEARS} years, two changes, in {seconds:.2f} s")
    assert seconds < 3


@pytest.mark.slow
def test_loans_of_all_draws(best_seconds, report):
    drawn, rates = -np.minimum(FLOWS[:10_000], 0.0), SETUP.uniform(0.0, 0.05, 10_000)
    seconds = best_seconds(lambda: loan_schedule(drawn, rates, grace=5, term=15), 3)
    report(f"loans: 10,000 x {YEARS} years in {seconds * 1e3:.0f} ms")
    assert seconds < 1
