"""Industries by region of the made-up study: five cities, six divisions, two years.

`town` (11010) is the own one. Its drug makers are few and many work there; research is withheld in
`mill` (11030). The nation has a little more than the five cities.
"""

from study.made_up import csv_text
from study.made_up_rows import row

CODES = ("10", "21", "26", "62", "70", "86")
PEOPLE = {
    "11010": (100, 400, 50, 200, 300, 800),
    "11020": (900, 20, 700, 100, 40, 400),
    "11030": (1200, 30, 300, 40, None, 300),
    "11040": (100, 60, 900, 900, 200, 500),
    "11050": (300, 10, 20, 60, 5, 600),
}
NAMES = {"11010": "town", "11020": "port", "11030": "mill", "11040": "lake", "11050": "farm"}
GROWTH = {2021: 1.0, 2022: 1.1}


def count(region, ksic, year, employees, establishments, level="municipality", **cells):
    name = NAMES.get(region, "nation")
    told = {
        "region": region, "region_name_ko": f"지역 {name}", "region_name_en": name.title(),
        "level": level,
        "ksic": ksic, "ksic_revision": "10", "year": str(year),
        "industry_ko": "" if ksic == "total" else f"산업 {ksic}",
        "industry_en": "" if ksic == "total" else f"Industry {ksic}",
        "establishments": "" if establishments is None else str(establishments),
        "employees": "" if employees is None else str(employees), "plant_herfindahl": "",
    }  # fmt: skip
    return row(**{**told, **cells})


def _rows():
    for year, growth in GROWTH.items():
        whole = dict.fromkeys((*CODES, "total"), 0)
        for region, people in PEOPLE.items():
            grown = [None if one is None else round(one * growth) for one in people]
            if region == "11010" and year == 2022:
                grown[1] = 500
            for code, employees in zip(CODES, grown, strict=True):
                places = (
                    25 if employees is None else max(1, employees // (100 if code == "21" else 8))
                )
                yield count(region, code, year, employees, places)
                whole[code] += employees or 25
            total = sum(one or 25 for one in grown)
            whole["total"] += total
            yield count(region, "total", year, total, total // 8)
        for code, employees in whole.items():
            yield count("00", code, year, round(employees * 1.2), round(employees / 7), "nation")


BY_REGION = {"industries": [*_rows()]}

HOME = {"options.home_region": '"11010"'}


def as_files(rows=None, **cells_by_number):
    """Return the tables as files of the made-up study; `r3={"ksic": "21"}` changes row 3."""
    told = [dict(one) for one in (BY_REGION["industries"] if rows is None else rows)]
    for number, cells in cells_by_number.items():
        told[int(number.removeprefix("r"))].update(cells)
    return {"tables/industries.csv": csv_text(told)}
