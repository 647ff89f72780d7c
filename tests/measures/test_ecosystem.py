"""Functions and who covers them, and the use of services, in the made-up ecosystem."""

from datetime import date

import numpy as np
import pytest

from contest import DEADLINE
from evaluation import evaluate
from study.made_up import TABLES, csv_text, write_study
from study.made_up_ecosystem import ECOSYSTEM

WANTED = ["ecosystem_coverage", "ecosystem_gaps", "service_outcomes", "link_years", "web_day",
          "services_offered"]  # fmt: skip


def write_ecosystem(folder, *, head=None, **changes):
    """Write a study of the made-up ecosystem alone; `changes` are other rows of its tables."""
    kept = {"places", "contests", "bids", "candidates"}
    tables = {**ECOSYSTEM, **changes}
    return write_study(
        folder,
        rows={name: () for name in TABLES if name not in kept},
        files={f"tables/{name}.csv": csv_text(rows) for name, rows in tables.items() if rows},
        head=head,
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return evaluate(write_ecosystem(tmp_path_factory.mktemp("ecosystem") / "toy"), 1000, WANTED)


def at(found, result, variable, **labels):
    return float(found[result][variable].sel(**labels).mean())


def test_the_web_is_looked_at_on_the_last_day_known_of_or_the_as_of_day(found, tmp_path):
    assert found["web_day"].isoformat() == "2023-12-01"
    folder = write_ecosystem(tmp_path / "later")
    later = evaluate(folder, 4, ["web_day"], as_of=date(2024, 5, 1))
    assert later["web_day"].isoformat() == "2024-05-01"


def test_a_sure_function_is_covered_in_every_run_and_an_uncertain_one_in_its_share(found):
    assert at(found, "ecosystem_gaps", "covered", function="research", role="research") == 1.0
    share = at(found, "ecosystem_gaps", "covered", function="education", role="research")
    assert share == pytest.approx(0.25, abs=0.04)
    assert at(found, "ecosystem_gaps", "served", function="education") == share


def test_an_actor_that_may_not_be_there_covers_in_those_runs_only(found):
    share = at(found, "ecosystem_gaps", "served", function="commercialisation")
    assert share == pytest.approx(0.5, abs=0.05)
    there = at(found, "ecosystem_gaps", "institutions", role="industry")
    assert there == pytest.approx(share)


def test_a_function_that_was_given_up_is_a_gap(found):
    assert at(found, "ecosystem_gaps", "served", function="marketing") == 0.0
    assert at(found, "ecosystem_gaps", "institutions", role="finance") == 1.0


def test_whom_no_living_link_joins_is_told_apart(found):
    trials = {"function": "clinical_trials"}
    assert at(found, "ecosystem_gaps", "served", **trials) == 1.0
    # The memorandum is two years old and dies by a half a year.
    assert at(found, "ecosystem_gaps", "served_joined", **trials) == pytest.approx(0.25, abs=0.04)
    coverage = found["ecosystem_coverage"]
    assert bool((coverage["joined"] <= coverage["actors"]).all())


def test_nobody_is_counted_before_it_exists(tmp_path):
    rows = [dict(row) for row in ECOSYSTEM["institutions"]]
    rows[2]["active_from"] = "2024-06-01"
    links = [row for row in ECOSYSTEM["links"] if "clinic" not in row["parties"]]
    folder = write_ecosystem(tmp_path / "later", institutions=rows, links=links)
    values = evaluate(folder, 20, WANTED)
    assert at(values, "ecosystem_gaps", "served", function="clinical_trials") == 0.0
    assert at(values, "ecosystem_gaps", "institutions", role="hospital") == 0.0


def test_actors_alone_cover_functions_too(tmp_path):
    folder = write_ecosystem(tmp_path / "alone", links=())
    values = evaluate(folder, 20, ["ecosystem_gaps"])
    assert at(values, "ecosystem_gaps", "served", function="research") == 1.0
    assert at(values, "ecosystem_gaps", "served_joined", function="research") == 0.0


def test_the_use_of_a_service_is_told_of_its_last_year(found):
    use = found["service_outcomes"].sel(service="bench")
    assert use["users"].values.tolist() == [40.0] * 1000
    assert np.isnan(use["outcomes"].values).all()
    # Six patents of ten users and of 20 to 30; four times the users in two years.
    assert float(use["outcome_share"].min()) >= 6 / 40
    assert float(use["outcome_share"].max()) <= 6 / 30
    assert use["growth"].values == pytest.approx(1.0)


def test_services_are_counted_by_function_and_state(found):
    offered = found["services_offered"]
    assert float(offered.sum()) == 2.0
    assert float(offered.sel(function="marketing", status="planned")) == 1.0


def test_a_service_that_nobody_counted_has_no_use(found):
    assert bool(found["service_outcomes"].sel(service="plan").to_array().isnull().all())


def test_what_became_known_later_is_not_known_as_of_a_day(tmp_path):
    rows = [*ECOSYSTEM["served_functions"]]
    rows[0] = {**rows[0], "known_from": "2024-05-01"}
    folder = write_ecosystem(tmp_path / "then", served_functions=rows)
    values = evaluate(folder, 20, ["ecosystem_gaps"], as_of=date.fromisoformat(DEADLINE))
    assert at(values, "ecosystem_gaps", "served", function="research") == 0.0
