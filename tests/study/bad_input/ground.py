"""Faults of the ground: hexagons, ages, codes of municipalities, places at sea."""

from songi.methods.hexagons import to_parent
from study.bad_input.case import Case, at
from study.made_up import TABLES, named
from study.made_up_ground import CELLS, GROUND, ground_files, with_cell

COARSE = str(to_parent([CELLS[1]], 6)[0])


def changed(table, number, column, text):
    return {"files": with_cell(table, number, column, text)}


GROUND_CASES = {
    "what is no hexagon": Case(
        changed("population", 1, "id", "87zzzz"),
        "ground.no_hexagon",
        at("population", 3, "id"),
        "H3 칸이 아닙니다: 87zzzz",
        "no H3 cell: 87zzzz",
        alone=False,
    ),
    "hexagons of two resolutions": Case(
        changed("population", 1, "id", COARSE),
        "ground.resolutions_mixed",
        at("population", 3, "id"),
        "해상도가 여럿입니다",
        "Most are of resolution 7",
    ),
    "fewer than no people": Case(
        changed("population", 0, "people", "-3"),
        "quantity.out_of_bounds",
        at("population", 2, "people"),
        "-3",
        "-3",
        alone=False,
    ),
    "more old people than people": Case(
        changed("population", 0, "aged_65", "200"),
        "ground.ages",
        at("population", 2, "aged_65"),
        "전체: 100",
        "All people: 100",
    ),
    "ages that do not come to all": Case(
        changed("residents", 1, "aged_25_39", "60"),
        "ground.ages",
        at("residents", 3, "people"),
        "140. 전체: 100",
        "140. All people: 100",
    ),
    "codes of two years": Case(
        changed("municipalities", 1, "id", "42130"),
        "ground.codes_mixed",
        at("residents", 3, "municipality"),
        "42130, 51110",
        "different years: 42130, 51110",
        alone=False,
    ),
    "people of a municipality that is not there": Case(
        changed("population", 0, "municipality", "11140"),
        "reference.unknown",
        at("population", 2, "municipality"),
        "11140",
        "11140",
    ),
    "a municipality's name that stands twice": Case(
        {"files": ground_files(municipalities=[
            *GROUND["municipalities"],
            {**named("11170", province="서울특별시"), "name_ko": "이름 11110"}])},
        "ground.name_twice",
        at("municipalities", 4, "name_ko"),
        "다른 하나: 11110",
        "The other: 11110",
        severity="warning",
    ),
    "an airport at sea": Case(
        {"files": ground_files(),
         "more": {"places": [named("sea", kind="airport", latitude="34", longitude="124")]}},
        "ground.at_sea",
        at("places", len(TABLES["places"]) + 2, "latitude"),
        "34, 124",
        "Nobody lives near this position: 34, 124",
        severity="warning",
        alone=False,
    ),
    "one hospital twice": Case(
        {"files": ground_files(),
         "more": {"places": [
             named("h1", kind="hospital", latitude="37.05", longitude="127.05", capacity="300"),
             named("h2", kind="hospital", latitude="37.0501", longitude="127.0501",
                   capacity="310")]}},
        "ground.hospital_twice",
        at("places", len(TABLES["places"]) + 3, "id"),
        "h2, h1",
        "h2 and h1",
        severity="warning",
        alone=False,
    ),
    "a table in two files of its own": Case(
        {"files": {"tables/places.geojson": '{"type": "FeatureCollection", "features": []}'}},
        "table.twice",
        ("tables/places.geojson", None, ""),
        "places.csv, tables/places.geojson",
        "places.csv, tables/places.geojson",
        alone=False,
    ),
}  # fmt: skip
