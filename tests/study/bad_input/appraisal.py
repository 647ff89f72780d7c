"""Faults of the rules of appraisal."""

from study.bad_input.case import Case, at, cell
from study.made_up import named

APPRAISAL = {
    "thresholds of a gate exchanged": Case(
        cell("appraisal_regimes", 2, "below_cost_krw", "1e9"),
        "appraisal.thresholds",
        at("appraisal_regimes", 4, "below_cost_krw"),
        "상한이 하한보다 높지 않습니다: 1000000000. 하한: 2000000000",
        "ends at a cost no higher than that at which it begins: 1000000000",
    ),
    "more of the state's money than the cost": Case(
        cell("appraisal_regimes", 4, "from_state_krw", "6e10"),
        "appraisal.state_money",
        at("appraisal_regimes", 6, "from_state_krw"),
        "국비 기준이 총사업비 기준보다 높습니다: 60000000000",
        "threshold of the state's money is above that of the cost: 60000000000",
    ),
    "rule of appraisal that ends before it begins": Case(
        cell("appraisal_parameters", 1, "in_force_until", "2006-12-31"),
        "appraisal.ends_early",
        at("appraisal_parameters", 3, "in_force_until"),
        "시행되기 전에 끝납니다: 2006-12-31. 시행: 2007-12-31",
        "ends before it begins: 2006-12-31. It begins on: 2007-12-31",
    ),
    "experts asked by another gate": Case(
        cell("appraisal_regimes", 3, "measures", "benefit_cost|ahp"),
        "appraisal.experts",
        at("appraisal_regimes", 5, "measures"),
        "예비타당성조사가 아닌 심사에 AHP가 적혀 있습니다: central_review",
        "a gate that is not the preliminary feasibility study: central_review",
    ),
    "rate over 100 %": Case(
        cell("appraisal_parameters", 1, "value", "5.5"),
        "appraisal.rate",
        at("appraisal_parameters", 3, "value"),
        "할인율이 100%를 넘습니다: 5.5",
        "The discount rate is over 100 %: 5.5",
    ),
    "expert weights that cannot add up": Case(
        cell("appraisal_parameters", 3, "value", "10..20"),
        "appraisal.weights",
        at("appraisal_parameters", 5, "value"),
        "AHP 가중치의 합이 100이 될 수 없습니다: 70..90",
        "weights of the AHP cannot add up to 100: 70..90",
    ),
    "appraisal by a rule of another date": Case(
        cell("appraised_projects", 0, "regime", "review_new"),
        "appraisal.other_day",
        at("appraised_projects", 2, "regime"),
        "시행되지 않은 규칙입니다: 2021-06-30. 시행 기간: 2024-03-12",
        "not in force on the day on which the project passed: 2021-06-30. In force: 2024-03-12",
    ),
    "appraised after it was to be finished": Case(
        cell("appraised_projects", 0, "completion_year", "2015..2019"),
        "appraisal.completion",
        at("appraised_projects", 2, "completion_year"),
        "통과하기 전에 준공하는 계획입니다: 2015..2019. 통과한 해: 2021",
        "finished before it passed its appraisal: 2015..2019. It passed in: 2021",
    ),
    "social rate of another rule": Case(
        cell("projects", 0, "social_rate", "0.055"),
        "appraisal.social_rate",
        at("projects", 2, "social_rate"),
        "시작 시점의 규칙과 다릅니다: 0.055. 규칙: 0.045",
        "not that of the rule when it starts: 0.055. The rule: 0.045",
        severity="warning",
    ),
    "appraised over other years than the rule's": Case(
        {"more": {"appraisal_parameters": [
            named("years", parameter="years_appraised", area="", value="25..30",
                  article="guideline", in_force_from="", in_force_until="")]}},
        "appraisal.years",
        at("projects", 2, "horizon_years"),
        "사업의 분석 기간이 규칙과 다릅니다: 20년. 규칙: 25..30년",
        "over another number of years than the rule says: 20. The rule: 25..30",
        severity="warning",
    ),
    "gate for an unknown kind of project": Case(
        cell("appraisal_regimes", 4, "kinds", "building|airport"),
        "cell.choice",
        at("appraisal_regimes", 6, "kinds"),
        "airport",
        "airport",
    ),
    "appraisal by a gate that nobody stated": Case(
        {"more": {"appraised_projects": [
            named("other", project="land", regime="nowhere", passed_on="2021-06-30",
                  cost_krw="7e10", completion_year="2023")]}},
        "reference.unknown",
        at("appraised_projects", 3, "regime"),
        "nowhere",
        "nowhere",
    ),
    "cost appraised below nought": Case(
        cell("appraised_projects", 0, "cost_krw", "-1"),
        "quantity.out_of_bounds",
        at("appraised_projects", 2, "cost_krw"),
        "-1",
        "-1",
    ),
}  # fmt: skip
