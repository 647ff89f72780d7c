"""The chapter on goods that must stay cold, of the made-up study."""

import pytest

from contest import write_contest
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import DataTable, Figure, Paragraph
from songi.report.compose.cold_chain import write_cold_chain
from songi.report.compose.recruitment import write_recruitment
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study

WANTED = ("exposure_outlook", "packaging_choice", "recruitment_forecast", "centre_additions",
          "interim_forecast")  # fmt: skip


@pytest.fixture(scope="module")
def clinic_run(tmp_path_factory):
    folder = write_contest(tmp_path_factory.mktemp("clinic") / "toy")
    return open_study(folder).run(draws=60, workers=1, measures=WANTED, experiments=False)


@pytest.fixture(scope="module", params=LANGUAGES)
def sections(request, clinic_run):
    writer = Writer(View(clinic_run, "internal"), request.param)
    return {"cold": write_cold_chain(writer), "trials": write_recruitment(writer)}


def claims_of(section):
    return [one for b in section.blocks if isinstance(b, Paragraph) for one in b.claims]


def test_sentences_say_what_their_cells_hold(sections, clinic_run):
    keys = {one.claim.key for section in sections.values() for one in claims_of(section)}
    assert {"book.cold_chain.lead", "book.trials.interim", "book.trials.add"} <= keys
    for section in sections.values():
        assert parted(claims_of(section), clinic_run) == []


def test_the_own_candidate_leads(sections):
    told = claims_of(sections["cold"])[0]
    assert told.claim.blanks["hours"].labels == {"candidate": "a", "lane": "out"}


def test_figures_and_tables_have_as_many_cells_as_columns(sections):
    for section in sections.values():
        tables = [b for b in section.blocks if isinstance(b, DataTable)]
        figures = [b for b in section.blocks if isinstance(b, Figure)]
        assert len(tables) >= 2
        assert len(figures) == 1
        for table in (*tables, *(one.table for one in figures)):
            assert table.rows
            assert {len(row) for row in table.rows} == {len(table.columns)}


def test_a_study_without_the_tables_has_no_chapter(tmp_path):
    rows = dict.fromkeys(("shipment_lanes", "trials", "trial_centres", "enrolments"), ())
    folder = write_contest(tmp_path / "toy", rows=rows)
    run = open_study(folder).run(
        draws=10, workers=1, measures=["travel_times"], experiments=False
    )  # fmt: skip
    writer = Writer(View(run, "internal"), "en")
    assert write_cold_chain(writer) is None
    assert write_recruitment(writer) is None
