"""What the law says of a tenant on a parcel, constraint by constraint."""

import pytest

from songi.study.schema.firms import Firm, FirmType, Investor
from songi.study.schema.land import Constraint, Parcel, Zone
from songi.study.tenants import (
    ALLOWED,
    BARRED,
    UNCLEAR,
    Tenant,
    concerns,
    surrounding_zones,
    tenant_of_firm,
    tenant_of_investor,
    verdict_on,
)

COMMON = {"source": "s", "basis": "assumed"}
NAMED = {**COMMON, "name_ko": "가", "name_en": "a"}
PLANT = Tenant("manufacturing", "large", ("21102",), "10")
LAB = Tenant("research", "sme", ("70113",), "10")
STRANGER = Tenant()


def constraint(kind, **cells):
    return Constraint(id="c", zone="site", kind=kind, article="art. 1", **cells, **NAMED)


def parcel(**cells):
    return Parcel(**{"id": "p", "zone": "b1", "use": "knowledge", "area_m2": "2000", **cells},
                  **NAMED)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "plant", "lab", "stranger"),
    [
        (
            constraint("over_concentration", activities="manufacturing", sizes="mid|large"),
            BARRED, ALLOWED, UNCLEAR,
        ),
        (constraint("allotment", limit="100000"), BARRED, ALLOWED, UNCLEAR),
        (constraint("permitted_ksic", ksic="70|72", ksic_revision="10"), BARRED, ALLOWED, UNCLEAR),
        (constraint("barred_ksic", ksic="211", ksic_revision="10"), BARRED, ALLOWED, UNCLEAR),
        (constraint("activity", activities="research|knowledge"), BARRED, ALLOWED, UNCLEAR),
        (constraint("size", sizes="sme"), BARRED, ALLOWED, UNCLEAR),
        (constraint("smallest_plot", limit="1500"), ALLOWED, ALLOWED, ALLOWED),
        (constraint("smallest_plot", limit="2500"), BARRED, BARRED, BARRED),
        (constraint("smallest_plot", limit="1500..2500"), UNCLEAR, UNCLEAR, UNCLEAR),
        (constraint("floor_area_ratio", limit="350"), ALLOWED, ALLOWED, ALLOWED),
    ],
)  # fmt: skip
def test_each_kind_of_constraint_says_whom_it_bars(rule, plant, lab, stranger):
    found = [verdict_on(rule, tenant, parcel()) for tenant in (PLANT, LAB, STRANGER)]
    assert found == [plant, lab, stranger]


def test_a_plant_may_stand_on_allotted_land():
    assert verdict_on(constraint("allotment", limit="9"), PLANT, parcel(allotted=True)) == ALLOWED


def test_a_code_of_another_revision_says_nothing():
    rule = constraint("permitted_ksic", ksic="21", ksic_revision="11")
    assert verdict_on(rule, PLANT, parcel()) == UNCLEAR


def test_a_kind_of_which_only_some_industries_are_permitted_is_unclear():
    mixed = Tenant("research", "sme", ("21102", "70113"), "10")
    rule = constraint("permitted_ksic", ksic="70", ksic_revision="10")
    assert verdict_on(rule, mixed, parcel()) == UNCLEAR


def test_an_uncertain_reading_of_the_law_bars_nobody_for_sure():
    rule = constraint("activity", activities="research", certain=False)
    assert [verdict_on(rule, who, parcel()) for who in (PLANT, LAB)] == [UNCLEAR, ALLOWED]


@pytest.mark.parametrize(
    ("freed", "foreign", "verdict"),
    [
        ("all", None, ALLOWED),
        ("foreign_invested", True, ALLOWED),
        ("foreign_invested", None, UNCLEAR),
        ("foreign_invested", False, BARRED),
    ],
)
def test_a_regime_frees_whom_it_is_for(freed, foreign, verdict):
    rule = constraint("activity", activities="research", regimes="zone", freed=freed)
    maker = Tenant("manufacturing", foreign_invested=foreign)
    assert verdict_on(rule, maker, parcel(), {"zone"}) == verdict
    assert verdict_on(rule, maker, parcel(), {"other"}) == BARRED
    assert verdict_on(rule, LAB, parcel(), {"zone"}) == ALLOWED


def test_a_constraint_holds_in_its_zone_and_for_its_uses():
    zones = [
        Zone(id="site", **NAMED),
        Zone(id="b1", within="site", **NAMED),
        Zone(id="other", **NAMED),
    ]
    around = surrounding_zones(zones)
    assert around["b1"] == {"b1", "site"}
    assert concerns(constraint("allotment"), parcel(), around)
    assert not concerns(constraint("allotment"), parcel(zone="other"), around)
    assert not concerns(constraint("allotment", uses="research"), parcel(), around)


def test_zones_in_a_circle_end():
    zones = [Zone(id="a", within="b", **NAMED), Zone(id="b", within="a", **NAMED)]
    assert surrounding_zones(zones) == {"a": {"a", "b"}, "b": {"a", "b"}}


def test_an_investor_is_what_its_firm_says_and_else_what_its_kind_is():
    kind = FirmType(id="plant", activity="manufacturing", size="mid", ksic="211",
                    ksic_revision="10", wanted_m2="3000", **NAMED)  # fmt: skip
    firm = Firm(id="f", activity="research", **NAMED)
    investor = Investor(id="i", kind="firm", firm="f", firm_type="plant", **NAMED)
    found = tenant_of_investor(investor, {"f": firm}, {"plant": kind})
    assert found == Tenant("research", "mid", ("211",), "10")
    assert tenant_of_investor(investor, {}, {}) == Tenant()
    assert tenant_of_firm(firm) == Tenant("research")
