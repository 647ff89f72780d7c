"""Faults of firms: who they are, what happened with them, what was promised."""

from study.bad_input.case import Case, at, cell
from study.made_up_land import conversion, event


def changed(table, number, **cells):
    return {"cells": {table: {number: cells}}}


def happened(*events):
    return {"more": {"events": list(events)}}


def sold_again(day, *before):
    return happened(*before, event("w9", "wooed", "contract", day, parcels="p4"))


INVESTORS = {
    "group with a firm": Case(
        cell("investors", 4, "firm", "maker"),
        "investors.group_with_firm",
        at("investors", 6, "firm"),
        "기업 하나가 적혀 있습니다: maker. 행(기업 수): letters (5)",
        "stands for several firms names one: maker. The row (firms): letters (5)",
    ),
    "a country by its name": Case(
        cell("investors", 4, "country", "Korea"),
        "investors.country",
        at("investors", 6, "country"),
        "나라 부호가 아닙니다: Korea",
        "no code of a country: Korea",
    ),
    "firm courted twice": Case(
        cell("investors", 2, "firm", "plant"),
        "investors.firm_twice",
        at("investors", 4, "firm"),
        "한 기업이 투자자 두 행에 있습니다: plant. 먼저 나온 행: wooed",
        "A firm is courted in two rows: plant. The row that had it first: wooed",
    ),
    "land sought, nobody knows how much": Case(
        changed("investors", 2, firm_type="", wanted_m2=""),
        "investors.no_area",
        at("investors", 4, "wanted_m2"),
        "필요한 면적도 기업 유형도 없는 투자자입니다: gone",
        "neither how much nor what kind of tenant is known: gone",
        severity="warning",
    ),
    "introducer nobody knows": Case(
        cell("investors", 0, "introducers", "air2"),
        "reference.unknown",
        at("investors", 2, "introducers"),
        "air2. 가까운 이름 또는 찾은 표: air1",
        "air2. Nearest name, or table where it was sought: air1",
    ),
    "firm that is introduced by nobody known": Case(
        cell("firms", 0, "introducers", "letters|the_mayor"),
        "reference.unknown",
        at("firms", 2, "introducers"),
        "the_mayor",
        "the_mayor",
    ),
    "no member": Case(
        cell("investors", 4, "members", "0"),
        "cell.range",
        at("investors", 6, "members"),
        "0",
        "≥ 1",
    ),
    "firm with a code without a revision": Case(
        cell("firms", 1, "ksic_revision", ""),
        "ksic.no_revision",
        at("firms", 3, "ksic_revision"),
        "산업분류 코드에 개정 차수가 없습니다: 70113",
        "Industry codes without their revision: 70113",
    ),
    "kind of tenant with codes without a revision": Case(
        cell("firm_types", 0, "ksic_revision", ""),
        "ksic.no_revision",
        at("firm_types", 2, "ksic_revision"),
        "211, 212",
        "211, 212",
    ),
    "firm with a code of another revision": Case(
        cell("firms", 0, "ksic_revision", "11"),
        "ksic.other_revision",
        at("constraints", 4, "ksic_revision"),
        "다른 차수의 산업분류 코드를 쓰는 기업이 있습니다: 11 (plant). 이 제한의 차수: 10",
        "codes of another revision: 11 (plant). This constraint's: 10",
        severity="warning",
    ),
    "firm with a revision that is none": Case(
        cell("firms", 0, "ksic_revision", "8"),
        "cell.choice",
        at("firms", 2, "ksic_revision"),
        "8",
        "8",
    ),
    "code in words": Case(
        cell("firms", 0, "ksic", "C21102"),
        "id.form",
        at("firms", 2, "ksic"),
        "C21102",
        "C21102",
    ),
}

EVENTS = {
    "event of an investor nobody knows": Case(
        cell("events", 5, "investor", "woed"),
        "reference.unknown",
        at("events", 7, "investor"),
        "없는 행을 가리킵니다: woed. 가까운 이름 또는 찾은 표: wooed",
        "a row that is not there: woed. Nearest name, or table where it was sought: wooed",
    ),
    "event in the future": Case(
        cell("events", 7, "happened_on", "2042-02-01"),
        "row.future",
        at("events", 9, "happened_on"),
        "알려진 날보다 나중에 일어난 일로 적혀 있습니다: 2042-02-01. 알려진 날: 2024-02-01",
        "happened after it was known: 2042-02-01. Known from: 2024-02-01",
    ),
    "event of a month that was not over": Case(
        cell("events", 11, "known_from", "2023-11-20"),
        "row.future",
        at("events", 13, "happened_on"),
        "2023-11-30. 알려진 날: 2023-11-20",
        "2023-11-30. Known from: 2023-11-20",
    ),
    "letter after the contract": Case(
        changed("events", 3, happened_on="2024-11-15", known_from="2024-11-15"),
        "events.order",
        at("events", 5, "happened_on"),
        "letter 2024-11-15 (s4). 이미 있던 단계: contract 2024-06-20 (s5)",
        "letter 2024-11-15 (s4). Reached already: contract 2024-06-20 (s5)",
    ),
    "memorandum after the letter": Case(
        changed("events", 2, happened_on="2023-12-01", known_from="2023-12-01"),
        "events.order",
        at("events", 4, "happened_on"),
        "앞선 단계가 뒤의 단계보다 나중에 일어났습니다: mou 2023-12-01 (s3)",
        "An earlier stage happened after a later one: mou 2023-12-01 (s3)",
        severity="warning",
    ),
    "visit of one who was lost": Case(
        happened(event("g3", "gone", "visit", "2024-05-02")),
        "events.after_lost",
        at("events", 16, "stage"),
        "접촉 없이 이어진 단계입니다: visit 2024-05-02 (g3). 무산: lost 2024-03-31 (g2)",
        "without a new contact: visit 2024-05-02 (g3). Lost: lost 2024-03-31 (g2)",
    ),
    "contract of one who has moved in": Case(
        happened(
            event("s6", "signed", "move_in", "2026-01-05"),
            event("s7", "signed", "contract", "2026-03-01"),
        ),
        "events.after_move_in",
        at("events", 17, "stage"),
        "입주한 뒤에 다른 단계가 이어집니다: contract 2026-03-01 (s7)",
        "A stage follows the move-in: contract 2026-03-01 (s7)",
    ),
    "lost without a reason": Case(
        cell("events", 9, "reason", ""),
        "events.no_reason",
        at("events", 11, "reason"),
        "사유 없이 무산된 것으로 적혀 있습니다: g2",
        "An investor was lost without a reason: g2",
    ),
    "amount of unknown strength": Case(
        cell("events", 3, "strength", ""),
        "events.no_strength",
        at("events", 5, "strength"),
        "얼마나 확실한지가 없습니다: 9e9..11e9",
        "how firm the amount is: 9e9..11e9",
    ),
    "amount in eok": Case(
        cell("events", 13, "amount_krw", "5,348"),
        "amount.small",
        at("events", 15, "amount_krw"),
        "5,348원. 억원을 원으로 적은 것이라면 534,800,000,000원입니다",
        "meant in eok (hundreds of millions of won), it is KRW 534,800,000,000",
        severity="warning",
    ),
    "stage that is none": Case(
        cell("events", 0, "stage", "lunch"),
        "cell.choice",
        at("events", 2, "stage"),
        "lunch",
        "lunch",
    ),
    "letters that sign": Case(
        happened(event("l2", "letters", "contract", "2024-06-01")),
        "events.group_signs",
        at("events", 16, "stage"),
        "계약하거나 입주한 것으로 적혀 있습니다: contract. 행(기업 수): letters (5)",
        "signs a contract or moves in: contract. The row (firms): letters (5)",
    ),
    "parcel sold twice": Case(
        sold_again("2024-09-09"),
        "parcels.sold_twice",
        at("events", 16, "parcels"),
        "한 필지가 두 투자자와 계약되어 있습니다: p4. 먼저 계약한 투자자: signed (s5)",
        "under contract with two investors: p4. Who signed first: signed (s5)",
    ),
    "parcel sold again before it was given up": Case(
        sold_again("2024-09-09", event("s6", "signed", "lost", "2024-12-01", reason="x")),
        "parcels.sold_twice",
        at("events", 17, "parcels"),
        "p4",
        "p4",
    ),
}  # fmt: skip

CONVERSIONS = {
    "shares beyond a whole": Case(
        cell("conversion_priors", 1, "share", "0.6..0.9"),
        "conversion.shares",
        at("conversion_priors", 3, "share"),
        "비율의 합이 1을 넘습니다: contact: 1.15",
        "sum to more than one: contact: 1.15",
    ),
    "a step taken that is ruled out": Case(
        cell("conversion_priors", 0, "share", "0"),
        "conversion.ruled_out",
        at("events", 3, "stage"),
        "사전 가정이 있을 수 없다고 합니다: contact → visit",
        "that the prior beliefs rule out: contact → visit",
    ),
    "months that differ": Case(
        cell("conversion_priors", 3, "months", "8"),
        "conversion.months",
        at("conversion_priors", 5, "months"),
        "개월 수가 서로 다릅니다: 8. 먼저 나온 값: 6 (visit)",
        "The months of one stage differ: 8. Given first: 6 (visit)",
    ),
    "step backwards": Case(
        {"more": {"conversion_priors": [conversion("lost", "visit", "0.1", "12")]}},
        "conversion.backwards",
        at("conversion_priors", 12, "to_stage"),
        "단계가 뒤로 갑니다: lost → visit",
        "The step leads backwards: lost → visit",
    ),
    "step into the same stage": Case(
        cell("conversion_priors", 0, "to_stage", "contact"),
        "conversion.backwards",
        at("conversion_priors", 2, "to_stage"),
        "contact → contact",
        "contact → contact",
        alone=False,
    ),
    "belief worth nothing": Case(
        cell("conversion_priors", 0, "worth", "0"),
        "cell.range",
        at("conversion_priors", 2, "worth"),
        "0",
        "> 0",
    ),
}

OBLIGATIONS = {
    "obligation without a contract": Case(
        cell("obligations", 0, "contract", ""),
        "obligations.no_contract",
        at("obligations", 2, "contract"),
        "계약이 없는 투자자의 의무입니다: start",
        "An investor's obligation has no contract: start",
    ),
    "obligation of nobody": Case(
        cell("obligations", 0, "investor", ""),
        "obligations.no_investor",
        at("obligations", 2, "investor"),
        "투자자의 의무인데 투자자가 없습니다: start",
        "An investor's obligation names no investor: start",
    ),
    "obligation by a letter": Case(
        cell("obligations", 1, "contract", "s4"),
        "obligations.not_signed",
        at("obligations", 3, "contract"),
        "계약이 아닌 이력입니다: s4 (letter). 근거가 되는 단계: contract, move_in",
        "an event that is no contract: s4 (letter). Stages that bind: contract, move_in",
    ),
    "obligation by another's contract": Case(
        cell("obligations", 1, "investor", "wooed"),
        "obligations.other_investor",
        at("obligations", 3, "contract"),
        "다른 투자자의 계약입니다: signed. 의무를 진 투자자: wooed",
        "another investor's contract: signed. Who is bound: wooed",
    ),
    "obligation due before its contract": Case(
        cell("obligations", 0, "due", "2022-06-20"),
        "obligations.due_early",
        at("obligations", 2, "due"),
        "기한이 계약보다 빠릅니다: 2022-06-20. 계약: 2024-06-20",
        "due before its contract: 2022-06-20. The contract: 2024-06-20",
        severity="warning",
    ),
    "quantity without a unit": Case(
        cell("obligations", 2, "unit", ""),
        "obligations.no_unit",
        at("obligations", 4, "unit"),
        "약속한 양에 단위가 없습니다: 60",
        "What was promised has no unit: 60",
    ),
    "jobs in won": Case(
        changed("obligations", 2, promised="6e9", unit="krw"),
        "obligations.unit_of_kind",
        at("obligations", 4, "unit"),
        "단위가 맞지 않습니다: jobs: krw. 맞는 단위: persons",
        "does not suit the kind of promise: jobs: krw. Unit: persons",
    ),
    "investment promised in eok": Case(
        cell("obligations", 1, "promised", "120"),
        "amount.small",
        at("obligations", 3, "promised"),
        "120원. 억원을 원으로 적은 것이라면 12,000,000,000원입니다",
        "KRW 120",
        severity="warning",
    ),
    "promise below zero": Case(
        cell("obligations", 2, "promised", "-60"),
        "quantity.out_of_bounds",
        at("obligations", 4, "promised"),
        "-60. 범위: 0 … ∞",
        "-60. Range: 0 … ∞",
    ),
    "kept in the future": Case(
        cell("fulfilments", 1, "on", "2026-06-30"),
        "row.future",
        at("fulfilments", 3, "on"),
        "2026-06-30. 알려진 날: 2025-08-01",
        "2026-06-30. Known from: 2025-08-01",
    ),
    "done more than once": Case(
        cell("fulfilments", 2, "actual", "40"),
        "fulfilments.not_yes_no",
        at("fulfilments", 4, "actual"),
        "실적이 1을 넘습니다: 40. 약속: start",
        "kept more than once: 40. The promise: start",
    ),
    "keeping of a promise nobody made": Case(
        cell("fulfilments", 2, "obligation", "finish"),
        "reference.unknown",
        at("fulfilments", 4, "obligation"),
        "finish",
        "finish",
    ),
}

FIRMS = {**INVESTORS, **EVENTS, **CONVERSIONS, **OBLIGATIONS}
