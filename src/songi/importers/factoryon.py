"""Factory registrations (전국등록공장현황 of 팩토리온): one row per registered factory.

Of people nothing is read: no telephone number, and of those employed only how many they are.
"""

from __future__ import annotations

import re

from songi.errors import Place, Problem
from songi.importers.firm_rows import firm_row, nameless, no_code, whole_number
from songi.importers.ksic import REVISIONS, code_of
from songi.importers.published import read_published
from songi.importers.publisher import Found, ImportedRow, Options, Publisher

COLUMNS = (
    ("시도명",), ("시군구명",), ("회사명",), ("보유구분",), ("종업원합계",), ("공장규모",),
    ("제조시설면적",), ("부대시설면적",), ("대표업종",), ("차수",), ("공장관리번호",),
)  # fmt: skip

TENURES = {"자가": "owned", "임대": "leased", "임차": "leased"}
"""What is registered of the premises; anything else is not known."""

SIZES = {"소기업": "sme", "중기업": "sme", "중소기업": "sme", "중견기업": "mid", "대기업": "large"}
"""Size class as registered; anything else is not known."""

_NUMBER = re.compile(r"^\d{6,20}$")
_REVISION = re.compile(r"(\d+)")
_AREAS = ("제조시설면적", "부대시설면적")


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the registered factories whose industry is wanted."""
    raw = read_published(content, name, COLUMNS)
    found = Found(problems=[*raw.problems])
    for line, cells in raw.rows:
        text = cells.get("대표업종", "")
        code = code_of(text) or ""
        revision = _revision(cells.get("차수", ""))
        # The digits of an older revision mean another industry: nobody wants them by their name.
        comparable = code if revision in {*REVISIONS, ""} else ""
        if text and not code:
            found.problems.append(no_code(Place(name, line, "대표업종"), text, "21210"))
        elif not options.wants(comparable):
            found.left_out += 1
        else:
            one = _factory(line, cells, (code, revision), name)
            if isinstance(one, Problem):
                found.problems.append(one)
            else:
                found.rows.append(one)
    return found


def _revision(text: str) -> str:
    found = _REVISION.search(text)
    return found[1] if found else ""


def _factory(
    line: int, cells: dict[str, str], coded: tuple[str, str], name: str
) -> ImportedRow | Problem:
    number, korean = cells.get("공장관리번호", ""), cells.get("회사명", "")
    if not _NUMBER.match(number):
        return no_code(Place(name, line, "공장관리번호"), number, "123456789012345")
    if not korean:
        return nameless(Place(name, line, "회사명"))
    code, revision = coded
    region = " ".join(cells[part] for part in ("시도명", "시군구명") if part in cells)
    return firm_row(
        line,
        f"factoryon_{number}",
        (korean, ""),
        code=code,
        revision=revision,
        cells={
            "region": region,
            "tenure": TENURES.get(cells.get("보유구분", ""), ""),
            "size": SIZES.get(cells.get("공장규모", ""), ""),
            "employees": whole_number(cells.get("종업원합계", "")),
            "floor_m2": _floor(cells),
        },
    )


def _floor(cells: dict[str, str]) -> str:
    """Return the floor of factory and annexes; as it is written where it is no number."""
    texts = [whole_number(cells[area]) for area in _AREAS if area in cells]
    if len(texts) < len(_AREAS):
        return ""
    try:
        return f"{sum(float(text) for text in texts):.10g}"
    except ValueError:
        return " + ".join(texts)


FACTORYON = Publisher(
    name="factoryon",
    publisher="한국산업단지공단",
    title="전국등록공장현황 (팩토리온)",
    licence="data.go.kr 15106170: 이용허락범위 as stated on its page, not known to songi",
    url="https://www.data.go.kr/data/15106170/fileData.do",
    note="One row per registered factory: a firm with two factories stands there twice. The list "
    "has no English names: the Korean ones stand for them. Size as registered for the factory.",
    columns=COLUMNS,
    fields={"id": "공장관리번호", "name_ko": "회사명", "name_en": "회사명", "ksic": "대표업종",
            "ksic_revision": "차수", "region": "시군구명", "tenure": "보유구분",
            "size": "공장규모", "employees": "종업원합계", "floor_m2": "제조시설면적"},
    coded=True,
    find=find,
)  # fmt: skip
