"""Who is selected, by the rules of a call; each rule on a contest worked by hand."""

import numpy as np
import pytest

from contest import DEADLINE, METHOD, copied, write_flat_contest
from evaluation import bytes_of, evaluate
from songi.methods.acceptability import share_among_first
from study.made_up import named, row

ORDER = {"a": {"x": "5"}, "b": {"x": "4"}, "c": {"x": "3"}, "d": {"x": "2"}, "e": {"x": "1"}}
FIELDS = {"a": "drugs", "b": "drugs", "c": "drugs", "d": "cells", "e": "cells"}
REGIONS = {"a": "capital", "b": "capital", "c": "elsewhere", "d": "capital", "e": "elsewhere"}
WANTED = ["selected", "selection_share", "places_are_filled", "awards"]


def rule(name, kind, **cells):
    shown = {"group": "", "value": "", "at_least": "", "at_most": "", "score": "", "chance": ""}
    return row(id=name, contest="c1", kind=kind, **{**shown, **cells})


def filed(fields=FIELDS, regions=REGIONS):
    return [
        named(bid, contest="c1", candidates=bid, field=fields[bid], region=regions[bid], joins="")
        for bid in ORDER
    ]


def shares(folder, rules, *, awards="2", bids=None, draws=10, more=None):
    study = write_flat_contest(
        folder / "s", ORDER, awards=awards,
        more_rows={"bids": bids or filed(), "selection_rules": rules, **(more or {})},
    )  # fmt: skip
    found = evaluate(study, draws, WANTED)
    share = found["selection_share"]["selection_share"].sel({METHOD: "weighted_sum"})
    return dict(zip(share["bid"].values.tolist(), share.values.tolist(), strict=True))


@pytest.mark.parametrize("draws", [40, 1500])
def test_without_rules_the_numbers_are_those_of_the_first_k(contest_folder, draws):
    """To the last bit what was computed before there were rules."""
    found = evaluate(contest_folder, draws, [*WANTED, "ranks"])
    ranks = found["ranks"].transpose(METHOD, "draw", "bid")
    for method, places in zip(ranks[METHOD].values, ranks.values, strict=True):
        before = share_among_first(places, found["awards"].values)
        after = found["selection_share"].sel({METHOD: method})
        assert after["selection_share"].values.tobytes() == before.share.tobytes()
        assert after["standard_error"].values.tobytes() == before.standard_error.tobytes()


def test_a_rule_that_binds_nothing_changes_nothing(tmp_path):
    idle = [rule("idle", "quota", group="field", at_most="5"), rule("low", "threshold", score="0")]
    assert shares(tmp_path / "x", idle) == shares(tmp_path / "y", ())


def test_a_quota_of_a_field_keeps_a_place_for_its_best(tmp_path):
    got = shares(tmp_path, [rule("q", "quota", group="field", value="cells", at_least="1")])
    assert got == {"a": 1, "b": 0, "c": 0, "d": 1, "e": 0}


def test_a_quota_without_a_value_holds_for_each_group(tmp_path):
    each = [rule("q", "quota", group="region", at_most="1")]
    assert shares(tmp_path, each, awards="3") == {"a": 1, "b": 0, "c": 1, "d": 0, "e": 0}


def test_balance_between_the_capital_region_and_the_rest(tmp_path):
    rest = [rule("balance", "quota", group="region", value="elsewhere", at_least="2")]
    assert shares(tmp_path, rest, awards="3") == {"a": 1, "b": 0, "c": 1, "d": 0, "e": 1}


def test_a_threshold_leaves_a_place_empty(tmp_path):
    got = shares(tmp_path, [rule("t", "threshold", score="0.7")], awards="3")
    assert got == {"a": 1, "b": 1, "c": 0, "d": 0, "e": 0}


def test_an_award_that_lapses_is_not_handed_on(tmp_path):
    lapses = [rule("c", "condition", group="bid", value="a", chance="0.25")]
    got = shares(tmp_path, lapses, awards="1", draws=3000)
    assert got["a"] == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / 3000))
    assert sum(got.values()) == got["a"]


def test_the_chance_of_a_condition_is_drawn_from_its_cell(tmp_path):
    sure = shares(tmp_path / "x", [rule("c", "condition", chance="1")])
    assert sure == {"a": 1, "b": 1, "c": 0, "d": 0, "e": 0}
    drawn = shares(tmp_path / "y", [rule("c", "condition", chance="0..1")], draws=3000)
    assert drawn["a"] == pytest.approx(0.5, abs=4 * np.sqrt(0.25 / 3000))


def test_a_joint_bid_counts_once_against_a_quota(tmp_path):
    bids = [{**bid, "region": "", "joins": "a" if bid["id"] == "b" else ""} for bid in filed()]
    most = [rule("q", "quota", group="field", value="drugs", at_most="2")]
    assert shares(tmp_path, most, bids=bids, awards="3") == {"a": 1, "c": 1, "d": 1, "e": 0}


def test_a_bid_that_a_clause_keeps_out_is_never_selected(tmp_path):
    clauses = [named("site", contest="c1", article="art. 1", any_of="")]
    findings = [row(bid="a", clause="site", finding="not_met", reason="none")]
    got = shares(tmp_path, (), more={"clauses": clauses, "findings": findings})
    assert got == {"a": 0, "b": 1, "c": 1, "d": 0, "e": 0}


def test_a_rule_told_after_the_deadline_does_not_count(tmp_path):
    late = rule("q", "quota", group="field", value="cells", at_least="1") | {
        "known_from": "2024-06-27"
    }
    assert late["known_from"] > DEADLINE
    assert shares(tmp_path, [late]) == {"a": 1, "b": 1, "c": 0, "d": 0, "e": 0}


def test_a_bid_that_joins_another_is_no_alternative_and_brings_its_candidates(make_contest):
    rows = copied("bids")
    rows[2] |= {"joins": "a"}
    folder = make_contest("joined", rows={"bids": rows})
    found = evaluate(folder, 5, ["observed_values", "ranks"])
    assert found["entered_bids"].ids == ("a", "b")
    assert found["entered_bids"].get("a").candidates == ("a", "c")
    together = [{**copied("bids")[0], "candidates": "a|c"}, copied("bids")[1]]
    outcomes = copied("outcomes")[:2]
    same = make_contest(
        "together",
        rows={"bids": together, "outcomes": outcomes, "option_changes": (), "bid_options": ()},
    )
    assert bytes_of(evaluate(same, 5, ["ranks"])["ranks"]) == bytes_of(found["ranks"])


def test_a_bid_may_join_one_that_joins_another(make_contest):
    rows = copied("bids")
    rows[1] |= {"joins": "c"}
    rows[2] |= {"joins": "a"}
    rows.append(named("d", contest="c1", candidates="e", joins=""))
    more = {"candidates": [named("e", latitude="37", longitude="127")]}
    folder = make_contest(rows={"bids": rows}, more=more)
    found = evaluate(folder, 2, ["ranks"])["entered_bids"]
    assert found.ids == ("a", "d")
    assert set(found.get("a").candidates) == {"a", "b", "c", "d"}


SCORED = {"a": {"x": "10", "y": "0"}, "b": {"x": "0", "y": "10"}, "c": {"x": "6", "y": "6"}}
"""With equal weights 0.5, 0.5 and 0.6: c, then a and b level."""


def without(folder, rules, **changes):
    study = write_flat_contest(
        folder / "s", SCORED, more_rows={"selection_rules": rules}, **changes
    )
    found = evaluate(study, 20, ["selected_without", "leave_one_out", "selected"])
    return found["selected_without"].mean("draw"), found["leave_one_out"]


def test_leaving_a_criterion_out_heeds_the_rules(tmp_path):
    """Without y the scores are 1, 0 and 0.6; a threshold of 0.7 leaves the second place empty."""
    rules = [rule("t", "threshold", score="0.7")]
    selected, change = without(tmp_path / "with", rules, awards="2")
    assert selected.sel(left_out="y").values.tolist() == [1, 0, 0]
    assert change["selection_share_change"].sel(left_out="y").values.tolist() == [1, 0, 0]
    selected, change = without(tmp_path / "free", (), awards="2")
    assert selected.sel(left_out="y").values.tolist() == [1, 0, 1]
    assert change["selection_share_change"].sel(left_out="y").values.tolist() == [0.5, -0.5, 0]


def test_a_condition_fails_in_the_same_draws_without_a_criterion(tmp_path):
    """c is first with all, and second without y: its condition lapses in the draws it lapses in."""
    rules = [rule("c", "condition", group="bid", value="c", chance="0.5")]
    _, change = without(tmp_path, rules, awards="2")
    assert float(change["selection_share_change"].sel(left_out="y", bid="c")) == 0.0


def test_a_bid_kept_out_stays_out_without_a_criterion(tmp_path):
    more = {
        "clauses": [named("site", contest="c1", article="art. 1", any_of="")],
        "findings": [row(bid="a", clause="site", finding="not_met", reason="none")],
    }
    study = write_flat_contest(tmp_path / "s", SCORED, more_rows=more)
    found = evaluate(study, 5, ["selected_without"])["selected_without"]
    assert found.sel(left_out="y").mean("draw").values.tolist() == [0, 0, 1]
