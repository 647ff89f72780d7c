import numpy as np
import pytest

from evaluation import evaluate
from experiments.small import DRAWS, change, flat, option, run_experiment
from songi.experiments.options import BASE, allowed_combinations, label_of
from songi.study.check import open_checked
from study.made_up import row

FOUR = {"a": {"x": "10..30"}, "b": {"x": "15..25"}, "c": {"x": "20"}, "d": {"x": "5"}}


def shares(tmp_path, options, changes=(), values=FOUR, **more):
    rows = {"bid_options": options, "option_changes": list(changes), **more.pop("more_rows", {})}
    return run_experiment(flat(tmp_path, values, more_rows=rows, **more), "bid_option_shares")


def value(found, name, combination, **labels):
    return float(found[name].sel(combination=combination, **labels))


def test_an_option_gives_the_share_of_a_study_in_which_it_is_taken(tmp_path):
    options = [option("invest")]
    found = shares(tmp_path, options, [change("invest", "indicators", "a/x", "value", "22..40")])
    written = flat(tmp_path / "written", {**FOUR, "a": {"x": "22..40"}})
    expected = evaluate(written, DRAWS)["selected"].sel(ranking_method="weighted_sum", bid="a")
    base = evaluate(flat(tmp_path / "base", FOUR), DRAWS)["selected"]
    before = base.sel(ranking_method="weighted_sum", bid="a").values
    assert value(found, "selection_share", "invest") == expected.values.mean()
    assert value(found, "selection_share", BASE) == before.mean()
    paired = expected.values - before
    assert value(found, "difference", "invest") == pytest.approx(paired.mean())
    error = paired.std(ddof=1) / np.sqrt(DRAWS)
    assert value(found, "difference_error", "invest") == pytest.approx(error)
    assert value(found, "moved", "invest") == (paired != 0).mean()


def test_the_chance_stands_apart_and_both_figures_are_given(tmp_path):
    options = [option("invest", chance="0.2..0.6", cost_krw="1e6..3e6", months="2")]
    found = shares(tmp_path, options, [change("invest", "indicators", "a/x", "value", "50")])
    assert value(found, "selection_share", "invest") == 1.0
    chance = value(found, "chance", "invest", statistic="mean")
    assert 0.3 < chance < 0.5
    base = value(found, "selection_share", BASE)
    tried = base + chance * (1.0 - base)
    assert value(found, "share_if_tried", "invest") == pytest.approx(tried)
    assert 1e6 < value(found, "cost_krw", "invest", statistic="q05") < 2e6
    assert value(found, "months", "invest", statistic="mean") == 2.0
    assert value(found, "chance", BASE, statistic="q05") == 1.0


def test_options_together_cost_their_sum_and_take_the_longest(tmp_path):
    options = [
        option("one", chance="0.5", cost_krw="10", months="3"),
        option("two", chance="0.4", cost_krw="5", months="7"),
        option("free", chance="1", cost_krw="", months=""),
    ]
    found = shares(tmp_path, options)
    assert value(found, "chance", "one+two", statistic="mean") == pytest.approx(0.2)
    assert value(found, "cost_krw", "one+two", statistic="mean") == 15.0
    assert value(found, "months", "one+two", statistic="mean") == 7.0
    assert np.isnan(value(found, "cost_krw", "one+free", statistic="mean"))
    assert found["includes"].sel(combination="one+two").values.tolist() == [1.0, 1.0, 0.0]


def test_an_option_that_moves_nothing_has_no_evidence(tmp_path):
    """The field applied for enters no criterion: only a rule by field could make it tell."""
    field = [option("field", kind="field")]
    changes = [change("field", "bids", "a", "field", "vaccines")]
    found = shares(tmp_path, field, changes)
    assert value(found, "moved", "field") == 0.0
    assert value(found, "difference", "field") == 0.0
    rules = [
        row(id="quota", contest="c1", kind="quota", group="field", value="vaccines",
            at_least="0", at_most="0", score="", chance="")
    ]  # fmt: skip
    cells = {"bids": {1: {"field": "vaccines"}, 2: {"field": "vaccines"}, 3: {"field": "vaccines"}}}
    ruled = run_experiment(
        flat(
            tmp_path / "ruled",
            FOUR,
            more_rows={
                "bid_options": field,
                "option_changes": changes,
                "bids": [bid | cells["bids"].get(k, {"field": "other"})
                         for k, bid in enumerate(bids_of(FOUR))],
            },
            files={"tables/selection_rules.csv": csv(rules)},
        ),
        "bid_option_shares",
    )  # fmt: skip
    assert value(ruled, "selection_share", BASE) == 1.0
    assert value(ruled, "selection_share", "field") == 0.0
    assert value(ruled, "moved", "field") == 1.0


def bids_of(values):
    from study.made_up import named

    return [named(bid, contest="c1", candidates=bid) for bid in values]


def csv(rows):
    from study.made_up import csv_text

    return csv_text(rows)


def test_with_a_partner_the_own_bid_is_the_one_in_which_the_own_candidates_bid(tmp_path):
    options = [option("with_c", kind="partner", controlled_by="partner")]
    found = shares(tmp_path, options, [change("with_c", "bids", "a", "joins", "c")])
    study = flat(tmp_path / "joined", FOUR, cells={"bids": {0: {"joins": "c"}}})
    joined = evaluate(study, DRAWS)["selected"].sel(ranking_method="weighted_sum", bid="c")
    assert value(found, "selection_share", "with_c") == joined.values.mean()
    assert value(found, "selection_share", "with_c") > value(found, "selection_share", BASE)


def test_excluded_options_are_never_taken_together(tmp_path):
    options = [option("one", excludes="two"), option("two"), option("three")]
    found = shares(tmp_path, options)
    labels = set(found["combination"].values.tolist())
    assert labels == {BASE, "one", "two", "three", "one+three", "two+three"}


def test_many_options_are_looked_at_alone_and_in_pairs(tmp_path):
    folder = flat(tmp_path, FOUR, more_rows={"bid_options": [option(f"o{k}") for k in range(7)]})
    table = open_checked(folder)[0].tables["bid_options"]
    sizes = [len(one) for one in allowed_combinations(table)]
    assert (sizes.count(0), sizes.count(1), sizes.count(2), max(sizes)) == (1, 7, 21, 2)
    few = flat(
        tmp_path / "few", FOUR, more_rows={"bid_options": [option(f"o{k}") for k in range(6)]}
    )
    table = open_checked(few)[0].tables["bid_options"]
    assert len(list(allowed_combinations(table))) == 2**6
    assert label_of(()) == BASE


def test_combinations_do_not_depend_on_the_order_of_the_rows(tmp_path):
    options = [option("one"), option("two")]
    changes = [
        change("one", "indicators", "a/x", "value", "18..40"),
        change("two", "indicators", "b/x", "value", "1"),
    ]
    found = shares(tmp_path, options, changes)
    turned = shares(tmp_path / "turned", options[::-1], changes[::-1])
    both = value(found, "selection_share", "one+two")
    assert both == value(turned, "selection_share", "two+one")
    written = flat(tmp_path / "w", {**FOUR, "a": {"x": "18..40"}, "b": {"x": "1"}})
    expected = evaluate(written, DRAWS)["selected"].sel(ranking_method="weighted_sum", bid="a")
    assert both == expected.values.mean()


def test_an_option_on_what_nobody_knew_yet_is_not_evaluated(make_contest):
    from datetime import date

    from songi.session import open_study

    late = {"indicators": {0: {"known_from": "2024-04-01"}}}
    done = open_study(make_contest(cells=late)).run(draws=5, workers=1, as_of=date(2024, 3, 1))
    found = done["bid_option_shares"]
    assert np.isnan(value(found, "selection_share", "letters"))
    assert np.isnan(value(found, "moved", "partner+letters"))
    assert np.isfinite(value(found, "selection_share", "partner"))
