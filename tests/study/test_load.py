import json

import pandas as pd

from songi.study.load import load_study
from songi.study.schema import ROW_CLASSES
from study.bad_input.case import workbook
from study.made_up import TABLES, csv_text, named, write_study
from study.made_up_ground import GROUND

ELSEWHERE = {*GROUND, "road_networks", "congestion", "road_times", "industries", "ksic_bridges"}
"""Tables that are filled in a module of their own, for the tests of their topic."""


def test_the_made_up_study_fills_every_table(make_study):
    study, problems = load_study(make_study())
    assert problems == []
    assert set(study.tables) | ELSEWHERE == set(ROW_CLASSES)
    assert study.info.own_bid == "a"
    assert study.sources["s"].publisher == "made-up example"
    bids = study.tables["bids"]
    assert bids.file == "tables/bids.csv"
    assert [bids.line_of(row) for row in bids] == [2, 3, 4]
    assert bids.is_whole


def test_a_table_that_is_not_there_is_left_out(make_study):
    study, problems = load_study(make_study(rows={"judgements": []}))
    assert problems == []
    assert "judgements" not in study.tables


def test_every_format_loads_to_equal_rows(make_study):
    rows = TABLES["candidates"]
    known = load_study(make_study("csv"))[0].tables["candidates"].rows
    features = [{"properties": one, "geometry": None} for one in rows]
    parquet = make_study("parquet", files={"tables/candidates.csv": None})
    pd.DataFrame(rows).to_parquet(parquet / "tables/candidates.parquet")
    files = {
        "xlsx": workbook(rows),
        "geojson": json.dumps({"type": "FeatureCollection", "features": features}),
    }
    folders = [parquet] + [
        make_study(
            kind, files={"tables/candidates.csv": None, f"tables/candidates.{kind}": content}
        )
        for kind, content in files.items()
    ]
    for folder in folders:
        study, problems = load_study(folder)
        assert problems == []
        assert study.tables["candidates"].rows == known


def test_a_declared_file_is_read_in_its_encoding(make_study):
    text = (make_study("plain") / "tables/bids.csv").read_bytes().decode()
    folder = make_study(
        head={"tables.bids.file": '"raw/신청.CSV"', "tables.bids.encoding": '"cp949"'},
        files={"tables/bids.csv": None, "raw/신청.CSV": text.encode("cp949")},
    )
    study, problems = load_study(folder)
    assert problems == []
    assert study.tables["bids"].file == "raw/신청.CSV"
    assert study.tables["bids"].rows[0].name_ko == "이름 a"


def test_an_ending_in_capitals_is_found(make_study):
    folder = make_study()
    (folder / "tables/bids.csv").rename(folder / "tables/bids.CSV")
    study, problems = load_study(folder)
    assert problems == []
    assert study.tables["bids"].file == "tables/bids.CSV"


def test_other_files_in_the_tables_folder_are_let_alone(make_study):
    _, problems = load_study(make_study(files={"tables/readme.md": "x", "tables/x.csv.bak": "y"}))
    assert problems == []


def test_a_refused_row_is_remembered_by_its_id(make_study):
    study, problems = load_study(make_study(cells={"indicators": {1: {"value": "much"}}}))
    assert [problem.code for problem in problems] == ["quantity.notation"]
    assert study.tables["indicators"].refused == {"b/firms"}
    assert not study.tables["indicators"].is_whole


def test_a_head_that_cannot_be_read_gives_no_study(make_study):
    study, problems = load_study(make_study(head={"seed": "-1"}))
    assert study is None
    assert [problem.code for problem in problems] == ["cell.range"]


def test_a_folder_that_is_not_there_gives_no_study(tmp_path):
    study, problems = load_study(tmp_path / "nowhere")
    assert study is None
    assert [problem.code for problem in problems] == ["file.missing"]


def test_a_table_may_stand_in_several_files(tmp_path):
    part = csv_text([named("p2", kind="airport", latitude="37.2", longitude="127", capacity="")])
    wrong = csv_text([named("p3", kind="port", latitude="37.2", longitude="127", capacity="")])
    files = {"tables/places.one.csv": part, "tables/places.two.csv": wrong}
    study, problems = load_study(write_study(tmp_path, files=files))
    assert study is not None
    places = study.tables["places"]
    assert places.ids == ("air1", "p2")
    assert places.files == ("tables/places.csv", "tables/places.one.csv")
    assert places.file_of(places.get("p2")) == "tables/places.one.csv"
    assert places.line_of(places.get("p2")) == 2
    assert not places.is_whole
    assert [(p.code, p.place.file, p.place.row) for p in problems] == [
        ("cell.choice", "tables/places.two.csv", 2)
    ]
