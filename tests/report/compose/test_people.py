"""The chapters on people, living conditions and other clusters, of the made-up study."""

import re

import pytest

from report.compose.land_chapters import cells, claims_in, told_in, words_of
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import Figure
from songi.report.compose.benchmark import write_benchmark
from songi.report.compose.living import write_living
from songi.report.compose.talent import write_talent
from songi.report.compose.writer import Writer
from songi.results.claims import parted

CHAPTERS = (write_talent, write_living, write_benchmark)


@pytest.fixture(scope="module")
def chapters(finished_run):
    found = {}
    for language in LANGUAGES:
        writer = Writer(View(finished_run, "internal"), language)
        found[language] = {one.anchor: one for one in (write(writer) for write in CHAPTERS)}
    return found


def test_sentences_say_what_their_cells_hold(chapters, finished_run):
    for found in chapters.values():
        told = [claim for one in found.values() for claim in claims_in(one)]
        keys = {one.claim.key for one in told}
        assert {
            "book.people.talent.lead", "book.people.living.place", "book.people.peers.own",
            "book.people.peers.at_age_observed",
        } <= keys  # fmt: skip
        assert parted(told, finished_run) == []


def test_each_chapter_has_a_figure_and_a_caution(chapters):
    for found in chapters.values():
        for one in found.values():
            assert any(isinstance(block, Figure) for block in one.blocks)
    assert "not a forecast" in told_in(chapters["en"]["talent"])
    assert "Those that failed" in told_in(chapters["en"]["benchmark"])
    assert "within reach" in told_in(chapters["en"]["living"])


def test_the_korean_chapters_hold_no_english_words_of_the_catalogue(chapters):
    for one in chapters["ko"].values():
        words = words_of(one)
        assert "확정" not in words
        assert not re.search(r"\b(people|jobs|seats)\b", told_in(one))


def test_the_ratio_says_how_it_was_come_by(chapters):
    rows = cells(chapters["en"]["benchmark"], "peer-ratios")
    assert rows["jobs for a firm"]["How come by"] == "counted"
    assert (
        rows["jobs for a thousand m² of site"]["How come by"] == "lower part of the nearest count"
    )
    assert "2025, land ready, as planned" in words_of(chapters["en"]["benchmark"])


def test_a_study_without_the_tables_has_none_of_the_chapters(finished_run, monkeypatch):
    monkeypatch.setattr(Writer, "has_rows", lambda *_: False)
    writer = Writer(View(finished_run, "internal"), "en")
    assert [write(writer) for write in CHAPTERS] == [None, None, None]
