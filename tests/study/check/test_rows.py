from songi.study.check import read_and_check
from study.made_up import SOURCES, TABLES


def told(folder):
    return [(problem.code, str(problem.place)) for problem in read_and_check(folder)[1]]


def test_versions_of_a_row_are_no_duplicates(make_study):
    later = {**TABLES["places"][0], "known_from": "2024-05-01"}
    undated = {**TABLES["places"][0], "known_from": ""}
    assert told(make_study(more={"places": [later, undated]})) == []


def test_each_row_too_many_is_told_once(make_study):
    same = TABLES["places"][0]
    found = told(make_study(more={"places": [same, same]}))
    assert [code for code, _ in found] == ["row.duplicate"] * 2


def test_every_source_of_a_cell_is_looked_up(make_study):
    files = {"sources.toml": SOURCES + SOURCES.replace("[s]", "[t]")}
    cells = {"places": {0: {"source": "s|t|u"}}}
    found = told(make_study(files=files, cells=cells))
    assert found == [("source.unknown", "tables/places.csv:2:source")]


def test_a_faulty_source_is_told_once_and_not_on_every_row(make_study):
    found = told(make_study(files={"sources.toml": SOURCES + "page = 3\n"}))
    assert found == [("key.unknown", "sources.toml:5:s.page")]


def test_every_id_of_a_cell_is_looked_up(make_study):
    found = told(make_study(cells={"bids": {1: {"candidates": "b|x|y"}}}))
    assert found == [("reference.unknown", "tables/bids.csv:3:candidates")] * 2


def test_a_reference_into_a_table_that_is_not_there_is_told(make_study):
    found = told(make_study(rows={"contests": []}))
    assert {code for code, _ in found} == {"reference.unknown"}
