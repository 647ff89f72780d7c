"""The made-up pipeline: one signed, one wooed, one lost, a partner, and five unnamed letters."""

from datetime import date

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["stage_counts", "pipeline_record", "stage_durations", "pledged_investment"]


def with_events(make_contest, change):
    rows = copied("events")
    change(rows)
    return evaluate(make_contest(rows={"events": rows}), 2, WANTED)


def test_each_investor_stands_at_the_furthest_stage_it_reached(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["pipeline_stages"]
    stages = dict(zip(found["investor"].values, found["stage"].values, strict=True))
    assert stages == {
        "signed": "contract", "wooed": "mou", "gone": "lost", "institute": "mou",
        "letters": "letter",
    }  # fmt: skip
    silent = (date(2025, 12, 3) - date(2024, 2, 1)).days / (365.25 / 12)
    assert float(found["months_silent"].sel(investor="wooed")) == pytest.approx(silent)
    assert found["events"].values.tolist() == [5, 3, 2, 3, 1]


def test_a_day_before_an_event_does_not_know_of_it(make_contest):
    found = evaluate(make_contest(), 2, WANTED, as_of=date(2023, 12, 31))["pipeline_stages"]
    assert found["stage"].sel(investor="signed").item() == "letter"


def test_who_was_lost_and_called_again_begins_anew(make_contest):
    def call(rows):
        again = next(row for row in rows if row["id"] == "g1")
        rows.append({**again, "id": "g3", "happened_on": "2025-01-10", "known_from": "2025-01-10"})

    found = with_events(make_contest, call)
    assert found["pipeline_stages"]["stage"].sel(investor="gone").item() == "contact"
    assert float(found["pipeline_record"]["seen"].sel(from_stage="contact")) == 4


def test_unnamed_letters_are_counted_apart_and_teach_nothing(make_contest):
    found = evaluate(make_contest(), 2, WANTED)
    counts = found["stage_counts"].sel(stage="letter")
    assert (float(counts["named"]), float(counts["unnamed"])) == (0, 5)
    assert float(found["pipeline_record"]["seen"].sel(from_stage="letter")) == 1


def test_the_record_counts_steps_and_months_of_those_who_may_want_land(make_contest):
    record = evaluate(make_contest(), 2, WANTED)["pipeline_record"]
    assert float(record["steps"].sel(from_stage="contact", to_stage="visit")) == 2
    assert float(record["steps"].sel(from_stage="contact", to_stage="lost")) == 1
    # The partner institute wants no land: its visit and memorandum are not in the record.
    assert float(record["steps"].sel(from_stage="visit", to_stage="mou")) == 2
    days = (date(2023, 3, 2) - date(2023, 1, 10)).days + (date(2023, 8, 21) - date(2023, 5, 8)).days
    days += (date(2024, 3, 31) - date(2023, 2, 14)).days
    months = float(record["months"].sel(from_stage="contact"))
    assert months == pytest.approx(days / (365.25 / 12))
    assert float(record["prior_weight"].sel(from_stage="contact")) == pytest.approx(2 / (2 + 3))
    assert np.isnan(record["prior_weight"].sel(from_stage="move_in"))


def test_a_stage_passed_over_counts_as_passed(make_contest):
    def skip(rows):
        rows[:] = [row for row in rows if row["id"] != "s3"]

    record = with_events(make_contest, skip)["pipeline_record"]
    assert float(record["steps"].sel(from_stage="mou", to_stage="letter")) == 1


def test_stays_are_as_kaplan_and_meier_say(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["stage_durations"].sel(stage="visit")
    staying = found["staying"].values
    # Two were seen at this stage; one left after 3.9 months, the other after 5.4.
    assert staying[3] == 1.0
    assert staying[4] == 0.5
    assert staying[6] == 0.0
    assert found["at_risk"].values[:6].tolist() == [2, 2, 2, 2, 1, 1]
    assert np.isnan(
        evaluate(make_contest(), 2, WANTED)["stage_durations"]["staying"].sel(stage="lost")
    ).all()


def test_amounts_of_each_strength_stand_by_themselves(make_contest):
    found = evaluate(make_contest(), 20, WANTED)["pledged_investment"].sel(investor="signed")
    letter = found.sel(strength="letter").values
    assert ((letter >= 9e9) & (letter <= 11e9)).all()
    assert (found.sel(strength="contracted") == 12e9).all()
    assert np.isnan(found.sel(strength="announced")).all()


def test_without_events_nobody_stands_anywhere(make_contest):
    rows = {"events": (), "obligations": (), "fulfilments": (), "parcels": ()}
    changes = {"rows": {**rows, "sale_outcomes": ()}}
    found = evaluate(make_contest(**changes), 2, WANTED)
    assert set(found["pipeline_stages"]["stage"].values) == {"none"}
    assert "pipeline_record" not in found
