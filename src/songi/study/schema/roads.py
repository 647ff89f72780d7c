"""Roads: what a road file held, how slow traffic is on it, and times that were computed from it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import Row
from songi.study.schema.cells import Bounds, Identifier, Labels, Refers


class RoadNetwork(Row):
    """A road network that was read from a file; of several the one known last is used."""

    table: ClassVar[str] = "road_networks"
    topic: ClassVar[str] = "place"

    id: Identifier
    """Short name: the publisher and the day of the file."""

    nodes: Annotated[int, Field(ge=1)]
    """Its nodes."""

    links: Annotated[int, Field(ge=0)]
    """Its links, one for each direction in which a road may be driven."""

    length_km: Annotated[float, Field(ge=0)]
    """Length of all links together."""

    joined_share: Annotated[float, Field(ge=0, le=1)]
    """Share of its nodes in the largest part in which each can be reached from each other; only
    they are used."""

    south: Annotated[float | None, Field(ge=-90, le=90)] = None
    """Southernmost latitude, WGS84; empty where the file has no positions on Earth."""

    west: Annotated[float | None, Field(ge=-180, le=180)] = None
    """Westernmost longitude."""

    north: Annotated[float | None, Field(ge=-90, le=90)] = None
    """Northernmost latitude."""

    east: Annotated[float | None, Field(ge=-180, le=180)] = None
    """Easternmost longitude."""


class Congestion(Row):
    """How much longer the way takes in traffic than on an empty road."""

    table: ClassVar[str] = "congestion"
    topic: ClassVar[str] = "place"
    key: ClassVar[tuple[str, ...]] = ("network",)

    network: Annotated[Identifier, Refers("road_networks")]
    """The network whose times it multiplies."""

    factor: Annotated[Quantity, Bounds(1, 10, "1")]
    """Time in traffic over time on the empty road."""


class RoadTime(Row):
    """The shortest time from a candidate to a place or a hexagon on an empty road."""

    table: ClassVar[str] = "road_times"
    topic: ClassVar[str] = "place"
    key: ClassVar[tuple[str, ...]] = ("network", "candidate", "destination")

    network: Annotated[Identifier, Refers("road_networks")]
    """The network."""

    candidate: Annotated[Identifier, Refers("candidates"), Labels("candidate")]
    """Where the way begins: at the middle of the candidate's position."""

    destination: Annotated[Identifier, Refers("places", "population"), Labels("place")]
    """A place, or the centre of a hexagon of `population`. Hexagons that are not listed for a
    candidate that has any lie beyond the limit of the import."""

    minutes: Annotated[float | None, Field(ge=0)] = None
    """From the node nearest to the one to that nearest to the other; empty: no road leads there."""

    gap_km: Annotated[float, Field(ge=0)] = 0.0
    """Straight distance between both ends and their nodes; driven as in `travel_bands`."""
