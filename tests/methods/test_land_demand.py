import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods import land_demand
from songi.methods.land_demand import (
    LandDemand,
    accepting_share,
    pipeline_demand,
    side_by_side,
    survey_demand,
    unit_area_demand,
)

SHARES = arrays(float, 5, elements=st.floats(0, 1))
AREAS = arrays(float, 5, elements=st.floats(0, 1e6))


def test_unit_areas_of_a_published_guide():
    """Local Planning Handbook, "How to Measure Employment Intensity and Capacity".

    600,000 square feet of an office campus at 600 a job hold 1,000 jobs, of a warehouse at 1,500 a
    job 400: so many jobs need that floor area again.
    """
    assert unit_area_demand([1000, 400], [600, 1500], 1.0).tolist() == [600_000, 600_000]


def test_unit_areas_by_hand_and_by_draw():
    added = np.array([[100.0, 40.0], [200.0, -10.0]])
    got = unit_area_demand(added, [50.0, 30.0], [[0.1], [0.5]])
    assert got.tolist() == [[500.0, 120.0], [5000.0, -150.0]]


def test_share_of_the_demand_of_a_province():
    """국토교통부고시 제2017-859호: 1,290 thousand m² a year in Gyeonggi; a twentieth of it here."""
    assert unit_area_demand(1_290_000, 1.0, 0.05) == pytest.approx(64_500)


def test_survey_by_hand():
    """Firms that want 1,000 and 2,000 and 500 m²; the second only moves, the third pays too little.

    0.5 x 1,000 + 0.8 x 2,000 = 2,100 m² here; for the nation 500 m².
    """
    highest, asked = np.array([3e6, 2.8e6, 2e6]), 2.5e6
    got = survey_demand([1000, 2000, 500], [0.5, 0.8, 1.0], highest >= asked, [0, 1, 0])
    assert got.place_m2 == pytest.approx(2100)
    assert got.nation_m2 == pytest.approx(500)


def test_a_total_of_a_survey_by_draw():
    """One row for 263 firms that want 560,000 m², with certainty and acceptance by draw."""
    got = survey_demand([560_000], [[0.1], [0.3]], [[0.5], [0.4]], [0.25])
    assert got.place_m2 == pytest.approx([28_000, 67_200])
    assert got.nation_m2 == pytest.approx([21_000, 50_400])


def test_accepting_share_weighs_by_area():
    got = accepting_share([3.0, 2.0, 1.0], [2.5, 2.0, 0.5, 4.0], [100, 300, 600])
    assert got == pytest.approx([0.1, 0.4, 1.0, 0.0])


@given(AREAS, SHARES, SHARES, SHARES)
def test_corrections_only_ever_lessen_what_was_answered(wanted, certainty, accepting, relocating):
    got = survey_demand(wanted, certainty, accepting, relocating)
    assert 0 <= got.nation_m2 <= got.place_m2 + 1e-6
    assert got.place_m2 <= wanted.sum() + 1e-6


@given(AREAS, arrays(float, 5, elements=st.floats(1, 10)), st.floats(0.5, 10), st.floats(1, 3))
def test_a_higher_price_is_accepted_by_fewer(wanted, highest, asked, rise):
    share = accepting_share(highest, [asked, asked * rise], wanted + 1.0)
    assert share[1] <= share[0]


@given(AREAS, SHARES)
def test_the_pipeline_lies_between_nothing_and_all(wanted, probability):
    assert 0 <= pipeline_demand(probability, wanted) <= wanted.sum() + 1e-6
    assert pipeline_demand(np.ones(5), wanted) == pytest.approx(wanted.sum())


def test_draws_equal_a_loop(generator):
    wanted, chance = generator.uniform(1, 9, (4, 6)), generator.random((4, 6))
    expected = [
        sum(w * p for w, p in zip(*one, strict=True)) for one in zip(wanted, chance, strict=True)
    ]
    assert pipeline_demand(chance, wanted) == pytest.approx(expected)
    other, third = generator.random((2, 4, 6))
    got = survey_demand(wanted, chance, other, third)
    alone = [survey_demand(*one) for one in zip(wanted, chance, other, third, strict=True)]
    assert got.place_m2 == pytest.approx([one.place_m2 for one in alone])
    assert got.nation_m2 == pytest.approx([one.nation_m2 for one in alone])


def test_three_estimates_stand_side_by_side_and_have_no_sum():
    got = side_by_side([[1.0], [2.0]], [3.0, 4.0], 5.0)
    assert got.structure_m2.tolist() == [[1.0, 1.0], [2.0, 2.0]]
    assert got.survey_m2.tolist() == [[3.0, 4.0]] * 2
    assert got.pipeline_m2.tolist() == [[5.0, 5.0]] * 2
    with pytest.raises(TypeError):
        sum(got)
    with pytest.raises(TypeError):
        _ = got + got
    public = {name for name in vars(land_demand) if not name.startswith("_")}
    assert not {name for name in public if "sum" in name or "total" in name or "add" in name}
    assert not hasattr(LandDemand, "__iter__")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: unit_area_demand(1, -1, 1), "area_per_unit_m2 must not be negative"),
        (lambda: unit_area_demand(1, 1, 1.5), "share_here must lie between 0 and 1"),
        (lambda: unit_area_demand([1, 2], [1, 2, 3], 1), "do not broadcast"),
        (lambda: unit_area_demand(np.nan, 1, 1), "added_units holds 1 NaN"),
        (lambda: survey_demand([-1.0], 1, 1, 0), "wanted_m2 must not be negative"),
        (lambda: survey_demand([1.0], 1.2, 1, 0), "certainty must lie between 0 and 1"),
        (lambda: survey_demand([1.0], 1, 2, 0), "accepting must lie between 0 and 1"),
        (lambda: survey_demand([1.0], 1, 1, -1), "relocating must lie between 0 and 1"),
        (lambda: survey_demand(1.0, 1, 1, 0), "it is a single number"),
        (lambda: accepting_share([0.0], 1, [1]), "highest_price must be positive"),
        (lambda: accepting_share([1.0], 0, [1]), "asked_price must be positive"),
        (lambda: accepting_share([1.0, 2.0], 1, [1]), r"shape \[respondents\]"),
        (lambda: accepting_share([], 1, []), r"shape \[respondents\]"),
        (lambda: pipeline_demand([1.1], [1]), "probability must lie between 0 and 1"),
        (lambda: pipeline_demand([0.5], [-1]), "wanted_m2 must not be negative"),
        (lambda: pipeline_demand(0.5, 1), "it is a single number"),
        (lambda: side_by_side([1, 2], [1, 2, 3], 0), "do not broadcast"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
