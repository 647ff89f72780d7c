"""Rows of publishers' files in a study: all of them or nothing, once."""

import csv
import io
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from importers.published_files import (
    DART_FILE,
    FACTORYON_FILE,
    KRX_FILE,
    VENTURE_FILE,
    changed,
    csv_bytes,
    options,
    rows_of,
)
from songi.errors import StudyError
from songi.importers.into_study import import_file
from songi.importers.publishers import PUBLISHERS
from songi.language import tell_problem
from songi.session import open_study
from songi.study.new import new_study
from study.made_up import SOURCES, write_study

LAND = True

FILES = {"krx": KRX_FILE, "factoryon": FACTORYON_FILE, "venture": VENTURE_FILE, "dart": DART_FILE}


def bring(folder, name="krx", path=None, **more):
    if name == "dart":
        more = {"ksic_revision": "10", **more}
    return import_file(folder, PUBLISHERS[name], path or FILES[name], options(**more))


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def told(folder, *given, **more):
    """Import what cannot be imported; return codes and sentences; hold that nothing changed."""
    before = everything(folder)
    with pytest.raises(StudyError) as caught:
        bring(folder, *given, **more)
    assert everything(folder) == before
    problems = [p for p in caught.value.problems if p.severity == "error"]
    assert all(tell_problem(p, "ko") for p in problems)
    return [p.code for p in problems], " ".join(tell_problem(p, "en") for p in problems)


def with_file(folder, rows, name="list-20200102.csv"):
    path = folder.parent / name
    path.write_bytes(csv_bytes(rows))
    return path


@pytest.fixture
def new_folder(tmp_path):
    """A new study, which has no firms."""
    return new_study(tmp_path / "new")


@pytest.mark.parametrize("name", FILES)
def test_a_file_becomes_rows_and_a_source(make_contest, name):
    folder = make_contest()
    before = everything(folder)
    done = bring(folder, name)
    study = open_study(folder).read()
    new = [row for row in study.tables["firms"] if row.id.startswith(f"{name}_")]
    assert len(new) == done.added > 2
    assert {row.source for row in new} == {(done.source,)}
    assert study.sources[done.source].sha256
    after = everything(folder)
    assert set(after) == set(before)
    assert after["sources.toml"].startswith(before["sources.toml"])
    assert {path for path in after if after[path] != before[path]} == {
        "sources.toml", "tables/firms.csv",
    }  # fmt: skip


def test_what_stood_in_the_table_stays_as_it_was(make_contest):
    folder = make_contest()
    table = folder / "tables" / "firms.csv"
    before = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    bring(folder, "factoryon")
    after = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    assert len(after) == len(before) + 4
    for old, new in zip(before, after, strict=False):
        assert {name: text for name, text in new.items() if text} == {
            name: text for name, text in old.items() if text
        }


def test_a_table_with_all_columns_is_only_added_to(make_contest):
    folder = make_contest()
    bring(folder, "factoryon")
    table = folder / "tables" / "firms.csv"
    before = table.read_bytes()
    bring(folder, "venture")
    assert table.read_bytes().startswith(before)


def test_a_study_without_the_table_gets_it(new_folder):
    assert not (new_folder / "tables" / "firms.csv").exists()
    assert bring(new_folder).added == 6
    assert len(open_study(new_folder).read().tables["firms"]) == 6


def test_line_endings_mark_and_missing_last_line_end_are_kept(make_contest):
    folder = make_contest()
    table, sources = folder / "tables" / "firms.csv", folder / "sources.toml"
    text = table.read_text("utf-8").rstrip("\n").replace("\n", "\r\n")
    table.write_bytes(b"\xef\xbb\xbf" + text.encode())
    sources.write_bytes(SOURCES.rstrip("\n").replace("\n", "\r\n").encode())
    bring(folder)
    content = table.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"\r\n\r\n[krx_20200102]\r\n" in sources.read_bytes()
    assert len(open_study(folder).read().sources) == 2


def test_a_table_in_cp949_stays_so(make_contest):
    folder = make_contest(head={"tables.firms.file": '"tables/firms.csv"',
                                "tables.firms.encoding": '"cp949"'})  # fmt: skip
    table = folder / "tables" / "firms.csv"
    table.write_bytes(table.read_bytes().decode().encode("cp949"))
    bring(folder)
    assert "가상제약" in table.read_text("cp949")
    rows = changed(rows_of(KRX_FILE), 2, "Name", "☃제약")
    path = with_file(folder, rows, "list-20210102.csv")
    codes, text = told(folder, "krx", path)
    assert codes == ["import.table_encoding"]
    assert "☃" in text


def test_a_newer_file_adds_a_newer_version(make_contest):
    folder = make_contest()
    bring(folder)
    done = bring(folder, "krx", known_from=date(2021, 1, 2))
    assert done.added == 6
    study = open_study(folder).read()
    days = [row.known_from for row in study.tables["firms"] if row.id == "krx_900001"]
    assert days == [date(2020, 1, 2), date(2021, 1, 2)]


def test_a_source_may_be_named(make_contest):
    folder = make_contest()
    bring(folder, source="exchange.2020")
    assert tomllib.loads((folder / "sources.toml").read_text("utf-8"))["exchange.2020"]["sha256"]
    assert open_study(folder).read().sources["exchange.2020"].publisher == "한국거래소"


def test_warnings_are_those_that_the_file_brings(make_contest):
    folder = make_contest()
    assert [p.code for p in bring(folder).warnings] == ["import.group"]


@pytest.mark.parametrize("name", FILES)
def test_importing_twice_changes_nothing(make_contest, name):
    folder = make_contest()
    first = bring(folder, name)
    before = everything(folder)
    again = bring(folder, name)
    assert everything(folder) == before
    assert (again.added, again.skipped) == (0, first.added + first.skipped)


FIRM = st.tuples(
    st.text(st.sampled_from("가나다라 (주)ABC,\"'é&"), min_size=1, max_size=12),
    st.sampled_from(["의약품 제조업", "의료용 기기 제조업", "종합 소매업", "아무도 모르는 업"]),
    st.sampled_from(["21210", "271", "701", ""]),
    st.sampled_from(["KOSPI", "KONEX"]),
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(firms=st.lists(FIRM, min_size=1, max_size=8), parts=st.integers(0, 8))
def test_twice_is_once_whatever_the_firms_and_however_they_come(tmp_path_factory, firms, parts):
    """A part first and the whole then gives the rows of the whole, and once more nothing."""
    names = {f"{number:06}": firm for number, firm in enumerate(firms)}
    header = ["Symbol", "Name", "Market", "Listing", "Industry", "Sector", "Industy_code",
              "Industy_name"]  # fmt: skip
    rows = [
        [symbol, name.strip() or "가", market, "True", "", sector, code, ""]
        for symbol, (name, sector, code, market) in names.items()
    ]
    folder = write_study(tmp_path_factory.mktemp("twice") / "toy")
    whole = with_file(folder, [header, *rows])
    some = with_file(folder, [header, *rows[:parts]], "some-20200102.csv")
    if rows[:parts]:
        first = import_file(folder, PUBLISHERS["krx"], some, options(source="some"))
        assert first.added == len(rows[:parts])
        codes, _ = told(folder, "krx", whole)
        assert set(codes) == {"import.row_other"}
        return
    assert bring(folder, "krx", whole).added == len(rows)
    before = everything(folder)
    again = bring(folder, "krx", whole)
    assert (again.added, again.skipped) == (0, len(rows))
    assert everything(folder) == before
    kept = open_study(folder).read().tables["firms"]
    assert [row.name_ko for row in kept if row.id.startswith("krx_")] == [row[1] for row in rows]


def test_rows_with_other_cells_are_refused_and_named(make_contest):
    folder = make_contest()
    bring(folder)
    table = folder / "tables" / "firms.csv"
    table.write_text(
        table.read_text("utf-8").replace("가상제약,가상제약", "가상제약,Other"), "utf-8"
    )
    codes, text = told(folder)
    assert codes == ["import.row_other"]
    assert "krx_900001" in text
    assert "(name_en)" in text


def test_a_source_id_of_another_file_is_refused(make_contest):
    folder = make_contest()
    codes, text = told(folder, source="s")
    assert codes == ["import.source_other"]
    assert "made-up example" in text


def test_a_source_that_cannot_be_an_id_is_refused(make_contest):
    assert "id.form" in told(make_contest(), source="거래소 목록")[0]


def test_every_fault_of_a_file_is_told_with_its_own_columns(make_contest):
    folder = make_contest()
    rows = rows_of(FACTORYON_FILE, "cp949")
    rows = changed(rows, 2, "종업원합계", "많음")
    rows = changed(rows, 3, "회사명", "")
    rows = changed(rows, 4, "제조시설면적", "-")
    rows = changed(rows, 5, "대표업종", "제약")[:5]
    codes, text = told(folder, "factoryon", with_file(folder, rows, "공장-20231231.csv"))
    assert len(codes) == 4
    for place in ("line 2, '종업원합계'", "line 3, '회사명'", "line 4, '제조시설면적'",
                  "line 5, '대표업종'"):  # fmt: skip
        assert place in text


def test_a_study_that_has_errors_is_refused(make_contest):
    folder = make_contest(cells={"indicators": {0: {"value": "90..10"}}})
    assert told(folder)[0] == ["quantity.reversed"]


def test_rows_that_give_the_study_errors_are_refused(make_contest, monkeypatch):
    from songi.errors import Place, Problem
    from songi.importers import into_study

    fault = Problem("row.duplicate", Place("tables/firms.csv"), {"came": "x", "expected": "id"})
    monkeypatch.setattr(into_study, "check_study", lambda _: [fault])
    assert told(make_contest())[0] == ["row.duplicate"]


def test_a_table_in_another_format_is_refused(make_contest):
    folder = make_contest()
    table = folder / "tables" / "firms.csv"
    book = Workbook()
    for row in csv.reader(io.StringIO(table.read_text("utf-8"))):
        book.active.append(row)
    book.save(table.with_suffix(".xlsx"))
    table.unlink()
    codes, text = told(folder)
    assert codes == ["import.not_csv"]
    assert ".xlsx" in text


@pytest.mark.parametrize("when", ["write_bytes", "replace"])
@pytest.mark.parametrize("which", ["firms.csv", "sources.toml"])
def test_a_folder_that_cannot_be_written_is_told_and_left_as_it_was(
    make_contest, monkeypatch, when, which
):
    folder = make_contest()
    right = getattr(Path, when)

    def refuse(self, *given):
        if self.name == f".songi-import-{which}":
            raise PermissionError(13, "Permission denied")
        return right(self, *given)

    monkeypatch.setattr(Path, when, refuse)
    codes, text = told(folder)
    assert codes == ["import.not_written"]
    assert which in text


def test_a_failure_takes_back_a_table_that_was_not_there(new_folder, monkeypatch):
    right = Path.replace

    def refuse(self, target):
        if target.name == "sources.toml":
            raise OSError(28, "No space left on device")
        return right(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert told(new_folder)[0] == ["import.not_written"]


def test_a_file_that_is_not_there_is_told(make_contest):
    folder = make_contest()
    assert told(folder, "krx", folder.parent / "gone-20200102.csv")[0] == ["file.unreadable"]
    assert told(folder, "krx", folder)[0] == ["file.unreadable"]


def test_a_file_that_is_too_large_is_told(make_contest, monkeypatch):
    small = replace(PUBLISHERS["krx"], most_bytes=10)
    monkeypatch.setitem(PUBLISHERS, "krx", small)
    assert told(make_contest())[0] == ["file.too_large"]


def test_an_empty_file_and_another_publisher_s_are_told(make_contest):
    folder = make_contest()
    empty = folder.parent / "empty-20200102.csv"
    empty.write_bytes(b"")
    assert told(folder, "krx", empty)[0] == ["file.empty"]
    assert told(folder, "krx", VENTURE_FILE)[0][0] == "import.columns"
