"""What readers call rows, columns, labels and codes."""

import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from report.defence import DEFENCE
from report.small_study import STUDY, write_small_study
from songi.language import LANGUAGES, has_text
from songi.report.anchors import tables_of
from songi.report.audience import View
from songi.report.compose import compose_book
from songi.report.compose.names import (
    cell_shown,
    column_name,
    label_name,
    option_name,
    pointer_name,
    row_called,
    row_name,
    told_columns,
)
from songi.report.compose.writer import Writer
from songi.session import OpenStudy
from songi.study.schema import ROW_CLASSES
from songi.study.settings import Options

NAMES = """
[names]
organoids = { ko = "오가노이드", en = "organoids" }
vaccines = { ko = "백신", en = "vaccines" }
city = { ko = "시내", en = "in the city" }
land = { ko = "시외", en = "in the country" }
"""


@pytest.fixture(scope="module")
def named_run(tmp_path_factory):
    folder = write_small_study(tmp_path_factory.mktemp("studies") / "named", **DEFENCE)
    (folder / "study.toml").write_text(STUDY + NAMES, "utf-8")
    return OpenStudy(folder).run(draws=50, workers=1)


@pytest.fixture(scope="module")
def writers(named_run):
    return {language: Writer(View(named_run, "internal"), language) for language in LANGUAGES}


def row_of(writer, table, row_id):
    return next(row for row in writer.latest(table) if row.row_id == row_id)


@pytest.mark.parametrize(
    ("table", "row_id", "ko", "en"),
    [
        ("candidates", "own", "우리시", "Our City"),
        ("indicators", "own/firms", "바이오 기업: 우리시", "Bio firms: Our City"),
        ("outcomes", "call/own", "시험 공모: 우리시", "Test call: Our City"),
        ("travel_bands", "city", "시내", "in the city"),
    ],
)
def test_a_row_has_a_name(writers, table, row_id, ko, en):
    told = {language: row_called(writer, table, row_id) for language, writer in writers.items()}
    assert told == {"ko": ko, "en": en}
    assert row_name(writers["ko"], row_of(writers["ko"], table, row_id)) == ko


def test_an_id_without_a_name_stays_itself(writers):
    assert row_called(writers["en"], "candidates", "gone") == "gone"
    assert label_name(writers["en"], "rank", "3") == "3"
    assert column_name(writers["en"], "no_column") == "no_column"


def test_labels_and_pointers_are_told_by_name(writers):
    korean = writers["ko"]
    assert label_name(korean, "bid", "own") == "우리시"
    assert label_name(korean, "node", "power") == "산업 경쟁력"
    assert label_name(korean, "strength", "letter") == "투자의향서"
    assert label_name(korean, "indicator", "firms") == "바이오 기업"
    assert pointer_name(korean, "selection_share bid=own") == "선정 비율 (우리시)"
    assert pointer_name(korean, "hindcast") == "사후 검증"
    assert option_name(korean, "weights", "equal") == ("가중치를 정하는 방식", "모두 같음")
    assert option_name(korean, "contest", "call") == ("평가한 공모", "시험 공모")


def test_cells_are_shown_by_name_and_values_as_written(writers):
    english, korean = writers["en"], writers["ko"]
    bid, value = row_of(english, "bids", "joint"), row_of(english, "indicators", "own/firms")
    assert cell_shown(english, bid, "name") == "Port and Bay"
    assert cell_shown(english, bid, "candidates") == "Port City, Bay City"
    assert cell_shown(korean, bid, "field") == "백신"
    assert cell_shown(korean, value, "level") == "시·군·구"
    assert cell_shown(korean, value, "unit") == "개사"
    assert cell_shown(english, value, "value") == "120±15"
    band = row_of(english, "travel_bands", "city")
    assert cell_shown(english, band, "from_km") == "0"
    outcome = row_of(english, "outcomes", "call/own")
    assert cell_shown(korean, outcome, "selected") == "미선정"
    assert cell_shown(korean, outcome, "reason") == ""


@pytest.mark.parametrize("table", ROW_CLASSES)
def test_each_text_has_one_column_whatever_its_languages(table):
    columns = told_columns(ROW_CLASSES[table])
    assert len(columns) == len(set(columns))
    assert not [name for name in columns if name.endswith(("_ko", "_en"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_and_option_has_a_name(language):
    wanted = {name for row_class in ROW_CLASSES.values() for name in told_columns(row_class)}
    keys = [f"book.input.column.{name}" for name in wanted]
    for name, field in Options.model_fields.items():
        keys.append(f"book.input.option.{name}")
        if get_origin(field.annotation) is Literal:
            keys += [f"book.input.option_value.{name}.{one}" for one in get_args(field.annotation)]
    assert [key for key in keys if not has_text(key, language)] == []


def test_no_id_with_a_name_is_shown_in_the_chapters(named_run):
    """Ids may stand where they tell one where to look: row ids, source ids, files, options."""
    looked_up = re.compile(r"^(table-|source-list|run-|libraries)")
    for language in LANGUAGES:
        book = compose_book(View(named_run, "internal"), language)
        cells = [
            cell.text
            for table in tables_of(book)
            if not looked_up.match(table.anchor)
            for row in table.rows
            for cell in row
        ]
        assert not [text for text in cells if re.search(r"[a-z]_[a-z]", text)]
        if language == "ko":
            assert not [text for text in cells if re.search(r"\b(organoids|vaccines)\b", text)]


def test_goyangs_book_has_its_texts_in_both_languages():
    """Every text of a row that is not Korean has a Korean one beside it, and so has every source.

    A name without a small letter (`EDGC`) is the same in either language.
    """
    study = OpenStudy(Path(__file__).parents[3] / "studies" / "goyang").read()
    rows = [row for table in study.tables.values() for row in table.rows]
    foreign = [
        (row.table, row.row_id, column)
        for row in rows
        for column in (c.removesuffix("_ko") for c in row.columns() if c.endswith("_ko"))
        if is_foreign(row.told(column, "ko"))
    ]
    assert foreign == []
    used = {source for row in rows for source in row.source}
    sources = [(name, one) for name, one in study.sources.items() if name in used]
    told = [(name, one.told("title", "ko"), one.told("licence", "ko")) for name, one in sources]
    assert [n for n, title, _ in told if not re.search("[가-힣]", title)] == []
    assert [n for n, _, licence in told if re.search("[a-z] [a-z]", licence)] == []
    hangul = [
        name
        for name, one in sources
        if re.search("[가-힣]", one.told("title", "en") + one.told("publisher", "en"))
    ]
    assert hangul == []


def is_foreign(text: str) -> bool:
    return bool(re.search("[a-z]", text)) and not re.search("[가-힣]", text)
