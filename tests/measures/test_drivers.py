"""What drives the own bid's rank, and what it is worth to know: worked by hand where it can be."""

import numpy as np
import pytest

from contest import leaf, write_flat_contest
from evaluation import evaluate, evaluate_study
from songi.engine.graph import full_dataflow
from songi.measures.drivers import FEWEST_DRAWS
from songi.methods.sensitivity import call_outcomes, evppi
from songi.study.check import open_checked
from songi.study.streams import DrawBlock
from study.made_up import csv_text, named, row

NAMES = ["rank_drivers", "value_of_information", "value_of_finding_out"]

COIN = {"a": {"x": "0..2", "y": "5"}, "b": {"x": "1", "y": "5"}}
"""Bid a wins where its x is above 1: one cell alone decides, and each side is as likely."""


def with_weight(folder, values, draws=2000, **changes):
    leaves = [leaf("x", "x", weight="1"), leaf("y", "y", weight="0.5..1.5")]
    return evaluate(write_flat_contest(folder / "s", values, leaves=leaves, **changes), draws)


def test_the_cell_that_decides_explains_everything(tmp_path):
    found = with_weight(tmp_path, COIN)["rank_drivers"]
    assert found["cell"].values[0] == "indicators/a/x/value"
    decisive, other = (found["selected_share"].sel(cell=name)
                       for name in ("indicators/a/x/value", "criteria/y/weight"))  # fmt: skip
    assert float(decisive) > 0.9  # all but the bin that lies across the turning point
    assert abs(float(other)) < 0.03
    for standing in ("rank", "selected"):
        assert bool((found[f"{standing}_low"] <= found[f"{standing}_high"]).all())


def test_knowing_the_cell_that_decides_is_worth_half_the_runs(tmp_path):
    values = with_weight(tmp_path, COIN)
    worth = values["value_of_information"]
    assert float(worth["of_everything"]) == pytest.approx(0.5, abs=0.03)
    assert float(worth["worth"].sel(cell="indicators/a/x/value")) == pytest.approx(0.5, abs=0.03)
    assert abs(float(worth["worth"].sel(cell="criteria/y/weight"))) < 0.03
    by_criterion = values["value_of_finding_out"]
    assert by_criterion["criterion"].values.tolist() == ["x", "y"]
    assert float(by_criterion["worth"].sel(criterion="x")) == pytest.approx(0.5, abs=0.03)
    assert float(by_criterion["worth"].sel(criterion="y")) == 0.0


def test_the_rival_that_decides_is_told_from_one_that_does_not(tmp_path):
    """Bid b is ahead where its x is above 5, which is worth half the runs; c has no chance, and the
    mean of both rivals' scores tells less."""
    values = {"a": {"x": "5", "y": "10"}, "b": {"x": "0..10", "y": "10"},
              "c": {"x": "0..10", "y": "0"}}  # fmt: skip
    leaves = [leaf("x", "x", weight="1"), leaf("y", "y", weight="3")]
    found = evaluate(write_flat_contest(tmp_path / "s", values, leaves=leaves), 2000)
    worth = float(found["value_of_finding_out"]["worth"].sel(criterion="x"))
    assert 0.4 < worth <= float(found["value_of_finding_out"]["of_everything"]) < 0.55
    x = found["criterion_scores"].sel(criterion="x")
    mean = np.stack([x.sel(bid="a"), x.sel(bid=["b", "c"]).mean("bid")], axis=1)
    own = found["selected"].sel(ranking_method="weighted_sum", bid="a")
    assert float(evppi(mean, call_outcomes(own)).value) < 0.4


def test_no_cell_is_worth_more_than_all(contest_folder):
    values = evaluate(contest_folder, 1000, NAMES)
    for name in NAMES[1:]:
        assert float(values[name]["worth"].max()) <= float(values[name]["of_everything"]) + 1e-12


def test_every_gap_is_an_input_with_the_stream_that_fills_it(tmp_path):
    gap = {"a": {"x": "1"}, "b": {"x": "3", "y": "1"}, "c": {"x": "5", "y": "7"}}
    values = with_weight(tmp_path, gap)
    inputs, filled = values["uncertain_inputs"], values["bid_values"]
    assert inputs["cell"].values.tolist() == ["criteria/y/weight", "missing/y/a"]
    position = (filled.sel(bid="a", criterion="y") - 1) / 6
    assert np.allclose(position, inputs.sel(cell="missing/y/a"), rtol=1e-12)
    gaps = values["value_of_finding_out"]["gaps"]
    assert gaps.sel(criterion=["x", "y"]).values.tolist() == [0, 1]


def test_a_median_fills_without_an_input(tmp_path):
    gap = {"a": {"x": "1"}, "b": {"x": "3", "y": "1"}, "c": {"x": "5", "y": "7"}}
    leaves = [leaf("x", "x", weight="1"), leaf("y", "y", weight="1", missing="median")]
    folder = write_flat_contest(tmp_path / "s", gap, leaves=leaves)
    assert evaluate(folder, 500)["rank_drivers"].sizes["cell"] == 0


def test_rows_that_share_their_draws_stand_once(make_contest):
    shared = {"indicators": {1: {"shared_with": "a/firms", "value": "5..30"}}}
    inputs = evaluate(make_contest(cells=shared), 50, ["uncertain_inputs"])["uncertain_inputs"]
    cells = inputs["cell"].values.tolist()
    assert "indicators/a/firms/value" in cells
    assert "indicators/b/firms/value" not in cells
    assert len(set(cells)) == len(cells)


def test_every_uncertain_cell_is_listed_with_its_own_draws(contest_folder):
    study = open_checked(contest_folder)[0]
    inputs = evaluate_study(study, 50, ["uncertain_inputs"])["uncertain_inputs"]
    listed = set(inputs["cell"].values.tolist())
    drawn = DrawBlock(study.info.seed, 0, 50)
    uncertain = set()
    for name in sorted(set(study.tables) & full_dataflow().upstream(["ranks", "selected"])):
        table = study.tables[name].for_draws(drawn)
        for one in table.rows:
            for column, cell in one.quantities().items():
                if not cell.is_certain:
                    label = f"{name}/{one.row_id}/{column}"
                    uncertain.add(label)
                    assert np.array_equal(inputs.sel(cell=label), table.draws_of(one, column))
    assert len(uncertain) > 10
    # What is left: weights of blank siblings, what fills the beds nobody knew, and conditions.
    assert {name.split("/")[0] for name in listed - uncertain} <= {
        "criteria",
        "missing",
        "condition",
    }


@pytest.mark.parametrize("way", ["ranges", "order", "simplex"])
def test_weights_drawn_otherwise_stand_under_their_cell(make_contest, way):
    folder = make_contest(head={"options": f'{{weights = "{way}"}}'})
    values = evaluate(folder, 60, ["uncertain_inputs", "node_weights"])
    drawn = values["uncertain_inputs"].sel(cell="criteria/h1/weight")
    assert np.array_equal(drawn, values["node_weights"].sel(node="h1"))


def test_equal_weights_drive_nothing(make_contest):
    folder = make_contest(head={"options": '{weights = "equal"}'})
    cells = evaluate(folder, 60, ["uncertain_inputs"])["uncertain_inputs"]["cell"].values
    assert not [name for name in cells if name.startswith("criteria/")]


def test_few_draws_say_nothing(contest_folder):
    values = evaluate(contest_folder, FEWEST_DRAWS - 1, NAMES)
    assert bool(values["rank_drivers"]["rank_share"].isnull().all())
    assert bool(values["value_of_information"]["worth"].isnull().all())
    assert bool(values["value_of_finding_out"]["worth"].isnull().all())


def test_a_study_without_an_own_bid_has_no_drivers(tmp_path, make_contest):
    head = (make_contest() / "study.toml").read_text("utf-8").replace('own_bid = "a"\n', "")
    folder = make_contest("other", files={"study.toml": head})
    values = evaluate(folder, 20)
    assert not set(NAMES) & set(values)
    assert "selection_share" in values


def test_the_same_run_gives_the_same_bytes(contest_folder):
    one, other = (evaluate(contest_folder, 500, NAMES)["rank_drivers"] for _ in range(2))
    assert one.identical(other)


def test_a_bid_that_joins_another_is_ranked_there(tmp_path):
    bids = [named(n, contest="c1", candidates=n, **more)
            for n, more in (("a", {"joins": "b"}), ("b", {}), ("c", {}))]  # fmt: skip
    values = {"a": {"x": "1"}, "b": {"x": "0..2"}, "c": {"x": "1..3"}}
    folder = write_flat_contest(tmp_path / "s", values, more_rows={"bids": bids})
    found = evaluate(folder, 20)
    assert found["own_entry"].ids == ("b",)


def test_a_conditional_award_is_an_input(tmp_path):
    rule = row(id="r", contest="c1", kind="condition", group="bid", value="a", chance="0.5")
    folder = write_flat_contest(
        tmp_path / "s", {"a": {"x": "9"}, "b": {"x": "1"}}, more_rows={"selection_rules": [rule]}
    )
    (folder / "tables" / "selection_rules.csv").write_text(csv_text([rule]), "utf-8")
    values = evaluate(folder, 2000)
    assert values["uncertain_inputs"]["cell"].values.tolist() == ["condition/r/a"]
    worth = values["value_of_information"]["worth"].sel(cell="condition/r/a")
    assert float(worth) == pytest.approx(0.5, abs=0.06)
