"""What has happened with each investor, in order: stages reached, courtships, months between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from songi.methods import survival
from songi.study.schema.firms import STAGES, Event, Investor

DAYS_PER_MONTH = 365.25 / 12
LOST = STAGES.index("lost")

ENDS = (STAGES.index("move_in"), LOST)
"""Stages that nobody leaves within one courtship."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage reached in a courtship: its place in `STAGES`, and the day."""

    stage: int
    day: date


def months_between(earlier: date, later: date) -> float:
    """Return the months from one day to another."""
    return (later - earlier).days / DAYS_PER_MONTH


def histories(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Return each investor's events in the order of their days, those of one day by stage."""
    found: dict[str, list[Event]] = defaultdict(list)
    for row in events:
        found[row.investor].append(row)
    for history in found.values():
        history.sort(key=lambda row: (row.happened_on, STAGES.index(row.stage)))
    return found


def furthest_stage(history: Iterable[Event]) -> int | None:
    """Return the furthest stage since the investor was last lost; lost if nothing came after."""
    furthest: int | None = None
    for row in history:
        code = STAGES.index(row.stage)
        again = furthest is None or LOST in (code, furthest)
        furthest = code if again else max(furthest or 0, code)
    return furthest


def courtships(history: Iterable[Event]) -> list[list[Step]]:
    """Return the courtships of one investor, each until it was lost, as steps forward.

    A stage that was passed over counts as passed on the day of the next one; an event of a stage
    that was reached before is no step.
    """
    found: list[list[Step]] = []
    for row in history:
        code = STAGES.index(row.stage)
        if not found or found[-1][-1].stage == LOST:
            found.append([Step(code, row.happened_on)])
            continue
        steps = found[-1]
        passed = () if code == LOST else range(steps[-1].stage + 1, code)
        steps += [Step(one, row.happened_on) for one in passed]
        if code > steps[-1].stage:
            steps.append(Step(code, row.happened_on))
    return found


def observed_spells(
    land_seekers: Iterable[Investor], events: Iterable[Event], day: date
) -> survival.Spells:
    """Return the stays at stages of the investors known by name.

    A row that stands for several firms is no subject: nothing is learnt from it.
    """
    known = histories(events)
    alone = [row.id for row in land_seekers if row.members == 1]
    episodes = [
        (f"{name}/{k}", steps)
        for name in sorted(alone)
        for k, steps in enumerate(courtships(known.get(name, [])))
    ]
    start = min((steps[0].day for _, steps in episodes), default=day)
    flat = [
        (who, step.stage, months_between(start, step.day))
        for who, steps in episodes
        for step in steps
    ]
    who, stage, time = ([step[k] for step in flat] for k in range(3))
    return survival.spells_from_events(
        who, stage, time,
        as_of=months_between(start, day), states=len(STAGES), absorbing=ENDS,
    )  # fmt: skip
