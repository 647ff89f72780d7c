"""Specialisation of the made-up town: six divisions, five cities, a nation with a little more."""

import numpy as np
import pytest
import xarray as xr

from songi.measures.specialisation import (
    earlier_counts,
    industry_counts,
    location_quotients,
    shift_share,
    specialisation,
)
from songi.study.load import load_study
from songi.study.streams import DrawBlock
from study.made_up import csv_text, row, write_study
from study.made_up_industries_by_region import BY_REGION, HOME, PEOPLE, as_files

DRAWS = DrawBlock(7, 0, 50)


def tables(folder, files):
    return load_study(write_study(folder, files=files, head=HOME))[0].tables


@pytest.fixture(scope="module")
def counts(tmp_path_factory):
    table = tables(tmp_path_factory.mktemp("counts"), as_files())["industries"]
    return table, industry_counts(table, "11010", None)


def test_counts_are_those_of_the_own_region_s_level(counts):
    table, found = counts
    assert [*found["region"].values] == [*PEOPLE, "rest"]
    assert [*found["industry"].values] == ["10", "21", "26", "62", "70", "86", "other"]
    assert found.attrs == {"home": "11010", "level": "municipality", "revision": "10"}
    town = found["employees"].sel(region="11010", industry="21")
    assert town.values.tolist() == [400, 500]
    assert np.isnan(found["employees"].sel(region="11030", industry="70")).all()
    # What is withheld is in the region's others, and the nation is the sum of all.
    assert found["employees"].sel(region="11030", industry="other").values.tolist() == [25, 25]
    whole = {(r.ksic, r.year): r.employees for r in table if r.level == "nation"}
    assert float(found["employees"].sel(industry="26", year=2022).sum()) == whole["26", 2022]


def test_the_latest_version_counts(tmp_path):
    newer = {**BY_REGION["industries"][1], "employees": "410", "known_from": "2024-02-01"}
    table = tables(tmp_path, as_files([*BY_REGION["industries"], newer]))["industries"]
    found = industry_counts(table, "11010", None)
    assert float(found["employees"].sel(region="11010", industry="21", year=2021)) == 410


def test_an_older_revision_counts_under_the_code_it_is_bridged_to(tmp_path, counts):
    rows = [
        {**one, "ksic_revision": "9", "ksic": "73"}
        if (one["ksic"], one["year"]) == ("70", "2021") else one
        for one in BY_REGION["industries"]
    ]  # fmt: skip
    bridge = csv_text([row(ksic_revision="9", ksic="73", counted_as="70")])
    found = tables(tmp_path, {**as_files(rows), "tables/ksic_bridges.csv": bridge})
    xr.testing.assert_identical(
        industry_counts(found["industries"], "11010", found["ksic_bridges"]), counts[1]
    )


def test_quotients_by_hand(counts):
    found = location_quotients(counts[1], DRAWS)
    people = counts[1]["employees"].sel(year=2022)
    due = (500 / people.sel(region="11010").sum()) / (
        people.sel(industry="21").sum() / people.sum()
    )
    own = found.sel(region="11010", industry="21")
    assert float(own["quotient"]) == pytest.approx(float(due))
    assert float(own["low"]) < float(own["quotient"]) < float(own["high"])
    assert found.attrs["above"] == int((found["low"] > 1).sum()) == 3
    assert "other" not in found["industry"].values
    assert np.isnan(found["quotient"].sel(region="11030", industry="70"))
    # Five drug makers are fewer than forty laboratories: the wider interval beside its quotient.
    width = (found["high"] - found["low"]) / found["quotient"].sel(region="11010")
    assert float(width.sel(industry="21")) > float(width.sel(industry="70"))


def test_quotients_do_not_hang_on_the_number_of_draws(counts):
    few, many = (location_quotients(counts[1], DrawBlock(7, 0, n)) for n in (1, 5000))
    xr.testing.assert_identical(few, many)


def test_growth_is_its_parts(counts):
    table, found = counts
    parts = shift_share(found, earlier_counts(table))
    total = parts["national"] + parts["mix"] + parts["regional"]
    assert total.values == pytest.approx(parts["growth"].values)
    assert float(parts["growth"].sel(industry="21")) == 100
    assert float(parts["all_growth"]) == float(parts["growth"].sum())
    assert (parts.attrs["first"], parts.attrs["last"]) == (2021, 2022)


def test_without_an_earlier_year_nothing_grew(tmp_path):
    rows = [one for one in BY_REGION["industries"] if one["year"] == "2022"]
    assert len(earlier_counts(tables(tmp_path, as_files(rows))["industries"])) == 0


def test_what_keeps_company(counts):
    found = specialisation(counts[1])
    assert found["herfindahl"].values.min() > 1 / 7
    assert float(found["advantage"].sel(industry="21")) > 1
    assert float(found["eci"].mean()) == pytest.approx(0, abs=1e-9)
    assert (found["diversity"] >= 1).all()
    assert float(found["density"].sel(industry="21")) == 1
    assert float(found["gamma"].sel(industry="21")) > float(found["gamma"].sel(industry="86"))


def test_two_regions_have_no_complexity(tmp_path):
    rows = [one for one in BY_REGION["industries"] if one["region"] in {"11010", "11020"}]
    table = tables(tmp_path, as_files(rows))["industries"]
    found = specialisation(industry_counts(table, "11010", None))
    assert np.isnan(found["eci"]).all()
    assert np.isfinite(found["herfindahl"]).all()


def test_without_an_option_the_first_region_is_home(counts):
    assert industry_counts(counts[0], None, None).attrs["home"] == "11010"
