"""Faults of incentives: rates, dates, caps, exclusions, profiles."""

from study.bad_input.case import Case, at, cell
from study.made_up import row
from study.made_up_incentives import INCENTIVES, incentive


def numbered(table, row_id):
    return next(k for k, one in enumerate(INCENTIVES[table]) if one["id"] == row_id)


CREDIT, HOLIDAY = numbered("incentives", "credit"), numbered("incentives", "holiday")
LEVIES, FAST = numbered("incentives", "levies"), numbered("incentives", "fast")

RULES = {
    "rate of an incentive over the whole": Case(
        cell("incentives", CREDIT, "rate", "15"),
        "incentives.rate",
        at("incentives", CREDIT + 2, "rate"),
        "비율이 100%를 넘습니다: 15",
        "over one hundred per cent: 15",
    ),
    "tax rate over the whole": Case(
        cell("tax_parameters", 0, "value", "9"),
        "incentives.rate",
        at("tax_parameters", 2, "value"),
        "100%를 넘습니다: 9",
        "over one hundred per cent: 9",
    ),
    "more relief of the local tax than of the state's": Case(
        cell("tax_parameters", numbered("tax_parameters", "local_reliefs"), "value", "1.5"),
        "incentives.rate",
        at("tax_parameters", numbered("tax_parameters", "local_reliefs") + 2, "value"),
        "100%를 넘습니다: 1.5",
        "over one hundred per cent: 1.5",
    ),
    "benefits that exclude each other in too many ways": Case(
        {"more": {"incentives": [
            incentive(f"grant_{k}", "tax_credit", base="equipment", rate="0.01",
                      excludes=f"grant_{k + 1 - 2 * (k % 2)}")
            for k in range(20)
        ]}},
        "incentives.too_many_choices",
        at("incentives", CREDIT + 2, "excludes"),
        "가장 좋은 선택을 찾을 수 없습니다: 혜택 23개",
        "the best choice among them cannot be found: 23 benefits",
    ),
    "rate without a base": Case(
        cell("incentives", LEVIES, "rate", "0.5"),
        "incentives.rate_no_base",
        at("incentives", LEVIES + 2, "rate"),
        "무엇의 비율인지 없습니다: levies",
        "There is a rate, but not of what: levies",
    ),
    "cap without a base": Case(
        cell("incentives", LEVIES, "cap_krw", "1e8"),
        "incentives.cap_no_base",
        at("incentives", LEVIES + 2, "cap_krw"),
        "무엇의 한도인지 없습니다: levies",
        "There is a cap, but not of what: levies",
    ),
    "negative duration": Case(
        cell("incentives", HOLIDAY, "duration_years", "-3"),
        "quantity.out_of_bounds",
        at("incentives", HOLIDAY + 2, "duration_years"),
        "있을 수 있는 범위 밖의 값입니다: -3",
        "outside what is possible: -3",
        alone=False,
    ),
    "relief that follows without its years": Case(
        cell("incentives", HOLIDAY, "later_years", ""),
        "incentives.later_incomplete",
        at("incentives", HOLIDAY + 2, "later_rate"),
        "비율이나 기간이 빠졌습니다: holiday",
        "lacks its rate or its years: holiday",
    ),
    "incentive that ends before it begins": Case(
        {"cells": {"incentives": {HOLIDAY: {"from_on": "2027-01-01", "checked_on": "2027-02-01"}}}},
        "incentives.ends_early",
        at("incentives", HOLIDAY + 2, "until_on"),
        "시작하기 전에 끝나는 규정입니다: 2026-12-31. 시작: 2027-01-01",
        "ends before it begins: 2026-12-31. The beginning: 2027-01-01",
        alone=False,
    ),
    "incentive last checked before it came into force": Case(
        cell("incentives", CREDIT, "from_on", "2026-01-01"),
        "incentives.checked_early",
        at("incentives", CREDIT + 2, "checked_on"),
        "확인한 규정입니다: 2025-05-31. 시행: 2026-01-01",
        "last checked before it came into force: 2025-05-31. In force from: 2026-01-01",
    ),
    "incentive that is over before anyone invests": Case(
        cell("incentives", FAST, "until_on", "2024-12-31"),
        "incentives.over",
        at("incentives", FAST + 2, "until_on"),
        "끝나는 혜택입니다: 2024-12-31. 가장 이른 투자: 2026년",
        "ends before anyone invests: 2024-12-31. The first investment: 2026",
        severity="warning",
    ),
    "incentive that begins after everyone has invested": Case(
        {"cells": {"incentives": {FAST: {"from_on": "2030-01-01", "checked_on": "2030-02-01"}}}},
        "incentives.not_begun",
        at("incentives", FAST + 2, "from_on"),
        "시작하는 혜택입니다: 2030-01-01. 가장 늦은 투자: 2026년",
        "begins after everyone has invested: 2030-01-01. The last investment: 2026",
        severity="warning",
    ),
    "incentive of an unknown regime": Case(
        cell("incentives", FAST, "regime", "designatd"),
        "reference.unknown",
        at("incentives", FAST + 2, "regime"),
        "designatd",
        "designatd",
    ),
    "incentive that excludes itself": Case(
        cell("incentives", CREDIT, "excludes", "credit"),
        "incentives.excludes_itself",
        at("incentives", CREDIT + 2, "excludes"),
        "적힌 혜택입니다: credit",
        "The benefit excludes itself: credit",
    ),
    "credit that excludes land": Case(
        cell("incentives", CREDIT, "excludes", "cheap_land"),
        "incentives.excludes_mixed",
        at("incentives", CREDIT + 2, "excludes"),
        "서로 배제할 수 없습니다: cheap_land. 혜택: credit",
        "cannot exclude each other: cheap_land. The benefit: credit",
    ),
    "benefit taken away from everyone": Case(
        {"cells": {"incentive_limits": {0: {"sizes": "", "moves": "", "regimes": ""}}}},
        "incentives.never",
        at("incentive_limits", 2, "incentives"),
        "언제나 배제되는 혜택입니다: credit, lesser_credit",
        "taken away from everyone, always: credit, lesser_credit",
    ),
    "regime that stacks with itself": Case(
        cell("regime_pairs", 0, "other", "designated"),
        "incentives.pair_of_one",
        at("regime_pairs", 2, "other"),
        "자기 자신과 짝지었습니다: designated",
        "names one regime twice: designated",
    ),
    "pair of regimes that stands twice": Case(
        {"more": {"regime_pairs": [row(regime="urban", other="designated", stacks="false",
                                       certain="true", article="art. 5")]}},
        "incentives.pair_twice",
        at("regime_pairs", 3, "other"),
        "두 번 적혔습니다: urban/designated. 먼저: designated/urban",
        "stands twice: urban/designated. First: designated/urban",
    ),
}  # fmt: skip

PROFILES = {
    "kind of tenant without a profile": Case(
        {
            "rows": {
                "investment_profiles": INCENTIVES["investment_profiles"][:1],
                "profile_assets": INCENTIVES["profile_assets"][:2],
            }
        },
        "incentives.no_profile",
        at("firm_types", 3, "id"),
        "투자와 수익이 없는 입주 유형입니다: labs",
        "has no profile of investment and profit: labs",
        severity="warning",
    ),
    "profile without profit": Case(
        cell("investment_profiles", 0, "profitability", ""),
        "cell.missing",
        at("investment_profiles", 2, "profitability"),
        "profitability",
        "profitability",
        alone=False,
    ),
    "profile without assets": Case(
        {"rows": {"profile_assets": INCENTIVES["profile_assets"][:2]}},
        "incentives.no_assets",
        at("investment_profiles", 3, "firm_type"),
        "무엇에 투자하는지 없는 입주 유형입니다: labs",
        "Nothing says what the kind of tenant invests in: labs",
    ),
    "assets that do not add up": Case(
        cell("profile_assets", 2, "share", "0.2"),
        "incentives.asset_shares",
        at("profile_assets", 5, "share"),
        "합이 1이 되지 않습니다: 0.8",
        "do not add up to one: 0.8",
    ),
    "land among the assets": Case(
        cell("profile_assets", 2, "asset", "land"),
        "incentives.land_asset",
        at("profile_assets", 4, "asset"),
        "토지는 투자 구성에 넣지 않습니다: labs/land",
        "Land is not among the parts of an investment: labs/land",
    ),
    "declining balance in years": Case(
        cell("profile_assets", 1, "allowance", "5"),
        "incentives.allowance",
        at("profile_assets", 3, "allowance"),
        "상각률이 맞지 않습니다: 5",
        "does not fit its method: 5",
    ),
    "tax that begins above the first won": Case(
        cell("tax_parameters", 0, "above_krw", "1e8"),
        "incentives.no_tax",
        at("tax_parameters", 2, "above_krw"),
        "첫 원부터 적혀 있지 않습니다: 2행",
        "not stated from the first won on: 2 rows",
    ),
}

INCENTIVE_CASES = {**RULES, **PROFILES}
