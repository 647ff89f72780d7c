from songi.study.check import read_and_check
from study.made_up import named, row


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def option(name, **cells):
    shown = {"kind": "partner", "controlled_by": "partner", "chance": "0.1", "excludes": ""}
    return named(name, **{**shown, **cells})


def to(name, partner):
    return row(option=name, changed_table="bids", row="a", column="joins", value=partner)


def test_options_for_one_cell_are_in_order_where_one_excludes_the_other(make_study):
    for one, other in (("partner", ""), ("", "other")):
        more = {
            "bid_options": [option("other", excludes=one)],
            "option_changes": [to("other", "b")],
        }
        cells = {"bid_options": {0: {"excludes": other}}}
        assert codes(make_study(one or other, more=more, cells=cells)) == []


def test_an_option_may_say_when_a_fact_is_published(make_study):
    cells = {"option_changes": {1: {"column": "known_from", "value": "2024-02-01"}}}
    assert codes(make_study(cells=cells)) == []


def test_an_option_may_empty_a_cell(make_study):
    cells = {"option_changes": {1: {"changed_table": "bids", "row": "b", "column": "candidates",
                                    "value": "b"}}}  # fmt: skip
    assert codes(make_study(cells=cells)) == []


def test_nothing_is_said_of_a_row_that_could_not_be_read(make_study):
    cells = {"indicators": {0: {"value": "many"}}}
    assert codes(make_study(cells=cells)) == ["quantity.notation"]


def test_an_option_without_changes_is_sound(make_study):
    assert codes(make_study(more={"bid_options": [option("idle", kind="nomination")]})) == []
