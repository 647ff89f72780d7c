"""What must hold of any market, and small markets by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.market.markets import SEEDS, market, row, unlimited
from songi.errors import MethodError
from songi.methods.market import NEVER, Conditions, Investors, Lots, absorbed, simulate_market

PLAIN = Conditions(
    half_life=np.inf, elasticity_expected=0.0, elasticity_nearby=0.0, nearby_price=1.0
)


def one_lot(stock, quarters=8, price=1.0, **changes):
    """A lot that is open and ready from the start, all its stock released at once."""
    released = np.zeros((1, quarters))
    released[0, 0] = stock
    given = {
        "opening": [0],
        "released_m2": released,
        "readiness": np.ones((1, quarters)),
        "tender": [True],
        "tender_if_designated": [False],
        "appraisal_price": [price],
        "cost_price": [0.5],
        "floor_price": [0.5],
        "step": [0.0],
        "patience": [1],
    }
    return Lots(**(given | changes))


def investors(n, intensity, wanted=1.0, expected=1.0, contact=0, lots=1):
    return Investors(
        wanted_m2=np.broadcast_to(wanted, n),
        expected_price=np.broadcast_to(expected, n),
        intensity=np.broadcast_to(intensity, n),
        last_contact=np.broadcast_to(contact, n),
        eligible=np.ones((n, lots), dtype=bool),
    )


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_released_area_is_signed_or_unsold(seed):
    sale, people, around, uniforms = market(seed)
    paths = simulate_market(sale, people, around, uniforms)
    released = np.cumsum(np.asarray(sale.released_m2).T, axis=0)
    sold = np.cumsum(paths.signed_m2, axis=1)
    assert (paths.unsold_m2 >= 0).all()
    np.testing.assert_allclose(
        sold + paths.unsold_m2, np.broadcast_to(released, sold.shape), atol=1e-4
    )
    assert (sold <= released + 1e-4).all()


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_area_by_quarter_is_that_of_the_investors_who_signed(seed):
    sale, people, around, uniforms = market(seed)
    paths = simulate_market(sale, people, around, uniforms)
    expected = np.zeros_like(paths.signed_m2)
    for d, i in np.argwhere(paths.quarter >= 0):
        assert row(people.eligible, d, 2)[i, paths.lot[d, i]]
        assert paths.quarter[d, i] >= np.asarray(sale.opening)[d, paths.lot[d, i]]
        assert paths.quarter[d, i] >= people.last_contact[i]
        expected[d, paths.quarter[d, i], paths.lot[d, i]] += people.wanted_m2[i]
    np.testing.assert_allclose(paths.signed_m2, expected, atol=1e-6)
    assert ((paths.quarter >= 0) == (paths.lot >= 0)).all()
    assert (paths.bidders[paths.signed_m2 > 0] > 0).all()


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, rise=st.floats(1.0, 3.0), which=st.integers(0, 2))
def test_a_higher_price_never_makes_anybody_sign_sooner(seed, rise, which):
    """Common random numbers, no stock limits, no revisions, no change of the rule."""
    sale, people, around, uniforms = market(seed)
    sale = replace(unlimited(sale, people), tender=np.ones(3, bool))
    around = replace(around, designated_from=NEVER)
    dearer = np.array(sale.appraisal_price)
    dearer[:, which] *= rise
    before = simulate_market(sale, people, around, uniforms)
    after = simulate_market(replace(sale, appraisal_price=dearer), people, around, uniforms)
    signed = [paths.signed_m2.sum(axis=2).cumsum(axis=1) for paths in (before, after)]
    assert (signed[1] <= signed[0] + 1e-6).all()
    later = np.where(after.quarter < 0, NEVER, after.quarter)
    assert (later >= np.where(before.quarter < 0, NEVER, before.quarter)).all()


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, more=st.floats(1.0, 3.0))
def test_more_intensity_never_makes_anybody_sign_later(seed, more):
    sale, people, around, uniforms = market(seed)
    sale = unlimited(sale, people)
    keen = replace(people, intensity=np.asarray(people.intensity) * more)
    before = simulate_market(sale, people, around, uniforms).quarter
    after = simulate_market(sale, keen, around, uniforms).quarter
    assert (after[before >= 0] >= 0).all()
    assert (after[before >= 0] <= before[before >= 0]).all()


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_nobody_signs_without_intensity(seed):
    sale, people, around, uniforms = market(seed)
    nobody = replace(people, intensity=np.zeros(12))
    uniforms[0] = 1.0
    paths = simulate_market(sale, nobody, around, uniforms)
    assert paths.signed_m2.sum() == 0
    assert paths.bidders.sum() == 0
    assert (paths.quarter == -1).all()


def test_shares_signed_follow_the_exponential_law():
    """A constant hazard h: by the end of quarter t a share 1 - exp(-h (t + 1)) has signed."""
    uniforms = (np.arange(100_000).reshape(100, 1000) + 0.5) / 100_000
    paths = simulate_market(one_lot(2000.0), investors(1000, 0.25), PLAIN, uniforms)
    share = paths.signed_m2[:, :, 0].cumsum(axis=1).mean(axis=0) / 1000
    np.testing.assert_allclose(share, 1 - np.exp(-0.25 * np.arange(1, 9)), atol=2e-5)


def test_one_uniform_has_the_law_of_one_for_each_quarter():
    """Hazards that differ by quarter, against signing where a fresh uniform < 1 - exp(-hazard)."""
    generator = np.random.default_rng(8)
    readiness = np.array([[0.2, 1.0, 0.5, 0.8, 0.0, 0.3, 1.0, 0.6]])
    n, draws = 400, 500
    paths = simulate_market(
        one_lot(1000.0, readiness=readiness), investors(n, 0.3), PLAIN, generator.random((draws, n))
    )
    fresh = generator.random((draws * n, 8)) < 1 - np.exp(-0.3 * readiness)
    first = np.where(fresh.any(axis=1), fresh.argmax(axis=1), -1)
    for t in range(-1, 8):
        assert np.mean(paths.quarter == t) == pytest.approx(np.mean(first == t), abs=0.004)


def test_hazard_by_hand():
    """h = 0.4 x 1.5 x 2^(-(0 + 4)/8) x (3/2)^-2 x (3/2.5)^-1 x 0.8 x (1 - 0.5 x 600/(600 + 1000)).

    = 0.10214 by hand; a threshold a little below is passed in the first quarter, one above is not.
    """
    sale = one_lot(
        1000.0, 1, price=9.0, cost_price=[3.0], readiness=[[0.8]], tender_if_designated=[False]
    )
    around = Conditions(
        half_life=8.0,
        elasticity_expected=2.0,
        elasticity_nearby=1.0,
        nearby_price=2.5,
        designated_from=0,
        multiplier=1.5,
        diversion=0.5,
        rival_price=[2.9, 3.1],
        rival_unsold_m2=[[600.0], [5000.0]],
    )
    factors = 0.4 * 1.5 * 2**-0.5 * (4 / 9) * (5 / 6) * 0.8 * (1 - 0.5 * 0.375)
    assert factors == pytest.approx(0.10214, abs=5e-6)
    uniforms = np.exp(-np.array([[factors - 1e-6, factors + 1e-6]]))
    paths = simulate_market(sale, investors(2, 0.4, expected=2.0, contact=-4), around, uniforms)
    assert paths.quarter.tolist() == [[0, -1]]
    assert paths.price.ravel().tolist() == [3.0]


def test_stock_goes_to_whom_the_hazard_takes_first_and_the_loser_waits():
    """Three want 4 of 9 m²; the third in time finds 1 left, and 4 more two quarters later."""
    released = np.zeros((1, 8))
    released[0, [0, 2]] = 9.0, 4.0
    sale = one_lot(9.0, released_m2=released)
    uniforms = np.exp(-np.array([[0.9, 0.3, 0.6]]))
    paths = simulate_market(sale, investors(3, 1.0, wanted=4.0), PLAIN, uniforms)
    assert paths.quarter.tolist() == [[2, 0, 0]]
    assert paths.bidders[0, :3, 0].tolist() == [3, 0, 1]
    assert paths.unsold_m2[0, :3, 0].tolist() == [1.0, 1.0, 1.0]


def test_ties_go_by_row():
    paths = simulate_market(one_lot(1.0), investors(3, 1.0), PLAIN, np.full((1, 3), np.exp(-0.5)))
    assert paths.quarter.tolist() == [[0, -1, -1]]
    assert paths.bidders[0, 0, 0] == 3


def two_lots(**changes):
    return one_lot(
        0.0, 2, **{
            "opening": [0, 0], "released_m2": [[5.0, 0.0]] * 2, "readiness": np.ones((2, 2)),
            "tender": [True, True], "tender_if_designated": [False, False],
            "appraisal_price": [2.0, 1.0], "cost_price": [0.5] * 2, "floor_price": [0.5] * 2,
            "step": [0.0] * 2, "patience": [1] * 2, **changes,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "lot"),
    [
        ({}, 1),  # the cheaper
        ({"appraisal_price": [1.0, 1.0]}, 0),  # level: the first
        ({"readiness": [[1.0] * 2, [0.1] * 2]}, 0),  # cheaper, but far from ready
        ({"opening": [0, 1]}, 0),  # cheaper, but not yet open
        ({"released_m2": [[5.0, 0.0], [0.5, 0.0]]}, 0),  # cheaper, but too small
    ],
)
def test_the_lot_of_highest_hazard_that_can_be_had_is_taken(changes, lot):
    around = replace(PLAIN, elasticity_expected=1.0)
    people = investors(1, 9.0, expected=2.0, lots=2)
    paths = simulate_market(two_lots(**changes), people, around, [[0.5]])
    assert paths.lot.tolist() == [[lot]]


def test_the_cheaper_is_taken_where_the_price_does_not_matter_to_the_hazard():
    assert simulate_market(two_lots(), investors(1, 9.0, lots=2), PLAIN, [[0.5]]).lot == 1


def test_price_falls_by_steps_to_the_floor_when_nobody_comes():
    sale = one_lot(10.0, price=1.0, step=[0.2], patience=[2], floor_price=[0.7], opening=[1])
    paths = simulate_market(sale, investors(1, 0.0), PLAIN, [[0.5]])
    assert paths.price[0, :, 0] == pytest.approx([1, 1, 1, 0.8, 0.8, 0.7, 0.7, 0.7])


def test_a_bidder_resets_patience_and_a_floor_above_the_price_lifts_nothing():
    sale = one_lot(10.0, step=[0.2], patience=[2])
    paths = simulate_market(sale, investors(1, 1.0), PLAIN, np.exp([[-1.5]]))
    assert paths.quarter.tolist() == [[1]]
    assert paths.price[0, :, 0] == pytest.approx([1, 1, 1, 1, 0.8, 0.8, 0.64, 0.64])
    above = one_lot(10.0, step=[0.2], floor_price=[3.0])
    assert (simulate_market(above, investors(1, 0.0), PLAIN, [[0.5]]).price == 1.0).all()


def test_a_designation_changes_the_rule_from_its_quarter():
    around = replace(PLAIN, designated_from=[0, 3, NEVER], elasticity_expected=1.0)
    paths = simulate_market(one_lot(10.0), investors(1, 0.0), around, np.full((3, 1), 0.5))
    assert paths.price[:, :4, 0].tolist() == [[0.5] * 4, [1.0] * 3 + [0.5], [1.0] * 4]


def test_who_comes_later_signs_later():
    paths = simulate_market(one_lot(10.0), investors(1, 50.0, contact=5), PLAIN, [[0.5]])
    assert paths.quarter.tolist() == [[5]]


def test_a_market_without_investors_stays_unsold():
    people = Investors([], [], [], [], np.zeros((0, 1), dtype=bool))
    paths = simulate_market(one_lot(10.0), people, PLAIN, np.zeros((2, 0)))
    assert (paths.unsold_m2 == 10.0).all()


def test_absorbed_share():
    signed = np.array([[0.0, 1.0], [3.0, 0.0]])
    unsold = np.array([[0.0, 3.0], [1.0, 3.0]])
    assert absorbed(signed, unsold).tolist() == [[0.0, 0.25], [0.75, 0.25]]
    with pytest.raises(MethodError, match="must both have the shape"):
        absorbed(signed, unsold[:1])


def test_uniforms_and_released_area_give_the_shape():
    with pytest.raises(MethodError, match=r"uniforms must have the shape \[draws, investors\]"):
        simulate_market(one_lot(1.0), investors(1, 1.0), PLAIN, [0.5])
    with pytest.raises(MethodError, match="uniforms must be between 0 and 1: 1 wrong"):
        simulate_market(one_lot(1.0), investors(1, 1.0), PLAIN, [[1.5]])
    with pytest.raises(MethodError, match="released_m2 must have the shape"):
        simulate_market(one_lot(1.0, released_m2=[1.0]), investors(1, 1.0), PLAIN, [[0.5]])
