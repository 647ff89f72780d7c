"""A cell changed outside a figure's trace leaves the figure's bytes equal."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaluation import bytes_of, evaluate_study
from songi.engine.blocks import runnable, study_inputs
from songi.engine.graph import full_dataflow
from songi.results.trace import trace
from songi.study.check import open_checked
from songi.study.schema.base import Row
from songi.study.table import cell_text

DRAWS = 6

OTHER_CELLS = {
    "value": "77..99", "weight": "11..13", "latitude": "36.25±0.01", "longitude": "127.77",
    "capacity": "5", "speed_kmh": "40..44", "circuity": "1.5", "awards": "1",
    "normalisation": "rank", "combine": "sum", "missing": "median", "direction": "cost",
    "aggregation": "geometric", "within_minutes": "33", "measure": "count_within",
    "selected": "true", "ratio": "2", "from_km": "35", "level": "nation", "note": "other",
    "name_en": "Other", "shared_with": "", "known_from": "2025-06-01", "basis": "assumed",
    "price_krw_per_m2": "2e6..3e6", "unsold_m2": "7000", "wanted_m2": "1200..1300",
    "share_here": "0.5", "certainty": "0.3", "amount_krw": "3e10", "area_m2": "9000..9100",
    "delay_months": "7", "sold_m2": "20",
}  # fmt: skip
"""What a cell holds instead, by column; a column of labels changes which rows there are."""


def other_row(row, column):
    cells = {name: cell_text(getattr(row, name)) for name in type(row).columns()}
    cells[column] = OTHER_CELLS[column]
    if column == "measure":
        cells["within_minutes"] = "33"
    return type(row).model_validate({name: text for name, text in cells.items() if text})


def traceable(values):
    """Return the results that separate along some dimension, and all the others."""
    nodes = full_dataflow().nodes
    return sorted(name for name in values if name in nodes and not nodes[name].selects)


@pytest.fixture(scope="module")
def whole(contest_folder):
    study = open_checked(contest_folder)[0]
    flow, _ = runnable(full_dataflow(), study_inputs(study))
    return study, flow, evaluate_study(study, DRAWS)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_cell_outside_the_trace_changes_no_byte(whole, data):
    study, flow, values = whole
    nodes = full_dataflow().nodes
    name = data.draw(st.sampled_from(traceable(values)))
    result = values[name]
    labels = {
        dim: data.draw(st.sampled_from(result[dim].values.tolist()), label=dim)
        for dim in result.dims
        if dim in nodes[name].kind.separable or (dim == "bid" and data.draw(st.booleans()))
    }
    traced = {
        (row.table, row.row_id, row.known_from) for row in trace(flow, values, name, labels).rows
    }
    table = data.draw(st.sampled_from(sorted(study.tables)))
    outside = [
        row for row in study.tables[table].rows if (table, row.row_id, row.known_from) not in traced
    ]
    assume(outside)
    row = data.draw(st.sampled_from(outside))
    columns = [c for c in type(row).columns() if c in OTHER_CELLS and c not in type(row).key]
    column = data.draw(st.sampled_from(columns))
    assume(not (column == "known_from" and names_rows(row)))
    changed = other_row(row, column)
    rows = tuple(changed if one is row else one for one in study.tables[table].rows)
    after = evaluate_study(
        study.with_table(replace(study.tables[table], rows=rows)), DRAWS, [name]
    )[name]
    assert bytes_of(after, **labels) == bytes_of(result, **labels), (table, row.row_id, column)


def names_rows(row: Row):
    """Return whether a row makes a label of results: without it there is no such cell."""
    return row.table in {"bids", "candidates", "contests", "criteria", "access_indicators"}


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("observed_values", {"bid": "a", "criterion": "l1"}),
        ("observed_values", {"bid": "b", "criterion": "l2"}),
        ("bid_values", {"criterion": "l1"}),
        ("criterion_scores", {"criterion": "l3"}),
        ("travel_times", {"candidate": "a", "place": "air1"}),
        ("candidate_indicators", {"candidate": "d", "indicator": "beds"}),
    ],
)
def test_every_indicator_outside_the_trace_leaves_the_bytes(whole, name, labels):
    study, flow, values = whole
    table = study.tables["indicators"]
    traced = {row.row_id for row in trace(flow, values, name, labels).rows}
    outside = [row for row in table.rows if row.row_id not in traced]
    assert outside
    for row in outside:
        rows = tuple(other_row(one, "value") if one is row else one for one in table.rows)
        after = evaluate_study(study.with_table(replace(table, rows=rows)), DRAWS, [name])[name]
        assert bytes_of(after, **labels) == bytes_of(values[name], **labels), row.row_id


def test_a_cell_inside_the_trace_does_change_them(whole):
    """So that the tests above do not hold of a trace that names everything."""
    study, _, values = whole
    table = study.tables["indicators"]
    rows = tuple(other_row(one, "value") if one.row_id == "a/firms" else one for one in table.rows)
    after = evaluate_study(study.with_table(replace(table, rows=rows)), DRAWS, ["bid_values"])
    cell = {"bid": "a", "criterion": "l1"}
    assert bytes_of(after["bid_values"], **cell) != bytes_of(values["bid_values"], **cell)


LAND = [
    ("market_stock", {"sale_round": "first"}),
    ("ready_from", {"sale_round": "second"}),
    ("sale_terms", {"sale_round": "second"}),
    ("sale_trials", {"sale_round": "first"}),
    ("formal_demand", {"demand_basis": "yearly"}),
    ("survey_demand", {"survey": "s19"}),
    ("competing_land", {"competitor": "near"}),
    ("utility_needs", {"investor": "wooed"}),
    ("eligibility_if_designated", {"investor": "wooed", "parcel": "p1"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "labels"), LAND)
def test_what_lies_outside_the_trace_of_the_land_leaves_its_bytes(whole, name, labels):
    """Each number of each row outside, of the tables that the result is made of."""
    study, flow, values = whole
    traced = {(row.table, row.row_id) for row in trace(flow, values, name, labels).rows}
    tables = sorted({table for table, _ in traced} | {"parcels", "investors", "competing_supply"})
    for table in (study.tables[one] for one in tables):
        for row in table.rows:
            cells = [column for column in row.quantities() if column in OTHER_CELLS]
            if (table.name, row.row_id) in traced or not cells:
                continue
            changed = other_row(row, cells[0])
            rows = tuple(changed if one is row else one for one in table.rows)
            after = evaluate_study(study.with_table(replace(table, rows=rows)), DRAWS, [name])[name]
            assert bytes_of(after, **labels) == bytes_of(values[name], **labels), row.row_id
