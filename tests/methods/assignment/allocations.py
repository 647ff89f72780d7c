"""Small allocations, their best plan by trying everything, and what any plan must keep to."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from songi.methods.assignment import (
    allocation_problem,
    allotment_limit,
    least_area,
    utility_limit,
)

seeds = st.integers(0, 2**32 - 1)


def random_arguments(seed, *, investors=3, parcels=4, bound=True):
    """Arguments of `allocation_problem`; whole numbers, so that ties and sums are exact."""
    generator = np.random.default_rng(seed)
    value = generator.integers(-2, 12, (investors, parcels)).astype(float)
    value[generator.random(value.shape) < 0.15] = np.nan
    area = generator.integers(2, 9, parcels).astype(float)
    least = generator.integers(0, 7, investors).astype(float)
    edges = [(p, q) for p in range(parcels) for q in range(p) if generator.random() < 0.5]
    nearness = np.triu(generator.integers(0, 6, (investors, investors)), 1).astype(float)
    small = generator.random(investors) < 0.5
    limits = [
        utility_limit(
            "power",
            float(generator.integers(4, 16)),
            per_site=generator.integers(0, 4, investors),
            per_m2=generator.integers(0, 2, investors),
        ),
        allotment_limit(
            "allotment",
            float(generator.integers(4, 20)),
            generator.random(investors) < 0.5,
            parcels=generator.random(parcels) < 0.6,
        ),
    ]
    if generator.random() < 0.5:
        limits.append(least_area("small", small, area=float(generator.integers(0, 9))))
    else:
        limits.append(least_area("small", small, share=0.25))
    return {
        "value": value,
        "area": area,
        "least": least,
        "most": least + generator.integers(1, 12, investors),
        "adjacent": edges,
        "merged_at_most": generator.integers(1, 4, investors),
        "count": generator.choice([1, 1, 2], investors),
        "nearness": nearness + nearness.T,
        "limits": limits if bound else (),
        "must_place": generator.random(investors) < 0.3 if bound else 0,
        "available_from": generator.integers(0, 3, parcels),
        "needed_from": generator.integers(0, 3, investors),
        "late_factor": None if generator.random() < 0.3 else 0.5,
    }


def random_problem(seed, **options):
    return allocation_problem(**random_arguments(seed, **options))


def hang_together(parcels, adjacent):
    """Whether the parcels are one piece."""
    reached, waiting = set(), [parcels[0]]
    while waiting:
        one = waiting.pop()
        reached.add(one)
        for pair in adjacent.tolist():
            if one in pair:
                other = pair[1 - pair.index(one)]
                if other in parcels and other not in reached:
                    waiting.append(other)
    return reached == set(parcels)


def sites_of_investor(problem, investor, parcels):
    """The sites that parcels make, or None if the investor may not hold them so."""
    if not parcels:
        return []
    sites = [[one] for one in parcels] if problem.count[investor] > 1 else [parcels]
    if len(sites) > problem.count[investor]:
        return None
    for site in sites:
        area = problem.area[site].sum()
        late = problem.late[investor, site].max()
        if (
            np.isnan(problem.value[investor, site]).any()
            or not problem.least[investor] <= area <= problem.most[investor]
            or len(site) > max(problem.merged_at_most[investor], 1)
            or not hang_together(site, problem.adjacent)
            or (late and problem.late_factor is None)
        ):
            return None
    return sites


def worth(problem, investor, site):
    areas = problem.area[site]
    mean = (problem.value[investor, site] * areas).sum() / areas.sum()
    return mean * (problem.late_factor or 1.0) ** problem.late[investor, site].max()


def pairs_beside(problem, holder):
    """Pairs of partners that hold parcels that adjoin."""
    found = {tuple(sorted((holder[p], holder[q]))) for p, q in problem.adjacent.tolist()}
    return sorted((h, k) for h, k in found if h >= 0 and problem.nearness[h, k] > 0)


def used(problem, limit, all_sites):
    """What sites, as pairs of investor and parcels, use of a limit."""
    marked = np.where(limit.parcels, problem.area, 0.0)
    return sum(limit.per_site[i] + limit.per_m2[i] * marked[site].sum() for i, site in all_sites)


def judged(problem, holder):
    """Value and use of an allocation; None if what is not a limit forbids it."""
    all_sites = []
    for investor in range(problem.investors):
        parcels = [p for p, one in enumerate(holder) if one == investor]
        sites = sites_of_investor(problem, investor, parcels)
        if sites is None:
            return None
        all_sites += [(investor, site) for site in sites]
    value = sum(worth(problem, i, site) for i, site in all_sites)
    value += sum(problem.nearness[pair] for pair in pairs_beside(problem, holder))
    use = np.array([used(problem, limit, all_sites) for limit in problem.limits])
    placed = np.bincount([i for i, _ in all_sites], minlength=problem.investors)
    return value, use, placed


def shortfalls(problem, use, placed):
    """How far an allocation misses each limit and each must."""
    over = [
        limit.bound - sum_ if limit.at_least else sum_ - limit.bound
        for limit, sum_ in zip(problem.limits, use, strict=True)
    ]
    left = (problem.must_place - placed)[problem.must_place > 0]
    return np.maximum(np.concatenate([np.array(over), left]), 0.0)


def every_allocation(problem):
    """Holders, value and shortfalls of all that is possible but for the limits."""
    for holder in product(range(-1, problem.investors), repeat=problem.parcels):
        found = judged(problem, holder)
        if found is not None:
            value, use, placed = found
            yield np.array(holder), value, shortfalls(problem, use, placed)


def best_by_trying(problem):
    """Value of the best plan; None if there is none."""
    values = [value for _, value, missed in every_allocation(problem) if missed.max(initial=0) == 0]
    return max(values, default=None)


def check_plan(problem, plan):
    """Nothing is exceeded or given twice, what is merged hangs together, the value is right."""
    found = judged(problem, plan.holder.tolist())
    assert found is not None
    value, use, placed = found
    assert abs(value - plan.value) <= 1e-9 * max(abs(value), 1)
    np.testing.assert_allclose(plan.use, use, atol=1e-9)
    scale = np.maximum(np.abs(use), 1)
    missed = shortfalls(problem, use, placed)
    assert (missed[: use.size] <= 1e-5 * scale).all()
    assert (missed[use.size :] == 0).all()
    assert [tuple(pair) for pair in plan.partners.tolist()] == pairs_beside(
        problem, plan.holder.tolist()
    )
    assert plan.bound >= plan.value
    assert ((plan.site == -1) == (plan.holder == -1)).all()
    for site in range(plan.site.max() + 1):
        parcels = np.flatnonzero(plan.site == site).tolist()
        assert len(set(plan.holder[parcels].tolist())) == 1
        assert hang_together(parcels, problem.adjacent)
