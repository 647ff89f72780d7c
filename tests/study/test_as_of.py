from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from songi.study.as_of import known_at, visible_at
from songi.study.schema.contest import Indicator
from songi.study.table import Table
from study.made_up import row

DAYS = st.dates(date(2023, 1, 1), date(2023, 1, 20))


def version(candidate, known_from, value):
    cells = row(candidate=candidate, indicator="beds", unit="beds", level="city", value=str(value))
    return Indicator.model_validate({**cells, "known_from": known_from})


@st.composite
def versioned(draw):
    """Versions of up to three facts, each day at most once, undated at most once."""
    keys = st.tuples(st.sampled_from("abc"), st.one_of(st.none(), DAYS))
    chosen = draw(st.lists(keys, unique=True))
    rows = [version(*key, value) for value, key in enumerate(chosen)]
    return Table("indicators", Indicator, tuple(rows))


@given(versioned(), DAYS)
def test_what_counts_on_a_day_was_known_then_and_is_the_latest(table, day):
    known = known_at(table, day)
    assert len(set(known.ids)) == len(known)
    for one in known:
        assert one.known_from is not None
        assert one.known_from <= day
        rivals = [r.known_from for r in visible_at(table, day) if r.row_id == one.row_id]
        assert one.known_from == max(rivals)
    assert set(known.ids) == set(visible_at(table, day).ids)


@given(versioned(), DAYS)
def test_what_becomes_known_later_changes_nothing(table, day):
    """Rows published after the day may be cut off beforehand, or not: nobody could tell."""
    cut = table.where(lambda one: one.known_from is None or one.known_from <= day)
    assert known_at(table, day).rows == known_at(cut, day).rows
    assert known_at(visible_at(table, day), None).rows == known_at(table, day).rows


@given(versioned(), DAYS, DAYS)
def test_knowledge_only_grows(table, one_day, other_day):
    earlier, later = sorted([one_day, other_day])
    before, after = visible_at(table, earlier), visible_at(table, later)
    assert set(map(id, before.rows)) <= set(map(id, after.rows))
    assert set(known_at(table, earlier).ids) <= set(known_at(table, later).ids)


@given(versioned())
def test_without_a_day_everything_counts_and_undated_rows_are_oldest(table):
    assert visible_at(table, None) is table
    known = known_at(table, None)
    assert set(known.ids) == set(table.ids)
    for one in known:
        if one.known_from is None:
            assert table.ids.count(one.row_id) == 1


def test_the_reference_year_does_not_make_a_row_known():
    late = version("a", date(2024, 5, 1), 3)
    table = Table(
        "indicators", Indicator, (late.model_copy(update={"reference": date(2020, 1, 1)}),)
    )
    assert len(known_at(table, date(2024, 2, 29))) == 0
    assert len(known_at(table, date(2024, 5, 1))) == 1
