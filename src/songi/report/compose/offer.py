"""The offer to each investor: certain, conditional and unavailable benefits, with articles."""

from __future__ import annotations

from collections import Counter

import xarray as xr

from songi.report.blocks import Block, Cell, DataTable, Heading, Paragraph
from songi.report.compose.firms import investor_names
from songi.report.compose.names import cell_shown
from songi.report.compose.writer import Writer, columns_of
from songi.report.formats import NO_NUMBER, number_cell
from songi.study.incentives import STANDINGS


def offer_blocks(writer: Writer) -> list[Block]:
    """Return how benefits stand for each investor, and each benefit with its article."""
    if not writer.shown("incentive_offer", "offer_counts"):
        return []
    found = writer.run.dataset("incentive_offer")
    return [
        Heading(writer.say("incentives.offer.title")),
        Paragraph((writer.say("incentives.offer.intro"),)),
        _investors(writer),
        _benefits(writer, found),
    ]


def _investors(writer: Writer) -> DataTable:
    counts, trace = writer.run["offer_counts"], writer.trace("offer_counts")
    found, names = writer.run.dataset("incentive_offer"), investor_names(writer)
    benefits = writer.names_of("incentives")
    body = []
    for one in (str(name) for name in counts["investor"].values):
        if one not in names:
            continue
        numbers = (
            number_cell(
                float(counts.sel(investor=one, standing=name)), "whole", writer.language,
                trace=trace,
            )
            for name in STANDINGS
        )  # fmt: skip
        standing = found["standing"].sel(investor=one)
        sure = [str(b) for b in standing["incentive"].values[standing.values == "certain"]]
        told = "; ".join(benefits[name] for name in sure if name in benefits)
        body.append((Cell(names[one]), *numbers, Cell(told or NO_NUMBER)))
    widths = {"investor": 1.6, **dict.fromkeys(STANDINGS, 0.6), "certain_ones": 3.0}
    columns = columns_of(writer, widths, right=STANDINGS, topic="incentives.column")
    title, note = writer.say("incentives.offer.counts"), writer.say("incentives.offer.counts_note")
    seen = writer.view.disclosure("offer_counts")
    return DataTable("offers", title, columns, tuple(body), trace, note, seen, dense=True)


def _benefits(writer: Writer, found: xr.Dataset) -> DataTable:
    trace = writer.trace("incentive_offer")
    shown = investor_names(writer)
    known = [str(one) for one in found["investor"].values if str(one) in shown]
    mine = found.sel(investor=known)
    body = []
    for row in writer.latest("incentives"):
        if row.id not in mine["incentive"].values:
            continue
        one = mine.sel(incentive=row.id)
        standing = Counter(str(name) for name in one["standing"].values)
        reasons = Counter(str(name) for name in one["reason"].values if str(name))
        told = ", ".join(
            writer.say(f"incentives.reason.{name}") for name, _ in reasons.most_common(2)
        )
        condition = row.told("condition", writer.language)
        body.append(
            (
                Cell(writer.name_in(row), trace=writer.row_anchor("incentives", row)),
                Cell(cell_shown(writer, row, "regime") or writer.say("incentives.set.none")),
                *(
                    number_cell(float(standing[name]), "whole", writer.language, trace=trace)
                    for name in STANDINGS
                ),
                Cell("; ".join(part for part in (told, condition) if part) or NO_NUMBER),
                Cell(row.article),
                Cell(NO_NUMBER if row.until_on is None else writer.date_text(row.until_on)),
                Cell(writer.date_text(row.checked_on)),
            )
        )
    widths = {
        "benefit": 2.2, "regime": 1.2, **dict.fromkeys(STANDINGS, 0.6), "why": 2.0, "article": 1.6,
        "until": 0.8, "checked": 0.8,
    }  # fmt: skip
    columns = columns_of(writer, widths, right=STANDINGS, topic="incentives.column")
    title = writer.say("incentives.offer.benefits")
    note = writer.say("incentives.offer.benefits_note")
    seen = writer.view.disclosure("incentive_offer")
    return DataTable("benefits", title, columns, tuple(body), trace, note, seen, dense=True)
