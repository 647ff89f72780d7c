import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.assignment import Limit, allotment_limit, least_area, utility_limit
from songi.methods.assignment.limits import checked_limit


def test_a_utility_counts_by_site_and_by_area():
    limit = checked_limit(utility_limit("power", 9.0, per_site=[1, 2], per_m2=[0.5, 0]), 2, 3)
    assert (limit.bound, limit.at_least) == (9.0, False)
    assert (limit.per_site.tolist(), limit.per_m2.tolist()) == ([1, 2], [0.5, 0])
    assert limit.parcels.tolist() == [True] * 3


def test_an_allotment_counts_the_area_of_its_users_in_the_zone():
    zone = [True, False, True]
    limit = checked_limit(allotment_limit("zone", 100.0, [True, False], parcels=zone), 2, 3)
    assert (limit.per_m2.tolist(), limit.per_site.tolist()) == ([1, 0], [0, 0])
    assert limit.parcels.tolist() == zone


def test_a_minimum_is_an_area_or_a_share():
    area = least_area("small", [True, False], area=50.0)
    assert (area.bound, area.at_least, area.per_m2.tolist()) == (50.0, True, [1, 0])
    share = least_area("small", [True, False], share=0.25)
    assert (share.bound, share.at_least, share.per_m2.tolist()) == (0.0, True, [0.75, -0.25])


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: utility_limit("power", -1.0), "the capacity of power is -1.0"),
        (lambda: utility_limit("power", np.nan), "the capacity of power is nan"),
        (lambda: allotment_limit("zone", -5.0, [True]), "the allotment zone is -5.0 m²"),
        (lambda: least_area("small", [True]), "either an area or a share"),
        (lambda: least_area("small", [True], area=1.0, share=0.1), "either an area or a share"),
        (lambda: least_area("small", [True], area=-1.0), "the minimum small is -1.0 m²"),
        (lambda: least_area("small", [True], share=1.5), "the share of small is 1.5"),
        (lambda: checked_limit(Limit("a", np.inf), 1, 1), "the bound of a holds 0 NaN and 1 infin"),
        (
            lambda: checked_limit(Limit("a", 1.0, per_site=[1.0]), 2, 1),
            r"what sites use of a must be given for each of 2 investors; its shape is \[1\]",
        ),
        (
            lambda: checked_limit(Limit("a", 1.0, per_m2=[1.0, np.nan]), 2, 1),
            "what sites use of a holds 1 NaN",
        ),
        (
            lambda: checked_limit(Limit("a", 1.0, parcels=[0, 1]), 2, 2),
            "the parcels of a must be marked by 2 true or false",
        ),
        (lambda: checked_limit(Limit("a", 1.0, weight=0.0), 1, 1), "the weight of a must be posit"),
    ],
)
def test_bad_input_is_refused(make, told):
    with pytest.raises(MethodError, match=told):
        make()
