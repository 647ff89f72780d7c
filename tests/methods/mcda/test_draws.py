import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods import mcda
from songi.methods.mcda import draws as draws_module
from songi.methods.mcda.draws import weighted_rows

METHODS = {
    "weighted_sum": mcda.weighted_sum,
    "weighted_product": mcda.weighted_product,
    "topsis": mcda.topsis,
    "vikor": lambda *problem: mcda.vikor(*problem).q,
    "promethee": lambda *problem: mcda.promethee(*problem).net,
}
DIRECTIONS = np.array([1, -1, 1])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("matrix_lead", "weights_lead"),
    [
        ((), ()),
        ((), (5,)),
        ((5,), ()),
        ((5,), (5,)),
        ((1,), (5,)),
        ((5,), (1,)),
        ((), (2, 5)),
        ((2, 1), (5,)),
        ((2, 5), (5,)),
        ((2, 1), (1, 5)),
        ((5,), (2, 1)),
        ((3, 2, 5), (2, 1)),
    ],
)
def test_leading_axes_broadcast_like_a_loop(generator, method, matrix_lead, weights_lead):
    matrix = generator.uniform(1, 9, (*matrix_lead, 4, 3))
    weights = generator.dirichlet(np.ones(3), weights_lead)
    result = METHODS[method](matrix, weights, DIRECTIONS)
    lead = np.broadcast_shapes(matrix_lead, weights_lead)
    assert result.shape == (*lead, 4)
    for where in np.ndindex(lead):
        one = np.broadcast_to(matrix, (*lead, 4, 3))[where]
        own = np.broadcast_to(weights, (*lead, 3))[where]
        np.testing.assert_allclose(
            result[where], METHODS[method](one, own, DIRECTIONS), atol=1e-12, err_msg=str(where)
        )


@pytest.mark.parametrize("method", METHODS)
def test_blocks_change_nothing_but_the_last_bits(generator, monkeypatch, method):
    matrix = generator.uniform(1, 9, (50, 4, 3))
    weights = generator.dirichlet(np.ones(3), 50)
    whole = METHODS[method](matrix, weights, DIRECTIONS)
    monkeypatch.setattr(draws_module, "CELLS_PER_BLOCK", 7 * 12)
    np.testing.assert_allclose(METHODS[method](matrix, weights, DIRECTIONS), whole, atol=1e-14)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("draws", [1, 9, 1001])
def test_equal_alternatives_stay_equal_to_the_last_bit(generator, method, draws):
    matrix = generator.uniform(1, 9, (13, 8))
    matrix[12] = matrix[0]
    weights = generator.dirichlet(np.ones(8), draws)
    scores = METHODS[method](matrix, weights, np.ones(8))
    np.testing.assert_array_equal(scores[:, 0], scores[:, 12])


def test_weighted_rows_is_the_matrix_product(generator):
    rows, weights = generator.random((6, 4)), generator.random((10, 4))
    rows[3] = rows[1]
    np.testing.assert_allclose(weighted_rows(weights, rows), weights @ rows.T, rtol=1e-14)


def test_no_draw_is_refused():
    with pytest.raises(MethodError, match=r"there is no draw: the leading axes are \[0\]"):
        mcda.weighted_sum(np.ones((2, 3)), np.ones((0, 3)), DIRECTIONS)
