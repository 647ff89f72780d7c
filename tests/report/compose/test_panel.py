"""The chapter on the judgement panel, with and without judgements."""

import pytest

from report.compose.test_compose import section, table, text_of
from report.small_study import TABLES
from songi.report.audience import View
from songi.report.compose import compose_book
from songi.results.claims import parted

HEAD = "expert,more,less,ratio,source,known_from,basis,disclosure\n"


def judgements(*rows, disclosure="internal"):
    lines = [f"{row},expert,2024-01-10,estimated,{disclosure}\n" for row in rows]
    return HEAD + "".join(lines)


TWO = ("e1,power,base,3", "e2,power,base,1", "e1,firms,patents,2")


@pytest.fixture
def judged_run(make_run):
    assert "judgements" not in TABLES
    return make_run(judgements=judgements(*TWO))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_panel_is_told_with_spread_consistency_and_experts(judged_run, language):
    book = compose_book(View(judged_run, "internal"), language)
    chapter = section(book, "panel")
    assert len(table(book, "panel-weights").rows) == 4
    assert [row[0].text for row in table(book, "panel-consistency").rows] == ["e1", "e2"]
    assert [row[0].text for row in table(book, "panel-without").rows] == ["e1", "e2"]
    assert parted(book.claims, judged_run) == []
    assert "25.0%" in text_of(chapter)
    assert "50.0%" in text_of(chapter)


def test_judgements_beside_other_weights_are_told_as_such(judged_run):
    book = compose_book(View(judged_run, "internal"), "en")
    assert "do not follow these judgements" in text_of(section(book, "panel"))


def test_a_study_without_judgements_says_so(books):
    assert "The study has no judgements" in text_of(section(books["en"], "panel"))


def test_internal_judgements_are_withheld_from_the_public(judged_run):
    book = compose_book(View(judged_run, "public"), "en")
    chapter = section(book, "panel")
    assert "is withheld" in text_of(chapter)
    assert "e1" not in {row[0].text for b in chapter.blocks for row in getattr(b, "rows", ())}
