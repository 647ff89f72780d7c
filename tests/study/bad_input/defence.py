"""Faults of the contest's rules and of the bid's defence."""

from study.bad_input.case import Case, at, cell
from study.made_up import TABLES, named, row


def rule(**cells):
    blank = dict.fromkeys(("group", "value", "at_least", "at_most", "score", "chance"), "")
    return {"rows": {"selection_rules": [row(id="r", contest="c1", **{**blank, **cells})]}}


def joining(*joins):
    bids = [{**bid, "joins": host} for bid, host in zip(TABLES["bids"], joins, strict=True)]
    return {"rows": {"bids": bids}}


COMMITTED = TABLES["commitments"]

DEFENCE = {
    "bid that joins itself": Case(
        joining("", "", "c"),
        "bids.joins_itself",
        at("bids", 4, "joins"),
        "자기 자신에 합류합니다: c",
        "joins itself: c",
    ),
    "bids that join each other": Case(
        joining("", "c", "b"),
        "bids.joins_circle",
        at("bids", 3, "joins"),
        "서로 합류합니다: b → c",
        "in a circle: b → c",
    ),
    "bid that joins one that is not there": Case(
        joining("", "", "d"),
        "reference.unknown",
        at("bids", 4, "joins"),
        "d",
        "d",
    ),
    "bid that joins one of another contest": Case(
        {
            "rows": {
                "contests": [
                    *TABLES["contests"],
                    named("c2", deadline="2025-01-31", awards="1", status="open"),
                ],
                "bids": [
                    *({**bid, "joins": ""} for bid in TABLES["bids"]),
                    named("z", contest="c2", candidates="a", joins="a"),
                ],
            },
            "head": {"options.contest": '"c1"'},
        },
        "bids.joins_contest",
        at("bids", 5, "joins"),
        "다른 공모의 것입니다: c1. 이 신청의 공모: c2",
        "belongs to another contest: c1. This bid's contest: c2",
    ),
    "all bids join one": Case(
        joining("", "a", "a"),
        "bids.only_one",
        at("contests", 2, "id"),
        "신청이 둘 이상 없습니다",
        "fewer than two bids",
    ),
    "clause without a finding": Case(
        {"rows": {"findings": TABLES["findings"][:2]}},
        "clauses.no_finding",
        at("clauses", 4, "id"),
        "판단이 없는 조항입니다: firms (call, 2)",
        "No bid has a finding on this clause: firms (call, 2)",
        severity="warning",
    ),
    "finding on a bid of another contest": Case(
        {
            "more": {
                "contests": [named("c2", deadline="2025-01-31", awards="1", status="open")],
                "bids": [named("z", contest="c2", candidates="a")],
                "findings": [row(bid="z", clause="area", finding="met", reason="x")],
            },
            "head": {"options.contest": '"c1"'},
        },
        "findings.contest",
        at("findings", 5, "bid"),
        "다른 공모의 신청에 관한 것입니다: c2. 조항의 공모: c1",
        "on a bid of another contest: c2. The clause's contest: c1",
    ),
    "finding that is none": Case(
        cell("findings", 0, "finding", "perhaps"),
        "cell.choice",
        at("findings", 2, "finding"),
        "perhaps",
        "perhaps",
        alone=False,
    ),
    "threshold without a score": Case(
        rule(kind="threshold"),
        "rules.no_score",
        at("selection_rules", 2, "score"),
        "점수가 없는 점수 기준입니다: r",
        "A threshold without a score: r",
    ),
    "condition without a chance": Case(
        rule(kind="condition", group="bid", value="a"),
        "rules.no_chance",
        at("selection_rules", 2, "chance"),
        "가능성이 없는 조건부 규칙입니다: r",
        "A condition without a chance: r",
    ),
    "chance above one": Case(
        rule(kind="condition", chance="1.5"),
        "quantity.out_of_bounds",
        at("selection_rules", 2, "chance"),
        "1.5",
        "1.5",
    ),
    "quota without a bound": Case(
        rule(kind="quota", group="bid", value="a"),
        "rules.no_bound",
        at("selection_rules", 2, "at_least"),
        "아무것도 제한하지 않는 할당입니다: r",
        "A quota that limits nothing: r",
    ),
    "quota with crossed bounds": Case(
        rule(kind="quota", group="bid", value="a", at_least="1", at_most="0"),
        "rules.crossed",
        at("selection_rules", 2, "at_most"),
        "최소가 최대보다 큽니다: 1 > 0",
        "exceeds its most: 1 > 0",
    ),
    "quota larger than the field": Case(
        rule(kind="quota", group="bid", value="a", at_least="2"),
        "rules.quota_larger",
        at("selection_rules", 2, "at_least"),
        "신청 수보다 큽니다: 2. 신청: 1건",
        "larger than the field: 2. Bids of the group: 1",
    ),
    "quota of a field nobody applied in": Case(
        rule(kind="quota", group="field", value="organoids", at_least="1"),
        "rules.unknown_group",
        at("selection_rules", 2, "value"),
        "그 집단에 속한 신청이 없습니다: organoids",
        "No bid belongs to this group: organoids",
    ),
    "more places kept than awarded": Case(
        {
            "rows": {
                "selection_rules": [
                    row(id=f"r{bid}", contest="c1", kind="quota", group="bid", value=bid,
                        at_least="1")
                    for bid in "abc"
                ]
            }
        },
        "rules.too_many_kept",
        at("selection_rules", 4, "at_least"),
        "남겨 둔 자리가 뽑는 수보다 많습니다: 3. 뽑는 수: 1..2",
        "More places are kept than are awarded: 3. Awards: 1..2",
    ),
    "commitment that includes itself": Case(
        cell("commitments", 1, "covers", "one"),
        "commitments.circle",
        at("commitments", 3, "covers"),
        "자기 자신을 포함하거나 서로를 포함합니다: one",
        "include themselves or each other: one",
    ),
    "commitment that includes another bid's": Case(
        cell("commitments", 1, "bid", "b"),
        "commitments.other_bid",
        at("commitments", 2, "covers"),
        "다른 신청의 것입니다: one",
        "belongs to another bid: one",
    ),
    "commitment larger than what includes it": Case(
        cell("commitments", 1, "amount_krw", "5e12"),
        "commitments.larger",
        at("commitments", 2, "covers"),
        "포함하는 금액보다 큽니다: 5e12",
        "larger than what includes it: 5e12",
        severity="warning",
    ),
    "commitment of an unknown strength": Case(
        cell("commitments", 2, "strength", "firm"),
        "cell.choice",
        at("commitments", 4, "strength"),
        "firm",
        "firm",
    ),
    "requirement without its evidence": Case(
        cell("requirements", 0, "result", ""),
        "requirements.no_evidence",
        at("requirements", 2, "result"),
        "근거가 있다고 했으나 적지 않은 요구사항입니다: plan",
        "says that it has evidence and names none: plan",
    ),
    "requirement met by nothing": Case(
        cell("requirements", 1, "status", "met"),
        "requirements.met_by_nothing",
        at("requirements", 3, "status"),
        "근거 없이 충족했다고 한 요구사항입니다: budget",
        "A requirement is met by nothing: budget",
    ),
    "two requirements at one place": Case(
        cell("requirements", 1, "position", "1"),
        "requirements.position_twice",
        at("requirements", 3, "position"),
        "같은 차례에 있는 요구사항이 둘입니다: 1. 먼저 나온 것: plan",
        "the same place in the call: 1. The one that had it first: plan",
    ),
    "statement that points to no cell": Case(
        cell("statements", 0, "tested_row", "nowhere"),
        "statements.no_cell",
        at("statements", 2, "tested_row"),
        "시험할 칸이 없습니다: benchmarks nowhere value",
        "points to no cell: benchmarks nowhere value",
    ),
    "statement that points to no column": Case(
        cell("statements", 0, "tested_column", "values"),
        "statements.no_cell",
        at("statements", 2, "tested_row"),
        "benchmarks elsewhere values",
        "benchmarks elsewhere values",
    ),
    "statement tested twice": Case(
        {
            "rows": {
                "statements": [{**TABLES["statements"][0], "tested_result": "ranks bid=a"}],
            }
        },
        "statements.two_tests",
        at("statements", 2, "tested_result"),
        "칸과 결과를 함께 적은 발언입니다: enough",
        "by a cell and by a result: enough",
    ),
    "statement with a figure and no relation": Case(
        cell("statements", 0, "relation", ""),
        "statements.half",
        at("statements", 2, "relation"),
        "하나만 있습니다: enough",
        "without the other: enough",
    ),
    "embargo in the past": Case(
        {
            "rows": {
                "outcomes": [
                    {**TABLES["outcomes"][0], "embargo_until": "2024-01-31"},
                    TABLES["outcomes"][1],
                ]
            }
        },
        "row.embargo_past",
        at("outcomes", 2, "embargo_until"),
        "이미 공개된 뒤에 끝난 엠바고입니다: 2024-01-31. 공개된 날: 2024-06-27",
        "ended before its row was public: 2024-01-31. Public from: 2024-06-27",
        severity="warning",
    ),
}  # fmt: skip
