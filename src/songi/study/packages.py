"""What a set of benefits is worth to one kind of tenant, draw by draw, and who pays for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from songi.methods.exclusion import best_choices
from songi.study.benefit_amounts import Amounts
from songi.study.incentives import (
    Taker,
    exclusion_groups,
    exclusions,
    lawful_choices,
    met_in_the_tax,
    verdict_on,
)
from songi.study.schema.incentives import PAYERS, Incentive, IncentiveLimit

BENEFITS: tuple[str, ...] = (
    "investment_credit", "research_credit", "income_tax", "rural_tax", "acquisition_tax",
    "property_tax", "customs", "land", "subsidy", "permit_time",
)  # fmt: skip
"""Parts of a package; `rural_tax` is what the rural special tax takes of the others."""

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

    def add_all_of(self, other: Worth) -> None:
        """Add all that another worth holds."""
        for (part, payer), amount in other.by.items():
            self.add(part, payer, amount)

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
        keys = [key for key in self.by if key[0] == part]
        if not keys:
            return
        amount = self.part(part)
        kept = np.divide(most, amount, out=np.ones_like(most), where=amount > most)
        for key in keys:
            self.by[key] = self.by[key] * kept

    @property
    def total(self) -> np.ndarray | float:
        """All parts together."""
        return sum(self.by.values(), np.float64(0.0))

    def part(self, name: str) -> np.ndarray | float:
        """Return one part, whoever pays."""
        return sum((one for (part, _), one in self.by.items() if part == name), np.float64(0.0))

    def by_part(self, size: int) -> np.ndarray:
        """Return all parts, whoever pays, `[draws, parts]`."""
        told = np.zeros((size, len(BENEFITS)))
        for (part, _), amount in self.by.items():
            told[:, BENEFITS.index(part)] += amount
        return told

    def by_payer(self, size: int) -> np.ndarray:
        """Return what each payer gives, `[draws, payers]`; time gained costs nobody anything."""
        told = np.zeros((size, len(PAYERS)))
        for (part, payer), amount in self.by.items():
            if part != "permit_time":
                told[:, PAYERS.index(payer)] += amount  # type: ignore[arg-type]
        return told


def is_priced(row: Incentive) -> bool:
    """Return whether a benefit can be put into money for a tenant."""
    return row.rate is not None and row.base is not None and row.takers not in {"developer", "site"}


def regimes_priced(incentives: Iterable[Incentive]) -> list[str]:
    """Return the regimes that bring a benefit that can be put into money, in their order."""
    return list(dict.fromkeys(row.regime for row in incentives if row.regime and is_priced(row)))


Kept = tuple[str, ...]
"""Ids of benefits, in their order, under which something is kept once found."""


@dataclass
class Purse:
    """What one kind of tenant could get, and the best that the law leaves of it.

    What a benefit comes to, and which of those that exclude each other is best, hangs on the firm
    alone: each is found once, whatever the regimes, and put together for each set of them.

    Attributes:
        amounts: what each benefit comes to for it.
        taker: what the rules ask of it.
        limits: rules that take benefits away.
    """

    amounts: Amounts
    taker: Taker
    limits: Sequence[IncentiveLimit]

    def __post_init__(self) -> None:
        rows = [row for row in self.amounts.rates.incentives if is_priced(row)]
        self._groups = exclusion_groups([row for row in rows if not met_in_the_tax(row)])
        self._on_income = [row for row in rows if met_in_the_tax(row)]
        self._alike: dict[frozenset[str], list[Incentive]] = defaultdict(list)
        for row in rows:
            self._alike[self._regimes_that_count(row)].append(row)
        self._got: dict[tuple[frozenset[str], frozenset[str], bool], frozenset[str]] = {}
        self._worth: dict[frozenset[str], Worth] = {}
        self._best: dict[Kept, tuple[Worth, np.ndarray | None]] = {}

    def worth_of(self, regimes: Sequence[str], *, limited: bool = True) -> Worth:
        """Return what the firm gets under these regimes, by the best choice that is lawful.

        Args:
            regimes: regimes in force, beside what holds everywhere.
            limited: without it, as if no rule took anything away.
        """
        got = (self._got_under(counts, regimes, limited) for counts in self._alike)
        held = frozenset().union(*got)
        if held not in self._worth:
            self._worth[held] = self._best_of(held)
        return self._worth[held]

    def _regimes_that_count(self, row: Incentive) -> frozenset[str]:
        """Return the regimes that decide whether the firm gets a benefit."""
        lifting = (limit.regimes for limit in self.limits if row.id in limit.incentives)
        return frozenset(() if row.regime is None else (row.regime,)).union(*lifting)

    def _got_under(
        self, counting: frozenset[str], regimes: Sequence[str], limited: bool
    ) -> frozenset[str]:
        """Return the benefits that the firm gets, of those for which the same regimes count."""
        key = counting, counting.intersection(regimes), limited
        if key not in self._got:
            limits, standing = self.limits if limited else (), dict.fromkeys(key[1], "certain")
            self._got[key] = frozenset(
                row.id
                for row in self._alike[counting]
                if verdict_on(row, self.taker, limits, standing).standing != "not_available"  # type: ignore[arg-type]
            )
        return self._got[key]

    def _best_of(self, held: frozenset[str]) -> Worth:
        """Return the worth of the best choice.

        Of benefits given at once group by group; of those that meet in the yearly tax together.
        """
        worth, lowered = Worth(), {}
        for group in self._groups:
            mine = tuple(row for row in group if row.id in held)
            if not mine:
                continue
            best, less = self._best_at_once(mine)
            worth.add_all_of(best)
            if less is not None:
                lowered[tuple(row.id for row in mine)] = less
        for part in TAXES:
            worth.cut_to(part, self.amounts.due(part))
        on_income = [row for row in self._on_income if row.id in held]
        worth.add_all_of(self._best_on_income(on_income, lowered))
        return worth

    def _best_at_once(self, group: Sequence[Incentive]) -> tuple[Worth, np.ndarray | None]:
        """Return the best of benefits given at once, and what it lowers the base of credits by."""
        key = tuple(row.id for row in group)
        if key not in self._best:
            worth, lowered = Worth(), None
            amounts = [self.amounts.at_once(row) for row in group]
            if len(group) > 1:
                chosen = best_choices(np.stack(amounts, axis=1), exclusions(group))
                amounts = [one * taken for one, taken in zip(amounts, chosen.T, strict=True)]
            for row, amount in zip(group, amounts, strict=True):
                worth.add(PART_OF[str(row.base)], row.paid_by, amount)
                if row.lowers_credit_base and amount.any():
                    lowered = amount if lowered is None else lowered + amount
            self._best[key] = worth, lowered
        return self._best[key]

    def _best_on_income(self, rows: Sequence[Incentive], lowered: dict[Kept, np.ndarray]) -> Worth:
        """Return the best of what meets in the yearly tax.

        Each choice counts as a whole, for one benefit leaves less tax to the next.
        """
        because = tuple(name for key in lowered for name in key)
        key = ("tax", *because, "", *(row.id for row in rows))
        if key not in self._best:
            less = sum(lowered.values(), np.zeros(self.amounts.size))
            best: Worth | None = None
            for choice in lawful_choices(rows):
                found = Worth()
                chosen = [row for row in rows if row.id in choice]
                for part, payer, amount in self.amounts.on_income(chosen, less, because):
                    found.add(part, payer, amount)
                best = found if best is None else best.or_better(found)
            self._best[key] = best or Worth(), None
        return self._best[key][0]
