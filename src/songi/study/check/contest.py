"""Rules on contests, bids, the criteria tree and its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from songi.errors import Place, Problem
from songi.study.as_of import known_at
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.contest import Bid, Contest, Criterion
from songi.study.table import Table


def contest_is_chosen(study: Study) -> Iterator[Problem]:
    """The contest to evaluate exists; with several contests, one is chosen."""
    contests = set(study.tables["contests"].ids) if "contests" in study.tables else set()
    chosen = study.options.contest
    if chosen is not None and chosen not in contests:
        facts = {"came": chosen, "expected": ", ".join(sorted(contests))}
        yield Problem("contest.unknown", Place("study.toml", None, "options.contest"), facts)
    elif chosen is None and len(contests) > 1:
        facts = {"came": "", "expected": ", ".join(sorted(contests))}
        yield Problem("contest.not_chosen", Place("study.toml", None, "options.contest"), facts)


def bids_make_a_contest(study: Study) -> Iterator[Problem]:
    """A contest has at least two bids, no candidate is in two of them, and awards are fewer."""
    if "bids" not in study.tables:
        return
    bids: Table[Bid] = known_at(study.tables["bids"], None)
    by_contest: dict[str, list[Bid]] = defaultdict(list)
    for bid in bids:
        by_contest[bid.contest].append(bid)
    for entered in by_contest.values():
        if len(entered) < 2:
            yield Problem(
                "bids.only_one", place_of(bids, entered[0], "id"), {"came": entered[0].id}
            )
        seen: dict[str, str] = {}
        for bid in entered:
            for candidate in bid.candidates:
                if candidate in seen:
                    facts = {"came": candidate, "expected": seen[candidate]}
                    yield Problem("bids.candidate_twice", place_of(bids, bid, "candidates"), facts)
                seen.setdefault(candidate, bid.id)
    own = study.info.own_bid
    if own is not None and own not in bids.ids:
        facts = {"came": own, "expected": ", ".join(bids.ids)}
        yield Problem("bids.own_unknown", Place("study.toml", None, "own_bid"), facts)


def criteria_form_a_tree(study: Study) -> Iterator[Problem]:
    """Parents lead to a heading and not in a circle, and stay in their contest."""
    if "criteria" not in study.tables:
        return
    table: Table[Criterion] = known_at(study.tables["criteria"], None)
    rows = {row.id: row for row in table}
    for row in table:
        seen, current = [row.id], row.parent
        while current in rows and current not in seen:
            seen.append(current)
            current = rows[current].parent
        if current in seen:
            facts = {"came": " → ".join([*seen, str(current)])}
            yield Problem("criteria.cycle", place_of(table, row, "parent"), facts)
        if row.parent in rows and rows[row.parent].contest != row.contest:
            facts = {"came": rows[row.parent].contest, "expected": row.contest}
            yield Problem("criteria.contest", place_of(table, row, "contest"), facts)


def weight_ranges_agree(study: Study) -> Iterator[Problem]:
    """Siblings have a weight all or none; ranges can be met by weights that sum to their total."""
    if "criteria" not in study.tables:
        return
    table: Table[Criterion] = known_at(study.tables["criteria"], None)
    for siblings in _siblings(table).values():
        weighted = [row for row in siblings if row.weight is not None]
        if weighted and len(weighted) < len(siblings):
            for row in siblings:
                if row.weight is None:
                    facts = {"came": row.id, "expected": ", ".join(r.id for r in weighted)}
                    yield Problem("criteria.weight_missing", place_of(table, row, "weight"), facts)
        if weighted and len(weighted) == len(siblings):
            yield from _contradiction(study, table, weighted)


def _contradiction(
    study: Study, table: Table[Criterion], siblings: list[Criterion]
) -> Iterator[Problem]:
    ranges = [row.weight.ends for row in siblings if row.weight is not None]
    low, high = sum(end[0] for end in ranges), sum(end[1] for end in ranges)
    place = place_of(table, siblings[0], "weight")
    if high <= 0:
        yield Problem("criteria.weights_zero", place, {"came": ", ".join(r.id for r in siblings)})
    elif study.options.weights == "ranges" and not low <= 100 <= high:
        facts = {"came": f"{low:g} … {high:g}", "expected": "100"}
        yield Problem("criteria.weight_ranges", place, facts)


def leaves_are_measured(study: Study) -> Iterator[Problem]:
    """A leaf names an indicator that exists and says which way is better; a node names none."""
    if "criteria" not in study.tables:
        return
    table: Table[Criterion] = known_at(study.tables["criteria"], None)
    parents = {row.parent for row in table}
    known = _indicator_names(study)
    for row in table:
        if row.id in parents:
            if row.indicator is not None:
                facts = {"came": row.indicator}
                yield Problem("criteria.node_measured", place_of(table, row, "indicator"), facts)
            continue
        if row.indicator is None or row.indicator not in known:
            facts = {"came": row.indicator or "", "expected": ", ".join(sorted(known))}
            yield Problem("criteria.indicator", place_of(table, row, "indicator"), facts)
        if row.direction is None:
            yield Problem("criteria.direction", place_of(table, row, "direction"), {"came": row.id})
        if row.normalisation == "target" and row.target is None:
            yield Problem("criteria.target", place_of(table, row, "target"), {"came": row.id})


def missing_values_are_allowed(study: Study) -> Iterator[Problem]:
    """A criterion that refuses missing values has one for every bid at the contest's deadline."""
    for table, criterion, contest, bids in _evaluations(study):
        if criterion.missing != "refuse":
            continue
        values = _values_at(study, criterion, contest)
        for bid in bids:
            if not any(candidate in values for candidate in bid.candidates):
                facts = {"came": bid.id, "expected": str(criterion.indicator)}
                yield Problem("criteria.refused", place_of(table, criterion, "missing"), facts)


def indicators_vary(study: Study) -> Iterator[Problem]:
    """A criterion on which all bids are equal sets none apart."""
    for table, criterion, contest, bids in _evaluations(study):
        values = _values_at(study, criterion, contest)
        entered = {candidate for bid in bids for candidate in bid.candidates}
        texts = {text for candidate, text in values.items() if candidate in entered}
        if len(texts) == 1 and entered <= set(values):
            facts = {"came": texts.pop()}
            place = place_of(table, criterion, "indicator")
            yield Problem("criteria.constant", place, facts, "warning")


def _evaluations(
    study: Study,
) -> Iterator[tuple[Table[Criterion], Criterion, Contest, list[Bid]]]:
    """Return each leaf that a table measures, with its contest and the bids entered there."""
    if not {"criteria", "contests", "bids", "indicators"} <= set(study.tables):
        return
    criteria: Table[Criterion] = known_at(study.tables["criteria"], None)
    contests = {row.id: row for row in known_at(study.tables["contests"], None)}
    measured = {row.indicator for row in study.tables["indicators"].rows}
    bids: Table[Bid] = known_at(study.tables["bids"], None)
    for criterion in criteria:
        if criterion.indicator in measured and criterion.contest in contests:
            entered = [bid for bid in bids if bid.contest == criterion.contest]
            yield criteria, criterion, contests[criterion.contest], entered


def _values_at(study: Study, criterion: Criterion, contest: Contest) -> dict[str, str]:
    rows = known_at(study.tables["indicators"], contest.deadline)
    return {row.candidate: row.value.text for row in rows if row.indicator == criterion.indicator}


def _siblings(table: Table[Criterion]) -> dict[tuple[str, str | None], list[Criterion]]:
    groups: dict[tuple[str, str | None], list[Criterion]] = defaultdict(list)
    for row in table:
        groups[row.contest, row.parent].append(row)
    return groups


def _indicator_names(study: Study) -> set[str]:
    given = study.tables.get("indicators")
    computed = study.tables.get("access_indicators")
    names = {row.indicator for row in given.rows} if given else set()
    return names | (set(computed.ids) if computed else set())
