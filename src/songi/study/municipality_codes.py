"""Korea's codes of municipalities, which change when a province changes its standing.

songi keeps the codes of the ministry of the interior (행정안전부) in force since 2024-01-18; a code
of an earlier year is turned into what it has become.
"""

from __future__ import annotations

from collections.abc import Iterable

_RENUMBERED = {"42": "51", "45": "52"}
"""Provinces by their first two digits: Gangwon since 2023-06-11, Jeonbuk since 2024-01-18."""

_MOVED = {"47720": "27720"}
"""Gunwi went from Gyeongbuk to Daegu on 2023-07-01."""

_MERGED = {"41192": "41190", "41194": "41190", "41196": "41190"}
"""Bucheon has districts again since 2024-01-01; it stays one, as its outlines of 2022 are one."""


def current_code(code: str) -> str:
    """Return the code of 2024 of what a code of another year, or one of its parts, stands for.

    Args:
        code: five digits or more; those after the fifth are of a part and do not count.
    """
    five = code[:5]
    five = _MOVED.get(five, five)
    five = _RENUMBERED.get(five[:2], five[:2]) + five[2:]
    return _MERGED.get(five, five)


def is_part(code: str) -> bool:
    """Return whether a code is of a district that songi counts with its city."""
    return code[:5] in _MERGED


def years_mixed(codes: Iterable[str]) -> tuple[str, str] | None:
    """Return two codes of different years: of one municipality, or of one province.

    Returns:
        The earlier and the later one; nothing where all codes can be of one year.
    """
    first: dict[str, str] = {}
    for code in codes:
        if is_part(code):
            continue
        five = code[:5]
        now = current_code(five)
        # Gunwi moved between the two renumberings, so that it tells nothing of its province.
        for key in {now, now[:2] if five not in _MOVED else now}:
            earlier = first.setdefault(key, five)
            if (earlier == current_code(earlier)) != (five == now):
                return min(earlier, five), max(earlier, five)
    return None
