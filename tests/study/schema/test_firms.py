import pytest
from pydantic import ValidationError

from songi.study.schema.firms import (
    FUNCTIONS,
    STAGES,
    ConversionPrior,
    Event,
    Firm,
    FirmType,
    Fulfilment,
    Investor,
    Obligation,
)
from study.made_up import TABLES


def first(table, **cells):
    return {name: text for name, text in {**TABLES[table][0], **cells}.items() if text}


def test_the_made_up_rows_show_every_stage_but_the_last():
    shown = {row["stage"] for row in TABLES["events"]}
    assert shown == set(STAGES) - {"move_in"}
    assert STAGES[0] == "contact"
    assert STAGES[-1] == "lost"


def test_an_event_in_a_month_counts_on_its_last_day():
    event = Event.model_validate(first("events", happened_on="2024-02"))
    assert event.happened_on.isoformat() == "2024-02-29"


def test_an_amount_may_be_nothing_and_never_below():
    assert Event.model_validate(first("events", amount_krw="0")).amount_krw.central == 0
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        Event.model_validate(first("events", amount_krw="-1"))


def test_a_firm_may_be_little_known():
    bare = {"id": "x", "name_ko": "가", "name_en": "A", "source": "s", "basis": "observed"}
    firm = Firm.model_validate(bare)
    assert (firm.ksic, firm.employees, firm.tenure, firm.functions) == (None, None, "unknown", ())


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("ksic", "C21", "pattern"),
        ("ksic_revision", "12", "'11'"),
        ("employees", "12.5", "whole_number"),
        ("growth_per_year", "-1.5", "out_of_bounds"),
        ("functions", "sales", "marketing"),
    ],
)
def test_what_a_firm_cannot_be_is_refused(column, text, words):
    with pytest.raises(ValidationError, match=words):
        Firm.model_validate(first("firms", **{column: text}))


def test_functions_stand_in_one_cell():
    found = FirmType.model_validate(first("firm_types", functions="|".join(FUNCTIONS)))
    assert found.functions == FUNCTIONS


def test_a_row_stands_for_at_least_one_investor():
    assert Investor.model_validate(first("investors", members="43")).members == 43
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        Investor.model_validate(first("investors", members="0"))


@pytest.mark.parametrize(
    ("column", "text"), [("share", "1.2"), ("share", "40"), ("months", "0"), ("worth", "0")]
)
def test_beliefs_have_bounds(column, text):
    with pytest.raises(ValidationError):
        ConversionPrior.model_validate(first("conversion_priors", **{column: text}))


def test_a_promise_is_to_be_done_or_not_unless_it_has_a_unit():
    promise = Obligation.model_validate(first("obligations", unit=""))
    assert (promise.unit, promise.promised) == ("yes_no", None)


def test_a_promise_is_named_by_itself_and_its_keeping_by_promise_and_day():
    kept = Fulfilment.model_validate(first("fulfilments"))
    assert kept.row_id == "invest/2024-12-31"
