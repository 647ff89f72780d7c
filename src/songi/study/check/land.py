"""Rules on zones, sales of land, limits of the law and supplies."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.study.check.current import are_whole, current
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.land import Constraint, Parcel, SaleOutcome, SaleRound, Utility, Zone
from songi.study.table import Table

NEEDED: dict[str, tuple[str, ...]] = {
    "over_concentration": ("activities", "sizes"),
    "allotment": ("limit",),
    "permitted_ksic": ("ksic",),
    "barred_ksic": ("ksic",),
    "activity": ("activities",),
    "size": ("sizes",),
    "floor_area_ratio": ("limit",),
    "smallest_plot": ("limit",),
    "small_firms": ("limit",),
}
"""Columns of which a constraint needs one, by kind."""

ROUNDING = 1.001
"""Areas may add to a thousandth more than they should: published areas are rounded."""


def zones_lie_within_others(study: Study) -> Iterator[Problem]:
    """No zone lies within itself, directly or in a circle."""
    table: Table[Zone] = current(study, "zones")
    within = {row.id: row.within for row in table}
    for row in table:
        chain: list[str] = [row.id]
        while (above := within.get(chain[-1])) is not None and above not in chain:
            chain.append(above)
        if above == row.id:
            facts = {"came": " → ".join([*chain, row.id])}
            yield Problem("zones.circle", place_of(table, row, "within"), facts)


def sales_close_after_they_open(study: Study) -> Iterator[Problem]:
    """A sale closes on the day of its notice or later."""
    table: Table[SaleRound] = current(study, "sale_rounds")
    for row in table:
        if row.closes_on is not None and row.closes_on < row.offered_on:
            facts = {"came": row.closes_on.isoformat(), "expected": row.offered_on.isoformat()}
            yield Problem("sales.closes_early", place_of(table, row, "closes_on"), facts)


def sales_have_a_price(study: Study) -> Iterator[Problem]:
    """A tender has an asked price; a sale at cost has one, or a cost rule for each parcel."""
    table: Table[SaleRound] = current(study, "sale_rounds")
    for row in table:
        methods = {row.method, row.method_if_designated or row.method}
        if row.price_krw_per_m2 is None and "appraisal_tender" in methods:
            place = place_of(table, row, "price_krw_per_m2")
            yield Problem("sales.no_price", place, {"came": row.id})
        # The price of a tender is none of a sale at cost that the designation would bring.
        priced = row.price_krw_per_m2 is not None and row.method == "cost_contract"
        if "cost_contract" not in methods or priced or not are_whole(study, "parcels"):
            continue
        ruleless = [one.id for one in _parcels_of(study, row.id) if one.cost_rule is None]
        if ruleless:
            facts = {"came": row.id, "expected": ", ".join(ruleless)}
            yield Problem("sales.no_cost_rule", place_of(table, row, "method"), facts)


def sales_offer_land(study: Study) -> Iterator[Problem]:
    """A sale offers parcels, and none that are handed over free."""
    table: Table[SaleRound] = current(study, "sale_rounds")
    parcels: Table[Parcel] = current(study, "parcels")
    if are_whole(study, "parcels"):
        for row in table:
            if not _parcels_of(study, row.id):
                place = place_of(table, row, "id")
                yield Problem("sales.no_parcels", place, {"came": row.id}, "warning")
    for parcel in parcels:
        if parcel.free_supply and parcel.sale_round is not None:
            facts = {"came": parcel.id, "expected": parcel.sale_round}
            yield Problem("parcels.free_on_sale", place_of(parcels, parcel, "sale_round"), facts)


def outcomes_fit_their_sale(study: Study) -> Iterator[Problem]:
    """A sale sells no more than it offers, nothing without a bid, and not before its notice."""
    rounds: dict[str, SaleRound] = {row.id: row for row in current(study, "sale_rounds")}
    table: Table[SaleOutcome] = current(study, "sale_outcomes")
    for row in table:
        offer = rounds.get(row.sale_round)
        sold = row.sold_m2.ends[0]
        if row.bids == 0 and sold > 0:
            facts = {"came": row.sold_m2.text}
            yield Problem("sales.sold_without_bids", place_of(table, row, "sold_m2"), facts)
        if offer is None:
            continue
        if row.known_from is not None and row.known_from < offer.offered_on:
            facts = {"came": row.known_from.isoformat(), "expected": offer.offered_on.isoformat()}
            yield Problem("sales.outcome_early", place_of(table, row, "known_from"), facts)
        offered = sum(one.area_m2.ends[1] for one in _parcels_of(study, offer.id))
        if are_whole(study, "parcels") and sold > offered * ROUNDING:
            facts = {"came": row.sold_m2.text, "expected": f"{offered:g}"}
            yield Problem("sales.sold_more", place_of(table, row, "sold_m2"), facts)


def constraints_are_complete(study: Study) -> Iterator[Problem]:
    """A constraint has what its kind needs: a limit, industries, activities or sizes."""
    table: Table[Constraint] = current(study, "constraints")
    for row in table:
        needed = NEEDED[row.kind]
        if not any(getattr(row, column) for column in needed):
            facts = {"came": row.kind, "expected": ", ".join(needed)}
            yield Problem("constraints.incomplete", place_of(table, row, needed[0]), facts)


def supplies_are_consented(study: Study) -> Iterator[Problem]:
    """What is contracted has the supplier's consent; what has it is hardly planned only."""
    table: Table[Utility] = current(study, "utilities")
    for row in table:
        facts = {"came": f"{row.status}, {row.consent}", "expected": row.id}
        if row.status == "firm" and row.consent != "granted":
            yield Problem("utilities.no_consent", place_of(table, row, "consent"), facts)
        elif row.status == "planned" and row.consent == "granted":
            place = place_of(table, row, "status")
            yield Problem("utilities.only_planned", place, facts, "warning")


def _parcels_of(study: Study, sale_round: str) -> list[Parcel]:
    return [row for row in current(study, "parcels") if row.sale_round == sale_round]


RULES = (
    zones_lie_within_others,
    sales_close_after_they_open,
    sales_have_a_price,
    sales_offer_land,
    outcomes_fit_their_sale,
    constraints_are_complete,
    supplies_are_consented,
)
