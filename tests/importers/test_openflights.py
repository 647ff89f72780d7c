"""Airports: civil ones of Korea, in a file of their own with its licence."""

import pytest

from importers.published_files import FIXTURES, cells_of, codes_of, options
from songi.errors import StudyError
from songi.importers.into_study import import_file
from songi.importers.openflights import OPENFLIGHTS
from songi.study.load import load_study
from study.made_up import write_study

FILE = FIXTURES / "openflights-made_up-20200101.dat"


def test_only_civil_airports_of_the_country_are_taken():
    found = OPENFLIGHTS.read(FILE.read_bytes(), FILE.name, options())
    assert cells_of(found) == {
        "icn": {"id": "icn", "name_ko": "Made-up Bay Airport", "name_en": "Made-up Bay Airport",
                "latitude": "37.5000", "longitude": "126.4000", "kind": "airport",
                "basis": "observed"},
    }  # fmt: skip
    assert found.left_out == 2


@pytest.mark.parametrize("line", ["id,name\n1,x\n", "1,a,b,c,d,e,95,200,0,0,U,x,airport,y\n"])
def test_another_file_is_refused(line):
    found = OPENFLIGHTS.read(line.encode(), FILE.name, options())
    assert codes_of(found) == ["import.columns"]


def test_share_alike_rows_stand_in_a_file_of_their_own_with_the_licence(tmp_path):
    folder = write_study(tmp_path)
    before = (folder / "tables/places.csv").read_bytes()
    done = import_file(folder, OPENFLIGHTS, FILE, options())
    assert done.added == 1
    assert (folder / "tables/places.csv").read_bytes() == before
    licence = (folder / "tables/LICENSE-places.openflights.md").read_text("utf-8")
    assert "Open Database License" in licence
    assert "`places.openflights.csv`" in licence
    study, problems = load_study(folder)
    assert study is not None
    assert problems == []
    places = study.tables["places"]
    assert places.file_of(places.get("icn")) == "tables/places.openflights.csv"
    assert places.files == ("tables/places.csv", "tables/places.openflights.csv")
    again = import_file(folder, OPENFLIGHTS, FILE, options())
    assert (again.added, again.skipped) == (0, 1)


def test_a_row_that_stands_otherwise_is_told_with_its_own_file(tmp_path):
    folder = write_study(tmp_path)
    import_file(folder, OPENFLIGHTS, FILE, options())
    path = folder / "tables/places.openflights.csv"
    path.write_text(path.read_text("utf-8").replace("37.5000", "37.6"), "utf-8")
    with pytest.raises(StudyError) as caught:
        import_file(folder, OPENFLIGHTS, FILE, options())
    assert caught.value.problems[0].code == "import.row_other"
    assert "places.openflights.csv:2" in caught.value.problems[0].facts["expected"]
