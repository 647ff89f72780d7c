from songi.study.check import read_and_check
from study.bad_input.roads import roads


def test_sound_roads_are_no_problem(make_study):
    assert read_and_check(make_study(**roads()))[1] == []


def test_traffic_is_not_missed_where_no_time_is_used(make_study):
    changes = roads(factor="")
    del changes["files"]["tables/road_times.csv"]
    assert read_and_check(make_study(**changes))[1] == []
