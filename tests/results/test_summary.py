"""Results as tables."""

import numpy as np
import pandas as pd
import xarray as xr

from contest import METHOD
from songi.results.summary import summary_table


def test_a_drawn_result_gives_mean_and_quantiles_by_label(finished_run):
    table = summary_table(finished_run.dataset("bid_values"))
    assert table.columns.tolist() == [
        "variable", "bid", "criterion", "units", "mean", "q05", "q50", "q95",
    ]  # fmt: skip
    values = finished_run["bid_values"].sel(bid="b", criterion="l3").values
    [record] = table[(table["bid"] == "b") & (table["criterion"] == "l3")].to_dict("records")
    expected = [values.mean(), *np.quantile(values, [0.05, 0.5, 0.95])]
    assert np.allclose([record[name] for name in ("mean", "q05", "q50", "q95")], expected)


def test_a_result_over_draws_gives_its_value(finished_run):
    table = summary_table(finished_run.dataset("selection_share"))
    assert set(table["variable"]) == {"selection_share", "standard_error"}
    assert table["value"].notna().all()
    assert len(table) == 2 * 5 * 3


def test_one_cell_is_one_row(finished_run):
    table = summary_table(finished_run.dataset("awards"))
    assert table.shape == (1, 6)
    part = summary_table(finished_run.select("expected_rank", {"bid": "a", METHOD: "vikor"}))
    assert part.columns.tolist() == ["variable", "units", "value"]


def test_what_is_kept_as_summary_reads_as_such(finished_run):
    table = summary_table(finished_run.dataset("travel_times"))
    assert table.columns.tolist()[-5:] == ["units", "mean", "q05", "q50", "q95"]
    assert set(table["units"]) == {"minutes"}


def test_variables_of_different_dimensions_stand_in_one_table():
    dataset = xr.Dataset(
        {"one": ((), 1.5, {"units": "1"}), "many": ("bid", [1.0, 2.0], {"units": "count"})},
        coords={"bid": ["a", "b"]},
    )
    table = summary_table(dataset)
    assert table["value"].tolist() == [1.5, 1.0, 2.0]
    assert pd.isna(table["bid"][0])
    assert table["units"].tolist() == ["1", "count", "count"]
