"""The chapter on weightings side by side."""

import numpy as np
import pytest

from report.compose.test_compose import section, table, text_of
from report.small_study import write_small_study
from songi.measures.weightings import WEIGHTINGS
from songi.report.audience import View
from songi.report.blocks import Figure
from songi.report.compose.weightings import write_weightings
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import OpenStudy

JOINED = """\
id,name_ko,name_en,contest,candidates,applicant,field,joins,source,known_from,basis
own,우리시,Our City,call,own,Our Province,organoids,east,press,2024-03-04,observed
east,동쪽시,East City,call,east,East Province,vaccines,,press,2024-03-04,observed
joint,항구·만안,Port and Bay,call,port|bay,Port and Bay,vaccines,,press,2024-03-04,observed
"""


def figures(book):
    return [b.anchor for b in section(book, "weightings").blocks if isinstance(b, Figure)]


def test_shares_and_weights_stand_side_by_side_in_both_languages(books, small_run):
    found = small_run["weighting_shares"].sel(bid="own")
    for book in books.values():
        names = ("weighting-shares", "weighting-bids", "objective-weights")
        assert figures(book) == [f"figure-{name}" for name in names]
        rows = table(book, "weighting-shares").rows
        assert len(rows) == len(WEIGHTINGS)
        shown = [row[1].value for row in rows]
        assert shown == pytest.approx(found["selection_share"].values.tolist())
        assert parted(book.claims, small_run) == []
    weights = table(books["en"], "objective-weights").rows
    assert np.sum([row[2].value for row in weights]) == pytest.approx(1)
    assert np.sum([row[3].value for row in weights]) == pytest.approx(1)


def test_the_worst_and_the_best_weighting_are_named(books, small_run):
    shares = small_run["weighting_shares"]["selection_share"].sel(bid="own")
    text = text_of(section(books["en"], "weightings"))
    assert f"is selected in {float(shares.min()):.1%} (“" in text
    assert f"to {float(shares.max()):.1%} (“" in text
    assert f"with the weights of this run in {float(shares.sel(weighting='run')):.1%}" in text
    assert "stand in the chapter on scenarios" in text
    assert "probability" not in text


def test_the_public_is_not_told_where_rivals_stand(public_book):
    assert "figure-weighting-bids" not in figures(public_book)


def test_a_bid_that_joined_another_is_told_as_the_one_that_it_joined(make_run):
    run = make_run(bids=JOINED, outcomes="")
    chapter = write_weightings(Writer(View(run, "internal"), "en"))
    shown = [block.anchor for block in chapter.blocks if isinstance(block, Figure)]
    assert shown == [
        "figure-weighting-shares", "figure-weighting-bids", "figure-objective-weights",
    ]  # fmt: skip


def test_a_run_without_them_says_so(tmp_path):
    folder = write_small_study(tmp_path / "s")
    run = OpenStudy(folder).run(draws=20, workers=1, measures=["selection_share"])
    chapter = write_weightings(Writer(View(run, "internal"), "en"))
    assert "“selection share by weighting” is not among the results" in text_of(chapter)
