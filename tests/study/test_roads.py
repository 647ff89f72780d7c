"""Times on roads as arrays."""

import numpy as np
import pytest

from songi.study.roads import Bands, minutes_of, minutes_on_roads, reach_of, road_grid
from songi.study.schema.roads import RoadTime
from songi.study.table import Table


def table(*rows):
    made = tuple(
        RoadTime.model_validate({"network": "n", "candidate": one, "destination": other,
                                 "minutes": minutes, "gap_km": 1.0, "source": "s",
                                 "basis": "estimated"})
        for one, other, minutes in rows
    )  # fmt: skip
    return Table("road_times", RoadTime, made)


BANDS = Bands(np.array([1.5, 1.0]), np.array([0.0]), np.array([[30.0], [60.0]]))


def test_a_grid_tells_unknown_from_unreachable():
    grid = road_grid(table(("a", "p", 7.0), ("b", "p", None), ("z", "p", 1.0)), "abc", ["p", "q"])
    assert grid.minutes[:, 0].tolist()[:2] == [7.0, np.inf]
    assert np.isnan(grid.minutes[2]).all()
    assert road_grid(table(), "a", "p") is None
    assert road_grid(None, "a", "p") is None


def test_traffic_multiplies_the_road_and_not_the_gap():
    grid = road_grid(table(("a", "p", 10.0)), "a", "p")
    found = minutes_on_roads(grid, np.array([1.0, 2.0]), BANDS)
    assert found[:, 0, 0].tolist() == [10 + 3, 20 + 1]


def test_reach_is_the_inverse_of_the_time():
    reach = reach_of(np.array([30.0, 60.0]), BANDS)
    for k, minutes in enumerate((30.0, 60.0)):
        assert minutes_of(reach[:, k], BANDS) == pytest.approx([minutes, minutes])
