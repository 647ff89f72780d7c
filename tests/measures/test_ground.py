"""People on the ground and around candidates, against sums by hand."""

import math

import pytest

from evaluation import evaluate_study
from songi.study.check import open_checked
from study.made_up import write_study
from study.made_up_ground import ground_files


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = write_study(tmp_path_factory.mktemp("ground"), files=ground_files())
    study, _ = open_checked(folder)
    return evaluate_study(study, 20, ["ground_totals", "people_around"])


def test_totals_are_sums_over_the_hexagons(results):
    totals = results["ground_totals"]
    assert float(totals["people"]) == 200
    assert float(totals["hexagons"]) == 3
    assert float(totals["aged_65_share"]) == pytest.approx(60 / 200)
    assert float(totals["crowded_share"]) == pytest.approx(1 / 3)


def test_people_are_counted_by_straight_distance(results):
    around = results["people_around"].sel(candidate="a")
    # Candidate b stands 14 km off, the third hexagon 67 km.
    assert around["people"].sel(radius_km=[10, 30, 50]).values.tolist() == [100, 160, 160]
    assert float(around["aged_65_share"].sel(radius_km=30)) == pytest.approx(50 / 160)


def test_where_nobody_lives_there_is_no_share(tmp_path):
    cells = {"candidates": {3: {"latitude": "35", "longitude": "129"}}}
    study, _ = open_checked(write_study(tmp_path, files=ground_files(), cells=cells))
    around = evaluate_study(study, 20, ["people_around"])["people_around"].sel(candidate="d")
    assert around["people"].values.tolist() == [0, 0, 0]
    assert all(math.isnan(share) for share in around["aged_65_share"].values)
