from songi.study.check import read_and_check
from study.made_up_clinic import lane


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_sixty_degrees_are_still_celsius(make_study):
    warm = {"packagings": {0: {"at_c": "40..60"}}}
    assert codes(make_study(cells=warm)) == []


def test_a_lane_without_departures_needs_no_cut_off(make_study):
    assert codes(make_study(more={"shipment_lanes": [lane("near", place="air1")]})) == []


def test_a_lane_to_places_that_could_not_be_read_is_not_told(make_study):
    found = codes(make_study(cells={"places": {0: {"latitude": "?"}}}))
    assert found == ["quantity.notation"]


def test_thirds_of_a_year_may_be_rounded(make_study):
    cells = {"ambient_profiles": {0: {"share_of_year": "0.33"}, 1: {"share_of_year": "0.667"}}}
    assert codes(make_study(cells=cells)) == []
