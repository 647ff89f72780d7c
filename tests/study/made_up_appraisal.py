"""Rules of appraisal of the made-up study, one of them of an earlier date, and what was passed."""

from study.made_up_rows import named


def regime(row_id, gate, from_cost, **cells):
    shown = {
        "kinds": "", "applicants": "city|local_corporation", "below_cost_krw": "",
        "from_state_krw": "", "measures": "benefit_cost", "in_force_from": "", "in_force_until": "",
        "review_cost_growth": "", "review_delay_years": "", "certain": "true",
    }  # fmt: skip
    return named(row_id, gate=gate, article="Act 1", from_cost_krw=from_cost, **{**shown, **cells})


def parameter(row_id, kind, value, area="", **cells):
    shown = {"in_force_from": "2017-08", "in_force_until": ""}
    return named(
        row_id, parameter=kind, value=value, area=area, article="Guide 2", **{**shown, **cells}
    )


APPRAISAL = {
    "appraisal_regimes": [
        regime("review_old", "local_enterprise_review", "5e10", measures="pi|fnpv|firr",
               applicants="local_corporation", in_force_until="2024-03-11",
               review_cost_growth="0.2", review_delay_years="3"),
        regime("review_new", "local_enterprise_review", "5e10", measures="pi|fnpv|firr",
               applicants="local_corporation", in_force_from="2024-03-12",
               review_cost_growth="0.3", review_delay_years="4"),
        regime("local", "local_review", "2e9", below_cost_krw="1.1e10", applicants="city"),
        regime("central", "central_review", "1.1e10", applicants="city"),
        regime("study", "preliminary_feasibility", "5e10", from_state_krw="3e10",
               measures="benefit_cost|enpv|ahp", kinds="building"),
    ],
    "appraised_projects": [
        named("land_passed", project="land", regime="review_old", passed_on="2021-06-30",
              cost_krw="7e10..8e10", completion_year="2023"),
    ],
    "appraisal_parameters": [
        parameter("rate", "social_discount_rate", "0.045"),
        parameter("rate_before", "social_discount_rate", "0.055", in_force_from="2007",
                  in_force_until="2017-08-10"),
        parameter("economy_here", "economic_weight", "60..70", "capital_region"),
        parameter("policy_here", "policy_weight", "30..40", "capital_region"),
        parameter("economy_there", "economic_weight", "30..45", "elsewhere"),
        parameter("policy_there", "policy_weight", "25..40", "elsewhere"),
        parameter("balance_there", "balance_weight", "30..40", "elsewhere"),
    ],
}  # fmt: skip
