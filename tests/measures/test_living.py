"""Living conditions of the made-up study."""

import numpy as np

from people import people_values


def test_places_are_ranked_among_places_and_held_beside_the_reference():
    outlook = people_values()["living_outlook"]
    assert outlook["place"].sel(living_condition="care_b") == 1
    assert outlook["place"].sel(living_condition="care_a") == 2
    assert outlook["places"].sel(living_condition="care_a") == 2
    assert float(outlook["beside"].sel(living_condition="care_b")) == 0.7
    assert 0.5 <= float(outlook["beside"].sel(living_condition="care_a")) <= 0.6
    reference = outlook.sel(living_condition="care_all")
    assert np.isnan(reference["place"])
    assert np.isnan(reference["beside"])


def test_values_are_drawn_within_their_cells():
    values = people_values()["living_values"].sel(living_condition="care_a")
    assert 10 <= float(values.min()) < float(values.max()) <= 12
