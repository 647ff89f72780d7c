import numpy as np
import pytest
from scipy import stats

from songi.errors import MethodError
from songi.methods.sensitivity import SaltelliDesign, saltelli_design, weights_from_uniforms
from songi.methods.weights import within_ranges

GROUPS = {"weights": 3, "beds": 1, "trials": 2}


def test_groups_sizes_and_evaluations():
    design = saltelli_design(GROUPS, 64, seed=1)
    assert design.groups == ("weights", "beds", "trials")
    assert {name: sample.shape for name, sample in design.a.items()} == {
        "weights": (64, 3),
        "beds": (64, 1),
        "trials": (64, 2),
    }
    assert (design.size, design.evaluations) == (64, 320)
    assert len(list(design.samples())) == 5


def test_groups_are_swapped_whole():
    design = saltelli_design(GROUPS, 16, seed=1)
    mixed = dict(zip(design.groups, list(design.samples())[2:], strict=True))
    for swapped, sample in mixed.items():
        for name in design.groups:
            source = design.b if name == swapped else design.a
            assert sample[name] is source[name]


def test_uniform_and_independent_columns():
    design = saltelli_design(GROUPS, 1024, seed=2)
    columns = np.hstack([*design.a.values(), *design.b.values()])
    assert ((columns > 0) & (columns < 1)).all()
    # Balanced: every quarter of every column holds exactly a quarter of the points.
    quarters = np.floor(columns * 4)
    assert all((np.bincount(column.astype(int)) == 256).all() for column in quarters.T)
    correlation = np.corrcoef(columns.T) - np.eye(columns.shape[1])
    assert np.abs(correlation).max() < 0.1


def test_same_seed_same_design():
    first, again, other = (saltelli_design(GROUPS, 8, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.b["trials"], again.b["trials"])
    assert (first.b["trials"] != other.b["trials"]).any()


def test_transforms_turn_each_group_once():
    calls = []

    def turn(uniforms):
        calls.append(len(uniforms))
        return weights_from_uniforms(uniforms)

    design = saltelli_design(GROUPS, 8, seed=3)
    turned = design.transformed({"weights": turn})
    assert calls == [8, 8]
    np.testing.assert_allclose(turned.a["weights"].sum(axis=1), 1)
    assert turned.a["beds"] is design.a["beds"]


def test_weights_are_uniform_on_the_simplex(generator):
    weights = weights_from_uniforms(generator.random((20_000, 4)))
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    for column in weights.T:
        assert stats.kstest(column, stats.beta(1, 3).cdf).pvalue > 1e-4


def test_outcomes_of_any_shape():
    design = saltelli_design(GROUPS, 8, seed=3)
    found = design.evaluate(lambda sample: sample["weights"] * sample["beds"])
    assert found.a.shape == found.b.shape == (8, 3)
    assert found.ab.shape == (3, 8, 3)
    np.testing.assert_array_equal(found.ab[1], design.a["weights"] * design.b["beds"])


@pytest.mark.parametrize(
    ("groups", "size", "told"),
    [
        ({}, 8, r"groups must name at least one uniform each; they are \{\}"),
        ({"weights": 0}, 8, "groups must name at least one uniform each"),
        (GROUPS, 1000, r"power of two; it is 1000 \(near are 512 and 1024\)"),
        (GROUPS, 0, "power of two; it is 0"),
        ({"cells": 20_000}, 8, "40000 columns .* more than the 21201"),
    ],
)
def test_bad_design_is_refused(groups, size, told):
    with pytest.raises(MethodError, match=told):
        saltelli_design(groups, size, seed=1)


def test_transform_of_an_unknown_group_is_refused():
    with pytest.raises(MethodError, match="no group doctors; the groups are weights, beds, trials"):
        saltelli_design(GROUPS, 8, seed=1).transformed({"doctors": np.log})


def test_samples_from_elsewhere(generator):
    """Weights within ranges cannot be made from uniforms one by one: two samples of them can."""
    a, b = (
        {"weights": within_ranges([0.2, 0.3], [0.7, 0.8], 50, generator), "beds": beds}
        for beds in generator.random((2, 50))
    )
    design = SaltelliDesign(a, b)
    found = design.evaluate(lambda sample: sample["weights"][:, 0] * sample["beds"])
    assert found.ab.shape == (2, 50)
    np.testing.assert_array_equal(found.ab[0], b["weights"][:, 0] * a["beds"])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {}),
        ({"beds": np.ones(4)}, {"trials": np.ones(4)}),
        ({"beds": np.ones(4)}, {"beds": np.ones(5)}),
        ({"beds": np.ones(4), "trials": np.ones(3)}, {"beds": np.ones(4), "trials": np.ones(3)}),
    ],
)
def test_samples_that_do_not_match_are_refused(a, b):
    with pytest.raises(MethodError, match="A and B must hold the same groups"):
        SaltelliDesign(a, b)


def test_outcomes_of_another_number_are_refused():
    design = saltelli_design(GROUPS, 8, seed=1)
    with pytest.raises(MethodError, match=r"outcome must return \[8, ...\].*shape \[3\]"):
        design.evaluate(lambda sample: sample["weights"].mean(axis=0))


@pytest.mark.parametrize("uniforms", [[0.0, 0.5], [0.5, 1.0], []])
def test_uniforms_at_the_ends_are_refused(uniforms):
    with pytest.raises(MethodError, match="lie between 0 and 1, the ends left out"):
        weights_from_uniforms(uniforms)
