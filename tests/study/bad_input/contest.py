"""Faults that only several rows together show: bids, criteria, judgements, access."""

from study.bad_input.case import Case, at, cell
from study.made_up import TABLES, named, row

THIRD = named("h3", contest="c1", parent="", weight="1..2", indicator="beds", direction="benefit")
JUDGED = [
    row(expert="e1", more="h1", less="h2", ratio="9"),
    row(expert="e1", more="h2", less="h3", ratio="9"),
    row(expert="e1", more="h1", less="h3", ratio="1"),
]

CONTEST = {
    "one bid only": Case(
        {"rows": {"bids": TABLES["bids"][:1], "outcomes": []}},
        "bids.only_one",
        at("contests", 2, "id"),
        "신청이 둘 이상 없습니다. 있는 신청: a",
        "fewer than two bids: a",
        alone=False,
    ),
    "every bid selected": Case(
        cell("contests", 0, "awards", "3"),
        "bids.all_selected",
        at("contests", 2, "awards"),
        "3곳을 뽑는데 신청은 3건뿐",
        "selects 3 bids and has only 3",
        severity="warning",
    ),
    "candidate in two bids": Case(
        cell("bids", 2, "candidates", "c|d"),
        "bids.candidate_twice",
        at("bids", 4, "candidates"),
        "두 신청에 들어 있습니다: d. 먼저 나온 신청: b",
        "in two bids: d. The bid that had it first: b",
    ),
    "cycle in the tree": Case(
        {"cells": {"criteria": {0: {"parent": "l1", "weight": ""}}}},
        "criteria.cycle",
        at("criteria", 2, "parent"),
        "상위 기준이 돌고 돕니다: h1 → l1 → h1",
        "lead in a circle: h1 → l1 → h1",
        alone=False,
    ),
    "parent of another contest": Case(
        {
            "cells": {"criteria": {4: {"contest": "c2"}}},
            "more": {"contests": [named("c2", deadline="2025-01-31", awards="1", status="open")]},
            "head": {"options.contest": '"c1"'},
        },
        "criteria.contest",
        at("criteria", 6, "contest"),
        "상위 기준은 다른 공모의 것입니다: c1. 이 기준의 공모: c2",
        "belongs to another contest: c1. This criterion's contest: c2",
    ),
    "siblings with and without weight": Case(
        cell("criteria", 0, "weight", ""),
        "criteria.weight_missing",
        at("criteria", 2, "weight"),
        "가중치가 없습니다: h1. 같은 부모 아래 가중치가 있는 기준: h2",
        "has no weight: h1. Siblings that have one: h2",
    ),
    "all weights zero": Case(
        {"cells": {"criteria": {0: {"weight": "0"}, 1: {"weight": "0"}}}},
        "criteria.weights_zero",
        at("criteria", 2, "weight"),
        "가중치가 모두 0입니다: h1, h2",
        "All siblings have weight zero: h1, h2",
    ),
    "contradicting weight ranges": Case(
        {
            "cells": {"criteria": {0: {"weight": "10..20"}, 1: {"weight": "20..30"}}},
            "head": {"options.weights": '"ranges"'},
        },
        "criteria.weight_ranges",
        at("criteria", 2, "weight"),
        "합계 100을(를) 만들 수 없습니다. 합의 범위: 30 … 50",
        "cannot sum to 100; their sum lies within 30 … 50",
    ),
    "node with an indicator": Case(
        cell("criteria", 0, "indicator", "beds"),
        "criteria.node_measured",
        at("criteria", 2, "indicator"),
        "하위 기준이 있는 기준에 지표가 있습니다: beds",
        "names an indicator: beds",
    ),
    "leaf without a known indicator": Case(
        cell("criteria", 4, "indicator", "bed"),
        "criteria.indicator",
        at("criteria", 6, "indicator"),
        "알려진 지표가 없습니다: bed. 있는 지표: air, beds, firms",
        "names no known indicator: bed. Indicators there are: air, beds, firms",
    ),
    "leaf without direction": Case(
        cell("criteria", 4, "direction", ""),
        "criteria.direction",
        at("criteria", 6, "direction"),
        "작을수록 좋은지 적지 않은 기준입니다: l3",
        "does not say whether more is better: l3",
    ),
    "target without a target": Case(
        cell("criteria", 4, "normalisation", "target"),
        "criteria.target",
        at("criteria", 6, "target"),
        "목표값이 없는 기준입니다: l3",
        "has no target: l3",
    ),
    "gap where gaps are refused": Case(
        {
            "cells": {"criteria": {4: {"missing": "refuse"}}},
            "rows": {"indicators": TABLES["indicators"][:5]},
        },
        "criteria.refused",
        at("criteria", 6, "missing"),
        "신청 'c'에 지표 'beds'의 값이 없는데",
        "Bid 'c' has no value of indicator 'beds'",
    ),
    "value known only after the deadline": Case(
        {
            "cells": {
                "criteria": {4: {"missing": "refuse"}},
                "indicators": {5: {"known_from": "2024-03-01"}},
            },
        },
        "criteria.refused",
        at("criteria", 6, "missing"),
        "신청 'c'에 지표 'beds'의 값이 없는데",
        "Bid 'c' has no value of indicator 'beds'",
    ),
    "constant column": Case(
        {
            "cells": {"indicators": {k: {"value": "100"} for k in (3, 4, 5)}},
            "more": {"indicators": [{**TABLES["indicators"][3], "candidate": "d", "value": "100"}]},
        },
        "criteria.constant",
        at("criteria", 6, "indicator"),
        "모든 신청의 값이 같아 아무 차이도 내지 못하는 기준입니다: 100",
        "All bids have the same value, so the criterion sets none apart: 100",
        severity="warning",
    ),
    "inconsistent judgements": Case(
        {"rows": {"criteria": [*TABLES["criteria"], THIRD], "judgements": JUDGED}},
        "judgements.inconsistent",
        at("judgements", 2, "ratio"),
        "전문가 e1의 판단이 서로 어긋납니다",
        "judgements of expert e1 contradict each other",
        severity="warning",
        pair="h1 / h2",
    ),
    "judgements of criteria under different parents": Case(
        {"cells": {"judgements": {0: {"less": "l1"}}}},
        "judgements.not_siblings",
        at("judgements", 2, "less"),
        "같은 부모를 두지 않은 기준을 견주었습니다: h1, l1",
        "do not have the same parent: h1, l1",
    ),
    "judgement both ways round": Case(
        {"more": {"judgements": [row(expert="e1", more="h2", less="h1", ratio="5")]}},
        "judgements.twice",
        at("judgements", 3, "less"),
        "같은 두 기준을 두 번 견주었습니다: e1/h2/h1. 앞선 판단: e1/h1/h2",
        "compared twice: e1/h2/h1. The earlier judgement: e1/h1/h2",
    ),
    "criterion nobody compared": Case(
        {"rows": {"criteria": [*TABLES["criteria"], THIRD]}},
        "judgements.unconnected",
        at("judgements", 2, "more"),
        "다른 기준과 이어지지 않는 기준: h3",
        "Criteria that nothing links with the others: h3",
    ),
    "best-worst method without a best and a worst": Case(
        {
            "rows": {"criteria": [*TABLES["criteria"], THIRD], "judgements": JUDGED[:2]},
            "head": {"options": '{weights = "best_worst"}'},
        },
        "judgements.no_best_worst",
        at("judgements", 2, "more"),
        "가장 중요한 기준이나 가장 덜 중요한 기준을 알 수 있는 판단이 없습니다",
        "the judgements name no best or no worst criterion (expert, parent): e1, -",
    ),
    "travel bands that leave a gap": Case(
        cell("travel_bands", 0, "from_km", "5"),
        "travel_bands.starts",
        at("travel_bands", 2, "from_km"),
        "첫 구간이 0 km에서 시작하지 않거나",
        "does not begin at 0 km",
    ),
    "access within no limit": Case(
        cell("access_indicators", 0, "measure", "count_within"),
        "access.limit",
        at("access_indicators", 2, "within_minutes"),
        "시간 한도가 필요한 지표입니다: count_within",
        "needs a limit of time: count_within",
    ),
    "access to places that are not there": Case(
        cell("access_indicators", 0, "kind", "station"),
        "access.kind",
        at("access_indicators", 2, "kind"),
        "그 종류의 장소가 없습니다: station. 있는 종류: airport",
        "no places of this kind: station. Kinds there are: airport",
    ),
}
