"""Rules on the bid's defence: commitments, the correspondence table, public claims."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from songi.errors import Problem
from songi.study.as_of import known_at
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.bid import Commitment, Requirement, Statement
from songi.study.table import Table


def commitments_cover_their_own(study: Study) -> Iterator[Problem]:
    """What a commitment includes is another one, of the same bid, and no larger in its strength."""
    table: Table[Commitment] | None = study.tables.get("commitments")
    if table is None:
        return
    current = known_at(table, None)
    rows = {row.id: row for row in current}
    for row in current:
        place = place_of(table, row, "covers")
        for covered in (rows[name] for name in row.covers if name in rows):
            facts = {"came": covered.id, "expected": row.id}
            if covered.id == row.id or row.id in covered.covers:
                yield Problem("commitments.circle", place, facts)
            elif covered.bid != row.bid:
                yield Problem("commitments.other_bid", place, facts)
            elif covered.amount_krw.ends[0] > row.amount_krw.ends[1]:
                facts = {"came": covered.amount_krw.text, "expected": row.amount_krw.text}
                yield Problem("commitments.larger", place, facts, "warning")


def requirements_have_evidence(study: Study) -> Iterator[Problem]:
    """A requirement names the evidence it says it has, and nothing is met by nothing."""
    table: Table[Requirement] | None = study.tables.get("requirements")
    if table is None:
        return
    positions: dict[tuple[str, int], str] = {}
    for row in known_at(table, None):
        given = {"result": row.result, "document": row.document}
        if row.evidence in given and not given[row.evidence]:
            place = place_of(table, row, row.evidence)
            yield Problem("requirements.no_evidence", place, {"came": row.id})
        if row.evidence == "none" and row.status == "met":
            place = place_of(table, row, "status")
            yield Problem("requirements.met_by_nothing", place, {"came": row.id})
        first = positions.setdefault((row.contest, row.position), row.id)
        if first != row.id:
            facts = {"came": row.position, "expected": first}
            yield Problem("requirements.position_twice", place_of(table, row, "position"), facts)


def statements_point_to_a_cell(study: Study) -> Iterator[Problem]:
    """What tests a public claim is a cell that is there, or one result, and not both."""
    table: Table[Statement] | None = study.tables.get("statements")
    if table is None:
        return
    for row in known_at(table, None):
        cell = (row.tested_table, row.tested_row, row.tested_column)
        if any(cell) and row.tested_result:
            place = place_of(table, row, "tested_result")
            yield Problem("statements.two_tests", place, {"came": row.id})
        if any(cell) and not _has_cell(study, row):
            came = " ".join(part for part in cell if part)
            yield Problem("statements.no_cell", place_of(table, row, "tested_row"), {"came": came})
        tested = any(cell) or row.tested_result
        if tested and (row.relation is None) != (row.claimed is None):
            column = "relation" if row.relation is None else "claimed"
            yield Problem("statements.half", place_of(table, row, column), {"came": row.id})


def embargoes_lie_ahead(study: Study) -> Iterator[Problem]:
    """An embargo ends after the day from which its row was public."""
    for table in study.tables.values():
        for row in table.rows:
            until, known = row.embargo_until, row.known_from
            if until is not None and known is not None and until < known:
                facts = {"came": until.isoformat(), "expected": known.isoformat()}
                place = place_of(table, row, "embargo_until")
                yield Problem("row.embargo_past", place, facts, "warning")


def _has_cell(study: Study, row: Statement) -> bool:
    """Return whether the table, column and a row are there; of a table not wholly read, any is."""
    tested = study.tables.get(row.tested_table or "")
    if tested is None:
        return False
    if not tested.is_whole:
        return True
    name, counted, _ = row.tested_column.partition("=")
    if name not in tested.row_class.columns():
        return False
    matches = [one for one in tested.ids if fnmatchcase(one, row.tested_row or "*")]
    return bool(counted) or len(set(matches)) == 1


RULES = (
    commitments_cover_their_own,
    requirements_have_evidence,
    statements_point_to_a_cell,
    embargoes_lie_ahead,
)
