"""A run as of a day sees what could be known on that day, to the byte."""

from datetime import date

import pytest

from contest import DEADLINE, copied, indicator, write_contest
from evaluation import evaluate, files_of, results_of
from songi.session import open_study
from study.made_up import named, row

LAND = True

DAY = date.fromisoformat(DEADLINE)

LATER = {
    "contests": [named("c1", deadline="2024-09-30", awards="2", status="open",
                       known_from="2024-03-01")],
    "candidates": [named("z", latitude="36.5±0.02", longitude="128.0", known_from="2024-03-01")],
    "bids": [named("z", contest="c1", candidates="z", known_from="2024-03-01")],
    "criteria": [named("h3", contest="c1", parent="", weight="90", indicator="beds",
                       direction="benefit", known_from="2024-03-01")],
    "indicators": [indicator("a", "firms", "900", known_from="2024-03-01"),
                   indicator("d", "firms", "800", known_from="")],
    "places": [named("air2", kind="airport", latitude="37.0", longitude="127.0", capacity="",
                     known_from="2024-03-01")],
    "outcomes": [row(contest="c1", bid="c", selected="false", known_from="2024-06-27")],
    "judgements": [row(expert="e2", more="l1", less="l2", ratio="2", known_from="2024-03-01")],
    "market_parameters": [row(parameter="price_elasticity", value="9", basis="assumed",
                              known_from="2024-03-01")],
    "competing_supply": [named("near", region="r", area_m2="9e5", unsold_m2="9e5",
                               price_krw_per_m2="1e6", known_from="2024-03-01")],
    "investors": [named("letters", kind="group", seeks="land", members="90",
                        known_from="2024-03-01")],
    "costs": [named("building", project="land", item="works", amount_krw="9e11",
                    known_from="2024-03-01")],
}  # fmt: skip


UNJUDGED = {"judgements": ()}


@pytest.fixture(scope="module")
def as_it_was(tmp_path_factory):
    folder = write_contest(tmp_path_factory.mktemp("as_of") / "toy", rows=UNJUDGED, land=True)
    done = open_study(folder).run(draws=1100, workers=1, experiments=False, as_of=DAY)
    return done.id, files_of(done.folder)


@pytest.mark.slow
@pytest.mark.parametrize("table", LATER)
def test_a_row_published_after_the_day_changes_no_byte(make_contest, as_it_was, table):
    needed = {"candidates", table} if table == "bids" else {table}
    folder = make_contest(more={name: LATER[name] for name in needed}, rows=UNJUDGED)
    done = open_study(folder).run(draws=1100, workers=1, experiments=False, as_of=DAY)
    assert (done.id, files_of(done.folder)) == as_it_was


def test_all_of_them_together_change_no_byte(make_contest, as_it_was):
    done = open_study(make_contest(more=LATER, rows=UNJUDGED)).run(
        draws=1100, workers=1, experiments=False, as_of=DAY
    )
    assert (done.id, files_of(done.folder)) == as_it_was


def test_rows_published_later_between_the_others_change_no_result(make_contest, as_it_was):
    """Only the lines on which the known rows stand may differ: traces must find them."""
    rows = copied("indicators")
    done = open_study(
        make_contest(rows={"indicators": [rows[0], *LATER["indicators"], *rows[1:]], **UNJUDGED})
    ).run(draws=1100, workers=1, experiments=False, as_of=DAY)
    before, after = as_it_was[1], files_of(done.folder)
    assert {name for name in before if after[name] != before[name]} == {"tables/indicators.parquet"}
    assert done.id == as_it_was[0]


def test_without_a_day_the_contest_still_sees_its_deadline_only(contest_folder, make_contest):
    late = {name: LATER[name] for name in ("indicators", "places", "criteria")}
    names = ["bid_values", "ranks", "criterion_weights"]
    before = evaluate(contest_folder, 30, names)
    after = evaluate(make_contest(more=late, rows=UNJUDGED), 30, names)
    for name in results_of(before):
        if name in names:
            assert after[name].identical(before[name]), name


def test_whose_draws_a_fact_used_is_not_rewritten_by_a_later_version(make_contest, contest_folder):
    later = {**copied("indicators")[1], "shared_with": "a/firms", "known_from": "2024-03-01"}
    folder = make_contest(more={"indicators": [later]})
    for day in (None, DAY):
        names = ["observed_values"]
        before = evaluate(contest_folder, 30, names, as_of=day)["observed_values"]
        after = evaluate(folder, 30, names, as_of=day)["observed_values"]
        assert after.identical(before), day
