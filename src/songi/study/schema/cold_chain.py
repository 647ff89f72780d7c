"""Cold chain: where goods go that must stay cold, what they travel in, what weather they meet."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow
from songi.study.schema.cells import Bounds, Identifier, Labels, Refers
from songi.study.schema.place import PlaceKind

COLDEST, WARMEST = -200.0, 200.0
"""Between these a temperature is read at all; what is odd is told by a rule."""


class Packaging(NamedRow):
    """A package with coolant, as it was qualified."""

    table: ClassVar[str] = "packagings"
    topic: ClassVar[str] = "cold chain"

    id: Annotated[Identifier, Labels("packaging")]
    """Short name."""

    inside_c: Annotated[Quantity, Bounds(-200, WARMEST, "celsius")]
    """Temperature inside while the coolant lasts: where it melts, °C."""

    hold_hours: Annotated[Quantity, Bounds(0.1, 2400, "hours")]
    """Hold time as qualified in the warm, hours."""

    at_c: Annotated[Quantity, Bounds(COLDEST, WARMEST, "celsius")]
    """Mean ambient at which it was qualified in the warm, °C."""

    cold_hold_hours: Annotated[Quantity | None, Bounds(0.1, 2400, "hours")] = None
    """Hold time as qualified in the cold; empty: not qualified, and never relied on there."""

    cold_at_c: Annotated[Quantity | None, Bounds(COLDEST, WARMEST, "celsius")] = None
    """Mean ambient at which it was qualified in the cold, °C."""

    drift_hours: Annotated[Quantity, Bounds(0.1, 240, "hours")]
    """How slowly goods take on the ambient once the coolant is used up: the time constant."""

    cost_krw: Annotated[Quantity, Bounds(0, unit="krw")]
    """Cost for a shipment, won: bought, or hired and brought back."""


class ShipmentLane(NamedRow):
    """A way that goods take from each candidate to a place, or to the nearest of its kind."""

    table: ClassVar[str] = "shipment_lanes"
    topic: ClassVar[str] = "cold chain"

    id: Annotated[Identifier, Labels("lane")]
    """Short name."""

    place: Annotated[Identifier | None, Refers("places")] = None
    """Where they go; empty where `kind` says it."""

    kind: PlaceKind | None = None
    """Kind of place: they go to the nearest."""

    goods: str = ""
    """What is sent."""

    goods_ko: str = ""
    """The same in Korean."""

    lowest_c: Annotated[float, Field(ge=-200, le=100)]
    """Lower limit of the goods, °C."""

    highest_c: Annotated[float, Field(ge=-200, le=100)]
    """Upper limit of the goods, °C."""

    handling_minutes: Annotated[Quantity, Bounds(0, unit="minutes")]
    """Packing, loading, checks and hand-over, minutes."""

    cut_off_minutes: Annotated[Quantity | None, Bounds(0, unit="minutes")] = None
    """How long before the departure goods must be there, minutes; empty: no departure."""

    departures_per_day: Annotated[Quantity | None, Bounds(0.01, 1000, "count")] = None
    """Departures a day that goods can take, evenly spread; empty: none to wait for."""

    onward_hours: Annotated[Quantity | None, Bounds(0, 2400, "hours")] = None
    """From the departure to the last door: flight, customs, delivery; empty: the way ends here."""

    onward_c: Annotated[Quantity | None, Bounds(COLDEST, WARMEST, "celsius")] = None
    """Mean ambient on that part, °C; empty: as on the ground."""

    packaging: Annotated[Identifier, Refers("packagings")]
    """What the goods usually travel in."""

    risk_limit: Annotated[float, Field(gt=0, lt=1)]
    """Share of shipments that may leave their limits at most."""


class AmbientProfile(NamedRow):
    """A season's weather, as a shipment on the ground meets it."""

    table: ClassVar[str] = "ambient_profiles"
    topic: ClassVar[str] = "cold chain"

    id: Annotated[Identifier, Labels("season")]
    """Short name of the season."""

    low_c: Annotated[Quantity, Bounds(COLDEST, WARMEST, "celsius")]
    """Mean of the daily lowest temperatures, °C."""

    high_c: Annotated[Quantity, Bounds(COLDEST, WARMEST, "celsius")]
    """Mean of the daily highest temperatures, °C."""

    spread_c: Annotated[Quantity, Bounds(0, 30, "celsius")]
    """Standard deviation of the days' means within the season, °C."""

    share_of_year: Annotated[float, Field(gt=0, le=1)]
    """Part of the year; the seasons' add up to one."""
