"""Other clusters: when each was founded, and its figures year by year, with what they count."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import Bounds, Identifier, Labels, Refers

PeerIndicator = Literal["jobs", "firms", "researchers", "site_area", "floor_area", "residents"]

ACTIVITY: tuple[PeerIndicator, ...] = ("jobs", "firms", "researchers")
"""Indicators of what a cluster does; the others are what it has to do it with."""


class PeerCluster(NamedRow):
    """A cluster beside which the study's own is held, or the study's own."""

    table: ClassVar[str] = "peer_clusters"
    topic: ClassVar[str] = "peers"

    id: Annotated[Identifier, Labels("peer")]
    """Short name."""

    country: str = ""
    """Where it is: ISO 3166-1 alpha-2, such as `KR`."""

    founded_year: Annotated[int, Field(ge=1900, le=2100)]
    """Year from which its age is counted."""

    founded_as: Literal["body", "name", "town", "opening", "first_firm", "completion",
                        "planned"]  # fmt: skip
    """What that year is: its body was founded (`body`), its name came into use (`name`), its
    research town was founded (`town`), its first building opened or its first tenants moved in
    (`opening`), its first firm came (`first_firm`), its land was ready (`completion`) or is
    planned to be (`planned`)."""

    own: bool = False
    """Whether it is the study's own."""


class PeerFigure(Row):
    """A figure of a cluster in a year, with what it counts."""

    table: ClassVar[str] = "peer_figures"
    topic: ClassVar[str] = "peers"
    key: ClassVar[tuple[str, ...]] = ("peer", "scope", "indicator", "year")

    peer: Annotated[Identifier, Refers("peer_clusters"), Labels("peer")]
    """The cluster."""

    scope: Identifier
    """Area or group counted. Figures of one scope and indicator are one series: they count the
    same, and only they are joined by a line."""

    indicator: PeerIndicator
    """What is counted."""

    year: Annotated[int, Field(ge=1900, le=2100)]
    """Year counted."""

    value: Annotated[Quantity, Bounds(0)]
    """The value, in `unit`."""

    unit: Literal["persons", "firms", "m2"]
    """Unit."""

    definition: str = Field(min_length=1)
    """What is counted, in words; the same for the whole series."""

    definition_ko: str = ""
    """The same in Korean."""
