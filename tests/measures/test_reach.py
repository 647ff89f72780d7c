"""Reach, shared supply and times on roads against plain twins."""

import numpy as np
import pytest

from evaluation import evaluate
from songi.methods import catchment
from songi.methods.geodesy import great_circle_km
from songi.methods.hexagons import hexagon_centres, hexagons_of
from songi.study.check import open_checked
from study.made_up import TABLES, csv_text, named, row, write_study

CELLS = [*hexagons_of([37.02, 37.1, 37.3, 37.6], [127.02, 127.1, 127.3, 127.6], 7)]
PEOPLE = [1000, 2000, 4000, 8000]
WANTED = ["reach", "people_reached", "hexagon_times", "catchment_supply", "accessibility",
          "travel_times", "timed_on_roads"]  # fmt: skip
DRAWS = 60


def road(destination, minutes, gap="0.5"):
    return row(network="n", candidate="b", destination=destination, minutes=minutes, gap_km=gap)


ROWS = {
    **dict.fromkeys(TABLES, ()),
    "contests": TABLES["contests"],
    "candidates": TABLES["candidates"][:2],
    "travel_bands": TABLES["travel_bands"],
    "places": [
        named("air1", kind="airport", latitude="37.5", longitude="126.8", capacity=""),
        named("h1", kind="hospital", latitude="37.05", longitude="127.05", capacity="100"),
        named(
            "h2", kind="tertiary_hospital", latitude="37.3", longitude="127.3", capacity="20..40"
        ),
        named("isle", kind="airport", latitude="37.2", longitude="127.2", capacity=""),
    ],
    "population": [row(id=c, people=str(p)) for c, p in zip(CELLS, PEOPLE, strict=True)],
    "access_indicators": [
        named("people", kind="", measure="people_within", within_minutes="45"),
        named("beds", kind="", measure="e2sfca", within_minutes=""),
        named(
            "pull",
            kind="hospital",
            measure="gravity",
            within_minutes="",
            decay="exponential",
            decay_parameter="0.02..0.04",
        ),
        named("air", kind="airport", measure="nearest_minutes", within_minutes=""),
    ],
    "road_networks": [row(id="n", nodes="9", links="9", length_km="9", joined_share="1")],
    "congestion": [row(network="n", factor="1.0..2.0")],
    "road_times": [road("h1", "12"), road("isle", ""), road(CELLS[0], "20"), road(CELLS[2], "40")],
}


def written(path, rows):
    """Write a study, tables that the made-up one does not have too."""
    more = {f"tables/{name}.csv": csv_text(rows[name]) for name in rows
            if name not in TABLES and rows[name]}  # fmt: skip
    write_study(path, rows=rows, head={"own_bid": '"a"'}, files=more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("reach")
    written(path, ROWS)
    return path


@pytest.fixture(scope="module")
def found(folder):
    return evaluate(folder, DRAWS, WANTED)


def bound(folder, table, row_id, column):
    from songi.study.streams import DrawBlock

    study = open_checked(folder)[0]
    drawn = study.tables[table].for_draws(DrawBlock(study.info.seed, 0, DRAWS))
    return drawn.draws_of(drawn.get(row_id), column)


def minutes_by_bands(folder, km):
    road_km = km * bound(folder, "travel_bands", "urban", "circuity")
    slow = bound(folder, "travel_bands", "urban", "speed_kmh")
    fast = bound(folder, "travel_bands", "far", "speed_kmh")
    return np.minimum(road_km, 30) / slow * 60 + np.maximum(road_km - 30, 0) / fast * 60


def test_people_are_counted_by_the_time_to_their_hexagon(folder, found):
    here = [bound(folder, "candidates", "a", c) for c in ("latitude", "longitude")]
    reached = found["people_reached"].sel(candidate="a")
    total = np.zeros((DRAWS, 4))
    for cell, people in zip(CELLS, PEOPLE, strict=True):
        centre = [float(one[0]) for one in hexagon_centres([cell])]
        minutes = minutes_by_bands(folder, great_circle_km(*here, *centre))
        for k, limit in enumerate([30, 45, 60, 90]):
            total[:, k] += people * (minutes <= limit)
    assert reached["limit"].values.tolist() == [30, 45, 60, 90]
    assert np.array_equal(reached.values, total)
    people = found["accessibility"].sel(candidate="a", indicator="people").values
    assert np.array_equal(people, total[:, 1])
    assert np.array_equal(found["reach"].sel(candidate="a", opportunity="people").values,
                          total[:, [0, 2, 3]])  # fmt: skip


def test_times_on_roads_are_the_files_times_congestion(folder, found):
    factor = bound(folder, "congestion", "n", "factor")
    gap = minutes_by_bands(folder, np.full(DRAWS, 0.5))
    times = found["travel_times"].sel(candidate="b")
    assert times.sel(place="h1").values == pytest.approx(12 * factor + gap)
    assert np.all(np.isinf(times.sel(place="isle")))
    assert np.all(np.isfinite(times.sel(place="air1")))
    told = found["timed_on_roads"].sel(candidate="b")
    assert told.values.tolist() == [0, 1, 0, 1]
    near = found["people_reached"].sel(candidate="b", limit=45).values
    expected = 1000 * (20 * factor + gap <= 45) + 4000 * (40 * factor + gap <= 45)
    assert np.array_equal(near, expected)
    assert np.isinf(found["hexagon_times"].sel(candidate="b").values).tolist() == [
        False, True, False, True]  # fmt: skip


def test_where_no_road_leads_is_never_the_nearest(found):
    nearest = found["accessibility"].sel(candidate="b", indicator="air").values
    assert np.array_equal(nearest, found["travel_times"].sel(candidate="b", place="air1").values)


def test_beds_are_shared_among_those_who_reach_them(found):
    supply = found["catchment_supply"]
    ratio = supply["ratio"].sel(place=["h1", "h2"]).values
    minutes = found["travel_times"].sel(candidate="a", place=["h1", "h2"]).values
    expected = catchment.step_weights(minutes) @ np.nan_to_num(ratio) * 1000
    assert found["accessibility"].sel(candidate="a", indicator="beds").values == pytest.approx(
        expected
    )
    reached = (supply["access"].values * PEOPLE).sum() / 1000
    assert reached == pytest.approx(130, rel=1e-9)


def test_gravity_weighs_capacity_by_nearness(folder, found):
    rate = bound(folder, "access_indicators", "pull", "decay_parameter")
    minutes = found["travel_times"].sel(candidate="a", place="h1").values
    pull = found["accessibility"].sel(candidate="a", indicator="pull").values
    assert pull == pytest.approx(100 * np.exp(-rate * minutes))


def test_more_time_reaches_no_less(found):
    assert bool((found["reach"].diff("limit") >= 0).all())


def test_a_study_without_people_and_roads_still_has_its_times(tmp_path):
    lean = dict.fromkeys(("population", "road_networks", "congestion", "road_times"), ())
    only = [one for one in ROWS["access_indicators"] if one["id"] in {"air", "pull"}]
    written(tmp_path, {**ROWS, **lean, "access_indicators": only})
    values = evaluate(tmp_path, 5, ["travel_times", "accessibility", "reach"])
    assert np.isfinite(values["travel_times"]).all()
    assert "people" not in values["reach"]["opportunity"].values
