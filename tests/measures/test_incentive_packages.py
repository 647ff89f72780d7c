"""Packages of the made-up study: what is counted, what excludes what, what the designation adds."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

MONEY = True

WANTED = [
    "package_parts", "incentive_packages", "designation_gain", "gain_outlook", "investment_plans",
]  # fmt: skip

BOTH = "urban+designated"


@pytest.fixture(scope="module")
def found(contest_folder):
    return evaluate(contest_folder, 80, WANTED)


def changed(make_contest, table, row_id, **cells):
    rows = copied(table)
    next(row for row in rows if row["id"] == row_id).update(cells)
    return evaluate(make_contest(rows={table: rows}), 80, WANTED)


def part(values, kind, combination, name):
    benefit = values["package_parts"]["benefit"]
    return benefit.sel(firm_type=kind, combination=combination, benefit_part=name).values


def test_every_lawful_set_is_there(found):
    sets = found["package_parts"]["combination"].values.tolist()
    assert sets == ["none", "urban", BOTH, "no_limits"]


def test_regimes_that_may_not_stack_leave_one_set_less(make_contest):
    rows = copied("regime_pairs")
    rows[0] |= {"stacks": "false"}
    values = evaluate(make_contest(rows={"regime_pairs": rows}), 5, WANTED)
    assert BOTH not in values["package_parts"]["combination"].values
    assert (values["designation_gain"]["gain"] == 0).all()


def test_the_limit_takes_the_credit_from_the_larger_firm_outside_the_complex(found):
    assert (part(found, "drugs", "none", "investment_credit") == 0).all()
    assert (part(found, "drugs", "urban", "investment_credit") > 0).all()
    assert (part(found, "drugs", "no_limits", "investment_credit") > 0).all()
    taken = found["designation_gain"]["taken_away"]
    assert float(taken.sel(firm_type="drugs").mean()) > 0
    assert (taken.sel(firm_type="labs") == 0).all()


def test_relief_and_credit_are_never_had_together(found):
    relief = part(found, "drugs", BOTH, "income_tax")
    credit = part(found, "drugs", BOTH, "investment_credit")
    assert (np.minimum(relief, credit) == 0).all()
    assert (np.maximum(relief, credit) > 0).all()


def test_the_rural_special_tax_takes_a_fifth_of_the_credit(found):
    credit = part(found, "drugs", "urban", "investment_credit")
    np.testing.assert_allclose(part(found, "drugs", "urban", "rural_tax"), -0.2 * credit)


def test_the_minimum_tax_leaves_less_credit(found, make_contest):
    free = changed(make_contest, "tax_parameters", "least", value="0")
    before = part(found, "drugs", "urban", "investment_credit")
    assert (part(free, "drugs", "urban", "investment_credit") >= before - 1).all()
    high = changed(make_contest, "tax_parameters", "least", value="0.5")
    assert (part(high, "drugs", "urban", "investment_credit") == 0).all()


def test_the_local_tax_falls_with_the_states_where_a_rule_says_so(found, make_contest):
    values = changed(make_contest, "tax_parameters", "local_reliefs", value="1")
    before, after = (part(one, "drugs", "urban", "investment_credit") for one in (found, values))
    np.testing.assert_allclose(after, 1.1 * before)
    paid = [one["package_parts"]["paid"].sel(firm_type="drugs", combination="urban", payer="city")
            for one in (found, values)]  # fmt: skip
    income = ("income_tax", "investment_credit", "research_credit")
    without, with_it = (
        sum(part(one, "drugs", "urban", name) for name in income) for one in (found, values)
    )
    np.testing.assert_allclose(paid[1] - paid[0], with_it - without, atol=1)


def test_a_credit_hangs_on_the_list_of_technologies_draw_by_draw(found):
    """Fifteen per cent of the equipment on the list, six off it, spread by what can be used."""
    plan = found["investment_plans"].sel(firm_type="drugs")
    equipment = plan["assets"].sel(asset="equipment").values
    share = part(found, "drugs", "urban", "investment_credit") / equipment
    assert (share <= 0.15 + 1e-9).all()
    low, high = share < 0.0601, share > 0.0601
    assert low.any()
    assert high.any()


def test_what_holds_everywhere_is_no_gain_of_the_designation(found, make_contest):
    """Another rate of the research credit leaves the gain of a firm without relief as it is."""
    labs = {"firm_type": "labs"}
    rows = copied("incentives")
    for one in rows:
        if one["id"] == "research":
            one["rate"] = "0.01"
    for values in (found, evaluate(make_contest(rows={"incentives": rows}), 80, WANTED)):
        parts = ("cheap_land", "land"), ("fast", "permit_time")
        gain = values["designation_gain"]["gain"].sel(**labs).values
        sure = sum(part(values, "labs", BOTH, name) for _, name in parts)
        assert (gain >= sure - 1).all()
    anywhere = found["designation_gain"]["anywhere"].sel(**labs)
    assert (anywhere > 0).all()


def test_the_land_is_cheaper_by_what_the_land_market_says(found):
    saved = found["investment_plans"]["land_saved"].sel(firm_type="drugs").values
    np.testing.assert_allclose(part(found, "drugs", BOTH, "land"), saved)


@pytest.mark.parametrize("designation", ["designated", "not_designated"])
def test_the_option_decides_what_is_expected(make_contest, designation):
    values = evaluate(make_contest(head={"options.designation": f'"{designation}"'}), 20, WANTED)
    gain = values["designation_gain"]
    wanted = gain["gain"] if designation == "designated" else 0 * gain["gain"]
    np.testing.assert_allclose(gain["expected"], wanted)


def test_no_benefit_that_is_not_given_and_no_duty_for_firms_from_here(found):
    assert (found["package_parts"]["benefit"].sel(benefit_part="customs") == 0).all()


def test_a_cap_and_a_smallest_area_hold(found, make_contest):
    subsidy = part(found, "drugs", "none", "subsidy")
    plan = found["investment_plans"].sel(firm_type="drugs")
    assert (subsidy <= 242_000 * plan["land_m2"].values + 1e8 + 1).all()
    none = changed(make_contest, "incentives", "site", smallest_m2="1000000")
    assert (part(none, "drugs", "none", "subsidy") <= 1e8).all()


def test_a_grant_that_lowers_the_base_leaves_less_credit(found, make_contest):
    cells = {"base": "equipment", "rate": "0.5", "smallest_m2": "", "lowers_credit_base": "true"}
    values = changed(make_contest, "incentives", "site", **cells)
    less = part(values, "drugs", "urban", "investment_credit")
    assert less.mean() < 0.7 * part(found, "drugs", "urban", "investment_credit").mean()


def test_what_a_rule_gives_after_its_end_is_nothing(make_contest):
    late = [{**row, "invests_in": "2027"} for row in copied("investment_profiles")]
    values = evaluate(make_contest(rows={"investment_profiles": late}), 20, WANTED)
    assert (part(values, "drugs", BOTH, "income_tax") == 0).all()


def test_the_cost_of_capital_falls_with_what_is_given(found):
    packages = found["incentive_packages"]
    cost = packages["cost_of_capital"]
    assert (cost.sel(combination="urban") <= cost.sel(combination="none") + 1e-12).all()
    average = packages["average_rate"]
    assert (average.sel(combination=BOTH) <= average.sel(combination="none") + 1e-12).all()
    assert (packages["share"] >= 0).all()


def test_the_outlook_is_the_mean_of_the_draws(found):
    gain, told = found["designation_gain"]["gain"], found["gain_outlook"]
    np.testing.assert_allclose(told["gain"], gain.mean("draw"))
    assert (told["low"] <= told["high"]).all()
