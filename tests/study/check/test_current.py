from songi.study.check.current import are_whole, current, none_refused
from songi.study.load import load_study
from study.made_up import TABLES


def test_a_fact_counts_in_its_latest_version(make_study):
    later = {**TABLES["parcels"][2], "area_m2": "9900", "known_from": "2024-01-01"}
    study, _ = load_study(make_study(more={"parcels": [later]}))
    found = current(study, "parcels")
    assert len(found) == len(TABLES["parcels"])
    assert found.get("p3").area_m2.text == "9900"
    assert found.line_of(found.get("p3")) == 8


def test_a_table_that_is_not_there_has_no_rows(make_study):
    study, _ = load_study(make_study(rows={"parcels": []}))
    assert len(current(study, "parcels")) == 0
    assert not are_whole(study, "parcels")
    assert none_refused(study, "parcels", "zones")


def test_a_table_with_a_refused_row_is_not_whole(make_study):
    study, _ = load_study(make_study(cells={"parcels": {0: {"area_m2": "much"}}}))
    assert not are_whole(study, "zones", "parcels")
    assert not none_refused(study, "parcels")
    assert are_whole(study, "zones")
