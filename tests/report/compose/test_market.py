"""The chapters on demand, market, cost and supply of land, of the made-up study."""

import re

import pytest

from contest import write_contest
from report.compose.test_compose import section, table, text_of
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import Figure
from songi.report.compose import compose_book
from songi.report.compose.demand import write_demand
from songi.report.compose.land_cost import write_land_cost
from songi.report.compose.market import write_market
from songi.report.compose.utilities import write_utilities
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study

ANCHORS = ("land-demand", "land-market", "land-cost", "utilities")
CHAPTERS = (write_demand, write_market, write_land_cost, write_utilities)


@pytest.fixture(scope="module")
def land_books(finished_run):
    view = View(finished_run, "internal")
    return {language: compose_book(view, language) for language in LANGUAGES}


def test_the_chapters_stand_in_the_order_of_the_chain(land_books):
    for book in land_books.values():
        anchors = [one.anchor for one in book.sections if one.anchor in ANCHORS]
        assert anchors == list(ANCHORS)


def test_sentences_say_what_their_cells_hold(land_books, finished_run):
    for book in land_books.values():
        keys = {one.claim.key for one in book.claims}
        assert {
            "book.land.demand.never_added", "book.land.market.lead", "book.land.market.designated",
            "book.land.trial.share", "book.land.trial.happened", "book.land.cost.unit",
            "book.land.cost.shortfall", "book.land.utilities.short",
        } <= keys  # fmt: skip
        assert parted(book.claims, finished_run) == []


def test_estimates_stand_side_by_side_and_are_never_added(land_books):
    book = land_books["en"]
    rows = table(book, "land-demand").rows
    assert [row[0].text for row in rows] == [
        "Name workers", "Name yearly", "Name before", "Survey, 2019, 22 answers",
        "Investors in the pipeline",
    ]  # fmt: skip
    assert [row[1].text for row in rows[2:]] == ["10 years", "none named", "2 years"]
    total = sum(row[2].value for row in rows)
    cells = [cell.text for row in rows for cell in row]
    assert f"{total:,.0f}" not in cells
    assert "5 estimates of one demand" in text_of(section(book, "land-demand"))


def test_a_trial_is_of_price_and_plots_and_says_so(land_books):
    text = text_of(section(land_books["en"], "land-market"))
    assert "It does not test the letters of intent" in text
    assert "offered on 2025-10-30 for 35 days at KRW 3.80m per m² (12.56m per pyeong)" in text
    assert "what happened: 0 bids" in text
    (row,) = table(land_books["en"], "sale-trials").rows
    assert [cell.text for cell in row[-2:]] == ["0", "0"]
    korean = text_of(section(land_books["ko"], "land-market"))
    assert "투자의향서를 시험한 것이 아닙니다" in korean
    assert "평당 1,256.2만원" in korean


def test_shares_are_never_called_probabilities(land_books):
    for name in ANCHORS:
        text = text_of(section(land_books["en"], name))
        for sentence in re.findall(r"[^.]*probabilit[^.]*\.", text):
            assert "not the probability" in sentence
        assert "확률입니다" not in text_of(section(land_books["ko"], name))


def test_who_bears_a_loss_is_told_by_rule(land_books):
    (row,) = table(land_books["en"], "cost-rules").rows
    texts = [cell.text for cell in row]
    assert texts[1:3] == ["art. 40", "cost of development"]
    assert texts[-2:] == ["developer", "yes"]


def test_supplies_are_told_as_stated_and_shortage_by_year(land_books):
    book = land_books["en"]
    names = {row[0].text for row in table(book, "utility-supplies").rows}
    assert names == {"Name grid", "Name line", "Name pipe", "Name sewer"}
    rows = {row[0].text: row for row in table(book, "first-shortage").rows}
    assert rows["Water (m³ a day)"][1].text == "0.0%"
    assert rows["Water (m³ a day)"][2].text == "–"
    assert "Water: short in no run." in text_of(section(book, "utilities"))


def test_every_figure_has_words_and_numbers(land_books):
    for language in LANGUAGES:
        figures = [
            block
            for name in ANCHORS
            for block in section(land_books[language], name).blocks
            if isinstance(block, Figure)
        ]
        assert len(figures) == 6
        assert all(one.alt and one.note and one.table.rows and one.trace for one in figures)


def test_a_study_without_land_has_none_of_the_chapters(small_run):
    writer = Writer(View(small_run, "internal"), "en")
    assert [write(writer) for write in CHAPTERS] == [None] * 4


def test_what_cannot_be_computed_is_said_to_be_absent(tmp_path):
    """Without beliefs of the pipeline nobody knows who signs: no market, and no balance."""
    folder = write_contest(tmp_path / "toy", rows={"conversion_priors": ()}, land=True)
    run = open_study(folder).run(draws=20, workers=1, experiments=False)
    writer = Writer(View(run, "internal"), "en")
    for write in (write_market, write_utilities):
        kinds = [getattr(block, "kind", "") for block in write(writer).blocks]
        assert "skipped" in kinds
    assert "Investors in the pipeline" not in text_of(write_demand(writer))
