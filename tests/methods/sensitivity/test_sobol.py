import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from songi.errors import MethodError
from songi.methods import mcda
from songi.methods.sensitivity import (
    mean_rank_change,
    saltelli_design,
    sobol_indices,
    weights_from_uniforms,
)

# Ishigami and Homma (1990): sin x1 + a sin² x2 + b x3⁴ sin x1, x uniform in -pi..pi.
A, B = 7.0, 0.1


def ishigami(x):
    return np.sin(x[..., 0]) + A * np.sin(x[..., 1]) ** 2 + B * x[..., 2] ** 4 * np.sin(x[..., 0])


def ishigami_indices():
    one = 0.5 * (1 + B * np.pi**4 / 5) ** 2
    two = A**2 / 8
    both = B**2 * np.pi**8 * (1 / 18 - 1 / 50)
    total = one + two + both
    return np.array([one, two, 0]) / total, np.array([one + both, two, both]) / total


def ishigami_outcomes(size=4096):
    design = saltelli_design({"x1": 1, "x2": 1, "x3": 1}, size, seed=7)
    design = design.transformed(dict.fromkeys(design.groups, lambda u: (2 * u - 1) * np.pi))
    return design.evaluate(lambda sample: ishigami(np.hstack(list(sample.values()))))


def sobol_g(u, a):
    return np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=-1)


def sobol_g_indices(a):
    """Partial variances of the G function: (1/3) / (1 + a)² each, products for interactions."""
    parts = 1 / (3 * (1 + a) ** 2)
    variance = np.prod(1 + parts) - 1
    totals = parts * np.prod(1 + parts) / (1 + parts)
    return parts / variance, totals / variance, parts, variance


def test_ishigami_against_its_analytical_indices(generator):
    first, total = ishigami_indices()
    found = sobol_indices(*ishigami_outcomes(), generator)
    np.testing.assert_allclose(found.first, first, atol=0.015)
    np.testing.assert_allclose(found.total, total, atol=0.015)
    assert ((found.first_low <= first) & (first <= found.first_high)).all()
    assert ((found.total_low <= total) & (total <= found.total_high)).all()


def test_sobol_g_against_its_analytical_indices(generator):
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
    first, total, _, _ = sobol_g_indices(a)
    design = saltelli_design({f"x{k}": 1 for k in range(6)}, 8192, seed=5)
    outcomes = design.evaluate(lambda sample: sobol_g(np.hstack(list(sample.values())), a))
    found = sobol_indices(*outcomes, generator)
    np.testing.assert_allclose(found.first, first, atol=0.015)
    np.testing.assert_allclose(found.total, total, atol=0.015)


def test_a_group_explains_what_its_members_and_their_interaction_do(generator):
    a = np.array([0.0, 1.0, 4.5])
    _, _, parts, variance = sobol_g_indices(a)
    design = saltelli_design({"pair": 2, "single": 1}, 8192, seed=5)
    outcomes = design.evaluate(lambda sample: sobol_g(np.hstack(list(sample.values())), a))
    found = sobol_indices(*outcomes, generator)
    together = (np.prod(1 + parts[:2]) - 1) / variance
    assert found.first[0] == pytest.approx(together, abs=0.015)
    assert found.total[1] == pytest.approx(parts[2] * np.prod(1 + parts[:2]) / variance, abs=0.015)


def test_same_estimates_as_scipy(generator):
    outcomes = ishigami_outcomes(256)
    peer = stats.sobol_indices(
        func={"f_A": outcomes.a[None], "f_B": outcomes.b[None], "f_AB": outcomes.ab[:, None]}, n=256
    )
    found = sobol_indices(*outcomes, generator)
    np.testing.assert_allclose(found.first, peer.first_order, atol=1e-12)
    np.testing.assert_allclose(found.total, peer.total_order, atol=1e-12)


def test_same_estimates_as_salib(generator):
    analyse = pytest.importorskip("SALib.analyze.sobol", reason="SALib is not installed").analyze
    outcomes = ishigami_outcomes(1024)
    # SALib's order: A, then each mixture, then B, point by point.
    stacked = np.concatenate([outcomes.a[None], outcomes.ab, outcomes.b[None]]).T.ravel()
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
    peer = analyse(problem, stacked, calc_second_order=False, seed=1, num_resamples=500)
    found = sobol_indices(*outcomes, generator, resamples=500)
    np.testing.assert_allclose(found.first, peer["S1"], atol=2e-3)
    np.testing.assert_allclose(found.total, peer["ST"], atol=1e-9)
    reach = (found.total_high - found.total_low) / 2
    np.testing.assert_allclose(reach, peer["ST_conf"], rtol=0.2)


def test_several_outcomes_are_each_done_alone(generator):
    outcomes = ishigami_outcomes(256)
    both = [np.stack([part, part**2], axis=-1) for part in outcomes]
    found = sobol_indices(*both, generator)
    alone = sobol_indices(*(part**2 for part in outcomes), generator)
    assert found.first.shape == found.total_high.shape == (3, 2)
    np.testing.assert_allclose(found.first[:, 1], alone.first, atol=1e-12)
    np.testing.assert_allclose(found.total[:, 1], alone.total, atol=1e-12)


@given(scale=st.floats(0.01, 1e6), shift=st.floats(-1e6, 1e6), seed=st.integers(0, 99))
def test_units_do_not_matter(scale, shift, seed):
    drawn = np.random.default_rng(seed).random((5, 32))
    moved = shift + scale * 10 * drawn
    plain = sobol_indices(drawn[0], drawn[1], drawn[2:], np.random.default_rng(1), resamples=5)
    other = sobol_indices(moved[0], moved[1], moved[2:], np.random.default_rng(1), resamples=5)
    # The shift costs digits: the tolerance is what is left of them.
    lost = 1e-9 * (1 + abs(shift) / scale)
    np.testing.assert_allclose(other.first, plain.first, atol=lost)
    np.testing.assert_allclose(other.total_low, plain.total_low, atol=lost)


def test_a_constant_outcome_has_no_indices(generator):
    outcomes = ishigami_outcomes(64)
    mixed = [np.stack([part, np.full_like(part, 0.1)], axis=-1) for part in outcomes]
    found = sobol_indices(*mixed, generator)
    assert np.isfinite(found.total[:, 0]).all()
    assert all(np.isnan(part[:, 1]).all() for part in found)


def test_weights_and_indicators_of_a_contest(generator):
    """An additive outcome: first-order and total indices agree and sum to one."""
    design = saltelli_design({"weights": 4, "beds": 5, "trials": 5}, 1024, seed=3)
    design = design.transformed({"weights": weights_from_uniforms})

    def score(sample):
        matrix = np.zeros((len(sample["beds"]), 5, 4))
        matrix[..., 0], matrix[..., 1] = sample["beds"], sample["trials"]
        return mcda.weighted_sum(matrix, np.full(4, 0.25), np.ones(4), normalisation=None)

    found = sobol_indices(*design.evaluate(score), generator)
    assert found.first.shape == (3, 5)
    np.testing.assert_allclose(found.first, found.total, atol=0.03)
    np.testing.assert_allclose(found.first.sum(axis=0), 1, atol=0.03)
    np.testing.assert_allclose(found.total[0], 0, atol=1e-12)


def test_mean_rank_change_by_hand():
    ranks = [[1, 2, 3], [3, 2, 1], [1.5, 1.5, 3]]
    np.testing.assert_allclose(mean_rank_change(ranks, [1, 2, 3]), [0, 4 / 3, 1 / 3])


def test_reference_of_another_length_is_refused():
    with pytest.raises(
        MethodError, match="reference must hold one rank for each of 3 alternatives"
    ):
        mean_rank_change([[1, 2, 3]], [1, 2])


@pytest.mark.parametrize(
    ("a", "b", "ab"),
    [
        (np.ones(4), np.ones(5), np.ones((2, 4))),
        (np.ones(4), np.ones(4), np.ones((2, 3))),
        (np.ones(1), np.ones(1), np.ones((2, 1))),
        (np.ones(4), np.ones(4), np.ones((0, 4))),
        (1.0, 1.0, 1.0),
    ],
)
def test_outcomes_that_do_not_fit_are_refused(a, b, ab, generator):
    with pytest.raises(MethodError, match=r"a and b must have the shape \[size, ...\]"):
        sobol_indices(a, b, ab, generator)


def test_nan_is_refused(generator):
    with pytest.raises(MethodError, match="b holds 1 NaN"):
        sobol_indices([1.0, 2.0], [1.0, np.nan], [[1.0, 2.0]], generator)
