"""Counts of the made-up pipeline and of its promises."""

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["stage_seekers", "stage_counts", "obligation_counts"]


def test_investors_known_by_name_are_counted_by_stage_and_by_what_they_seek(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["stage_seekers"]
    assert found.sel(stage="mou", seeks="land") == 1
    assert found.sel(stage="mou", seeks="cooperation") == 1
    assert found.sel(stage="contract", seeks="land") == 1
    # Five letters without names stand in one row: it is not counted among names.
    assert (found.sel(stage="letter") == 0).all()


def test_they_add_up_to_those_known_by_name(make_contest):
    values = evaluate(make_contest(), 2, WANTED)
    named = values["stage_counts"]["named"]
    assert (values["stage_seekers"].sum("seeks", skipna=False) == named).all()


def test_every_obligation_is_counted_once_the_urgent_first(make_contest):
    found = evaluate(make_contest(), 5, WANTED)["obligation_counts"]
    assert dict(zip(found["status"].values, found.values, strict=True)) == {
        "overdue": 0, "at_risk": 2, "due_soon": 0, "not_due": 2, "undated": 0, "met": 0,
    }  # fmt: skip


def test_a_promise_that_was_kept_is_counted_as_met(make_contest):
    told = copied("fulfilments")
    start = next(row for row in told if row["obligation"] == "start")
    start["actual"] = "1"
    found = evaluate(make_contest(rows={"fulfilments": told}), 5, WANTED)["obligation_counts"]
    assert found.sel(status="met") == 1
