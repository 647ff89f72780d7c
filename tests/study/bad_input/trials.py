"""Faults of clinical trials: dates, centres, counts."""

from study.bad_input.case import Case, at, cell
from study.made_up_clinic import count

TRIALS = {
    "trial without patients": Case(
        cell("trials", 0, "target_patients", "0"),
        "quantity.out_of_bounds",
        at("trials", 2, "target_patients"),
        "있을 수 있는 범위 밖의 값입니다: 0",
        "outside what is possible: 0",
    ),
    "deadline before the start": Case(
        cell("trials", 0, "deadline", "2024-12-31"),
        "trials.deadline",
        at("trials", 2, "deadline"),
        "시작보다 뒤에 있지 않습니다: 2024-12-31. 시작: 2025-01-01",
        "does not lie after its opening: 2024-12-31. It opens: 2025-01-01",
    ),
    "trial whose only centre recruits nobody": Case(
        {"cells": {"trial_centres": {0: {"rate_per_month": "0"}}}, "rows": {"enrolments": ()}},
        "trials.never",
        at("trials", 2, "target_patients"),
        "목표에 이를 수 없는 임상시험입니다: t1. 기관: t1_a",
        "never reaches its target: t1. Its centres: t1_a",
        severity="warning",
    ),
    "centre that recruits nobody": Case(
        {"cells": {"trial_centres": {1: {"rate_per_month": "0", "role": "taking_part"}}}},
        "trials.recruits_nobody",
        at("trial_centres", 3, "rate_per_month"),
        "환자를 모집하지 않는 기관입니다: t1_b",
        "A centre that takes part recruits nobody: t1_b",
        severity="warning",
    ),
    "count before the opening": Case(
        cell("enrolments", 0, "counted_on", "2025-02-01"),
        "trials.counted_early",
        at("enrolments", 2, "counted_on"),
        "문을 열기 전에 환자를 센 것으로 적혀 있습니다: 2025-02-01. 개시: 2025-03-01",
        "counted before the centre had opened: 2025-02-01. It opened: 2025-03-01",
    ),
    "centre open before its trial": Case(
        cell("enrolments", 0, "opened_on", "2024-11-01"),
        "trials.opened_early",
        at("enrolments", 2, "opened_on"),
        "임상시험보다 먼저 문을 연 것으로 적혀 있습니다: 2024-11-01",
        "The centre opened before the trial: 2024-11-01",
    ),
    "count at a centre outside the trial": Case(
        {"more": {"enrolments": [count("t1_b", "2025-08-31", "2")]}},
        "trials.not_taking_part",
        at("enrolments", 3, "trial_centre"),
        "참여할 수도 있을 뿐인 기관에서 환자를 센 것으로 적혀 있습니다: t1_b",
        "counted at a centre that only could join: t1_b",
    ),
    "patients where none could come": Case(
        cell("trial_centres", 0, "rate_per_month", "0"),
        "trials.patients_of_none",
        at("enrolments", 2, "patients"),
        "아무도 기대하지 않는 기관에 환자가 등록되었습니다: 4. 모집 속도: 0",
        "a centre of which nobody is expected: 4. Its rate: 0",
        alone=False,
    ),
    "count that falls": Case(
        {"more": {"enrolments": [count("t1_a", "2025-10-31", "3")]}},
        "trials.counts_fall",
        at("enrolments", 3, "patients"),
        "먼저 센 수보다 작습니다: 3. 이전: 2025-08-31: 4",
        "smaller than an earlier one: 3. Before: 2025-08-31: 4",
    ),
    "patients in parts": Case(
        cell("enrolments", 0, "patients", "4.5"),
        "cell.whole_number",
        at("enrolments", 2, "patients"),
        "4.5",
        "4.5",
    ),
}
