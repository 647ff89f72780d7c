"""Incentives of the made-up study: one credit that holds everywhere, more under two regimes.

`drugs` is a mid-size plant, `labs` a small firm; the credit for equipment is barred for new
workplaces that are not small unless they stand in `urban`, which is granted. The relief of the
income tax under `designated` and the credit exclude each other.
"""

from study.made_up_rows import named, row

BLANK = dict.fromkeys(
    ("regime", "base", "rate", "duration_years", "later_rate", "later_years", "cap_krw",
     "cap_investment_share", "cap_krw_per_job", "smallest_m2", "sizes", "activities",
     "technologies", "excludes", "minimum_tax", "rural_tax_share", "lowers_credit_base",
     "from_on", "until_on", "condition_ko", "condition_en"), ""
)  # fmt: skip


def incentive(row_id, kind, paid_by="state", **cells):
    return named(
        row_id, kind=kind, paid_by=paid_by, article="art. 24", checked_on="2025-05-31",
        **{**BLANK, "takers": "firms", "standing": "entitled", "minimum_tax": "false",
           "lowers_credit_base": "false", **cells},
    )  # fmt: skip


def limit(row_id, incentives, **cells):
    blank = dict.fromkeys(("sizes", "moves", "regimes", "from_on", "until_on"), "")
    return named(
        row_id, incentives=incentives, article="art. 130", checked_on="2025-05-31",
        **{**blank, "certain": "true", **cells},
    )  # fmt: skip


def tax(row_id, parameter, value, **cells):
    blank = {"above_krw": "0", "sizes": "", "from_on": "", "until_on": ""}
    return named(
        row_id, parameter=parameter, value=value, article="art. 55", checked_on="2025-05-31",
        **{**blank, **cells},
    )  # fmt: skip


def profile(firm_type, **cells):
    return row(
        firm_type=firm_type,
        **{
            "invests_in": "2026", "moves": "new", "foreign_invested": "false", "venture": "false",
            "technology": "middle", "on_strategic_list": "0..1",
            "investment_krw_per_m2": "3e6..5e6", "land_krw_per_m2": "2e6",
            "profitability": "0.1..0.25", "research_share": "0.05", "other_income_share": "0.1",
            "imported_share": "0.3", "debt_share": "0.4", "interest_rate": "0.05",
            "equity_return": "0.1", "subsidised_hires": "0.5", **cells,
        },
    )  # fmt: skip


def asset(firm_type, name, share, wear, method, allowance):
    return row(
        firm_type=firm_type, asset=name, share=share, wear=wear, method=method, allowance=allowance
    )


INCENTIVES = {
    "regime_pairs": [
        row(regime="designated", other="urban", stacks="true", certain="true", article="art. 5"),
    ],
    "incentives": [
        incentive("credit", "tax_credit", base="equipment", rate="0.15", sizes="sme|mid",
                  technologies="strategic", minimum_tax="true", rural_tax_share="1",
                  excludes="holiday", until_on="2029-12-31"),
        incentive("lesser_credit", "tax_credit", base="equipment", rate="0.06",
                  technologies="middle", minimum_tax="true", rural_tax_share="1",
                  excludes="holiday", until_on="2029-12-31"),
        incentive("research", "tax_credit", base="research_cost", rate="0.3", sizes="sme|mid",
                  until_on="2029-12-31"),
        incentive("holiday", "tax_reduction", regime="designated", base="income_tax", rate="1",
                  duration_years="3", later_rate="0.5", later_years="2",
                  cap_investment_share="0.5", cap_krw_per_job="15000000",
                  rural_tax_share="0..1", until_on="2026-12-31"),
        incentive("cheap_land", "land", "developer", regime="designated", base="land_price",
                  rate="1"),
        incentive("fast", "permit_time", regime="designated", base="months", rate="0|2|4"),
        incentive("buying", "tax_reduction", "province", regime="urban", base="acquisition_tax",
                  rate="0.5"),
        incentive("owning", "tax_reduction", "city", regime="urban", base="property_tax",
                  rate="0.35", duration_years="5"),
        incentive("site", "subsidy", "city", base="land_area", rate="100000..242000",
                  smallest_m2="3306", standing="discretion", condition_ko="시장이 정함",
                  condition_en="the mayor decides"),
        incentive("hiring", "subsidy", "city", base="hires", rate="500000", duration_years="0.5",
                  cap_krw="1e8"),
        incentive("duty", "tax_reduction", regime="designated", base="customs_duty", rate="1",
                  takers="foreign_invested"),
        incentive("levies", "levy", "city", regime="designated"),
    ],
    "incentive_limits": [
        limit("crowded", "credit|lesser_credit", sizes="mid|large", moves="new|relocating",
              regimes="urban"),
        limit("listed", "site", sizes="large", certain="false"),
    ],
    "tax_parameters": [
        tax("corporate_1", "corporate_rate", "0.09"),
        tax("corporate_2", "corporate_rate", "0.19", above_krw="2e8"),
        tax("local", "local_income_share", "0.1"),
        tax("least_small", "minimum_rate", "0.07", sizes="sme"),
        tax("least", "minimum_rate", "0.1", sizes="mid|large"),
        tax("rural", "rural_tax_rate", "0.2"),
        tax("carry", "credit_carry_years", "10"),
        tax("buying_rate", "acquisition_rate", "0.03..0.04"),
        tax("owning_rate", "property_rate", "0.001..0.002"),
        tax("duty_rate", "customs_rate", "0..0.08"),
        tax("prices", "inflation", "0.02"),
        tax("public", "public_discount_rate", "0.045"),
        tax("local_reliefs", "local_relief_share", "0"),
    ],
    "investment_profiles": [
        profile("drugs"),
        profile("labs", research_share="0.2..0.4", on_strategic_list="0"),
    ],
    "profile_assets": [
        asset("drugs", "building", "0.4..0.5", "0.03", "straight_line", "20..40"),
        asset("drugs", "equipment", "0.5..0.6", "0.1..0.15", "declining", "0.3..0.45"),
        asset("labs", "building", "0.4", "0.03", "straight_line", "40"),
        asset("labs", "research_facility", "0.6", "0.15", "declining", "0.4"),
    ],
}  # fmt: skip
