"""Who pays for the made-up packages."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

MONEY = True

WANTED = ["public_cost", "public_cost_outlook", "package_parts", "investment_plans"]


@pytest.fixture(scope="module")
def found(contest_folder):
    return evaluate(contest_folder, 60, WANTED)


def test_what_is_paid_is_what_is_given_but_for_time(make_contest):
    values = evaluate(make_contest(head={"options.designation": '"designated"'}), 30, WANTED)
    benefit = values["package_parts"]["benefit"].sel(combination="urban+designated")
    given = benefit.sum("benefit_part") - benefit.sel(benefit_part="permit_time")
    paid = values["public_cost"]["paid"]
    np.testing.assert_allclose(paid.sum("payer"), given.transpose("draw", "firm_type"))
    assert (paid.sel(payer="developer") > 0).all()


def test_the_cost_per_job_is_that_of_the_three_levels(found):
    cost = found["public_cost"]
    public = cost["paid"].sel(payer=["state", "province", "city"]).sum("payer")
    np.testing.assert_allclose(cost["per_job"] * found["investment_plans"]["jobs"], public)


def test_a_city_that_gives_nothing_is_even_at_once(make_contest):
    rows = [{**row, "paid_by": "state"} for row in copied("incentives")]
    values = evaluate(make_contest(rows={"incentives": rows}), 20, WANTED)
    assert (values["public_cost"]["even"] == 0).all()
    assert (values["public_cost_outlook"]["ever_even"] == 1).all()


def test_a_city_that_gives_more_than_it_takes_is_never_even(make_contest):
    rows = copied("incentives")
    site = next(row for row in rows if row["id"] == "site")
    site |= {"rate": "9e7", "smallest_m2": ""}
    values = evaluate(make_contest(rows={"incentives": rows}), 20, WANTED)
    assert np.isnan(values["public_cost"]["even"]).all()
    assert (values["public_cost_outlook"]["ever_even"] == 0).all()


def test_the_outlook_is_the_mean(found):
    told, cost = found["public_cost_outlook"], found["public_cost"]
    np.testing.assert_allclose(told["paid"], cost["paid"].mean("draw"))
    assert (told["low"] <= told["high"]).all()
