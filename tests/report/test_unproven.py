"""Goyang's own papers: nothing contradicted or unverifiable stands in them as a fact."""

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from songi.language import say
from songi.report.audience import View
from songi.report.blocks import Cell, Column, DataTable, Figure, Section
from songi.report.compose import compose_book
from songi.report.plan import compose_plan
from songi.report.unproven import asserted_unproven, figures_of_claim
from songi.results.claim_audit import audit_claims
from songi.session import OpenStudy

GOYANG = Path(__file__).parents[2] / "studies" / "goyang"


@pytest.fixture(scope="module")
def goyang_run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies") / "goyang"
    shutil.copytree(GOYANG, folder, ignore=shutil.ignore_patterns("results", "reports"))
    return OpenStudy(folder).run(draws=30, workers=1, experiments=False)


def test_all_sixteen_statements_are_audited(goyang_run):
    verdicts = {one.statement.id: one.verdict for one in audit_claims(goyang_run)}
    assert set(verdicts) == {f"t{k:02}" for k in range(1, 17)}
    supported = {name for name, verdict in verdicts.items() if verdict == "supported"}
    assert supported == {"t01", "t04", "t05", "t10", "t12"}
    assert [name for name, verdict in verdicts.items() if verdict == "contradicted"] == ["t08"]


def test_the_figures_that_papers_may_not_state_are_recognised(goyang_run):
    claims = {one.statement.id: figures_of_claim(one) for one in audit_claims(goyang_run)}
    assert {"5348", "534.8", "5,348억원", "KRW 534.8bn", "534,800,000,000"} <= claims["t15"]
    assert claims["t02"] == frozenset()


@pytest.fixture(scope="module")
def book_for(goyang_run):
    """Return the book for an audience in a language, written once."""
    return cache(lambda audience, language: compose_book(View(goyang_run, audience), language))


LESS_TRODDEN = [
    pytest.param(*which, marks=pytest.mark.slow)
    for which in (("internal", "en"), ("public", "ko"), ("public", "en"))
]


@pytest.mark.parametrize(("audience", "language"), [("internal", "ko"), *LESS_TRODDEN])
def test_no_paper_of_goyang_states_a_doubtful_figure_as_a_fact(
    goyang_run, book_for, audience, language
):
    plan = compose_plan(View(goyang_run, audience), language)
    for paper in (book_for(audience, language), plan):
        assert asserted_unproven(paper, goyang_run) == []


@pytest.mark.parametrize("language", ["ko", pytest.param("en", marks=pytest.mark.slow)])
def test_a_cell_states_a_doubtful_figure_unless_the_doubt_stands_beside_it(
    goyang_run, book_for, language
):
    book = book_for("internal", language)
    amount = {"ko": "5,348억원", "en": "KRW 534.8bn"}[language]
    verdict = say("book.defence.verdict.cannot_verify", language)
    doubt = say("book.defence.plan.doubt", language)

    def told(*texts, note="", anchor="contest"):
        cells = tuple(Cell(text) for text in texts)
        columns = tuple(Column("") for _ in cells)
        table = DataTable("t", "T", columns, (cells,), note=note)
        sections = (Section(anchor, "", (table,)),)
        return asserted_unproven(replace(book, sections=sections), goyang_run)

    assert told("고양", amount) == [("t15", amount)]
    assert told("고양", f"{amount}\u00a0‡") == []
    assert told("고양", amount, verdict) == []
    assert told("고양", amount, note=doubt) == []
    assert told("고양", amount, anchor="sources") == []
    assert told("고양", "25,348억원", "KRW 1534.8bn") == []
    figure = next(b for b in book.blocks() if isinstance(b, Figure))
    plain = DataTable("t", "T", (Column(""),), ((Cell(amount),),))
    drawn = Section("contest", "", (replace(figure, table=plain),))
    assert asserted_unproven(replace(book, sections=(drawn,)), goyang_run) == [("t15", amount)]


def test_committed_investment_of_the_winners_is_the_governments_total(goyang_run):
    announced = goyang_run["committed_investment"].sel(strength="announced")
    total = float(announced.sum("bid", skipna=True).mean("draw"))
    assert total == pytest.approx(36.265e12, rel=2e-4)
    letters = goyang_run["committed_investment"].sel(strength="letter").isel(draw=0)
    amounts = letters.dropna("bid").to_series().to_dict()
    assert amounts == {
        "goyang": 534.8e9, "daejeon": 9e12, "gangwon": 3355.3e9, "jeonbuk": 783.3e9,
    }  # fmt: skip
