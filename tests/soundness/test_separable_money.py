"""All cells outside the trace of a figure on money, changed at once, leave its bytes equal."""

from dataclasses import replace

import pytest

from evaluation import bytes_of, evaluate_study
from songi.engine.blocks import runnable, study_inputs
from songi.engine.graph import full_dataflow
from songi.results.trace import trace
from songi.study.check import open_checked
from songi.study.table import cell_text

DRAWS = 6

MONEY_TABLES = (
    "incentives", "investment_profiles", "profile_assets", "tax_parameters", "costs", "cost_phases",
    "financing", "projects", "shocks", "guarantees", "benefits", "space_programme", "io_flows",
)  # fmt: skip

CELLS = [
    ("investment_plans", {"firm_type": "labs"}),
    ("tax_before_relief", {"firm_type": "labs"}),
    ("package_parts", {"firm_type": "drugs"}),
    ("incentive_packages", {"firm_type": "labs"}),
    ("designation_gain", {"firm_type": "labs"}),
    ("public_cost", {"firm_type": "drugs"}),
    ("project_cost", {"project": "house"}),
    ("project_opening", {"project": "land"}),
    ("social_rate", {"project": "house"}),
    ("works_spent", {"shock": "building"}),
]
"""Results on money that separate, and one label of each."""


@pytest.fixture(scope="module")
def whole(contest_folder):
    study = open_checked(contest_folder)[0]
    flow, _ = runnable(full_dataflow(), study_inputs(study))
    return study, flow, evaluate_study(study, DRAWS, [name for name, _ in CELLS])


def nudged(row):
    """Return the row with its uncertain cells a little lower."""
    cells = {name: cell_text(getattr(row, name)) for name in type(row).columns()}
    for name, quantity in row.quantities().items():
        if quantity is not None:
            cells[name] = repr(0.93 * quantity.ends[0])
    return type(row).model_validate({name: text for name, text in cells.items() if text})


def with_rows(study, table, change):
    rows = tuple(change(row) for row in study.tables[table].rows)
    return study.with_table(replace(study.tables[table], rows=rows))


@pytest.mark.parametrize(("name", "labels"), CELLS)
def test_what_lies_outside_the_trace_of_money_leaves_its_bytes(whole, name, labels):
    study, flow, values = whole
    traced = {(row.table, row.row_id) for row in trace(flow, values, name, labels).rows}
    outside = 0
    for table in (one for one in MONEY_TABLES if one in study.tables):
        rows = {row.row_id for row in study.tables[table].rows if (table, row.row_id) not in traced}
        outside += len(rows)
        study = with_rows(
            study, table, lambda row, rows=rows: nudged(row) if row.row_id in rows else row
        )
    assert outside
    after = evaluate_study(study, DRAWS, [name])[name]
    assert bytes_of(after, **labels) == bytes_of(values[name], **labels)


def test_what_lies_inside_does_change_them(whole):
    study, _, values = whole
    changed = with_rows(study, "investment_profiles", nudged)
    after = evaluate_study(changed, DRAWS, ["investment_plans"])["investment_plans"]
    labels = {"firm_type": "labs"}
    assert bytes_of(after, **labels) != bytes_of(values["investment_plans"], **labels)
