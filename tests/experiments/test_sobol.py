"""Sobol indices of a contest: worked by hand, against SALib, and against the run's own measures."""

import numpy as np
import pytest

from contest import leaf, write_flat_contest
from evaluation import evaluate_study
from experiments.small import flat
from songi.experiments import sobol
from songi.experiments.registry import all_experiments
from songi.experiments.sobol import DesignBlock
from songi.measures.drivers import FEWEST_DRAWS
from songi.methods.sensitivity import SaltelliDesign
from songi.results.run import open_run
from songi.session import open_study
from songi.study.check import open_checked
from songi.study.streams import DrawBlock
from study.made_up import row

DRAWS = 400

TWO = {"a": {"x": "0..1"}, "b": {"x": "0..1"}}
"""Either bid wins as often: first where x of a is above x of b."""


def indices(tmp_path, values, draws=DRAWS, **changes):
    node = all_experiments()["sobol_indices"]
    study = open_checked(flat(tmp_path, values, **changes))[0]
    return node.function(study, draws, evaluate_study(study, draws, node.needs))


def at(found, name, cell):
    return float(found[name].sel(cell=cell))


def test_two_uniform_cells_explain_a_third_each_and_two_thirds_with_the_other(tmp_path):
    """E[x > y | x] is x: its variance is a twelfth, that of the standing a quarter."""
    found = indices(tmp_path, TWO)
    assert found["cell"].values.size == 2
    for cell in ("indicators/a/x/value", "indicators/b/x/value"):
        for standing in ("rank", "selected"):
            assert at(found, f"{standing}_first", cell) == pytest.approx(1 / 3, abs=0.03)
            assert at(found, f"{standing}_total", cell) == pytest.approx(2 / 3, abs=0.03)
            for name in ("first", "total"):
                low, high = (at(found, f"{standing}_{name}_{e}", cell) for e in ("low", "high"))
                assert low < at(found, f"{standing}_{name}", cell) < high


def test_of_a_linear_score_the_shares_are_those_of_the_variances(tmp_path):
    """Among many rivals in a row the rank is all but linear in 0.75 x + 0.25 y of the own bid."""
    rivals = {f"r{k}": {"x": str(k / 60), "y": str(k / 60)} for k in range(61)}
    leaves = [leaf("x", "x", weight="3"), leaf("y", "y", weight="1")]
    found = indices(tmp_path, {"own": {"x": "0..1", "y": "0..1"}, **rivals}, leaves=leaves)
    for name in ("rank_first", "rank_total"):
        assert at(found, name, "indicators/own/x/value") == pytest.approx(0.9, abs=0.02)
        assert at(found, name, "indicators/own/y/value") == pytest.approx(0.1, abs=0.02)
    assert found["cell"].values[0] == "indicators/own/x/value"


def test_salib_says_the_same_of_a_contest_written_by_hand(tmp_path):
    analyse = pytest.importorskip("SALib.analyze.sobol", reason="SALib is not installed").analyze
    sample = pytest.importorskip("SALib.sample.sobol").sample
    values = {"a": {"x": "10..20", "y": "3"}, "b": {"x": "12..16", "y": "2..6"},
              "c": {"x": "8|12|22", "y": "1"}, "d": {"x": "18", "y": "0..3"}}  # fmt: skip
    found = indices(tmp_path, values)
    cells = [f"indicators/{name}/value" for name in ("a/x", "b/x", "c/x", "b/y", "d/y")]
    assert set(found["cell"].values) == set(cells)
    problem = {"num_vars": 5, "names": cells, "bounds": [[0, 1]] * 5}
    u = sample(problem, 4096, calc_second_order=False, seed=3)
    turn = (12 - 8) / (22 - 8)
    low = 8 + np.sqrt(u[:, 2] * (22 - 8) * (12 - 8))
    high = 22 - np.sqrt((1 - u[:, 2]) * (22 - 8) * (22 - 12))
    fixed = np.ones(len(u))
    x = np.stack([10 + 10 * u[:, 0], 12 + 4 * u[:, 1], np.where(u[:, 2] < turn, low, high),
                  18 * fixed], axis=1)  # fmt: skip
    y = np.stack([3 * fixed, 2 + 4 * u[:, 3], fixed, 3 * u[:, 4]], axis=1)
    spans = [(one - one.min(1)[:, None]) / np.ptp(one, axis=1)[:, None] for one in (x, y)]
    scores = spans[0] / 2 + spans[1] / 2
    ranks = 1.0 + (scores[:, 1:] > scores[:, :1]).sum(axis=1)
    said = analyse(problem, ranks, calc_second_order=False, seed=1)
    for k, cell in enumerate(cells):
        assert at(found, "rank_first", cell) == pytest.approx(said["S1"][k], abs=0.04)
        assert at(found, "rank_total", cell) == pytest.approx(said["ST"][k], abs=0.04)


@pytest.mark.slow
def test_the_runs_own_uniforms_give_the_runs_own_standing(make_contest):
    """The experiment computes with the run's measures, and sees all that varies in a run."""
    rules = [row(id="r", contest="c1", kind="condition", chance="0.3..0.9")]
    study = open_checked(make_contest(rows={"selection_rules": rules}))[0]
    values = evaluate_study(study, DRAWS)
    block = DrawBlock(study.info.seed, 0, DRAWS)
    points = {}
    for name in map(str, values["uncertain_inputs"]["cell"].values):
        kind, *rest = name.split("/")
        noise = {"missing": "bid_values", "condition": "selected"}.get(kind)
        if noise:
            points[name] = block.noise(noise, "/".join(rest))
        elif kind != "criteria":
            points[name] = block.cell(kind, "/".join(rest[:-1]), rest[-1])
    points[sobol.WEIGHTS] = (np.arange(DRAWS) + 0.5) / DRAWS
    half = DRAWS // 2
    a, b = ({name: one[at, None] for name, one in points.items()}
            for at in (slice(half), slice(half, DRAWS)))  # fmt: skip
    standings = sobol._standings(values, SaltelliDesign(a, b))
    own = {"ranking_method": "weighted_sum", "bid": "a"}
    for k, name in enumerate(("ranks", "selected")):
        found = values[name].sel(own).values
        assert np.ptp(found) > 0
        assert np.array_equal(standings[:2, :, k].ravel(), found)
    # What is not computed again for a mixture is as if it were.
    for k, name in enumerate(points):
        whole = sobol._standings(values, SaltelliDesign({**a, name: b[name]}, b))
        assert np.array_equal(standings[2 + k], whole[0]), name


@pytest.mark.slow
def test_many_points_are_taken_in_parts(tmp_path, monkeypatch):
    whole = indices(tmp_path / "whole", TWO)
    monkeypatch.setattr(sobol, "POINTS_AT_ONCE", 1000)
    assert indices(tmp_path / "parts", TWO).identical(whole)


def test_a_cell_that_is_no_factor_stands_at_its_middle():
    block = DesignBlock(1, 0, 3, {"places/p/capacity": np.array([0.1, 0.2, 0.3])})
    assert block.cell("places", "p", "capacity").tolist() == [0.1, 0.2, 0.3]
    assert block.cell("places", "q", "capacity").tolist() == [0.5, 0.5, 0.5]
    assert block.noise("bid_values", "x/a").tolist() == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("how", ["stated", "ranges", "order", "simplex"])
def test_weights_are_one_factor_however_they_are_drawn(tmp_path, how):
    values = {"a": {"x": "1", "y": "0"}, "b": {"x": "0", "y": "1"}}
    leaves = [leaf("x", "x", weight="30..70"), leaf("y", "y", weight="30..70")]
    head = {"options": f'{{weights = "{how}"}}'}
    found = indices(tmp_path, values, leaves=leaves, head=head)
    assert found["cell"].values.tolist() == [sobol.WEIGHTS]
    assert at(found, "rank_first", sobol.WEIGHTS) == pytest.approx(1, abs=0.1)
    assert at(found, "rank_total", sobol.WEIGHTS) == pytest.approx(1, abs=0.1)


def test_the_rules_of_the_call_count_for_being_selected_and_not_for_the_rank(tmp_path):
    rule = row(id="r", contest="c1", kind="condition", group="bid", value="a", chance="0.5")
    values = {"a": {"x": "9"}, "b": {"x": "1"}}
    found = indices(tmp_path, values, more_rows={"selection_rules": [rule]})
    assert at(found, "selected_first", "condition/r/a") == pytest.approx(1, abs=0.02)
    assert bool(found["rank_first"].isnull().all())


def test_how_many_are_selected_is_a_factor(tmp_path):
    found = indices(tmp_path, {"a": {"x": "3"}, "b": {"x": "9"}, "c": {"x": "1"}}, awards="1..2")
    assert found["cell"].values.tolist() == ["contests/c1/awards"]
    assert at(found, "selected_total", "contests/c1/awards") == pytest.approx(1, abs=0.02)


def test_the_evaluations_are_told_and_enough(tmp_path):
    found = indices(tmp_path, TWO)
    assert sobol.EVALUATIONS <= found.attrs["evaluations"] < 2 * sobol.EVALUATIONS
    assert found.attrs["evaluations"] % 4 == 0


def test_many_cells_have_no_fewer_points_than_are_needed():
    for factors in (1, 2, 17, 173, 900):
        size = sobol._points(factors)
        assert size >= sobol.FEWEST_POINTS
        assert size * (factors + 2) >= sobol.EVALUATIONS
        assert size & (size - 1) == 0


def test_nothing_uncertain_and_too_few_draws_say_nothing(tmp_path):
    certain = indices(tmp_path / "certain", {"a": {"x": "1"}, "b": {"x": "2"}})
    assert certain.sizes["cell"] == 0
    assert certain.attrs["evaluations"] == 0
    few = indices(tmp_path / "few", TWO, FEWEST_DRAWS - 1)
    assert few.sizes["cell"] == 2
    assert bool(few["rank_total"].isnull().all())
    assert few.attrs["evaluations"] == 0


def test_the_same_study_gives_the_same_bytes_and_another_seed_others(tmp_path):
    one = indices(tmp_path / "one", TWO)
    assert one.identical(indices(tmp_path / "two", TWO))
    assert not one.identical(indices(tmp_path / "three", TWO, head={"seed": "2"}))


def test_a_run_keeps_them_and_traces_them_to_cells_and_rules(tmp_path):
    folder = write_flat_contest(tmp_path / "s", TWO)
    run = open_study(folder).run(draws=DRAWS, measures=["sobol_indices"], workers=1)
    opened = open_run(folder, run.id)
    found = opened["sobol_indices"]
    assert found.attrs["evaluations"] >= sobol.EVALUATIONS
    traced = {(one.table, one.row_id) for one in opened.trace("sobol_indices").rows}
    assert {("indicators", "a/x"), ("indicators", "b/x"), ("contests", "c1")} <= traced
    # What is kept of the inputs is a summary: the cells are named there all the same.
    again = open_study(folder).run(draws=DRAWS, measures=["sobol_indices"], workers=1)
    assert again["sobol_indices"].identical(found)


def test_without_an_own_bid_in_the_contest_there_are_none(make_contest):
    head = (make_contest() / "study.toml").read_text("utf-8").replace('own_bid = "a"\n', "")
    folder = make_contest("other", files={"study.toml": head})
    run = open_study(folder).run(draws=20, workers=1)
    assert "sobol_indices" in run.skipped
