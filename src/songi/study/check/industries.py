"""Rules on input-output tables and on what sets them in motion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from songi.errors import MethodError, Problem
from songi.methods.input_output import factorised, technical_coefficients
from songi.study.check.current import are_whole, current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.industries import IoArea, IoFlow, IoSector, SectorShare, Shock
from songi.study.table import Table

TOLERANCE = 1e-6
"""Share of a sector's output by which its sums may part: published tables are rounded."""

ROUNDED_MILLION_KRW = 2.0
"""And so much besides."""


def sectors_are_of_one_table(study: Study) -> Iterator[Problem]:
    """All sectors are of one year, and either all of regions or none."""
    table: Table[IoSector] = current(study, "io_sectors")
    first = next(iter(table), None)
    for row in table:
        if first is not None and row.year != first.year:
            facts = {"came": row.year, "expected": first.year}
            yield Problem("industries.years_mixed", place_of(table, row, "year"), facts)
        if first is not None and (row.reach is None) != (first.reach is None):
            facts = {"came": row.reach or "-", "expected": first.reach or "-"}
            yield Problem("industries.reach_mixed", place_of(table, row, "reach"), facts)


def sectors_earn_something(study: Study) -> Iterator[Problem]:
    """Value added is not negative, and wages are no more than it."""
    table: Table[IoSector] = current(study, "io_sectors")
    for row in table:
        if row.value_added_million_krw < 0:
            facts = {"came": f"{row.value_added_million_krw:g}", "expected": "0"}
            place = place_of(table, row, "value_added_million_krw")
            yield Problem("industries.value_added_negative", place, facts)
        elif row.wages_million_krw > row.value_added_million_krw:
            facts = {
                "came": f"{row.wages_million_krw:g}",
                "expected": f"{row.value_added_million_krw:g}",
            }
            yield Problem("industries.wages", place_of(table, row, "wages_million_krw"), facts)


def sectors_balance(study: Study) -> Iterator[Problem]:
    """What a sector buys and earns, and what it sells, each come to its output."""
    if not are_whole(study, "io_sectors", "io_flows"):
        return
    table: Table[IoSector] = current(study, "io_sectors")
    flows: Table[IoFlow] = current(study, "io_flows")
    bought: dict[str, float] = defaultdict(float)
    sold: dict[str, float] = defaultdict(float)
    for flow in flows:
        bought[flow.buyer] += flow.domestic_million_krw + flow.imported_million_krw
        sold[flow.seller] += flow.domestic_million_krw
    for row in table:
        sums = {
            "industries.inputs_unbalanced": bought[row.id]
            + row.other_inputs_million_krw
            + row.value_added_million_krw,
            "industries.sales_unbalanced": sold[row.id] + row.final_demand_million_krw,
        }
        due = row.output_million_krw
        off = {one for one, total in sums.items()
               if abs(total - due) > TOLERANCE * due + ROUNDED_MILLION_KRW}  # fmt: skip
        place = place_of(table, row, "output_million_krw")
        if "industries.inputs_unbalanced" in off:
            total = sums["industries.inputs_unbalanced"]
            facts = {"came": f"{total:,.0f}", "expected": f"{due:,.0f}"}
            yield Problem("industries.inputs_unbalanced", place, facts)
        if "industries.sales_unbalanced" in off:
            total = sums["industries.sales_unbalanced"]
            facts = {"came": f"{total:,.0f}", "expected": f"{due:,.0f}"}
            yield Problem("industries.sales_unbalanced", place, facts)


def sectors_can_be_solved(study: Study) -> Iterator[Problem]:
    """No group of sectors uses up its whole output within itself."""
    if not are_whole(study, "io_sectors", "io_flows"):
        return
    table: Table[IoSector] = current(study, "io_sectors")
    at = {name: k for k, name in enumerate(table.ids)}
    flows: Table[IoFlow] = current(study, "io_flows")
    if not at or any(flow.seller not in at or flow.buyer not in at for flow in flows):
        return
    bought = np.zeros((len(at), len(at)))
    for flow in flows:
        bought[at[flow.seller], at[flow.buyer]] = flow.domestic_million_krw
    output = np.array([row.output_million_krw for row in table])
    try:
        factorised(technical_coefficients(bought, output))
    except MethodError:
        place = place_of(table, next(iter(table)), "output_million_krw")
        yield Problem("industries.singular", place, {"came": len(at)})


def one_area_is_made(study: Study) -> Iterator[Problem]:
    """There is one place below the province, and every sector's share in it is told."""
    areas: Table[IoArea] = current(study, "io_areas")
    if len(areas) > 1:
        row = areas.rows[1]
        facts = {"came": row.id, "expected": areas.rows[0].id}
        yield Problem("industries.areas", place_of(areas, row, "id"), facts)
    if not are_whole(study, "io_areas", "io_sectors", "sector_shares"):
        return
    shares: Table[SectorShare] = current(study, "sector_shares")
    told = {row.sector for row in shares}
    sectors: Table[IoSector] = current(study, "io_sectors")
    lacking = [row.id for row in sectors if row.reach in {None, "own_province"}
               and row.id not in told]  # fmt: skip
    if lacking:
        row = next(iter(shares or areas))
        facts = {"came": ", ".join(lacking[:5]), "expected": len(lacking)}
        yield Problem("industries.share_missing", place_of(shares, row, "sector"), facts)


def shocks_are_complete(study: Study) -> Iterator[Problem]:
    """Works have an amount or a share of a known cost, operation a kind of tenant and output."""
    table: Table[Shock] = current(study, "shocks")
    projects = {row.project for row in current(study, "costs")}
    for row in table:
        if row.phase == "construction":
            ways = (row.amount_krw is not None, row.share_of_cost is not None)
            if sum(ways) != 1 or (row.share_of_cost is not None and row.project is None):
                column = "share_of_cost" if all(ways) else "amount_krw"
                facts = {"came": row.id, "expected": "amount_krw / project + share_of_cost"}
                yield Problem("industries.works", place_of(table, row, column), facts)
            elif row.share_of_cost is not None and row.project not in projects:
                facts = {"came": row.project, "expected": ", ".join(sorted(projects)) or "costs"}
                yield Problem("industries.no_cost", place_of(table, row, "project"), facts)
        elif row.firm_type is None or row.output_per_job_krw is None:
            column = "firm_type" if row.firm_type is None else "output_per_job_krw"
            facts = {"came": row.id, "expected": "firm_type, output_per_job_krw"}
            yield Problem("industries.operation", place_of(table, row, column), facts)


def codes_name_one_sector(study: Study) -> Iterator[Problem]:
    """No industry code stands with two sectors of one region, and every code has its revision."""
    table: Table[IoSector] = current(study, "io_sectors")
    seen: dict[tuple[object, ...], str] = {}
    for row in table:
        for code in row.ksic:
            other = seen.setdefault((row.reach, row.ksic_revision, code), row.id)
            if other != row.id:
                facts = {"came": code, "expected": other}
                yield Problem("industries.code_twice", place_of(table, row, "ksic"), facts)
        if row.ksic and row.ksic_revision is None:
            facts = {"came": "|".join(row.ksic)}
            place = place_of(table, row, "ksic_revision")
            yield Problem("industries.code_revision", place, facts)


RULES = (
    sectors_are_of_one_table,
    sectors_earn_something,
    sectors_balance,
    sectors_can_be_solved,
    one_area_is_made,
    shocks_are_complete,
    codes_name_one_sector,
)
