"""Rules that need more than one cell: one function each, by topic; every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from songi.errors import Problem, StudyError
from songi.study.check.appraisal import (
    appraisals_are_by_the_rule_of_their_day,
    expert_weights_add_up,
    gates_have_thresholds_in_order,
    only_the_preliminary_study_asks_experts,
    projects_are_appraised_over_the_years_of_the_rule,
    projects_discount_as_the_rule_says,
    rates_are_shares,
    rules_end_after_they_begin,
)
from songi.study.check.cold_chain import (
    lanes_lead_somewhere,
    packages_are_qualified,
    packages_fit_their_goods,
    seasons_make_a_year,
    temperatures_are_in_celsius,
)
from songi.study.check.contest import (
    bids_make_a_contest,
    candidates_bid_once,
    contest_is_chosen,
    criteria_form_a_tree,
    indicators_vary,
    leaves_are_measured,
    missing_values_are_allowed,
    own_bid_exists,
    weight_ranges_agree,
)
from songi.study.check.defence import (
    commitments_cover_their_own,
    embargoes_lie_ahead,
    requirements_have_evidence,
    statements_point_to_a_cell,
)
from songi.study.check.demand import (
    bases_are_complete,
    firms_answer_once,
    market_has_its_parameters,
)
from songi.study.check.ecosystem import (
    actors_are_linked,
    actors_end_after_they_begin,
    actors_have_the_names_they_are_known_by,
    links_are_told_once,
    links_end_after_they_begin,
    links_join_two,
    links_lie_within_their_parties,
    services_are_used_once_they_run,
)
from songi.study.check.firms import (
    codes_are_of_one_revision,
    codes_have_a_revision,
    conversions_agree,
    conversions_lead_onwards,
    countries_are_codes,
    groups_are_no_firms,
    land_seekers_want_an_area,
)
from songi.study.check.ground import (
    ages_add_up,
    codes_are_of_one_year,
    hexagons_are_cells,
    hospitals_stand_once,
    municipalities_have_one_name,
    places_lie_where_people_are,
)
from songi.study.check.incentives import (
    choices_can_be_listed,
    exclusions_are_of_one_kind,
    incentive_rates_are_shares,
    incentives_end_after_they_begin,
    kinds_of_tenants_have_a_profile,
    later_rates_are_complete,
    limits_take_what_does_not_need_them,
    pairs_are_of_two_regimes,
    profiles_have_assets_that_add_up,
    rates_have_a_base,
    some_incentive_is_in_time,
    taxes_have_brackets_from_nought,
)
from songi.study.check.industries import (
    codes_name_one_sector,
    one_area_is_made,
    sectors_are_of_one_table,
    sectors_balance,
    sectors_can_be_solved,
    sectors_earn_something,
    shocks_are_complete,
)
from songi.study.check.judgements import (
    judgements_are_consistent,
    judgements_fit_the_tree,
    judgements_have_a_best_and_a_worst,
    pairs_are_judged_once,
)
from songi.study.check.land import (
    constraints_are_complete,
    outcomes_fit_their_sale,
    sales_close_after_they_open,
    sales_have_a_price,
    sales_offer_land,
    supplies_are_consented,
    zones_lie_within_others,
)
from songi.study.check.money import (
    amounts_are_in_won,
    prices_are_in_won,
    rules_count_costs,
    rules_have_land_to_sell,
)
from songi.study.check.names import names_are_used
from songi.study.check.obligations import (
    contracts_are_the_party_s,
    promises_are_contracted,
    promises_have_a_unit,
    what_is_done_or_not_is_told_so,
)
from songi.study.check.options import (
    feasible_changes_are_measured,
    options_agree,
    options_change_cells,
    options_exclude_others,
    partners_are_others,
)
from songi.study.check.outlines import (
    areas_match_outlines,
    outlines_are_sound,
    parcels_lie_apart,
    parcels_lie_in_their_zone,
    zones_lie_in_theirs,
)
from songi.study.check.parcels import (
    parcels_are_sold_once,
    parcels_fit_into_their_zone,
    parcels_fit_onto_the_allotment,
    parcels_have_one_owner,
    parcels_suit_somebody,
)
from songi.study.check.peers import (
    clusters_are_founded_first,
    one_cluster_is_the_own,
    series_count_one_thing,
)
from songi.study.check.people import (
    flows_say_how_many,
    living_is_measured_alike,
    only_migration_is_negative,
    places_are_of_one_level,
    shares_of_jobs_fit,
    spans_end_after_they_begin,
)
from songi.study.check.pipeline import (
    amounts_have_a_strength,
    days_lie_behind,
    groups_sign_nothing,
    losses_have_a_reason,
    stages_follow_each_other,
    steps_taken_are_held_possible,
)
from songi.study.check.place import bands_start_at_zero, limits_are_given, positions_are_near
from songi.study.check.projects import (
    benefits_are_counted_once,
    floors_fit_into_the_building,
    guarantees_are_about_land,
    loans_can_be_repaid,
    money_given_is_complete,
    one_project_sells_the_land,
    phases_add_up_to_one,
    planned_sales_have_land,
    projects_add_up_to_one,
    projects_are_at_one_price,
    projects_have_a_cost_by_year,
    projects_open_after_they_start,
    society_has_a_rate,
)
from songi.study.check.roads import (
    indicators_are_complete,
    networks_have_congestion,
    road_times_are_possible,
)
from songi.study.check.rows import (
    ids_are_unique,
    references_exist,
    shared_rows_exist,
    sources_exist,
    versions_are_dated,
)
from songi.study.check.rules import (
    clauses_are_examined,
    joins_lead_to_a_bid,
    kept_places_are_awarded,
    rules_are_complete,
    rules_name_groups,
)
from songi.study.check.specialisation import (
    counts_agree,
    industries_add_up,
    industries_are_of_one_revision,
    industry_codes_are_known,
    regions_are_of_one_edition,
    the_home_region_is_counted,
)
from songi.study.check.trials import (
    counts_come_after_opening,
    counts_grow,
    trials_end_after_they_open,
    trials_have_centres_that_recruit,
)
from songi.study.load import load_study
from songi.study.model import Study
from songi.study.scenario import apply_scenario

Rule = Callable[[Study], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    ids_are_unique,
    versions_are_dated,
    sources_exist,
    references_exist,
    shared_rows_exist,
    contest_is_chosen,
    bids_make_a_contest,
    candidates_bid_once,
    own_bid_exists,
    criteria_form_a_tree,
    weight_ranges_agree,
    leaves_are_measured,
    missing_values_are_allowed,
    indicators_vary,
    judgements_fit_the_tree,
    pairs_are_judged_once,
    judgements_are_consistent,
    judgements_have_a_best_and_a_worst,
    positions_are_near,
    bands_start_at_zero,
    limits_are_given,
    indicators_are_complete,
    networks_have_congestion,
    road_times_are_possible,
    hexagons_are_cells,
    ages_add_up,
    codes_are_of_one_year,
    municipalities_have_one_name,
    places_lie_where_people_are,
    hospitals_stand_once,
    options_change_cells,
    partners_are_others,
    options_exclude_others,
    options_agree,
    feasible_changes_are_measured,
    joins_lead_to_a_bid,
    clauses_are_examined,
    rules_are_complete,
    rules_name_groups,
    kept_places_are_awarded,
    commitments_cover_their_own,
    requirements_have_evidence,
    statements_point_to_a_cell,
    embargoes_lie_ahead,
    zones_lie_within_others,
    outlines_are_sound,
    zones_lie_in_theirs,
    parcels_lie_in_their_zone,
    parcels_lie_apart,
    areas_match_outlines,
    parcels_fit_into_their_zone,
    parcels_fit_onto_the_allotment,
    parcels_have_one_owner,
    parcels_are_sold_once,
    parcels_suit_somebody,
    sales_close_after_they_open,
    sales_have_a_price,
    sales_offer_land,
    outcomes_fit_their_sale,
    rules_count_costs,
    rules_have_land_to_sell,
    constraints_are_complete,
    supplies_are_consented,
    firms_answer_once,
    bases_are_complete,
    market_has_its_parameters,
    codes_have_a_revision,
    codes_are_of_one_revision,
    groups_are_no_firms,
    land_seekers_want_an_area,
    countries_are_codes,
    conversions_lead_onwards,
    conversions_agree,
    steps_taken_are_held_possible,
    stages_follow_each_other,
    days_lie_behind,
    losses_have_a_reason,
    amounts_have_a_strength,
    groups_sign_nothing,
    promises_are_contracted,
    contracts_are_the_party_s,
    promises_have_a_unit,
    what_is_done_or_not_is_told_so,
    amounts_are_in_won,
    prices_are_in_won,
    projects_add_up_to_one,
    projects_are_at_one_price,
    projects_open_after_they_start,
    projects_have_a_cost_by_year,
    phases_add_up_to_one,
    one_project_sells_the_land,
    society_has_a_rate,
    floors_fit_into_the_building,
    money_given_is_complete,
    loans_can_be_repaid,
    guarantees_are_about_land,
    planned_sales_have_land,
    benefits_are_counted_once,
    gates_have_thresholds_in_order,
    rules_end_after_they_begin,
    only_the_preliminary_study_asks_experts,
    rates_are_shares,
    expert_weights_add_up,
    appraisals_are_by_the_rule_of_their_day,
    projects_are_appraised_over_the_years_of_the_rule,
    projects_discount_as_the_rule_says,
    sectors_are_of_one_table,
    sectors_earn_something,
    sectors_balance,
    sectors_can_be_solved,
    one_area_is_made,
    shocks_are_complete,
    codes_name_one_sector,
    incentive_rates_are_shares,
    rates_have_a_base,
    later_rates_are_complete,
    incentives_end_after_they_begin,
    some_incentive_is_in_time,
    exclusions_are_of_one_kind,
    choices_can_be_listed,
    limits_take_what_does_not_need_them,
    pairs_are_of_two_regimes,
    profiles_have_assets_that_add_up,
    kinds_of_tenants_have_a_profile,
    taxes_have_brackets_from_nought,
    links_join_two,
    links_are_told_once,
    links_end_after_they_begin,
    links_lie_within_their_parties,
    actors_end_after_they_begin,
    actors_have_the_names_they_are_known_by,
    actors_are_linked,
    services_are_used_once_they_run,
    flows_say_how_many,
    only_migration_is_negative,
    spans_end_after_they_begin,
    shares_of_jobs_fit,
    places_are_of_one_level,
    living_is_measured_alike,
    clusters_are_founded_first,
    one_cluster_is_the_own,
    series_count_one_thing,
    industry_codes_are_known,
    industries_are_of_one_revision,
    regions_are_of_one_edition,
    counts_agree,
    industries_add_up,
    the_home_region_is_counted,
    temperatures_are_in_celsius,
    lanes_lead_somewhere,
    packages_fit_their_goods,
    packages_are_qualified,
    seasons_make_a_year,
    trials_end_after_they_open,
    trials_have_centres_that_recruit,
    counts_come_after_opening,
    counts_grow,
    names_are_used,
)
"""Every rule, in the order in which its problems are told."""


def check_study(study: Study) -> list[Problem]:
    """Return the problems that the rules find."""
    return [problem for rule in RULES for problem in rule(study)]


def read_and_check(folder: Path, scenario: str | None = None) -> tuple[Study | None, list[Problem]]:
    """Read a study, lay a scenario over it, and check it.

    Returns:
        The study, or none where its head cannot be read, and every problem: of files and cells,
        then of the scenario, then of the rules.
    """
    study, problems = load_study(folder)
    if study is None:
        return None, problems
    if scenario is not None:
        study, found = apply_scenario(study, scenario)
        problems += found
    return study, problems + check_study(study)


def open_checked(folder: Path, scenario: str | None = None) -> tuple[Study, list[Problem]]:
    """Return a study without errors, and its warnings.

    Raises:
        StudyError: the study has errors; nothing is computed from it.
    """
    study, problems = read_and_check(folder, scenario)
    if study is None or any(problem.severity == "error" for problem in problems):
        raise StudyError(problems)
    return study, problems
