"""RCA, proximity, density and complexity: an outside case, ecomplexity itself, and identities."""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.complexity import (
    complexity,
    parts,
    proximity,
    relatedness_density,
    revealed_advantage,
)

CASE = Path(__file__).parents[1] / "cases" / "econ" / "rca_density_5x5.json"


def nested(generator, regions, industries):
    """Values of regions by industries, made up so that few regions have the complex industries."""
    able = np.sort(generator.uniform(0, 1, regions))
    hard = np.sort(generator.uniform(0, 1, industries))
    values = generator.lognormal(0, 1.2, (regions, industries)) * np.exp(3 * np.outer(able, hard))
    return values * (generator.uniform(size=values.shape) < 0.9)


def test_an_outside_case():
    told = json.loads(CASE.read_text("utf-8"))
    due = told["expected"]
    advantage = revealed_advantage(told["inputs"]["value_matrix_rows_regions"])
    assert advantage == pytest.approx(np.array(due["rca"]), abs=1e-9)
    present = (advantage >= 1).astype(int)
    assert present.tolist() == due["mcp"]
    assert relatedness_density(present) == pytest.approx(np.array(due["density"]), abs=1e-9)
    assert complexity(present).regions == pytest.approx([*due["eci"].values()], abs=1e-9)
    assert [list(one) for one in parts(present)] == [[1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]


@pytest.mark.parametrize("shape", [(8, 6), (60, 30), (30, 60)])
def test_equal_to_ecomplexity(shape, generator):
    reference = pytest.importorskip("ecomplexity", reason="ecomplexity is not installed")
    values = nested(generator, *shape)
    frame = pd.DataFrame(
        {"t": 1, "r": np.repeat(np.arange(shape[0]), shape[1]),
         "i": np.tile(np.arange(shape[1]), shape[0]), "v": values.ravel()}
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        columns = {"time": "t", "loc": "r", "prod": "i", "val": "v"}
        told = reference.ecomplexity(
            frame, columns, check_logsupermodularity=False, verbose=False
        ).sort_values(["r", "i"])
    present = (revealed_advantage(values) >= 1).astype(float)
    found = complexity(present)
    grid = {name: told[name].to_numpy().reshape(shape) for name in ("eci", "pci", "density")}
    assert found.regions == pytest.approx(grid["eci"][:, 0], abs=1e-9)
    assert found.industries == pytest.approx(grid["pci"][0], abs=1e-9)
    assert relatedness_density(present) == pytest.approx(grid["density"], abs=1e-9)


PRESENT = arrays(np.int8, (6, 5), elements=st.integers(0, 1))


@settings(max_examples=25)
@given(PRESENT)
def test_a_region_s_complexity_is_the_mean_of_its_industries(present):
    assume(min(present.any(axis=1).sum(), present.any(axis=0).sum()) > 1)
    try:
        found = complexity(present)
    except MethodError:
        return
    some = present.any(axis=1)
    means = (present @ np.nan_to_num(found.industries))[some] / present.sum(axis=1)[some]
    assert found.regions[some] == pytest.approx(means, abs=1e-8)
    assert np.isnan(found.regions[~some]).all()
    assert np.mean(found.regions[some]) == pytest.approx(0, abs=1e-8)
    diversity = present.sum(axis=1)[some]
    assert np.dot(found.regions[some], diversity - diversity.mean()) > -1e-8


@settings(max_examples=25)
@given(PRESENT)
def test_proximity_is_symmetric_and_density_a_share(present):
    near = proximity(present)
    assert near == pytest.approx(near.T)
    assert np.diag(near) == pytest.approx(present.any(axis=0).astype(float))
    density = relatedness_density(present)
    known = density[:, present.any(axis=0)]
    assert ((known >= 0) & (known <= 1 + 1e-12)).all()
    assert np.isnan(density[:, ~present.any(axis=0)]).all()


def test_the_same_twice_to_the_last_bit(generator):
    present = (revealed_advantage(nested(generator, 80, 40)) >= 1).astype(float)
    one, other = complexity(present), complexity(present)
    assert one.regions.tobytes() == other.regions.tobytes()


def test_a_region_with_nothing_has_no_advantage():
    assert revealed_advantage([[1, 2], [0, 0]])[1].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: revealed_advantage([[0, 0]]), "all zero"),
        (lambda: revealed_advantage([[1, -1]]), "negative"),
        (lambda: revealed_advantage([1, 2]), "shape"),
        (lambda: proximity([[0.5]]), "0 or 1"),
        (lambda: relatedness_density([[1, 0]], [[1.0]]), "one row for each"),
        (lambda: relatedness_density([[1]], [[-1.0]]), "negative"),
        (lambda: complexity([[1, 1], [1, 1]]), "same industries"),
        (lambda: complexity([[1, 1]]), "two regions"),
        (lambda: complexity(np.eye(3)), "3 parts"),
    ],
)
def test_what_cannot_be_is_refused(call, words):
    with pytest.raises(MethodError, match=words):
        call()
