"""The best choice against every choice there is, and graphs too large to try every choice."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.exclusion import best_choices, largest_choices


def graph(size, edges):
    apart = np.zeros((size, size), dtype=bool)
    for one, other in edges:
        apart[one, other] = apart[other, one] = True
    return apart


@st.composite
def graphs(draw):
    size = draw(st.integers(0, 8))
    pairs = [*itertools.combinations(range(size), 2)]
    return graph(size, [pair for pair in pairs if draw(st.booleans())])


def lawful(apart):
    """Return every lawful choice, by trying all."""
    for chosen in itertools.product((False, True), repeat=len(apart)):
        inside = np.array(chosen, dtype=bool)
        if not apart[np.ix_(inside, inside)].any():
            yield inside


@settings(max_examples=60)
@given(apart=graphs(), seed=st.integers(0, 99))
def test_the_best_choice_is_the_best_of_all(apart, seed):
    worth = np.random.default_rng(seed).integers(0, 9, (4, len(apart))).astype(float)
    chosen = best_choices(worth, apart)
    for mine, of in zip(chosen, worth, strict=True):
        assert not apart[np.ix_(mine, mine)].any()
        assert of[mine].sum() == max(of[one].sum() for one in lawful(apart))


@settings(max_examples=40)
@given(apart=graphs())
def test_the_largest_choices_are_those_of_all_to_which_nothing_can_be_added(apart):
    every = {tuple(np.flatnonzero(one).tolist()) for one in lawful(apart)}
    largest = {one for one in every if not any(set(one) < set(other) for other in every)}
    found = largest_choices(apart)
    assert set(found) == largest
    assert found == sorted(largest)


def test_a_long_ring_is_solved_and_two_thirds_of_a_star_is_not_better_than_its_rays():
    size = 101
    ring = graph(size, [(k, (k + 1) % size) for k in range(size)])
    assert best_choices(np.ones((1, size)), ring).sum() == size // 2
    star = graph(size, [(0, k) for k in range(1, size)])
    worth = np.ones((2, size))
    worth[:, 0] = 99.0, 101.0
    assert best_choices(worth, star).sum(axis=1).tolist() == [100, 1]


def test_what_is_too_entangled_is_refused_with_its_size():
    rng = np.random.default_rng(1)
    edges = [pair for pair in itertools.combinations(range(60), 2) if rng.random() < 0.08]
    with pytest.raises(MethodError, match=r"60 things .* more than 50 steps"):
        best_choices(np.ones((1, 60)), graph(60, edges), most_steps=50)
    pairs = graph(24, [(2 * k, 2 * k + 1) for k in range(12)])
    assert len(largest_choices(pairs, most=4096)) == 4096
    with pytest.raises(MethodError, match="24 things that exclude each other leave more than 500"):
        largest_choices(pairs)


@pytest.mark.parametrize(
    ("worth", "apart", "told"),
    [
        ([[1.0, -1.0]], graph(2, []), "worth must not be negative"),
        ([[1.0, np.nan]], graph(2, []), "1 NaN"),
        ([[1.0]], graph(2, []), r"shape \[draws, 2\]"),
        ([[1.0]], [[True]], "nothing can exclude itself"),
        ([[1.0, 1.0]], [[0, 1], [0, 0]], "must be symmetric"),
    ],
)
def test_what_does_not_fit_is_refused(worth, apart, told):
    with pytest.raises(MethodError, match=told):
        best_choices(worth, apart)
