import pytest
from pydantic import ValidationError

from songi.study.schema.roads import RoadNetwork, RoadTime

TIME = {"network": "n", "candidate": "a", "destination": "p", "source": "s", "basis": "estimated"}


def test_no_minutes_means_that_no_road_leads_there():
    assert RoadTime.model_validate(TIME).minutes is None
    assert RoadTime.model_validate(TIME).row_id == "n/a/p"


@pytest.mark.parametrize("cells", [{"minutes": "-1"}, {"gap_km": "-1"}, {"candidate": "A B"}])
def test_impossible_times_are_refused(cells):
    with pytest.raises(ValidationError):
        RoadTime.model_validate({**TIME, **cells})


def test_a_share_is_at_most_one():
    cells = {"id": "n", "nodes": "2", "links": "1", "length_km": "1", "joined_share": "1.2"}
    with pytest.raises(ValidationError):
        RoadNetwork.model_validate({**cells, "source": "s", "basis": "observed"})
