from songi.study.check import read_and_check
from songi.study.check.industries import ROUNDED_MILLION_KRW
from study.made_up import TABLES


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_the_made_up_table_balances(make_study):
    assert codes(make_study()) == []


def test_rounding_is_no_fault(make_study):
    flow = float(TABLES["io_flows"][0]["imported_million_krw"])
    near = {"io_flows": {0: {"imported_million_krw": f"{flow + ROUNDED_MILLION_KRW / 2}"}}}
    assert codes(make_study("near", cells=near)) == []
    far = {"io_flows": {0: {"imported_million_krw": f"{flow + 2 * ROUNDED_MILLION_KRW}"}}}
    assert codes(make_study("far", cells=far)) == ["industries.inputs_unbalanced"]


def test_a_study_may_have_a_table_and_nothing_else(make_study):
    absent = dict.fromkeys(
        ("io_areas", "sector_shares", "sector_jobs", "shocks", "impact_estimates"), ()
    )
    assert codes(make_study(rows=absent)) == []
