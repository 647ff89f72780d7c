"""Faults of land: sales, costs, limits of the law, supplies, demand."""

from study.bad_input.case import Case, at, cell
from study.made_up import TABLES, named, row
from study.made_up_land import constraint


def without(table, column, *values):
    return [one for one in TABLES[table] if one[column] not in values]


def changed(table, number, **cells):
    return {"cells": {table: {number: cells}}}


SALES = {
    "sale that closes before it opens": Case(
        cell("sale_rounds", 0, "closes_on", "2025-10-03"),
        "sales.closes_early",
        at("sale_rounds", 2, "closes_on"),
        "공고보다 먼저 마감됩니다: 2025-10-03. 공고: 2025-10-30",
        "closes before its notice: 2025-10-03. The notice: 2025-10-30",
    ),
    "price of nothing": Case(
        cell("sale_rounds", 0, "price_krw_per_m2", "0"),
        "quantity.out_of_bounds",
        at("sale_rounds", 2, "price_krw_per_m2"),
        "있을 수 있는 범위 밖의 값입니다: 0. 범위: 1 … ∞",
        "outside what is possible: 0. Range: 1 … ∞",
        alone=False,
    ),
    "tender without a price": Case(
        cell("sale_rounds", 0, "price_krw_per_m2", ""),
        "sales.no_price",
        at("sale_rounds", 2, "price_krw_per_m2"),
        "감정가 경쟁입찰인데 가격이 없습니다: first",
        "A tender at the appraised price has no price: first",
    ),
    "sale at cost without a cost rule": Case(
        cell("parcels", 4, "cost_rule", ""),
        "sales.no_cost_rule",
        at("sale_rounds", 3, "method"),
        "가격도 조성원가 규칙도 없는 필지가 있습니다: p5. 회차: second",
        "with neither a price nor a cost rule: p5. The sale: second",
    ),
    "designated sale at cost without a cost rule": Case(
        cell("parcels", 1, "cost_rule", ""),
        "sales.no_cost_rule",
        at("sale_rounds", 2, "method"),
        "p2. 회차: first",
        "p2. The sale: first",
    ),
    "sale of nothing": Case(
        {"more": {"sale_rounds": [named("third", offered_on="2026-12", closes_on="",
                                        method="cost_contract", method_if_designated="",
                                        price_krw_per_m2="2e6")]}},
        "sales.no_parcels",
        at("sale_rounds", 4, "id"),
        "필지가 없는 분양 회차입니다: third",
        "The sale offers no parcel: third",
        severity="warning",
    ),
    "more sold than offered": Case(
        changed("sale_outcomes", 0, bids="2", sold_m2="25000..26000"),
        "sales.sold_more",
        at("sale_outcomes", 2, "sold_m2"),
        "내놓은 면적보다 많이 팔렸습니다: 25000..26000㎡. 내놓은 면적: 19770㎡",
        "More was sold than was offered: 25000..26000 m². Offered: 19770 m²",
    ),
    "sold without a bid": Case(
        cell("sale_outcomes", 0, "sold_m2", "9870"),
        "sales.sold_without_bids",
        at("sale_outcomes", 2, "sold_m2"),
        "응찰이 없는데 팔린 면적이 있습니다: 9870㎡",
        "Land was sold though there was no bid: 9870 m²",
    ),
    "outcome before the notice": Case(
        cell("sale_outcomes", 0, "known_from", "2025-09-30"),
        "sales.outcome_early",
        at("sale_outcomes", 2, "known_from"),
        "공고보다 먼저 알려진 것으로 적혀 있습니다: 2025-09-30. 공고: 2025-10-30",
        "known before the notice: 2025-09-30. The notice: 2025-10-30",
    ),
    "cost rule with an item that no cost has": Case(
        cell("cost_rules", 0, "items", "land|work"),
        "cost_rules.item",
        at("cost_rules", 2, "items"),
        "드는 항목이 사업비에 없습니다: work. 가까운 항목: works",
        "an item that no cost has: work. Nearest items: works",
    ),
    "cost rule without land": Case(
        {"more": {"cost_rules": [named("other", article="art. 1", items="land", free_supply_m2="",
                                       price="appraisal", settled="false",
                                       shortfall_borne_by="city")]}},
        "cost_rules.no_land",
        at("cost_rules", 3, "id"),
        "유상으로 공급하는 필지가 하나도 없는 조성원가 규칙입니다: other",
        "The cost rule has no parcel that is paid for: other",
    ),
    "cost counted in eok": Case(
        cell("costs", 0, "amount_krw", "8493"),
        "amount.small",
        at("costs", 2, "amount_krw"),
        "8493원. 억원을 원으로 적은 것이라면 849,300,000,000원입니다",
        "KRW 8493. If it was meant in eok (hundreds of millions of won), it is KRW 849,300,000,000",
        severity="warning",
    ),
    "price counted in ten thousands": Case(
        cell("competing_supply", 0, "price_krw_per_m2", "160"),
        "price.small",
        at("competing_supply", 2, "price_krw_per_m2"),
        "용지 가격이 너무 낮습니다: 160원/㎡",
        "The price of land is too low: KRW 160 per m²",
        severity="warning",
    ),
}  # fmt: skip

LIMITS = {
    "allotment without a limit": Case(
        cell("constraints", 1, "limit", ""),
        "constraints.incomplete",
        at("constraints", 3, "limit"),
        "제한에 필요한 내용이 없습니다: allotment. 적을 열: limit",
        "lacks what its kind needs: allotment. Columns: limit",
    ),
    "permitted industries without codes": Case(
        changed("constraints", 2, ksic="", ksic_revision=""),
        "constraints.incomplete",
        at("constraints", 4, "ksic"),
        "permitted_ksic. 적을 열: ksic",
        "permitted_ksic. Columns: ksic",
    ),
    "land kept for small firms, nobody says how much": Case(
        changed("constraints", 7, kind="small_firms", limit=""),
        "constraints.incomplete",
        at("constraints", 9, "limit"),
        "small_firms. 적을 열: limit",
        "small_firms. Columns: limit",
    ),
    "over-concentration that bars nobody": Case(
        changed("constraints", 0, activities="", sizes=""),
        "constraints.incomplete",
        at("constraints", 2, "activities"),
        "over_concentration. 적을 열: activities, sizes",
        "over_concentration. Columns: activities, sizes",
    ),
    "industries without a revision": Case(
        cell("constraints", 3, "ksic_revision", ""),
        "ksic.no_revision",
        at("constraints", 5, "ksic_revision"),
        "산업분류 코드에 개정 차수가 없습니다: 2011",
        "Industry codes without their revision: 2011",
    ),
    "industries of another revision": Case(
        {"more": {"constraints": [constraint("newer", "barred_ksic", ksic="2110",
                                             ksic_revision="11")]}},
        "ksic.other_revision",
        at("constraints", 10, "ksic_revision"),
        "산업분류 코드를 쓰는 기업이 있습니다: 10 (drugs, labs, plant, lab). 이 제한의 차수: 11",
        "codes of another revision: 10 (drugs, labs, plant, lab). This constraint's: 11",
        severity="warning",
    ),
    "regime nobody knows": Case(
        cell("constraints", 5, "regimes", "designation"),
        "reference.unknown",
        at("constraints", 7, "regimes"),
        "designation. 가까운 이름 또는 찾은 표: designated",
        "designation. Nearest name, or table where it was sought: designated",
    ),
    "regime of a contest that is not there": Case(
        cell("regimes", 0, "contest", "c9"),
        "reference.unknown",
        at("regimes", 2, "contest"),
        "없는 행을 가리킵니다: c9",
        "a row that is not there: c9",
    ),
    "supply below zero": Case(
        cell("utilities", 2, "capacity", "-300"),
        "quantity.out_of_bounds",
        at("utilities", 4, "capacity"),
        "-300. 범위: 0 … ∞",
        "-300. Range: 0 … ∞",
    ),
    "contracted supply without consent": Case(
        cell("utilities", 0, "consent", "applied"),
        "utilities.no_consent",
        at("utilities", 2, "consent"),
        "공급자의 동의 없이 계약된 것으로 적혀 있습니다: firm, applied. 공급시설: grid",
        "without the supplier's consent: firm, applied. The supply: grid",
    ),
    "consent to what is only planned": Case(
        cell("utilities", 1, "consent", "granted"),
        "utilities.only_planned",
        at("utilities", 3, "status"),
        "아직 계획으로 적혀 있습니다: planned, granted. 공급시설: line",
        "yet the supply counts as planned: planned, granted. The supply: line",
        severity="warning",
    ),
}  # fmt: skip

DEMAND = {
    "survey answered twice by a firm": Case(
        cell("demand_surveys", 1, "firm", "plant"),
        "surveys.firm_twice",
        at("demand_surveys", 3, "firm"),
        "같은 기업이 한 조사에 두 번 답했습니다: plant. 먼저 나온 응답자: r1",
        "A firm answered the survey twice: plant. The respondent that had it first: r1",
    ),
    "survey answered twice by a respondent": Case(
        cell("demand_surveys", 1, "respondent", "r1"),
        "row.duplicate",
        at("demand_surveys", 3, "respondent"),
        "같은 행이 이미 있습니다: s19/r1",
        "The same row is there already: s19/r1",
    ),
    "several answers of one firm": Case(
        cell("demand_surveys", 2, "firm", "lab"),
        "surveys.group_with_firm",
        at("demand_surveys", 4, "firm"),
        "기업이 적혀 있습니다: lab. 응답 수: 20",
        "names a firm: lab. Answers: 20",
    ),
    "survey of the future": Case(
        cell("demand_surveys", 0, "asked_on", "2029-10-29"),
        "row.future",
        at("demand_surveys", 2, "asked_on"),
        "2029-10-29. 알려진 날: 2023-12-01",
        "2029-10-29. Known from: 2023-12-01",
    ),
    "trend of a region without a record": Case(
        cell("demand_bases", 2, "region", "r2"),
        "demand.no_takeup",
        at("demand_bases", 4, "region"),
        "추세를 낼 만큼의 실적이 없는 지역입니다: r2. 실적이 있는 지역: r",
        "too few years on record for a trend: r2. Regions on record: r",
    ),
    "trend from two years": Case(
        {"rows": {"land_takeup": TABLES["land_takeup"][:2]}},
        "demand.no_takeup",
        at("demand_bases", 4, "region"),
        "세 해 이상",
        "at least three years",
    ),
    "estimate by workers without their land": Case(
        cell("demand_bases", 0, "m2_per_worker", ""),
        "demand.incomplete",
        at("demand_bases", 2, "m2_per_worker"),
        "필요한 값이 없습니다: unit_area. 적을 열: m2_per_worker",
        "lacks what it starts from: unit_area. Column: m2_per_worker",
    ),
    "market without some parameters": Case(
        {
            "rows": {
                "market_parameters": without(
                    "market_parameters", "parameter", "revision_step", "unready_factor"
                )
            }
        },
        "market.missing",
        at("market_parameters", 10, "parameter"),
        "용지시장 매개변수가 빠져 있습니다: revision_step, unready_factor",
        "Parameters of the land market are missing: revision_step, unready_factor. Their effect",
        severity="warning",
    ),
    "market with a percentage for a share": Case(
        cell("market_parameters", 4, "value", "5..15"),
        "market.out_of_bounds",
        at("market_parameters", 6, "value"),
        "있을 수 있는 범위를 벗어납니다: 5..15. 범위: revision_step 0 … 1",
        "outside its bounds: 5..15. Bounds: revision_step 0 … 1",
    ),
    "parameter the market does not have": Case(
        {"more": {"market_parameters": [row(parameter="mood", value="1")]}},
        "cell.choice",
        at("market_parameters", 13, "parameter"),
        "mood",
        "mood",
    ),
}

LAND = {**SALES, **LIMITS, **DEMAND}
