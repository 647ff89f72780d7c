"""Counts by region and industry: what is told once, and what is bridged."""

import pytest

from songi.study.check import read_and_check
from study.made_up import csv_text, row, write_study
from study.made_up_industries_by_region import BY_REGION, HOME, as_files, count


def codes(folder, files, head=HOME):
    problems = read_and_check(write_study(folder, files=files, head=head))[1]
    return [problem.code for problem in problems]


def older(rows):
    """The earlier year by the ninth revision, in which research is 73."""
    for one in rows:
        if one["year"] == "2021":
            yield {**one, "ksic_revision": "9", "ksic": {"70": "73"}.get(one["ksic"], one["ksic"])}
        else:
            yield one


def test_the_made_up_counts_are_sound(tmp_path):
    assert codes(tmp_path, as_files()) == []


def test_another_revision_is_bridged_code_by_code(tmp_path):
    rows = [*older(BY_REGION["industries"])]
    assert codes(tmp_path / "a", as_files(rows)) == ["specialisation.revisions_mixed"]
    used = dict.fromkeys(one["ksic"] for one in rows if one["ksic_revision"] == "9")
    bridges = [
        row(ksic_revision="9", ksic=code, counted_as={"73": "70"}.get(code, code))
        for code in used if code != "total"
    ]  # fmt: skip
    files = {**as_files(rows), "tables/ksic_bridges.csv": csv_text(bridges)}
    assert codes(tmp_path / "b", files) == []
    bridges[0]["counted_as"] = "69"
    files["tables/ksic_bridges.csv"] = csv_text(bridges)
    assert codes(tmp_path / "c", files) == ["specialisation.code_unknown"]


def test_two_regions_of_one_name_are_no_change_of_code(tmp_path):
    more = [
        count(region, "21", year, 5, 1, region_name_ko="중구")
        for region in ("11060", "11070") for year in (2021, 2022)
    ]  # fmt: skip
    assert codes(tmp_path, as_files([*BY_REGION["industries"], *more])) == []


@pytest.mark.parametrize("head", [{}, {"options.home_region": '"99999"'}])
def test_the_own_region_is_asked_for(tmp_path, head):
    due = "specialisation.home_unknown" if head else "specialisation.no_home"
    assert codes(tmp_path, as_files(), head) == [due]
