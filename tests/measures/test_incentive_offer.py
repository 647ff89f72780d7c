"""The offer to each made-up investor."""

import pytest

from contest import copied
from evaluation import evaluate

MONEY = True

WANTED = ["incentive_offer", "offer_counts"]


def stands(values, investor, incentive):
    cell = values["incentive_offer"].sel(investor=investor, incentive=incentive)
    return cell["standing"].item(), cell["reason"].item()


@pytest.fixture(scope="module")
def found(contest_folder):
    return evaluate(contest_folder, 5, WANTED)


def test_each_benefit_stands_for_a_reason(found):
    assert stands(found, "wooed", "research") == ("certain", "")
    assert stands(found, "wooed", "buying") == ("certain", "")
    assert stands(found, "wooed", "cheap_land") == ("conditional", "regime_open")
    assert stands(found, "wooed", "site") == ("conditional", "discretion")
    # The firm's row does not say whether it is foreign-invested.
    assert stands(found, "wooed", "duty") == ("conditional", "regime_open")
    assert stands(found, "letters", "credit")[0] == "conditional"


@pytest.mark.parametrize(
    ("designation", "standing"), [("designated", "certain"), ("not_designated", "not_available")]
)
def test_the_option_decides_of_the_regime(make_contest, designation, standing):
    folder = make_contest(head={"options.designation": f'"{designation}"'})
    values = evaluate(folder, 5, WANTED)
    assert stands(values, "wooed", "cheap_land")[0] == standing


def test_of_two_that_exclude_each_other_neither_is_certain(make_contest):
    rows = copied("investment_profiles")
    rows[0] |= {"on_strategic_list": "1"}
    folder = make_contest(
        rows={"investment_profiles": rows}, head={"options.designation": '"designated"'}
    )
    values = evaluate(folder, 5, WANTED)
    assert stands(values, "wooed", "credit") == ("conditional", "either_or")
    assert stands(values, "wooed", "holiday") == ("conditional", "either_or")


def test_every_benefit_is_counted_once(found):
    counts = found["offer_counts"]
    assert (counts.sum("standing") == found["incentive_offer"].sizes["incentive"]).all()
