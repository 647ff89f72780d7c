import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog

from methods.assignment.allocations import every_allocation, pairs_beside, random_problem, seeds
from songi.methods.assignment import allocation_problem
from songi.methods.assignment.nearness import near_rows, near_terms
from songi.methods.assignment.sites import possible_sites


def greatest_benefit(problem, sites, given_sites):
    """What the terms add at most once the sites are known, by a linear programme."""
    terms = near_terms(problem, sites)
    if not terms.size:
        return 0.0
    rows, most = [], []
    for kind in near_rows(problem, sites, terms):
        rows.append(np.zeros((kind.held.shape[0], terms.size)))
        rows[-1][:, : kind.terms.shape[1]] = kind.terms.toarray()
        most.append(kind.held @ given_sites)
    rows.append((terms.pair[None, :] == np.arange(terms.first.size)[:, None]).astype(float))
    most.append(np.ones(terms.first.size))
    solved = linprog(
        -terms.benefit, A_ub=np.vstack(rows), b_ub=np.concatenate(most), bounds=(0.0, 1.0)
    )
    return -solved.fun


@settings(max_examples=25)
@given(seed=seeds)
def test_terms_reach_just_the_benefit_of_partners_that_adjoin(seed):
    problem = random_problem(seed)
    sites = possible_sites(problem)
    holds, generator = sites.holds.toarray() > 0, np.random.default_rng(seed)
    allocations = list(every_allocation(problem))
    for number in generator.choice(len(allocations), min(len(allocations), 6), replace=False):
        holder = allocations[number][0]
        held = [holder == investor for investor in sites.investor]
        inside = np.array([(row <= own).all() for row, own in zip(holds, held, strict=True)])
        single = problem.count[sites.investor] > 1
        whole = np.array([(row == own).all() for row, own in zip(holds, held, strict=True)])
        given_sites = np.where(single, inside, whole).astype(float)
        wanted = sum(problem.nearness[pair] for pair in pairs_beside(problem, holder.tolist()))
        assert greatest_benefit(problem, sites, given_sites) == pytest.approx(wanted)


def test_a_share_on_each_parcel_has_not_all_partners():
    """One investor, three partners and three parcels in a ring: a quarter of each on each."""
    nearness = np.zeros((4, 4))
    nearness[0, 1:] = nearness[1:, 0] = 1.0
    problem = allocation_problem(
        np.ones((4, 3)), np.ones(3), adjacent=[[0, 1], [1, 2], [0, 2]], nearness=nearness
    )
    sites = possible_sites(problem)
    # Each parcel has two neighbours, so that an investor in full has two partners at most.
    shares = np.where(sites.investor == 0, 1 / 3, 2 / 9)
    assert greatest_benefit(problem, sites, shares) <= 2.0 + 1e-9


def test_only_what_both_could_hold_is_listed():
    value = [[1.0, np.nan, np.nan], [np.nan, 1.0, 1.0]]
    nearness = [[0.0, 4.0], [4.0, 0.0]]
    problem = allocation_problem(value, np.ones(3), adjacent=[[0, 1], [1, 2]], nearness=nearness)
    terms = near_terms(problem, possible_sites(problem))
    assert (terms.of_first.tolist(), terms.of_second.tolist()) == ([0], [1])
    assert terms.benefit.tolist() == [4.0]
    apart = allocation_problem(value, np.ones(3), nearness=nearness)
    assert near_terms(apart, possible_sites(apart)).size == 0
