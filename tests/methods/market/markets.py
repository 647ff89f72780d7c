"""Small random markets, and a slow clear twin of the kernel in plain Python."""

import math
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from songi.methods.market import NEVER, Conditions, Investors, Lots

SEEDS = st.integers(0, 2**32 - 1)


def market(seed, draws=3, n=12, lots=3, quarters=10, rivals=2):
    """A market in which stock runs short, prices are revised and rules change."""
    g = np.random.default_rng(seed)
    released = g.uniform(0, 6000, (lots, quarters)) * (g.random((lots, quarters)) < 0.3)
    readiness = np.clip(g.uniform(-0.3, 1.3, (draws, lots, quarters)), 0, 1)
    sale = Lots(
        opening=g.integers(0, quarters // 2, (draws, lots)),
        released_m2=released,
        readiness=readiness,
        tender=g.random(lots) < 0.7,
        tender_if_designated=g.random(lots) < 0.3,
        appraisal_price=g.uniform(2.5e6, 4e6, (draws, lots)),
        cost_price=g.uniform(1.5e6, 2.8e6, lots),
        floor_price=g.uniform(1e6, 3e6, lots),
        step=g.uniform(0, 0.3, (draws, lots)),
        patience=g.integers(1, 4, lots),
    )
    people = Investors(
        wanted_m2=g.uniform(300, 3000, n),
        expected_price=g.uniform(1.5e6, 4e6, (draws, n)),
        intensity=g.uniform(0, 0.8, (draws, n)) * (g.random((draws, n)) < 0.9),
        last_contact=g.integers(-6, 4, n),
        eligible=g.random((draws, n, lots) if seed % 2 else (n, lots)) < 0.7,
    )
    around = Conditions(
        half_life=g.choice([2.0, 8.0, np.inf], draws),
        elasticity_expected=g.uniform(0, 4, draws),
        elasticity_nearby=g.uniform(0, 2),
        nearby_price=g.uniform(2e6, 3e6, draws),
        designated_from=g.choice([0, 3, NEVER], draws),
        multiplier=g.uniform(1, 2, draws),
        diversion=g.uniform(0, 1, draws),
        rival_price=g.uniform(1.5e6, 4e6, (draws, rivals)),
        rival_unsold_m2=g.uniform(0, 9000, (rivals, quarters)),
    )
    return sale, people, around, g.random((draws, n))


def unlimited(sale, people, quarters=10):
    """The same lots with room for all from the start, and no revision."""
    lots = np.shape(people.eligible)[-1]
    released = np.zeros((lots, quarters))
    released[:, 0] = np.sum(people.wanted_m2)
    return replace(sale, released_m2=released, step=np.zeros(lots))


def row(values, d, axes):
    """What draw d sees of an array with `axes` axes, or one more for the draws."""
    array = np.asarray(values, dtype=float)
    return array[min(d, len(array) - 1)] if array.ndim > axes else array


class SlowDraw:
    """One draw of the market as the docstring tells it, in plain Python."""

    def __init__(self, sale, people, around, uniforms, d):
        self.sale, self.people, self.uniforms = sale, people, uniforms
        self.released, self.ready = row(sale.released_m2, d, 2), row(sale.readiness, d, 2)
        self.lots, self.quarters = self.released.shape
        for name in ("opening", "appraisal_price", "cost_price", "floor_price", "step", "patience"):
            setattr(self, name, np.broadcast_to(row(getattr(sale, name), d, 1), self.lots))
        for name in ("wanted_m2", "expected_price", "intensity"):
            setattr(self, name, row(getattr(people, name), d, 1))
        self.eligible = row(people.eligible, d, 2)
        for name in (
            "half_life", "elasticity_expected", "elasticity_nearby", "nearby_price",
            "designated_from", "multiplier", "diversion",
        ):  # fmt: skip
            setattr(self, name, float(row(getattr(around, name), d, 0)))
        self.rivals = []
        if around.rival_price is not None:
            prices, areas = row(around.rival_price, d, 1), row(around.rival_unsold_m2, d, 2)
            self.rivals = list(zip(prices, areas, strict=True))
        n = len(uniforms)
        self.price, self.left, self.idle = ([0.0] * self.lots for _ in range(3))
        self.lived, self.quarter, self.lot = [0.0] * n, [-1] * n, [-1] * n

    def run(self):
        told = [self.step_through(t) for t in range(self.quarters)]
        return *zip(*told, strict=True), self.quarter, self.lot

    def rule(self, t):
        return self.sale.tender_if_designated if t >= self.designated_from else self.sale.tender

    def is_open(self, t, s):
        return t >= self.opening[s]

    def step_through(self, t):
        for s in range(self.lots):
            tender = self.rule(t)[s]
            if t == 0 or tender != self.rule(t - 1)[s]:
                self.price[s] = self.appraisal_price[s] if tender else self.cost_price[s]
                self.idle[s] = 0
            self.left[s] += self.released[s, t]
        asked = list(self.price)
        signed, bidders = self.serve(t, self.who_comes(t))
        unsold = list(self.left)
        self.revise(t, bidders)
        return signed, unsold, asked, bidders

    def hazard(self, t, i, s):
        asked = self.price[s]
        cheaper = sum(area[t] for price, area in self.rivals if price < asked)
        own = sum(self.released[k, : t + 1].sum() for k in range(self.lots) if self.is_open(t, k))
        lost = self.diversion * cheaper / (cheaper + own) if cheaper else 0.0
        return (
            self.intensity[i]
            * (self.multiplier if t >= self.designated_from else 1.0)
            * 2 ** (-(t - self.people.last_contact[i]) / self.half_life)
            * math.pow(asked / self.expected_price[i], -self.elasticity_expected)
            * math.pow(asked / self.nearby_price, -self.elasticity_nearby)
            * self.ready[s, t]
            * (1 - lost)
        )

    def who_comes(self, t):
        came = []
        for i in range(len(self.uniforms)):
            if self.quarter[i] >= 0 or self.people.last_contact[i] > t:
                continue
            possible = [s for s in range(self.lots) if self.can_buy(t, i, s)]
            if possible:
                best = max(possible, key=lambda s: (self.hazard(t, i, s), -self.price[s], -s))
                run, need = self.hazard(t, i, best), -math.log(self.uniforms[i])
                if run > 0 and self.lived[i] + run >= need:
                    came.append((max(0.0, need - self.lived[i]) / run, i, best))
                self.lived[i] += run
        return sorted(came)

    def can_buy(self, t, i, s):
        on_offer = self.is_open(t, s) and self.left[s] > 0 and self.ready[s, t] > 0
        return on_offer and self.eligible[i, s] and self.has_enough(i, s)

    def has_enough(self, i, s):
        return self.wanted_m2[i] <= self.left[s] + 1e-6

    def serve(self, t, came):
        signed, bidders = [0.0] * self.lots, [0] * self.lots
        for _, i, s in came:
            bidders[s] += 1
            if self.has_enough(i, s):
                self.left[s] = max(0.0, self.left[s] - self.wanted_m2[i])
                signed[s] += self.wanted_m2[i]
                self.quarter[i], self.lot[i] = t, s
        return signed, bidders

    def revise(self, t, bidders):
        for s in range(self.lots):
            if self.is_open(t, s) and self.left[s] > 1e-6:
                self.idle[s] = 0 if bidders[s] else self.idle[s] + 1
                if self.idle[s] >= self.patience[s]:
                    lowest = min(self.floor_price[s], self.price[s])
                    self.price[s] = max(lowest, self.price[s] * (1 - self.step[s]))
                    self.idle[s] = 0
