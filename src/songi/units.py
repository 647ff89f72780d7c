"""Units of money, area and indicators, and the natural bounds of what they measure."""

from __future__ import annotations

import math
from dataclasses import dataclass

M2_PER_PYEONG = 400 / 121
"""One pyeong (평) is 400/121 m², about 3.3058."""

MAN = 10_000
"""만: ten thousand won."""

EOK = 100_000_000
"""억: a hundred million won."""

JO = 1_000_000_000_000
"""조: a million million won."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in which an indicator may be given.

    Attributes:
        code: as written in a table.
        name_ko: Korean name.
        name_en: English name.
        lower: smallest value that makes sense.
        upper: largest value that makes sense.
        integer: whether only whole numbers occur.
    """

    code: str
    name_ko: str
    name_en: str
    lower: float = 0.0
    upper: float = math.inf
    integer: bool = False


UNITS = {
    unit.code: unit
    for unit in (
        Unit("1", "비율", "share", 0.0, 1.0),
        Unit("score", "점", "score", -math.inf),
        Unit("rank", "순위", "rank", 1.0),
        Unit("count", "개", "count", integer=True),
        Unit("beds", "병상", "beds", integer=True),
        Unit("firms", "개사", "firms", integer=True),
        Unit("persons", "명", "persons", integer=True),
        Unit("seats", "석", "seats", integer=True),
        Unit("percent", "%", "%", 0.0, 100.0),
        Unit("percent_change", "%", "%", -math.inf),
        Unit("per_1000_persons", "천 명당", "per 1,000 persons"),
        Unit("per_million_persons", "백만 명당", "per million persons"),
        Unit("km", "km", "km"),
        Unit("minutes", "분", "minutes"),
        Unit("hours", "시간", "hours"),
        Unit("months", "개월", "months"),
        Unit("per_month", "월당", "per month"),
        Unit("celsius", "℃", "°C", -273.15),
        Unit("days", "일", "days", -math.inf),
        Unit("m2", "㎡", "m²"),
        Unit("mw", "MW", "MW"),
        Unit("m3_per_day", "㎥/일", "m³ a day"),
        Unit("litre", "L", "litres"),
        Unit("krw", "원", "KRW"),
        Unit("krw_per_m2", "원/㎡", "KRW per m²"),
        Unit("million_krw", "백만원", "million KRW"),
        Unit("yes_no", "해당 여부", "yes = 1", 0.0, 1.0, integer=True),
    )
}
"""The units an indicator may be given in, by code."""


def in_won_words(amount: float, language: str = "ko") -> str:
    """Return an amount of won as people in Korean public finance say it.

    Args:
        amount: won.
        language: `ko` (억원, 조원) or `en` (bn, tn).

    Returns:
        Such as `4,974만원`, `5,348억원`, `25.69조원`, `KRW 49.7m`, `KRW 534.8bn`, `KRW 25.69tn`;
        four digits or so, whatever the size.
    """
    size = abs(amount)
    if size >= JO:
        digits = 2 if size < 100 * JO else 1 if size < 1000 * JO else 0
        number = f"{amount / JO:,.{digits}f}"
        return f"{number}조원" if language == "ko" else f"KRW {number}tn"
    if language == "ko":
        if size >= EOK:
            return f"{amount / EOK:,.0f}억원"
        return f"{amount / MAN:,.0f}만원" if size >= 1000 * MAN else f"{amount:,.0f}원"
    if size >= EOK:
        return f"KRW {amount / 1e9:,.1f}bn"
    return f"KRW {amount / 1e6:,.1f}m" if size >= 1000 * MAN else f"KRW {amount:,.0f}"
