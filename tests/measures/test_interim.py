"""What interim counts change, and which centres to add."""

import pytest
from scipy import stats

from contest import write_contest
from evaluation import evaluate
from study.made_up import named
from study.made_up_clinic import centre, count

WANTED = ["interim_rates", "interim_times", "interim_forecast", "centre_additions",
          "recruitment_forecast", "centre_rates"]  # fmt: skip
DRAWS = 4000

ROWS = {
    "trials": [
        named("t1", target_patients="20", opens_on="2025-01-01", deadline="2026-01-01",
              eligible="", rate_variation="1"),
        named("t2", target_patients="10", opens_on="2025-01-01", deadline="2026-01-01",
              eligible="", rate_variation="1"),
    ],
    "trial_centres": [
        centre("t1_a", rate_per_month="1", opening_months="0", approval="0..1"),
        centre("t1_b", rate_per_month="1", opening_months="9"),
        centre("t1_slow", role="could_join", rate_per_month="0.2", opening_months="9"),
        centre("t1_good", role="could_join", rate_per_month="3", opening_months="9"),
        centre("t2_a", trial="t2", rate_per_month="1", opening_months="0"),
    ],
    "enrolments": [
        count("t1_a", "2025-03-01", "1", opened_on="2025-01-01"),
        count("t1_a", "2025-07-01", "12", opened_on="2025-01-01"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    return evaluate(write_contest(tmp_path_factory.mktemp("t") / "toy", rows=ROWS), DRAWS, WANTED)


def test_a_counted_centre_has_its_rate_updated_and_is_open(values):
    """Shape 1 and rate 1 a month become shape 13 and rate 1 + 5.95: the last count counts."""
    rates, months = values["interim_rates"], 181 / 30.4375
    counted = rates["rate"].sel(trial_centre="t1_a").values
    assert stats.kstest(counted, stats.gamma(13, scale=1 / (1 + months)).cdf).pvalue > 1e-3
    assert (rates["opens"].sel(trial_centre="t1_a") == 0).all()
    waiting = rates["opens"].sel(trial_centre="t1_b").values
    assert waiting == pytest.approx(9 - months)


def test_only_trials_with_a_count_are_forecast_again(values):
    assert values["interim_forecast"]["trial"].values.tolist() == ["t1"]
    found = values["interim_forecast"].sel(trial="t1")
    assert float(found["target"]) == 8
    assert float(found["deadline"]) == pytest.approx(184 / 30.4375)
    before = values["recruitment_forecast"].sel(trial="t1")
    assert float(found["in_time"]) > float(before["in_time"]) + 0.2


def test_the_centre_that_gains_most_is_added_first(values):
    found = values["centre_additions"]
    assert found["trial_centre"].values.tolist() == ["t1_good", "t1_slow"]
    assert found["order"].values.tolist() == [1, 2]
    assert (found["gained"] >= 0).all()
    in_time = float(values["interim_forecast"]["in_time"].sel(trial="t1"))
    assert float(found["in_time"].sel(trial_centre="t1_good")) > in_time - 0.03


def test_without_counts_the_plan_stands(make_contest):
    found = evaluate(make_contest(rows={**ROWS, "enrolments": ()}), 200, WANTED[3:])
    assert "interim_forecast" not in found
    assert found["centre_additions"]["trial_centre"].values.tolist() == ["t1_good", "t1_slow"]
