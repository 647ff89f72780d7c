from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from methods.assignment.allocations import (
    random_problem,
    seeds,
    sites_of_investor,
    used,
    worth,
)
from songi.errors import MethodError
from songi.methods.assignment import allocation_problem
from songi.methods.assignment.sites import possible_sites


@settings(max_examples=50)
@given(seed=seeds)
def test_lists_what_each_investor_could_be_given_and_its_worth(seed):
    problem = random_problem(seed, parcels=5)
    sites = possible_sites(problem)
    wanted = {}
    for investor in range(problem.investors):
        for size in range(1, 6):
            for parcels in map(list, combinations(range(5), size)):
                made = sites_of_investor(problem, investor, parcels)
                if made == [parcels]:
                    wanted[investor, tuple(parcels)] = worth(problem, investor, parcels)
    listed = [
        (int(investor), tuple(np.flatnonzero(row).tolist()))
        for investor, row in zip(sites.investor, sites.holds.toarray(), strict=True)
    ]
    assert len(set(listed)) == len(listed)
    assert set(listed) == set(wanted)
    np.testing.assert_allclose(sites.value, [wanted[site] for site in listed], atol=1e-12)
    for limit, use in zip(problem.limits, sites.use, strict=True):
        alone = [used(problem, limit, [(i, list(parcels))]) for i, parcels in listed]
        np.testing.assert_allclose(use, alone, atol=1e-12)


def test_rounding_of_summed_areas_loses_no_site():
    area = np.full(3, 0.1)
    problem = allocation_problem(
        np.ones((1, 3)), area, least=0.3, most=0.3, adjacent=[[0, 1], [1, 2]], merged_at_most=3
    )
    assert area.sum() != 0.3
    assert possible_sites(problem).size == 1


def test_too_many_sites_are_refused():
    problem = allocation_problem(np.ones((3, 4)), np.ones(4))
    assert possible_sites(problem, at_most=12).size == 12
    with pytest.raises(MethodError, match="12 possible sites are more than 11"):
        possible_sites(problem, at_most=11)
