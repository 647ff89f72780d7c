"""The chapter on impact of the made-up study: its sentences, its tables, the age of its table."""

import re

import pytest

from contest import write_contest
from report.compose.land_chapters import cells, claims_in, tables_in, told_in, words_of
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import DataTable, Figure
from songi.report.compose.impact import write_impact
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study

MEASURES = (
    "sector_multipliers", "job_multipliers", "impact_outlook", "impact_claims", "supply_chain",
    "courting_outlook",
)  # fmt: skip


@pytest.fixture(scope="module")
def impact_run(tmp_path_factory):
    folder = write_contest(tmp_path_factory.mktemp("impact") / "toy", money=True)
    return open_study(folder).run(draws=60, measures=MEASURES, experiments=False)


@pytest.fixture(scope="module", params=LANGUAGES)
def chapter(impact_run, request):
    return write_impact(Writer(View(impact_run, "internal"), request.param))


def test_sentences_say_what_their_cells_hold(chapter, impact_run):
    keys = {one.claim.key for one in claims_in(chapter)}
    assert {"book.impact.table", "book.impact.lead.construction", "book.impact.lead.operation_full",
            "book.impact.chain.leaves"} <= keys  # fmt: skip
    assert parted(claims_in(chapter), impact_run) == []


def test_every_figure_tells_the_age_of_its_table(chapter):
    figures = [block for block in chapter.blocks if isinstance(block, Figure)]
    assert len(figures) == 5
    assert all("2010" in block.note for block in figures)
    tables = [block for block in chapter.blocks if isinstance(block, DataTable)]
    assert all("2010" in one.note for one in tables if one.anchor != "firms-by-sector")


def test_no_id_stands_where_a_name_is(chapter):
    words = words_of(chapter)
    assert not re.search(r"operation_full|own_province|value_added\b|impact\.", words)


def test_works_and_operation_stand_apart(impact_run):
    chapter = write_impact(Writer(View(impact_run, "internal"), "en"))
    rows = cells(chapter, "impact-all")
    assert {"Works, nation", "Operation, today's pipeline, nation"} <= set(rows)
    assert "never added" in told_in(chapter)
    claim = cells(chapter, "impact-claims")["Name told"]
    assert claim["Figure told"] == "500"
    assert claim["Why they differ"] == "Whose jobs is not told."
    assert "sectors-to-court" in tables_in(chapter)


def test_a_study_without_a_table_has_no_chapter(tmp_path):
    folder = write_contest(tmp_path / "toy")
    run = open_study(folder).run(draws=20, measures=["ranks"], experiments=False)
    assert write_impact(Writer(View(run, "internal"), "en")) is None
