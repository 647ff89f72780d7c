"""Clusters beside each other in the made-up study."""

import numpy as np
import pytest

from people import people_values
from songi.methods.peers import BETWEEN, CARRIED, NOT_KNOWN, OBSERVED


def test_a_series_is_read_by_age_and_not_beyond():
    found = people_values()["peer_comparison"].sel(peer_series="theirs/park/jobs")
    assert float(found["value"].sel(age=0)) == 100
    assert float(found["value"].sel(age=5)) == pytest.approx(200)
    how = [int(found["how"].sel(age=age)) for age in (0, 5, 10)]
    assert how == [OBSERVED, BETWEEN, OBSERVED]
    only = people_values()["peer_comparison"].sel(peer_series="theirs/park/firms")
    assert (only["how"].sel(age=slice(0, 9)) == NOT_KNOWN).all()
    assert np.isnan(only["value"].sel(age=9))


def test_ratios_say_how_their_lower_part_was_come_by():
    found = people_values()["peer_ratios"]
    area = found.sel(peer_ratio="theirs/park/jobs_by_site_area/2010")
    assert float(area["value"]) == 20
    assert int(area["how"]) == CARRIED
    assert int(area["age"]) == 10
    each = found.sel(peer_ratio="theirs/park/jobs_by_firm/2010")
    assert 33 <= float(each["value"]) <= 50
    assert int(each["how"]) == OBSERVED
    assert "theirs/park/jobs_by_firm/2000" not in found["peer_ratio"].values


def test_the_own_forecast_stands_by_its_age():
    values = people_values()
    own, jobs = values["own_among_peers"], values["tenant_jobs"]["jobs"].sum("firm_type")
    assert int(own["age"].sel(year=2030)) == 5
    np.testing.assert_allclose(own["jobs"], jobs.mean("draw"))
    np.testing.assert_allclose(own["by_site_area"], own["jobs"] / 50)
    assert np.isnan(own["by_residents"]).all()
    assert np.isnan(own["full"])
