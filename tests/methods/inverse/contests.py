"""Contests whose inverse can be worked out another way."""

import numpy as np

from songi.methods import mcda
from songi.methods.inverse import margins_after_changes
from songi.methods.weights import uniform_simplex


def linear_contest(seed, draws=200, alternatives=6, criteria=4):
    """A weighted sum on fixed scales: values, weights, the weakest alternative and its margins."""
    generator = np.random.default_rng(seed)
    values = generator.random((alternatives, criteria))
    weights = generator.dirichlet(np.full(criteria, 2.0), draws)
    focal = int(np.argmin(values.sum(axis=1)))

    def score(matrix):
        return mcda.weighted_sum(matrix, weights, np.ones(criteria), normalisation=None)

    return values, weights, focal, margins_after_changes(score, values, focal, 2)


def uncertain_contest(seed=3, draws=400, alternatives=7, criteria=5):
    """Indicators and weights uncertain, min-max within the field, costs among the criteria."""
    generator = np.random.default_rng(seed)
    base = generator.uniform(1, 10, (alternatives, criteria))
    matrix = base + generator.normal(0, 1, (draws, alternatives, criteria))
    weights = uniform_simplex(criteria, draws, generator)
    directions = np.where(np.arange(criteria) % 2 == 0, 1.0, -1.0)

    def score(values):
        return mcda.weighted_sum(values, weights, directions)

    focal = int(np.argsort(score(matrix).mean(axis=0))[1])
    return directions, margins_after_changes(score, matrix, focal, 3)
