"""What an allocation rests on."""

import numpy as np

from songi.study.allocation import adjoining, function_fit, land_limits, partners, phases
from songi.study.schema.firms import FUNCTIONS, FirmType, Investor
from songi.study.schema.land import Constraint, Parcel, SaleRound
from songi.study.tenants import Tenant

COMMON = {"source": "s", "basis": "assumed", "name_ko": "가", "name_en": "a"}


def parcel(name, west, **cells):
    east = west + 0.001
    shape = f"POLYGON (({west} 37, {east} 37, {east} 37.001, {west} 37.001, {west} 37))"
    return Parcel(**{"id": name, "zone": "z", "use": "knowledge", "area_m2": "9000",
                     "outline": shape, **cells}, **COMMON)  # fmt: skip


def investor(name, introducers="", **cells):
    return Investor(id=name, kind="firm", introducers=introducers, **cells, **COMMON)


def test_plots_that_share_a_border_adjoin():
    plots = [parcel("a", 127.0), parcel("b", 127.001), parcel("c", 127.005), parcel("d", 127.002)]
    assert adjoining(plots).tolist() == [[0, 1], [1, 3]]
    bare = [parcel("a", 127.0, outline=None), plots[1]]
    assert adjoining(bare).shape == (0, 2)


def test_partners_introduce_each_other_or_are_introduced_by_the_same():
    found = partners([investor("a", "x"), investor("b", "a"), investor("c", "x"), investor("d")])
    assert found.tolist() == [
        [False, True, True, False],
        [True, False, False, False],
        [True, False, False, False],
        [False, False, False, False],
    ]


def test_fit_is_the_share_of_what_is_missed():
    kind = FirmType(id="k", activity="research", size="sme", functions="research|education",
                    wanted_m2="900", **COMMON)  # fmt: skip
    gaps = dict.fromkeys(FUNCTIONS, 1.0) | {"research": 0.5}
    assert function_fit(investor("a", firm_type="k"), {}, {"k": kind}, gaps) == 1.5 / 4.5
    assert function_fit(investor("a"), {}, {}, gaps) == 0


def test_phases_count_the_rounds_before():
    rounds = [SaleRound(id=name, offered_on=day, method="cost_contract", **COMMON)
              for name, day in (("late", "2026-06-01"), ("first", "2025-01-01"))]  # fmt: skip
    plots = [parcel("a", 127.0, sale_round="late"), parcel("b", 127.1, sale_round="first"),
             parcel("c", 127.2)]  # fmt: skip
    assert phases(plots, rounds).tolist() == [1, 0, 2]


def test_limits_name_whom_and_where_they_count():
    rows = [
        Constraint(id="lot", zone="z", kind="allotment", article="1", limit="100", **COMMON),
        Constraint(id="kept", zone="z", kind="small_firms", article="2", limit="50", **COMMON),
        Constraint(id="tall", zone="z", kind="floor_area_ratio", article="3", limit="9", **COMMON),
    ]
    tenants = [Tenant("manufacturing", "large"), Tenant("research", "sme")]
    lot, kept = land_limits(rows, tenants, [parcel("a", 127.0)], {"z": frozenset({"z"})})
    assert (lot.name, lot.bound, np.asarray(lot.per_m2).tolist()) == ("lot", 100, [1, 0])
    assert (kept.name, kept.at_least, np.asarray(kept.per_m2).tolist()) == ("kept", True, [0, 1])
