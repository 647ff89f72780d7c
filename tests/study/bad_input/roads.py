"""Faults of times on roads and of indicators of access."""

from study import made_up_roads
from study.bad_input.case import Case, at
from study.made_up import TABLES, csv_text, named, row

CELL = "8730e1d8dffffff"


def roads(factor="1.0..2.0", **cells):
    """Return made-up roads with changed cells of their one time."""
    [time] = made_up_roads.ROADS["road_times"]
    tables = {**made_up_roads.ROADS, "road_times": [{**time, **cells}]}
    del tables["congestion"]
    if factor:
        tables["congestion"] = [row(network="n", factor=factor)]
    return {"files": {f"tables/{name}.csv": csv_text(rows) for name, rows in tables.items()}}


def indicator(**cells):
    """Return the made-up indicators and one more."""
    wanted = {"kind": "airport", "measure": "nearest_minutes", "within_minutes": "", **cells}
    return {"rows": {"access_indicators": [*TABLES["access_indicators"], named("more", **wanted)]}}


ROADS = {
    "roads without a word on their traffic": Case(
        roads(factor=""),
        "roads.no_congestion",
        at("road_networks", 2, "id"),
        "교통 혼잡에 관한 값이 없습니다: n",
        "nothing is said of its traffic: n",
    ),
    "a road quicker than the straight line": Case(
        roads(minutes="5"),
        "roads.too_fast",
        at("road_times", 2, "minutes"),
        "최고 속도로 갈 때보다 짧습니다: 5분",
        "shorter than the straight line takes at full speed: 5 minutes",
        severity="warning",
    ),
    "a negative time on a road": Case(
        roads(minutes="-5"),
        "cell.range",
        at("road_times", 2, "minutes"),
        "-5",
        "-5",
    ),
    "traffic that makes the way shorter": Case(
        roads(factor="0.5..0.9"),
        "quantity.out_of_bounds",
        at("congestion", 2, "factor"),
        "있을 수 있는 범위 밖의 값입니다: 0.5..0.9",
        "outside what is possible: 0.5..0.9",
        alone=False,
    ),
    "a way to nowhere": Case(
        roads(destination="nowhere"),
        "reference.unknown",
        at("road_times", 2, "destination"),
        "nowhere",
        "nowhere",
    ),
    "people within a time where nobody lives": Case(
        indicator(kind="", measure="people_within", within_minutes="60"),
        "access.no_people",
        at("access_indicators", 3, "measure"),
        "육각형별 인구가 있어야 하지만 연구에 없습니다: more",
        "needs people per hexagon, and the study has none: more",
    ),
    "places of no kind": Case(
        indicator(kind=""),
        "access.no_kind",
        at("access_indicators", 3, "kind"),
        "시설의 종류가 있어야 합니다: nearest_minutes",
        "needs a kind of place: nearest_minutes",
    ),
    "gravity without a decay": Case(
        indicator(measure="gravity"),
        "access.no_decay",
        at("access_indicators", 3, "decay"),
        "무게가 어떻게 줄어드는지가 있어야 합니다: more",
        "how the weight falls with time: more",
    ),
}  # fmt: skip
