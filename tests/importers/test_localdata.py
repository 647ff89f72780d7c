"""The register of hospitals: open general hospitals, placed, each once."""

import pytest

from importers.published_files import (
    FIXTURES,
    cells_of,
    changed,
    codes_of,
    csv_bytes,
    options,
    rows_of,
)
from songi.errors import StudyError
from songi.importers.into_study import import_file
from songi.importers.localdata import LOCALDATA
from study.made_up import write_study

FILE = FIXTURES / "localdata-made_up-20201002.csv"
X, Y = "좌표정보(x)", "좌표정보(y)"


def read(rows=None, content=None, **more):
    content = content or (FILE.read_bytes() if rows is None else csv_bytes(rows))
    return LOCALDATA.read(content, FILE.name, options(**more))


def rows():
    return rows_of(FILE, "cp949")


def test_open_general_hospitals_are_taken_where_they_stand():
    found = read()
    cells = cells_of(found)
    assert set(cells) == {"localdata_phma2test01", "localdata_phma2test06"}
    one = cells["localdata_phma2test01"]
    # It stands where the National Cancer Center does: 37.6636, 126.7835.
    assert (one["latitude"], one["longitude"]) == ("37.6636", "126.7835")
    assert (one["capacity"], one["reference"], one["kind"]) == ("538", "2020-09-17", "hospital")
    assert found.left_out == 4


def test_what_has_no_position_or_stands_twice_is_told():
    told = {problem.code: problem for problem in read().problems}
    assert set(told) == {"ground.no_position", "ground.registered_twice"}
    assert told["ground.no_position"].facts == {"came": "없는병원", "expected": 1}
    assert told["ground.registered_twice"].facts["came"] == "가상종합병원"
    assert {problem.severity for problem in told.values()} == {"warning"}


def test_hospitals_are_chosen_by_the_local_government_s_code():
    assert set(cells_of(read(only=("3000",)))) == {"localdata_phma2test06"}


def test_positions_of_another_system_are_refused():
    found = read([*(changed(changed(rows(), 2, X, "935000"), 2, Y, "1963000"))])
    assert "ground.reference" in codes_of(found)
    assert not found.rows


def test_another_publisher_s_file_and_a_garbled_one_are_refused():
    other = rows()
    other[0][other[0].index("병상수")] = "침대"
    assert "import.columns" in codes_of(read(other))
    garbled = FILE.read_bytes().decode("cp949").encode("utf-8").decode("latin-1").encode("utf-8")
    assert "import.mojibake" in codes_of(read(content=garbled))


def test_negative_beds_do_not_get_into_a_study(tmp_path):
    path = tmp_path / FILE.name
    path.write_bytes(csv_bytes(changed(rows(), 2, "병상수", "-5")))
    with pytest.raises(StudyError) as caught:
        import_file(write_study(tmp_path / "toy"), LOCALDATA, path, options())
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.column) == ("quantity.out_of_bounds", "병상수")
