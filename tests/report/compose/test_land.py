"""The chapters on land and on who gets which plot, of the made-up study."""

import pytest

from report.compose.land_chapters import cells, claims_in, tables_in, told_in, words_of
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import Figure, Note
from songi.report.compose.allocation import write_allocation
from songi.report.compose.land import write_land
from songi.report.compose.writer import Writer
from songi.results.claims import parted


def written(run, write, language="en", audience="internal"):
    return write(Writer(View(run, audience), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_chapters_are_written_in_both_languages(finished_run, language):
    for write in (write_land, write_allocation):
        section = written(finished_run, write, language)
        assert [block for block in section.blocks if isinstance(block, Figure)]
        assert parted(claims_in(section), finished_run) == []


def test_the_land_adds_to_its_uses_and_says_what_is_drawn(finished_run):
    section = written(finished_run, write_land)
    rows = cells(section, "land-by-use")
    assert rows["knowledge-based"]["plots"] == "3"
    assert "mixed" not in rows
    shares = [float(row["share"].rstrip("%")) for row in rows.values()]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert "3 plots" in told_in(section)


def test_offers_stand_with_what_came_of_them(finished_run):
    section = written(finished_run, write_land)
    rounds = cells(section, "sale-rounds")
    first = rounds["Name first"]
    assert first["bids"] == "0"
    assert first["way of sale"] == "tender at the appraised price"
    assert first["if designated"] == "contract at development cost"
    assert rounds["Name second"]["bids"] == ""


def test_a_plan_is_no_promise_and_says_how_sure_it_is(finished_run):
    section = written(finished_run, write_allocation)
    assert "within 0.0% of the best" in told_in(section)
    notes = [block for block in section.blocks if isinstance(block, Note)]
    assert "nobody has been promised a plot" in notes[0].text
    assert {"allocation-list", "allocation-plans", "allocation-limits"} <= set(tables_in(section))
    assert len(tables_in(section)["allocation-plans"].rows) <= 3


def test_who_may_not_see_investors_sees_no_plan(finished_run, tmp_path):
    from contest import write_contest
    from songi.session import open_study
    from study.made_up import TABLES

    rows = [{**row, "disclosure": "confidential"} for row in TABLES["investors"]]
    folder = write_contest(tmp_path / "toy", rows={"investors": rows}, land=True)
    run = open_study(folder).run(draws=20, workers=1, experiments=False)
    section = written(run, write_allocation, audience="public")
    assert "Name wooed" not in words_of(section)
    assert not [block for block in section.blocks if isinstance(block, Figure)]
