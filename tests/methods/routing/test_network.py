import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.routing import largest_component, network_of


def test_loops_are_dropped_and_the_quickest_of_several_links_is_kept():
    made = network_of([1, 0, 0, 0, 1], [1, 1, 1, 2, 0], [5, 3, 2, 1, 4.0], 3)
    assert made.starts.tolist() == [0, 2, 3, 3]
    assert made.links.tolist() == [[1, 1200], [2, 600], [0, 2400]]


def test_a_time_is_at_least_a_tenth_of_a_second():
    assert network_of([0], [1], [1e-9], 2).links.tolist() == [[1, 1]]


def test_traps_springs_and_islands_are_told():
    # 0 and 1 reach each other; 2 is a one-way trap, 3 leads in only, 4 and 5 are an island.
    made = network_of([0, 1, 1, 3, 4], [1, 0, 2, 0, 5], np.ones(5), 6)
    found = largest_component(made)
    assert found.inside.tolist() == [True, True, False, False, False, False]
    assert (found.traps, found.springs, found.islands) == (1, 1, 2)


@pytest.mark.parametrize(
    ("links", "told"),
    [
        (([0], [1], [-1.0], 2), "minutes must be above 0: 1 wrong"),
        (([0], [1], [0.0], 2), "minutes must be above 0: 1 wrong"),
        (([0], [1], [np.nan], 2), "minutes holds 1 NaN"),
        (([0], [1], [2000.0], 2), "a day at most"),
        (([0], [2], [1.0], 2), "heads must lie between 0 and 1"),
        (([0], [1], [1.0, 2.0], 2), r"one shape \[links\]"),
        (([0.5], [1.0], [1.0], 2), "whole numbers"),
        (([], [], [], 0), "at least one node"),
    ],
)
def test_links_that_make_no_sense_are_refused(links, told):
    with pytest.raises(MethodError, match=told):
        network_of(*links)
