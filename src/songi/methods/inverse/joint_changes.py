"""What must change for an alternative to be among the first: the cheapest changes together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.optimize import linprog

from songi.methods.checks import FloatArray
from songi.methods.inverse.margins import (
    Margins,
    Reach,
    check_wanted,
    feasible_reach,
    share_won,
    unit_prices,
)

ROUNDS = 4
BUDGETS = 6
REPAIRS = 12
HEEDINGS = 3
POLISHINGS = 2
HALVINGS = 14
HALVINGS_OF_STARTS = 8
# Part of the feasible range by which slopes are measured.
STEP = 1e-4
# A round that saves less than this share of the cost is the last.
WORTH_ANOTHER = 1e-3
# Margins that are planned to be won, as a share of the typical one, so that rounding loses none.
SAFETY = 1e-7
# The margin of a draw that is won or lost whatever is done, on the same measure: out of the way.
DECIDED = 1e3


@dataclass(frozen=True, slots=True)
class JointChange:
    """The cheapest changes found.

    Attributes:
        change: `[m]`, in each indicator's own unit, with its sign; NaN where no feasible changes
            are enough.
        feasible: whether feasible changes are enough.
        cost: sum of cost times size over scale; NaN where not feasible.
        share: share of draws won after them; where not feasible, with all indicators at the
            furthest.
        share_now: share of draws won as things are.
    """

    change: FloatArray
    feasible: bool
    cost: float
    share: float
    share_now: float


def smallest_joint_change(
    margins: Margins,
    directions: ArrayLike,
    least: ArrayLike,
    greatest: ArrayLike,
    *,
    wanted: float,
    scale: ArrayLike,
    cost: ArrayLike | None = None,
) -> JointChange:
    r"""Cheapest changes of several indicators that win a share of draws.

    $$\min_\delta \sum_j c_j \frac{|\delta_j|}{s_j} \quad \text{so that} \quad
    \frac1N \#\{k : \text{margin}_k(\delta) > 0\} \ge p$$

    within the feasible ranges. The count is not convex, so the search is one of good solutions, not
    a proof of the best, and is the same every time:

    1. it begins where all indicators are moved alike, and again at the cheapest single change;
       margins are made linear where it stands, by one step in each indicator;
    2. for a budget, a linear programme spends it so that the sum of what draws lack is least, draws
       that still lack much being heeded less the next time; the budget is halved in on (ALSO-X, a
       convex surrogate that is closer than CVaR);
    3. the draws won best are fixed, and a linear programme wins just these at least cost, again
       until nothing is saved; from there the search begins anew, until a round saves little;
    4. each indicator in turn is taken back as far as the true count allows.

    Whatever the linear programmes say, a solution counts only if the true margins win the share.

    Args:
        margins: takes changes `[m]` and returns margins `[draws]`, as from `margins_after_changes`.
        directions: `[m]`, +1 benefit, -1 cost.
        least: `[m]`, least feasible change, at most 0, in the indicator's unit.
        greatest: `[m]`, greatest feasible change, at least 0.
        wanted: the share of draws p, above 0 and at most 1.
        scale: `[m]`, what counts as one step of each indicator, in its unit, positive.
        cost: `[m]`, cost of one step, positive; None for 1 each.

    Returns:
        Changes, their cost and shares.

    Raises:
        MethodError: wrong shapes, ranges that do not hold 0, scales or costs that are not positive,
            a share out of bounds.

    Source:
        Jiang and Xie (2022), Operations Research 70 (ALSO-X); Candès, Wakin and Boyd (2008),
        Journal of Fourier Analysis and Applications 14 (heeding by what is lacking); the rest own.
    """
    check_wanted(wanted)
    reach = feasible_reach(directions, least, greatest)
    prices = unit_prices(scale, cost, reach.furthest.size)
    search = _Search(margins, reach, prices, wanted)
    nothing = np.zeros(prices.size)
    now = search.share(nothing)
    if now >= wanted:
        return JointChange(nothing, feasible=True, cost=0.0, share=now, share_now=now)
    at_most = search.share(reach.furthest)
    if at_most < wanted:
        change = np.full(prices.size, np.nan)
        return JointChange(change, feasible=False, cost=np.nan, share=at_most, share_now=now)
    sizes = min((search.cheapest(start) for start in search.starts()), key=search.cost)
    return JointChange(
        change=reach.changes(sizes),
        feasible=True,
        cost=float(prices @ sizes),
        share=search.share(sizes),
        share_now=now,
    )


@dataclass(frozen=True, slots=True)
class _Search:
    margins: Margins
    reach: Reach
    prices: FloatArray
    wanted: float

    def share(self, sizes: FloatArray) -> float:
        return share_won(self.margins(self.reach.changes(sizes)))

    def wins(self, sizes: FloatArray) -> bool:
        return self.share(sizes) >= self.wanted

    def cost(self, sizes: FloatArray) -> float:
        return float(self.prices @ sizes)

    def starts(self) -> list[FloatArray]:
        """Where the search begins: all indicators moved alike, and the cheapest single one."""
        furthest = self.reach.furthest
        singles = [
            self.lessened(only) for only in np.diag(furthest)[furthest > 0.0] if self.wins(only)
        ]
        return [self.lessened(furthest), *sorted(singles, key=self.cost)[:1]]

    def lessened(self, sizes: FloatArray) -> FloatArray:
        """The least part of these sizes, all in the same proportion, that wins."""
        short, enough = 0.0, 1.0
        for _ in range(HALVINGS_OF_STARTS):
            middle = (short + enough) / 2.0
            if self.wins(middle * sizes):
                enough = middle
            else:
                short = middle
        return enough * sizes

    def cheapest(self, start: FloatArray) -> FloatArray:
        best = start
        for _ in range(ROUNDS):
            before = self.cost(best)
            constant, slopes = self.linear(best)
            best = self.by_budget(best, constant, slopes)
            best = self.by_draws(best, constant, slopes)
            if before - self.cost(best) <= WORTH_ANOTHER * before:
                break
        return self.taken_back(best)

    def linear(self, sizes: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Margins near `sizes` as `constant + slopes @ sizes`, in units of a typical reach.

        Draws that are won or lost whatever is done (all places, or none) have no slope.
        """
        base = self.margins(self.reach.changes(sizes))
        decided = np.isinf(base)
        slopes = np.zeros((base.size, sizes.size))
        for criterion in np.flatnonzero(self.reach.furthest > 0.0):
            width = STEP * self.reach.furthest[criterion]
            step = -width if sizes[criterion] >= width else width
            moved = sizes.copy()
            moved[criterion] += step
            after = self.margins(self.reach.changes(moved))
            slope = (after[~decided] - base[~decided]) / step
            # A rival that a step puts out leaves no slope to follow.
            slopes[~decided, criterion] = np.where(np.isfinite(slope), slope, 0.0)
        typical = float(np.median(np.abs(slopes) @ self.reach.furthest))
        measure = typical if typical > 0.0 else 1.0
        constant = np.copysign(DECIDED, base)
        constant[~decided] = (base[~decided] - slopes[~decided] @ sizes) / measure - SAFETY
        return constant, slopes / measure

    def by_budget(self, best: FloatArray, constant: FloatArray, slopes: FloatArray) -> FloatArray:
        """Halve in on the budget that wins; what a short one leaves best is won at least cost."""
        short, enough = 0.0, self.cost(best)
        for _ in range(BUDGETS):
            budget = (short + enough) / 2.0
            sizes = self.least_lack(constant, slopes, budget)
            if sizes is None:
                break
            if not self.wins(sizes):
                short = budget
                sizes = self.least_cost(sizes, constant, slopes)
            if sizes is not None and self.cost(sizes) < enough:
                best, enough = sizes, self.cost(sizes)
            if enough <= short:
                break
        return best

    def least_lack(
        self, constant: FloatArray, slopes: FloatArray, budget: float
    ) -> FloatArray | None:
        """Sizes within the budget at which the margins that draws lack sum to the least."""
        # A draw that is won even without change lacks nothing as long as no slope is negative.
        asked = ((constant < 0.0) & slopes.any(axis=1)) | (slopes < 0.0).any(axis=1)
        count, criteria = int(asked.sum()), self.prices.size
        rows = sparse.hstack([sparse.csr_array(-slopes[asked]), -sparse.eye_array(count)])
        spent = np.append(self.prices, np.zeros(count))[None, :]
        upper = np.append(self.reach.furthest, np.full(count, np.inf))
        heed, sizes = np.ones(count), None
        for _ in range(HEEDINGS):
            solved = linprog(
                np.append(np.zeros(criteria), heed),
                A_ub=sparse.vstack([rows, spent]).tocsr(),
                b_ub=np.append(constant[asked], budget),
                bounds=np.column_stack([np.zeros(upper.size), upper]),
                method="highs",
            )
            if solved.x is None:
                break
            sizes, lack = self.within(solved.x[:criteria]), solved.x[criteria:]
            if self.wins(sizes) or not lack.any():
                break
            # Draws that lack most are the likeliest to stay lost: they are heeded less next time.
            heed = 1.0 / (lack + lack.mean())
            heed /= heed.mean()
        return sizes

    def by_draws(self, best: FloatArray, constant: FloatArray, slopes: FloatArray) -> FloatArray:
        for _ in range(REPAIRS):
            sizes = self.least_cost(best, constant, slopes)
            if sizes is None or self.cost(sizes) >= self.cost(best):
                break
            best = sizes
        return best

    def least_cost(
        self, sizes: FloatArray, constant: FloatArray, slopes: FloatArray
    ) -> FloatArray | None:
        """Cheapest sizes that win the draws which `sizes` wins or comes nearest to winning."""
        needed = int(np.ceil(self.wanted * constant.size - 1e-9))
        nearest = np.argsort(-(constant + slopes @ sizes), kind="stable")[:needed]
        solved = linprog(
            self.prices,
            A_ub=-slopes[nearest],
            b_ub=constant[nearest],
            bounds=np.column_stack([np.zeros(sizes.size), self.reach.furthest]),
            method="highs",
        )
        if solved.x is None:
            return None
        found = self.within(solved.x)
        return found if self.wins(found) else None

    def taken_back(self, best: FloatArray) -> FloatArray:
        """Lessen each size, the dearest first, as far as the true margins still win."""
        sizes = best.copy()
        for _ in range(POLISHINGS):
            for criterion in np.argsort(-self.prices * sizes, kind="stable"):
                short, enough = 0.0, sizes[criterion]
                if enough == 0.0:
                    continue
                trial = sizes.copy()
                trial[criterion] = 0.0
                if self.wins(trial):
                    sizes = trial
                    continue
                for _ in range(HALVINGS):
                    trial[criterion] = (short + enough) / 2.0
                    if self.wins(trial):
                        enough = trial[criterion]
                    else:
                        short = trial[criterion]
                sizes[criterion] = enough
        return sizes

    def within(self, sizes: FloatArray) -> FloatArray:
        """Cut what the solver's tolerance leaves outside the feasible range."""
        return np.clip(sizes, 0.0, self.reach.furthest)
