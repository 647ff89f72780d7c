"""Weights of criteria: from judgements, from the indicators themselves, or drawn at random."""

from songi.methods.weights.elicited import BestWorst, best_worst, best_worst_of_pairs, swing
from songi.methods.weights.hierarchy import (
    RANDOM_INDEX,
    Priorities,
    Revision,
    aggregate_judgements,
    aggregate_priorities,
    ahp,
    judgement_to_revisit,
)
from songi.methods.weights.objective import critic, entropy
from songi.methods.weights.ranges import within_ranges
from songi.methods.weights.sampling import around_priorities, by_order, uniform_simplex

__all__ = [
    "RANDOM_INDEX",
    "BestWorst",
    "Priorities",
    "Revision",
    "aggregate_judgements",
    "aggregate_priorities",
    "ahp",
    "around_priorities",
    "best_worst",
    "best_worst_of_pairs",
    "by_order",
    "critic",
    "entropy",
    "judgement_to_revisit",
    "swing",
    "uniform_simplex",
    "within_ranges",
]
