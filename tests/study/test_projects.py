"""Shares, delays and years of projects, and paths moved back."""

import numpy as np
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.study.projects import (
    covered_share,
    final_year,
    last_years,
    longest_delay,
    moved_back,
    of_projects,
    quantiles_of,
    tenant_shares,
    years_of,
)
from songi.study.streams import DrawBlock

BLOCK = DrawBlock(3, 0, 50)


def test_a_project_ends_as_late_as_it_may(open_made_up):
    projects = open_made_up().tables["projects"]
    land, house = projects.get("land"), projects.get("house")
    assert (longest_delay(land), longest_delay(house)) == (12.0, 0.0)
    assert (final_year(land), final_year(house)) == (2047, 2047)
    years = xr.DataArray(np.arange(2022, 2048), dims="year")
    assert years_of(house, years) == slice(2025, 2047)
    opening = xr.DataArray([[2027.0, 2028.0], [2027.5, 2028.0]], dims=("draw", "project"))
    assert last_years(projects, opening).tolist() == [[2046, 2047], [2047, 2047]]


def test_rows_of_unknown_projects_are_left_out(open_made_up):
    tables = open_made_up().tables
    only = tables["projects"].where(lambda row: row.id == "house")
    assert of_projects(tables["financing"], only).ids == ("state_money",)


def test_a_grant_covers_its_share_or_its_amount(open_made_up):
    table = open_made_up().tables["financing"].for_draws(BLOCK)
    cost = xr.DataArray(
        np.tile([1e11, 1e10], (50, 1)), dims=("draw", "project"),
        coords={"project": ["land", "house"]},
    )  # fmt: skip
    assert (covered_share(table, table.get("support"), cost) == 0.04).all()
    assert (covered_share(table, table.get("state_money"), cost) == 0.3).all()
    assert (covered_share(table, table.get("state_money"), 0 * cost) == 0).all()


def test_tenants_add_up_to_one(open_made_up):
    table = open_made_up().tables["benefits"].for_draws(BLOCK)
    shares = tenant_shares(table)
    land = [shares[one] for one in ("new_here", "grown", "moved")]
    np.testing.assert_allclose(np.sum(land, axis=0), 1.0)
    assert (shares["new_floors"] == 1).all()


@given(
    path=arrays(float, (4, 9), elements=st.floats(0, 1e6)),
    late=arrays(float, 4, elements=st.floats(0, 12)),
)
def test_a_path_moved_back_comes_later_and_never_more(path, late):
    moved = moved_back(path, late)
    assert (moved >= 0).all()
    assert (moved.sum(axis=1) <= path.sum(axis=1) + 1e-3).all()
    np.testing.assert_array_equal(moved_back(path, 0 * late), path)
    whole = moved_back(path, np.full(4, 2.0))
    np.testing.assert_array_equal(whole[:, 2:], path[:, :-2])
    assert (whole[:, :2] == 0).all()


def test_quantiles_carry_their_labels_and_unit():
    array = xr.DataArray(np.arange(101.0), dims="draw").assign_attrs(units="krw")
    found = quantiles_of(array)
    assert found.to_series().to_dict() == {"q05": 5.0, "q50": 50.0, "q95": 95.0}
    assert found.attrs["units"] == "krw"
