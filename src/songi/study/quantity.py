"""A number that may be uncertain, as it is written in a cell.

Notations (`~` is the everyday Korean sign for a range):

| cell | meaning |
| --- | --- |
| `120` | certain |
| `90..150`, `90~150` | uniform |
| `90|120|150` | triangular: low, mode, high |
| `120±15`, `120+-15` | normal: mean and one standard deviation |
| `ci90(90,150)` | 90 % interval; lognormal where both ends are positive, normal elsewhere |

Distributions are truncated at the bounds that the column (or the row's unit) declares.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from songi.errors import SongiError

Z90 = 1.6448536269514722
"""Standard normal quantile at 95 %: half the width of a 90 % interval in standard deviations."""

_BELOW_ONE = 1.0 - 2.0**-53
"""Largest probability that is drawn: at one, a normal quantile is infinite."""

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?"
_UNIFORM = re.compile(rf"^({_NUMBER})\s*(?:\.\.|~|〜|∼|～)\s*({_NUMBER})$")
_TRIANGULAR = re.compile(rf"^({_NUMBER})\s*\|\s*({_NUMBER})\s*\|\s*({_NUMBER})$")
_NORMAL = re.compile(rf"^({_NUMBER})\s*(?:±|\+-|\+/-)\s*({_NUMBER})$")
_INTERVAL = re.compile(rf"^ci90\(\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)$", re.IGNORECASE)
_CERTAIN = re.compile(rf"^{_NUMBER}$")


class QuantityError(SongiError, ValueError):
    """A cell that should hold a quantity does not.

    Attributes:
        code: which fault (`quantity.notation`, `quantity.reversed`, ...).
        facts: values for the message.
    """

    def __init__(self, code: str, facts: Mapping[str, Any]) -> None:
        super().__init__(f"{code}: {dict(facts)}")
        self.code = code
        self.facts = dict(facts)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One cell's distribution.

    Attributes:
        kind: `certain`, `uniform`, `triangular`, `normal` or `lognormal`.
        parameters: the distribution's own: (value), (low, high), (low, mode, high),
            (mean, standard deviation), or mean and standard deviation of the logarithm.
        text: the cell as written.
        lower: truncation from below.
        upper: truncation from above.
        integer: draws are whole numbers; `1..5` then means 1, 2, 3, 4 or 5, equally likely.
    """

    kind: str
    parameters: tuple[float, ...]
    text: str
    lower: float = -math.inf
    upper: float = math.inf
    integer: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether every draw is the same."""
        return self.kind == "certain"

    @property
    def central(self) -> float:
        """The median (the value itself where certain)."""
        return float(self.quantile(np.array([0.5]))[0])

    @property
    def span(self) -> tuple[float, float]:
        """The 5 % and 95 % quantiles."""
        low, high = self.quantile(np.array([0.05, 0.95]))
        return float(low), float(high)

    @property
    def ends(self) -> tuple[float, float]:
        """The range as written: its two ends, or the 5 % and 95 % quantiles where it has none."""
        if self.kind in {"certain", "uniform", "triangular"}:
            return self.parameters[0], self.parameters[-1]
        return self.span

    def quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the truncated inverse distribution function at probabilities `u` in (0, 1).

        Truncation keeps the shape inside the bounds: F⁻¹(F(lower) + u · (F(upper) - F(lower))).
        Whole numbers are rounded, and their bounds reach a half further, so that the number on a
        bound is as likely as the shape makes it.
        """
        if self.kind == "certain":
            return np.full(np.shape(u), self.parameters[0])
        values = self._widened()
        margin = 0.5 if self.integer else 0.0
        below = values._cumulative(self.lower - margin)
        above = values._cumulative(self.upper + margin)
        drawn = values._inverse(np.clip(below + u * (above - below), 0.0, _BELOW_ONE))
        if self.integer:
            drawn = np.rint(drawn) + 0.0
        return np.clip(drawn, self.lower, self.upper)

    def within(self, lower: float, upper: float, *, integer: bool = False) -> Quantity:
        """Return the quantity truncated at the column's bounds.

        Raises:
            QuantityError: `quantity.out_of_bounds` when nothing of it lies inside,
                `quantity.whole_number` when a value or an end of a range is not whole.
        """
        bounded = replace(self, lower=lower, upper=upper, integer=integer)
        if self.kind == "certain":
            low = high = self.parameters[0]
        elif self.kind in {"uniform", "triangular"}:
            low, high = self.parameters[0], self.parameters[-1]
        else:
            below, above = self._cumulative(lower), self._cumulative(upper)
            low, high = (lower, upper) if above - below > 1e-9 else (math.inf, -math.inf)
        if low > upper or high < lower:
            raise QuantityError(
                "quantity.out_of_bounds",
                {"came": self.text, "expected": _range_text(lower, upper)},
            )
        whole = self.kind in {"certain", "uniform"}
        if integer and whole and not (low.is_integer() and high.is_integer()):
            raise QuantityError("quantity.whole_number", {"came": self.text})
        return bounded

    def _widened(self) -> Quantity:
        """Return a whole-number range widened by a half on each side, so that its ends count."""
        if not self.integer or self.kind != "uniform":
            return self
        low, high = self.parameters
        return replace(self, parameters=(low - 0.5 + 1e-9, high + 0.5 - 1e-9), integer=False)

    def _cumulative(self, x: float) -> float:
        if math.isinf(x):
            return 0.0 if x < 0 else 1.0
        if self.kind == "uniform":
            low, high = self.parameters
            return min(max((x - low) / (high - low), 0.0), 1.0)
        if self.kind == "triangular":
            low, mode, high = self.parameters
            if x <= low:
                return 0.0
            if x >= high:
                return 1.0
            if x < mode:
                return (x - low) ** 2 / ((high - low) * (mode - low))
            return 1.0 - (high - x) ** 2 / ((high - low) * (high - mode)) if high > mode else 1.0
        mean, deviation = self.parameters
        if self.kind == "lognormal":
            return float(ndtr((math.log(x) - mean) / deviation)) if x > 0 else 0.0
        return float(ndtr((x - mean) / deviation))

    def _inverse(self, p: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.kind == "uniform":
            low, high = self.parameters
            return low + p * (high - low)
        if self.kind == "triangular":
            low, mode, high = self.parameters
            turn = (mode - low) / (high - low)
            rising = low + np.sqrt(p * (high - low) * (mode - low))
            falling = high - np.sqrt((1.0 - p) * (high - low) * (high - mode))
            return np.where(p < turn, rising, falling)
        mean, deviation = self.parameters
        drawn = mean + deviation * ndtri(p)
        return np.exp(drawn) if self.kind == "lognormal" else drawn


def parse_quantity(cell: object) -> Quantity:
    """Read a cell.

    Args:
        cell: a number, or text in one of the notations above.

    Returns:
        The quantity, without bounds.

    Raises:
        QuantityError: `quantity.notation`, `quantity.not_finite`, `quantity.reversed`,
            `quantity.mode_outside` or `quantity.spread_not_positive`.
    """
    if isinstance(cell, Quantity):
        return cell
    text = str(cell).strip()
    if text.lower() in {"nan", "inf", "-inf", "+inf", "infinity", "-infinity"}:
        raise QuantityError("quantity.not_finite", {"came": text})
    if match := _UNIFORM.match(text):
        low, high = _numbers(match, text)
        _refuse_reversed(low, high, text)
        return Quantity("uniform", (low, high), text) if low < high else _certain(low, text)
    if match := _TRIANGULAR.match(text):
        low, mode, high = _numbers(match, text)
        _refuse_reversed(low, high, text)
        if not low <= mode <= high:
            raise QuantityError("quantity.mode_outside", {"came": text})
        return (
            Quantity("triangular", (low, mode, high), text) if low < high else _certain(low, text)
        )
    if match := _NORMAL.match(text):
        mean, deviation = _numbers(match, text)
        if deviation <= 0:
            raise QuantityError("quantity.spread_not_positive", {"came": text})
        return Quantity("normal", (mean, deviation), text)
    if match := _INTERVAL.match(text):
        low, high = _numbers(match, text)
        return _interval(low, high, text)
    if _CERTAIN.match(text):
        return _certain(_number(text, text), text)
    raise QuantityError("quantity.notation", {"came": text})


def written_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a cell as they are written, in their order; the text where it has one.

    Args:
        text: a cell that `parse_quantity` takes, such as `ci90(90,150)`.
    """
    for pattern in (_INTERVAL, _TRIANGULAR, _NORMAL, _UNIFORM):
        if match := pattern.match(text.strip()):
            return match.groups()
    return (text.strip(),)


def _interval(low: float, high: float, text: str) -> Quantity:
    _refuse_reversed(low, high, text)
    if low == high:
        return _certain(low, text)
    if low > 0:
        mean = (math.log(low) + math.log(high)) / 2
        return Quantity("lognormal", (mean, (math.log(high) - math.log(low)) / (2 * Z90)), text)
    return Quantity("normal", ((low + high) / 2, (high - low) / (2 * Z90)), text)


def _certain(value: float, text: str) -> Quantity:
    return Quantity("certain", (value,), text)


def _numbers(match: re.Match[str], text: str) -> tuple[float, ...]:
    return tuple(_number(part, text) for part in match.groups())


def _number(part: str, text: str) -> float:
    try:
        value = float(part.replace(",", ""))
    except ValueError:
        raise QuantityError("quantity.notation", {"came": text}) from None
    if not math.isfinite(value):
        raise QuantityError("quantity.not_finite", {"came": text})
    return value


def _refuse_reversed(low: float, high: float, text: str) -> None:
    if low > high:
        raise QuantityError("quantity.reversed", {"came": text})


def _range_text(lower: float, upper: float) -> str:
    left = f"{lower:g}" if math.isfinite(lower) else "-∞"
    right = f"{upper:g}" if math.isfinite(upper) else "∞"
    return f"{left} … {right}"
