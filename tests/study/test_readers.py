import csv
import io
import json
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from songi.study import readers
from songi.study.readers import read_table_file
from songi.study.settings import TableFile

RECORDS = [
    {"id": "a", "name_ko": "고양", "latitude": "37.65", "longitude": "126.77", "note": "가, 나"},
    {"id": "b", "name_ko": "인천", "latitude": "37.45", "longitude": "126.7", "note": ""},
]
COLUMNS = tuple(RECORDS[0])
ROWS = [(2, RECORDS[0]), (3, {key: text for key, text in RECORDS[1].items() if text})]


def as_csv(records, lineterminator="\n"):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(records[0]), lineterminator=lineterminator)
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def as_xlsx(path, rows):
    book = Workbook()
    for one in rows:
        book.active.append(one)
    book.save(path)


def as_geojson(records):
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [float(one["longitude"]), float(one["latitude"])],
            },
            "properties": {
                name: text or None
                for name, text in one.items()
                if name not in {"latitude", "longitude"}
            },
        }
        for one in records
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def read(path, **how):
    return read_table_file(path, path.name, TableFile(file=path.name, **how))


def read_csv(tmp_path, content, **how):
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, **how)


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (as_csv(RECORDS).encode(), {}),
        (as_csv(RECORDS).encode("utf-8-sig"), {}),
        (as_csv(RECORDS, "\r\n").encode(), {}),
        (as_csv(RECORDS).encode("cp949"), {"encoding": "cp949"}),
    ],
)
def test_csv_in_each_encoding_reads_the_same(content, how, tmp_path):
    raw = read_csv(tmp_path, content, **how)
    assert (raw.columns, raw.rows, raw.problems) == (COLUMNS, ROWS, [])


def test_a_plain_csv_declared_as_cp949_reads_the_same(tmp_path):
    assert read_csv(tmp_path, "id,x\na,1\n", encoding="cp949").rows == [(2, {"id": "a", "x": "1"})]


def test_xlsx_reads_the_same_whether_cells_are_text_or_numbers(tmp_path):
    as_xlsx(tmp_path / "t.xlsx", [COLUMNS, *[list(one.values()) for one in RECORDS]])
    numbers = [
        [one["id"], one["name_ko"], float(one["latitude"]), float(one["longitude"]), one["note"]]
        for one in RECORDS
    ]
    as_xlsx(tmp_path / "n.xlsx", [COLUMNS, *numbers])
    for name in ("t.xlsx", "n.xlsx"):
        raw = read(tmp_path / name)
        assert (raw.columns, raw.rows, raw.problems) == (COLUMNS, ROWS, [])


def test_geojson_reads_the_same(tmp_path):
    path = tmp_path / "t.geojson"
    path.write_text(as_geojson(RECORDS), "utf-8")
    raw = read(path)
    assert sorted(raw.columns) == sorted(COLUMNS)
    assert (raw.rows, raw.problems) == (ROWS, [])


POLYGON = {"type": "Polygon", "coordinates": [[[127, 37], [127.1, 37], [127, 37.1], [127, 37]]]}


@pytest.mark.parametrize(
    "geometry",
    [POLYGON, {"type": "MultiPolygon", "coordinates": [POLYGON["coordinates"]]}],
)
def test_polygons_in_geojson_become_outlines(geometry, tmp_path):
    features = [
        {"type": "Feature", "properties": {"id": "p"}, "geometry": geometry},
        {"type": "Feature", "properties": {"id": "q"}, "geometry": None},
        {"type": "Feature", "properties": {"id": "r", "outline": "own"}, "geometry": geometry},
    ]
    path = tmp_path / "t.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    raw = read(path)
    assert (raw.columns, raw.problems) == (("id", "outline"), [])
    first, second, third = (cells for _, cells in raw.rows)
    assert json.loads(first["outline"]) == geometry
    assert second == {"id": "q"}
    assert third["outline"] == "own"


def test_lines_in_geojson_are_no_outlines(tmp_path):
    geometry = {"type": "LineString", "coordinates": [[127, 37], [127.1, 37]]}
    feature = {"type": "Feature", "properties": {"id": "p"}, "geometry": geometry}
    path = tmp_path / "t.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    assert read(path).rows == [(2, {"id": "p"})]


def test_parquet_reads_the_same(tmp_path):
    frame = pd.DataFrame(RECORDS).astype({"latitude": float, "longitude": float})
    frame["note"] = frame["note"].replace("", None)
    frame.to_parquet(tmp_path / "t.parquet")
    raw = read(tmp_path / "t.parquet")
    assert (raw.columns, raw.rows, raw.problems) == (COLUMNS, ROWS, [])


def test_the_folder_s_name_adds_no_column_to_parquet(tmp_path):
    folder = tmp_path / "year=2024"
    folder.mkdir()
    pd.DataFrame({"id": ["a"]}).to_parquet(folder / "t.parquet")
    assert read(folder / "t.parquet").columns == ("id",)


def test_types_of_a_workbook_become_the_text_of_a_csv(tmp_path):
    row = [datetime(2024, 2, 29), date(2024, 2, 29), True, 3.0, 0.5, 12, "007", None]
    columns = ["moment", "day", "yes", "whole", "part", "count", "code", "nothing"]
    as_xlsx(tmp_path / "t.xlsx", [columns, row])
    (found,) = read(tmp_path / "t.xlsx").rows
    assert found[1] == {
        "moment": "2024-02-29", "day": "2024-02-29", "yes": "true", "whole": "3",
        "part": "0.5", "count": "12", "code": "007",
    }  # fmt: skip


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12).filter(
    lambda text: not text.strip().startswith(("=", "@"))
)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_any_text_is_read_back_without_its_outer_blanks(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("texts")
    records = [{"id": "x", "left": left, "right": right} for left, right in pairs]
    raw = read_csv(folder, as_csv([{"id": "", "left": "", "right": ""}, *records]))
    expected = [
        {name: text.strip() for name, text in one.items() if text.strip()} for one in records
    ]
    assert [record for _, record in raw.rows] == expected
    assert raw.problems == []


def test_lines_are_those_of_an_editor(tmp_path):
    text = 'id,note\na,"two\nlines"\n\nb,one\nc,"three\n\nlines"\nd,\n'
    assert [line for line, _ in read_csv(tmp_path, text).rows] == [2, 5, 6, 9]


def test_blank_rows_and_columns_at_the_end_count_for_nothing(tmp_path):
    raw = read_csv(tmp_path, "id,x,,\na,1,,\n,,,\n  , ,\nb,2,,\n")
    assert raw.columns == ("id", "x")
    assert raw.rows == [(2, {"id": "a", "x": "1"}), (5, {"id": "b", "x": "2"})]
    assert raw.problems == []


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    raw = read_csv(tmp_path, "id,x\n")
    assert (raw.columns, raw.rows, raw.problems) == (("id", "x"), [], [])


def test_a_row_cut_short_is_told_and_left_out(tmp_path):
    raw = read_csv(tmp_path, "id,x,y\na,1\nb,2,3\n")
    assert [(p.code, p.place.row, p.facts["came"]) for p in raw.problems] == [("row.width", 2, 2)]
    assert [line for line, _ in raw.rows] == [3]


def test_formulas_of_every_kind_are_told_and_not_evaluated(tmp_path):
    book = Workbook()
    book.active.append(["id", "plain", "array"])
    book.active.append(["a", "=1+1", None])
    book.active["C2"] = ArrayFormula("C2", "=SUM(A1:A2*2)")
    book.save(tmp_path / "t.xlsx")
    raw = read(tmp_path / "t.xlsx")
    assert [(p.code, p.place.column, p.facts["came"]) for p in raw.problems] == [
        ("cell.formula", "plain", "=1+1"),
        ("cell.formula", "array", "=SUM(A1:A2*2)"),
    ]
    assert raw.rows == [(2, {"id": "a"})]


def test_the_declared_sheet_is_read(tmp_path):
    book = Workbook()
    book.active.append(["id"])
    book.create_sheet("신청").append(["code"])
    book.save(tmp_path / "t.xlsx")
    assert read(tmp_path / "t.xlsx").columns == ("id",)
    assert read(tmp_path / "t.xlsx", sheet="신청").columns == ("code",)


def test_one_stray_cell_far_away_does_not_fill_the_memory(tmp_path):
    book = Workbook()
    book.active.append(["id"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "t.xlsx")
    (problem,) = read(tmp_path / "t.xlsx").problems
    assert problem.code == "sheet.cells"
    assert problem.facts["came"] == 16_384 * 1_048_576


def test_a_packed_file_that_unpacks_too_large_is_refused(tmp_path, monkeypatch):
    as_xlsx(tmp_path / "t.xlsx", [["id"], *[["a" * 100]] * 200])
    pd.DataFrame({"id": range(20_000)}).to_parquet(tmp_path / "t.parquet")
    for name in ("t.xlsx", "t.parquet"):
        size = (tmp_path / name).stat().st_size
        monkeypatch.setattr(readers, "MAX_BYTES", size + 1)
        (problem,) = read(tmp_path / name).problems
        assert problem.code == "file.too_large"
        assert problem.facts["came"] > size


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"features": 3}',
        '{"features": ["a"]}',
        '{"features": [{"geometry": {"type": "Point"}}]}',
        '{"features": [{"geometry": {"type": "Point", "coordinates": [1]}}]}',
        "[" * 100_000,
        "가".encode("cp949"),
    ],
)
def test_what_is_no_geojson_is_a_problem(content, tmp_path):
    path = tmp_path / "t.geojson"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert [problem.code for problem in read(path).problems] == ["file.geojson"]


@pytest.mark.parametrize("crs", [None, {"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}])
def test_geojson_may_say_that_it_is_wgs84(crs, tmp_path):
    content = {**json.loads(as_geojson(RECORDS)), "crs": crs}
    path = tmp_path / "t.geojson"
    path.write_text(json.dumps(content), "utf-8")
    assert read(path).problems == []


def test_a_workbook_with_broken_insides_is_a_problem(tmp_path):
    import zipfile

    for number, content in enumerate(["<not xml", "<a/>"]):
        path = tmp_path / f"{number}.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", content)
        assert [problem.code for problem in read(path).problems] == ["file.xlsx"]


def test_a_file_that_cannot_be_opened_raises(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"t\.csv"):
        read(tmp_path / "t.csv")
