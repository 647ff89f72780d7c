"""Rules on counts by region and industry: one revision, one edition of regions, sums that hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from songi.errors import Place, Problem
from songi.study.check.current import are_whole, current
from songi.study.check.rows import place_of
from songi.study.industry_codes import depth_of, is_known
from songi.study.model import Study
from songi.study.schema.specialisation import CodeBridge, IndustryCount
from songi.study.table import Table

TOLERANCE = 1.001
"""Published parts may add to a thousandth more than their total: tables are rounded."""


def industry_codes_are_known(study: Study) -> Iterator[Problem]:
    """Every code is one of its revision; what it is bridged to is one of the latest."""
    table: Table[IndustryCount] = current(study, "industries")
    told: set[tuple[str, str]] = set()
    for row in table:
        code = (row.ksic, row.ksic_revision)
        if not is_known(*code) and code not in told:
            told.add(code)
            facts = {"came": row.ksic, "expected": row.ksic_revision}
            yield Problem("specialisation.code_unknown", place_of(table, row, "ksic"), facts)
    bridges: Table[CodeBridge] = current(study, "ksic_bridges")
    latest = _latest_revision(table)
    for bridge in bridges:
        if latest and not is_known(bridge.counted_as, latest):
            place = place_of(bridges, bridge, "counted_as")
            facts = {"came": bridge.counted_as, "expected": latest}
            yield Problem("specialisation.code_unknown", place, facts)


def industries_are_of_one_revision(study: Study) -> Iterator[Problem]:
    """Codes are of one revision, or a bridge says as what each older one counts."""
    if not are_whole(study, "industries"):
        return
    table: Table[IndustryCount] = current(study, "industries")
    bridges: Table[CodeBridge] = current(study, "ksic_bridges")
    bridged = {(row.ksic_revision, row.ksic) for row in bridges}
    latest = _latest_revision(table)
    lacking = [
        row
        for row in table
        if row.ksic_revision != latest
        and depth_of(row.ksic)
        and (row.ksic_revision, row.ksic) not in bridged
    ]
    if lacking:
        codes = [*dict.fromkeys(row.ksic for row in lacking)]
        came = f"{lacking[0].ksic_revision} ({', '.join(codes[:5])})"
        facts = {"came": came, "expected": latest}
        place = place_of(table, lacking[0], "ksic_revision")
        yield Problem("specialisation.revisions_mixed", place, facts)


def regions_are_of_one_edition(study: Study) -> Iterator[Problem]:
    """A region has one code in all years, and lies in a province that the table has."""
    table: Table[IndustryCount] = current(study, "industries")
    codes: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    first: dict[str, IndustryCount] = {}
    for row in table:
        codes[row.level, row.region_name_ko][row.year].add(row.region)
        first.setdefault(row.region, row)
    for by_year in codes.values():
        known = {min(found) for found in by_year.values()}
        # A name that two regions share in one year ("Jung-gu") tells nothing of their codes.
        if len(known) > 1 and all(len(found) == 1 for found in by_year.values()):
            older, newer = (min(by_year[year]) for year in (min(by_year), max(by_year)))
            other = newer if newer != older else min(known - {older})
            facts = {"came": other, "expected": older}
            place = place_of(table, first[other], "region")
            yield Problem("specialisation.regions_mixed", place, facts)
    provinces = {row.region for row in first.values() if row.level == "province"}
    if provinces and are_whole(study, "industries"):
        for row in first.values():
            if row.level in {"municipality", "district"} and row.region[:2] not in provinces:
                facts = {"came": row.region, "expected": ", ".join(sorted(provinces)[:20])}
                place = place_of(table, row, "region")
                yield Problem("specialisation.province_missing", place, facts)


def counts_agree(study: Study) -> Iterator[Problem]:
    """Nobody works where there is no establishment, and hardly any establishment has nobody."""
    table: Table[IndustryCount] = current(study, "industries")
    for row in table:
        if row.establishments == 0 and row.employees:
            facts = {"came": row.employees, "expected": "establishments = 0"}
            place = place_of(table, row, "establishments")
            yield Problem("specialisation.nobody_s_people", place, facts)
        elif row.establishments and row.employees == 0:
            facts = {"came": row.establishments, "expected": "employees = 0"}
            place = place_of(table, row, "employees")
            yield Problem("specialisation.empty_places", place, facts, "warning")


def industries_add_up(study: Study) -> Iterator[Problem]:
    """A region's industries of one depth are no more than its total, and all of it if complete.

    What they are less is told once for the table: it counts as other industries.
    """
    table: Table[IndustryCount] = current(study, "industries")
    totals = {(r.region, r.year): r for r in table if not depth_of(r.ksic)}
    sums: dict[tuple[str, int, int], int] = defaultdict(int)
    withheld: set[tuple[str, int, int]] = set()
    for row in table:
        at = (row.region, row.year, depth_of(row.ksic))
        sums[at] += row.employees or 0
        if row.employees is None:
            withheld.add(at)
    short: list[tuple[IndustryCount, int, int]] = []
    for (region, year, depth), found in sums.items():
        total = totals.get((region, year))
        if not depth or total is None or total.employees is None:
            continue
        if found > total.employees * TOLERANCE:
            facts = {"came": found, "expected": total.employees}
            place = place_of(table, total, "employees")
            yield Problem("specialisation.exceeds_total", place, facts)
        elif found * TOLERANCE < total.employees and (region, year, depth) not in withheld:
            short.append((total, found, total.employees))
    if short and are_whole(study, "industries"):
        total, found, due = short[0]
        facts = {"came": f"{total.region} {total.year}: {found}", "expected": due}
        place = place_of(table, total, "employees")
        yield Problem("specialisation.below_total", place, facts, "warning")


def the_home_region_is_counted(study: Study) -> Iterator[Problem]:
    """The option names a region of the table; where it names none, that is told."""
    table: Table[IndustryCount] = current(study, "industries")
    if not len(table) or not are_whole(study, "industries"):
        return
    home = study.info.options.home_region
    regions = [*dict.fromkeys(row.region for row in table)]
    facts = {"came": home or "-", "expected": ", ".join(regions[:20])}
    place = Place("study.toml", None, "options.home_region")
    if home is None:
        yield Problem("specialisation.no_home", place, facts, "warning")
    elif home not in regions:
        yield Problem("specialisation.home_unknown", place, facts)


def _latest_revision(table: Table[IndustryCount]) -> str:
    return max((row.ksic_revision for row in table), key=int, default="")


RULES = (
    industry_codes_are_known,
    industries_are_of_one_revision,
    regions_are_of_one_edition,
    counts_agree,
    industries_add_up,
    the_home_region_is_counted,
)
