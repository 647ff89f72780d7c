"""Goods that must stay cold and trials, made up: a lane, two packages, a trial at two centres."""

from study.made_up_rows import named, row


def lane(row_id, **cells):
    blank = dict.fromkeys(
        ("place", "kind", "goods", "goods_ko", "cut_off_minutes", "departures_per_day",
         "onward_hours", "onward_c"), ""
    )  # fmt: skip
    limits = {"lowest_c": "2", "highest_c": "8", "handling_minutes": "30..60",
              "packaging": "box", "risk_limit": "0.05"}  # fmt: skip
    return named(row_id, **{**blank, **limits, **cells})


def packaging(row_id, hold_hours, cost_krw, **cells):
    more = {"inside_c": "5", "at_c": "30", "cold_hold_hours": "", "cold_at_c": "",
            "drift_hours": "6..12"}  # fmt: skip
    return named(row_id, **{**more, "hold_hours": hold_hours, "cost_krw": cost_krw, **cells})


def season(row_id, low_c, high_c, share_of_year="0.5"):
    return named(row_id, low_c=low_c, high_c=high_c, spread_c="4", share_of_year=share_of_year)


def centre(row_id, role="taking_part", **cells):
    usual = {"trial": "t1", "place": "", "rate_per_month": "0.5..1.5", "approval": "1",
             "opening_months": "1..3"}  # fmt: skip
    return named(row_id, role=role, **{**usual, **cells})


def count(trial_centre, counted_on, patients, opened_on="2025-03-01"):
    return row(trial_centre=trial_centre, opened_on=opened_on, counted_on=counted_on,
               patients=patients, known_from=counted_on)  # fmt: skip


CLINIC = {
    "packagings": [
        packaging("box", "24..30", "30000", cold_hold_hours="24", cold_at_c="-10"),
        packaging("tub", "96", "150000..250000", cold_hold_hours="72", cold_at_c="-10"),
    ],
    "ambient_profiles": [season("cold", "-6", "4"), season("warm", "18", "29")],
    "shipment_lanes": [
        lane("out", kind="airport", cut_off_minutes="180", departures_per_day="2",
             onward_hours="10..20", onward_c="20"),
    ],
    "trials": [
        named("t1", target_patients="20", opens_on="2025-01-01", deadline="2026-12-31",
              eligible="", rate_variation="0.8"),
    ],
    "trial_centres": [centre("t1_a"), centre("t1_b", role="could_join", approval="0..1")],
    "enrolments": [count("t1_a", "2025-08-31", "4")],
}  # fmt: skip
