"""Sums of benefits: together, the better of two, cut to what is due; the law's choice."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.study.packages import Worth, is_priced, regimes_priced
from songi.study.schema.incentives import Incentive
from study.made_up_incentives import INCENTIVES

AMOUNTS = arrays(float, 5, elements=st.floats(0, 1e9).map(round))


def worth(**parts):
    found = Worth()
    for name, amount in parts.items():
        found.add(name, "city", np.asarray(amount, float))
    return found


@given(AMOUNTS, AMOUNTS)
def test_the_better_is_taken_draw_by_draw(one, other):
    found = worth(land=one).or_better(worth(subsidy=other))
    np.testing.assert_allclose(found.total, np.maximum(one, other))
    assert (np.minimum(found.part("land"), found.part("subsidy")) == 0).all()


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_no_more_is_forgiven_than_is_due(one, other, due):
    found = worth(property_tax=one)
    found.add("property_tax", "state", other)
    found.cut_to("property_tax", due)
    assert (found.part("property_tax") <= due * (1 + 1e-12) + 1e-6).all()
    np.testing.assert_allclose(found.by_payer(5).sum(axis=1), found.part("property_tax"))
    np.testing.assert_allclose(found.by_part(5).sum(axis=1), found.part("property_tax"))


def test_time_gained_costs_nobody_anything():
    found = worth(permit_time=[1.0], land=[2.0])
    assert found.total.tolist() == [3.0]
    assert found.by_payer(1).tolist() == [[0.0, 0.0, 2.0, 0.0]]


def test_only_what_has_a_rate_and_a_base_is_put_into_money():
    rows = [
        Incentive.model_validate({name: text for name, text in one.items() if text})
        for one in INCENTIVES["incentives"]
    ]
    assert [row.id for row in rows if not is_priced(row)] == ["levies"]
    assert regimes_priced(rows) == ["designated", "urban"]
