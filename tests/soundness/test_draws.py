"""Every uncertain cell is one random variable: wherever it is read, and whatever else changes."""

import numpy as np
import pytest
import xarray as xr

from contest import INDICATORS, copied, indicator, write_contest
from evaluation import bytes_of, evaluate, evaluate_study, execute, module_of
from songi.engine import keys
from songi.engine.blocks import study_inputs
from songi.engine.graph import read_dataflow
from songi.measures.kind import per_draw
from songi.session import open_study
from songi.study.check import open_checked
from study.made_up import named

CELLS = ["candidate_indicators", "node_weights", "awards", "travel_times", "bid_values"]

SCENARIO = """
name_ko = "{name}"
name_en = "{name}"
[[changes]]
table = "indicators"
id = "a/firms"
column = "value"
value = "{value}"
"""


def test_a_cell_read_by_two_measures_has_the_same_value_in_every_draw(contest_folder):
    @per_draw()
    def read_early(indicators: object) -> xr.DataArray:
        """All indicators."""
        return indicators.draws("value", "row").assign_attrs(units="1")

    @per_draw()
    def read_late(indicators: object, read_early: xr.DataArray) -> xr.DataArray:
        """The joint bid's indicators in another order, after something else was read."""
        some = indicators.where(lambda row: row.candidate in "bd")
        turned = some.where(lambda row: True)
        return turned.draws("value", "row").isel(row=slice(None, None, -1)).assign_attrs(units="1")

    flow = read_dataflow([module_of(read_early, read_late)])
    values, _ = execute(flow, study_inputs(open_checked(contest_folder)[0]), draws=2300)
    for row in values["read_late"]["row"].values:
        assert bytes_of(values["read_early"], row=row) == bytes_of(values["read_late"], row=row)


def test_a_measure_of_the_contest_sees_the_draws_of_the_cell(contest_folder, contest_values):
    """The same cell through two routes: the table, and what a bid's criterion shows of it."""
    study = open_checked(contest_folder)[0]
    values, _ = execute(read_dataflow([module_of(plain())]), study_inputs(study), draws=40)
    seen = contest_values["observed_values"].sel(bid="a", criterion="l1")
    assert np.array_equal(seen, values["plain_indicators"].sel(row="a/firms"))


def plain():
    @per_draw()
    def plain_indicators(indicators: object) -> xr.DataArray:
        """All indicators."""
        return indicators.draws("value", "row").assign_attrs(units="1")

    return plain_indicators


def added(folder):
    """A candidate, a bid, an indicator and a place more, all in front of the others."""
    rows = {
        "candidates": [named("z", latitude="36.5±0.02", longitude="128.0"), *copied("candidates")],
        "bids": [named("z", contest="c1", candidates="z"), *copied("bids")],
        "indicators": [indicator("z", "firms", "1..2"), *INDICATORS],
        "places": [
            named("far", kind="school", latitude="35.0", longitude="129.0", capacity=""),
            *copied("places"),
        ],
    }
    return write_contest(folder, rows=rows)


def removed(folder):
    """Without the last bid."""
    rows = {
        "bids": copied("bids")[:2],
        "candidates": [one for one in copied("candidates") if one["id"] != "c"],
        "indicators": [one for one in INDICATORS if one["candidate"] != "c"],
        "option_changes": [one for one in copied("option_changes") if one["value"] != "c"],
    }
    return write_contest(folder, rows=rows)


def reordered(folder):
    """Every table from its end."""
    tables = ("bids", "candidates", "indicators", "travel_bands", "criteria", "places")
    return write_contest(folder, rows={name: copied(name)[::-1] for name in tables})


@pytest.mark.parametrize("change", [added, removed, reordered])
def test_rows_added_removed_or_moved_move_no_draw_of_another_cell(tmp_path, contest_folder, change):
    before = evaluate(contest_folder, 60, CELLS)
    after = evaluate(change(tmp_path / "changed"), 60, CELLS)
    for candidate in "abd":
        for label in ("firms", "beds", "air"):
            cell = {"candidate": candidate, "indicator": label}
            same = bytes_of(before["candidate_indicators"], **cell)
            assert bytes_of(after["candidate_indicators"], **cell) == same, cell
        cell = {"candidate": candidate, "place": "air1"}
        assert bytes_of(after["travel_times"], **cell) == bytes_of(before["travel_times"], **cell)
    for node in ("h1", "h2", "l1", "l2", "l3"):
        same = before["node_weights"].sel(node=node)
        assert np.allclose(after["node_weights"].sel(node=node), same, rtol=1e-15, atol=0), node
    assert bytes_of(after["awards"]) == bytes_of(before["awards"])


@pytest.mark.parametrize("change", [added, reordered])
def test_what_stands_for_an_unknown_value_keeps_its_place_too(tmp_path, contest_folder, change):
    """Nobody knew the beds of `c`: its place within the span of the known is its own."""
    before = evaluate(contest_folder, 60, CELLS)["bid_values"]
    after = evaluate(change(tmp_path / "changed"), 60, CELLS)["bid_values"]
    cell = {"bid": "c", "criterion": "l3"}
    assert bytes_of(after, **cell) == bytes_of(before, **cell)


def test_rows_moved_through_a_whole_run_change_no_figure_of_a_cell(tmp_path, contest_folder):
    runs = [
        open_study(folder).run(draws=1100, workers=1, experiments=False)
        for folder in (write_contest(tmp_path / "as_it_stands"), reordered(tmp_path / "moved"))
    ]
    for name in ("candidate_indicators", "observed_values", "bid_values", "awards"):
        one, other = (run[name] for run in runs)
        aligned = other.reindex_like(one).transpose(*one.dims)
        assert aligned.values.tobytes() == one.values.tobytes(), name
    one, other = (run["selection_share"]["selection_share"] for run in runs)
    assert np.allclose(other.reindex_like(one), one, atol=1e-12)


def test_two_scenarios_that_differ_in_a_cell_share_all_other_draws(make_contest):
    folder = make_contest(
        files={
            f"scenarios/{name}.toml": SCENARIO.format(name=name, value=value)
            for name, value in (("low", "1..3"), ("high", "30..60"))
        }
    )
    low, high = (evaluate(folder, 1100, CELLS, scenario=name) for name in ("low", "high"))
    for name in ("node_weights", "awards", "travel_times"):
        assert bytes_of(low[name]) == bytes_of(high[name])
    for candidate in "abcd":
        for label in ("firms", "beds", "air"):
            cell = {"candidate": candidate, "indicator": label}
            same = bytes_of(low["candidate_indicators"], **cell) == bytes_of(
                high["candidate_indicators"], **cell
            )
            assert same == (cell != {"candidate": "a", "indicator": "firms"})


def test_a_changed_distribution_keeps_its_stream(make_contest):
    """The cell that differs is still the same variable: its ranks over the draws are equal."""
    folder = make_contest(files={"scenarios/high.toml": SCENARIO.format(name="h", value="30..60")})
    cell = {"candidate": "a", "indicator": "firms"}
    base, high = (
        evaluate(folder, 50, CELLS, scenario=name)["candidate_indicators"].sel(cell)
        for name in (None, "high")
    )
    assert np.array_equal(np.argsort(base), np.argsort(high))
    assert np.allclose((base - 10) / 10, (high - 30) / 30)


def test_rows_that_share_move_together(make_contest):
    rows = copied("indicators")
    rows[1] |= {"value": "110..120", "shared_with": "a/firms"}
    values = evaluate(make_contest(rows={"indicators": rows}), 100, CELLS)
    firms = values["candidate_indicators"].sel(indicator="firms")
    assert np.allclose(firms.sel(candidate="b") - 100, firms.sel(candidate="a"))


@pytest.mark.parametrize("edit", ["source", "label"])
def test_an_edited_helper_or_a_relabelled_row_never_yields_an_old_result(
    make_contest, monkeypatch, edit
):
    folder = make_contest()
    before = open_study(folder).run(draws=5, workers=1, experiments=False)
    if edit == "source":
        monkeypatch.setattr(keys, "source_hash", lambda: "edited")
        reached = set(before.names)
    else:
        for name in ("bids", "option_changes"):
            path = folder / "tables" / f"{name}.csv"
            text = path.read_text("utf-8").replace("\nc,", "\ngamma,")
            path.write_text(text.replace(",joins,c", ",joins,gamma"), "utf-8")
        reached = {name for name in before.names if "bid" in before.dataset(name).coords}
    after = open_study(folder).run(draws=5, workers=1, experiments=False)
    old, new = before.record["results"], after.record["results"]
    assert reached <= {name for name in new if new[name] != old[name]}
    if edit == "label":
        assert "gamma" in after["ranks"]["bid"].values
        assert "c" not in after["ranks"]["bid"].values


def test_another_seed_is_another_set_of_draws(make_contest):
    one, other = (
        evaluate_study(open_checked(make_contest(seed, head={"seed": seed}))[0], 50, CELLS)
        for seed in ("1", "2")
    )
    cell = {"candidate": "a", "indicator": "firms"}
    assert not np.isin(
        one["candidate_indicators"].sel(cell), other["candidate_indicators"].sel(cell)
    ).any()
