import pytest
from pydantic import ValidationError

from songi.study.schema.cold_chain import Packaging, ShipmentLane
from study.made_up_clinic import lane, packaging


def filled(cells):
    return {name: text for name, text in cells.items() if text}


def test_a_lane_may_end_at_the_door():
    row = ShipmentLane.model_validate(filled(lane("near", kind="hospital")))
    assert (row.kind, row.place, row.onward_hours) == ("hospital", None, None)


@pytest.mark.parametrize("limit", ["0", "1", "1.5"])
def test_a_limit_of_risk_is_a_share_that_is_neither_none_nor_all(limit):
    with pytest.raises(ValidationError, match="risk_limit"):
        ShipmentLane.model_validate(filled(lane("near", kind="hospital", risk_limit=limit)))


def test_a_package_holds_for_some_time():
    assert Packaging.model_validate(filled(packaging("box", "48", "1e4"))).cold_at_c is None
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        Packaging.model_validate(filled(packaging("box", "0", "1e4")))
