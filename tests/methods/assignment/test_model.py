import subprocess
import sys

import numpy as np
from scipy import sparse

from songi.methods.assignment import allocation_problem, least_area, utility_limit
from songi.methods.assignment.model import add_nearness, limit_measures, placing, weighted_rows
from songi.methods.assignment.sites import possible_sites


def small_problem(**options):
    return allocation_problem(
        [[1.0, 2.0], [3.0, 4.0]],
        [10.0, 30.0],
        limits=[
            utility_limit("power", 8.0, per_site=[4.0, 2.0]),
            least_area("small", [False, True], area=15.0),
        ],
        must_place=[1, 0],
        **options,
    )


def rows_of(placed):
    arrays = placed.model.matrices
    return arrays.A.toarray(), arrays.sense, arrays.b


def test_sums_follow_the_sparse_weights():
    from linopy import Model

    model = Model()
    variable = model.add_variables(lower=0, upper=1, coords=[range(3)], dims=["site"])
    weights = np.array([[2.0, 0.0, -1.0], [0.0, 0.0, 0.0], [0.0, 5.0, 0.0]])
    sums = weighted_rows(variable, sparse.csr_array(weights))
    model.add_constraints(sums + weighted_rows(variable, sparse.csr_array(np.eye(3))), "<=", 1.0)
    np.testing.assert_array_equal(model.matrices.A.toarray(), weights + np.eye(3))


def test_rows_hold_what_they_should():
    problem = small_problem()
    sites = possible_sites(problem)
    matrix, sense, side = rows_of(placing(problem, sites))
    # Columns: sites (investor 0 on parcels 0 and 1, then investor 1), left, over of two limits.
    assert matrix.shape == (7, 7)
    np.testing.assert_array_equal(matrix[0:2, :4], [[1, 0, 1, 0], [0, 1, 0, 1]])
    np.testing.assert_array_equal(matrix[2:4, :4], [[1, 1, 0, 0], [0, 0, 1, 1]])
    np.testing.assert_array_equal(matrix[4], [1, 1, 0, 0, 1, 0, 0])
    np.testing.assert_array_equal(matrix[5], [1, 1, 0.5, 0.5, 0, -1, 0])
    np.testing.assert_allclose(matrix[6], [0, 0, -1 / 3, -1, 0, 0, -1])
    assert [*sense] == ["<", "<", "<", "<", ">", "<", "<"]
    np.testing.assert_allclose(side, [1, 1, 1, 1, 1, 2, -0.5])
    assert limit_measures(sites).tolist() == [4.0, 30.0]


def test_limits_give_way_only_where_they_are_loose():
    problem = small_problem()
    sites = possible_sites(problem)
    strict = placing(problem, sites)
    assert strict.over.upper.values.tolist() == [0.0, 0.0]
    assert strict.left.upper.values.tolist() == [0.0]
    loose = placing(
        problem,
        sites,
        loose_limits=np.array([False, True]),
        loose_must=np.array([True, False]),
    )
    assert loose.over.upper.values.tolist() == [0.0, 0.5]
    assert loose.left.upper.values.tolist() == [1.0]


def test_partners_add_terms_only_where_they_could_adjoin():
    nearness = [[0.0, 2.0], [2.0, 0.0]]
    apart = small_problem(nearness=nearness)
    sites = possible_sites(apart)
    assert add_nearness(placing(apart, sites), apart, sites) is None
    beside = small_problem(nearness=nearness, adjacent=[[0, 1]])
    near, benefit = add_nearness(placing(beside, sites), beside, sites)
    assert near.size == 2
    assert benefit.tolist() == [2.0, 2.0]


def test_linopy_is_imported_only_when_it_is_needed():
    seen = "import sys, songi.methods.assignment; print('linopy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
