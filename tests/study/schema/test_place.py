from typing import get_args

import pytest
from pydantic import ValidationError

from songi.study.schema.place import AccessIndicator, Candidate, Place
from songi.units import UNITS
from study.made_up import named


def candidate(latitude, longitude):
    return Candidate.model_validate(named("a", latitude=latitude, longitude=longitude))


def test_a_position_may_be_uncertain():
    found = candidate("37.665±0.005", "126.75..126.77")
    assert found.latitude.central == pytest.approx(37.665)
    assert found.longitude.kind == "uniform"


@pytest.mark.parametrize(("latitude", "longitude"), [("126.8", "37.6"), ("126.8±0.1", "-37")])
def test_swapped_coordinates_are_told_as_such(latitude, longitude):
    with pytest.raises(ValidationError, match="swapped") as refusal:
        candidate(latitude, longitude)
    assert len(refusal.value.errors()) == 1


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("126.8", "137.6"), ("37.6", "190"), ("-91", "-181")]
)
def test_positions_off_the_earth_are_out_of_bounds(latitude, longitude):
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        candidate(latitude, longitude)


def test_a_kind_of_place_is_one_of_those_known():
    with pytest.raises(ValidationError, match="'hospital'"):
        Place.model_validate(named("p", kind="pub", latitude="37", longitude="127"))


@pytest.mark.parametrize("measure", get_args(AccessIndicator.model_fields["measure"].annotation))
def test_whatever_an_indicator_of_access_measures_has_a_unit(measure):
    kind = {} if measure == "people_within" else {"kind": "hospital"}
    row = AccessIndicator.model_validate(named("one", measure=measure, within_minutes="60", **kind))
    assert row.figure_unit in UNITS
