"""The publishers' own files into a new study: all of them, and the study is sound afterwards."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from importers.published_files import options
from songi.importers.into_study import import_file
from songi.importers.publishers import PUBLISHERS
from songi.study.check import open_checked

RAW = Path(__file__).parents[3] / "shared/data/raw"

FILES = {
    "admdongkor": ("boundaries/vuski-sgg-20220309-simple.geojson", None),
    "mois": ("population/mois-resident-age-sgg-2022-2024.utf8.csv.gz", date(2024, 1, 10)),
    "localdata": ("hospitals/localdata-hospitals-202010.utf8.csv.gz", date(2020, 10, 2)),
    "openflights": ("airports/openflights-airports.dat", date(2008, 12, 31)),
}

PARTS = (
    "boundaries/vuski-emd-20220309-properties.utf8.tsv",
    "boundaries/vuski-MDIS-coordinate_UTMK.tsv",
    "population/vuski-vote_emd-20220309.tsv",
    "population/mois-resident-age-sgg-2022-2024.utf8.csv.gz",
)

needs_raw = pytest.mark.skipif(not RAW.is_dir(), reason="the publishers' files are not at hand")


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw") / "new"
    (folder / "tables").mkdir(parents=True)
    head = 'format = 1\nid = "new"\nname_ko = "새 연구"\nname_en = "A new study"\n'
    (folder / "study.toml").write_text(head, "utf-8")
    (folder / "sources.toml").write_text("", "utf-8")
    packed = folder.parent / "dongs-20240110.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for part in PARTS:
            file.write(RAW / part, Path(part).name)
    done = {
        name: import_file(folder, PUBLISHERS[name], RAW / path, options(known_from=day))
        for name, (path, day) in FILES.items()
    }
    done["dongs"] = import_file(folder, PUBLISHERS["dongs"], packed, options())
    return folder, done


@needs_raw
@pytest.mark.slow
def test_all_files_go_in_and_the_study_is_sound(imported):
    folder, done = imported
    study, problems = open_checked(folder)
    assert problems == []
    counts = {name: one.added for name, one in done.items()}
    assert counts == {
        "admdongkor": 250, "mois": 250, "localdata": 344, "openflights": 15, "dongs": 2684,
    }  # fmt: skip
    people = sum(row.people.central for row in study.tables["population"])
    counted = sum(row.people.central for row in study.tables["residents"])
    assert people == pytest.approx(counted, rel=1e-5)


@needs_raw
@pytest.mark.slow
def test_the_statistics_office_s_outlines_are_read_too(tmp_path):
    path = RAW / "boundaries/kostat2018-municipalities-topo-simple.json"
    found = PUBLISHERS["kostat"].read(
        path.read_bytes(), path.name, options(known_from=date(2018, 12, 24))
    )
    assert found.problems == ()
    assert len(found.rows) == 250


@needs_raw
@pytest.mark.slow
def test_hospitals_stand_where_they_are_known_to_stand(imported):
    study, _ = open_checked(imported[0])
    known = {  # as the shipped study has them
        "국립암센터": (37.6636, 126.7835, 538),
        "인제대학교일산백병원": (37.6742, 126.7506, 646),
    }
    rows = {row.name_ko: row for row in study.tables["places"]}
    for name, (latitude, longitude, beds) in known.items():
        row = rows[name]
        assert row.latitude.central == pytest.approx(latitude, abs=1e-4)
        assert row.longitude.central == pytest.approx(longitude, abs=1e-4)
        assert row.capacity.central == beds
