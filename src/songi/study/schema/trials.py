"""Clinical trials: how many patients by when, at which centres, and who came so far."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import Bounds, Day, Identifier, Labels, Refers


class Trial(NamedRow):
    """A trial that recruits patients."""

    table: ClassVar[str] = "trials"
    topic: ClassVar[str] = "trials"

    id: Annotated[Identifier, Labels("trial")]
    """Short name."""

    target_patients: Annotated[Quantity, Bounds(1, 1e6, "persons", integer=True)]
    """Patients to be recruited."""

    opens_on: Day
    """Day from which centres' opening is counted: the first could open then."""

    deadline: Day
    """Day by which the target should be reached."""

    eligible: Annotated[Quantity | None, Bounds(0, 1)] = None
    """Share of those recruited who prove eligible; empty: rates count eligible patients already."""

    rate_variation: Annotated[Quantity, Bounds(0.01, 10, "score")]
    """How much centres differ: standard deviation of their rates over the mean."""


class TrialCentre(NamedRow):
    """A centre that recruits for a trial, or could."""

    table: ClassVar[str] = "trial_centres"
    topic: ClassVar[str] = "trials"

    id: Annotated[Identifier, Labels("trial_centre")]
    """Short name of the centre in this trial."""

    trial: Annotated[Identifier, Refers("trials"), Labels("trial")]
    """The trial."""

    place: Annotated[Identifier | None, Refers("places")] = None
    """Where it is."""

    role: Literal["taking_part", "could_join"]
    """Whether it takes part, or could be added."""

    rate_per_month: Annotated[Quantity, Bounds(0, 1000, "per_month")]
    """Patients a month that are expected of a centre like it, while it is open."""

    approval: Annotated[Quantity, Bounds(0, 1)]
    """Chance that it may run such trials: 1 where it is approved, `0..1` where nobody knows."""

    opening_months: Annotated[Quantity, Bounds(0, 240, "months")]
    """Months from the trial's start until it opens: contract, review, training."""


class Enrolment(Row):
    """Patients counted at a centre up to a day: an interim count."""

    table: ClassVar[str] = "enrolments"
    topic: ClassVar[str] = "trials"
    key: ClassVar[tuple[str, ...]] = ("trial_centre", "counted_on")

    trial_centre: Annotated[Identifier, Refers("trial_centres"), Labels("trial_centre")]
    """The centre."""

    opened_on: Day
    """Day it opened."""

    counted_on: Day
    """Day of the count."""

    patients: Annotated[int, Field(ge=0)]
    """Patients since it opened."""
