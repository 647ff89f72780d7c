"""The seventeen provinces as the Bank of Korea writes them, and which are the capital region."""

from __future__ import annotations

from collections.abc import Sequence

from songi.study.schema.industries import Reach

PROVINCES: dict[str, str] = {
    "서울": "Seoul", "인천": "Incheon", "경기": "Gyeonggi", "대전": "Daejeon", "세종": "Sejong",
    "충북": "Chungbuk", "충남": "Chungnam", "광주": "Gwangju", "전북": "Jeonbuk", "전남": "Jeonnam",
    "대구": "Daegu", "경북": "Gyeongbuk", "부산": "Busan", "울산": "Ulsan", "경남": "Gyeongnam",
    "강원": "Gangwon", "제주": "Jeju",
}  # fmt: skip
"""English name by Korean one, in the bank's order."""

CAPITAL_REGION = ("서울", "인천", "경기")

_LONG = {"충청북": "충북", "충청남": "충남", "전라북": "전북", "전라남": "전남",
         "경상북": "경북", "경상남": "경남"}  # fmt: skip


def province_named(text: str) -> str | None:
    """Return the province that a name means, in Korean, short or long, or in English."""
    bare = "".join(text.split())
    for long, short in _LONG.items():
        if bare.startswith(long):
            return short
    english = {name.lower(): korean for korean, name in PROVINCES.items()}
    if bare.lower() in english:
        return english[bare.lower()]
    return next((one for one in PROVINCES if bare.startswith(one)), None)


def reach_of(province: str, home: str) -> Reach:
    """Return how far a province is from the own one."""
    if province == home:
        return "own_province"
    return "capital_region" if province in CAPITAL_REGION else "elsewhere"


def reach_words(reach: Reach, home: str) -> tuple[str, str]:
    """Return what a region is called, in Korean and English."""
    if reach == "own_province":
        return home, PROVINCES[home]
    if reach == "elsewhere":
        return "그 밖의 지역", "rest of the country"
    inside = home in CAPITAL_REGION
    return ("수도권 나머지", "rest of the capital region") if inside else (
        "수도권", "capital region")  # fmt: skip


def home_of(named: Sequence[str]) -> str | None:
    """Return the one province that the user named; nothing where it is none, or several."""
    return province_named(named[0]) if len(named) == 1 else None
