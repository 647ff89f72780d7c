"""What a promise to buy land comes to along a market's paths, worked by hand."""

import numpy as np

from songi.study.guarantees import bought_land

PATHS = {
    "unsold": np.array([[[100.0, 50.0], [80.0, 50.0], [20.0, 0.0]]]),
    "price": np.array([[[4.0, np.nan], [3.0, np.nan], [2.0, np.nan]]]),
    "area": np.array([[[0.0, 0.0], [20.0, 0.0], [60.0, 50.0]]]),
    "value": np.array([[[0.0, 0.0], [60.0, 0.0], [120.0, 100.0]]]),
    "asked": np.array([[4.0, 6.0]]),
    "cost": np.array([[1.0, 2.0]]),
}


def bought(position=0.5, part=(1.0, 1.0), at=1, **changed):
    paths = PATHS | changed
    found = bought_land(paths, np.array([at]), np.array([part]), np.array([position]))
    return {name: float(values[0]) for name, values in found.items()}


def test_land_is_bought_between_cost_and_price_and_sold_again_later():
    # 80 m² at (1+3)/2, 50 m² at (2+6)/2: its price then is not known, so what was asked at first.
    assert bought() == {
        "area": 130.0, "amount": 360.0, "price": 360 / 130, "called": 1.0,
        "resold_area": 110.0, "resold": 220.0,
    }  # fmt: skip
    assert bought(position=0.0)["amount"] == 80 + 100
    assert bought(position=1.0)["amount"] == 240 + 300


def test_only_the_part_that_is_covered_is_bought():
    found = bought(part=(0.5, 0.0))
    assert (found["area"], found["amount"], found["resold"]) == (40.0, 80.0, 60.0)


def test_where_nothing_is_left_nothing_is_called():
    found = bought(unsold=np.zeros((1, 3, 2)))
    assert (found["called"], found["amount"]) == (0.0, 0.0)
    assert np.isnan(found["price"])


def test_land_of_unknown_price_goes_at_the_mean_of_the_land_around_it():
    nothing = {"cost": np.array([[1.0, np.nan]]), "asked": np.array([[4.0, np.nan]])}
    assert bought(**nothing)["amount"] == 130 * 2.0
