"""What moves a present value, and what the designation changes: sections on two experiments."""

import pytest

from contest import write_contest
from experiments.test_switching import house_only
from songi.experiments import switching
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import DataTable, Figure, Note, Paragraph
from songi.report.compose.designation_effect import write_designation_effect
from songi.report.compose.switching import write_switching
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run of land and building, with and without the designation."""
    folder = write_contest(tmp_path_factory.mktemp("designation") / "toy", money=True)
    return open_study(folder).run(draws=20, workers=1, measures=["designation_effect"])


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A run of the building alone, which is quick to run again."""
    folder = house_only(tmp_path_factory.mktemp("switching") / "toy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(switching, "MOST", 3)
        return open_study(folder).run(draws=40, workers=1, measures=["switching_values"])


@pytest.fixture(scope="module")
def blocks(house):
    return {one: write_switching(Writer(View(house, "internal"), one)) for one in LANGUAGES}


@pytest.fixture(scope="module")
def chapters(run):
    writers = {one: Writer(View(run, "internal"), one) for one in LANGUAGES}
    return {one: write_designation_effect(writer) for one, writer in writers.items()}


def of_kind(blocks, kind):
    return [one for one in blocks if isinstance(one, kind)]


def test_the_tornado_is_drawn_for_each_project_and_view(blocks):
    for told in blocks.values():
        anchors = [one.anchor for one in of_kind(told, Figure)]
        assert anchors
        assert set(anchors) <= {
            "figure-tornado-financial-house", "figure-tornado-national-house"
        }  # fmt: skip
        for one in of_kind(told, Figure):
            assert 0 < len(one.table.rows) <= 3
            assert {len(row) for row in one.table.rows} == {len(one.table.columns)}


def test_each_project_has_its_switching_values(blocks):
    for told in blocks.values():
        tables = of_kind(told, DataTable)
        assert [one.anchor for one in tables] == ["switching-house"]
        for table in tables:
            assert all(row[0].text and row[0].text[0] != "_" for row in table.rows)
            assert {len(row) for row in table.rows} == {6}
    assert of_kind(blocks["en"], DataTable)[0].title == "Switching values of Name house"


def test_sentences_say_what_their_cells_hold(blocks, chapters, run, house):
    keys = {"book.switching.base", "book.switching.most"}, {"book.designation.lead"}
    for language in LANGUAGES:
        told = blocks[language], chapters[language].blocks
        for parts, expected, of in zip(told, keys, (house, run), strict=True):
            claims = [claim for one in of_kind(parts, Paragraph) for claim in one.claims]
            assert {one.claim.key for one in claims} == expected
            assert parted(claims, of) == []


def test_every_figure_of_the_designation_is_named_and_no_code_is_left(chapters):
    for chapter in chapters.values():
        (figure,) = of_kind(chapter.blocks, Figure)
        tables = [*of_kind(chapter.blocks, DataTable), figure.table]
        names = [row[0].text for table in tables for row in table.rows]
        assert names
        assert not [name for name in names if "_" in name]
        assert {row[0].text for row in figure.table.rows} <= set(names)


def test_what_no_run_moves_is_listed_as_the_same(chapters):
    still = of_kind(chapters["en"].blocks, Paragraph)[-1].text
    assert still.startswith("The same in every run")
    assert "Name house" in still
    drawn = [row[0].text for one in of_kind(chapters["en"].blocks, DataTable) for row in one.rows]
    assert not [name for name in drawn if name.startswith("Name house")]


def test_a_study_without_land_has_nothing_to_compare(house):
    chapter = write_designation_effect(Writer(View(house, "internal"), "en"))
    assert chapter is None or isinstance(chapter.blocks[-1], Note)
