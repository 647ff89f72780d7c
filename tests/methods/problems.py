"""Random decision problems for property tests, and clear twins of the fast paths."""

import numpy as np
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


@st.composite
def problems(draw, least_alternatives=2):
    """A fixed matrix, draws of weights and directions; sometimes with ties and constants."""
    generator = np.random.default_rng(draw(seeds))
    n, m = draw(st.integers(least_alternatives, 9)), draw(st.integers(1, 6))
    draws = draw(st.integers(1, 7))
    matrix = generator.uniform(1.0, 9.0, (n, m))
    if draw(st.booleans()):
        matrix = np.rint(matrix)
    if draw(st.booleans()):
        matrix[:, 0] = 3.0
    if draw(st.booleans()):
        matrix[-1] = matrix[0]
    weights = generator.dirichlet(np.ones(m), draws)
    directions = generator.choice([-1.0, 1.0], m)
    return matrix, weights, directions


@st.composite
def uncertain_problems(draw):
    """A matrix for each draw as well."""
    matrix, weights, directions = draw(problems())
    generator = np.random.default_rng(draw(seeds))
    return matrix * generator.uniform(0.5, 2.0, (len(weights), 1, 1)), weights, directions


def average_ranks(scores):
    """Ranks of one draw, by definition."""
    return np.array([1 + np.sum(scores > s) + (np.sum(scores == s) - 1) / 2 for s in scores])
