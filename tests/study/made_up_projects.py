"""Projects of the made-up study: the development of its land, and a building of three floors.

The land costs `buying` and `building` of `made_up_land`; the city buys what is unsold two years
after completion. The building lets two of its floors.
"""

from study.made_up_rows import named, row


def phase(project, year, share):
    return row(project=project, year=str(year), share=share, basis="assumed")


def space(row_id, floor, function, rent, **cells):
    usual = {
        "area_m2": "1000..1200", "operating_krw_per_m2_month": "6000..8000",
        "occupancy": "0.6..0.9", "fill_years": "2", "opens": "", "tenant": "",
    }  # fmt: skip
    return named(
        row_id, project="house", floor=str(floor), function=function, rent_krw_per_m2_month=rent,
        **{**usual, **cells},
    )  # fmt: skip


def benefit(row_id, project, counted_as, share, amount, per):
    return named(
        row_id, project=project, kind="net_value_added", counted_as=counted_as,
        share_of_tenants=share, amount_krw=amount, per=per, after_years="1", basis="assumed",
    )  # fmt: skip


PROJECT_COSTS = [
    named("house_works", project="house", item="house", amount_krw="8e9..1.2e10"),
]

PROJECTS = {
    "projects": [
        named("land", kind="land_development", applicant="local_corporation", price_year="2024",
              base_year="2024", starts_on="2022-03", opens_on="2026-12", delay_months="0..12",
              horizon_years="20", final_cost_factor="1|1.05|1.2", gross_floor_m2="",
              financial_rate="0.03..0.05", social_rate="0.045",
              transfer_share="0.05..0.1", residual_share="0.4..0.5"),
        named("house", kind="building", applicant="city", price_year="2024", base_year="2024",
              starts_on="2025-03", opens_on="2027-12", delay_months="", horizon_years="20",
              final_cost_factor="", gross_floor_m2="5000", financial_rate="0.045",
              social_rate="", transfer_share="", residual_share="0.1..0.2"),
    ],
    "project_shares": [
        named("province_share", project="land", share="0.65"),
        named("town_share", project="land", share="0.35"),
        named("house_share", project="house", share="1"),
    ],
    "cost_phases": [
        phase("land", 2023, "0.5"), phase("land", 2025, "0.1..0.3"), phase("land", 2026, "0.3"),
        phase("house", 2025, "0.4"), phase("house", 2027, "0.6"),
    ],
    "financing": [
        named("support", project="land", kind="grant", provider="city", share_of_cost="0.04",
              amount_krw="", rate="", grace_years="", term_years=""),
        named("bonds", project="land", kind="loan", provider="bond_holders",
              share_of_cost="0.4..0.6", amount_krw="", rate="0.01..0.02", grace_years="3",
              term_years="8"),
        named("state_money", project="house", kind="grant", provider="state", share_of_cost="",
              amount_krw="3e9", rate="", grace_years="", term_years=""),
    ],
    "guarantees": [
        named("clause", project="land", guarantor="city", obligation="buyback",
              clause_ko="준공 2년 뒤 미분양 용지를 시가 삽니다.",
              clause_en="The city buys land unsold two years after completion.",
              uses="knowledge|research|advanced_manufacturing", after_years="2",
              share_bought="", price_position="0..1"),
    ],
    "planned_sales": [
        named("shops", project="land", uses="commercial|support",
              area_m2="3000", price_krw_per_m2="3e6", share_sold="0.8..1",
              first_year="2026", last_year="2028"),
    ],
    "space_programme": [
        space("lobby", 1, "common", "0", occupancy="0"),
        space("benches", 2, "laboratory", "12000..16000"),
        space("starters", 3, "incubation", "5000|7000|9000", opens="2029-06-30"),
    ],
    "benefits": [
        benefit("new_here", "land", "new", "0.2..0.4", "2e5..4e5", "m2_of_land"),
        benefit("grown", "land", "expanding", "0.2..0.4", "1e5", "m2_of_land"),
        benefit("moved", "land", "relocating", "0.2..0.6", "1e5..2e5", "m2_of_land"),
        benefit("new_floors", "house", "new", "1", "4e5..6e5", "m2_let"),
    ],
}  # fmt: skip
