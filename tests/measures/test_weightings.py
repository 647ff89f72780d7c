"""Who is selected under other weights: against runs with those options, and cases from outside."""

import json
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy as shannon

from contest import leaf, write_flat_contest
from evaluation import evaluate
from songi.engine.graph import full_dataflow
from songi.measures.weightings import WEIGHTINGS, objective_weights
from study.made_up import row

NAMES = ["weighting_shares", "objective_weights", "selection_share", "expected_rank"]
CASE = Path(__file__).parent.parent / "cases" / "mcda" / "weights_critic_tus_adali_2019.json"
DRAWS = 300
RULES = [
    row(id="r1", contest="c1", kind="condition", group="bid", value="a", chance="0.2..0.8"),
    row(id="r2", contest="c1", kind="threshold", score="0.2..0.6"),
]


def option(way):
    return {"options": f'{{weights = "{way}"}}'}


def scores_of(values):
    draws, bids, criteria = np.shape(values)
    coords = {"draw": np.arange(draws), "bid": [f"b{k}" for k in range(bids)],
              "criterion": [f"c{k}" for k in range(criteria)]}  # fmt: skip
    return xr.DataArray(np.asarray(values), dims=("draw", "bid", "criterion"), coords=coords)


@pytest.mark.parametrize("rules", [[], RULES], ids=["first k", "rules"])
@pytest.mark.parametrize("way", ["stated", "equal", "simplex"])
def test_each_weighting_is_what_a_run_with_that_option_says(make_contest, way, rules):
    """`run` in any case, and the others from the stated run: same draws, same rules, same bytes."""
    given_rules = {"rows": {"selection_rules": rules}}
    stated = evaluate(make_contest("stated", **given_rules), DRAWS, NAMES)["weighting_shares"]
    found = evaluate(make_contest("other", **given_rules, head=option(way)), DRAWS, NAMES)
    main = {"ranking_method": "weighted_sum"}
    told = stated.sel(weighting="run" if way == "stated" else way)
    for by_way in (told, found["weighting_shares"].sel(weighting="run")):
        for name in ("selection_share", "standard_error"):
            np.testing.assert_array_equal(by_way[name], found["selection_share"][name].sel(main))
        np.testing.assert_array_equal(by_way["expected_rank"], found["expected_rank"].sel(main))


def test_shares_add_up_to_the_places_under_every_weighting(contest_folder):
    values = evaluate(contest_folder, DRAWS, [*NAMES, "awards"])
    found = values["weighting_shares"]
    assert found["weighting"].values.tolist() == [*WEIGHTINGS]
    places = float(np.minimum(values["awards"], found.sizes["bid"]).mean())
    assert np.allclose(found["selection_share"].sum("bid"), places, rtol=1e-12)
    assert np.allclose(found["expected_rank"].sum("bid"), 1 + 2 + 3, rtol=1e-12)


def test_critic_as_published(tmp_path):
    """The case's matrix as a study: its criteria, its directions, nothing uncertain."""
    case = json.loads(CASE.read_text("utf-8"))
    matrix, directions = np.array(case["matrix"]), case["directions"]
    names = [f"k{k}" for k in range(matrix.shape[1])]
    leaves = [leaf(name, name, weight="1", direction="benefit" if sign > 0 else "cost")
              for name, sign in zip(names, directions, strict=True)]  # fmt: skip
    bids = {f"b{i}": dict(zip(names, map(repr, map(float, cells)), strict=True))
            for i, cells in enumerate(matrix)}  # fmt: skip
    folder = write_flat_contest(tmp_path / "s", bids, leaves=leaves)
    found = evaluate(folder, 2, ["objective_weights"])["objective_weights"]
    weights = found.sel(weighting="critic", criterion=names)
    np.testing.assert_allclose(weights[0], case["expected"]["weights"], atol=case["atol"])


def test_pymcdm_gives_the_same_critic_and_scipy_the_same_entropy():
    critic_weights = pytest.importorskip("pymcdm.weights").critic_weights
    scores = np.random.default_rng(3).normal(size=(4, 6, 5))
    found = objective_weights(scores_of(scores))
    for draw in range(4):
        spans = (scores[draw] - scores[draw].min(0)) / np.ptp(scores[draw], axis=0)
        contrast = 1 - shannon(spans, axis=0) / np.log(6)
        entropy = found.sel(draw=draw, weighting="entropy")
        np.testing.assert_allclose(entropy, contrast / contrast.sum(), rtol=1e-12)
        critic = found.sel(draw=draw, weighting="critic")
        expected = critic_weights(scores[draw], np.ones(5))
        np.testing.assert_allclose(critic, expected, rtol=1e-9)


@given(seed=st.integers(0, 10**6), bids=st.integers(2, 8), criteria=st.integers(1, 6))
def test_weights_sum_to_one_and_nothing_that_sets_nobody_apart_weighs(seed, bids, criteria):
    generator = np.random.default_rng(seed)
    scores = generator.integers(-3, 4, (3, bids, criteria)).astype(float)
    found = objective_weights(scores_of(scores)).values
    np.testing.assert_allclose(found.sum(axis=2), 1, rtol=1e-12)
    assert (found >= 0).all()
    constant = np.ptp(scores, axis=1) == 0
    for draw in range(3):
        if not constant[draw].all():
            assert (found[draw, 0][constant[draw]] == 0).all()
    # Neither the unit nor the level of a score says what tells bids apart.
    moved = objective_weights(scores_of(scores * np.arange(1.0, criteria + 1) + 7)).values
    np.testing.assert_allclose(moved, found, atol=1e-9)


def test_where_nothing_tells_bids_apart_all_weigh_alike():
    assert (
        objective_weights(scores_of(np.full((2, 3, 4), 0.7))).values.tolist()
        == [[[0.25] * 4] * 2] * 2
    )
    assert objective_weights(scores_of(np.full((1, 1, 2), 0.7))).values.tolist() == [
        [[0.5] * 2] * 2
    ]


def test_what_entropy_weighs_most_decides_under_it_and_not_when_all_weigh_alike(tmp_path):
    """Bid a is far ahead on x, on which all others are alike, and last on y and z."""
    values = {"a": {"x": "9", "y": "0", "z": "0"}}
    values |= {f"b{k}": {"x": "0", "y": str(1 + k), "z": str(1 + k)} for k in range(5)}
    found = evaluate(write_flat_contest(tmp_path / "s", values), 5, NAMES)
    weights = found["objective_weights"].sel(weighting="entropy", draw=0)
    assert float(weights.sel(criterion="x")) > 0.5
    shares = found["weighting_shares"]["selection_share"].sel(bid="a")
    assert shares.sel(weighting="entropy") == 1
    assert shares.sel(weighting="equal") == 0


def test_the_weights_of_a_run_depend_on_none_of_this():
    """Decision 10: another option of `node_weights` would widen every trace; this does not."""
    upstream = full_dataflow().upstream(["node_weights"])
    assert not {"criterion_scores", "bid_values", "objective_weights"} & set(upstream)
