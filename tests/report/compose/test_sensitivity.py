"""The chapter on what the standing hangs on."""

import pytest

from report.compose.test_compose import section, table, text_of
from songi.report.audience import View
from songi.report.blocks import Figure
from songi.report.compose import compose_book
from songi.report.compose.sensitivity import cell_name
from songi.report.compose.writer import Writer


def test_the_first_driver_is_told_with_its_share(books, small_run):
    found = small_run["rank_drivers"]
    share = float(found["rank_share"][0])
    text = text_of(section(books["en"], "sensitivity"))
    assert f"alone it explains {share:.1%} of the variance" in text
    assert "probability" not in text
    first = table(books["en"], "rank-drivers").rows[0]
    assert first[1].value == pytest.approx(share)


def test_what_weighs_most_with_others_is_told_with_its_share_and_the_evaluations(books, small_run):
    found = small_run["sobol_indices"]
    total = float(found["rank_total"][0])
    text = text_of(section(books["en"], "sensitivity"))
    assert f"would leave {total:.1%} of the variance open" in text
    assert f"({found.attrs['evaluations']} evaluations of the contest)" in text
    first = table(books["ko"], "sobol").rows[0]
    assert first[4].value == pytest.approx(total)
    assert len(first) == 8


def test_every_figure_of_the_chapter_is_there(books):
    for book in books.values():
        shown = [b.anchor for b in section(book, "sensitivity").blocks if isinstance(b, Figure)]
        names = ("rank-drivers", "sobol", "information", "finding-out", "reversals")
        assert shown == [f"figure-{name}" for name in names]


def test_too_few_runs_say_nothing(make_run):
    book = compose_book(View(make_run(), "internal"), "en")
    assert "Too few runs" in text_of(section(book, "sensitivity"))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("missing/talent/own", "Missing value: Talent, Our City"),
        ("criteria/firms/weight", "Weight: Bio firms"),
        ("indicators/own/firms/value", "Our City: Bio firms"),
        ("contests/call/awards", "contests: Test call, bids selected"),
        ("condition/rule/own", "Whether the condition holds: rule, Our City"),
        ("weights", "All weights together"),
    ],
)
def test_cells_have_names(small_run, cell, name):
    assert cell_name(Writer(View(small_run, "internal"), "en"), cell) == name


def test_no_cell_is_called_by_its_code(books):
    for name in ("rank-drivers", "sobol", "information"):
        for book in books.values():
            assert not [row for row in table(book, name).rows if "/" in row[0].text]


def test_what_chance_could_have_made_is_not_named_as_worth_knowing(books, small_run):
    assert float(small_run["value_of_information"]["low"][0]) <= 0
    assert "No single cell is sure to be worth knowing" in text_of(
        section(books["en"], "sensitivity")
    )
