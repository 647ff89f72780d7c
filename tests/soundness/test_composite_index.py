"""A composite index of 50 units by 50 indicators on 4 levels, against an independent computation.

The independent one is plain Python on the numbers as written: no songi, no array library.
"""

import math
import random

import pytest

from contest import METHOD, leaf, write_flat_contest
from evaluation import evaluate
from study.made_up import named

UNITS, INDICATORS, PILLARS, SUB_INDICES = 50, 50, 10, 3
"""Index, 3 sub-indices, 10 pillars, 50 indicators: four levels."""

RULES = ("min_max", "max", "rank", "z_score")


def made_up_index():
    """Return the numbers: values, and weight, direction and rule of every node."""
    numbers = random.Random(20231025)
    units = [f"u{k:02d}" for k in range(UNITS)]
    names = [f"i{k:02d}" for k in range(INDICATORS)]
    values = {u: {n: round(numbers.uniform(5, 95), 3) for n in names} for u in units}
    nodes = {f"s{k}": (None, f"{k + 2}", "arithmetic", None, None) for k in range(SUB_INDICES)}
    for k in range(PILLARS):
        # Geometric only over scores that are above nought: those of the rule `max`.
        how = "geometric" if k == 1 else "arithmetic"
        nodes[f"p{k}"] = (f"s{k % SUB_INDICES}", f"{1 + k % 4}", how, None, None)
    for k, name in enumerate(names):
        rule = "max" if k % PILLARS == 1 else RULES[(k // PILLARS) % len(RULES)]
        direction = "cost" if k % 7 == 3 else "benefit"
        nodes[name] = (f"p{k % PILLARS}", f"{1 + k % 5}.5", "arithmetic", direction, rule)
    return values, nodes


def written(folder, values, nodes):
    rows = []
    for name, (parent, weight, how, direction, rule) in nodes.items():
        cells = {"parent": parent or "", "weight": weight, "aggregation": how}
        if direction is None:
            rows.append(named(name, contest="c1", indicator="", direction="", **cells))
        else:
            rows.append(leaf(name, name, direction=direction, normalisation=rule, **cells))
    cells = {u: {n: f"{v}" for n, v in by.items()} for u, by in values.items()}
    return write_flat_contest(folder, cells, leaves=rows, awards="5")


def scored(column, direction, rule):
    """Return the scores of one indicator's values, more being better."""
    low, high, count = min(column), max(column), len(column)
    if rule == "min_max":
        return [(x - low if direction == "benefit" else high - x) / (high - low) for x in column]
    if rule == "max":
        return [x / high if direction == "benefit" else low / x for x in column]
    if rule == "z_score":
        mean = math.fsum(column) / count
        spread = math.sqrt(math.fsum((x - mean) ** 2 for x in column) / count)
        sign = 1 if direction == "benefit" else -1
        return [sign * (x - mean) / spread for x in column]
    worse = [
        sum((y < x) if direction == "benefit" else (y > x) for y in column)
        + (sum(y == x for y in column) - 1) / 2
        for x in column
    ]
    return [w / (count - 1) for w in worse]


def independent(values, nodes):
    """Return every node's score of every unit, and the index."""
    units = list(values)
    scores = {}
    for name, (_, _, _, direction, rule) in nodes.items():
        if direction is not None:
            scores[name] = scored([values[u][name] for u in units], direction, rule)

    def joined(children, how):
        total = math.fsum(float(nodes[c][1]) for c in children)
        shares = [float(nodes[c][1]) / total for c in children]
        parts = [[scores[c][k] for c in children] for k in range(len(units))]
        if how == "geometric":
            return [math.prod(x**w for x, w in zip(p, shares, strict=True)) for p in parts]
        return [math.fsum(x * w for x, w in zip(p, shares, strict=True)) for p in parts]

    for level in ("p", "s"):
        for name in [n for n in nodes if n.startswith(level)]:
            children = [c for c, node in nodes.items() if node[0] == name]
            scores[name] = joined(children, nodes[name][2])
    return scores, joined([n for n in nodes if nodes[n][0] is None], "arithmetic")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    values, nodes = made_up_index()
    folder = written(tmp_path_factory.mktemp("index") / "s", values, nodes)
    wanted = ["node_scores", "overall_scores", "ranks", "selection_share"]
    return evaluate(folder, 3, wanted), *independent(values, nodes), list(values)


def test_every_node_agrees_to_1e9(both):
    results, scores, _, units = both
    assert len(scores) == INDICATORS + PILLARS + SUB_INDICES
    for name, expected in scores.items():
        found = results["node_scores"].sel(node=name, bid=units)
        assert abs(found.values - expected).max() < 1e-9, name


def test_the_index_agrees_to_1e9_in_every_draw(both):
    results, _, index, units = both
    found = results["overall_scores"].sel({METHOD: "weighted_sum", "bid": units})
    assert found.sizes == {"draw": 3, "bid": UNITS}
    assert abs(found.values - index).max() < 1e-9


def test_the_order_is_that_of_the_index(both):
    results, _, index, units = both
    ranks = results["ranks"].sel({METHOD: "weighted_sum", "bid": units}).isel(draw=0)
    assert ranks.values.tolist() == [1 + sum(y > x for y in index) for x in index]
    share = results["selection_share"]["selection_share"].sel({METHOD: "weighted_sum"})
    chosen = {str(b) for b in share["bid"].values[share.values == 1.0]}
    assert chosen == {u for u, x in zip(units, index, strict=True) if sum(y > x for y in index) < 5}
