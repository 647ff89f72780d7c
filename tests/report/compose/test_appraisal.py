"""The chapter on appraisal, of the made-up study."""

import pytest

from contest import write_contest
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import DataTable, Note, Paragraph
from songi.report.compose.appraisal import write_appraisal
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study

RESULTS = ["appraisal_gates", "review_triggers", "appraisal_weights"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = write_contest(tmp_path_factory.mktemp("appraisal") / "toy", money=True)
    return open_study(folder).run(draws=60, workers=1, measures=RESULTS)


@pytest.fixture(scope="module")
def chapters(run):
    return {one: write_appraisal(Writer(View(run, "internal"), one)) for one in LANGUAGES}


def tables(chapter):
    return {one.anchor: one for one in chapter.blocks if isinstance(one, DataTable)}


def text(chapter):
    return " ".join(one.text for one in chapter.blocks if isinstance(one, Paragraph | Note))


def test_sentences_say_what_their_cells_hold(chapters, run):
    for chapter in chapters.values():
        told = [c for one in chapter.blocks if isinstance(one, Paragraph) for c in one.claims]
        assert {one.claim.key for one in told} == {"book.appraisal.again"}
        assert parted(told, run) == []


def test_gates_are_told_with_law_reason_and_numbers(chapters):
    table = tables(chapters["en"])["appraisal-gates"]
    rows = {row[0].text: [cell.text for cell in row] for row in table.rows}
    assert rows["Name review_old"][1:3] == ["Act 1", "passed (on record)"]
    assert rows["Name central"][3] == "not clear (cost)"
    assert rows["Name study"][-1] == "B/C, ENPV, AHP"
    assert "Passed: Name review_old." in text(chapters["en"])
    assert "불분명" in text(chapters["ko"])


def test_an_appraisal_that_must_be_made_again_is_told_with_its_limits(chapters):
    (row,) = tables(chapters["en"])["review-triggers"].rows
    assert row[0].text == "Name land_passed"
    assert [row[4].text, row[7].text] == ["30.0%", "4 years"]


def test_weights_stand_by_area(chapters):
    table = tables(chapters["ko"])["appraisal-weights"]
    assert [row[0].text for row in table.rows] == ["수도권"] * 2 + ["비수도권"] * 3


def test_switching_values_that_were_not_run_are_said_to_be_absent(chapters):
    for chapter in chapters.values():
        note = chapter.blocks[-1]
        assert isinstance(note, Note)
        assert note.kind == "skipped"


def test_an_assumed_record_is_not_told_as_one(tmp_path):
    changes = {"cells": {"appraised_projects": {0: {"basis": "assumed"}}}}
    folder = write_contest(tmp_path / "toy", money=True, **changes)
    run = open_study(folder).run(draws=20, workers=1, measures=["appraisal_gates"])
    told = text(write_appraisal(Writer(View(run, "internal"), "en")))
    assert "Taken to have passed, as no record was found: Name review_old." in told
    assert "Passed:" not in told
