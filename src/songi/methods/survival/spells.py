"""Histories of single subjects as spells: who was in which state, from when to when, what next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, refuse_where
from songi.methods.survival.checks import (
    CENSORED,
    durations,
    labels,
    state_code,
    state_codes,
)


@dataclass(frozen=True, slots=True)
class Spells:
    """Stays of subjects in states, ordered by subject and time; made by the functions below.

    Each row is one stay of one subject, known by itself. What is known only as a sum ("43 letters")
    is no subject: it has no dates of its own, no end and no failures beside it, so nothing can be
    learnt from it about how many convert. There is no column for such a number, and what estimates
    from spells takes nothing else.

    Attributes:
        subject: `[n]` running number of the subject.
        origin: `[n]` state of the stay, 0 to `states` - 1.
        destination: `[n]` state that followed, `CENSORED` where the end was not seen.
        entered: `[n]` when the stay began to be observed (later than it began: left truncation).
        left: `[n]` when it ended or was last looked at.
        states: number of states.
        absorbing: states that nobody leaves.
    """

    subject: NDArray[np.intp]
    origin: NDArray[np.intp]
    destination: NDArray[np.intp]
    entered: FloatArray
    left: FloatArray
    states: int
    absorbing: tuple[int, ...]

    @property
    def followed(self) -> NDArray[np.bool_]:
        """`[n]`, whether the row before is the same subject's stay that led into this one."""
        follows = np.zeros(self.subject.size, dtype=bool)
        follows[1:] = (
            (self.subject[1:] == self.subject[:-1])
            & (self.destination[:-1] != CENSORED)
            & (self.entered[1:] == self.left[:-1])
        )
        return follows


@dataclass(frozen=True, slots=True)
class Exposure:
    """What was seen of each transition.

    Attributes:
        counts: `[s, s]` transitions from the row's state to the column's.
        time: `[s]` time that subjects spent in each state under observation.
        subjects: `[s]` subjects seen in each state.
    """

    counts: FloatArray
    time: FloatArray
    subjects: FloatArray


def record_spells(
    subject: ArrayLike,
    origin: ArrayLike,
    destination: ArrayLike,
    entered: ArrayLike,
    left: ArrayLike,
    *,
    states: int,
    absorbing: Iterable[int] = (),
) -> Spells:
    """Check stays and put them in order.

    Stays of one subject that begin and end at the same time happen in the order given.

    Args:
        subject: `[n]` whose stay it is, whole numbers or texts.
        origin: `[n]` state of the stay.
        destination: `[n]` state that followed, `CENSORED` (-1) where the end was not seen.
        entered: `[n]` when observation of the stay began, not negative.
        left: `[n]` when it ended, not before `entered`.
        states: number of states, coded from 0.
        absorbing: states that nobody leaves.

    Returns:
        The spells.

    Raises:
        MethodError: wrong shapes, NaN, a negative time, an end before its beginning, an unknown
            state, a transition into the same state, a stay in an absorbing state, a subject in two
            states at a time, or a stay that does not continue what the one before led to.
    """
    if states < 2:
        message = f"there must be at least two states; there are {states}"
        raise MethodError(message)
    last = tuple(sorted({state_code("absorbing", state, states) for state in absorbing}))
    start = durations("entered", entered)
    end = durations("left", left, start.size)
    who = labels("subject", subject, start.size)
    source = state_codes("origin", origin, states, start.size)
    target = state_codes("destination", destination, states, start.size, censored=True)
    refuse_where(end < start, "a stay must not end before it begins")
    refuse_where(source == target, "a transition must lead to another state")
    refuse_where(np.isin(source, last), "nobody leaves an absorbing state, nor stays under risk")
    order = np.lexsort((end, start, who))
    spells = Spells(
        who[order], source[order], target[order], start[order], end[order], states, last
    )
    _check_sequence(spells, order)
    return spells


def spells_from_events(
    subject: ArrayLike,
    state: ArrayLike,
    time: ArrayLike,
    *,
    as_of: float,
    states: int,
    absorbing: Iterable[int] = (),
) -> Spells:
    """Make stays from dated events: each event puts its subject into a state.

    A subject is observed from its first event until it reaches an absorbing state or until `as_of`.
    An event that names the state in which its subject already is (a second visit) changes nothing.
    Events of one subject at the same time happen in the order given.

    Args:
        subject: `[n]` whose event it is, whole numbers or texts.
        state: `[n]` state entered.
        time: `[n]` when, not negative.
        as_of: when the subjects were last looked at; not before any event.
        states: number of states, coded from 0.
        absorbing: states that nobody leaves.

    Returns:
        The spells, times on the same clock as the events.

    Raises:
        MethodError: as `record_spells`; an event after `as_of` or after an absorbing state.
    """
    when = durations("time", time)
    who = labels("subject", subject, when.size)
    what = state_codes("state", state, states, when.size)
    end = float(durations("as_of", [as_of])[0])
    last = [state_code("absorbing", one, states) for one in absorbing]
    refuse_where(when > end, f"events must not come after the as-of time {end:g}")
    order = np.lexsort((when, who))
    who, what, when = who[order], what[order], when[order]
    news = np.ones(when.size, dtype=bool)
    news[1:] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
    who, what, when, order = who[news], what[news], when[news], order[news]
    same = np.append(who[1:] == who[:-1], False)[: who.size]
    _refuse_rows(same & np.isin(what, last), order, "an absorbing state is followed by an event")
    goes_on = ~np.isin(what, last)
    return record_spells(
        who[goes_on],
        what[goes_on],
        np.where(same, np.roll(what, -1), CENSORED)[goes_on],
        when[goes_on],
        np.where(same, np.roll(when, -1), end)[goes_on],
        states=states,
        absorbing=last,
    )


def since_first_entry(spells: Spells) -> Spells:
    """Put each subject on a clock of its own that starts when it was first observed.

    So the months since the first contact are compared, not the calendar. Only right where subjects
    are observed from their true beginning.
    """
    start = np.full(int(spells.subject.max(initial=-1)) + 1, np.inf)
    np.minimum.at(start, spells.subject, spells.entered)
    began = start[spells.subject]
    return replace(spells, entered=spells.entered - began, left=spells.left - began)


def exposure_and_counts(spells: Spells) -> Exposure:
    """Count transitions and add up the time spent in each state.

    With constant intensities these are all that the spells say (they are sufficient): the observed
    intensity of a transition is its count by the time in the state.

    Args:
        spells: stays of subjects.

    Returns:
        Counts, times (in the unit of the spells) and subjects of each state.
    """
    states = spells.states
    ended = spells.destination != CENSORED
    counts = np.zeros((states, states))
    np.add.at(counts, (spells.origin[ended], spells.destination[ended]), 1.0)
    time = np.bincount(spells.origin, spells.left - spells.entered, minlength=states)
    present = np.concatenate(
        [
            np.stack([spells.subject, spells.origin], axis=1),
            np.stack([spells.subject[ended], spells.destination[ended]], axis=1),
        ]
    )
    subjects = np.bincount(np.unique(present, axis=0)[:, 1], minlength=states)
    return Exposure(counts, time.astype(np.float64), subjects.astype(np.float64))


def _check_sequence(spells: Spells, order: NDArray[np.intp]) -> None:
    """Refuse stays of one subject that overlap or do not follow from one another."""
    same = spells.subject[1:] == spells.subject[:-1]
    before, after = spells.left[:-1], spells.entered[1:]
    rows = order[1:]
    _refuse_rows(same & (after < before), rows, "a subject must not be in two states at a time")
    led = spells.destination[:-1]
    broken = (led != CENSORED) & ((after != before) | (spells.origin[1:] != led))
    broken |= (led == CENSORED) & (after == before) & (spells.origin[1:] != spells.origin[:-1])
    _refuse_rows(same & broken, rows, "a stay must continue what the one before led to")


def _refuse_rows(wrong: NDArray[np.bool_], rows: NDArray[np.intp], complaint: str) -> None:
    """Raise as `refuse_where`, telling positions in the arrays as they were given."""
    if wrong.any():
        given = np.zeros(int(rows.max()) + 1, dtype=bool)
        given[rows[wrong]] = True
        refuse_where(given, complaint)
