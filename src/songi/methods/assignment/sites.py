"""Sites: each bundle of parcels that an investor could be given, and what it is worth there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from songi.errors import MethodError
from songi.methods.assignment.bundles import connected_bundles
from songi.methods.assignment.limits import Limit
from songi.methods.assignment.problem import AllocationProblem, IntArray
from songi.methods.checks import FloatArray

SITES_AT_MOST = 250_000
# Areas are sums of floats: a site that misses the wanted area by this share still has it.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Sites:
    """What could be given: the columns of the model.

    Attributes:
        investor: `[sites]`, who would be given it.
        value: `[sites]`, what that is worth.
        holds: `[sites, parcels]` sparse, one where the site holds the parcel.
        use: `[limits, sites]`, what it adds to the sum of each limit.
    """

    investor: IntArray
    value: FloatArray
    holds: sparse.csr_array
    use: FloatArray

    @property
    def size(self) -> int:
        """How many sites there are."""
        return self.investor.size


def possible_sites(problem: AllocationProblem, at_most: int = SITES_AT_MOST) -> Sites:
    """Every site within wanted area, eligibility and phase.

    Args:
        problem: as from `allocation_problem`.
        at_most: sites beyond which the model is refused.

    Returns:
        Sites ordered by investor, then by bundle.

    Raises:
        MethodError: too many bundles or sites.
    """
    merged = np.where(problem.count > 1, 1, problem.merged_at_most)
    bundles = connected_bundles(
        problem.area,
        problem.adjacent,
        size=int(merged.max()),
        most=float(problem.most[merged > 1].max(initial=0.0)) * (1.0 + ROUNDING),
    )
    sizes = np.array([len(bundle) for bundle in bundles])
    members = np.concatenate([np.array(bundle) for bundle in bundles])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    holds = sparse.csr_array(
        (np.ones(members.size), members, np.append(first, members.size)),
        shape=(len(bundles), problem.parcels),
    )
    area = holds @ problem.area
    barred = np.isnan(problem.value)
    worth = (holds @ (np.where(barred, 0.0, problem.value) * problem.area).T).T / area
    late = np.maximum.reduceat(problem.late[:, members], first, axis=1)
    possible = (
        ((holds @ barred.T.astype(np.float64)).T == 0)
        & (area >= problem.least[:, None] * (1.0 - ROUNDING))
        & (area <= problem.most[:, None] * (1.0 + ROUNDING))
        & (sizes <= merged[:, None])
    )
    if problem.late_factor is None:
        possible &= late == 0
    else:
        worth = worth * problem.late_factor**late
    investor, bundle = np.nonzero(possible)
    if investor.size > at_most:
        message = (
            f"{investor.size:,} possible sites are more than {at_most:,}: merge fewer parcels, or "
            "narrow the wanted areas"
        )
        raise MethodError(message)
    held = holds[bundle]
    return Sites(
        investor=investor.astype(np.int64),
        value=worth[investor, bundle],
        holds=held,
        use=np.array([_use(limit, problem, investor, held) for limit in problem.limits]).reshape(
            len(problem.limits), investor.size
        ),
    )


def _use(
    limit: Limit, problem: AllocationProblem, investor: IntArray, holds: sparse.csr_array
) -> FloatArray:
    """What each site adds to the sum of a checked limit."""
    per_site, per_m2 = np.asarray(limit.per_site), np.asarray(limit.per_m2)
    counted = holds @ np.where(np.asarray(limit.parcels), problem.area, 0.0)
    return per_site[investor] + per_m2[investor] * counted
