"""Runs: what they leave, what can be asked of them, what is refused."""

import json
from datetime import date

import numpy as np
import pytest
import xarray as xr

from contest import METHOD, copied
from songi.errors import StudyError, UsageError
from songi.results.run import open_run
from songi.results.store import Store
from songi.session import open_study
from study.made_up import TABLES


def code_of(caught):
    return caught.value.problem.code


def test_a_run_holds_its_results(finished_run):
    ranks = finished_run["ranks"]
    assert isinstance(ranks, xr.DataArray)
    assert ranks.sizes == {"draw": 100, METHOD: 5, "bid": 3}
    assert isinstance(finished_run["selection_share"], xr.Dataset)
    assert "ranks" in finished_run
    assert "ranking" not in finished_run


def test_every_result_has_units_and_a_name(finished_run):
    for name in finished_run.names:
        for variable in finished_run.dataset(name).data_vars.values():
            assert variable.attrs["units"]
            assert variable.attrs["long_name"]


def test_a_run_opens_as_it_was_left(finished_run):
    opened = open_run(finished_run.folder.parent.parent, finished_run.id)
    assert opened.record == finished_run.record
    assert opened.names == finished_run.names
    assert opened["ranks"].identical(finished_run["ranks"])


def test_the_beginning_of_an_id_is_enough(finished_run):
    folder = finished_run.folder.parent.parent
    assert open_run(folder, finished_run.id[:5]).id == finished_run.id
    assert open_run(folder).id == open_run(folder, "latest").id == finished_run.id


def test_the_record_says_what_made_the_run(finished_run):
    record = json.loads((finished_run.folder / "run.json").read_text("utf-8"))
    assert record["seed"] == 1
    assert record["draws"] == 100
    assert record["options"]["weights"] == "stated"
    assert set(record["tables"]) == set(TABLES)
    assert len(record["identities"]) > 5
    assert all(one["held"] for one in record["identities"])
    text = (finished_run.folder / "run.json").read_text("utf-8")
    assert str(finished_run.folder.parent) not in text


def test_a_run_of_a_study_rebuilds_the_study_it_saw(finished_run):
    study, seen = open_study(finished_run.folder.parent.parent).read(), finished_run.study
    for name, table in study.tables.items():
        assert seen.tables[name].fingerprint() == table.fingerprint(), name
    assert seen.info == study.info


def test_summaries_are_there_for_readers_without_netcdf(finished_run):
    for name in finished_run.names:
        assert (finished_run.folder / "summaries" / f"{name}.csv").is_file()
        assert (finished_run.folder / "summaries" / f"{name}.parquet").is_file()
    assert (
        (finished_run.folder / "summaries" / "expected_rank.csv")
        .read_text("utf-8")
        .startswith(f"variable,{METHOD},bid,units,value\n")
    )


def test_an_unknown_result_dimension_or_label_is_told(finished_run):
    with pytest.raises(UsageError) as caught:
        finished_run["rank"]
    assert code_of(caught) == "result.unknown"
    with pytest.raises(UsageError) as caught:
        finished_run.select("ranks", {"candidate": "a"})
    assert code_of(caught) == "result.dimension"
    with pytest.raises(UsageError) as caught:
        finished_run.select("ranks", {"bid": "z"})
    assert code_of(caught) == "result.label"
    assert caught.value.problem.facts == {"came": "z", "expected": "a, b, c"}


def test_a_number_is_understood_as_a_label(finished_run):
    part = finished_run.select("rank_acceptability", {"bid": "a", "rank": "2"})
    assert part.sizes == {METHOD: 5}


def test_a_run_that_is_not_there_is_told(make_contest, finished_run):
    with pytest.raises(UsageError) as caught:
        open_run(make_contest())
    assert code_of(caught) == "run.none"
    with pytest.raises(UsageError) as caught:
        open_run(finished_run.folder.parent.parent, "ffffff")
    assert code_of(caught) == "run.unknown"


def test_what_was_skipped_says_for_want_of_which_table(make_contest):
    folder = make_contest(rows={"outcomes": ()})
    done = open_study(folder).run(draws=5, workers=1, experiments=False)
    assert done.skipped["hindcast"]["lacking"] == ["outcomes"]
    with pytest.raises(UsageError) as caught:
        done["hindcast"]
    assert code_of(caught) == "result.skipped"
    assert caught.value.problem.facts["expected"] == "outcomes"


def test_only_what_is_asked_for_and_what_it_needs_is_computed(make_contest):
    done = open_study(make_contest()).run(draws=5, workers=1, measures=["criterion_weights"])
    assert done.names == ("criterion_weights", "node_weights")
    assert set(done.record["tables"]) == {"contests", "criteria", "judgements"}


def test_an_unknown_measure_and_one_that_cannot_run_are_told(make_contest):
    study = open_study(make_contest(rows={"outcomes": ()}))
    with pytest.raises(UsageError) as caught:
        study.run(draws=5, measures=["no_such"])
    assert code_of(caught) == "result.unknown"
    with pytest.raises(UsageError) as caught:
        study.run(draws=5, measures=["hindcast"])
    assert code_of(caught) == "result.skipped"


def test_a_broken_identity_is_told_and_the_last_good_run_stays(make_contest, monkeypatch):
    study = open_study(make_contest())
    good = study.run(draws=5, workers=1, experiments=False)
    monkeypatch.setattr(xr.DataArray, "clip", lambda self, **_: self + 1.0)
    with pytest.raises(StudyError) as caught:
        study.run(draws=6, workers=1, experiments=False)
    [problem] = caught.value.problems
    assert problem.code == "identity.broken"
    assert problem.place.file == "places_are_filled"
    assert study.latest().id == good.id
    assert Store(study.folder).run_ids() == (good.id,)


def test_the_class_of_a_result_is_the_strictest_upstream(make_contest):
    cells = {
        "indicators": {3: {"disclosure": "confidential"}},
        "places": {0: {"disclosure": "internal"}},
    }
    done = open_study(make_contest(cells=cells)).run(draws=3, workers=1, experiments=False)
    assert done.disclosure("criterion_weights") == "public"
    assert done.disclosure("travel_times") == "internal"
    assert done.disclosure("ranks") == "confidential"


def test_whom_to_call_first_is_internal_though_every_row_is_public(finished_run):
    assert finished_run.disclosure("pipeline_stages") == "public"
    assert finished_run.disclosure("investor_forecast") == "internal"
    assert finished_run.disclosure("prospects") == "internal"


def test_an_embargo_closes_a_result_until_its_day(make_contest):
    cells = {"places": {0: {"embargo_until": "2026-01-01"}}}
    done = open_study(make_contest(cells=cells)).run(draws=3, workers=1, experiments=False)
    assert done.disclosure("travel_times") == "confidential"
    assert done.disclosure("travel_times", date(2025, 12, 31)) == "confidential"
    assert done.disclosure("travel_times", date(2026, 1, 1)) == "public"


def test_an_early_as_of_day_leaves_a_run_that_says_what_it_lacks(make_contest):
    done = open_study(make_contest()).run(
        draws=3, workers=1, experiments=False, as_of=date(2020, 1, 1)
    )
    assert done.names == ()
    assert done.skipped["ranks"]["lacking"] == ["bids", "candidates", "contests", "criteria"]


def test_rows_nobody_knew_at_the_cutoff_are_lacking_although_the_table_is_there(make_contest):
    late = [{**row, "known_from": "2024-04-01"} for row in copied("criteria")]
    done = open_study(make_contest(rows={"criteria": late})).run(
        draws=3, workers=1, experiments=False
    )
    assert done.skipped["ranks"]["lacking"] == ["criteria"]
    assert np.isfinite(done["candidate_indicators"].sel(indicator="air")).all()
