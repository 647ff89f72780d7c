"""Partners on parcels that adjoin, made linear: one continuous variable per pair and direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from songi.methods.assignment.problem import AllocationProblem, IntArray
from songi.methods.assignment.sites import Sites
from songi.methods.checks import FloatArray


@dataclass(frozen=True, slots=True)
class NearTerms:
    """Each way in which two partners could hold parcels that adjoin.

    Attributes:
        first: `[pairs]`, the partner named first.
        second: `[pairs]`, the other.
        pair: `[terms]`, position of the pair.
        of_first: `[terms]`, the parcel that the first would hold.
        of_second: `[terms]`, the adjoining parcel that the second would hold.
        benefit: `[terms]`, of the pair.
    """

    first: IntArray
    second: IntArray
    pair: IntArray
    of_first: IntArray
    of_second: IntArray
    benefit: FloatArray

    @property
    def size(self) -> int:
        """How many terms there are."""
        return self.pair.size


@dataclass(frozen=True, slots=True)
class NearRows:
    r"""Rows $\sum_t y_t \le X$ that bind terms y to what is given.

    Attributes:
        terms: sparse `[rows, terms]`.
        held: sparse `[rows, sites]`, the sites by which the investor would hold the parcel.
    """

    terms: sparse.csr_array
    held: sparse.csr_array


def near_terms(problem: AllocationProblem, sites: Sites) -> NearTerms:
    """List the terms of all pairs with a benefit, over adjoining parcels that both could hold."""
    can_hold = np.zeros((problem.investors, problem.parcels), dtype=bool)
    site, parcel = sites.holds.nonzero()
    can_hold[sites.investor[site], parcel] = True
    first, second = np.nonzero(np.triu(problem.nearness))
    one, other = np.vstack([problem.adjacent, problem.adjacent[:, ::-1]]).T
    pair, way = np.nonzero(can_hold[first][:, one] & can_hold[second][:, other])
    return NearTerms(
        first=first,
        second=second,
        pair=pair,
        of_first=one[way],
        of_second=other[way],
        benefit=problem.nearness[first, second][pair],
    )


def near_rows(problem: AllocationProblem, sites: Sites, terms: NearTerms) -> list[NearRows]:
    r"""Rows that tie the terms to the sites, as tight as they come without more variables.

    Let $X_{hp}$ be 1 where investor h holds parcel p, and $y_{hp,kq}$ the term of h on p beside its
    partner k on q. Only one investor is on q, and a pair counts once, so that

    $$\sum_k y_{hp,kq} \le X_{hp} \;\forall h,p,q \qquad \sum_q y_{hp,kq} \le X_{hp} \;\forall h,k,p
    \qquad \sum_{p,q} y_{hp,kq} \le 1 \;\forall h,k$$

    where $y \le X$ alone would let a share of an investor on each parcel have all its partners. The
    second kind is left out where p adjoins a single parcel: the first says more there.

    Source:
        Adams and Johnson (1994), DIMACS Series 16 (the first kind, for quadratic assignment).
    """
    if not terms.size:
        return []
    size = problem.parcels
    holder = np.concatenate([terms.first[terms.pair], terms.second[terms.pair]])
    own = np.concatenate([terms.of_first, terms.of_second])
    beside = np.concatenate([terms.of_second, terms.of_first])
    term = np.tile(np.arange(terms.size), 2)
    side = np.repeat([0, 1], terms.size)
    pair = np.tile(terms.pair, 2)
    several = (np.bincount(problem.adjacent.ravel(), minlength=size) > 1)[own]
    held = holder * size + own
    site, parcel = sites.holds.nonzero()
    holding = sparse.csr_array(
        (np.ones(site.size), (sites.investor[site] * size + parcel, site)),
        shape=(problem.investors * size, sites.size),
    )
    by_partner = (2 * pair + side) * size + own
    return [
        _rows(held * size + beside, held, term, holding),
        _rows(by_partner[several], held[several], term[several], holding),
    ]


def _rows(key: IntArray, held: IntArray, term: IntArray, holding: sparse.csr_array) -> NearRows:
    """Terms with the same key share a row, and with it what they are bound by."""
    _, first, row = np.unique(key, return_index=True, return_inverse=True)
    terms = sparse.csr_array(
        (np.ones(term.size), (row, term)), shape=(first.size, int(term.max(initial=-1)) + 1)
    )
    return NearRows(terms, holding[held[first]])
