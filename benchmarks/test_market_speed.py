"""The land market, 500 investors x 40 quarters x 10,000 draws, against plain NumPy in the same run.

The peer is what one writes without a compiler: every quarter at once for all draws and investors.
It runs fewer draws, in one block that stays in the processor's cache better than all would, scaled
to the same number. What both find is compared first, so that the same thing is timed. The compiled
code is made before the clock starts; how long that takes is measured by itself, in a process that
finds nothing to reuse.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from songi.methods.market import NEVER, Conditions, Investors, Lots, simulate_market

INVESTORS, QUARTERS, LOTS, DRAWS = 500, 40, 5, 10_000
PEER_DRAWS = 250
SECONDS, RATIO, COMPILE_SECONDS = 5.0, 5, 6.0
SLACK_M2 = 1e-6


def market(draws):
    """Lots that open year after year, letters that cool, a designation in half of the draws."""
    generator = np.random.default_rng(4)
    released = np.zeros((LOTS, QUARTERS))
    released[:, 0] = generator.uniform(2e4, 1e5, LOTS)
    sale = Lots(
        opening=4 * np.arange(LOTS),
        released_m2=released,
        readiness=np.tile(np.clip(np.linspace(0.2, 1.2, QUARTERS), 0, 1), (LOTS, 1)),
        tender=np.arange(LOTS) % 2 == 0,
        tender_if_designated=np.zeros(LOTS, bool),
        appraisal_price=generator.uniform(3e6, 4e6, (draws, LOTS)),
        cost_price=generator.uniform(2.4e6, 2.8e6, LOTS),
        floor_price=np.full(LOTS, 2.4e6),
        step=np.full(LOTS, 0.1),
        patience=np.full(LOTS, 4),
    )
    people = Investors(
        wanted_m2=generator.uniform(500, 5000, INVESTORS),
        expected_price=generator.uniform(2e6, 3.5e6, (draws, INVESTORS)),
        intensity=generator.uniform(0, 0.06, (draws, INVESTORS)),
        last_contact=generator.integers(-8, 1, INVESTORS),
        eligible=generator.random((INVESTORS, LOTS)) < 0.8,
    )
    around = Conditions(
        half_life=generator.uniform(4, 12, draws),
        elasticity_expected=generator.uniform(0.5, 3, draws),
        elasticity_nearby=generator.uniform(0.2, 1, draws),
        nearby_price=3e6,
        designated_from=np.where(generator.random(draws) < 0.5, 6, NEVER),
        multiplier=generator.uniform(1, 2, draws),
        diversion=0.6,
        rival_price=np.array([2.8e6, 3.2e6]),
        rival_unsold_m2=np.full((2, QUARTERS), 5e4),
    )
    return sale, people, around, generator.random((draws, INVESTORS))


def numpy_market(sale, people, around, uniforms):
    """Return the quarter in which each signed, and what is unsold at the end."""
    draws = len(uniforms)
    remaining, weight = -np.log(uniforms), people.intensity.copy()
    weight *= people.expected_price ** around.elasticity_expected[:, None]
    quarter = np.full(uniforms.shape, -1)
    left, idle = np.zeros((draws, LOTS)), np.zeros((draws, LOTS))
    price = np.empty((draws, LOTS))
    for t in range(QUARTERS):
        designated = t >= around.designated_from
        tender = np.where(designated[:, None], sale.tender_if_designated, sale.tender)
        before = np.where((t - 1 >= around.designated_from)[:, None], False, sale.tender)
        changed = (tender != before) | (t == 0)
        rule = np.where(tender, sale.appraisal_price, sale.cost_price)
        price, idle = np.where(changed, rule, price), np.where(changed, 0, idle)
        left += sale.released_m2[:, t]
        appeal = numpy_appeal(t, sale, around, price, left)
        open_to = people.eligible & (people.wanted_m2[:, None] <= left[:, None, :] + SLACK_M2)
        appeals = np.where(open_to, appeal[:, None, :], 0.0)
        lot = appeals.argmax(axis=2)
        hazard = appeals.max(axis=2) * weight
        hazard *= 0.5 ** ((t - people.last_contact) / around.half_life[:, None])
        hazard *= np.where(designated, around.multiplier, 1.0)[:, None]
        come = (quarter < 0) & (hazard > 0) & (remaining <= hazard)
        moment = np.where(come, remaining / np.where(come, hazard, 1.0), np.inf)
        remaining = np.where(come, 0.0, remaining - hazard)
        bidders = numpy_serve(t, come, moment, lot, people.wanted_m2, left, quarter)
        waiting = (t >= sale.opening) & (left > SLACK_M2)
        idle = np.where(waiting, np.where(bidders == 0, idle + 1, 0), idle)
        lower = waiting & (idle >= sale.patience)
        lowest = np.minimum(sale.floor_price, price)
        price = np.where(lower, np.maximum(lowest, price * (1 - sale.step)), price)
        idle = np.where(lower, 0, idle)
    return quarter, left


def numpy_appeal(t, sale, around, price, left):
    """Factor of the lots in the hazard, `[draws, lots]`; 0 where nothing is on offer."""
    opened = t >= sale.opening
    own = sale.released_m2[opened, : t + 1].sum()
    cheaper = ((around.rival_price < price[..., None]) * around.rival_unsold_m2[:, t]).sum(axis=2)
    kept = 1 - around.diversion * cheaper / (cheaper + own)
    appeal = price ** -around.elasticity_expected[:, None]
    appeal *= (price / around.nearby_price) ** -around.elasticity_nearby[:, None]
    return appeal * kept * sale.readiness[:, t] * (opened & (left > 0))


def numpy_serve(t, come, moment, lot, wanted, left, quarter):
    """Let the k-th of those who came sign in all draws at once; return how many came."""
    bidders = np.zeros(left.shape)
    draw, who = np.nonzero(come)
    np.add.at(bidders, (draw, lot[draw, who]), 1)
    order = np.argsort(moment, axis=1, kind="stable")
    counts = come.sum(axis=1)
    for k in range(counts.max(initial=0)):
        rows = np.flatnonzero(counts > k)
        i = order[rows, k]
        s = lot[rows, i]
        enough = wanted[i] <= left[rows, s] + SLACK_M2
        rows, i, s = rows[enough], i[enough], s[enough]
        left[rows, s] = np.maximum(0.0, left[rows, s] - wanted[i])
        quarter[rows, i] = t
    return bidders


@pytest.mark.slow
def test_the_market_of_ten_thousand_draws(best_seconds, report):
    peer_case = market(PEER_DRAWS)
    ours = simulate_market(*peer_case)
    quarter, left = numpy_market(*peer_case)
    assert np.mean(quarter >= 0) > 0.05
    assert np.array_equal(quarter, ours.quarter)
    np.testing.assert_allclose(left, ours.unsold_m2[:, -1], atol=1e-6)

    case = market(DRAWS)
    seconds = best_seconds(lambda: simulate_market(*case), 3)
    theirs = best_seconds(lambda: numpy_market(*peer_case), 3) * DRAWS / PEER_DRAWS
    report(
        f"market, {INVESTORS} investors x {QUARTERS} quarters x {DRAWS:,} draws, {LOTS} lots: "
        f"songi {seconds:.2f} s ({seconds / (INVESTORS * QUARTERS * DRAWS) * 1e9:.1f} ns a step), "
        f"NumPy {theirs:.0f} s: {theirs / seconds:.0f} times"
    )
    assert seconds < SECONDS
    assert theirs / seconds > RATIO


FIRST_CALL = """
import sys, time
sys.path.insert(0, sys.argv[1])
import numba
from test_market_speed import market
from songi.methods.market import simulate_market
case = market(2)
start = time.process_time()
simulate_market(*case)
print(time.process_time() - start)
"""


@pytest.mark.slow
def test_the_first_call_in_a_process(tmp_path, report):
    def first_call():
        told = subprocess.run(
            [sys.executable, "-c", FIRST_CALL, str(Path(__file__).parent)],
            env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return float(told.stdout)

    cold, warm = first_call(), first_call()
    report(f"market, first call: {cold:.1f} s of CPU to compile, {warm:.1f} s with code kept")
    assert cold < COMPILE_SECONDS
    assert warm < cold / 2
