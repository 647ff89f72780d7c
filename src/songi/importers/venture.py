"""The list of venture firms (벤처기업명단): industries by name, no codes; nobody's name is read."""

from __future__ import annotations

import hashlib

from songi.errors import Place
from songi.importers.firm_rows import firm_row, nameless, region_of
from songi.importers.published import read_published
from songi.importers.publisher import Found, Options, Publisher

COLUMNS = (
    ("업체명",), ("지역",), ("주소", "간략주소"), ("업종분류(기보)",),
    ("업종명(11차)", "업종명(10차)"), ("주생산품",),
)  # fmt: skip

ACTIVITIES = {"제조업": "manufacturing", "연구개발서비스": "research", "정보처리S/W": "knowledge"}
"""Classes of 기술보증기금 that say what a firm does; others are trade, building and the like."""

BY_LAW = "Size: by law a venture firm is small or medium."
"""벤처기업육성에 관한 특별법 제2조의2 (중소기업기본법 제2조)."""

FUNCTIONS = {"research": "research"}

_ID_LENGTH = 6


def find(content: bytes, name: str, options: Options) -> Found:  # noqa: ARG001 - no codes to want
    """Return the venture firms."""
    raw = read_published(content, name, COLUMNS)
    found = Found(problems=[*raw.problems])
    for line, cells in raw.rows:
        korean = cells.get("업체명", "")
        if not korean:
            found.problems.append(nameless(Place(name, line, "업체명")))
            continue
        industry, address = cells.get("업종명(11차)", ""), cells.get("주소", "")
        activity = ACTIVITIES.get(cells.get("업종분류(기보)", ""), "")
        notes = [f"Industry as named: {industry}."] if industry else []
        notes += [f"Makes: {cells['주생산품']}."] if "주생산품" in cells else []
        found.rows.append(
            firm_row(
                line,
                firm_id(korean, address, industry),
                (korean, ""),
                basis="estimated",
                cells={
                    "region": region_of(address) or cells.get("지역", ""),
                    "activity": activity,
                    "functions": FUNCTIONS.get(activity, ""),
                    "size": "sme",
                },
                notes=[*notes, BY_LAW],
            )
        )
    return found


def firm_id(name: str, address: str, industry: str) -> str:
    """Return an id that stays the same in the next edition: the list has no numbers of its own.

    The running number changes with each edition; name, municipality and industry do so seldom.
    """
    told = "\x1f".join((name, region_of(address), industry))
    return f"venture_{hashlib.blake2b(told.encode(), digest_size=_ID_LENGTH).hexdigest()}"


VENTURE = Publisher(
    name="venture",
    publisher="중소벤처기업부",
    title="벤처기업명단",
    licence="공공누리 제1유형 (출처표시), data.go.kr 15084581",
    url="https://www.data.go.kr/data/15084581/fileData.do",
    note="The list names industries and has no codes: they are left empty. It has no number for a "
    "firm: ids are made from name, municipality and industry, so that two firms alike in all three "
    "are one. It has no English names: the Korean ones stand for them.",
    columns=COLUMNS,
    fields={"id": "업체명", "name_ko": "업체명", "name_en": "업체명", "region": "주소",
            "activity": "업종분류(기보)", "note": "주생산품"},
    coded=False,
    find=find,
)  # fmt: skip
