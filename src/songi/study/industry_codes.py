"""The industry classification (KSIC) as far as a study needs it: sections, divisions, revisions."""

from __future__ import annotations

import re

TOTAL = "total"
"""Stands for all industries of a region together."""

SECTIONS: dict[str, tuple[str, str]] = {
    "A": ("농업, 임업 및 어업", "agriculture, forestry and fishing"),
    "B": ("광업", "mining"),
    "C": ("제조업", "manufacturing"),
    "D": ("전기, 가스, 증기 및 공기 조절 공급업", "electricity, gas, steam and air conditioning"),
    "E": ("수도, 하수 및 폐기물 처리, 원료 재생업", "water, sewerage, waste and recovery"),
    "F": ("건설업", "construction"),
    "G": ("도매 및 소매업", "wholesale and retail trade"),
    "H": ("운수 및 창고업", "transport and storage"),
    "I": ("숙박 및 음식점업", "accommodation and food"),
    "J": ("정보통신업", "information and communication"),
    "K": ("금융 및 보험업", "finance and insurance"),
    "L": ("부동산업", "real estate"),
    "M": ("전문, 과학 및 기술 서비스업", "professional, scientific and technical services"),
    "N": ("사업시설 관리, 사업 지원 및 임대 서비스업", "business support and leasing"),
    "O": ("공공 행정, 국방 및 사회보장 행정", "public administration and defence"),
    "P": ("교육 서비스업", "education"),
    "Q": ("보건업 및 사회복지 서비스업", "health and social work"),
    "R": ("예술, 스포츠 및 여가 관련 서비스업", "arts, sports and recreation"),
    "S": ("협회 및 단체, 수리 및 기타 개인 서비스업", "associations, repair and other services"),
    "T": ("가구 내 고용 및 자가소비 생산", "households as employers"),
    "U": ("국제 및 외국기관", "international bodies"),
}
"""Korean and English name of each section, as in revisions 10 and 11."""

_COMMON = (
    "01 02 03 05 06 07 08 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 "
    "35 36 37 38 39 41 42 45 46 47 49 50 51 52 55 56 58 59 60 61 62 63 64 65 66 68 70 71 72 73 74 "
    "75 84 85 86 87 90 91 94 95 96 97 98 99"
)

DIVISIONS: dict[str, frozenset[str]] = {
    "9": frozenset([*_COMMON.split(), "69"]),
    "10": frozenset([*_COMMON.split(), "34", "76"]),
    "11": frozenset([*_COMMON.split(), "34", "76"]),
}
"""Divisions by revision: leasing moved from 69 to 76 and industrial repair to 34 in the tenth."""

_NUMBER = re.compile(r"^\d{2,5}$")


def is_known(code: str, revision: str) -> bool:
    """Return whether a code is of a revision, as far as its division tells.

    Args:
        code: `total`, the letter of a section, or two to five digits.
        revision: `9`, `10` or `11`.
    """
    if code == TOTAL or code in SECTIONS:
        return True
    return bool(_NUMBER.match(code)) and code[:2] in DIVISIONS.get(revision, frozenset())


def depth_of(code: str) -> int:
    """Return how deep a code stands: 0 the total, 1 a section, 2 to 5 by its digits."""
    if code == TOTAL:
        return 0
    return 1 if code in SECTIONS else len(code)
