"""Faults of goods that must stay cold: lanes, packages, seasons."""

from study.bad_input.case import Case, at, cell
from study.made_up_clinic import lane

COLD_CHAIN = {
    "limits of goods upside down": Case(
        {"cells": {"shipment_lanes": {0: {"lowest_c": "8", "highest_c": "2"}}}},
        "cold_chain.limits",
        at("shipment_lanes", 2, "lowest_c"),
        "온도 한계가 거꾸로 적혀 있습니다: 8 … 2℃",
        "upside down: 8 … 2 °C",
    ),
    "negative hold time": Case(
        cell("packagings", 1, "hold_hours", "-72"),
        "quantity.out_of_bounds",
        at("packagings", 3, "hold_hours"),
        "-72. 범위: 0.1 … 2400",
        "-72. Range: 0.1 … 2400",
    ),
    "ambient in Fahrenheit": Case(
        cell("ambient_profiles", 1, "high_c", "84"),
        "cold_chain.fahrenheit",
        at("ambient_profiles", 3, "high_c"),
        "섭씨로 보기에는 온도가 너무 높습니다: 84. 화씨라면 28.9℃",
        "too high for degrees Celsius: 84. If it is in Fahrenheit, it is 28.9 °C",
    ),
    "qualification in Fahrenheit": Case(
        cell("packagings", 0, "at_c", "80..90"),
        "cold_chain.fahrenheit",
        at("packagings", 2, "at_c"),
        "90. 화씨라면 32.2℃",
        "90. If it is in Fahrenheit, it is 32.2 °C",
    ),
    "limits of goods in Fahrenheit": Case(
        {"cells": {"shipment_lanes": {0: {"lowest_c": "36", "highest_c": "46"}}}},
        "cold_chain.unsuitable",
        at("shipment_lanes", 2, "packaging"),
        "한계 안에 있지 않습니다: box 5℃. 한계: 36 … 46℃",
        "not between the limits of the goods: box 5 °C. The limits: 36 … 46 °C",
    ),
    "lane to a place that is not there": Case(
        {"more": {"shipment_lanes": [lane("clinic", place="h9")]}},
        "reference.unknown",
        at("shipment_lanes", 3, "place"),
        "없는 행을 가리킵니다: h9",
        "a row that is not there: h9",
    ),
    "lane to nowhere": Case(
        {"more": {"shipment_lanes": [lane("clinic")]}},
        "cold_chain.destination",
        at("shipment_lanes", 3, "place"),
        "장소로 이어져야 합니다: -",
        "never to both or to none: -",
    ),
    "lane to two ends": Case(
        {"more": {"shipment_lanes": [lane("clinic", place="air1", kind="airport")]}},
        "cold_chain.destination",
        at("shipment_lanes", 3, "place"),
        "장소로 이어져야 합니다: air1, airport",
        "never to both or to none: air1, airport",
    ),
    "lane to a kind of place that nobody has": Case(
        {"more": {"shipment_lanes": [lane("clinic", kind="school")]}},
        "cold_chain.no_place",
        at("shipment_lanes", 3, "kind"),
        "연구에 없는 종류의 장소로 이어지는 경로입니다: school",
        "a kind of place that the study has none of: school",
    ),
    "cut-off without departures": Case(
        cell("shipment_lanes", 0, "departures_per_day", ""),
        "cold_chain.departures",
        at("shipment_lanes", 2, "departures_per_day"),
        "하나만 적힌 경로입니다: out",
        "departures without a cut-off: out",
    ),
    "package qualified in the cold only": Case(
        cell("packagings", 0, "at_c", "4"),
        "cold_chain.qualified",
        at("packagings", 2, "at_c"),
        "내부 온도와 맞지 않습니다: 4℃. 내부: 5℃",
        "on the wrong side of its inside: at 4 °C. Inside: 5 °C",
    ),
    "half a qualification": Case(
        cell("packagings", 0, "cold_at_c", ""),
        "cold_chain.cold_incomplete",
        at("packagings", 2, "cold_at_c"),
        "절반만 적혀 있습니다: box",
        "Only half of the qualification in the cold is there: box",
    ),
    "night warmer than the day": Case(
        cell("ambient_profiles", 0, "low_c", "6"),
        "cold_chain.profile",
        at("ambient_profiles", 2, "low_c"),
        "최저기온이 최고기온보다 높습니다: 6. 최고기온: 4",
        "The daily lowest temperature lies above the daily highest: 6. The highest: 4",
    ),
    "seasons longer than a year": Case(
        cell("ambient_profiles", 0, "share_of_year", "0.75"),
        "cold_chain.year",
        at("ambient_profiles", 3, "share_of_year"),
        "한 해가 되지 않습니다: 1.25",
        "do not add up to one year: 1.25",
    ),
}
