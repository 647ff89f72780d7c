"""Rules on money: amounts and prices in won, and what the cost of land is made of."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from songi.errors import Problem
from songi.study.check.current import are_whole, current, none_refused
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.quantity import Quantity
from songi.study.schema.cells import Bounds
from songi.study.schema.firms import Obligation
from songi.study.schema.land import CostRule, Parcel
from songi.study.table import Table
from songi.units import EOK

LEAST_WON = 10_000_000
"""An investment or a cost below ten million won is hardly one: it was counted in larger units."""

LEAST_WON_PER_M2 = 10_000
"""Land for firms is hardly on offer for less: the price was counted in larger units."""

AMOUNTS = {"events": "amount_krw", "costs": "amount_krw"}
"""Columns of investments and costs, by table."""

PRICED = ("sale_rounds", "competing_supply", "demand_surveys", "investors")
"""Tables with prices of land."""


def amounts_are_in_won(study: Study) -> Iterator[Problem]:
    """No investment, cost or promise is so small that it must have been counted in 억원."""
    cells: list[tuple[Table[Any], Any, str, Quantity | None]] = []
    for name, column in AMOUNTS.items():
        table = current(study, name)
        cells += [(table, row, column, getattr(row, column)) for row in table]
    promises: Table[Obligation] = current(study, "obligations")
    cells += [(promises, row, "promised", row.promised) for row in promises if row.unit == "krw"]
    for table, row, column, amount in cells:
        if amount is not None and 0 < amount.ends[1] < LEAST_WON:
            facts = {"came": amount.text, "expected": f"{amount.central * EOK:,.0f}"}
            yield Problem("amount.small", place_of(table, row, column), facts, "warning")


def prices_are_in_won(study: Study) -> Iterator[Problem]:
    """No price of land is so small that it must have been counted in 만원 or 천원."""
    for name in PRICED:
        table = current(study, name)
        for column, bounds in table.row_class.columns_marked(Bounds).items():
            for row in table if bounds.unit == "krw_per_m2" else ():
                price: Quantity | None = getattr(row, column)
                if price is not None and price.ends[1] < LEAST_WON_PER_M2:
                    place = place_of(table, row, column)
                    yield Problem("price.small", place, {"came": price.text}, "warning")


def rules_count_costs(study: Study) -> Iterator[Problem]:
    """The items of a cost rule are items of the costs."""
    if not none_refused(study, "costs"):
        return
    known = sorted({row.item for row in current(study, "costs")})
    table: Table[CostRule] = current(study, "cost_rules")
    for row in table:
        for item in row.items:
            if item not in known:
                near = difflib.get_close_matches(item, known, n=1) or known
                facts = {"came": item, "expected": ", ".join(near) or "-"}
                yield Problem("cost_rules.item", place_of(table, row, "items"), facts)


def rules_have_land_to_sell(study: Study) -> Iterator[Problem]:
    """A cost is shared out over land that is paid for; a rule has some."""
    if not are_whole(study, "parcels"):
        return
    parcels: Table[Parcel] = current(study, "parcels")
    table: Table[CostRule] = current(study, "cost_rules")
    for row in table:
        paid = [one for one in parcels if one.cost_rule == row.id and not one.free_supply]
        if not paid:
            yield Problem("cost_rules.no_land", place_of(table, row, "id"), {"came": row.id})


RULES = (rules_count_costs, rules_have_land_to_sell, amounts_are_in_won, prices_are_in_won)
