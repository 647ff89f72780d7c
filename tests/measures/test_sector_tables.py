"""Coefficients and multipliers of the made-up table of three sectors, by hand."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

MONEY = True

WANTED = [
    "io_coefficients", "sector_multipliers", "job_multipliers", "output_is_used",
    "demand_is_accounted_for",
]  # fmt: skip


def found(folder, **more):
    return evaluate(folder, 50, WANTED, **more)


def test_coefficients_are_shares_of_output(make_contest):
    table = found(make_contest())["io_coefficients"]
    assert float(table["domestic"].sel(seller="services", sector="drugs")) == pytest.approx(0.2)
    assert float(table["imports"].sel(sector="drugs")) == pytest.approx(0.15)
    whole = table["domestic"].sum("seller") + table["imports"] + table["other"]
    np.testing.assert_allclose(whole + table["value_added"], 1.0)
    assert table.attrs["year"] == 2010


def test_multipliers_are_those_of_the_inverse(make_contest):
    values = found(make_contest())
    table, told = values["io_coefficients"], values["sector_multipliers"]
    inverse = np.linalg.inv(np.eye(3) - table["domestic"].values)
    np.testing.assert_allclose(told["output"], inverse.sum(axis=0))
    np.testing.assert_allclose(told["value_added"], table["value_added"].values @ inverse)
    np.testing.assert_allclose(told["power"].mean(), 1.0)
    assert (told["with_households"] > told["output"]).all()
    assert ((told["lost_elsewhere"] > 0) & (told["lost_elsewhere"] < told["lost"])).all()
    jobs = values["job_multipliers"]
    np.testing.assert_allclose(jobs["total"].values, jobs["direct"].values @ inverse)
    assert float(values["output_is_used"]) < 1e-12
    assert float(values["demand_is_accounted_for"]) < 1e-12


def test_a_sector_whose_people_nobody_tells_leaves_every_total_unknown(make_contest):
    rows = copied("sector_jobs")[:2]
    jobs = found(make_contest(rows={"sector_jobs": rows}))["job_multipliers"]
    assert np.isnan(jobs["total"]).all()
    assert not np.isnan(jobs["direct"].sel(sector="drugs")).any()


def test_the_latest_table_counts(make_contest):
    later = [{**row, "year": "2020", "known_from": "2025-07-02"} for row in copied("io_sectors")]
    values = found(make_contest(rows={"io_sectors": later}))
    assert values["sector_multipliers"].attrs["year"] == 2020
