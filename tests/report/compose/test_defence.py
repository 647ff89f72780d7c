"""The chapters of the bid's defence: investment, rules, correspondence table, claim audit."""

import re
from dataclasses import replace

import pytest

from report.compose.test_compose import section, table, text_of
from report.defence import DEFENCE
from report.small_study import TABLES, write_small_study
from songi.language import LANGUAGES, catalogue
from songi.report.anchors import tables_of
from songi.report.audience import View
from songi.report.blocks import Figure, Paragraph
from songi.report.compose import compose_book
from songi.report.unproven import asserted_unproven
from songi.results.claims import parted
from songi.session import OpenStudy


@pytest.fixture(scope="session")
def defended_run(tmp_path_factory):
    folder = write_small_study(tmp_path_factory.mktemp("defended") / "small", **DEFENCE)
    return OpenStudy(folder).run(workers=1, experiments=False)


@pytest.fixture(scope="session")
def defended(defended_run):
    view = View(defended_run, "internal")
    return {language: compose_book(view, language) for language in LANGUAGES}


def test_sentences_of_the_defence_say_what_their_cells_hold(defended, defended_run):
    for book in defended.values():
        keys = {one.claim.key for one in book.claims}
        assert {
            "book.defence.investment.own_said", "book.defence.investment.beside",
            "book.defence.rules.met", "book.defence.requirements.counts",
        } <= keys  # fmt: skip
        assert parted(book.claims, defended_run) == []


def test_investment_is_told_by_strength_and_never_added(defended):
    text = text_of(section(defended["en"], "investment"))
    assert "Our City: KRW 534.8bn by letter of intent, by its own word" in text
    assert "Among the 2 bids that name an amount of that strength it takes place 2" in text
    rows = {
        (row[0].text, row[1].text): row[2].text
        for row in table(defended["en"], "investment-amounts").rows
    }
    assert rows == {
        ("contracted", "Port and Bay"): "KRW 20.0bn",
        ("letter of intent", "East City"): "KRW 900.0bn",
        ("letter of intent", "◆ Our City"): "KRW 534.8bn\u00a0‡",
    }
    total = f"{(534.8 + 900 + 20):,.1f}"
    cells = [c.text for t in tables_of(defended["en"]) for row in t.rows for c in row]
    assert not [text for text in cells if total in text]


def test_a_commitment_tells_its_proof_its_day_and_its_doubt(defended):
    rows = {row[2].text: [c.text for c in row] for row in table(defended["en"], "commitments").rows}
    assert rows["One firm"][6] == "bank letter"
    assert rows["43 firms"][6] == "none known"
    assert rows["43 firms"][8] == "2024-04-21 (after the deadline)"
    assert rows["51 firms"][8] == "2024-02-01"
    assert rows["43 firms"][9] == "cannot be verified"


def test_clauses_stand_with_article_finding_and_ground(defended):
    rows = [[c.text for c in row] for row in table(defended["en"], "clauses").rows]
    assert ["art. 1", "A site", "", "◆ Our City", "met", "it is there"] in rows
    assert "Our City meets 50.0% of the clauses" in text_of(section(defended["en"], "rules"))


def test_rules_beyond_the_order_are_listed_or_said_not_to_be_known(defended, books):
    rows = [[c.text for c in row] for row in table(defended["en"], "selection-rules").rows]
    assert rows == [["quota", "field", "organoids", "1", "", "", ""]]
    assert "No rule beyond the order is known" in text_of(section(books["en"], "rules"))


def test_the_annex_follows_the_call_and_what_is_open_comes_unmet_first(defended):
    still = [row[2].text for row in table(defended["en"], "requirements-open").rows]
    annex = [row[2].text for row in table(defended["en"], "requirements").rows]
    assert still == ["Budget", "Standing", "Rivals"]
    assert annex == ["Standing", "Budget", "Letter", "Rivals"]
    assert "Unmet: 1, partly met: 2, met: 1." in text_of(section(defended["en"], "requirements"))


def test_evidence_that_the_run_lacks_is_told(make_run):
    lost = DEFENCE["requirements"].replace("selection_share bid=own", "selection_share bid=gone")
    book = compose_book(View(make_run(**{**DEFENCE, "requirements": lost}), "internal"), "en")
    cells = [row[4].text for row in table(book, "requirements").rows]
    assert cells[0] == "the run has no such result: selection share (gone)"


def test_the_audit_stands_with_verdicts_in_both_languages(defended):
    for language, words in (
        ("en", ["cannot be verified", "cannot be verified", "unclear definition"]),
        ("ko", ["확인할 수 없음", "확인할 수 없음", "정의가 불분명"]),
    ):
        rows = table(defended[language], "statements").rows
        assert [row[2].text for row in rows] == words


def test_a_study_without_these_tables_says_what_it_lacks(books):
    for anchor, lacking in (("investment", "commitments"), ("requirements", "requirements")):
        assert f"the study lacks: {lacking}" in text_of(section(books["en"], anchor))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_doubtful_figure_stands_in_no_paper_as_a_fact(defended, defended_run, language):
    assert asserted_unproven(defended[language], defended_run) == []


def test_a_paper_that_states_one_is_found(defended, defended_run):
    book = defended["en"]
    for sentence in ("There will be 22,000 jobs.", "534.8bn won are coming."):
        front = replace(book.sections[0], blocks=(Paragraph((sentence,)),))
        assert asserted_unproven(replace(book, sections=(front,)), defended_run)


def test_a_closed_contest_is_called_history_and_the_next_call_is_named(books, tmp_path):
    front = text_of(section(books["en"], "front"))
    assert "Test call is history" in front
    assert "No further call has been declared" in front
    declared = TABLES["contests"] + (
        "next,다음 공모,Next call,,2026-03-31,,1,vaccines,declared,press,2024-09-01,observed\n"
    )
    folder = write_small_study(tmp_path / "next", contests=declared)
    head = folder / "study.toml"
    head.write_text(f'{head.read_text("utf-8")}[options]\ncontest = "call"\n', "utf-8")
    run = OpenStudy(folder).run(draws=50, workers=1, experiments=False)
    front = text_of(section(compose_book(View(run, "internal"), "en"), "front"))
    assert "A next call is declared: Next call, deadline 2026-03-31." in front


def test_an_open_contest_is_not_called_history(make_run):
    still = TABLES["contests"].replace(",closed,", ",open,")
    front = text_of(
        section(compose_book(View(make_run(contests=still), "internal"), "en"), "front")
    )
    assert "history" not in front


GUARDED = {
    "ko": re.compile("확정|선정될 확률|지정될 확률|당선 확률"),
    "en": re.compile(
        r"probability that the ministry|probability of (being )?(winning|selection|selected)"
        r"|chance of winning|will be (selected|designated)",
        re.IGNORECASE,
    ),
}


def told(book):
    """Return every word of a paper that songi chose: no cell of a study's own tables."""
    for one in book.sections:
        if one.anchor in {"inputs", "traces"}:
            continue
        yield one.title
        for block in one.blocks:
            if hasattr(block, "text"):
                yield block.text
            if isinstance(block, Figure):
                yield f"{block.title} {block.alt} {block.note} {block.chart}"
    yield from (f"{t.title} {t.note}" for t in tables_of(book))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_makes_a_share_a_probability_or_a_result_a_decision(defended, books, language):
    for book in (defended[language], books[language]):
        assert [text for text in told(book) if GUARDED[language].search(text)] == []
    texts = {k: t for k, t in catalogue(language).items() if not k.startswith("problems.")}
    assert [key for key, text in texts.items() if GUARDED[language].search(text)] == []


def test_the_words_that_guard_would_be_found():
    assert GUARDED["ko"].search("지정이 확정되었다")
    assert GUARDED["en"].search("The probability that the ministry selects it")
