"""Faults of the ecosystem: actors, links, services."""
# ruff: noqa: E501 - sentences are not broken

from study.bad_input.case import Case, at
from study.made_up import TABLES as STANDARD
from study.made_up import csv_text
from study.made_up_ecosystem import ECOSYSTEM as TABLES
from study.made_up_ecosystem import actor, link, serves

KEPT = {"places", "investors", "firms", "firm_types"}
"""Tables of the made-up study that its ecosystem points to."""


def with_rows(**tables):
    """The made-up ecosystem with rows that differ: `{table: {row number: cells}}`, or one more."""
    rows = {name: [dict(one) for one in standard] for name, standard in TABLES.items()}
    for name, changed in tables.items():
        if isinstance(changed, dict) and all(isinstance(key, int) for key in changed):
            for number, cells in changed.items():
                rows[name][number].update(cells)
        else:
            rows[name].append(changed)
    files = {f"tables/{name}.csv": csv_text(part) for name, part in rows.items()}
    # What the ecosystem does not point to is left out: checking it all takes a second.
    absent = {name: () for name in STANDARD if name not in KEPT}
    return {"files": files, "rows": absent}


def case(code, place, ko, en, severity="error", **tables):
    # The fund has no link, which is told beside whatever else is wrong.
    return Case(with_rows(**tables), f"ecosystem.{code}", place, ko, en, severity, alone=False)


ECOSYSTEM = {
    "link of an actor with itself": case(
        "self_loop", at("links", 2, "parties"),
        "자기 자신과 잇습니다: city", "joins an actor with itself: city",
        links={0: {"parties": "city|lab|city"}},
    ),
    "link with one party": case(
        "one_party", at("links", 2, "parties"),
        "당사자가 하나뿐입니다: city", "has one party only: city",
        links={0: {"parties": "city"}},
    ),
    "link told twice": case(
        "link_twice", at("links", 6, "parties"),
        "연계가 둘입니다: again. 다른 하나: agreement", "of one kind and day: again. The other: agreement",
        links=link("again", "contract", "lab|city", "2019-06-30"),
    ),
    "link that ends before it begins": case(
        "ends_early", at("links", 2, "ends_on"),
        "시작하기 전에 끝납니다: 2018-01-01. 시작: 2019-06-30",
        "ends before it begins: 2018-01-01. It begins: 2019-06-30",
        links={0: {"ends_on": "2018-01-01"}},
    ),
    "link before its party exists": case(
        "before_actor", at("links", 3, "begins_on"),
        "2019-12-01. 당사자의 시작: clinic: 2020-01-01", "2019-12-01. The party exists from: clinic: 2020-01-01",
        links={1: {"begins_on": "2019-12-01"}},
    ),
    "link after its party is gone": case(
        "after_actor", at("links", 3, "begins_on"),
        "2021-12-01. 당사자의 끝: clinic: 2021-06-30", "2021-12-01. The party existed until: clinic: 2021-06-30",
        institutions={2: {"active_until": "2021-06-30"}},
    ),
    "actor that ends before it begins": case(
        "ends_early", at("institutions", 4, "active_until"),
        "끝납니다: 2019-06-30. 시작: 2020-01-01", "begins: 2019-06-30. It begins: 2020-01-01",
        institutions={2: {"active_until": "2019-06-30"}},
    ),
    "function served until before it is": case(
        "ends_early", at("served_functions", 4, "until"),
        "끝납니다: 2019-06-30. 시작: 2022-12-31", "begins: 2019-06-30. It begins: 2022-12-31",
        served_functions={2: {"until": "2019-06-30"}},
    ),
    "actor with another name than its investor": case(
        "other_name", at("institutions", 2, "name_ko"),
        "이름이 다릅니다: 이름 city. 그곳의 이름: 이름 signed", "than the investor or firm that it is: 이름 city. There: 이름 signed",
        "warning",
        institutions={0: {"same_as": "signed"}},
    ),
    "actor without a link": case(
        "unlinked", at("institutions", 6, "id"),
        "연계가 없는 행위자입니다: fund", "The actor has no link: fund", "warning",
    ),
    "planned service in use": case(
        "used_while_planned", at("service_uses", 2, "users"),
        "이용이 2020년에 있습니다: bench", "only planned was used in 2020: bench",
        services={0: {"status": "planned"}},
    ),
    "service used before it began": case(
        "used_early", at("service_uses", 2, "year"),
        "시작되기 전의 이용입니다: 2020. 시작: 2021-01-01", "before it began: 2020. It began: 2021-01-01",
        services={0: {"begins_on": "2021-01-01"}},
    ),
    "link to an unknown actor": Case(
        with_rows(links={0: {"parties": "city|labb"}}), "reference.unknown",
        at("links", 2, "parties"), "labb", "labb", alone=False,
    ),
    "actor without a role": Case(
        with_rows(institutions={0: {"role": ""}}), "cell.missing",
        at("institutions", 2, "role"), "비어", "empty", alone=False,
    ),
    "function that is none of the five": Case(
        with_rows(served_functions=serves("lab", "lobbying")), "cell.choice",
        at("served_functions", 7, "function"), "lobbying", "lobbying", alone=False,
    ),
    "role that is none": Case(
        with_rows(institutions=actor("odd", "media")), "cell.choice",
        at("institutions", 7, "role"), "media", "media", alone=False,
    ),
}  # fmt: skip
"""Each is laid over the made-up study, which has no ecosystem of its own."""
