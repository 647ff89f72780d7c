from dataclasses import replace
from datetime import date


def test_a_study_on_a_day_holds_what_was_known_then(open_made_up):
    study = open_made_up()
    early = study.at(date(2024, 1, 1))
    assert early.as_of == date(2024, 1, 1)
    assert len(early.tables["outcomes"]) == 0
    assert len(early.tables["bids"]) == 3
    assert len(study.at(date(2024, 6, 27)).tables["outcomes"]) == 2
    assert len(study.at(None).tables["outcomes"]) == 2


def test_a_table_is_replaced_in_a_copy(open_made_up):
    study = open_made_up()
    fewer = replace(study.tables["bids"], rows=study.tables["bids"].rows[:1])
    changed = study.with_table(fewer)
    assert changed.tables["bids"].ids == ("a",)
    assert study.tables["bids"].ids == ("a", "b", "c")
    assert changed.tables["places"] is study.tables["places"]


def test_options_are_those_of_the_head(open_made_up):
    study = open_made_up(head={"options.weights": '"equal"', "options.preference": '"linear"'})
    assert (study.options.weights, study.options.preference) == ("equal", "linear")
