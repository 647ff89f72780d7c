"""What the chapters on firms share: the reference day, names of investors, who can introduce."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from songi.measures.obligations import reference_day
from songi.report.compose.writer import Writer

UNNAMED = "◇"
"""Stands before a row that is only a number of firms."""

UNKNOWN = "unknown"


def reference_day_of(writer: Writer) -> date:
    """Return the day on which the chapters on firms stand.

    Only to be told beside results that the audience may see: they come from the same rows.
    """
    tables, as_of = writer.run.study.tables, writer.run.record["as_of"]
    return reference_day(
        date.fromisoformat(as_of) if as_of else None,
        tables.get("events"),
        tables.get("fulfilments"),
        tables.get("sale_outcomes"),
    )


def investor_names(writer: Writer) -> dict[str, str]:
    """Return the names of the investors that may be shown, by id; mere numbers are marked."""
    rows = {row.id: row for row in writer.latest("investors")}
    names = distinct({key: writer.name_in(row) for key, row in rows.items()})
    return {
        key: f"{UNNAMED} {name}" if rows[key].members > 1 else name for key, name in names.items()
    }


def stage_name(writer: Writer, stage: Any) -> str:
    """Return what readers call a stage."""
    return writer.named("firms.stage", str(stage))


def firm_kind(writer: Writer, label: str) -> str:
    """Return what readers call a kind of firm, labelled `activity/size`."""
    activity, size = label.split("/")
    return writer.say(
        "firms.firm_kind",
        activity=writer.named("firms.activity", activity),
        size=writer.named("firms.size", size),
    )


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by id, those that several share with their id, so that a chart parts them."""
    shared = Counter(names.values())
    return {key: name if shared[name] == 1 else f"{name} ({key})" for key, name in names.items()}
