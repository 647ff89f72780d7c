"""Who of the made-up investors gets which plot."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["parcel_allocation", "allocation_alternatives", "allocation_limits", "allocation_values"]


def plan(make_contest, name="toy", **rows):
    return evaluate(make_contest(name, rows=rows or None), 50, WANTED)


def test_nobody_is_given_a_plot_that_the_law_bars_or_that_is_sold(make_contest):
    found = plan(make_contest)
    held = found["parcel_allocation"]
    assert "p4" not in held["parcel"].values
    assert set(held["verdict"].values) <= {"allowed", "unclear", "-"}
    assert "gone" not in held["investor"].values


def test_a_row_of_several_has_no_more_plots_than_members(make_contest):
    investors = copied("investors")
    investors[4] |= {"members": "2"}
    few = plan(make_contest, investors=investors)["parcel_allocation"]
    assert (few["investor"].values == "letters").sum() <= 2


def test_a_plan_is_worth_what_its_pairs_are(make_contest):
    found = plan(make_contest)
    held, worth = found["parcel_allocation"], found["allocation_values"]
    for parcel in held["parcel"].values:
        investor = held["investor"].sel(parcel=parcel).item()
        if investor != "-":
            pair = worth.sel(investor=investor, parcel=parcel).item()
            assert float(held["worth"].sel(parcel=parcel)) == pair
    best = found["allocation_alternatives"]
    assert float(best["gap"].sel(plan=1)) <= 0.01
    assert (best["bound"] >= best["value"] - 1e-6).all()
    assert (np.diff(best["value"].values) <= 1e-9).all()


def test_unclear_counts_half(make_contest):
    constraints = copied("constraints")
    doubt = constraints[-1] | {
        "id": "doubt", "kind": "activity", "activities": "support", "limit": "", "certain": "false",
    }  # fmt: skip
    sure = plan(make_contest, "sure")["allocation_values"]
    unsure = plan(make_contest, "unsure", constraints=[*constraints, doubt])["allocation_values"]
    pair = {"investor": "signed", "parcel": "p3"}
    assert float(unsure.sel(pair)) == pytest.approx(0.5 * float(sure.sel(pair)))


def test_limits_tell_what_is_used_and_what_must_give_way(make_contest):
    found = plan(make_contest)["allocation_limits"]
    assert {"allotment", "power", "water", "waste_water"} <= set(found["limit"].values)
    assert (found["used"] <= found["bound"] + 1e-6).all()
    assert (found["loosen"] == 0).all()
    constraints = copied("constraints")
    wanted = constraints[-1] | {"id": "kept", "kind": "small_firms", "limit": "90000"}
    strict = plan(make_contest, "strict", constraints=[*constraints, wanted])
    assert strict["allocation_alternatives"]["status"].sel(plan=1).item() == "infeasible"
    told = strict["allocation_limits"].sel(limit="kept")
    assert float(told["loosen"]) > 0
    assert set(strict["parcel_allocation"]["investor"].values) == {"-"}


def test_the_same_study_gives_the_same_plan(make_contest):
    one, other = plan(make_contest, "one"), plan(make_contest, "other")
    assert one["allocation_alternatives"].equals(other["allocation_alternatives"])
