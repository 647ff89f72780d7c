"""The ecosystem: actors, the functions they serve, links between them, services and their use."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.bid import Strength
from songi.study.schema.cells import Bounds, Identifier, Identifiers, KnownDate, Labels, Refers
from songi.study.schema.firms import Function

Role = Literal["industry", "academia", "research", "hospital", "government", "finance"]

ROLES: tuple[Role, ...] = (
    "industry", "academia", "research", "hospital", "government", "finance",
)  # fmt: skip
"""What an actor of the ecosystem is."""

ServiceStatus = Literal["planned", "running", "stopped", "unknown"]

SERVICE_STATUSES: tuple[ServiceStatus, ...] = ("planned", "running", "stopped", "unknown")
"""How far a service is."""


class Institution(NamedRow):
    """An actor of the ecosystem: a firm or association, university, institute, hospital, ..."""

    table: ClassVar[str] = "institutions"
    topic: ClassVar[str] = "place"

    id: Annotated[Identifier, Labels("institution")]
    """Short name."""

    role: Annotated[Role, Labels("role")]
    """What it is."""

    same_as: Annotated[Identifier | None, Refers("investors", "firms")] = None
    """The investor or firm that it is, under the same name."""

    place: Annotated[Identifier | None, Refers("places")] = None
    """Where it stands."""

    active_from: KnownDate | None = None
    """Since when it exists; empty: since before anything that is told of it."""

    active_until: KnownDate | None = None
    """Until when."""

    present: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Chance that it is there at all, such as an opening that nobody confirmed; empty: it is."""


class ServedFunction(Row):
    """A function of the cluster that an actor serves."""

    table: ClassVar[str] = "served_functions"
    topic: ClassVar[str] = "place"
    key: ClassVar[tuple[str, ...]] = ("institution", "function")

    institution: Annotated[Identifier, Refers("institutions"), Labels("institution")]
    """The actor."""

    function: Annotated[Function, Labels("function")]
    """The function."""

    serves: Annotated[Quantity | None, Bounds(0, 1, "1")] = None
    """Chance that it does serve it here; empty: it does."""

    since: KnownDate | None = None
    """Since when; empty: since before anything that is told of it."""

    until: KnownDate | None = None
    """Until when."""


class LinkBelief(NamedRow):
    """How long links last of which nothing was heard since they were made."""

    table: ClassVar[str] = "link_beliefs"
    topic: ClassVar[str] = "place"

    id: Identifier
    """Short name."""

    kept_per_year: Annotated[Quantity, Bounds(0, 1, "1")]
    """Chance that such a link lives through a year."""


class Link(NamedRow):
    """Something that joins actors: a memorandum, joint research, a contract, ..."""

    table: ClassVar[str] = "links"
    topic: ClassVar[str] = "place"

    id: Annotated[Identifier, Labels("link")]
    """Short name."""

    kind: Literal[
        "mou", "joint_research", "contract", "membership", "supply", "training", "investment"
    ]
    """What joins them."""

    parties: Annotated[Identifiers, Refers("institutions"), Labels("institution")] = Field(
        min_length=1
    )
    """The actors: two or more, each of them joined with each other one. Who gives (supplies,
    trains, invests) stands first."""

    strength: Strength | None = None
    """How firmly they are bound."""

    begins_on: KnownDate
    """When it was made."""

    ends_on: KnownDate | None = None
    """When it ended, or will by its own words; empty: not known, or never."""

    belief: Annotated[Identifier | None, Refers("link_beliefs")] = None
    """How long such a link lasts where nothing was heard of it since; empty: it is known to live
    until it ends."""

    event: Annotated[Identifier | None, Refers("events")] = None
    """The same fact among the events with investors."""


class Service(NamedRow):
    """Something that a support centre or another actor does for firms."""

    table: ClassVar[str] = "services"
    topic: ClassVar[str] = "place"

    id: Annotated[Identifier, Labels("service")]
    """Short name."""

    function: Annotated[Function, Labels("function")]
    """Function of the cluster that it serves."""

    provider: Annotated[Identifier | None, Refers("institutions"), Labels("institution")] = None
    """Who provides it; empty: not told."""

    status: ServiceStatus
    """Whether it runs."""

    begins_on: KnownDate | None = None
    """When it began, or is planned to."""

    outcome_ko: str = ""
    """What counts as an outcome of it, in Korean."""

    outcome_en: str = ""
    """What counts as an outcome of it, in English."""


class ServiceUse(Row):
    """How much a service was used in a year, and what came of it."""

    table: ClassVar[str] = "service_uses"
    topic: ClassVar[str] = "place"
    key: ClassVar[tuple[str, ...]] = ("service", "year")

    service: Annotated[Identifier, Refers("services"), Labels("service")]
    """The service."""

    year: Annotated[int, Field(ge=1990, le=2100), Labels("year")]
    """The year."""

    users: Annotated[Quantity, Bounds(0)]
    """Firms or people that used it in that year."""

    outcomes: Annotated[Quantity | None, Bounds(0)] = None
    """Outcomes of that year, as the service's row defines them; empty: not counted."""
