"""What readers call rows, columns, labels and codes: no id stands in a paper where a name is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from songi.language import has_text, say
from songi.report.compose.writer import Writer, joined
from songi.report.formats import unit_name
from songi.results.pointers import read_pointer
from songi.study.schema import ROW_CLASSES
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.bid import Benchmark, Commitment, OptionChange, SelectionRule
from songi.study.schema.cells import Refers
from songi.study.schema.peers import PeerFigure
from songi.study.table import cell_text
from songi.units import UNITS

CODES = {
    "basis": "basis",
    "combine": "combine",
    "controlled_by": "choices.controlled_by",
    "direction": "direction",
    "finding": "defence.found",
    "group": "defence.group",
    "level": "level",
    "missing": "missing",
    "normalisation": "normalisation",
    "relation": "defence.relation",
    "strength": "defence.strength",
    "contests.status": "status",
    "requirements.status": "defence.status",
    "selection_rules.kind": "defence.rule",
    "bid_options.kind": "choices.kind",
    "places.kind": "place",
    "access_indicators.kind": "place",
    "aggregation": "input.code.aggregation",
    "definition": "input.code.definition",
    "evidence": "input.code.evidence",
    "counted_as": "feasibility.counted_as",
    "guarantor": "feasibility.guarantor",
    "benefits.kind": "feasibility.benefit",
    "benefits.per": "feasibility.per",
    "space_programme.function": "feasibility.function",
    "measure": "input.code.measure",
    "selected": "input.code.selected",
    "use": "firms.use",
    "uses": "firms.use",
    "activity": "firms.activity",
    "activities": "firms.activity",
    "size": "firms.size",
    "sizes": "firms.size",
    "functions": "firms.function",
    "tenure": "firms.tenure",
    "seeks": "firms.seeks",
    "stage": "firms.stage",
    "from_stage": "firms.stage",
    "to_stage": "firms.stage",
    "party": "firms.party",
    "method": "plots.method",
    "method_if_designated": "plots.method",
    "consent": "land.consent",
    "shortfall_borne_by": "land.bearer",
    "moves": "input.code.moves",
    "approach": "input.code.approach",
    "freed": "input.code.freed",
    "parameter": "input.code.parameter",
    "cost_rules.price": "land.cost_price",
    "constraints.kind": "firms.constraint",
    "investors.kind": "firms.investor",
    "obligations.kind": "firms.obligation",
    "utilities.kind": "plots.utility",
    "talent_flows.kind": "people.flow",
    "training_programmes.status": "people.programme",
    "living_conditions.kind": "people.kind",
    "living_conditions.role": "people.role",
    "founded_as": "people.founded_as",
    "peer_figures.indicator": "people.indicator",
    "utilities.status": "land.supply_status",
    "regimes.status": "firms.regime",
    "regimes.stage": "money.stage",
    "incentives.kind": "money.incentive",
    "incentives.base": "money.base",
    "incentives.technologies": "money.technology",
    "investment_profiles.technology": "money.technology",
    "incentives.takers": "money.taker",
    "incentives.standing": "money.standing",
    "incentives.paid_by": "incentives.payer",
    "profile_assets.asset": "money.asset",
    "profile_assets.method": "money.allowance",
    "tax_parameters.parameter": "money.tax",
    "appraisal_parameters.parameter": "money.appraisal",
    "appraisal_parameters.area": "appraisal.area",
    "appraisal_regimes.gate": "money.gate",
    "appraisal_regimes.kinds": "money.project",
    "projects.kind": "money.project",
    "appraisal_regimes.applicants": "money.applicant",
    "projects.applicant": "money.applicant",
    "appraisal_regimes.measures": "appraisal.number",
    "financing.kind": "money.financing",
    "financing.provider": "money.provider",
    "impact_estimates.kind": "money.estimate",
    "impact_estimates.beside": "impact.part",
    "shocks.phase": "money.phase",
    "io_areas.quotient": "money.quotient",
    "io_sectors.reach": "money.reach",
    "shipment_lanes.kind": "place",
    "trial_centres.role": "trials.role",
    "role": "ecosystem.role",
    "links.kind": "ecosystem.link",
    "services.status": "ecosystem.status",
    "services.function": "firms.function",
    "served_functions.function": "firms.function",
}
"""Where the catalogue names the codes of a column, of one table or of all."""

_TABLES = {
    "bid": "bids", "candidate": "candidates", "place": "places", "clause": "clauses",
    "contest": "contests", "criterion": "criteria", "node": "criteria", "heading": "criteria",
    "left_out": "criteria", "option": "bid_options", "rival": "bids", "statement": "statements",
    "requirement": "requirements", "benchmark": "benchmarks",
    "project": "projects", "guarantee": "guarantees", "project_share": "project_shares",
    "institution": "institutions", "partner": "institutions",
    "service": "services", "link": "links",
    "lane": "shipment_lanes", "packaging": "packagings", "season": "ambient_profiles",
    "trial": "trials", "trial_centre": "trial_centres",
}  # fmt: skip
"""The table whose rows a dimension is labelled by."""


def row_name(writer: Writer, row: Row) -> str:
    """Return what readers call a row: its name, or the names of what its key tells apart.

    Args:
        writer: whose paper it stands in.
        row: the row.
    """
    if isinstance(row, NamedRow):
        return writer.name_in(row)
    if isinstance(row, Commitment):
        investor = row.told("investor", writer.language)
        return f"{label_name(writer, 'bid', row.bid)}: {investor}"
    if isinstance(row, Benchmark):
        parts = (row.told("scope", writer.language), writer.called(row.indicator))
        return f"{row.told('cluster', writer.language)}: {joined(parts)}"
    if isinstance(row, SelectionRule):
        return joined((writer.named("defence.rule", row.kind), group_name(writer, row)))
    if isinstance(row, OptionChange):
        option = label_name(writer, "option", row.option)
        changed = _named_cell(writer, row.changed_table, row.row, row.column)
        return f"{option}: {changed}"
    if isinstance(row, PeerFigure):
        cluster = row_called(writer, "peer_clusters", row.peer)
        what = joined((writer.called(row.scope), writer.named("people.indicator", row.indicator)))
        return f"{cluster}: {joined((what, str(row.year)))}"
    parts = [_key_name(writer, row, column) for column in row.key]
    if "indicator" in row.key:
        parts.reverse()
    return ": ".join(part for part in parts if part)


def row_called(writer: Writer, table: str, row_id: str) -> str:
    """Return what readers call the row of an id; the id where the paper has no such row."""
    if table not in writer.row_names:
        writer.row_names[table] = {
            row.row_id: row_name(writer, row) for row in writer.latest(table)
        }
    return writer.row_names[table].get(row_id, writer.called(row_id))


def group_name(writer: Writer, rule: SelectionRule) -> str:
    """Return the name of the field, the region or the bid that a rule of selection is about."""
    if not rule.value:
        return ""
    is_bid = rule.group == "bid"
    return row_called(writer, "bids", rule.value) if is_bid else writer.called(rule.value)


def label_name(writer: Writer, dimension: str, label: str) -> str:
    """Return what readers call a label of a result.

    Args:
        writer: whose paper it stands in.
        dimension: the label's dimension.
        label: the label.
    """
    if dimension == "indicator":
        return writer.indicator_name(label)
    if dimension in {"strength", "ranking_method", "finding"}:
        kinds = {"strength": "defence.strength", "ranking_method": "method"}
        return writer.named(kinds.get(dimension, "defence.found"), label)
    return row_called(writer, _TABLES[dimension], label) if dimension in _TABLES else label


def dimension_name(writer: Writer, dimension: str) -> str:
    """Return what readers call a dimension of results: as the column of that name is called."""
    column = {"node": "criterion", "left_out": "criterion", "heading": "criterion"}
    return column_name(writer, column.get(dimension, dimension))


def column_name(writer: Writer, column: str) -> str:
    """Return what readers call a column of the input tables; its own name where nobody said."""
    key = f"book.input.column.{column}"
    return say(key, writer.language) if has_text(key, writer.language) else column


def column_word(writer: Writer, column: str) -> str:
    """Return a column's name inside a sentence: without its unit, and small in English."""
    name = column_name(writer, column).partition("(")[0].strip()
    return name if writer.language == "ko" else name[:1].lower() + name[1:]


def told_columns(row_class: type[Row]) -> list[str]:
    """Return the columns that a table has of its own, each text once in whatever languages."""
    columns = row_class.own_columns()
    pairs = {name: name.rpartition("_") for name in columns if name.endswith(("_ko", "_en"))}
    bases = {name: base for name, (base, _, _) in pairs.items()}
    return list(dict.fromkeys(bases.get(name, name) for name in columns))


def cell_shown(writer: Writer, row: Row, column: str) -> str:
    """Return a cell as readers see it: names in place of ids and codes, all else as written.

    Args:
        writer: whose paper it stands in.
        row: the row.
        column: one of `told_columns`; a text that the row has in several languages is told in the
            paper's own.
    """
    cell = getattr(row, column, None)
    told = row.told(column, writer.language)
    text = cell_text(cell)
    if not text:
        return told
    refers = type(row).columns_marked(Refers).get(column)
    if refers is not None:
        hidden = {one for table in refers.tables for one in writer.view.hidden_ids.get(table, ())}
        names = cell if isinstance(cell, tuple) else (text,)
        return joined(_referred(writer, refers, str(name)) for name in names if name not in hidden)
    kind = CODES.get(f"{row.table}.{column}", CODES.get(column))
    if kind is not None:
        codes = cell if isinstance(cell, tuple) else (text,)
        return joined(writer.named(kind, str(code)) for code in codes)
    if isinstance(cell, bool):
        return writer.named("input.code.yes_no", text)
    if column in _TOLD:
        return _TOLD[column](writer, row, text)
    if isinstance(cell, tuple):
        return joined(writer.called(str(part)) for part in cell)
    return writer.called(told) if isinstance(cell, str) else text


def pointer_name(writer: Writer, text: str) -> str:
    """Return what readers call a pointer to a result, such as `hindcast.brier bid=goyang`."""
    name, _, labels = read_pointer(text)
    told = joined(label_name(writer, *pair) for pair in labels.items())
    return f"{writer.result_name(name)} ({told})" if told else writer.result_name(name)


def option_name(writer: Writer, option: str, value: Any) -> tuple[str, str]:
    """Return what readers call an option of a run, and its value."""
    contests = {"contest": "contests"}
    if option in contests:
        shown = row_called(writer, contests[option], str(value))
    else:
        shown = writer.named(f"input.option_value.{option}", str(value))
    return writer.named("input.option", option), shown


def _named_cell(writer: Writer, table: str, row_id: str, column: str) -> str:
    parts = (row_called(writer, table, row_id), column_word(writer, column))
    return joined((writer.input_name(table), *parts))


def _key_name(writer: Writer, row: Row, column: str) -> str:
    """Return the name of one part of a row's key."""
    text = cell_text(getattr(row, column))
    refers: Mapping[str, Any] = type(row).columns_marked(Refers)
    if column in refers:
        return _referred(writer, refers[column], text)
    return writer.indicator_name(text) if column == "indicator" else writer.called(text)


def _referred(writer: Writer, refers: Refers, row_id: str) -> str:
    """Return the name of a row in the table, of those that a column may refer to, which has it."""
    for table in refers.tables:
        if any(row.row_id == row_id for row in writer.latest(table)):
            return row_called(writer, table, row_id)
    return row_called(writer, refers.table, row_id)


def unit_of(writer: Writer, row: Row) -> str:
    """Return the unit of a row's value: songi's own by its name, another in the row's words."""
    unit = str(getattr(row, "unit", ""))
    return unit_name(unit, writer.language) if unit in UNITS else row.told("unit", writer.language)


def _row_of(writer: Writer, row: Row, text: str) -> str:
    """Return the name of the row that a cell points to, in the table that its row names."""
    table = getattr(row, "changed_table", None) or getattr(row, "tested_table", None)
    return row_called(writer, table or "", text)


def _column_of(writer: Writer, row: Any, text: str) -> str:
    name, sign, value = text.partition("=")
    kind = CODES.get(f"{getattr(row, 'tested_table', None)}.{name}", CODES.get(name))
    told = writer.named(kind, value) if kind is not None else writer.called(value)
    return column_name(writer, name) + sign + told


def _value_of(writer: Writer, row: Any, text: str) -> str:
    """Return a value as it is told; what an option puts into another table as that table tells."""
    changed = ROW_CLASSES.get(getattr(row, "changed_table", ""))
    if changed is None:
        return text
    refers = changed.columns_marked(Refers).get(row.column)
    parts = text.split("|")
    if refers is None:
        return joined(writer.called(part) for part in parts)
    return joined(_referred(writer, refers, part) for part in parts)


_TOLD: dict[str, Callable[[Writer, Any, str], str]] = {
    "unit": lambda writer, row, _: unit_of(writer, row),
    "indicator": lambda writer, _, text: writer.indicator_name(text),
    "project": lambda writer, _, text: row_called(writer, "projects", text),
    "result": lambda writer, _, text: pointer_name(writer, text),
    "tested_result": lambda writer, _, text: pointer_name(writer, text),
    "changed_table": lambda writer, _, text: writer.input_name(text),
    "tested_table": lambda writer, _, text: writer.input_name(text),
    "value": _value_of,
    "row": _row_of,
    "tested_row": _row_of,
    "column": _column_of,
    "tested_column": _column_of,
}
"""How cells that point to something are told, by column."""
