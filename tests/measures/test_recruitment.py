"""Forecasts of recruitment against distributions that can be written down."""

import numpy as np
import pytest
from scipy import stats

from contest import write_contest
from evaluation import evaluate
from study.made_up import named
from study.made_up_clinic import centre

WANTED = ["centre_rates", "recruitment_times", "recruitment_curve", "recruitment_forecast"]
DRAWS = 4000


def trial(name, target, **cells):
    more = {"opens_on": "2025-01-01", "deadline": "2026-01-01", "eligible": "",
            "rate_variation": "1"}  # fmt: skip
    return named(name, target_patients=target, **{**more, **cells})


ROWS = {
    "trials": [trial("t1", "20"), trial("t2", "5", eligible="0.5"), trial("t3", "9")],
    "trial_centres": [
        *(centre(f"t1_{k}", rate_per_month="0.4", opening_months="0") for k in "abcde"),
        centre("t2_a", trial="t2", rate_per_month="2", opening_months="3"),
        centre("t2_b", trial="t2", rate_per_month="2", opening_months="0", approval="0.25"),
        centre("t3_a", trial="t3", rate_per_month="0", opening_months="0"),
    ],
    "enrolments": (),
}


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    return evaluate(write_contest(tmp_path_factory.mktemp("t") / "toy", rows=ROWS), DRAWS, WANTED)


def test_rates_are_gamma_around_what_is_expected(values):
    rate = values["centre_rates"]["rate"]
    one = rate.sel(trial_centre="t1_a").values
    assert stats.kstest(one, stats.gamma(1, scale=0.4).cdf).pvalue > 1e-3
    # Half of those recruited are eligible; a quarter of the runs see the centre approved.
    assert float(rate.sel(trial_centre="t2_a").mean()) == pytest.approx(1.0, abs=0.06)
    assert float((rate.sel(trial_centre="t2_b") > 0).mean()) == pytest.approx(0.25, abs=0.03)


def test_shares_in_time_are_those_of_the_negative_binomial(values):
    """Five like centres of shape one: patients in a year are NB(5, 1 / (1 + 0.4 t))."""
    forecast, times = values["recruitment_forecast"].sel(trial="t1"), values["recruitment_times"]
    end = 365 / 30.4375
    exact = stats.nbinom(5, 1 / (1 + 0.4 * end)).sf(19)
    assert float(forecast["deadline"]) == pytest.approx(end)
    assert float(forecast["in_time"]) == pytest.approx(exact, abs=0.02)
    months = times["months"].sel(trial="t1").values
    assert (months <= end).mean() == pytest.approx(exact, abs=0.025)
    assert float(forecast["q05"]) < float(forecast["q50"]) < float(forecast["q95"])


def test_the_curve_is_a_path_up_to_the_target(values):
    curve = values["recruitment_curve"].sel(trial="t1")
    assert (curve.diff("month") >= 0).all()
    assert float(curve.max()) == 20
    count = stats.nbinom(5, 1 / (1 + 0.4 * 6))
    mean = np.minimum(count.rvs(40_000, random_state=1), 20).mean()
    assert float(curve.sel(month=6).mean()) == pytest.approx(mean, rel=0.04)
    forecast = values["recruitment_forecast"]
    assert float(forecast["patients"].sel(trial="t1", month=6)) == pytest.approx(
        float(curve.sel(month=6).mean())
    )


def test_nobody_comes_before_the_first_centre_opens(values):
    curve = values["recruitment_curve"].sel(trial="t2")
    closed = values["centre_rates"]["rate"].sel(trial_centre="t2_b") == 0
    assert float(curve.sel(month=3).where(closed, drop=True).max()) == 0


def test_a_trial_that_never_ends_says_so(values):
    forecast = values["recruitment_forecast"].sel(trial="t3")
    assert float(forecast["q05"]) == np.inf
    assert (float(forecast["ever"]), float(forecast["in_time"])) == (0, 0)
    assert np.isnan(values["recruitment_times"]["months"].sel(trial="t3")).all()


def test_a_study_without_trials_runs_without(make_contest):
    rows = dict.fromkeys(("trials", "trial_centres", "enrolments"), ())
    assert not set(WANTED) & set(evaluate(make_contest(rows=rows), 5, ["travel_times"]))
