import re

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from songi.language import LANGUAGES, catalogue
from songi.results.claims import (
    Blank,
    Claim,
    ClaimError,
    parted,
    read_cell,
    tell,
    write_number,
)

SHARE = Blank("shares", {"bid": "b"}, form="percent")


def results(share=0.25):
    draws = xr.DataArray(
        np.arange(101.0)[:, None] * [1.0, 2.0],
        dims=("draw", "bid"),
        coords={"bid": ["a", "b"]},
    )
    shares = xr.DataArray([0.75, share, 0.25], dims="bid", coords={"bid": ["a", "b", "c"]})
    pair = xr.Dataset({"brier": 0.1, "name": "text"}, attrs={"cutoff": "2024-02-29"})
    return {"shares": shares, "draws": draws, "pair": pair}


def test_a_sentence_is_filled_from_its_cell_in_both_languages():
    claim = Claim(
        "book.front.methods",
        {"low": SHARE, "high": Blank("shares", {"bid": "a"}, form="percent")},
        {"method_low": "VIKOR", "method_high": "TOPSIS"},
    )
    assert "25.0% by VIKOR, 75.0% by TOPSIS" in tell(claim, results(), "en").text
    assert "VIKOR 방식에서 25.0%" in tell(claim, results(), "ko").text


def test_a_sentence_parts_from_a_cell_that_moved_and_from_no_other():
    told = [
        tell(Claim("book.front.figure.share", {"share": Blank("shares", {"bid": bid})}), run, "en")
        for run in [results()]
        for bid in ("a", "b")
    ]
    assert parted(told, results()) == []
    [moved] = parted(told, results(share=0.5))
    assert moved.told.claim.blanks["share"].labels == {"bid": "b"}
    assert moved.now == "0.50"


@pytest.mark.parametrize(
    ("blank", "value"),
    [
        (Blank("shares", {"bid": "a"}), 0.75),
        (Blank("draws", {"bid": "b"}, reading="mean"), 100.0),
        (Blank("draws", {"bid": "a"}, reading="q05"), 5.0),
        (Blank("draws", {"bid": "a"}, reading="q95"), 95.0),
        (Blank("shares", {"bid": "a"}, reading="place", along="bid"), 1.0),
        (Blank("shares", {"bid": "c"}, reading="place", along="bid"), 2.0),
        (Blank("shares", reading="count", along="bid"), 3.0),
        (Blank("pair", variable="brier"), 0.1),
        (Blank("pair", variable="name", form="text"), "text"),
        (Blank("pair", variable="cutoff", reading="attribute"), "2024-02-29"),
    ],
)
def test_each_reading_reads_its_cell(blank, value):
    assert read_cell(results(), blank) == pytest.approx(value)


@pytest.mark.parametrize(
    ("blank", "message"),
    [
        (Blank("nothing"), "the run has no result 'nothing'"),
        (Blank("shares", {"bid": "z"}), r"result 'shares' has no cell \{'bid': 'z'\}"),
        (Blank("pair", variable="z"), "result 'pair' has no variable 'z'"),
        (Blank("shares"), "is not one cell of 'shares': .*'bid'.* are open"),
    ],
)
def test_a_blank_that_points_nowhere_is_refused(blank, message):
    with pytest.raises(ClaimError, match=message):
        read_cell(results(), blank)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.0, "percent", "0.0%"),
        (0.0001, "percent", "<0.1%"),
        (-0.0001, "percent", ">-0.1%"),
        (0.99999, "percent", ">99.9%"),
        (1.0, "percent", "100.0%"),
        (-0.0123, "percent_points", "-1.2"),
        (0.0123, "percent_points", "+1.2"),
        (0.0, "signed", "0.000"),
        (-0.0001, "signed", "0.000"),
        (3.14159, "rank", "3.1"),
        (1234.0, "whole", "1,234"),
        (534_800_000_000.0, "won", "KRW 534.8bn"),
        (float("nan"), "two", "–"),
    ],
)
def test_numbers_are_written_in_their_form(value, form, text):
    assert write_number(value, form, "en") == text


def test_won_are_written_in_eok_in_korean():
    assert write_number(534_800_000_000.0, "won", "ko") == "5,348억원"


@given(st.floats(0, 1))
def test_a_share_is_never_rounded_to_none_or_all(share):
    text = write_number(share, "percent", "en")
    assert (text == "0.0%") == (share == 0)
    assert (text == "100.0%") == (share == 1)
    assert abs(float(text.strip("<>%")) - share * 100) <= 0.1


AGE_BANDS = "book.input.column.aged_"
"""Columns that have no other name than their numbers."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_book_and_figures_hold_no_number_of_their_own(language):
    texts = {
        key: text
        for key, text in catalogue(language).items()
        if key.startswith(("book.", "figures.")) and not key.startswith(AGE_BANDS)
    }
    assert len(texts) > 300
    with_digits = [key for key, text in texts.items() if re.search(r"\d", _outside_blanks(text))]
    assert with_digits == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_that_a_result_is_decided(language):
    forbidden = "확정" if language == "ko" else "probability of winning"
    texts = catalogue(language).items()
    assert [key for key, text in texts if key.startswith("book.") and forbidden in text] == []


def _outside_blanks(text):
    return re.sub(r"\{[^}]*\}", "", text)


def test_a_sentence_whose_cell_is_gone_parts():
    claim = Claim("book.front.figure.share", {"share": SHARE})
    told = tell(claim, results(), "en")
    fewer = {"shares": results()["shares"].sel(bid=["a"])}
    assert [one.now for one in parted([told], fewer)] == [""]
