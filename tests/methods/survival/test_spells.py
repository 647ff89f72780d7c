import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.survival import (
    CENSORED,
    exposure_and_counts,
    record_spells,
    since_first_entry,
    spells_from_events,
)

CONTACT, VISIT, CONTRACT, LOST = range(4)
PIPELINE = {"states": 4, "absorbing": (CONTRACT, LOST)}

histories = st.lists(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=5), max_size=6
)


def spells_of(rows, **options):
    columns = zip(*rows, strict=True) if rows else ([],) * 5
    return record_spells(*columns, **{**PIPELINE, **options})


def test_events_become_stays():
    spells = spells_from_events(
        ["b", "a", "a", "a", "b"],
        [CONTACT, VISIT, CONTACT, CONTRACT, LOST],
        [1, 4, 2, 9, 6],
        as_of=10,
        **PIPELINE,
    )
    assert spells.subject.tolist() == [0, 0, 1]
    assert spells.origin.tolist() == [CONTACT, VISIT, CONTACT]
    assert spells.destination.tolist() == [VISIT, CONTRACT, LOST]
    assert spells.entered.tolist() == [2, 4, 1]
    assert spells.left.tolist() == [4, 9, 6]


def test_who_waits_is_seen_until_the_as_of_time():
    spells = spells_from_events(["a"], [VISIT], [3], as_of=10, **PIPELINE)
    assert spells.destination.tolist() == [CENSORED]
    assert spells.left.tolist() == [10]


def test_a_second_visit_changes_nothing():
    once = spells_from_events([1, 1], [VISIT, LOST], [3, 8], as_of=9, **PIPELINE)
    twice = spells_from_events(
        [1] * 4, [VISIT, VISIT, LOST, LOST], [3, 5, 8, 9], as_of=9, **PIPELINE
    )
    for column in ("origin", "destination", "entered", "left"):
        np.testing.assert_array_equal(getattr(once, column), getattr(twice, column))


def test_steps_of_one_day_go_in_the_order_given():
    spells = spells_from_events(
        [1, 1, 1], [CONTACT, VISIT, CONTRACT], [2, 2, 2], as_of=9, **PIPELINE
    )
    assert spells.origin.tolist() == [CONTACT, VISIT]
    assert spells.followed.tolist() == [False, True]
    assert exposure_and_counts(spells).time.sum() == 0


def test_counts_and_time():
    spells = spells_of(
        [
            (1, CONTACT, VISIT, 0, 2),
            (1, VISIT, CENSORED, 2, 7),
            (2, CONTACT, LOST, 1, 5),
            (3, CONTACT, CENSORED, 0, 3),
        ]
    )
    seen = exposure_and_counts(spells)
    assert seen.counts[CONTACT].tolist() == [0, 1, 0, 1]
    assert seen.counts.sum() == 2
    assert seen.time.tolist() == [9, 5, 0, 0]
    assert seen.subjects.tolist() == [3, 1, 0, 1]


def test_a_clock_of_ones_own():
    spells = spells_of(
        [(1, CONTACT, VISIT, 4, 6), (1, VISIT, CENSORED, 6, 9), (2, CONTACT, LOST, 7, 8)]
    )
    own = since_first_entry(spells)
    assert own.entered.tolist() == [0, 2, 0]
    assert own.left.tolist() == [2, 5, 1]
    np.testing.assert_array_equal(exposure_and_counts(own).time, exposure_and_counts(spells).time)


@given(histories)
def test_time_is_what_passes_between_first_event_and_end(subjects):
    events = [(who, *event) for who, own in enumerate(subjects) for event in own]
    who, state, time = zip(*events, strict=True) if events else ([], [], [])
    spells = spells_from_events(who, state, time, as_of=10, states=4)
    seen = exposure_and_counts(spells)
    begun = [min(t for _, t in own) for own in subjects]
    assert seen.time.sum() == pytest.approx(sum(10 - first for first in begun))
    steps = seen.counts.sum()
    assert steps == len(spells.subject) - len(subjects)


def test_nobody_is_no_fault():
    seen = exposure_and_counts(spells_of([]))
    assert seen.counts.sum() == seen.time.sum() == seen.subjects.sum() == 0
    assert since_first_entry(spells_of([])).entered.size == 0


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([(1, 0, 1, -1, 2)], "entered must not be negative"),
        ([(1, 0, 1, 3, 2)], r"must not end before it begins: 1 wrong, at \[0\]"),
        ([(1, 0, 1, 0, np.nan)], "left holds 1 NaN"),
        ([(1, 7, 1, 0, 2)], "origin holds unknown states"),
        ([(1, 0, 4, 0, 2)], "destination holds unknown states"),
        ([(1, CENSORED, 1, 0, 2)], "origin holds unknown states"),
        ([(1, 1, 1, 0, 2)], "must lead to another state"),
        ([(1, LOST, 1, 0, 2)], "nobody leaves an absorbing state"),
        ([(1, 0, 1, 0, 4), (1, 1, 2, 3, 5)], r"two states at a time: 1 wrong, at \[1\]"),
        ([(1, 1, 2, 3, 5), (1, 0, 1, 0, 4)], r"two states at a time: 1 wrong, at \[0\]"),
        ([(1, 0, 1, 0, 4), (1, 0, 2, 4, 5)], "continue what the one before led to"),
        ([(1, 0, 1, 0, 4), (1, 1, 2, 5, 6)], "continue what the one before led to"),
        ([(1, 0, CENSORED, 0, 4), (1, 1, 2, 4, 6)], "continue what the one before led to"),
        ([(1.5, 0, 1, 0, 4)], "subject must be whole numbers or texts"),
    ],
)
def test_stays_that_cannot_be_are_refused(rows, told):
    with pytest.raises(MethodError, match=told):
        spells_of(rows)


def test_a_gap_in_sight_is_allowed():
    spells = spells_of([(1, 0, CENSORED, 0, 4), (1, 1, CONTRACT, 6, 8)])
    assert exposure_and_counts(spells).time.tolist() == [4, 2, 0, 0]


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([("a", CONTACT, 11)], r"must not come after the as-of time 10: 1 wrong, at \[0\]"),
        ([("a", CONTACT, -1)], "time must not be negative"),
        ([("a", 9, 1)], "state holds unknown states"),
        (
            [("a", CONTACT, 1), ("a", LOST, 2), ("a", VISIT, 3)],
            r"absorbing state is followed by an event: 1 wrong, at \[1\]",
        ),
        ([("a", CONTACT, np.nan)], "time holds 1 NaN"),
    ],
)
def test_events_that_cannot_be_are_refused(events, told):
    with pytest.raises(MethodError, match=told):
        spells_from_events(*zip(*events, strict=True), as_of=10, **PIPELINE)


@pytest.mark.parametrize(
    ("options", "told"),
    [({"states": 1}, "at least two states"), ({"absorbing": (5,)}, "absorbing holds unknown")],
)
def test_states_that_cannot_be_are_refused(options, told):
    with pytest.raises(MethodError, match=told):
        spells_of([(1, 0, CENSORED, 0, 1)], **options)
