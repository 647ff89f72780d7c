"""What a set of benefits is worth to one kind of tenant, draw by draw, and who pays for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from songi.methods.taxation import effective, liability
from songi.study.incentives import Taker, exclusion_groups, lawful_choices, verdict_on
from songi.study.schema.incentives import (
    ASSETS,
    Incentive,
    IncentiveLimit,
    InvestmentProfile,
)
from songi.study.table import Table
from songi.study.taxes import TaxRules, number

BENEFITS: tuple[str, ...] = (
    "investment_credit", "research_credit", "income_tax", "rural_tax", "acquisition_tax",
    "property_tax", "customs", "land", "subsidy", "permit_time",
)  # fmt: skip
"""Parts of a package; `rural_tax` is what the rural special tax takes of the others."""

OF_INCOME = ("income_tax", "research_cost")
"""Bases of relief that meet in the yearly tax, with the credits on assets."""

TAXES = ("acquisition_tax", "property_tax", "customs")
"""Parts that are reliefs of a tax other than on income."""

PART_OF = {
    "acquisition_tax": "acquisition_tax", "property_tax": "property_tax", "customs_duty": "customs",
    "land_price": "land", "land_area": "subsidy", "hires": "subsidy", "months": "permit_time",
    "equipment": "subsidy", "research_facility": "subsidy",
}  # fmt: skip
"""Part of the package to which a benefit that is given at once belongs."""


@dataclass
class Worth:
    """What a set of benefits is worth: present value by part and payer, won, `[draws]`."""

    by: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    def add(self, part: str, payer: str, amount: np.ndarray) -> None:
        """Add an amount."""
        self.by[part, payer] = self.by.get((part, payer), 0.0) + amount

    def with_all_of(self, other: Worth) -> Worth:
        """Return this worth and another together."""
        both = Worth(dict(self.by))
        for (part, payer), amount in other.by.items():
            both.add(part, payer, amount)
        return both

    def or_better(self, other: Worth) -> Worth:
        """Return this worth, and in the draws in which it is more the other's."""
        better = np.asarray(other.total > self.total)
        return Worth(
            {
                key: np.where(better, other.by.get(key, 0.0), self.by.get(key, 0.0))
                for key in {**self.by, **other.by}
            }
        )

    def cut_to(self, part: str, most: np.ndarray) -> None:
        """Take a part back to the most that it may be: no more tax is forgiven than is due."""
        amount = self.part(part)
        kept = np.divide(most, amount, out=np.ones_like(most), where=amount > most)
        for key in [key for key in self.by if key[0] == part]:
            self.by[key] = self.by[key] * kept

    @property
    def total(self) -> np.ndarray | float:
        """All parts together."""
        return sum(self.by.values(), np.float64(0.0))

    def part(self, name: str) -> np.ndarray | float:
        """Return one part, whoever pays."""
        return sum((one for (part, _), one in self.by.items() if part == name), np.float64(0.0))

    def paid_by(self, payer: str) -> np.ndarray | float:
        """Return what one payer gives; time gained costs nobody anything."""
        mine = (
            one for (part, who), one in self.by.items() if who == payer and part != "permit_time"
        )
        return sum(mine, np.float64(0.0))


def is_priced(row: Incentive) -> bool:
    """Return whether a benefit can be put into money for a tenant."""
    return row.rate is not None and row.base is not None and row.takers not in {"developer", "site"}


def regimes_priced(incentives: Iterable[Incentive]) -> list[str]:
    """Return the regimes that bring a benefit that can be put into money, in their order."""
    return list(dict.fromkeys(row.regime for row in incentives if row.regime and is_priced(row)))


@dataclass
class Purse:
    """One kind of tenant with its plan, its taxes and the benefits that there are.

    Attributes:
        profile: its row.
        profiles: the table of that row, bound to draws.
        taker: what the rules ask of it.
        incentives: the benefits, bound to draws.
        limits: rules that take benefits away.
        plan: arrays of `investment_plans` for the kind.
        taxes: arrays of `tax_before_relief` for the kind.
        rules: the tax rules that hold for it.
        size: number of draws.
    """

    profile: InvestmentProfile
    profiles: Table[InvestmentProfile]
    taker: Taker
    incentives: Table[Incentive]
    limits: Sequence[IncentiveLimit]
    plan: Mapping[str, np.ndarray]
    taxes: Mapping[str, np.ndarray]
    rules: TaxRules
    size: int
    _worth: dict[frozenset[str], Worth] = field(default_factory=dict)

    def worth_of(self, regimes: Sequence[str], *, limited: bool = True) -> Worth:
        """Return what the firm gets under these regimes, by the best choice that is lawful.

        Args:
            regimes: regimes in force, beside what holds everywhere.
            limited: without it, as if no rule took anything away.
        """
        standing = dict.fromkeys(regimes, "certain")
        limits = self.limits if limited else ()
        held = [
            row
            for row in self.incentives
            if is_priced(row)
            and verdict_on(row, self.taker, limits, standing).standing != "not_available"  # type: ignore[arg-type]
        ]
        together = frozenset(row.id for row in held)
        if together not in self._worth:
            self._worth[together] = self._best(held)
        return self._worth[together]

    def _best(self, held: Sequence[Incentive]) -> Worth:
        """Return the worth of the best choice.

        Of benefits given at once group by group; of those that meet in the yearly tax together.
        """
        worth, lowered = Worth(), np.zeros(self.size)
        at_once = [row for row in held if not _meets_in_the_tax(row)]
        for group in exclusion_groups(at_once):
            best = self._best_of(group)
            worth = worth.with_all_of(best)
            if any(row.lowers_credit_base for row in group):
                lowered = lowered + best.total
        for part in TAXES:
            worth.cut_to(part, self._due(part))
        chosen: Worth | None = None
        on_income = [row for row in held if _meets_in_the_tax(row)]
        for choice in lawful_choices(on_income):
            found = self._on_income([row for row in on_income if row.id in choice], lowered)
            chosen = found if chosen is None else chosen.or_better(found)
        return worth.with_all_of(chosen or Worth())

    def _best_of(self, group: Sequence[Incentive]) -> Worth:
        """Return the worth of the best choice among benefits given at once; kept once found."""
        key = frozenset(("group", *(row.id for row in group)))
        if key not in self._worth:
            best = Worth()
            for choice in lawful_choices(group):
                found = Worth()
                for row in group:
                    if row.id in choice:
                        found.add(PART_OF[str(row.base)], row.paid_by, self._at_once(row))
                best = best.or_better(found) if best.by else found
            self._worth[key] = best
        return self._worth[key]

    def _on_income(self, rows: Sequence[Incentive], lowered: np.ndarray) -> Worth:
        """Return the worth of what meets in the yearly tax; kept where nothing lowers its base."""
        key = frozenset(("tax", *(row.id for row in rows)))
        if key in self._worth and not lowered.any():
            return self._worth[key]
        worth = Worth()
        self._add_income(worth, rows, lowered)
        if not lowered.any():
            self._worth[key] = worth
        return worth

    def _rate(self, row: Incentive, column: str = "rate", default: float = 0.0) -> np.ndarray:
        drawn = self.incentives.draws_of(row, column)
        return np.where(np.isnan(drawn), default, drawn)

    def _asset(self, name: str) -> np.ndarray:
        return self.plan["assets"][:, ASSETS.index(name)]  # type: ignore[arg-type]

    def _due(self, part: str) -> np.ndarray:
        if part == "property_tax":
            return self.taxes["property"] * self._annuity(np.full(self.size, np.inf))
        return self.taxes["acquisition" if part == "acquisition_tax" else "customs"]

    def _annuity(self, years: np.ndarray) -> np.ndarray:
        """Return the present value of one a year, in constant prices."""
        real = self.taxes["real_rate"]
        return (1.0 - (1.0 + real) ** -years) / real

    def _at_once(self, row: Incentive) -> np.ndarray:
        """Return the present value of a benefit that does not hang on the yearly income tax."""
        rate, base = self._rate(row), row.base
        fits = self._fits(row)
        if row.smallest_m2 is not None:
            fits = fits * (self.plan["land_m2"] >= self.incentives.draws_of(row, "smallest_m2"))
        if base == "months":
            return fits * effective.sooner_value(self._rent(), self.taxes["real_rate"], rate)
        years = self._rate(row, "duration_years", np.inf)
        if base == "property_tax":
            later = self._rate(row, "later_rate")
            more = years + self._rate(row, "later_years")
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
        cap = self._rate(row, "cap_krw", np.inf)
        if row.cap_investment_share is not None or row.cap_krw_per_job is not None:
            share = self._rate(row, "cap_investment_share") * self.plan["assets"].sum(axis=1)
            cap = np.minimum(cap, share + self._rate(row, "cap_krw_per_job") * self.plan["jobs"])
        return cap

    def _fits(self, row: Incentive) -> np.ndarray:
        """Return in which draws the firm's technology qualifies, 1 or 0."""
        if not row.technologies:
            return np.ones(self.size)
        listed = self.profiles.draws_of(self.profile, "on_strategic_list") > 0.5
        strategic = "strategic" in row.technologies
        other = self.profile.technology in row.technologies
        return np.where(listed, float(strategic), float(other))

    def _rent(self) -> np.ndarray:
        """Return what the project is worth at its start, before any benefit."""
        whole, taxes = self.plan["assets"].sum(axis=1), self.taxes
        cost = base_cost(self.plan, taxes)
        return whole * effective.economic_rent(
            self.profiles.draws_of(self.profile, "profitability"), cost, taxes["real_rate"],
            taxes["tax_rate"], self.plan["wear"],
        )  # fmt: skip

    def _add_income(self, worth: Worth, rows: Sequence[Incentive], lowered: np.ndarray) -> None:
        """Add what reliefs and credits save of the yearly tax: reliefs first, then credits."""
        remaining = self.taxes["tax"]
        nominal = (1.0 + self.taxes["real_rate"]) * (1.0 + self.taxes["growth"]) - 1.0
        when = np.arange(remaining.shape[1])
        worth_now = (1.0 + nominal[:, None]) ** -when
        rural = number(self.rules, "rural_tax_rate", self.size)
        carry = self.rules.numbers.get("credit_carry_years", np.zeros(1))
        order = ("income_tax", "investment_credit", "research_credit")
        for part in order:
            for row in (one for one in rows if _income_part(one) == part):
                floor = self.taxes["minimum"] if row.minimum_tax else 0.0
                room = np.maximum(remaining - floor, 0.0)
                if part == "income_tax":
                    used = np.minimum(self._relief(row, self.taxes["own_tax"]), room)
                else:
                    earned = self._earned(row, lowered, when)
                    used = liability.used_credits(earned, room, int(carry[0]))
                remaining = remaining - used
                saved = (used * worth_now).sum(axis=1)
                worth.add(part, row.paid_by, saved)
                taken = saved * rural * self._rate(row, "rural_tax_share")
                worth.add("rural_tax", "state", -taken)

    def _relief(self, row: Incentive, tax: np.ndarray) -> np.ndarray:
        fits = self._fits(row)[:, None]
        years = self._rate(row, "duration_years", 99.0)
        later, more = self._rate(row, "later_rate"), self._rate(row, "later_years")
        rate = np.minimum(self._rate(row), 1.0)
        return fits * liability.relief_by_year(tax, rate, years, later, more, self._cap(row))

    def _earned(self, row: Incentive, lowered: np.ndarray, when: np.ndarray) -> np.ndarray:
        """Return the credits that a plan earns, `[draws, years]`, in nominal terms."""
        rate = (self._rate(row) * self._fits(row))[:, None]
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
        return rate * np.where(runs, whole * (1.0 + self.taxes["growth"][:, None]) ** when, 0.0)


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


def _income_part(row: Incentive) -> str:
    if row.base == "income_tax":
        return "income_tax"
    return "research_credit" if row.base == "research_cost" else "investment_credit"


def _meets_in_the_tax(row: Incentive) -> bool:
    return row.base in OF_INCOME or row.kind == "tax_credit"
