"""The chapters on projects, of the made-up study."""

import pytest

from contest import write_contest
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import DataTable, Figure, Note, Paragraph
from songi.report.compose.exposure import write_buildings, write_exposure
from songi.report.compose.feasibility import write_feasibility
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study

CHAPTERS = (write_feasibility, write_exposure, write_buildings)

RESULTS = [
    "appraisal_outlook", "feasibility_outlook", "developer_outlook", "project_cash_flow",
    "city_exposure", "operating_deficit",
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = write_contest(tmp_path_factory.mktemp("projects") / "toy", money=True)
    return open_study(folder).run(draws=60, workers=1, measures=RESULTS)


@pytest.fixture(scope="module")
def sections(run):
    return {
        language: [write(Writer(View(run, "internal"), language)) for write in CHAPTERS]
        for language in LANGUAGES
    }


def blocks_of(sections, kind):
    return [block for section in sections for block in section.blocks if isinstance(block, kind)]


def test_sentences_say_what_their_cells_hold(sections, run):
    for chapters in sections.values():
        told = [claim for block in blocks_of(chapters, Paragraph) for claim in block.claims]
        assert {one.claim.key for one in told} == {
            "book.feasibility.lead", "book.feasibility.alone", "book.feasibility.peak",
            "book.feasibility.society", "book.feasibility.exposure",
            "book.feasibility.deficit_lead",
        }  # fmt: skip
        assert parted(told, run) == []


def test_the_clause_stands_beside_what_it_may_cost(sections):
    korean, english = (sections[one][1] for one in ("ko", "en"))
    assert "준공 2년 뒤 미분양 용지를 시가 삽니다." in blocks_of([korean], Note)[0].text
    text = " ".join(block.text for block in blocks_of([english], Paragraph))
    assert "the city buys" in text
    assert "shares of model runs" in blocks_of([english], Note)[-1].text


def test_every_figure_has_its_numbers(sections):
    for chapters in sections.values():
        figures = blocks_of(chapters, Figure)
        assert [one.anchor for one in figures] == [
            "figure-both-appraisals", "figure-cash-land", "figure-cash-house",
            "figure-city-exposure", "figure-deficit-house",
        ]  # fmt: skip
        for one in figures:
            assert one.table.rows
            assert {len(row) for row in one.table.rows} == {len(one.table.columns)}


def test_views_are_told_apart_and_shares_of_developers_told(sections):
    tables = {one.anchor: one for one in blocks_of(sections["en"], DataTable)}
    assert [row[0].text for row in tables["developer-worth"].rows] == [
        "Name province_share", "Name town_share", "Name house_share",
    ]  # fmt: skip
    worth = blocks_of(sections["en"], Figure)[0].table
    assert [row[1].text for row in worth.rows[:3]] == [
        "financial", "economic, nation", "economic, city",
    ]  # fmt: skip
    assert [row[0].text for row in tables["space-programme"].rows] == ["1", "2", "3"]
    assert len(tables["project-benefits"].rows) == 4


def test_a_study_without_projects_has_no_such_chapters(finished_run, tmp_path):
    run = open_study(write_contest(tmp_path / "bare")).run(draws=20, workers=1, experiments=False)
    for write in CHAPTERS:
        assert write(Writer(View(run, "internal"), "en")) is None
