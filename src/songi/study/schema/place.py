"""Where things are: candidates, places worth reaching, and how fast one gets there."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from songi.study.quantity import Quantity, QuantityError, parse_quantity
from songi.study.schema.base import NamedRow, Row
from songi.study.schema.cells import Bounds, Identifier, KnownDate, Labels

PlaceKind = Literal[
    "hospital", "tertiary_hospital", "trial_centre", "university", "institute", "airport",
    "station", "school",
]  # fmt: skip

WITH_BEDS: tuple[PlaceKind, ...] = ("hospital", "tertiary_hospital")
"""Kinds of places whose capacity is beds."""


class Located(NamedRow):
    """A row with a position on Earth."""

    latitude: Annotated[Quantity, Bounds(-90, 90, "score")]
    """Degrees north, WGS84; `37.665±0.005` where the position is an estimate."""

    longitude: Annotated[Quantity, Bounds(-180, 180, "score")]
    """Degrees east, WGS84."""

    @model_validator(mode="before")
    @classmethod
    def _refuse_swapped(cls, cells: Any) -> Any:
        """Tell swapped coordinates as such, not as a latitude that is too large."""
        try:
            latitude = parse_quantity(cells["latitude"]).central
            longitude = parse_quantity(cells["longitude"]).central
        except (QuantityError, KeyError):
            return cells
        if abs(latitude) > 90 >= abs(longitude):
            facts = {"came": f"{cells['latitude']}, {cells['longitude']}"}
            raise PydanticCustomError("position_swapped", "swapped: {came}", facts)
        return cells


class Candidate(Located):
    """A site that could be designated."""

    table: ClassVar[str] = "candidates"
    topic: ClassVar[str] = "place"

    id: Annotated[Identifier, Labels("candidate")]
    """Short name of the candidate."""

    province: str = ""
    """Province or metropolitan city."""

    province_en: str = ""
    """The same in English."""

    site: str = ""
    """Site or sites applied for."""

    site_ko: str = ""
    """The same in Korean."""

    area_m2: Annotated[Quantity | None, Bounds(0, unit="m2")] = None
    """Area of the site."""


class Place(Located):
    """Something whose nearness counts: hospital, airport, university, ..."""

    table: ClassVar[str] = "places"
    topic: ClassVar[str] = "place"

    id: Annotated[Identifier, Labels("place")]
    """Short name of the place."""

    kind: PlaceKind
    """What it is."""

    capacity: Annotated[Quantity | None, Bounds(0, unit="count")] = None
    """Its size: beds of a hospital, students of a university."""

    reference: KnownDate | None = None
    """Day or year the capacity describes."""


class TravelBand(Row):
    """How fast one gets on over a band of distance, where no road file is at hand."""

    table: ClassVar[str] = "travel_bands"
    topic: ClassVar[str] = "place"

    id: Identifier
    """Short name of the band."""

    from_km: Annotated[float, Field(ge=0)]
    """Where the band begins, in kilometres of road from the origin."""

    speed_kmh: Annotated[Quantity, Bounds(1, 300, "score")]
    """Mean door-to-door speed inside the band."""

    circuity: Annotated[Quantity, Bounds(1, 3, "score")]
    """Road distance over great-circle distance; the first band's holds for the whole way."""


class AccessIndicator(NamedRow):
    """An indicator that songi computes from positions: what can be reached, and how soon."""

    table: ClassVar[str] = "access_indicators"
    topic: ClassVar[str] = "place"

    id: Annotated[Identifier, Labels("indicator")]
    """Name under which a criterion uses it."""

    kind: PlaceKind | None = None
    """Places that count; empty for people, and for `e2sfca` of the beds of all hospitals."""

    measure: Literal[
        "nearest_minutes", "count_within", "capacity_within", "people_within", "gravity", "e2sfca"
    ]
    """Minutes to the nearest place, how many within the limit, or their capacity; people within the
    limit (of `population`); capacity weighted by how near it is (`gravity`); capacity per 1,000
    people when those who can reach it share it (`e2sfca`)."""

    within_minutes: Annotated[float | None, Field(gt=0)] = None
    """The limit, for those that say "within"."""

    decay: Literal["exponential", "power", "gaussian"] | None = None
    """For `gravity`: how the weight of a place falls with time."""

    decay_parameter: Annotated[Quantity | None, Bounds(1e-6, 1000, "score")] = None
    """For `gravity`: rate per minute (exponential), exponent (power), or standard deviation in
    minutes (gaussian)."""

    @property
    def figure_unit(self) -> str:
        """Unit of the computed figure."""
        units = {
            "nearest_minutes": "minutes", "people_within": "persons", "e2sfca": "per_1000_persons",
        }  # fmt: skip
        return units.get(self.measure, "count")
