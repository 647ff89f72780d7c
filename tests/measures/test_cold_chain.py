"""Exposure of shipments and choice of packages, against the rows and a plain twin."""

import numpy as np
import pytest

from contest import write_contest
from evaluation import evaluate
from songi.methods.cold_chain import mean_kinetic_temperature
from study.made_up_clinic import lane, packaging, season

WANTED = ["shipment_hours", "packaging_exposure", "shipment_exposure", "exposure_outlook",
          "packaging_choice"]  # fmt: skip

CERTAIN = {
    "packagings": [
        packaging("box", "24", "30000", cold_hold_hours="24", cold_at_c="-10", drift_hours="8"),
        packaging("tub", "96", "150000", drift_hours="8"),
        packaging("frozen", "200", "1000", inside_c="-20", drift_hours="8"),
    ],
    "ambient_profiles": [season("cold", "-6", "4", "0.25"), season("warm", "20", "34", "0.75")],
    "shipment_lanes": [
        lane("out", kind="airport", handling_minutes="60", cut_off_minutes="180",
             departures_per_day="1", onward_hours="10", onward_c="20"),
        lane("near", place="air1", handling_minutes="60", risk_limit="0.5"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_contest(tmp_path_factory.mktemp("cold") / "toy", rows=CERTAIN)


@pytest.fixture(scope="module")
def values(folder):
    return evaluate(folder, 60, [*WANTED, "travel_times"])


def test_hours_are_drive_handling_cut_off_half_the_wait_and_the_way_on(values):
    drive = values["travel_times"].sel(place="air1", drop=True) / 60
    hours = values["shipment_hours"]
    assert hours["drive"].sel(lane="out").values == pytest.approx(drive.values)
    assert hours["ground"].sel(lane="out").values == pytest.approx(drive.values + 4)
    assert hours["hours"].sel(lane="out").values == pytest.approx(drive.values + 4 + 12 + 10)
    assert hours["hours"].sel(lane="near").values == pytest.approx(drive.values + 1)


def test_the_share_beyond_is_that_of_shipments_by_the_degree_hour(values):
    """Of 24 h at 30 °C, 600 degree-hours, 150 go on the way on; a day's wait uses up the rest."""
    ground = values["shipment_hours"]["ground"].sel(lane="out", candidate="a").values
    days = np.array([-1.1503, -0.3186, 0.3186, 1.1503]) * np.sqrt(14**2 / 12 + 16) + 27
    lasts = 450 / np.maximum(days - 5, 1e-9)
    shares = np.clip(1 - (lasts[None, :] - ground[:, None]) / 24, 0, 1).mean(axis=1)
    found = values["packaging_exposure"]["beyond"].sel(lane="out", candidate="a", season="warm")
    assert found.sel(packaging="box").values == pytest.approx(shares, abs=1e-4)
    assert (found.sel(packaging="tub") == 0).all()
    assert (found.sel(packaging="frozen") == 1).all()


def test_a_package_is_not_relied_on_in_a_cold_it_was_not_tried_in(values):
    beyond = values["packaging_exposure"]["beyond"].sel(lane="out", season="cold")
    assert (beyond.sel(packaging="tub") > 0.5).all()
    assert (beyond.sel(packaging="box") < 0.1).all()


def test_exposure_is_that_of_the_usual_package(values):
    usual = values["packaging_exposure"]["beyond"].sel(packaging="box", drop=True)
    assert np.array_equal(values["shipment_exposure"]["beyond"], usual)
    kinetic = values["shipment_exposure"]["kinetic"]
    assert (kinetic.sel(lane="near") == 5).all()
    warm = kinetic.sel(lane="out", season="warm").values
    assert ((warm > 5) & (warm < float(mean_kinetic_temperature([34.0])))).all()
    outlook = values["exposure_outlook"]
    assert float(outlook["beyond"].sel(candidate="a", lane="out", season="warm")) == pytest.approx(
        float(usual.sel(candidate="a", lane="out", season="warm").mean())
    )
    assert (outlook["hours_low"] <= outlook["hours_high"]).all()


def test_the_choice_is_the_cheapest_that_keeps_the_limit(values):
    choice = values["packaging_choice"].sel(candidate="a")
    assert choice["packaging"].sel(lane="near").values.tolist() == ["box", "box"]
    assert str(choice["packaging"].sel(lane="out", season="warm").item()) == "tub"
    assert float(choice["cost"].sel(lane="out", season="warm")) == 150_000
    year = choice["cost"].sel(lane="near").values @ [0.25, 0.75]
    assert float(choice["year_cost"].sel(lane="near")) == pytest.approx(year)


def test_none_is_chosen_where_none_will_do(make_contest):
    rows = {**CERTAIN, "packagings": [packaging("box", "1", "30000")]}
    choice = evaluate(make_contest(rows=rows), 10, WANTED)["packaging_choice"]
    found = choice.sel(candidate="a", lane="out", season="warm")
    assert (str(found["packaging"].item()), float(found["least"])) == ("", 1)
    assert np.isnan(found["cost"])
    assert np.isnan(choice["year_cost"].sel(candidate="a", lane="out"))


def test_a_place_that_nobody_knew_leaves_the_lane_unknown(make_contest):
    rows = {**CERTAIN, "places": [
        {"id": "air1", "kind": "airport", "name_ko": "공항", "name_en": "Air", "latitude": "37.5",
         "longitude": "126.8", "capacity": "", "source": "s", "known_from": "2023-12-01",
         "basis": "observed"},
        {"id": "late", "kind": "school", "name_ko": "학교", "name_en": "School",
         "latitude": "37.5", "longitude": "126.8", "capacity": "", "source": "s",
         "known_from": "2025-06-01", "basis": "observed"},
    ], "shipment_lanes": [lane("out", kind="school")]}  # fmt: skip
    found = evaluate(make_contest(rows=rows), 10, WANTED)
    assert np.isnan(found["shipment_exposure"]["beyond"]).all()
    assert np.isnan(found["packaging_choice"]["least"]).all()


def test_a_study_without_lanes_runs_without(make_contest):
    rows = dict.fromkeys(CERTAIN, ())
    assert not set(WANTED) & set(evaluate(make_contest(rows=rows), 5, ["travel_times"]))
