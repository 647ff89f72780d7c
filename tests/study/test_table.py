import copy
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.study.quantity import parse_quantity
from songi.study.schema.contest import Indicator
from songi.study.streams import DrawBlock
from songi.study.table import NotDrawnError, Table, cell_text, shared_roots
from study.made_up import row

BLOCK = DrawBlock(7, 0, 64)
CELLS = ["10..20", "5|9|30", "18±4", "ci90(90,200)", "42"]


def indicator(candidate, value="10..20", **more):
    cells = row(candidate=candidate, indicator="beds", unit="score", value=value, level="city")
    return Indicator.model_validate({**cells, **more})


def table_of(rows, block=BLOCK):
    roots, _ = shared_roots(rows)
    return Table("indicators", Indicator, tuple(rows), roots=roots, block=block)


def draws_by_id(table):
    return {one.row_id: table.draws_of(one, "value") for one in table}


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1)


@given(IDS, st.lists(st.sampled_from(CELLS), min_size=8, max_size=8), st.randoms())
def test_adding_removing_and_reordering_rows_moves_no_other_draw(ids, cells, shuffler):
    rows = [indicator(name, cells[ord(name) - ord("a")]) for name in "abcdefgh"]
    whole = draws_by_id(table_of(rows))
    some = [one for one in rows if one.candidate in ids]
    shuffler.shuffle(some)
    for row_id, drawn in draws_by_id(table_of(some)).items():
        assert np.array_equal(drawn, whole[row_id])


@given(st.integers(0, 200), st.integers(1, 50), st.integers(0, 50))
def test_draws_do_not_depend_on_the_block(start, first, second):
    def drawn(begin, end):
        table = table_of([indicator("a")], DrawBlock(7, begin, end))
        return table.draws_of(table.rows[0], "value")

    whole = drawn(start, start + first + second)
    assert np.array_equal(whole[:first], drawn(start, start + first))
    assert np.array_equal(whole[first:], drawn(start + first, start + first + second))


def test_a_cell_read_through_another_selection_has_the_same_draws():
    """Two measures see a cell through tables that they cut differently."""
    table = table_of([indicator("a"), indicator("b", "18±4"), indicator("c")])
    cut = table.where(lambda one: one.candidate != "a")
    grid = table.draws_grid("value", "candidate", "indicator")
    column = cut.draws("value", "row")
    assert np.array_equal(
        grid.sel(candidate="b", indicator="beds").values, column.sel(row="b/beds").values
    )


def test_versions_of_a_fact_are_one_random_variable():
    early, late = indicator("a"), indicator("a", known_from="2024-01-01")
    table = table_of([early, late])
    assert np.array_equal(table.draws_of(early, "value"), table.draws_of(late, "value"))


@given(st.permutations("abcd"))
def test_rows_that_share_move_together(order):
    a, b, c, d = order
    rows = [
        indicator(a),
        indicator(b, shared_with=f"{a}/beds"),
        indicator(c, "100..200", shared_with=f"{b}/beds"),
        indicator(d),
    ]
    drawn = draws_by_id(table_of(rows))
    assert np.array_equal(drawn[f"{a}/beds"], drawn[f"{b}/beds"])
    np.testing.assert_allclose(drawn[f"{c}/beds"], 10 * drawn[f"{a}/beds"])
    assert not np.array_equal(drawn[f"{a}/beds"], drawn[f"{d}/beds"])


def test_sharing_follows_to_the_root_and_tells_circles():
    rows = [
        indicator("a", shared_with="b/beds"),
        indicator("b", shared_with="c/beds"),
        indicator("c"),
        indicator("d", shared_with="e/beds"),
        indicator("e", shared_with="d/beds"),
        indicator("f", shared_with="d/beds"),
    ]
    roots, circular = shared_roots(rows)
    assert roots == {"a/beds": "c/beds", "b/beds": "c/beds"}
    assert circular == ["d/beds", "e/beds", "f/beds"]


def test_an_uncertain_cell_is_not_read_without_draws():
    table = table_of([indicator("a"), indicator("b", "42")], None)
    with pytest.raises(NotDrawnError, match=r"indicators\.value of 'a/beds' is uncertain"):
        table.draws_of(table.get("a/beds"), "value")
    assert table.draws_of(table.get("b/beds"), "value").tolist() == [42]


def test_draws_are_labelled_and_gaps_are_nan():
    rows = [indicator("a"), indicator("b", "42"), indicator("b", "3", indicator="firms")]
    table = table_of(rows)
    column = table.draws("value", "row")
    assert column.dims == ("draw", "row")
    assert column["row"].values.tolist() == ["a/beds", "b/beds", "b/firms"]
    assert column["draw"].values.tolist() == list(range(64))
    grid = table.draws_grid("value", "candidate", "indicator")
    assert grid.sizes == {"draw": 64, "candidate": 2, "indicator": 2}
    assert np.isnan(grid.sel(candidate="a", indicator="firms")).all()
    assert (grid.sel(candidate="b", indicator="firms") == 3).all()
    assert table_of([]).draws("value", "row").shape == (64, 0)


def test_rows_are_found_by_id_and_line():
    rows = [indicator("a"), indicator("b", known_from=None)]
    lines = {("a/beds", date(2023, 12, 1)): 2, ("b/beds", None): 3}
    table = Table("indicators", Indicator, tuple(rows), lines=lines)
    assert table.ids == ("a/beds", "b/beds")
    assert len(table) == 2
    assert table.get("b/beds") is rows[1]
    assert [table.line_of(one) for one in table] == [2, 3]
    assert table.line_of(indicator("z")) is None
    with pytest.raises(KeyError, match="indicators has no row 'z/beds'"):
        table.get("z/beds")


def test_a_table_is_whole_unless_rows_were_refused_or_unread():
    assert Table("indicators", Indicator, ()).is_whole
    assert not Table("indicators", Indicator, (), refused=frozenset({"a/beds"})).is_whole
    assert not Table("indicators", Indicator, (), unread=True).is_whole


def test_the_fingerprint_sees_cells_order_sharing_and_name():
    rows = [indicator("a"), indicator("b")]
    known = table_of(rows).fingerprint()
    assert table_of(copy.deepcopy(rows)).fingerprint() == known
    others = [
        table_of(rows[::-1]),
        table_of(rows[:1]),
        table_of([rows[0], indicator("b", note="x")]),
        table_of([rows[0], indicator("b", "10~20")]),
        Table("others", Indicator, tuple(rows)),
        Table("indicators", Indicator, tuple(rows), roots={"b/beds": "a/beds"}),
    ]
    assert len({known, *(other.fingerprint() for other in others)}) == 7


def test_as_text_reads_back_to_equal_rows():
    rows = [indicator("a", "1,000..2,000", reference="2022", note='한글, "따옴표"')]
    frame = table_of(rows).as_text()
    record = {name: text for name, text in frame.iloc[0].items() if text}
    assert frame.index.tolist() == ["a/beds"]
    assert Indicator.model_validate(record) == rows[0]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_the_same(value):
    assert float(cell_text(value)) == value
    assert cell_text(np.float64(value)) == cell_text(value)


@given(st.dates())
def test_a_date_reads_back_the_same(value):
    assert date.fromisoformat(cell_text(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (3.0, "3"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (parse_quantity(" 90~150 "), "90~150"),
        (("a", "b"), "a|b"),
        ([1.0, "x"], "1|x"),
        ((), ""),
        ("글", "글"),
    ],
)
def test_cell_text(value, text):
    assert cell_text(value) == text
