"""Land at cost against two published cases, and identities that hold for all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.land_cost import (
    borne_by,
    free_supply_area,
    parcel_prices,
    settlement,
    shortfall,
    total_cost,
    unit_cost,
)

POSITIVE = arrays(float, 6, elements=st.floats(0.1, 1e4))
EOK = 1e8


def test_an_industrial_complex_in_ulsan():
    """울산 하이테크밸리 일반산업단지, first section: price before and after settlement.

    2015: 140,062 m² at 365,317 won/m² (뉴데일리, 2015-02-26), cost "511억"; settled: 139,681 m²
    (파이낸셜뉴스, 2023-02-09) at 313,925 won/m², cost "438억", "73억 less" (영남매일). Sums are
    printed without what is below an eok.
    """
    before, after = 140_062 * 365_317, 139_681 * 313_925
    assert (before // EOK, after // EOK) == (511, 438)
    assert round((before - after) / EOK) == 73
    # Printed costs bound the price from below and above.
    assert unit_cost(511 * EOK, 140_062, 0) <= 365_317 < unit_cost(512 * EOK, 140_062, 0)
    assert unit_cost(438 * EOK, 139_681, 0) <= 313_925 < unit_cost(439 * EOK, 139_681, 0)
    back = settlement(365_317, 313_925, [139_681.0])
    assert back == pytest.approx([-71.8 * EOK], rel=1e-3)


def test_housing_land_in_wonju():
    """원주 무실2지구 (한국일보, 2006-11-29): 767,945 won/m², sold for 127.6bn, at cost 136.8bn.

    "A loss of 9.2bn". Prices per pyeong at 90 and 60 % of cost: 2.28m and 1.52m.
    """
    area = 1368 * EOK / 767_945
    got = shortfall([1276 * EOK / area], 767_945, area)
    assert got.below_krw / EOK == pytest.approx(92)
    assert got.above_krw == 0
    pyeong = 400 / 121
    assert [round(s * 767_945 * pyeong, -4) for s in (0.9, 0.6)] == [2_280_000, 1_520_000]


def test_free_land_is_left_out_of_the_area():
    """By hand: 1,000 m², 300 of them roads, 100 of a school at 60 % of cost: 340 m² are free."""
    free = free_supply_area(300.0, [100.0], [0.6])
    assert free == pytest.approx(340)
    assert unit_cost(66_000.0, 1000.0, free) == pytest.approx(100)
    # The school pays 60 a m²: with what the other 600 m² pay at cost, all is paid.
    assert 600 * 100 + 100 * 60 == 66_000


def test_items_count_by_rule():
    items = [[100.0, 50.0, 10.0], [200.0, 50.0, 20.0]]
    got = total_cost(items, [[1, 1, 1], [1, 1, 0], [1, 0.5, 0]])
    assert got.tolist() == [[160, 150, 125], [270, 250, 225]]


def test_prices_by_hand():
    """Unit cost 10, areas 1 and 3, the first worth twice: weighted area 5, level 10 x 4/5."""
    assert parcel_prices(10.0, [1.0, 3.0], [2.0, 1.0]).tolist() == [16.0, 8.0]
    assert parcel_prices([10.0, 20.0], [1.0, 3.0]).tolist() == [[10.0, 10.0], [20.0, 20.0]]


@given(st.floats(0, 1e7), POSITIVE, POSITIVE)
def test_prices_that_differ_bring_the_cost_in(cost, area, weights):
    prices = parcel_prices(cost, area, weights)
    assert (prices * area).sum() == pytest.approx(cost * area.sum())
    np.testing.assert_allclose(parcel_prices(cost, area, 7 * weights), prices)


@given(st.floats(0, 1e7), st.floats(0, 1e7), POSITIVE, POSITIVE)
def test_a_settlement_moves_the_difference_of_the_costs(before, after, area, weights):
    paid = settlement(before, after, area, weights)
    assert paid.sum() == pytest.approx((after - before) * area.sum(), abs=1e-3)
    assert (paid >= 0).all() or after <= before


@given(POSITIVE, POSITIVE, POSITIVE)
def test_gain_less_loss_is_what_came_in_less_the_cost(price, cost, area):
    got = shortfall(price, cost, area)
    assert got.above_krw - got.below_krw == pytest.approx(((price - cost) * area).sum(), abs=1e-3)
    assert got.below_krw >= 0
    assert got.above_krw >= 0


@given(st.floats(-1e12, 1e12), arrays(float, 4, elements=st.floats(0.01, 1)))
def test_who_bears_it_bears_all_of_it(amount, parts):
    got = borne_by(amount, parts / parts.sum())
    assert got.sum() == pytest.approx(amount)


def test_shares_by_draw():
    got = borne_by([100.0, 200.0], [[0.65, 0.35], [1.0, 0.0]])
    assert got.tolist() == [[65.0, 35.0], [200.0, 0.0]]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: total_cost([-1.0], [[1]]), "items_krw must not be negative"),
        (lambda: total_cost([1.0], [[1.5]]), "counted must lie between 0 and 1"),
        (lambda: total_cost([1.0, 2.0], [[1]]), r"counted \[rules, items\]"),
        (lambda: free_supply_area(-1.0), "free_m2 must not be negative"),
        (lambda: free_supply_area(1.0, [-1.0], [0.5]), "reduced_m2 must not be negative"),
        (lambda: free_supply_area(1.0, [1.0], [1.5]), "share_of_cost must lie between 0 and 1"),
        (lambda: free_supply_area(1.0, [1.0, 2.0], [0.5]), r"the shape \[..., kinds\]"),
        (lambda: unit_cost(1.0, 10.0, 10.0), "nothing would be left to sell: 1 wrong"),
        (lambda: unit_cost(-1.0, 10.0, 1.0), "cost_krw must not be negative"),
        (lambda: unit_cost(1.0, 10.0, -1.0), "free_m2 must not be negative"),
        (lambda: unit_cost(np.nan, 10.0, 1.0), "cost_krw holds 1 NaN"),
        (lambda: parcel_prices(1.0, [0.0]), "area_m2 must be positive"),
        (lambda: parcel_prices(1.0, [1.0], [0.0]), "weights must be positive"),
        (lambda: parcel_prices(-1.0, [1.0]), "cost_per_m2 must not be negative"),
        (lambda: parcel_prices(1.0, 1.0), r"area_m2 must have the shape \[..., parcels\]"),
        (lambda: parcel_prices([1.0, 2.0], np.ones((3, 1))), "do not broadcast"),
        (lambda: shortfall([-1.0], 1.0, 1.0), "price must not be negative"),
        (lambda: shortfall(1.0, 1.0, 1.0), "it is a single number"),
        (lambda: borne_by(1.0, [0.6, 0.5]), "shares must add up to 1"),
        (lambda: borne_by(1.0, [1.5, -0.5]), "shares must lie between 0 and 1"),
        (lambda: borne_by(1.0, 1.0), "it is a single number"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()


def test_parcels_without_reduced_land():
    assert free_supply_area([1.0, 2.0]).tolist() == [1.0, 2.0]
