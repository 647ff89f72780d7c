from songi.study.check import read_and_check
from study.made_up import TABLES, named
from study.made_up_land import event, parcel


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_a_parcel_that_was_given_up_may_be_sold_again(make_study):
    more = [
        event("s6", "signed", "lost", "2024-08-01", reason="rescinded"),
        event("w9", "wooed", "contract", "2024-09-09", parcels="p4"),
    ]
    assert codes(make_study("a", more={"events": more})) == []
    cells = {"parcels": {3: {"owner": "wooed"}}}
    assert codes(make_study("b", more={"events": more}, cells=cells)) == []


def test_who_signs_and_moves_in_holds_the_parcel_once(make_study):
    more = [event("s6", "signed", "move_in", "2026-01-05", parcels="p4")]
    assert codes(make_study(more={"events": more})) == []


def test_a_contract_that_names_no_parcel_may_be_about_any(make_study):
    assert codes(make_study(cells={"events": {4: {"parcels": ""}}})) == []


def test_an_owner_is_not_doubted_where_events_could_not_be_read(make_study):
    folder = make_study(cells={"events": {4: {"amount_krw": "much"}}})
    assert "parcels.owner_without_contract" not in codes(folder)


def test_areas_of_all_zones_within_count(make_study):
    """The site is full: 63,100 m² of its parcels, two of them in the complex, and one more."""
    more = {"parcels": [parcel("p6", "site", "mixed", "15850", "")]}
    assert codes(make_study("a", more=more)) == []
    more = {"parcels": [parcel("p6", "site", "mixed", "16000", "")]}
    assert codes(make_study("b", more=more)) == ["zones.too_many_parcels"]


def test_a_zone_without_an_area_has_no_limit(make_study):
    more = {"parcels": [parcel("p6", "site", "mixed", "16000", "")]}
    assert codes(make_study(more=more, cells={"zones": {0: {"area_m2": ""}}})) == []


def test_an_allotment_that_a_granted_regime_lifts_for_all_cannot_be_exceeded(make_study):
    cells = {"parcels": {1: {"allotted": "true"}}, "constraints": {1: {"regimes": "urban"}}}
    assert codes(make_study("a", cells=cells)) == []
    cells["constraints"][1]["freed"] = "foreign_invested"
    assert codes(make_study("b", cells=cells)) == ["constraints.allotment_exceeded"]
    cells["constraints"][1] |= {"freed": "all", "regimes": "designated"}
    assert codes(make_study("c", cells=cells)) == ["constraints.allotment_exceeded"]


def test_an_allotment_counts_in_its_own_zone(make_study):
    assert codes(make_study(cells={"parcels": {2: {"allotted": "true"}}})) == []


def test_only_plots_for_firms_can_be_too_small(make_study):
    more = {"parcels": [parcel("kiosk", "site", "commercial", "60", "")]}
    assert codes(make_study("a", more=more)) == []
    more = {"parcels": [parcel("corner", "site", "research", "890..910", "")]}
    assert codes(make_study("b", more=more)) == []


def test_an_investor_may_want_less_than_firms_of_any_kind(make_study):
    more = {"parcels": [parcel("p6", "site", "knowledge", "250", "")]}
    tiny = named("tiny", kind="firm", seeks="land", wanted_m2="200")
    assert codes(make_study(more={**more, "investors": [tiny]})) == []


def test_without_any_demand_no_parcel_is_too_small(make_study):
    small = [parcel("p6", "site", "knowledge", "2", "")]
    wanted = [{**row, "wanted_m2": "", "firm_type": ""} for row in TABLES["investors"]]
    rows = {"firm_types": [], "investors": wanted}
    assert "parcels.small" not in codes(make_study(rows=rows, more={"parcels": small}))
