"""Weights of criteria: from judgements in pairs, or drawn at random."""

from songi.methods.weights.hierarchy import (
    RANDOM_INDEX,
    Priorities,
    Revision,
    aggregate_judgements,
    aggregate_priorities,
    ahp,
    judgement_to_revisit,
)
from songi.methods.weights.ranges import within_ranges
from songi.methods.weights.sampling import around_priorities, by_order, uniform_simplex

__all__ = [
    "RANDOM_INDEX",
    "Priorities",
    "Revision",
    "aggregate_judgements",
    "aggregate_priorities",
    "ahp",
    "around_priorities",
    "by_order",
    "judgement_to_revisit",
    "uniform_simplex",
    "within_ranges",
]
