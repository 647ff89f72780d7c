"""Promises of the made-up study: one overdue, one behind, one on its way, one without an hour."""

from datetime import date

import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["obligation_status", "obligation_progress", "realised_by_year", "reference_day"]


def statuses(values):
    found = values["obligation_status"]
    return dict(zip(found["obligation"].values, found["status"].values, strict=True))


def test_the_day_is_the_last_one_known_of_or_the_day_asked_for(make_contest):
    folder = make_contest()
    assert evaluate(folder, 2, WANTED)["reference_day"] == date(2025, 12, 3)
    day = date(2025, 3, 1)
    assert evaluate(folder, 2, WANTED, as_of=day)["reference_day"] == day


def test_each_promise_stands_where_its_day_and_its_share_put_it(make_contest):
    found = evaluate(make_contest(), 50, WANTED)
    assert statuses(found) == {
        "start": "not_due", "invest": "at_risk", "hire": "at_risk", "buyback": "not_due",
    }  # fmt: skip
    status = found["obligation_status"].sel(obligation="invest")
    assert float(status["kept"]) == pytest.approx(2.5e9 / 12e9, abs=0.01)
    days = (date(2025, 12, 3) - date(2024, 6, 20)).days
    assert float(status["expected"]) == days / (date(2028, 12, 31) - date(2024, 6, 20)).days


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"due": "2025-11-30"}, "overdue"),
        ({"due": "2026-01-31"}, "due_soon"),
        ({"due": ""}, "undated"),
    ],
)
def test_the_day_due_decides(make_contest, changes, status):
    rows = copied("obligations")
    rows[0] |= changes
    assert statuses(evaluate(make_contest(rows={"obligations": rows}), 2, WANTED))["start"] == (
        status
    )


def test_a_promise_that_was_kept_is_met_whatever_its_day(make_contest):
    rows = copied("fulfilments")
    rows[2] |= {"actual": "1"}
    assert statuses(evaluate(make_contest(rows={"fulfilments": rows}), 2, WANTED))["start"] == (
        "met"
    )


def test_a_day_put_off_is_counted_from_the_first_promise(make_contest):
    rows = copied("obligations")
    rows.append({**rows[0], "due": "2026-12-20", "known_from": "2025-06-01"})
    found = evaluate(make_contest(rows={"obligations": rows}), 2, WANTED)["obligation_status"]
    assert float(found["days_put_off"].sel(obligation="start")) == 183
    assert float(found["days_left"].sel(obligation="start")) == 382


def test_realised_is_what_was_told_by_the_end_of_the_year(make_contest):
    found = evaluate(make_contest(), 20, WANTED)["realised_by_year"].sel(obligation="invest")
    realised = found["realised"]
    assert realised["year"].values.tolist() == list(range(2024, 2030))
    assert (realised.sel(year=2024) == 1e9).all()
    assert ((realised.sel(year=2025) >= 2e9) & (realised.sel(year=2025) <= 3e9)).all()
    assert (found["promised"].sel(year=2027) == 0).all()
    assert (found["promised"].sel(year=2028) == 12e9).all()


def test_without_any_word_on_them_promises_are_not_kept(make_contest):
    found = evaluate(make_contest(rows={"fulfilments": ()}), 2, WANTED)
    assert (found["obligation_progress"] == 0).all()
    assert "realised_by_year" not in found
