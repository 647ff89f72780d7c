"""Claims: sentences whose numbers are bound to result cells, so that text and cell cannot part.

The sentence is a text of the catalogue with blanks; a blank says which cell of which result fills
it, how that cell is read and how it is written. `tell` fills the blanks from a run; `parted` reads
the cells again and says which sentences no longer say what the cells hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import xarray as xr

from songi.errors import SongiError
from songi.language import Language, say
from songi.units import in_won_words

Reading = Literal["value", "mean", "q05", "q95", "place", "count", "attribute"]
"""How a cell is read: as it is; its mean or a quantile over the draws; its place from the top
along a dimension; how many labels a dimension has; an attribute of the result."""

Form = Literal[
    "percent", "percent_points", "one", "two", "three", "signed", "whole", "rank", "won", "text"
]
"""How a number is written."""

_QUANTILES = {"q05": 0.05, "q95": 0.95}

_DIGITS = {"one": 1, "two": 2, "three": 3, "whole": 0, "rank": 1}


class ClaimError(SongiError, LookupError):
    """A claim points to a cell that the run does not have."""


class HoldsResults(Protocol):
    """What claims need of a run."""

    def __getitem__(self, name: str) -> xr.DataArray | xr.Dataset:
        """Return a result."""
        ...


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a sentence.

    Attributes:
        result: name of the result.
        labels: labels of the cell, by dimension.
        variable: variable of the result, where it has several; or the name of an attribute.
        reading: how the cell is read.
        form: how the number is written.
        along: the dimension that `place` and `count` go along.
    """

    result: str
    labels: Mapping[str, str | int] = field(default_factory=dict)
    variable: str = ""
    reading: Reading = "value"
    form: Form = "two"
    along: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the catalogue with its blanks.

    Attributes:
        key: the text, such as `book.front.stood`.
        blanks: the blanks that hold numbers.
        words: the blanks that hold names; they may not be used to carry numbers.
    """

    key: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim as it stands in a paper."""

    claim: Claim
    language: Language
    text: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.text


@dataclass(frozen=True, slots=True)
class PartedClaim:
    """A sentence that no longer says what the cells hold."""

    told: ToldClaim
    now: str


def tell(claim: Claim, run: HoldsResults, language: Language) -> ToldClaim:
    """Fill a sentence from a run.

    Args:
        claim: the sentence and its blanks.
        run: the results.
        language: language of the sentence and of its numbers.

    Returns:
        The sentence, bound to its cells.

    Raises:
        ClaimError: the run lacks the result, the variable or the label.
    """
    numbers = {
        name: write_number(read_cell(run, blank), blank.form, language)
        for name, blank in claim.blanks.items()
    }
    return ToldClaim(claim, language, say(claim.key, language, **claim.words, **numbers))


def parted(told: Iterable[ToldClaim], run: HoldsResults) -> list[PartedClaim]:
    """Read every cell again and return the sentences that say something else.

    A sentence whose cell is not there any more, such as that of a weight which is no longer drawn,
    says nothing now.

    Args:
        told: sentences as they stand in a paper.
        run: the results they should agree with.

    Returns:
        The sentences that part from the cells; none when all agree.
    """
    found = []
    for one in told:
        try:
            now = tell(one.claim, run, one.language).text
        except ClaimError:
            now = ""
        if now != one.text:
            found.append(PartedClaim(one, now))
    return found


def read_cell(run: HoldsResults, blank: Blank) -> float | str:
    """Return what a blank points to: a number, or text where the result holds text.

    Raises:
        ClaimError: the run lacks the result, the variable or the label.
    """
    result = _result(run, blank)
    if blank.reading == "attribute":
        return str(result.attrs[blank.variable])
    if isinstance(result, xr.Dataset):
        if blank.variable not in result:
            message = f"result '{blank.result}' has no variable '{blank.variable}'"
            raise ClaimError(message)
        result = result[blank.variable]
    if blank.reading == "count":
        return float(result.sizes[blank.along])
    try:
        if blank.reading == "place":
            return _place(result, blank)
        cell = result.sel(dict(blank.labels))
    except KeyError as error:
        message = f"result '{blank.result}' has no cell {dict(blank.labels)}"
        raise ClaimError(message) from error
    return _one_value(cell, blank)


def write_number(value: float | str, form: Form, language: Language) -> str:
    """Return a number as readers see it; a dash where there is none."""
    if isinstance(value, str) or form == "text":
        return str(value)
    if not math.isfinite(value):
        return "–"
    if form in _DIGITS:
        return f"{value:,.{_DIGITS[form]}f}"
    if form == "won":
        return in_won_words(value, language)
    if form == "percent":
        return _percent(value)
    return _signed(value * 100, 1) if form == "percent_points" else _signed(value, 3)


def _result(run: HoldsResults, blank: Blank) -> xr.DataArray | xr.Dataset:
    try:
        return run[blank.result]
    except KeyError as error:
        message = f"the run has no result '{blank.result}'"
        raise ClaimError(message) from error


def _one_value(cell: xr.DataArray, blank: Blank) -> float | str:
    if blank.reading == "mean":
        cell = cell.mean("draw")
    elif blank.reading in _QUANTILES:
        cell = cell.quantile(_QUANTILES[blank.reading], "draw")
    if cell.ndim:
        message = f"{dict(blank.labels)} is not one cell of '{blank.result}': {cell.dims} are open"
        raise ClaimError(message)
    value = cell.item()
    return value if isinstance(value, str) else float(value)


def _place(result: xr.DataArray, blank: Blank) -> float:
    """Return the place of a label along a dimension, the largest value first; ties share it."""
    others = {name: label for name, label in blank.labels.items() if name != blank.along}
    values = result.sel(others)
    own = values.sel({blank.along: blank.labels[blank.along]})
    return 1.0 + float(np.sum(values.values > own.values))


def _percent(value: float) -> str:
    """Return a share as per cent; what is not quite none or all is not rounded to it."""
    share = value * 100
    if 0 < share < 0.05:
        return "<0.1%"
    if 99.95 < share < 100:
        return ">99.9%"
    return ">-0.1%" if -0.05 < share < 0 else f"{share:.1f}%"


def _signed(value: float, digits: int) -> str:
    """Return a number with its sign; nought has none."""
    text = f"{abs(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        return text
    return f"{'+' if value > 0 else '-'}{text}"
