"""Trials as the measures need them."""

from datetime import date

import numpy as np
import pytest
import xarray as xr

from songi.study.as_of import known_at
from songi.study.streams import DrawBlock
from songi.study.trials import belief, days_of_count, forecast_of, months_between, of_trial
from study.made_up_clinic import centre, count


def test_months_are_thirty_days_and_a_bit():
    assert months_between(date(2025, 1, 1), date(2026, 1, 1)) == pytest.approx(11.99, abs=0.01)
    assert months_between(date(2025, 2, 1), date(2025, 1, 1)) < 0


def test_a_belief_counts_eligible_patients(open_made_up):
    study = open_made_up(cells={"trials": {0: {"eligible": "0.5"}}})
    block = DrawBlock(1, 0, 5)
    centres = known_at(study.tables["trial_centres"], None).for_draws(block)
    trials = known_at(study.tables["trials"], None).for_draws(block)
    found = belief(centres, centres.get("t1_a"), trials)
    whole = centres.draws_of(centres.get("t1_a"), "rate_per_month")
    assert found.mean == pytest.approx(whole / 2)
    assert found.shape == pytest.approx(np.full(5, 1 / 0.64))


def test_the_last_day_of_a_trial_is_that_of_its_last_count(open_made_up):
    more = {"trial_centres": [centre("t1_c")], "enrolments": [count("t1_c", "2025-10-01", "1")]}
    study = open_made_up(more=more)
    days = days_of_count(study.tables["enrolments"], study.tables["trial_centres"])
    assert days == {"t1": date(2025, 10, 1)}


def test_only_centres_that_take_part_recruit(open_made_up):
    study = open_made_up()
    rates = xr.Dataset(
        {name: (("draw", "trial_centre"), [[1.0, 2.0]]) for name in ("rate", "opens")},
        coords={"trial_centre": ["t1_a", "t1_b"]},
    )
    rate, opens = of_trial(rates, study.tables["trial_centres"], "t1")
    assert (rate.tolist(), opens.tolist()) == ([[1.0]], [[1.0]])


def test_what_is_not_reached_counts_as_longest():
    cells = {"months": [[3.0], [np.nan], [5.0]], "chance": [[0.5], [0.0], [1.0]],
             "target": [[9.0]] * 3, "deadline": [[4.0]] * 3}  # fmt: skip
    times = xr.Dataset(
        {name: (("draw", "trial"), np.array(values)) for name, values in cells.items()},
        coords={"trial": ["t"]},
    )
    found = forecast_of(times).sel(trial="t")
    assert [float(found[name]) for name in ("q05", "q50", "q95")] == [3, 5, np.inf]
    assert (float(found["in_time"]), float(found["ever"])) == (0.5, pytest.approx(2 / 3))
