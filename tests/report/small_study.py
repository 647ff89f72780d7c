# ruff: noqa: E501 - the rows of a table are not broken
"""A small made-up study on disk: four bids, one of them joint; nothing in it is a fact."""

from pathlib import Path

STUDY = """\
format = 1
id = "small"
name_ko = "작은 연구"
name_en = "A small study"
own_bid = "own"
seed = 7
draws = 400
"""

SOURCES = """\
[press]
publisher = "Example Press"
title = "A report with $ # * _ @ <b>signs</b> & more"
url = "https://example.org/report?a=1&b=2"
published = 2024-01-10
accessed = 2024-09-01
licence = "facts, cited"

[expert]
publisher = "The authors"
title = "Stated guess"
licence = "own work"
"""

SCENARIO = """\
name_ko = "모두 같은 가중치"
name_en = "All weights equal"
because_en = "To see whether weights matter."

[options]
weights = "equal"
"""

TABLES = {
    "contests": """\
id,name_ko,name_en,called_on,deadline,decided_on,awards,fields,status,source,known_from,basis
call,시험 공모,Test call,2024-01-02,2024-02-29,2024-06-27,1..2,vaccines|organoids,closed,press,2024-01-02,observed
""",
    "candidates": """\
id,name_ko,name_en,latitude,longitude,source,known_from,basis,note
own,우리시,Our City,37.66±0.01,126.73±0.01,press,2024-01-05,estimated,centre of the site
east,동쪽시,East City,37.87,127.74,press,2024-01-05,observed,
port,항구시,Port City,37.38,126.65,press,2024-01-05,observed,-5 is how this note begins
bay,만안시,Bay City,37.37,126.73,press,2024-01-05,observed,
south,남쪽시,South City,35.06,126.96,press,2024-01-05,observed,
""",
    "bids": """\
id,name_ko,name_en,contest,candidates,applicant,field,source,known_from,basis
own,우리시,Our City,call,own,Our Province,organoids,press,2024-03-04,observed
east,동쪽시,East City,call,east,East Province,vaccines,press,2024-03-04,observed
joint,항구·만안,Port and Bay,call,port|bay,Port and Bay,vaccines,press,2024-03-04,observed
south,남쪽시,South City,call,south,South Province,organoids,press,2024-03-04,observed
""",
    "criteria": """\
id,name_ko,name_en,contest,parent,weight,indicator,direction,normalisation,combine,missing,source,known_from,basis
power,산업 경쟁력,Industrial strength,call,,40..50,,,,,,press,2024-01-02,assumed
base,성장 기반,Base for growth,call,,20..30,,,,,,press,2024-01-02,assumed
firms,바이오 기업,Bio firms,call,power,,firms,benefit,min_max,sum,span,press,2024-01-02,assumed
patents,특허,Patents,call,power,,patents,benefit,min_max,best,median,press,2024-01-02,assumed
hospital,상급종합병원 접근,Way to a tertiary hospital,call,base,,minutes_to_hospital,cost,min_max,best,span,press,2024-01-02,assumed
land,용지 면적,Land,call,base,,land,benefit,min_max,sum,span,press,2024-01-02,assumed
talent,인력,Talent,call,base,,talent,benefit,min_max,best,span,press,2024-01-02,assumed
""",
    "indicators": """\
candidate,indicator,unit,value,reference,level,source,known_from,basis,shared_with,note
own,firms,firms,120±15,2022,city,press,2023-12-01,estimated,,
east,firms,firms,80,2022,city,press,2023-12-01,observed,,
port,firms,firms,300,2022,city,press,2023-12-01,observed,,
bay,firms,firms,60,2022,city,press,2023-12-01,observed,,
south,firms,firms,30..60,2022,city,press,2023-12-01,estimated,,
own,patents,per_million_persons,500,2022,province,press,2023-11-01,observed,,
bay,patents,per_million_persons,500,2022,province,press,2023-11-01,observed,,
east,patents,per_million_persons,310,2022,province,press,2023-11-01,observed,,
port,patents,per_million_persons,620,2022,province,press,2023-11-01,observed,,
own,land,m2,800000,2023,site,press,2024-01-20,observed,,
south,land,m2,2410000,2023,site,press,2024-06-27,observed,,published with the decision
east,land,m2,6446281,2023,site,press,2024-01-20,observed,,
own,talent,persons,5000,2021,city,press,,observed,,no date of publication
""",
    "places": """\
id,name_ko,name_en,kind,latitude,longitude,capacity,source,known_from,basis
centre,가운데병원,Centre Hospital,tertiary_hospital,37.58,127.00,1800,press,2023-12-31,observed
coast,바닷가병원,Coast Hospital,tertiary_hospital,37.45,126.70,1400,press,2023-12-31,observed
south_hospital,남쪽병원,South Hospital,tertiary_hospital,35.14,126.92,1000,press,2023-12-31,observed
field,하늘공항,Sky Airport,airport,37.46,126.44,,press,2023-12-31,observed
""",
    "travel_bands": """\
id,from_km,speed_kmh,circuity,source,known_from,basis
city,0,25..35,1.2..1.4,expert,2024-01-01,assumed
land,20,60..80,1.2..1.4,expert,2024-01-01,assumed
""",
    "access_indicators": """\
id,name_ko,name_en,kind,measure,within_minutes,source,known_from,basis
minutes_to_hospital,가장 가까운 상급종합병원까지,Nearest tertiary hospital,tertiary_hospital,nearest_minutes,,expert,2024-01-01,assumed
hospitals_in_an_hour,한 시간 안 상급종합병원,Tertiary hospitals within an hour,tertiary_hospital,count_within,60,expert,2024-01-01,assumed
""",
    "outcomes": """\
contest,bid,selected,reason,source,known_from,basis
call,own,false,,press,2024-06-27,observed
call,east,true,,press,2024-06-27,observed
call,joint,true,,press,2024-06-27,observed
call,south,false,,press,2024-06-27,observed
""",
}


def write_small_study(folder: Path, **tables: str) -> Path:
    """Write the study; a table may be replaced, or left out with an empty text."""
    (folder / "tables").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    (folder / "study.toml").write_text(STUDY, "utf-8")
    (folder / "sources.toml").write_text(SOURCES, "utf-8")
    (folder / "scenarios" / "equal.toml").write_text(SCENARIO, "utf-8")
    for name, text in {**TABLES, **tables}.items():
        if text:
            (folder / "tables" / f"{name}.csv").write_text(text, "utf-8")
    return folder
