"""The census of establishments: two layouts, two encodings, codes with their revision."""

import pytest

from importers.published_files import FIXTURES, codes_of, options
from songi.errors import StudyError
from songi.importers.into_study import import_file
from songi.importers.kosis import KOSIS
from songi.study.check import read_and_check
from study.made_up import write_study

LONG = FIXTURES / "kosis-made_up-20231229.csv"
WIDE = FIXTURES / "kosis-made_up-wide-20231229.csv"


def read(content=None, name=LONG.name, **more):
    return KOSIS.read(LONG.read_bytes() if content is None else content, name, options(**more))


def by_key(imported):
    return {
        tuple(one.cells[name] for name in ("region", "ksic", "year")): one.cells
        for one in imported.rows
    }


def edited(old, new):
    text = LONG.read_bytes().decode("cp949")
    assert old in text
    return text.replace(old, new).encode("cp949")


def test_the_long_layout_in_cp949_carries_the_revision_of_its_heading():
    found = read()
    assert found.problems == ()
    rows = by_key(found)
    assert len(rows) == 40
    one = rows["71010", "21", "2022"]
    assert (one["level"], one["region_name_ko"], one["ksic_revision"]) == (
        "municipality",
        "가람시",
        "10",
    )
    assert (one["establishments"], one["employees"]) == ("8", "64")
    assert rows["71", "C", "2021"]["level"] == "province"
    assert rows["71", "C", "2021"]["industry_en"] == "manufacturing"
    assert rows["71011", "total", "2021"]["level"] == "district"
    assert rows["00", "total", "2021"]["employees"] == "28000"


def test_a_dash_is_none_and_x_is_withheld():
    rows = by_key(read())
    assert rows["71011", "70", "2022"]["establishments"] == "0"
    assert "employees" not in rows["71020", "21", "2022"]


def test_parts_of_a_municipality_are_left_out():
    found = read()
    assert found.left_out == 8
    assert not any(region == "7101151" for region, _, _ in by_key(found))


def test_the_wide_layout_reads_the_same():
    found = read(WIDE.read_bytes(), WIDE.name, ksic_revision="10")
    assert found.problems == ()
    long = by_key(read())
    wide = by_key(found)
    assert len(wide) == 24
    assert all(long[key] == one for key, one in wide.items())


def test_an_answer_by_item_and_value_reads_too():
    text = (
        "C1,C1_NM,C2,C2_NM,PRD_DE,ITM_NM,DT\n"
        "71010,가람시,C21,약,2022,사업체수,8\n71010,가람시,C21,약,2022,종사자수,64\n"
    )
    [one] = read(text.encode(), "answer-20231229.csv", ksic_revision="11").rows
    assert (one.cells["ksic"], one.cells["establishments"], one.cells["employees"]) == (
        "21", "8", "64",
    )  # fmt: skip
    assert one.cells["ksic_revision"] == "11"


def test_only_the_wanted_industries_and_totals_are_taken():
    assert {key[1] for key in by_key(read(only=("21",)))} == {"21", "total"}


HEAD = "행정구역코드,행정구역,산업분류코드,산업분류(10차),시점,사업체수,종사자수"


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        (edited("산업분류(10차)", "산업분류"), {}, "specialisation.no_revision"),
        (None, {"ksic_revision": "9"}, "specialisation.two_revisions"),
        (edited(",C21,", ",약,"), {}, "specialisation.industry_code"),
        (edited("71020,나루시,0,", "나루,나루시,0,"), {}, "specialisation.region_code"),
        (edited("전산업,2021,600", "전산업,2021,many"), {}, "specialisation.number"),
        (edited("전산업,2021,600", "전산업,작년,600"), {}, "specialisation.year"),
        (edited("사업체수,종사자수", "매출액,영업이익"), {}, "specialisation.items"),
        (edited(HEAD, "종목코드,종목명,업종(10차),시장,가,나,다"), {}, "specialisation.layout"),
        (edited("시점", "때"), {}, "specialisation.layout"),
        (LONG.read_bytes().decode("cp949").encode("utf-8").decode("latin-1").encode(), {},
         "import.mojibake"),
        (b"\x81\xff\xff,\xff\n", {}, "import.encoding"),
        (b"\x1f\x8b damaged", {}, "import.packed"),
    ],
)  # fmt: skip
def test_another_file_is_refused(content, more, code):
    assert code in codes_of(read(content, **more))


def test_a_count_that_stands_twice_with_another_number_is_refused():
    text = LONG.read_bytes().decode("cp949")
    again = "71010,가람시,C21,의료용 물질 및 의약품 제조업,2022,9,64\n"
    assert codes_of(read((text + again).encode("cp949"))) == ["import.row_twice"]


def test_negative_people_are_told_by_their_line(tmp_path):
    folder = write_study(tmp_path / "study")
    path = tmp_path / LONG.name
    path.write_bytes(edited('400,"2,800"', '400,"-2,800"'))
    with pytest.raises(StudyError) as caught:
        import_file(folder, KOSIS, path, options())
    assert {problem.code for problem in caught.value.problems} == {"cell.range"}


def test_a_study_takes_the_file(tmp_path):
    folder = write_study(tmp_path / "study", head={"options.home_region": '"71010"'})
    # The option names a region that only the import brings: the rule speaks of counts alone.
    done = import_file(folder, KOSIS, LONG, options())
    assert done.added == 40
    problems = read_and_check(folder)[1]
    assert {problem.code for problem in problems} <= {"specialisation.below_total"}
    assert import_file(folder, KOSIS, LONG, options()).added == 0
