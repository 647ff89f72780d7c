"""What each benefit comes to for one kind of tenant, draw by draw; and its cost of capital."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from songi.methods.taxation import effective, liability
from songi.study.schema.incentives import ASSETS, Incentive, InvestmentProfile
from songi.study.table import Table
from songi.study.taxes import TaxRules, number

INCOME_PARTS = ("income_tax", "investment_credit", "research_credit")
"""Parts that meet in the yearly tax, in the order in which they are used."""


class Rates:
    """The uncertain cells of benefits in each draw: the same for all kinds of tenants."""

    def __init__(self, incentives: Table[Incentive], size: int) -> None:
        self.incentives, self._size = incentives, size
        self._drawn: dict[tuple[str, str], np.ndarray] = {}

    def of(self, row: Incentive, column: str, default: float = 0.0) -> np.ndarray:
        """Return a cell of a benefit, `[draws]`; the default where it is empty."""
        if getattr(row, column) is None:
            return np.full(self._size, default)
        if (row.id, column) not in self._drawn:
            self._drawn[row.id, column] = self.incentives.draws_of(row, column)
        return self._drawn[row.id, column]


@dataclass
class Amounts:
    """One kind of tenant with its plan and its taxes: what each benefit comes to, kept once found.

    Attributes:
        profile: its row.
        profiles: the table of that row, bound to draws.
        rates: cells of the benefits in each draw.
        plan: arrays of `investment_plans` for the kind.
        taxes: arrays of `tax_before_relief` for the kind.
        rules: the tax rules that hold for it.
        size: number of draws.
    """

    profile: InvestmentProfile
    profiles: Table[InvestmentProfile]
    rates: Rates
    plan: Mapping[str, np.ndarray]
    taxes: Mapping[str, np.ndarray]
    rules: TaxRules
    size: int

    def __post_init__(self) -> None:
        self._kept: dict[tuple[str, ...], np.ndarray] = {}
        self._used: dict[tuple[str, ...], tuple[np.ndarray, np.ndarray]] = {}

    def at_once(self, row: Incentive) -> np.ndarray:
        """Return the present value of a benefit that does not hang on the yearly income tax."""
        return self._once(("at_once", row.id), lambda: self._at_once(row))

    def due(self, part: str) -> np.ndarray:
        """Return the most that may be forgiven of a tax other than on income, present value."""
        if part == "property_tax":
            return self._once(("due",), lambda: self.taxes["property"] * self._annuity(np.inf))
        return self.taxes["acquisition" if part == "acquisition_tax" else "customs"]

    def on_income(
        self, rows: Sequence[Incentive], lowered: np.ndarray, because: tuple[str, ...]
    ) -> Iterator[tuple[str, str, np.ndarray]]:
        """Yield what reliefs and credits save of the yearly tax: reliefs first, then credits.

        Args:
            rows: the benefits, all of which are taken.
            lowered: what grants take off the base of credits, won.
            because: ids of those grants: what is found is kept under them.

        Yields:
            Part of the package, payer, and present value: of the state's tax, of the city's where
            its income tax falls with it, and what the rural special tax takes.
        """
        rural = number(self.rules, "rural_tax_rate", self.size)
        local = number(self.rules, "local_income_share", self.size) * number(
            self.rules, "local_relief_share", self.size
        )
        before, remaining = because, self.taxes["tax"]
        for part in INCOME_PARTS:
            for row in (one for one in rows if income_part(one) == part and self._can_fit(one)):
                before = (*before, "", row.id)
                if before not in self._used:
                    used = self._used_of(row, part, remaining, lowered, because)
                    saved = (used * self._discount).sum(axis=1)
                    self._used[before] = remaining - used, saved
                remaining, saved = self._used[before]
                yield part, row.paid_by, saved
                if local.any():
                    yield part, "city", saved * local
                taken = saved * rural * self.rates.of(row, "rural_tax_share")
                yield "rural_tax", "state", -taken

    def _once(self, key: tuple[str, ...], find: Callable[[], np.ndarray]) -> np.ndarray:
        if key not in self._kept:
            self._kept[key] = find()
        return self._kept[key]

    def _used_of(
        self,
        row: Incentive,
        part: str,
        remaining: np.ndarray,
        lowered: np.ndarray,
        because: tuple[str, ...],
    ) -> np.ndarray:
        """Return what of a relief or a credit is used in each year, `[draws, years]`."""
        floor = self.taxes["minimum"] if row.minimum_tax else 0.0
        room = np.maximum(remaining - floor, 0.0)
        if part == "income_tax":
            return np.minimum(self._relief(row), room)
        carry = self.rules.numbers.get("credit_carry_years", np.zeros(1))
        earned = self._once(("earned", row.id, *because), lambda: self._earned(row, lowered))
        return liability.used_credits(earned, room, int(carry[0]))

    def _asset(self, name: str) -> np.ndarray:
        return self.plan["assets"][:, ASSETS.index(name)]  # type: ignore[arg-type]

    @cached_property
    def _when(self) -> np.ndarray:
        return np.arange(self.taxes["tax"].shape[1])

    @cached_property
    def _discount(self) -> np.ndarray:
        nominal = (1.0 + self.taxes["real_rate"]) * (1.0 + self.taxes["growth"]) - 1.0
        return (1.0 + nominal[:, None]) ** -self._when

    @cached_property
    def _prices(self) -> np.ndarray:
        return (1.0 + self.taxes["growth"][:, None]) ** self._when

    def _annuity(self, years: np.ndarray | float) -> np.ndarray:
        """Return the present value of one a year, in constant prices."""
        real = self.taxes["real_rate"]
        return (1.0 - (1.0 + real) ** -years) / real

    def _at_once(self, row: Incentive) -> np.ndarray:
        rate, base = self.rates.of(row, "rate"), row.base
        fits = self._fits(row)
        if row.smallest_m2 is not None:
            fits = fits * (self.plan["land_m2"] >= self.rates.of(row, "smallest_m2"))
        if base == "months":
            return fits * effective.sooner_value(self._rent, self.taxes["real_rate"], rate)
        years = self.rates.of(row, "duration_years", np.inf)
        if base == "property_tax":
            later = self.rates.of(row, "later_rate")
            more = years + self.rates.of(row, "later_years")
            first = self._annuity(years)
            amount = self.taxes["property"] * (rate * first + later * (self._annuity(more) - first))
        elif base == "hires":
            people = self.profiles.draws_of(self.profile, "subsidised_hires") * self.plan["jobs"]
            amount = rate * 12.0 * np.where(np.isinf(years), 1.0, years) * people
        else:
            amounts = {
                "acquisition_tax": self.taxes["acquisition"], "customs_duty": self.taxes["customs"],
                "land_price": self.plan["land_saved"], "land_area": self.plan["land_m2"],
            }  # fmt: skip
            of = amounts[str(base)] if str(base) in amounts else self._asset(str(base))
            amount = rate * of
        return fits * np.minimum(amount, self._cap(row))

    def _cap(self, row: Incentive) -> np.ndarray:
        cap = self.rates.of(row, "cap_krw", np.inf)
        if row.cap_investment_share is not None or row.cap_krw_per_job is not None:
            share = self.rates.of(row, "cap_investment_share") * self.plan["assets"].sum(axis=1)
            cap = np.minimum(cap, share + self.rates.of(row, "cap_krw_per_job") * self.plan["jobs"])
        return cap

    def _fits(self, row: Incentive) -> np.ndarray:
        """Return in which draws the firm's technology qualifies, 1 or 0."""
        if not row.technologies:
            return np.ones(self.size)
        strategic = "strategic" in row.technologies
        other = self.profile.technology in row.technologies
        return np.where(self._listed, float(strategic), float(other))

    def _can_fit(self, row: Incentive) -> bool:
        """Return whether the firm's technology qualifies in any draw."""
        return not row.technologies or bool(
            self._once(("fits", *row.technologies), lambda: self._fits(row)).any()
        )

    @cached_property
    def _listed(self) -> np.ndarray:
        return self.profiles.draws_of(self.profile, "on_strategic_list") > 0.5

    @cached_property
    def _rent(self) -> np.ndarray:
        """What the project is worth at its start, before any benefit."""
        whole, taxes = self.plan["assets"].sum(axis=1), self.taxes
        cost = base_cost(self.plan, taxes)
        return whole * effective.economic_rent(
            self.profiles.draws_of(self.profile, "profitability"), cost, taxes["real_rate"],
            taxes["tax_rate"], self.plan["wear"],
        )  # fmt: skip

    def _relief(self, row: Incentive) -> np.ndarray:
        fits = self._fits(row)[:, None]
        years = self.rates.of(row, "duration_years", 99.0)
        later, more = self.rates.of(row, "later_rate"), self.rates.of(row, "later_years")
        rate = np.minimum(self.rates.of(row, "rate"), 1.0)
        return fits * liability.relief_by_year(
            self.taxes["own_tax"], rate, years, later, more, self._cap(row)
        )

    def _earned(self, row: Incentive, lowered: np.ndarray) -> np.ndarray:
        """Return the credits that a plan earns, `[draws, years]`, in nominal terms."""
        rate, when = (self.rates.of(row, "rate") * self._fits(row))[:, None], self._when
        if row.base != "research_cost":
            movable = self._asset("equipment") + self._asset("research_facility")
            share = np.divide(
                self._asset(str(row.base)), movable, out=np.zeros(self.size), where=movable > 0
            )
            base = np.maximum(self._asset(str(row.base)) - share * lowered, 0.0)
            return rate * np.where(when == 0, base[:, None], 0.0)
        last = (row.until_on or date.max).year
        cost = self.profiles.draws_of(self.profile, "research_share")
        whole = (cost * self.plan["assets"].sum(axis=1))[:, None]
        runs = (self.profile.invests_in + when <= last) & (when > 0)
        return rate * np.where(runs, whole * self._prices, 0.0)


def base_cost(plan: Mapping[str, np.ndarray], taxes: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the cost of capital before any benefit, taxes on buying and owning included."""
    return cost_with(plan, taxes, 0.0, 0.0)


def cost_with(
    plan: Mapping[str, np.ndarray],
    taxes: Mapping[str, np.ndarray],
    given: np.ndarray | float,
    property_relief: np.ndarray | float,
) -> np.ndarray:
    """Return the cost of capital, a year.

    Args:
        plan: arrays of `investment_plans`.
        taxes: arrays of `tax_before_relief`.
        given: present value, won, of what is given on buying: credits, reliefs, grants.
        property_relief: present value, won, of the relief of the yearly tax on property.
    """
    whole = plan["assets"].sum(axis=1)
    on_buying = (taxes["acquisition"] + taxes["customs"] - given) / whole
    yearly = taxes["property"] / whole - property_relief / whole * (
        taxes["real_rate"] + plan["wear"]
    )
    return effective.cost_of_capital(
        taxes["allowance"], -on_buying, taxes["tax_rate"], taxes["real_rate"], plan["wear"], yearly
    )


def income_part(row: Incentive) -> str:
    """Return the part of a package to which a benefit that meets in the yearly tax belongs."""
    if row.base == "income_tax":
        return "income_tax"
    return "research_credit" if row.base == "research_cost" else "investment_credit"
