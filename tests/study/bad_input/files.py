"""Faults of files and of the study's head."""

from study.bad_input.case import BIDS, Case, as_workbook, raw, workbook
from study.made_up import TABLES, named

FILES = {
    "missing study.toml": Case(
        raw("study.toml", None),
        "file.missing",
        ("study.toml", None, ""),
        "파일이 없습니다",
        "not there",
    ),
    "name in one language only": Case(
        {"head": {"names.beds": '"병상"'}},
        "name.form",
        ("study.toml", 7, "names.beds"),
        "이름이 아닙니다: 병상. 한국어와 영어 이름이 하나씩 있어야",
        "This is not a name: 병상. It takes one text in Korean and one in English",
    ),
    "name with an empty text": Case(
        {"head": {"names.beds": '{ ko = " ", en = "beds" }'}},
        "name.form",
        ("study.toml", 7, "names.beds"),
        "두 언어의 이름을 모두 적으십시오",
        "Write two texts for each id",
    ),
    "name of an id that no cell holds": Case(
        {"head": {"names.bed": '{ ko = "병상", en = "beds" }'}},
        "name.unused",
        ("study.toml", None, "names.bed"),
        "어느 칸에도 없는 식별자의 이름입니다: bed. 가장 가까운 식별자: beds",
        "names an id that no cell holds: bed. The nearest id: beds",
        severity="warning",
    ),
    "missing sources.toml is told once": Case(
        raw("sources.toml", None),
        "file.missing",
        ("sources.toml", None, ""),
        "파일이 없습니다",
        "not there",
    ),
    "declared table file is missing": Case(
        {"head": {"tables.places.file": '"tables/hospitals.csv"'}},
        "file.missing",
        ("tables/hospitals.csv", None, ""),
        "파일이 없습니다",
        "not there",
        alone=False,
    ),
    "path that leaves the study": Case(
        {"head": {"tables.places.file": '"../places.csv"'}},
        "file.outside",
        ("../places.csv", None, ""),
        "연구 폴더 밖을 가리키는 경로입니다: ../places.csv",
        "leaves the study folder: ../places.csv",
    ),
    "absolute path": Case(
        {"head": {"tables.places.file": '"/etc/passwd"'}},
        "file.outside",
        ("/etc/passwd", None, ""),
        "연구 폴더 밖을 가리키는",
        "leaves the study folder",
    ),
    "path with a zero byte": Case(
        {"head": {"tables.places.file": '"a\\u0000b"'}},
        "file.unreadable",
        ("a\0b", None, ""),
        "파일을 열 수 없습니다",
        "cannot be opened",
    ),
    "table file of an unknown name": Case(
        raw("tables/candidate.csv", "id\n"),
        "table.unknown",
        ("tables/candidate.csv", None, ""),
        "가까운 이름 또는 쓸 수 있는 표: candidates",
        "Nearest name, or tables there are: candidates",
    ),
    "table declared under an unknown name": Case(
        {"head": {"tables.place.file": '"tables/places.csv"'}},
        "table.unknown",
        ("study.toml", 7, "tables.place"),
        "'place'(이)라는 표는 없습니다",
        "There is no table 'place'",
    ),
    "table in two files": Case(
        raw("tables/bids.xlsx", workbook(TABLES["bids"])),
        "table.twice",
        ("tables/bids.xlsx", None, ""),
        "같은 표의 파일이 둘 이상입니다: tables/bids.csv, tables/bids.xlsx",
        "several files: tables/bids.csv, tables/bids.xlsx",
    ),
    "file of an unknown kind": Case(
        {
            "files": {"tables/places.ods": "x"},
            "head": {"tables.places.file": '"tables/places.ods"'},
        },
        "file.kind",
        ("tables/places.ods", None, ""),
        "읽을 수 없는 파일 형식입니다: .ods",
        "Files of this kind cannot be read: .ods",
    ),
    "empty file": Case(
        raw("tables/places.csv", ""),
        "file.empty",
        ("tables/places.csv", None, ""),
        "머리글이나 내용이 없습니다",
        "no header or no content",
    ),
    "CP949 read as UTF-8": Case(
        raw("tables/bids.csv", BIDS.encode("cp949")),
        "file.encoding",
        ("tables/bids.csv", None, ""),
        "utf-8 인코딩으로 읽을 수 없습니다. 실제 인코딩은 cp949일 수 있습니다",
        "cannot be read as utf-8; it may be cp949",
    ),
    "UTF-8 declared as CP949": Case(
        {
            "head": {
                "tables.bids.file": '"tables/bids.csv"',
                "tables.bids.encoding": '"cp949"',
            }
        },
        "file.encoding",
        ("tables/bids.csv", None, ""),
        "cp949 인코딩으로 읽을 수 없습니다. 실제 인코딩은 utf-8일 수 있습니다",
        "cannot be read as cp949; it may be utf-8",
    ),
    "study.toml in CP949": Case(
        raw("study.toml", '# 이름\nname_ko = "예"\n'.encode("cp949")),
        "file.encoding",
        ("study.toml", None, ""),
        "utf-8 인코딩으로 읽을 수 없습니다",
        "cannot be read as utf-8",
    ),
    "unclosed quote": Case(
        raw("tables/bids.csv", BIDS + 'd,"이름,Name,c1,d,s,2023-12-01,observed\n'),
        "file.csv",
        ("tables/bids.csv", 5, ""),
        "CSV 문법에 어긋납니다",
        "breaks the rules of CSV",
    ),
    "TOML syntax": Case(
        raw("study.toml", 'format = 1\nid = "toy\n'),
        "file.toml",
        ("study.toml", 2, ""),
        "TOML 문법에 어긋납니다",
        "breaks the rules of TOML",
    ),
    "workbook that is none": Case(
        {"files": {"tables/bids.csv": None, "tables/bids.xlsx": b"PK not a workbook"}},
        "file.xlsx",
        ("tables/bids.xlsx", None, ""),
        "XLSX 파일로 읽을 수 없습니다",
        "cannot be read as XLSX",
    ),
    "merged cells": Case(
        as_workbook(TABLES["bids"], merged="B2:B3"),
        "sheet.merged",
        ("tables/bids.xlsx", 2, ""),
        "병합된 셀이 있습니다: B2:B3",
        "Cells are merged: B2:B3",
        alone=False,
    ),
    "unknown sheet": Case(
        {
            "files": {"tables/bids.csv": None, "tables/bids.xlsx": workbook(TABLES["bids"])},
            "head": {"tables.bids.file": '"tables/bids.xlsx"', "tables.bids.sheet": '"신청"'},
        },
        "sheet.unknown",
        ("tables/bids.xlsx", None, ""),
        "'신청' 시트가 없습니다. 있는 시트: Sheet",
        "no sheet '신청'. It has: Sheet",
    ),
    "GeoJSON without features": Case(
        {"files": {"tables/places.csv": None, "tables/places.geojson": '{"type": "Feature"}'}},
        "file.geojson",
        ("tables/places.geojson", None, ""),
        "GeoJSON 파일로 읽을 수 없습니다",
        "cannot be read as GeoJSON",
    ),
    "GeoJSON in projected coordinates": Case(
        {
            "files": {
                "tables/places.csv": None,
                "tables/places.geojson": '{"features": [], "crs": {"properties": '
                '{"name": "urn:ogc:def:crs:EPSG::5179"}}}',
            }
        },
        "file.crs",
        ("tables/places.geojson", None, ""),
        "좌표계가 WGS84가 아닙니다: urn:ogc:def:crs:EPSG::5179",
        "not WGS84: urn:ogc:def:crs:EPSG::5179",
    ),
    "Parquet that is none": Case(
        {"files": {"tables/places.csv": None, "tables/places.parquet": b"PAR1"}},
        "file.parquet",
        ("tables/places.parquet", None, ""),
        "Parquet 파일로 읽을 수 없습니다",
        "cannot be read as Parquet",
    ),
}

HEADS = {
    "older format": Case(
        {"head": {"format": "0"}},
        "study.format_older",
        ("study.toml", 1, "format"),
        "옛 형식의 연구입니다: 0. 지금 형식: 1",
        "older format: 0. The format now: 1",
    ),
    "newer format": Case(
        {"head": {"format": "2"}},
        "study.format",
        ("study.toml", 1, "format"),
        "읽지 못하는 연구 형식입니다: 2",
        "does not read studies of format 2",
    ),
    "unknown setting": Case(
        {"head": {"seeds": "7"}},
        "key.unknown",
        ("study.toml", 7, "seeds"),
        "'seeds'(이)라는 항목은 없습니다",
        "There is no setting 'seeds'",
    ),
    "setting of a wrong type": Case(
        {"head": {"draws": '"many"'}},
        "cell.whole_number",
        ("study.toml", 6, "draws"),
        "정수로 읽을 수 없습니다: many",
        "not a whole number: many",
    ),
    "missing setting": Case(
        raw("study.toml", 'format = 1\nid = "toy"\nname_ko = "예"\n'),
        "cell.missing",
        ("study.toml", None, "name_en"),
        "꼭 있어야 하는 값이 비어 있습니다",
        "must be there is empty",
    ),
    "unknown contest": Case(
        {"head": {"options.contest": '"c9"'}},
        "contest.unknown",
        ("study.toml", None, "options.contest"),
        "'c9'(이)라는 공모가 없습니다. 있는 공모: c1",
        "no contest 'c9'. Contests there are: c1",
    ),
    "contest not chosen": Case(
        {"more": {"contests": [named("c2", deadline="2025-01-31", awards="1", status="open")]}},
        "contest.not_chosen",
        ("study.toml", None, "options.contest"),
        "어느 것을 평가할지 정하지 않았습니다. 있는 공모: c1, c2",
        "none is chosen: c1, c2",
    ),
    "unknown own bid": Case(
        {"head": {"own_bid": '"goyang"'}},
        "bids.own_unknown",
        ("study.toml", None, "own_bid"),
        "own_bid가 없는 신청을 가리킵니다: goyang",
        "own_bid names a bid that is not there: goyang",
    ),
    "source without licence": Case(
        raw("sources.toml", '[s]\npublisher = "made-up"\ntitle = "A"\n'),
        "cell.missing",
        ("sources.toml", 1, "s.licence"),
        "꼭 있어야 하는 값이 비어 있습니다",
        "must be there is empty",
    ),
}
