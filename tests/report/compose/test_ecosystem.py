"""The chapter on the ecosystem, of the made-up one, in both languages."""

import pytest

from measures.test_ecosystem import write_ecosystem
from report.compose.land_chapters import cells, claims_in, tables_in, told_in, words_of
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import Figure
from songi.report.compose.ecosystem import write_ecosystem as write_chapter
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study
from study.made_up_ecosystem import ECOSYSTEM

WANTED = (
    "ecosystem_gaps", "ecosystem_structure", "brokers", "joined_pairs", "missing_links",
    "services_offered", "service_outcomes",
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = write_ecosystem(tmp_path_factory.mktemp("book") / "toy", head={"own_bid": '"a"'})
    return open_study(folder).run(draws=60, workers=1, measures=WANTED, experiments=False)


def chapter(run, language="en", audience="internal"):
    return write_chapter(Writer(View(run, audience), language))


def test_every_sentence_says_what_its_cells_hold(run):
    for language in LANGUAGES:
        told = claims_in(chapter(run, language))
        assert len(told) >= 4
        assert parted(told, run) == []


def test_the_lead_names_what_nobody_does_and_whom_it_hangs_on(run):
    told = told_in(chapter(run))
    assert "5 actors are on record on 2023-12-01" in told
    assert "No actor on record serves: marketing." in told
    assert "does anybody serve: commercialisation" in told
    assert "Most hangs on Name city" in told or "Most hangs on Name lab" in told
    assert "No actor on record is of: academia." in told
    assert "memorandum" in told
    korean = told_in(chapter(run, "ko"))
    assert "기록된 행위자는 5개입니다" in korean
    assert "확정" not in words_of(chapter(run, "ko"))


def test_the_tables_hold_what_the_figures_draw(run):
    section = chapter(run)
    assert [*tables_in(section)] == [
        "brokers", "missing-links", "services", "service-uses", "actors", "functions-covered",
        "web-growth",
    ]  # fmt: skip
    assert cells(section, "functions-covered")["research"]["Served"] == "100.0%"
    assert cells(section, "actors")["Name fund"]["Links"] == ""
    assert cells(section, "service-uses")["Name bench"]["Users"] == "40"
    assert cells(section, "service-uses")["Name plan"]["Users"] == "–"
    assert cells(section, "services")["Name plan"]["State"] == "planned"


def test_whom_to_court_next_is_for_the_team_only(run):
    public = chapter(run, audience="public")
    assert "missing-links" not in tables_in(public)
    assert "add most" not in told_in(public)
    figures = [block for block in public.blocks if isinstance(block, Figure)]
    assert [one.result for one in figures] == [
        "joined_pairs", "ecosystem_gaps", "ecosystem_structure",
    ]  # fmt: skip


def test_an_actor_that_the_public_may_not_see_is_not_drawn_for_it(tmp_path):
    rows = [dict(row) for row in ECOSYSTEM["institutions"]]
    rows = [{**row, "disclosure": "internal" if row["id"] == "maker" else ""} for row in rows]
    folder = write_ecosystem(tmp_path / "hidden", institutions=rows)
    run = open_study(folder).run(draws=20, workers=1, measures=WANTED, experiments=False)
    assert "Name maker" in words_of(chapter(run))
    assert "Name maker" not in words_of(chapter(run, audience="public"))


def test_without_uses_nothing_is_said_of_what_services_achieve(tmp_path):
    folder = write_ecosystem(tmp_path / "unused", service_uses=(), links=())
    run = open_study(folder).run(
        draws=20, workers=1, measures=["ecosystem_gaps", "services_offered"], experiments=False
    )
    section = chapter(run)
    assert "nothing can be said of what they achieve" in told_in(section)
    assert "service-uses" not in tables_in(section)


def test_a_study_without_actors_has_no_chapter(tmp_path):
    folder = write_ecosystem(tmp_path / "none", **dict.fromkeys(ECOSYSTEM, ()))
    run = open_study(folder).run(draws=20, workers=1, measures=["awards"], experiments=False)
    assert chapter(run) is None
