"""Impact of the made-up works and firms: apart, nested, beside what was told."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

MONEY = True

WANTED = [
    "economic_impact", "impact_outlook", "impact_claims", "works_spent", "operating_firms",
    "wider_effects",
]  # fmt: skip


def found(folder, **more):
    return evaluate(folder, 200, WANTED, **more)


def test_works_and_operation_are_never_added(make_contest):
    values = found(make_contest())
    impact = values["economic_impact"]
    works = values["works_spent"].sel(shock="building")
    each = values["wider_effects"].sel(reach="nation", shock="building")
    told = impact.sel(part="construction", reach="nation")
    np.testing.assert_allclose(told.sel(kind="output"), works * each["output"])
    np.testing.assert_allclose(told.sel(kind="work"), works * each["work"] / 1e9)
    firms = values["operating_firms"].sel(shock=["making", "probing"])
    operation = impact.sel(part="operation", reach="nation")
    assert (operation.sel(kind="work") >= firms["jobs"].sum("shock") - 1e-9).all()


def test_the_nation_holds_the_place(make_contest):
    impact = found(make_contest())["economic_impact"]
    for kind in ("output", "value_added", "work"):
        one = impact.sel(kind=kind)
        assert (one.sel(reach="place") <= one.sel(reach="nation") + 1e-6).all()


def test_the_designation_moves_operation_not_works(make_contest):
    never = found(make_contest("a", head={"options.designation": '"not_designated"'}))
    always = found(make_contest("b", head={"options.designation": '"designated"'}))
    one, other = (v["economic_impact"].sel(reach="nation", kind="work") for v in (never, always))
    np.testing.assert_array_equal(one.sel(part="construction"), other.sel(part="construction"))
    assert float(one.sel(part="operation").mean()) != float(other.sel(part="operation").mean())


def test_a_public_figure_stands_beside_ours(make_contest):
    values = found(make_contest())
    claim = values["impact_claims"].sel(impact_estimate="told")
    ours = values["impact_outlook"]["mean"].sel(part="operation_full", reach="nation", kind="work")
    assert float(claim["ours"]) == pytest.approx(float(ours))
    assert float(claim["ratio"]) == pytest.approx(500 / float(ours))
    assert float(claim["low"]) <= float(claim["ours"]) <= float(claim["high"])


def test_without_works_their_part_is_unknown(make_contest):
    values = found(make_contest(rows={"shocks": copied("shocks")[1:]}))
    assert np.isnan(values["economic_impact"].sel(part="construction")).all()
    assert not np.isnan(values["economic_impact"].sel(part="operation", kind="output")).any()
