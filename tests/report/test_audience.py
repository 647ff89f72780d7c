from datetime import date

import pytest

from report.small_study import TABLES
from songi.errors import UsageError
from songi.report import write_book
from songi.report.audience import AUDIENCES, View, may_see, strictest
from songi.session import OpenStudy


@pytest.mark.parametrize(
    ("audience", "disclosure", "sees"),
    [
        ("public", "public", True),
        ("public", "internal", False),
        ("internal", "internal", True),
        ("internal", "confidential", False),
        ("confidential", "confidential", True),
    ],
)
def test_an_audience_sees_its_own_class_and_wider_ones(audience, disclosure, sees):
    assert may_see(audience, disclosure) is sees


def test_the_strictest_of_classes_is_the_narrowest_audience():
    assert strictest(["public", "confidential", "internal"]) == "confidential"
    assert strictest([]) == "public"


def with_disclosure(table, row_start, cells):
    """Give rows that begin so a disclosure and an embargo."""
    header, *rows = TABLES[table].splitlines()
    changed = [row + (f",{cells}" if row.startswith(row_start) else ",,") for row in rows]
    return "\n".join([f"{header},disclosure,embargo_until", *changed]) + "\n"


def test_rows_that_name_a_hidden_row_are_hidden_too(make_run):
    run = make_run(candidates=with_disclosure("candidates", "east", "confidential,"))
    view = View(run, "internal")
    assert [row.id for row in view.rows("candidates")] == ["own", "port", "bay", "south"]
    assert "east" not in {row.id for row in view.rows("bids")}
    assert "east" not in {row.candidate for row in view.rows("indicators")}
    assert "east" not in {row.bid for row in view.rows("outcomes")}
    assert view.hidden_ids["bids"] == {"east"}
    assert len(View(run, "confidential").rows("candidates")) == 5


def test_an_embargo_counts_as_confidential_until_its_day(make_run):
    outcomes = with_disclosure("outcomes", "call,own", "public,2024-06-27")
    run = make_run(outcomes=outcomes)
    for today, count in ((None, 3), (date(2024, 6, 26), 3), (date(2024, 6, 27), 4)):
        view = View(run, "internal", today)
        assert len(view.rows("outcomes")) == count
        assert view.sees_result("hindcast") is (count == 4)
        assert view.sees_result("selection_share")


def test_only_the_own_bid_stands_before_an_audience_that_may_not_see_rivals(small_run):
    assert View(small_run, "public").standing(["own", "east"]) == ["own"]
    assert View(small_run, "internal").standing(["own", "east"]) == ["own", "east"]


@pytest.mark.parametrize(
    ("audience", "internal_rows", "rivals"),
    [
        ("internal", True, True), ("province", True, False), ("ministry", True, False),
        ("investor", False, False), ("public", False, False), ("confidential", True, True),
    ],
)  # fmt: skip
def test_what_each_audience_may_see(small_run, audience, internal_rows, rivals):
    view = View(small_run, audience)
    assert view.sees("internal") is internal_rows
    assert view.sees_rivals is rivals
    assert view.sees("confidential") is (audience == "confidential")
    assert len(AUDIENCES) == 6


def test_a_study_may_publish_where_rivals_stand(make_run):
    run = make_run()
    folder = run.folder.parent.parent
    head = (folder / "study.toml").read_text("utf-8")
    (folder / "study.toml").write_text(f'{head}rival_rankings = "public"\n', "utf-8")
    opened = OpenStudy(folder).run(draws=50, workers=1, experiments=False)
    assert all(View(opened, audience).sees_rivals for audience in AUDIENCES)


def test_a_book_for_the_province_tells_of_no_rivals_standing(small_run, tmp_path):
    [path] = write_book(small_run, tmp_path, ["html"], ["en"], "province")
    assert path.name == "small-evidence-en-province.html"
    text = path.read_text("utf-8")
    section = text.split('id="ranking"')[1].split('id="drivers"')[0]
    assert "Our City" in section
    assert "East City" not in section
    assert "the province" in text


def test_an_unknown_audience_is_told(small_run, tmp_path):
    with pytest.raises(UsageError, match="press") as raised:
        write_book(small_run, tmp_path, ["html"], ["en"], "press")
    assert raised.value.problem.code == "usage.choice"
    assert not list(tmp_path.iterdir())
