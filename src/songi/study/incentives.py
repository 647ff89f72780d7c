"""Who gets which benefit, and why not: one verdict for a benefit and whoever would take it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import numpy as np

from songi.methods.exclusion import largest_choices
from songi.study.schema.firms import FirmType
from songi.study.schema.incentives import (
    Incentive,
    IncentiveLimit,
    InvestmentProfile,
    RegimePair,
)
from songi.study.schema.money import Regime

Standing = Literal["certain", "conditional", "not_available"]

STANDINGS: tuple[Standing, ...] = ("certain", "conditional", "not_available")
"""How a benefit stands for somebody; never added to each other."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Whoever would take a benefit; nothing stands for not known.

    Attributes:
        size: size class.
        activity: what it does on the land.
        moves: whether its workplace is new, grows or comes from elsewhere.
        year: year in which it would invest.
        foreign: whether it is foreign-invested.
        venture: whether it is a venture firm.
        technologies: classes of technology that it may be of; empty where all are possible.
    """

    size: str | None
    activity: str | None
    moves: str | None
    year: int | None
    foreign: bool | None
    venture: bool | None
    technologies: frozenset[str] = frozenset()


class Verdict(NamedTuple):
    """How a benefit stands for somebody, and why: a code of the catalogue, empty where certain."""

    standing: Standing
    reason: str


def taker_of(kind: FirmType, profile: InvestmentProfile) -> Taker:
    """Return what the rules ask of a firm of a kind; its technology is drawn elsewhere."""
    return Taker(
        kind.size, kind.activity, profile.moves, profile.invests_in, profile.foreign_invested,
        profile.venture,
    )  # fmt: skip


def verdict_on(
    incentive: Incentive,
    taker: Taker,
    limits: Iterable[IncentiveLimit],
    regimes: Mapping[str, Standing],
) -> Verdict:
    """Say how a benefit stands for somebody.

    Args:
        incentive: the benefit.
        taker: whoever would take it.
        limits: rules that take benefits away.
        regimes: how each regime stands; what is missing here is not available.

    Returns:
        What bars it, if anything does; else what it hangs on, if anything; else certain.
    """
    doubts: list[str] = []
    regime: Standing = "certain" if incentive.regime is None else regimes.get(
        incentive.regime, "not_available"
    )  # fmt: skip
    if regime == "conditional":
        doubts.append("regime_open")
    asked = (
        ("not_tenant", incentive.takers in {"developer", "site"}),
        ("regime_refused", regime == "not_available"),
        ("doubtful", incentive.standing == "doubtful"),
        ("size", _differs(taker.size, incentive.sizes, "unknown_size", doubts)),
        ("activity", _differs(taker.activity, incentive.activities, "unknown_activity", doubts)),
        ("not_foreign", _lacks(taker.foreign, incentive, "foreign_invested", doubts)),
        ("not_venture", _lacks(taker.venture, incentive, "venture", doubts)),
        ("technology", _other_technology(taker, incentive, doubts)),
        ("out_of_time", taker.year is not None and not holds_in(incentive, taker.year)),
        ("limit", _taken_away(incentive, taker, limits, regimes, doubts)),
    )
    barred = next((code for code, holds in asked if holds), None)
    if barred is not None:
        return Verdict("not_available", barred)
    if incentive.standing == "discretion":
        doubts.append("discretion")
    return Verdict("conditional", doubts[0]) if doubts else Verdict("certain", "")


def holds_in(rule: Incentive | IncentiveLimit, year: int) -> bool:
    """Return whether a rule holds on some day of a year."""
    begins, ends = rule.from_on or date.min, rule.until_on or date.max
    return begins.year <= year <= ends.year


def standing_of(regime: Regime, designation: str) -> Standing:
    """Return how a regime stands, given the option `designation` for one that a contest awards."""
    if regime.contest is not None and designation != "as_drawn":
        return "certain" if designation == "designated" else "not_available"
    known: dict[str, Standing] = {"granted": "certain", "rejected": "not_available"}
    return known.get(regime.status, "conditional")


def lawful_sets(
    granted: Sequence[str], others: Sequence[str], pairs: Iterable[RegimePair]
) -> list[tuple[str, ...]]:
    """Return the sets of regimes that may hold at once, each with those that are granted.

    Args:
        granted: regimes that hold now.
        others: regimes that could come.
        pairs: what stacks with what; a pair that nobody names stacks.

    Returns:
        First those granted alone, then with more and more of the others, in their order.
    """
    apart = {frozenset((row.regime, row.other)) for row in pairs if not row.stacks}
    found = []
    for count in range(len(others) + 1):
        for added in itertools.combinations(others, count):
            together = (*granted, *added)
            new = itertools.combinations(together, 2)
            if not any(frozenset(pair) in apart for pair in new if set(pair) & set(added)):
                found.append(together)
    return found


def exclusion_groups(incentives: Sequence[Incentive]) -> list[list[Incentive]]:
    """Return benefits in groups: none excludes a benefit of another group, directly or not."""
    groups: list[list[Incentive]] = []
    for row in incentives:
        near = [g for g in groups if any(row.id in o.excludes or o.id in row.excludes for o in g)]
        groups = [group for group in groups if group not in near]
        groups.append([*itertools.chain.from_iterable(near), row])
    return groups


def exclusions(incentives: Sequence[Incentive]) -> np.ndarray:
    """Return which of these benefits exclude each other, `[benefits, benefits]`.

    It is enough that one says so of the other.
    """
    place = {row.id: k for k, row in enumerate(incentives)}
    apart = np.zeros((len(incentives), len(incentives)), dtype=bool)
    for row in incentives:
        for other in row.excludes:
            if other in place:
                apart[place[row.id], place[other]] = apart[place[other], place[row.id]] = True
    return apart


def lawful_choices(incentives: Sequence[Incentive]) -> list[frozenset[str]]:
    """Return the largest sets of these benefits of which none excludes another.

    Raises:
        MethodError: there are more of them than `songi.methods.exclusion` lists.
    """
    chosen = largest_choices(exclusions(incentives))
    return [frozenset(incentives[k].id for k in choice) for choice in chosen]


def met_in_the_tax(row: Incentive) -> bool:
    """Return whether a benefit meets others in the yearly income tax, or is given at once."""
    return row.kind == "tax_credit" or row.base in {"income_tax", "research_cost"}


def _differs(has: str | None, asked: Sequence[str], doubt: str, doubts: list[str]) -> bool:
    if asked and has is None:
        doubts.append(doubt)
    return bool(asked) and has is not None and has not in asked


def _lacks(has: bool | None, incentive: Incentive, kind: str, doubts: list[str]) -> bool:
    if incentive.takers != kind:
        return False
    if has is None:
        doubts.append(f"unknown_{kind.partition('_')[0]}")
    return has is False


def _other_technology(taker: Taker, incentive: Incentive, doubts: list[str]) -> bool:
    if not incentive.technologies:
        return False
    may_be = taker.technologies or frozenset(("strategic", "middle", "ordinary"))
    fits = may_be & set(incentive.technologies)
    if fits and fits != may_be:
        doubts.append("unknown_technology")
    return not fits


def _taken_away(
    incentive: Incentive,
    taker: Taker,
    limits: Iterable[IncentiveLimit],
    regimes: Mapping[str, Standing],
    doubts: list[str],
) -> bool:
    """Whether some limit takes the benefit away for certain; what may take it is a doubt."""
    for limit in limits:
        if incentive.id not in limit.incentives:
            continue
        about = (taker.size, limit.sizes), (taker.moves, limit.moves)
        if any(asked and has is not None and has not in asked for has, asked in about):
            continue
        if taker.year is not None and not holds_in(limit, taker.year):
            continue
        lifted = {regimes.get(name, "not_available") for name in limit.regimes}
        if "certain" in lifted:
            continue
        open_ = "conditional" in lifted or any(asked and has is None for has, asked in about)
        if limit.certain and not open_:
            return True
        doubts.append("limit_unclear")
    return False
