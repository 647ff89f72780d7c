"""The made-up ecosystem: five actors in a chain, one of them perhaps not there, and one service.

city - lab - hospital      lab and hospital by a memorandum that may have died
city - firm                by a contract; the fund has no link
"""

from study.made_up_rows import named, row


def actor(row_id, role, **cells):
    blank = dict.fromkeys(("same_as", "place", "active_from", "active_until", "present"), "")
    return named(row_id, role=role, **{**blank, **cells})


def link(row_id, kind, parties, begins_on, **cells):
    blank = dict.fromkeys(("strength", "ends_on", "belief", "event"), "")
    return named(row_id, kind=kind, parties=parties, begins_on=begins_on, **{**blank, **cells})


def serves(institution, function, chance="", **cells):
    blank = {"since": "", "until": ""}
    return row(institution=institution, function=function, serves=chance, **{**blank, **cells})


ECOSYSTEM = {
    "institutions": [
        actor("city", "government"),
        actor("lab", "research", place="air1"),
        actor("clinic", "hospital", active_from="2020-01-01"),
        actor("maker", "industry", present="0.5"),
        actor("fund", "finance"),
    ],
    "served_functions": [
        serves("lab", "research"),
        serves("lab", "education", "0.25"),
        serves("clinic", "clinical_trials", since="2022"),
        serves("maker", "commercialisation"),
        serves("fund", "marketing", until="2021-12-31"),
    ],
    "link_beliefs": [named("memorandum", kept_per_year="0.5", basis="assumed")],
    "links": [
        link("agreement", "contract", "city|lab", "2019-06-30", strength="contracted"),
        link("mou", "mou", "lab|clinic", "2021-12-01", strength="letter", belief="memorandum"),
        link("supply", "supply", "maker|city", "2022-12-01"),
        link("old", "training", "lab|maker", "2018-01-01", ends_on="2018-12-31"),
    ],
    "services": [
        named("bench", function="research", provider="lab", status="running",
              begins_on="2020-01-01", outcome_ko="특허", outcome_en="patents"),
        named("plan", function="marketing", provider="", status="planned", begins_on="2026",
              outcome_ko="", outcome_en=""),
    ],
    "service_uses": [
        row(service="bench", year="2020", users="10", outcomes="1"),
        row(service="bench", year="2022", users="40", outcomes=""),
        row(service="bench", year="2021", users="20..30", outcomes="5"),
    ],
}  # fmt: skip

WHOLE_ECOSYSTEM = {
    **ECOSYSTEM,
    "links": [*ECOSYSTEM["links"], link("money", "investment", "fund|lab", "2023-01-01")],
}
"""The same with nothing to be told of it: the fund has a link."""
