"""Travel times and accessibility against a plain Python twin."""

import math

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate
from songi.study.check import open_checked
from songi.study.streams import DrawBlock
from study.made_up import named

ACCESS = ["travel_times", "accessibility"]
RADIUS_KM = 6371.0088


def haversine(lat1, lon1, lat2, lon2):
    p1, p2 = math.radians(lat1), math.radians(lat2)
    a = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * RADIUS_KM * math.asin(math.sqrt(a))


def minutes_through(road_km, starts, speeds):
    total = 0.0
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else math.inf
        total += max(min(road_km, end) - start, 0.0) / speeds[k] * 60
    return total


def draws_of(study, table, row, column, draws):
    bound = study.tables[table].for_draws(DrawBlock(study.info.seed, 0, draws))
    return bound.draws_of(bound.get(row), column)


def test_travel_times_are_those_of_a_plain_twin(contest_folder):
    study, draws = open_checked(contest_folder)[0], 12
    times = evaluate(contest_folder, draws, ACCESS)["travel_times"]
    for candidate in "abcd":
        position = [draws_of(study, "candidates", candidate, c, draws)
                    for c in ("latitude", "longitude")]  # fmt: skip
        circuity = draws_of(study, "travel_bands", "urban", "circuity", draws)
        speeds = [draws_of(study, "travel_bands", b, "speed_kmh", draws) for b in ("urban", "far")]
        for k in range(draws):
            road = haversine(position[0][k], position[1][k], 37.5, 126.8) * circuity[k]
            expected = minutes_through(road, [0, 30], [speed[k] for speed in speeds])
            found = float(times.sel(draw=k, candidate=candidate, place="air1"))
            assert found == pytest.approx(expected, rel=1e-6)


PLACES = [
    named("air1", kind="airport", latitude="37.5", longitude="126.8", capacity=""),
    named("h1", kind="hospital", latitude="37.0", longitude="127.0", capacity="100"),
    named("h2", kind="hospital", latitude="37.1", longitude="127.1", capacity="20..40"),
    named("h3", kind="hospital", latitude="37.2", longitude="127.2", capacity=""),
    named("school1", kind="school", latitude="37.0", longitude="127.0", capacity="",
          known_from="2024-07-01"),
    named("late", kind="hospital", latitude="37.0", longitude="127.0", capacity="9999",
          known_from="2024-07-01"),
]  # fmt: skip

INDICATORS = [
    named("air", kind="airport", measure="nearest_minutes", within_minutes=""),
    named("near", kind="hospital", measure="nearest_minutes", within_minutes=""),
    named("count", kind="hospital", measure="count_within", within_minutes="60"),
    named("beds_within", kind="hospital", measure="capacity_within", within_minutes="60"),
    named("school", kind="school", measure="nearest_minutes", within_minutes=""),
]


@pytest.fixture
def hospitals(make_contest):
    changes = {"places": PLACES, "access_indicators": INDICATORS}
    return make_contest(rows=changes)


def test_reach_is_counted_from_the_travel_times(hospitals):
    values = evaluate(hospitals, 15, ACCESS)
    times, reach = values["travel_times"], values["accessibility"]
    assert times["place"].values.tolist() == ["air1", "h1", "h2", "h3"]
    study = open_checked(hospitals)[0]
    beds = {"h1": np.full(15, 100.0), "h2": draws_of(study, "places", "h2", "capacity", 15),
            "h3": np.zeros(15)}  # fmt: skip
    for draw in range(15):
        for candidate in "abcd":
            minutes = {p: float(times.sel(draw=draw, candidate=candidate, place=p)) for p in beds}
            cell = reach.sel(draw=draw, candidate=candidate)
            assert float(cell.sel(indicator="near")) == min(minutes.values())
            within = [place for place, time in minutes.items() if time <= 60]
            assert float(cell.sel(indicator="count")) == len(within)
            expected = sum(beds[place][draw] for place in within)
            assert float(cell.sel(indicator="beds_within")) == pytest.approx(expected)


def test_nothing_is_reached_where_no_place_of_the_kind_is_known(hospitals):
    reach = evaluate(hospitals, 3, ACCESS)["accessibility"]
    assert bool(reach.sel(indicator="school").isnull().all())


def test_bands_count_in_order_of_distance_wherever_they_stand(make_contest, contest_folder):
    turned = make_contest(rows={"travel_bands": copied("travel_bands")[::-1]})
    before = evaluate(contest_folder, 5, ACCESS)["travel_times"]
    assert np.array_equal(evaluate(turned, 5, ACCESS)["travel_times"], before)
