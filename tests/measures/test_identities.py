"""Identities hold whatever the data say, and a broken one is told and keeps nothing."""

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from contest import METHOD, leaf, write_flat_contest
from evaluation import evaluate
from songi.engine.graph import full_dataflow
from songi.measures import identities

IDENTITIES = [
    name for name, node in full_dataflow().nodes.items() if node.kind.tolerance is not None
]

CELL = st.one_of(
    st.integers(0, 20).map(str),
    st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda p: f"{p[0]}..{p[0] + p[1]}"),
    st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda p: f"{p[0]}±{p[1]}"),
    st.none(),
)


def test_there_are_identities():
    assert set(IDENTITIES) == {
        "weights_sum_to_one", "ranks_are_complete", "places_are_filled", "land_is_conserved",
        "cost_is_brought_in", "cash_balances", "output_is_used", "demand_is_accounted_for",
    }  # fmt: skip


@settings(max_examples=15)
@given(
    cells=st.lists(st.tuples(CELL, CELL), min_size=2, max_size=5),
    weights=st.tuples(st.integers(0, 9), st.integers(1, 9)),
    data=st.data(),
)
def test_identities_hold(tmp_path_factory, cells, weights, data):
    values = {
        f"b{k}": {name: cell for name, cell in zip("xy", pair, strict=True) if cell is not None}
        for k, pair in enumerate(cells)
    } | {"last": {"x": "3", "y": "4"}}
    awards = data.draw(st.integers(1, len(values) - 1))
    leaves = [leaf(n, n, weight=str(w)) for n, w in zip("xy", weights, strict=True)]
    folder = write_flat_contest(
        tmp_path_factory.mktemp("identity"), values, leaves=leaves, awards=f"1..{awards}"
    )
    found = evaluate(folder, 7, IDENTITIES)
    nodes = full_dataflow().nodes
    for name in set(IDENTITIES) & set(found):
        assert float(abs(found[name]).max()) <= nodes[name].kind.tolerance, name


def test_weights_that_do_not_sum_to_one_deviate():
    weights = xr.DataArray([[0.5, 0.5], [0.5, 0.6]], dims=("draw", "criterion"))
    assert float(identities.weights_sum_to_one(weights)) == pytest.approx(0.1)


def test_places_taken_twice_deviate():
    share = xr.Dataset({"selection_share": ((METHOD, "bid"), np.array([[0.9, 0.9]]))})
    awards = xr.DataArray([1.0, 2.0], dims="draw")
    assert float(identities.places_are_filled(share, awards)) == pytest.approx(0.3)


def test_an_incomplete_ranking_deviates():
    shares = xr.DataArray([[1.0, 0.0], [0.0, 0.9]], dims=("bid", "rank"))
    assert float(identities.ranks_are_complete(shares)) == pytest.approx(0.2)


def test_land_and_cost_of_the_made_up_study_are_conserved(contest_values):
    assert float(contest_values["land_is_conserved"]) < 1e-12
    assert float(contest_values["cost_is_brought_in"]) < 1e-12


def test_land_that_is_lost_on_the_way_is_noticed(contest_values):
    market = contest_values["land_market"].copy(deep=True)
    market["unsold"][:, -1] -= 500.0
    lost = identities.land_is_conserved(market, contest_values["market_stock"])
    assert float(lost) > 1e-3
