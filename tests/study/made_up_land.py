"""Land and firms of the made-up study: a site with six parcels, two sales, four investors.

The site is a rectangle of about 355 m by 222 m (78,966 m² in EPSG:5179). Plots `p1` to `p4` stand
in a row along its south, the road runs behind them, and `p5` lies behind the road:

    p5 p5 .. ..
    road  road  (handed over free)
    p1 p2 p3 p4     p1 and p2 are the complex; p1 stands on the allotment, p4 is sold to `signed`
"""

from study.made_up_rows import named, row


def outline(west, south, east, north):
    """A rectangle, in thousandths of a degree from 127° east and 37° north."""
    w, e = (f"{127 + part / 1000:.7f}" for part in (west, east))
    s, n = (f"{37 + part / 1000:.7f}" for part in (south, north))
    return f"POLYGON (({w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s}))"


def event(row_id, investor, stage, happened_on, known_from=None, **cells):
    blank = {"amount_krw": "", "strength": "", "parcels": "", "reason": ""}
    return named(
        row_id, investor=investor, stage=stage, happened_on=happened_on,
        known_from=known_from or happened_on, **{**blank, **cells},
    )  # fmt: skip


def conversion(from_stage, to_stage, share, months):
    return row(
        from_stage=from_stage, to_stage=to_stage, share=share, months=months, worth="2",
        basis="assumed",
    )  # fmt: skip


def constraint(row_id, kind, zone="site", **cells):
    blank = dict.fromkeys(
        ("uses", "limit", "ksic", "ksic_revision", "activities", "sizes", "regimes"), ""
    )
    return named(row_id, zone=zone, kind=kind, article="art. 1", **{**blank, **cells})


def parcel(row_id, zone, use, area_m2, shape, **cells):
    blank = dict.fromkeys(("free_supply", "allotted", "sale_round", "cost_rule", "owner"), "")
    return named(
        row_id, zone=zone, use=use, area_m2=area_m2, outline=shape, price_weight="1",
        **{**blank, "free_supply": "false", "allotted": "false", **cells},
    )  # fmt: skip


def parameter(name, value):
    return row(parameter=name, value=value, basis="assumed")


LAND = {
    "zones": [
        named("site", within="", area_m2="78970", outline=outline(0, 0, 4, 2)),
        named("complex", within="site", area_m2="19740", outline=outline(0, 0, 2, 1)),
    ],
    "parcels": [
        parcel("p1", "complex", "advanced_manufacturing", "9870", outline(0, 0, 1, 1),
               allotted="true", sale_round="first", cost_rule="cost"),
        parcel("p2", "complex", "knowledge", "9800..9900", outline(1, 0, 2, 1),
               sale_round="first", cost_rule="cost"),
        parcel("p3", "site", "knowledge", "9870", outline(2, 0, 3, 1),
               sale_round="second", cost_rule="cost"),
        parcel("p4", "site", "research", "9870", outline(3, 0, 4, 1), cost_rule="cost",
               owner="signed"),
        parcel("p5", "site", "knowledge", "15790", outline(0, 1.2, 2, 2),
               sale_round="second", cost_rule="cost"),
        parcel("road", "site", "infrastructure", "7900", outline(0, 1, 4, 1.2),
               free_supply="true", cost_rule="cost"),
    ],
    "sale_rounds": [
        named("first", offered_on="2025-10-30", closes_on="2025-12-03",
              method="appraisal_tender", method_if_designated="cost_contract",
              price_krw_per_m2="3.8e6", known_from="2025-10-30"),
        named("second", offered_on="2026-06-30", closes_on="", method="cost_contract",
              method_if_designated="", price_krw_per_m2="", known_from="2025-10-30"),
    ],
    "sale_outcomes": [
        row(sale_round="first", bids="0", sold_m2="0", known_from="2025-12-03"),
    ],
    "cost_rules": [
        named("cost", article="art. 40", items="land|works", free_supply_m2="",
              price="development_cost", settled="true", shortfall_borne_by="developer"),
    ],
    "constraints": [
        constraint("crowded", "over_concentration", activities="manufacturing", sizes="mid|large",
                   certain="false", lifted_by="the ministry", regimes="designated"),
        constraint("allotment", "allotment", "complex", limit="10000"),
        constraint("permitted", "permitted_ksic", "complex", ksic="21|701", ksic_revision="10"),
        constraint("barred", "barred_ksic", ksic="2011", ksic_revision="10"),
        constraint("settling", "activity", uses="research", activities="research|knowledge"),
        constraint("small", "size", uses="knowledge", sizes="sme|mid", regimes="designated"),
        constraint("storeys", "floor_area_ratio", limit="350"),
        constraint("plots", "smallest_plot", limit="900..1650"),
    ],
    "utilities": [
        named("grid", zone="site", kind="power", capacity="0.5..0.7", available_from="2026-12-31",
              delay_months="0..12", status="firm", consent="granted"),
        named("line", zone="site", kind="power", capacity="2", available_from="2029",
              delay_months="6|12|36", status="planned", consent="applied"),
        named("pipe", zone="site", kind="water", capacity="300..400", available_from="2026-06",
              delay_months="", status="firm", consent="granted"),
        named("sewer", zone="site", kind="waste_water", capacity="150", available_from="2027",
              delay_months="0..6", status="planned", consent="none"),
    ],
    "competing_supply": [
        named("near", region="r", area_m2="200000", unsold_m2="50000..80000",
              price_krw_per_m2="1.6e6", available_from="2024-03", distance_km="15"),
        named("far", region="r2", area_m2="500000", unsold_m2="", price_krw_per_m2="",
              available_from="2027", distance_km="40..50"),
    ],
    "demand_surveys": [
        row(survey="s19", respondent="r1", firm="plant", respondents="1", asked_on="2019-10-29",
            wanted_m2="8000", highest_price_krw_per_m2="2e6", certainty="0.5..0.8",
            moves="expanding"),
        row(survey="s19", respondent="r2", firm="", respondents="1", asked_on="2019-10-29",
            wanted_m2="3000..4000", highest_price_krw_per_m2="", certainty="", moves="relocating"),
        row(survey="s19", respondent="others", firm="", respondents="20", asked_on="2019-10-29",
            wanted_m2="60000", highest_price_krw_per_m2="", certainty="", moves="unknown"),
    ],
    "land_takeup": [
        row(region="r", year=str(year), area_m2=area)
        for year, area in zip(
            range(2018, 2023), ("21000", "18000", "9000", "16000..18000", "24000"), strict=True
        )
    ],
    "demand_bases": [
        named("workers", approach="unit_area", region="r", added_workers_per_year="300..500",
              m2_per_worker="40..60", area_m2_per_year="", share_here="0.05..0.15"),
        named("yearly", approach="plan", region="r", added_workers_per_year="", m2_per_worker="",
              area_m2_per_year="90000", share_here="0.05..0.15"),
        named("before", approach="trend", region="r", added_workers_per_year="", m2_per_worker="",
              area_m2_per_year="", share_here="0.3"),
    ],
    "market_parameters": [
        parameter("price_elasticity", "1..3"),
        parameter("nearby_price_elasticity", "0.5..1.5"),
        parameter("cooling_half_life_quarters", "4..12"),
        parameter("revision_after_quarters", "4"),
        parameter("revision_step", "0.05..0.15"),
        parameter("floor_share_of_cost", "0.9"),
        parameter("unready_factor", "0.2..0.5"),
        parameter("designated_factor", "1.5..3"),
        parameter("competing_factor", "0.2..0.6"),
        parameter("letter_wanted_m2", "1500..4000"),
        parameter("expected_price_krw_per_m2", "2e6..2.8e6"),
    ],
}  # fmt: skip

FIRMS = {
    "firms": [
        named("plant", ksic="21102", ksic_revision="10", technologies="antibodies|vaccines",
              activity="manufacturing", size="mid", listed="true", region="r", tenure="leased",
              lease_end="2026", employees="120..150", growth_per_year="0.05..0.2",
              floor_m2="6000", functions="commercialisation", introducers="letters|institute"),
        named("lab", ksic="70113", ksic_revision="10", technologies="organoids",
              activity="research", size="sme", listed="false", region="r2", tenure="unknown",
              lease_end="", employees="30", growth_per_year="", floor_m2="",
              functions="research|clinical_trials", introducers=""),
        named("maker", ksic="", ksic_revision="", technologies="", activity="manufacturing",
              size="sme", listed="false", region="", tenure="owned", lease_end="", employees="",
              growth_per_year="-0.05", floor_m2="2000", functions="", introducers=""),
    ],
    "firm_types": [
        named("drugs", activity="manufacturing", size="mid", ksic="211|212", ksic_revision="10",
              functions="commercialisation", wanted_m2="5000..9000",
              power_kw_per_1000_m2="80..120", water_m3_per_day_per_1000_m2="10..20",
              waste_water_m3_per_day_per_1000_m2="8..16", jobs_per_1000_m2="12"),
        named("labs", activity="research", size="sme", ksic="701", ksic_revision="10",
              functions="research|education", wanted_m2="900..2500",
              power_kw_per_1000_m2="40..60", water_m3_per_day_per_1000_m2="3",
              waste_water_m3_per_day_per_1000_m2="2", jobs_per_1000_m2="30..40"),
    ],
    "investors": [
        named("signed", kind="firm", seeks="land", members="1", firm="lab", firm_type="labs",
              country="KR", wanted_m2="", expected_price_krw_per_m2="2.4e6",
              introducers="institute"),
        named("wooed", kind="firm", seeks="land", members="1", firm="plant", firm_type="drugs",
              country="KR", wanted_m2="7000..9000", expected_price_krw_per_m2="",
              introducers="institute"),
        named("gone", kind="firm", seeks="land", members="1", firm="", firm_type="labs",
              country="US", wanted_m2="2000", expected_price_krw_per_m2="", introducers=""),
        named("institute", kind="institute", seeks="cooperation", members="1", firm="",
              firm_type="", country="LU", wanted_m2="", expected_price_krw_per_m2="",
              introducers=""),
        named("letters", kind="group", seeks="land", members="5", firm="", firm_type="",
              country="KR", wanted_m2="", expected_price_krw_per_m2="", introducers=""),
    ],
    "events": [
        event("s1", "signed", "contact", "2023-01-10"),
        event("s2", "signed", "visit", "2023-03-02"),
        event("s3", "signed", "mou", "2023-06-30"),
        event("s4", "signed", "letter", "2023-11-15", amount_krw="9e9..11e9", strength="letter"),
        event("s5", "signed", "contract", "2024-06-20", amount_krw="12e9", strength="contracted",
              parcels="p4"),
        event("w1", "wooed", "contact", "2023-05-08"),
        event("w2", "wooed", "visit", "2023-08-21", "2023-09-01"),
        event("w3", "wooed", "mou", "2024-02-01"),
        event("g1", "gone", "contact", "2023-02-14"),
        event("g2", "gone", "lost", "2024-03-31", reason="the price"),
        event("i1", "institute", "visit", "2023-08-10"),
        event("i2", "institute", "visit", "2023-11", "2023-11-30"),
        event("i3", "institute", "mou", "2024-02-21"),
        event("l1", "letters", "letter", "2023-12-20", amount_krw="6e10", strength="letter"),
    ],
    "conversion_priors": [
        conversion("contact", "visit", "0.4", "6..12"),
        conversion("contact", "lost", "0.6", "6..12"),
        conversion("visit", "mou", "0.5", "6"),
        conversion("visit", "lost", "0.5", "6"),
        conversion("mou", "letter", "0.4", "9"),
        conversion("mou", "lost", "0.6", "9"),
        conversion("letter", "contract", "0.2", "12..24"),
        conversion("letter", "lost", "0.8", "12..24"),
        conversion("contract", "move_in", "0.8", "30"),
        conversion("contract", "lost", "0.2", "30"),
    ],
    "obligations": [
        named("start", party="investor", investor="signed", contract="s5", kind="start",
              article="contract, 7", due="2026-06-20", promised="", unit="yes_no",
              remedy_ko="계약 해제", remedy_en="rescission", known_from="2024-06-20"),
        named("invest", party="investor", investor="signed", contract="s5", kind="investment",
              article="contract, 9", due="2028-12-31", promised="12e9", unit="krw",
              remedy_ko="", remedy_en="", known_from="2024-06-20"),
        named("hire", party="investor", investor="signed", contract="s5", kind="jobs",
              article="contract, 9", due="2029-12-31", promised="60", unit="persons",
              remedy_ko="", remedy_en="", known_from="2024-06-20"),
        named("buyback", party="city", investor="", contract="", kind="buy_back",
              article="agreement, 12", due="2030", promised="", unit="yes_no",
              remedy_ko="", remedy_en=""),
    ],
    "fulfilments": [
        row(obligation="invest", on="2024-12-31", actual="1e9", known_from="2025-02-15"),
        row(obligation="invest", on="2025-06-30", actual="2e9..3e9", known_from="2025-08-01"),
        row(obligation="start", on="2025-06-30", actual="0", known_from="2025-08-01"),
    ],
}  # fmt: skip

MONEY = {
    "costs": [
        named("buying", project="land", item="land", amount_krw="4e10"),
        named("building", project="land", item="works", amount_krw="5e10..7e10"),
    ],
    "regimes": [
        named("designated", article="art. 16", status="applied", since="", contest="c1"),
        named("urban", article="art. 7", status="granted", since="2019-12-20", contest=""),
    ],
}
