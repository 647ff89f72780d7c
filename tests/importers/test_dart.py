"""Company overviews of OpenDART."""

import gzip
import json

import pytest

from importers.published_files import DART_FILE, cells_of, codes_of, options
from songi.importers.dart import DART

ANSWERS = json.loads(DART_FILE.read_text("utf-8"))


def read(content, **more):
    if not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=False).encode()
    return DART.read(content, DART_FILE.name, options(**{"ksic_revision": "10", **more}))


def test_an_answer_is_a_row():
    cells = cells_of(read(DART_FILE.read_bytes()))
    assert cells["dart_99999901"] == {
        "id": "dart_99999901", "name_ko": "(주)가상파마", "name_en": "Nowhere Pharma Co., Ltd.",
        "ksic": "21102", "ksic_revision": "10", "activity": "manufacturing",
        "functions": "commercialisation", "listed": "true", "region": "가상도 없는시",
        "basis": "observed",
    }  # fmt: skip
    assert cells["dart_99999902"]["size"] == "sme"
    assert cells["dart_99999902"]["name_en"] == "없는연구(주)"
    assert "listed" not in cells["dart_99999903"]


def test_one_answer_a_list_and_lines_read_the_same():
    lines = "\n\n".join(json.dumps(one, ensure_ascii=False) for one in ANSWERS).encode()
    whole = cells_of(read(ANSWERS))
    assert cells_of(read(lines)) == whole
    assert cells_of(read(gzip.compress(lines))) == whole
    assert cells_of(read(ANSWERS[0])) == {"dart_99999901": whole["dart_99999901"]}


def test_without_a_revision_the_code_is_left_out():
    cells = cells_of(read(ANSWERS, ksic_revision=""))["dart_99999901"]
    assert "ksic" not in cells
    assert cells["activity"] == "manufacturing"
    assert "its revision is not known" in cells["note"]


def test_only_firms_whose_code_begins_so():
    found = read(ANSWERS, only=("21", "701"))
    assert [*cells_of(found)] == ["dart_99999901", "dart_99999902"]
    assert found.left_out == 1


def test_nothing_of_a_person_is_taken():
    text = str([row.cells for row in read(ANSWERS).rows])
    for secret in ("나대표", "000-000-0000", "0000000000", "꾸민로"):
        assert secret not in text


def other(**cells):
    return [{**ANSWERS[0], **cells}]


@pytest.mark.parametrize(
    ("content", "code", "column"),
    [
        (b"", "file.empty", ""),
        (b"[]", "file.empty", ""),
        (b"<result/>", "import.json", ""),
        (b"[1, 2]", "import.json", ""),
        ("가".encode("cp949"), "file.encoding", ""),
        (b"\x1f\x8bnothing", "import.packed", ""),
        (
            [{"status": "013", "message": "조회된 데이타가 없습니다."}],
            "import.not_answered",
            "status",
        ),
        ([{"status": "000"}], "import.columns", ""),
        ([{"name": "x"}], "import.columns", ""),
        (other(corp_code="126380"), "import.code", "corp_code"),
        (other(induty_code="제약"), "import.code", "induty_code"),
        (other(corp_name=""), "import.no_name", "corp_name"),
        (other(corp_name=None), "import.no_name", "corp_name"),
        (other(corp_name="가상".encode().decode("latin-1")), "import.mojibake", "corp_name"),
    ],
)
def test_what_is_no_answer_is_refused(content, code, column):
    found = read(content)
    assert codes_of(found) == [code]
    assert found.problems[0].place.column == column
    assert found.rows == ()
