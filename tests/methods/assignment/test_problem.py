import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.assignment import allocation_problem, utility_limit

ARGUMENTS = {"value": np.ones((2, 3)), "area": [10.0, 20.0, 30.0]}


def test_one_value_counts_for_all_investors():
    problem = allocation_problem(**ARGUMENTS, least=5.0, most=25.0, merged_at_most=2, count=3)
    assert problem.least.tolist() == [5.0, 5.0]
    assert problem.most.tolist() == [25.0, 25.0]
    assert problem.merged_at_most.tolist() == [2, 2]
    assert problem.count.tolist() == [3, 3]
    assert problem.must_place.tolist() == [0, 0]


def test_adjacency_is_read_in_any_order_and_once():
    problem = allocation_problem(**ARGUMENTS, adjacent=[[2, 1], [0, 1], [1, 2]])
    assert problem.adjacent.tolist() == [[0, 1], [1, 2]]
    assert allocation_problem(**ARGUMENTS).adjacent.shape == (0, 2)


def test_a_pair_is_barred_by_nan_or_because_it_is_not_allowed():
    value = np.array([[1.0, np.nan, 3.0], [4.0, 5.0, 6.0]])
    by_value = allocation_problem(value, ARGUMENTS["area"])
    assert np.isnan(by_value.value).tolist() == [[False, True, False], [False, False, False]]
    allowed = np.array([[True, False, True], [False, True, True]])
    both = allocation_problem(value, ARGUMENTS["area"], allowed=allowed)
    assert np.isnan(both.value).tolist() == (~allowed).tolist()


def test_a_parcel_is_late_by_the_phases_after_the_one_needed():
    problem = allocation_problem(**ARGUMENTS, available_from=[0, 1, 3], needed_from=[0, 2])
    assert problem.late.tolist() == [[0, 1, 3], [0, 0, 1]]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": np.ones(3)}, r"value must have the shape \[investors, parcels\].*it has \[3\]"),
        ({"value": np.empty((0, 3))}, "at least one of each"),
        ({"value": [[1.0, 2.0, np.inf]] * 2}, r"value must not be infinite: 2 wrong"),
        ({"value": [["a", "b", "c"]]}, "value must be numbers"),
        (
            {"value": [[1.0, 2.0, np.nan]] * 2, "allowed": np.ones((2, 3), dtype=bool)},
            r"value is NaN in a pair that is allowed: 2 wrong, at \[0, 2\], \[1, 2\]",
        ),
        ({"allowed": np.ones((3, 2), dtype=bool)}, r"allowed must be .* its shape is \[3, 2\]"),
        ({"allowed": np.ones((2, 3))}, "its type float64"),
        ({"area": [1.0, 2.0]}, r"area must hold one value for each of 3 parcels; its shape is"),
        ({"area": [1.0, -2.0, 3.0]}, r"area must be positive: 1 wrong, at \[1\]"),
        ({"area": [1.0, 0.0, np.nan]}, "area holds 1 NaN"),
        ({"least": [1.0, 2.0, 3.0]}, "least must hold one value for each of 2 investors"),
        ({"least": -1.0}, "least must not be negative"),
        ({"most": np.nan}, "most must not be NaN"),
        ({"least": 5.0, "most": [4.0, 6.0]}, r"least must not exceed most: 1 wrong, at \[0\]"),
        ({"adjacent": [0, 1]}, r"adjacent must have the shape \[edges, 2\]; it has \[2\]"),
        ({"adjacent": [[0, 3]]}, "adjacent must name positions of the 3 parcels: 1 wrong"),
        ({"adjacent": [[0, -1]]}, "adjacent must name positions of the 3 parcels"),
        ({"adjacent": [[0, 0.5]]}, "adjacent must name positions of the 3 parcels"),
        ({"adjacent": [[1, 1]]}, "a parcel does not adjoin itself"),
        ({"merged_at_most": 0}, "merged_at_most must be at least 1"),
        ({"merged_at_most": 1.5}, "merged_at_most must hold whole numbers"),
        ({"count": [1, 0]}, "count must be at least 1"),
        ({"must_place": [2, 0]}, r"must_place must not exceed count: 1 wrong, at \[0\]"),
        ({"must_place": -1}, "must_place must be at least 0"),
        ({"nearness": np.ones((3, 3))}, r"nearness must have the shape \[2, 2\]; it has \[3, 3\]"),
        ({"nearness": [[0.0, 1.0], [2.0, 0.0]]}, "nearness must be symmetric"),
        ({"nearness": [[0.0, -1.0], [-1.0, 0.0]]}, "nearness must not be negative"),
        ({"nearness": np.ones((2, 2))}, "nearness of an investor to itself must be 0"),
        ({"available_from": [0, 0, 0]}, "phases need both available_from and needed_from"),
        ({"available_from": [0, 0], "needed_from": 0}, "available_from must hold one value"),
        ({"late_factor": 1.5}, "late_factor is 1.5"),
        (
            {"limits": [utility_limit("power", 1.0)] * 2},
            "names of limits must differ: power, power",
        ),
        (
            {"limits": [utility_limit("power", 1.0, per_site=[1.0])]},
            "what sites use of power must be given for each of 2 investors",
        ),
    ],
)
def test_bad_input_is_refused(change, told):
    with pytest.raises(MethodError, match=told):
        allocation_problem(**{**ARGUMENTS, **change})
