"""Rules on what the call adds: clauses and findings, rules of selection, bids that join."""

from __future__ import annotations

from collections.abc import Iterator

from songi.errors import Problem
from songi.study.as_of import known_at
from songi.study.bids import joined_bids
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.bid import Clause, Finding, SelectionRule
from songi.study.schema.contest import Bid, Contest
from songi.study.table import Table


def joins_lead_to_a_bid(study: Study) -> Iterator[Problem]:
    """A bid joins another one of its contest, and not itself, directly or in a circle."""
    bids: Table[Bid] | None = study.tables.get("bids")
    if bids is None or not bids.is_whole:
        return
    current = known_at(bids, None)
    rows = {bid.id: bid for bid in current}
    ends = joined_bids(current)
    for bid in current:
        host = rows.get(bid.joins or "")
        if host is None:
            continue
        place = place_of(bids, bid, "joins")
        if host is bid:
            yield Problem("bids.joins_itself", place, {"came": bid.id})
        elif host.contest != bid.contest:
            facts = {"came": host.contest, "expected": bid.contest}
            yield Problem("bids.joins_contest", place, facts)
        elif bid.id not in ends:
            yield Problem("bids.joins_circle", place, {"came": f"{bid.id} → {host.id}"})


def clauses_are_examined(study: Study) -> Iterator[Problem]:
    """Every clause has a finding on some bid, and findings are on bids of the clause's contest."""
    clauses: Table[Clause] | None = study.tables.get("clauses")
    if clauses is None or not clauses.is_whole:
        return
    findings: Table[Finding] | None = study.tables.get("findings")
    if findings is not None and not findings.is_whole:
        return
    bids = {bid.id: bid.contest for bid in study.tables["bids"]} if "bids" in study.tables else {}
    contests = {clause.id: clause.contest for clause in clauses}
    for row in findings or ():
        theirs, asked = bids.get(row.bid), contests.get(row.clause)
        if findings is not None and theirs and asked and theirs != asked:
            facts = {"came": theirs, "expected": asked}
            yield Problem("findings.contest", place_of(findings, row, "bid"), facts)
    examined = {row.clause for row in findings or ()}
    for clause in clauses:
        if clause.id not in examined:
            facts = {"came": clause.id, "expected": clause.article}
            yield Problem("clauses.no_finding", place_of(clauses, clause, "id"), facts, "warning")


def rules_are_complete(study: Study) -> Iterator[Problem]:
    """A rule of selection has what its kind needs, and its bounds do not cross."""
    table: Table[SelectionRule] | None = study.tables.get("selection_rules")
    for rule in table or ():
        if table is None:
            return
        if rule.kind == "threshold" and rule.score is None:
            yield Problem("rules.no_score", place_of(table, rule, "score"), {"came": rule.id})
        if rule.kind == "condition" and rule.chance is None:
            yield Problem("rules.no_chance", place_of(table, rule, "chance"), {"came": rule.id})
        if rule.kind != "quota":
            continue
        if rule.at_least == 0 and rule.at_most is None:
            yield Problem("rules.no_bound", place_of(table, rule, "at_least"), {"came": rule.id})
        if rule.at_most is not None and rule.at_most < rule.at_least:
            facts = {"came": f"{rule.at_least} > {rule.at_most}"}
            yield Problem("rules.crossed", place_of(table, rule, "at_most"), facts)


def rules_name_groups(study: Study) -> Iterator[Problem]:
    """A rule's group has bids, and no more places are kept for it than it has bids."""
    table: Table[SelectionRule] | None = study.tables.get("selection_rules")
    bids: Table[Bid] | None = study.tables.get("bids")
    if table is None or bids is None or not bids.is_whole:
        return
    filed = known_at(bids, None)
    hosts = joined_bids(filed)
    for rule in known_at(table, None):
        entered = [b for b in filed if b.contest == rule.contest and b.id not in hosts]
        groups = _groups(entered, rule)
        if rule.value is not None and rule.value not in groups:
            facts = {"came": rule.value, "expected": ", ".join(sorted(groups)) or "-"}
            yield Problem("rules.unknown_group", place_of(table, rule, "value"), facts)
            continue
        if rule.kind != "quota":
            continue
        named = [rule.value] if rule.value is not None else list(groups)
        few = min((groups[name] for name in named), default=len(entered))
        if rule.at_least > few:
            facts = {"came": rule.at_least, "expected": few}
            yield Problem("rules.quota_larger", place_of(table, rule, "at_least"), facts)


def kept_places_are_awarded(study: Study) -> Iterator[Problem]:
    """The places kept for groups of one kind are no more than the contest can award."""
    table: Table[SelectionRule] | None = study.tables.get("selection_rules")
    contests: Table[Contest] | None = study.tables.get("contests")
    if table is None or contests is None or not contests.is_whole:
        return
    for contest in known_at(contests, None):
        rules = [row for row in known_at(table, None) if row.contest == contest.id]
        for group in ("field", "region", "bid"):
            kept = [r for r in rules if r.kind == "quota" and r.group == group and r.value]
            total = sum(rule.at_least for rule in kept)
            if kept and total > contest.awards.ends[1]:
                facts = {"came": total, "expected": contest.awards.text}
                yield Problem("rules.too_many_kept", place_of(table, kept[-1], "at_least"), facts)


def _groups(bids: list[Bid], rule: SelectionRule) -> dict[str, int]:
    """Return how many bids each group of the rule's kind has; none where it names no kind."""
    names = {
        "field": [bid.field for bid in bids],
        "region": [bid.region for bid in bids],
        "bid": [bid.id for bid in bids],
    }
    found = names[rule.group] if rule.group is not None else []
    return {name: found.count(name) for name in dict.fromkeys(found) if name is not None}


RULES = (
    joins_lead_to_a_bid,
    clauses_are_examined,
    rules_are_complete,
    rules_name_groups,
    kept_places_are_awarded,
)
