"""Ranking alternatives by many criteria.

Signature of all methods: `f(matrix[..., n, m], weights[..., m], directions[m], *, ...)`, n
alternatives by m criteria, directions +1 for a benefit and -1 for a cost; leading axes (draws)
broadcast.
"""

from songi.methods.mcda.additive import weighted_product, weighted_sum
from songi.methods.mcda.distance import Vikor, topsis, vikor
from songi.methods.mcda.normalisation import NORMALISATIONS, normalise
from songi.methods.mcda.outranking import PREFERENCES, Promethee, promethee
from songi.methods.mcda.ranking import focal_rank, rank
from songi.methods.mcda.tree import (
    AGGREGATIONS,
    CriteriaTree,
    aggregate_node,
    aggregate_tree,
    global_weights,
)

__all__ = [
    "AGGREGATIONS",
    "NORMALISATIONS",
    "PREFERENCES",
    "CriteriaTree",
    "Promethee",
    "Vikor",
    "aggregate_node",
    "aggregate_tree",
    "focal_rank",
    "global_weights",
    "normalise",
    "promethee",
    "rank",
    "topsis",
    "vikor",
    "weighted_product",
    "weighted_sum",
]
