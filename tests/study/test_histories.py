"""Courtships out of dated events."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from songi.study.histories import (
    LOST,
    courtships,
    furthest_stage,
    histories,
    months_between,
    observed_spells,
)
from songi.study.schema.firms import STAGES, Event, Investor

COMMON = {"source": "s", "basis": "observed", "name_ko": "가", "name_en": "a"}


def event(number, stage, day, investor="i"):
    return Event(id=f"e{number}", investor=investor, stage=stage, happened_on=day, **COMMON)


def test_events_are_put_in_the_order_of_their_days():
    rows = [event(1, "mou", "2024-05-01"), event(2, "contact", "2024-01-01"),
            event(3, "contact", "2024-05-01", "j"), event(4, "visit", "2024-05-01")]  # fmt: skip
    found = histories(rows)
    assert [row.stage for row in found["i"]] == ["contact", "visit", "mou"]
    assert [row.stage for row in found["j"]] == ["contact"]


def test_the_furthest_stage_starts_anew_after_a_loss():
    rows = [event(k, stage, f"2024-0{k}-01") for k, stage in enumerate(
        ["contact", "letter", "visit", "lost", "contact"], start=1)]  # fmt: skip
    assert furthest_stage(rows[:3]) == STAGES.index("letter")
    assert furthest_stage(rows[:4]) == LOST
    assert furthest_stage(rows) == 0
    assert furthest_stage([]) is None


def test_months_are_of_mean_length():
    assert months_between(date(2024, 1, 1), date(2025, 1, 1)) == 366 / (365.25 / 12)


@given(st.lists(st.sampled_from(STAGES), max_size=8))
def test_courtships_only_go_forward_and_end_with_a_loss(stages):
    rows = [event(k, stage, date(2024, 1, 1 + k)) for k, stage in enumerate(stages)]
    found = courtships(rows)
    for steps in found:
        codes = [step.stage for step in steps]
        assert codes == sorted(codes)
        assert LOST not in codes[:-1]
        forward = [code for code in codes if code != LOST]
        assert forward == list(range(forward[0], forward[-1] + 1)) if forward else True
    assert len(found) <= 1 + stages.count("lost")


def test_rows_that_stand_for_several_are_no_subjects():
    investors = [Investor(id=name, kind="group", members=size, **COMMON)
                 for name, size in (("i", 1), ("j", 40))]  # fmt: skip
    rows = [event(1, "letter", "2024-01-01"), event(2, "letter", "2024-01-01", "j")]
    spells = observed_spells(investors, rows, date(2024, 12, 31))
    assert spells.subject.size == 1
    assert observed_spells([], [], date(2024, 12, 31)).subject.size == 0
