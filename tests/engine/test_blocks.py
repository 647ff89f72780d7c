"""Blocks of draws, and the checks on what a measure gives."""

import numpy as np
import pytest
import xarray as xr

from contest import METHOD
from evaluation import module_of
from songi.engine.blocks import (
    blocks_of,
    compute_block,
    compute_once,
    finished,
    runnable,
    study_inputs,
    summarised,
)
from songi.engine.graph import DataflowError, full_dataflow, read_dataflow
from songi.measures.kind import once, over_draws, per_draw
from songi.study.check import open_checked
from songi.study.streams import DrawBlock
from songi.study.table import NotDrawnError

BLOCK = DrawBlock(1, 1000, 1003)


def drawn(values, **attrs):
    return xr.DataArray(values, dims=("draw",), coords={"draw": BLOCK.index}, attrs=attrs)


@per_draw()
def demand(draws: object) -> xr.DataArray:
    """Demand."""


NODE = read_dataflow([module_of(demand)]).nodes["demand"]


@pytest.mark.parametrize(
    ("draws", "sizes"), [(1, [1]), (999, [999]), (1000, [1000]), (2500, [1000, 1000, 500])]
)
def test_blocks_are_of_fixed_size_and_the_last_is_shorter(draws, sizes):
    blocks = blocks_of(7, draws)
    assert [block.size for block in blocks] == sizes
    assert np.array_equal(np.concatenate([b.index for b in blocks]), np.arange(draws))


def test_a_result_without_units_is_told():
    with pytest.raises(DataflowError, match="gives 'demand' without units"):
        finished(NODE, drawn([1.0, 2.0, 3.0]), BLOCK)


def test_a_result_for_other_draws_is_told():
    other = drawn([1.0, 2.0, 3.0], units="1").assign_coords(draw=[0, 1, 2])
    with pytest.raises(DataflowError, match="not labelled with the draws it was asked for"):
        finished(NODE, other, BLOCK)


def test_a_result_without_draws_where_there_must_be_some_is_told():
    with pytest.raises(DataflowError, match="'demand' is marked per_draw but its dimensions are"):
        finished(NODE, drawn([1.0, 2.0, 3.0], units="1").mean("draw", keep_attrs=True), BLOCK)


def test_labels_become_text_and_a_name_is_made():
    labels = np.array(["a", "bb", "c"], dtype=object)
    array = xr.DataArray(
        np.ones((3, 3)), dims=("draw", "bid"), coords={"draw": BLOCK.index, "bid": labels},
        attrs={"units": "1"},
    )  # fmt: skip
    result = finished(NODE, array, BLOCK)
    assert result["bid"].dtype == "<U2"
    assert result.attrs == {"units": "1", "long_name": "demand"}


def test_summaries_are_numpys_mean_and_quantiles():
    values = np.random.default_rng(3).normal(size=(501, 4))
    dataset = xr.Dataset({"x": (("draw", "bid"), values, {"units": "km"})})
    summary = summarised(dataset)
    assert summary["statistic"].values.tolist() == ["mean", "q05", "q50", "q95"]
    expected = [values.mean(axis=0), *np.quantile(values, [0.05, 0.5, 0.95], axis=0)]
    assert np.allclose(summary["x"].transpose("statistic", "bid"), expected, rtol=1e-14)
    assert summary["x"].attrs == {"units": "km"}


def test_a_value_that_is_nowhere_makes_its_summary_nowhere():
    summary = summarised(xr.Dataset({"x": ("draw", [1.0, np.nan, 3.0])}))
    assert np.isnan(summary["x"].values).all()


def mismatched():
    @per_draw()
    def supply(draws: object) -> xr.DataArray:
        """Supply of a and b."""
        coords = {"draw": draws.index, "bid": ["a", "b"]}
        return xr.DataArray(
            np.ones((draws.size, 2)), dims=("draw", "bid"), coords=coords, attrs={"units": "1"}
        )

    @per_draw()
    def gap(supply: xr.DataArray) -> xr.DataArray:
        """Supply without that of others."""
        return (supply - supply.assign_coords(bid=["b", "c"])).assign_attrs(units="1")

    @once()
    def fixed() -> xr.DataArray:
        """Sum of arrays whose labels differ."""
        one = xr.DataArray([1.0, 2.0], dims="bid", coords={"bid": ["a", "b"]})
        return (one + one.assign_coords(bid=["b", "c"])).assign_attrs(units="1")

    return read_dataflow([module_of(supply, gap, fixed)])


def test_a_wrong_join_of_labels_raises_in_a_block():
    with pytest.raises(ValueError, match="cannot align objects with join='exact'"):
        compute_block(mismatched(), {}, ["supply", "gap"], BLOCK)


def test_a_wrong_join_of_labels_raises_outside_blocks():
    with pytest.raises(ValueError, match="cannot align objects with join='exact'"):
        compute_once(mismatched(), {}, ["fixed"])


def test_an_uncertain_cell_is_read_in_per_draw_measures_only(contest_folder):
    @once()
    def weight(criteria: object) -> xr.DataArray:
        """Weights read where no draws are made."""
        return criteria.draws("weight", "criterion").assign_attrs(units="1")

    flow = read_dataflow([module_of(weight)])
    values = study_inputs(open_checked(contest_folder)[0])
    with pytest.raises(NotDrawnError, match=r"weight of 'h1' is uncertain: read it in a measure"):
        compute_once(flow, values, ["weight"])


def test_what_is_drawn_already_is_cut_to_the_block():
    @over_draws()
    def first_draw(demand: xr.DataArray) -> xr.DataArray:
        """Not used."""

    @per_draw()
    def shifted(demand: xr.DataArray) -> xr.DataArray:
        """Demand less that of draw 1000, which is this block's first."""
        return (demand - demand.isel(draw=0, drop=True)).assign_attrs(units="1")

    flow = read_dataflow([module_of(demand, first_draw, shifted)])
    whole = xr.DataArray(np.arange(2000.0) ** 2, dims="draw", coords={"draw": np.arange(2000)})
    result = compute_block(flow, {"demand": whole}, ["shifted"], BLOCK)
    assert result["shifted"]["shifted"].values.tolist() == [0.0, 2001.0, 4004.0]


def test_rows_that_nobody_knew_count_as_absent(make_contest):
    folder = make_contest(cells={"places": {0: {"known_from": "2024-06-01"}}})
    flow, values = runnable(full_dataflow(), study_inputs(open_checked(folder)[0]))
    assert flow.skipped["known_places"] == ("places",)
    assert flow.lacking_tables("accessibility") == ("places",)
    assert "known_places" not in values
    assert "ranks" in flow.nodes


def test_the_selections_are_there_before_anything_runs(contest_folder):
    flow, values = runnable(full_dataflow(), study_inputs(open_checked(contest_folder)[0]))
    assert values["evaluated_contest"] == "c1"
    assert values["entered_bids"].ids == ("a", "b", "c")
    assert {name for name, node in flow.nodes.items() if node.selects} <= set(values)


def test_results_of_the_contest_carry_units_and_names(contest_values):
    assert contest_values["ranks"].dims == ("draw", METHOD, "bid")
    assert contest_values["ranks"].attrs == {"units": "rank", "long_name": "ranks"}
