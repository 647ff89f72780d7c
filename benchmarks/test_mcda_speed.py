"""Ranking under uncertainty against pymcdm and pyrepo-mcda, in the same run.

What is timed on both sides: drawing the weights (and the indicators, where they are uncertain),
scoring every draw, ranking it and counting the ranks. The peers run fewer draws, scaled to the same
number; both sides use the best of several runs. Scores are compared first, so that the same thing
is timed.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import pytest
from pymcdm import helpers as pymcdm_helpers
from pymcdm import methods as pymcdm_methods
from pymcdm import normalizations as pymcdm_normalisations
from pyrepo_mcda import additions as pyrepo_additions
from pyrepo_mcda import mcda_methods as pyrepo_methods
from pyrepo_mcda import normalizations as pyrepo_normalisations

from songi.methods import acceptability, mcda
from songi.methods.weights import uniform_simplex

ALTERNATIVES, CRITERIA = 11, 15
DRAWS, UNCERTAIN_DRAWS, PEER_DRAWS = 100_000, 20_000, 150
INDIFFERENCE, THRESHOLD = 1.0, 3.0
SPREAD = 1.0
WEIGHTS_ONLY_RATIO, UNCERTAIN_RATIO = 300, 30

SETUP = np.random.default_rng(11)
MATRIX = SETUP.uniform(1, 10, (ALTERNATIVES, CRITERIA))
DIRECTIONS = np.where(np.arange(CRITERIA) % 3 == 0, -1, 1)


def songi_net_flow(matrix, weights):
    return mcda.promethee(
        matrix,
        weights,
        DIRECTIONS,
        preference="linear",
        indifference=INDIFFERENCE,
        threshold=THRESHOLD,
    ).net


def pymcdm_net_flow(matrix, weights):
    # Its preference functions are a generator that one call uses up: it is made anew each time.
    method = pymcdm_methods.PROMETHEE_II(
        "vshape_2", p=np.full(CRITERIA, THRESHOLD), q=np.full(CRITERIA, INDIFFERENCE)
    )
    return method(matrix, weights, DIRECTIONS)


def pyrepo_net_flow(matrix, weights):
    method = pyrepo_methods.PROMETHEE_II()
    return method(
        matrix,
        weights,
        DIRECTIONS,
        preference_functions=[method._linear_function] * CRITERIA,
        p=np.full(CRITERIA, THRESHOLD),
        q=np.full(CRITERIA, INDIFFERENCE),
    )


def peer(method):
    return lambda matrix, weights: method(matrix, weights, DIRECTIONS)


@dataclass(frozen=True)
class Contest:
    """One method in songi and in both peers, `f(matrix, weights)`."""

    songi: object
    pymcdm: object
    pyrepo: object


CONTESTS = {
    "weighted sum": Contest(
        lambda matrix, weights: mcda.weighted_sum(matrix, weights, DIRECTIONS),
        peer(pymcdm_methods.WSM(pymcdm_normalisations.minmax_normalization)),
        peer(pyrepo_methods.SAW(pyrepo_normalisations.minmax_normalization)),
    ),
    "TOPSIS": Contest(
        lambda matrix, weights: mcda.topsis(matrix, weights, DIRECTIONS),
        peer(pymcdm_methods.TOPSIS(pymcdm_normalisations.vector_normalization)),
        peer(pyrepo_methods.TOPSIS(pyrepo_normalisations.vector_normalization)),
    ),
    "PROMETHEE II": Contest(songi_net_flow, pymcdm_net_flow, pyrepo_net_flow),
}
RANKS = {
    "pymcdm": lambda scores: pymcdm_helpers.rankdata(scores, reverse=True),
    "pyrepo": lambda scores: pyrepo_additions.rank_preferences(scores, reverse=True),
}


def peer_acceptability(score, ranks, uncertain):
    """The loop that a user of a peer writes."""
    generator = np.random.default_rng(5)
    counts = np.zeros((ALTERNATIVES, ALTERNATIVES))
    everyone = np.arange(ALTERNATIVES)
    for weights in generator.dirichlet(np.ones(CRITERIA), PEER_DRAWS):
        matrix = MATRIX
        if uncertain:
            matrix = MATRIX + SPREAD * generator.random(MATRIX.shape)
        places = ranks(score(matrix, weights))
        counts[everyone, places.astype(int) - 1] += 1
    return counts / PEER_DRAWS


def songi_acceptability(score, draws, uncertain):
    generator = np.random.default_rng(5)

    def draw_scores(size):
        weights = uniform_simplex(CRITERIA, size, generator)
        if not uncertain:
            return score(MATRIX, weights)
        matrix = generator.random((size, ALTERNATIVES, CRITERIA))
        matrix *= SPREAD
        matrix += MATRIX
        return score(matrix, weights)

    block = 2048 if uncertain else acceptability.DRAWS_PER_BLOCK
    return acceptability.simulated_acceptability(draw_scores, draws, block=block)


def check_that_scores_agree(contest, name):
    for weights in SETUP.dirichlet(np.ones(CRITERIA), 3):
        ours = contest.songi(MATRIX, weights)
        np.testing.assert_allclose(getattr(contest, name)(MATRIX, weights), ours, atol=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("uncertain", [False, True], ids=["weights", "weights and indicators"])
@pytest.mark.parametrize("name", CONTESTS)
def test_rank_acceptability_against_peers(name, uncertain, best_seconds, report):
    contest = CONTESTS[name]
    draws = UNCERTAIN_DRAWS if uncertain else DRAWS
    ours = best_seconds(lambda: songi_acceptability(contest.songi, draws, uncertain)) / draws
    what = "weights and indicators" if uncertain else "weights only"
    needed = UNCERTAIN_RATIO if uncertain else WEIGHTS_ONLY_RATIO
    slow = {}
    for library, ranks in RANKS.items():
        check_that_scores_agree(contest, library)
        score = getattr(contest, library)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            loop = best_seconds(lambda s=score, r=ranks: peer_acceptability(s, r, uncertain), 3)
        theirs = loop / PEER_DRAWS
        ratio = theirs / ours
        report(
            f"{name}, {what}: songi {ours * 1e6:.3f} µs a draw "
            f"({ours * DRAWS * 1e3:.0f} ms for {DRAWS:,}), {library} {theirs * 1e6:.0f} µs: "
            f"{ratio:,.0f} times"
        )
        if ratio < needed:
            slow[library] = ratio
    assert not slow, f"less than {needed} times: {slow}"


LARGE_ALTERNATIVES, LARGE_CRITERIA, LARGE_DRAWS = 1000, 20, 10_000
LARGE = SETUP.uniform(1, 10, (LARGE_ALTERNATIVES, LARGE_CRITERIA))
LARGE_DIRECTIONS = np.ones(LARGE_CRITERIA)
LARGE_METHODS = {
    "weighted sum": lambda weights: mcda.weighted_sum(LARGE, weights, LARGE_DIRECTIONS),
    "TOPSIS": lambda weights: mcda.topsis(LARGE, weights, LARGE_DIRECTIONS),
    "PROMETHEE II": lambda weights: (
        mcda.promethee(
            LARGE, weights, LARGE_DIRECTIONS, preference="v_shape", threshold=THRESHOLD
        ).net
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE_METHODS)
def test_focal_rank_among_a_thousand(name, best_seconds, report):
    def ranks():
        generator = np.random.default_rng(5)
        weights = uniform_simplex(LARGE_CRITERIA, LARGE_DRAWS, generator)
        return mcda.focal_rank(LARGE_METHODS[name](weights), 3)

    seconds = best_seconds(ranks, 3)
    report(f"{name}, 1,000 x 20, 10,000 draws, focal rank: {seconds:.3f} s")
    assert seconds < 0.5


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE_METHODS)
def test_full_acceptability_of_a_thousand(name, best_seconds, report):
    def shares():
        generator = np.random.default_rng(5)
        weights = uniform_simplex(LARGE_CRITERIA, LARGE_DRAWS, generator)
        return acceptability.acceptability_of_scores(LARGE_METHODS[name](weights))

    seconds = best_seconds(shares, 3)
    report(f"{name}, 1,000 x 20, 10,000 draws, full acceptability: {seconds:.3f} s")
    assert seconds < 2
