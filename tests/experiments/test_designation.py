"""With and without the designation on the same draws, against two runs with the option set."""

import numpy as np
import pytest

from contest import write_contest
from evaluation import evaluate
from experiments.small import run_experiment

DRAWS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("designation")


@pytest.fixture(scope="module")
def found(folder):
    return run_experiment(write_contest(folder / "toy", money=True), "designation_effect", DRAWS)


@pytest.fixture(scope="module")
def cases(folder):
    return [
        evaluate(
            write_contest(folder / option, money=True, head={"options.designation": f'"{option}"'}),
            DRAWS,
            ["project_appraisal", "public_cost", "package_parts", "regimes_in_force"],
        )
        for option in ("not_designated", "designated")
    ]


def test_means_and_differences_are_those_of_two_runs_with_the_option_set(found, cases):
    for view in ("financial", "national", "city"):
        worth = [
            case["project_appraisal"]["npv"].sel(view=view, project="land").values for case in cases
        ]
        one = found.sel(figure=f"npv_{view}/land")
        np.testing.assert_allclose(one["without"], worth[0].mean())
        np.testing.assert_allclose(one["with_it"], worth[1].mean())
        np.testing.assert_allclose(one["difference"], (worth[1] - worth[0]).mean(), atol=1)
        assert float(one["more"]) == pytest.approx((worth[1] > worth[0]).mean())


def test_a_package_is_compared_under_the_regimes_in_force(found, cases):
    before, after = cases[0]["regimes_in_force"]
    worth = cases[0]["package_parts"]["benefit"].sel(firm_type="drugs").sum("benefit_part")
    one = found.sel(figure="package/drugs")
    np.testing.assert_allclose(one["without"], worth.sel(combination=before).mean())
    np.testing.assert_allclose(one["with_it"], worth.sel(combination=after).mean())


def test_quantiles_are_in_order_and_what_does_not_move_is_said_to(found):
    assert (found["low"] <= found["middle"]).all()
    assert (found["middle"] <= found["high"]).all()
    still = found["moved"] == 0
    assert (found["difference"].where(still, 0.0) == 0).all()
    assert (found["more"] <= found["moved"]).all()
    house = found.sel(figure="npv_financial/house")
    assert float(house["moved"]) == 0
    assert float(found["draws"]) == DRAWS
