"""What training would close the gap in the made-up study."""

import numpy as np

from people import people_values
from songi.methods.workforce import project_stock


def test_the_seats_close_the_gap_of_their_year():
    values = people_values()
    need = values["training_need"]["seats"].sel(programme="workshop")
    one = values["talent_balance"].sel(occupation="craft").transpose("draw", "year")
    leaving = values["leaving_rates"].sel(occupation="craft").values
    years = one["year"].values
    start = one["stock"][:, 0] - one["trained"][:, 0] + one["left"][:, 0]
    last = years[-1]
    each = need.sel(year=last).values * 0.8 * 0.5
    joining = one["trained"].values + each[:, None] * (years >= 2026)
    stock = project_stock(start.values, leaving, joining).stock[:, -1]
    short = one["gap"].sel(year=last).values > 0
    assert short.any()
    np.testing.assert_allclose(stock[short], one["demand"].sel(year=last).values[short])
    assert (each[~short] == 0).all()


def test_a_gap_before_the_programme_starts_cannot_be_closed():
    values = people_values()
    seats = values["training_need"]["seats"].sel(programme="workshop", year=2025)
    gap = values["talent_balance"]["gap"].sel(occupation="craft", year=2025)
    assert (np.isnan(seats) == (gap > 0)).all()


def test_cost_is_seats_times_cost_where_it_is_known():
    need = people_values()["training_need"]
    np.testing.assert_allclose(
        need["cost"].sel(programme="smart_lab"), 1e6 * need["seats"].sel(programme="smart_lab")
    )
    assert np.isnan(need["cost"].sel(programme="workshop")).all()
    assert np.isnan(need["seats_full"]).all()
    assert list(need["programme"].values) == ["smart_lab", "workshop"]


def test_the_outlook_is_among_the_runs_in_which_it_is_known():
    values = people_values()
    outlook, seats = values["training_outlook"], values["training_need"]["seats"]
    last = seats.isel(year=-1)
    np.testing.assert_allclose(outlook["seats"].isel(year=-1), last.mean("draw"))
    np.testing.assert_allclose(outlook["needed"].isel(year=-1), (last > 0).mean("draw"))
    assert np.isnan(outlook["seats_full"]).all()
