import pytest

from songi.study.changes import ChangeError, with_changes
from songi.study.check import open_checked
from songi.study.settings import Change


@pytest.fixture
def study(make_study):
    return open_checked(make_study())[0]


def change(table, row, column, value):
    return Change(table=table, id=row, column=column, value=value)


def test_a_cell_is_changed_and_rests_on_an_assumption(study):
    changed = with_changes(study, [change("indicators", "a/firms", "value", "30..40")])
    row = changed.tables["indicators"].get("a/firms")
    assert (row.value.text, row.basis) == ("30..40", "assumed")
    assert changed.tables["indicators"].get("a/beds") is study.tables["indicators"].get("a/beds")
    assert changed.tables["bids"] is study.tables["bids"]
    assert study.tables["indicators"].get("a/firms").basis == "observed"


def test_several_changes_add_up_and_none_leaves_the_study(study):
    cells = [change("indicators", f"{name}/firms", "value", "7") for name in "ab"]
    changed = with_changes(study, cells).tables["indicators"]
    assert [changed.get(f"{name}/firms").value.text for name in "abc"] == ["7", "7", "18±4"]
    assert with_changes(study, []) is study


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (("villages", "a", "value", "1"), "no cell villages 'a' value"),
        (("indicators", "z/firms", "value", "1"), "no cell indicators 'z/firms' value"),
        (("indicators", "a/firms", "worth", "1"), "no cell indicators 'a/firms' worth"),
        (("indicators", "a/firms", "value", "many"), "cannot hold 'many'"),
    ],
)
def test_a_cell_that_is_not_there_or_cannot_hold_the_value_is_told(study, cell, told):
    with pytest.raises(ChangeError, match=told):
        with_changes(study, [change(*cell)])
