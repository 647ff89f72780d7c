"""Jobs of the made-up study's tenants."""

import numpy as np

from people import people_values


def test_jobs_are_land_times_jobs_for_each_m2_of_those_who_moved_in():
    values = people_values()
    jobs, land = values["tenant_jobs"]["jobs"], values["settled_land"]
    lag = np.ceil(values["moving_in"])
    mine = land.sel(investor="signed", year=2025)
    labs = jobs.sel(firm_type="labs")
    there = (2025 + lag) <= 2035
    assert (labs.sel(year=2025) == 0).where(lag > 0, True).all()
    low, high = 0.030 * mine * there, jobs.sum("firm_type").sel(year=jobs["year"].values[-1])
    assert (high >= low - 1e-6).all()
    assert (jobs.diff("year") >= -1e-9).all()


def test_land_of_unknown_kinds_is_shared_out_alike():
    values = people_values()
    jobs, land = values["tenant_jobs"], values["settled_land"]
    last = int(land["year"].values[-1])
    lag = np.ceil(values["moving_in"])
    whole = land.where(land["year"] + lag <= last, 0.0).sum("year")
    drugs = whole.sel(investor="wooed") + whole.sel(investor="letters") / 2
    np.testing.assert_allclose(jobs["jobs"].sel(firm_type="drugs", year=last), 0.012 * drugs)
    assert np.isnan(jobs["full"]).all()
