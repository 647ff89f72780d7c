"""Rules on contests, bids, the criteria tree and its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from songi.errors import Place, Problem
from songi.study.as_of import known_at
from songi.study.bids import joined_bids
from songi.study.check.current import are_whole, none_refused
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.contest import Bid, Contest, Criterion
from songi.study.table import Table


def contest_is_chosen(study: Study) -> Iterator[Problem]:
    """The contest to evaluate exists; with several contests, one is chosen."""
    table = study.tables.get("contests")
    if table is not None and not table.is_whole:
        return
    contests = set(table.ids) if table else set()
    chosen = study.options.contest
    facts = {"came": chosen or "-", "expected": ", ".join(sorted(contests)) or "-"}
    place = Place("study.toml", None, "options.contest")
    if chosen is not None and chosen not in contests:
        yield Problem("contest.unknown", place, facts)
    elif chosen is None and len(contests) > 1:
        yield Problem("contest.not_chosen", place, facts)


def bids_make_a_contest(study: Study) -> Iterator[Problem]:
    """The evaluated contest has at least two bids, of which it does not select every one."""
    if not are_whole(study, "contests", "bids"):
        return
    contests: Table[Contest] = known_at(study.tables["contests"], None)
    chosen = study.options.contest or (contests.ids[0] if len(contests) == 1 else None)
    filed = [bid for bid in known_at(study.tables["bids"], None) if bid.contest == chosen]
    hosts = joined_bids(filed)
    entered = [bid for bid in filed if bid.id not in hosts]
    for contest in contests.where(lambda row: row.id == chosen):
        if len(entered) < 2:
            came = entered[0].id if entered else "-"
            yield Problem("bids.only_one", place_of(contests, contest, "id"), {"came": came})
        elif contest.awards.ends[0] >= len(entered):
            facts = {"came": contest.awards.text, "expected": len(entered)}
            yield Problem(
                "bids.all_selected", place_of(contests, contest, "awards"), facts, "warning"
            )


def candidates_bid_once(study: Study) -> Iterator[Problem]:
    """No candidate is in two bids of a contest."""
    if "bids" not in study.tables:
        return
    bids: Table[Bid] = known_at(study.tables["bids"], None)
    first: dict[tuple[str, str], str] = {}
    for bid in bids:
        for candidate in bid.candidates:
            entry = bid.contest, candidate
            if first.setdefault(entry, bid.id) != bid.id:
                facts = {"came": candidate, "expected": first[entry]}
                yield Problem("bids.candidate_twice", place_of(bids, bid, "candidates"), facts)


def own_bid_exists(study: Study) -> Iterator[Problem]:
    """The bid that `study.toml` calls the study's own is one of the bids."""
    own = study.info.own_bid
    if own is None or not are_whole(study, "bids"):
        return
    bids = set(study.tables["bids"].ids)
    if own not in bids:
        facts = {"came": own, "expected": ", ".join(sorted(bids)) or "-"}
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
    if not are_whole(study, "criteria"):
        return
    if not none_refused(study, "indicators", "access_indicators"):
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
            facts = {"came": row.indicator or "-", "expected": ", ".join(sorted(known)) or "-"}
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
    if not are_whole(study, "criteria", "contests", "bids", "indicators"):
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


RULES = (
    contest_is_chosen,
    bids_make_a_contest,
    candidates_bid_once,
    own_bid_exists,
    criteria_form_a_tree,
    weight_ranges_agree,
    leaves_are_measured,
    missing_values_are_allowed,
    indicators_vary,
)
