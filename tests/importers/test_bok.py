"""The Bank of Korea's tables: made-up files of the same layout, the bank's own where at hand."""

import io
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from importers.published_files import options
from importers.xls_bytes import xls_bytes
from songi.importers.bok import BOK
from songi.importers.bok_sectors import UnmappedError, sectors_of_codes, sectors_of_names
from songi.importers.into_study import import_file
from songi.importers.sheets import sheets_of
from songi.study.check import open_checked
from study.made_up import write_study

ROOT = Path(__file__).parents[2]
RAW = ROOT.parent / "shared/data/raw/io/bok2010"
DAY = date(2015, 6, 2)

NAMES = ["의약품", "연구개발", "토목건설"]
BOUGHT = np.array([[10.0, 8, 1], [20, 40, 30], [2, 4, 9]])
IMPORTED = np.array([[15.0, 6, 20], [0, 0, 0], [0, 0, 0]])
OUTPUT = np.array([100.0, 200, 150])
SCRAP = np.array([1.0, 2, 0])


def parts(size=3):
    """Return the three tables of a made-up economy, as many products as the layout asks for."""
    domestic, imported = np.zeros((size, size)), np.zeros((size, size))
    output, scrap = np.ones(size), np.zeros(size)
    domestic[:3, :3], imported[:3, :3] = BOUGHT, IMPORTED
    output[:3], scrap[:3] = OUTPUT, SCRAP
    added = output - domestic.sum(0) - imported.sum(0) - scrap
    total = np.zeros((size + 10, size + 22))
    total[:size, :size] = domestic + imported
    total[size, :size] = (domestic + imported).sum(0)
    total[size + 2, :size] = scrap
    total[size + 4, :size] = added / 2
    total[size + 8, :size] = added
    total[size + 9, :size] = output
    found = {"T": total}
    for letter, flows in (("D", domestic), ("M", imported)):
        table = np.zeros((size + 4, size + 10))
        table[:size, :size] = flows
        table[:size, size + 1] = 0.5
        found[letter] = table
    return found


def packed(tables, *, price="N", size=82, year=2010, encoding="cp949"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for letter, table in tables.items():
            lines = [",".join(["", *map(str, range(1, table.shape[1] + 1))])]
            lines += [",".join([f"{k} ", *map(str, row)]) for k, row in enumerate(table, 1)]
            name = f"IO_{letter}_{price}_{size}_{year}.csv"
            file.writestr(name, "\n".join(lines).encode(encoding))
    return content.getvalue()


def workbook(names=NAMES, *, sheets=("총거래표", "국산거래표", "수입거래표"), year="2019년"):
    """Return a workbook as the bank lays it out: titles, codes and names in two columns."""
    book = Workbook()
    book.remove(book.active)
    size = len(names)
    tail = ["소계", "순생산물세", "잔폐물발생", "중간투입계", "피용자보수", "영업잉여",
            "고정자본소모", "생산세", "부가가치계", "총투입계"]  # fmt: skip
    for letter, title in zip("TDM", sheets, strict=True):
        sheet = book.create_sheet(f"A표_{title}(생산자가격)")
        table = parts(size)[letter]
        for text in (f"{title}({year})", year, "생산자가격", "단위 : 백만원"):
            sheet.append([text])
        sheet.append(["", None, *[f"{k:03}" for k in range(1, table.shape[1] + 1)]])
        sheet.append([None, None, *names])
        for k, row in enumerate(table):
            label = names[k] if k < size else tail[k - size]
            sheet.append([f"{k + 1:03}", label, *row.tolist()])
        sheet.append([None])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content, name="io.zip"):
    return BOK.read(content, name, options(known_from=DAY))


def cells(imported, table):
    return [row.cells for row in imported.rows if row.table == table]


def test_a_workbook_is_read_by_the_names_of_its_products():
    imported = read(workbook(), "table.xls")
    assert imported.problems == ()
    sectors = {one["id"]: one for one in cells(imported, "io_sectors")}
    assert [*sectors] == ["pharmaceuticals", "civil_works", "research"]
    assert sectors["pharmaceuticals"]["year"] == "2019"
    assert sectors["pharmaceuticals"]["output_million_krw"] == "100"
    assert sectors["pharmaceuticals"]["final_demand_million_krw"] == "81"
    flows = {(one["seller"], one["buyer"]): one for one in cells(imported, "io_flows")}
    assert flows["research", "civil_works"]["domestic_million_krw"] == "30"
    assert flows["pharmaceuticals", "civil_works"]["imported_million_krw"] == "20"
    assert imported.source.published == DAY
    assert len(imported.source.sha256) == 64


def test_csv_files_are_read_by_the_numbers_of_their_products():
    imported = read(packed(parts(82)))
    assert imported.problems == ()
    sectors = cells(imported, "io_sectors")
    assert len(sectors) == 28
    whole = sum(float(one["output_million_krw"]) for one in sectors)
    assert whole == pytest.approx(450 + 79)


@pytest.mark.parametrize(
    "content",
    [
        b"no table at all",
        packed({"T": parts(82)["T"]}),
        packed(parts(82), size=81),
        packed({**parts(82), "D": parts(82)["D"][:-1]}),
        workbook(sheets=("총거래표", "국산", "수입거래표")),
        workbook(year="-"),
        packed(parts(3), size=3)[:200],
    ],
)
def test_a_file_of_another_layout_is_refused(content):
    problem = read(content).problems[0]
    assert problem.code == "import.io_layout"


def test_another_edition_is_refused_with_the_products_that_nobody_knows():
    problem = read(packed(parts(83), size=83)).problems[0]
    assert problem.code == "import.io_product"
    problem = read(workbook(["의약품", "로봇", "토목건설"])).problems[0]
    assert (problem.code, problem.facts["came"]) == ("import.io_product", "로봇")


def test_products_of_two_editions_are_refused():
    problem = read(workbook(["의약품", "화학제품", "건물건설및건축보수"])).problems[0]
    assert (problem.code, problem.facts["came"]) == ("io_table.editions", "화학제품")


def test_an_older_workbook_is_read_as_a_new_one():
    old = xls_bytes(sheets_of(workbook()))
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    assert [row.cells for row in read(old).rows] == [row.cells for row in read(workbook()).rows]
    other = xls_bytes({"매출": [["품목", "수량"], ["사과", 3]]})
    assert read(other, "io.xls").problems[0].code == "import.io_layout"


def test_another_encoding_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for letter in "TDM":
            file.writestr(f"IO_{letter}_N_82_2010.csv", b"\xff\xfe\x00\x81")
    assert read(content.getvalue()).problems[0].code == "import.io_layout"


def test_products_have_their_sectors():
    assert len(sectors_of_codes(82)) == 82
    assert sectors_of_codes(384)[121] == "pharmaceuticals"
    assert sectors_of_codes(384)[242] == "medical_instruments"
    assert sectors_of_names(["의료 및 보건", "석탄, 원유 및 천연가스"]) == ["health", "primary"]
    with pytest.raises(UnmappedError, match="로봇"):
        sectors_of_names(["로봇"])


def test_the_table_lands_in_a_study(tmp_path):
    absent = dict.fromkeys(
        ("io_sectors", "io_flows", "io_areas", "sector_shares", "sector_jobs", "shocks",
         "impact_estimates"), ()
    )  # fmt: skip
    folder = write_study(tmp_path / "toy", rows=absent)
    path = tmp_path / "table.xls"
    path.write_bytes(workbook())
    done = import_file(folder, BOK, path, options(known_from=DAY))
    assert done.added == 3 + 9
    study = open_checked(folder)[0]
    assert len(study.tables["io_sectors"]) == 3
    again = import_file(folder, BOK, path, options(known_from=DAY))
    assert (again.added, again.skipped) == (0, 12)


def test_the_banks_own_384_products_are_read():
    if not (RAW / "IO_T_N_384_2010.csv").exists():
        pytest.skip("the Bank of Korea's table of 2010 is not at hand")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for letter in "TDM":
            name = f"IO_{letter}_N_384_2010.csv"
            file.writestr(name, (RAW / name).read_bytes())
    imported = read(content.getvalue())
    assert imported.problems == ()
    sectors = {one["id"]: one for one in cells(imported, "io_sectors")}
    assert len(sectors) == 29
    assert float(sectors["medical_instruments"]["output_million_krw"]) == pytest.approx(4174804)


def test_the_banks_own_files_balance_and_agree():
    path = RAW / "bok2010_producer_82_workbook.xls"
    if not path.exists():
        pytest.skip("the Bank of Korea's table of 2010 is not at hand")
    book = read(path.read_bytes(), path.name)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for letter in "TDM":
            name = f"IO_{letter}_N_82_2010.csv"
            file.writestr(name, (RAW / name).read_bytes())
    numbers = read(content.getvalue())
    assert book.problems == numbers.problems == ()
    assert [row.cells for row in book.rows] == [row.cells for row in numbers.rows]
    for one in cells(book, "io_sectors"):
        paid = sum(
            float(flow["domestic_million_krw"]) + float(flow["imported_million_krw"])
            for flow in cells(book, "io_flows") if flow["buyer"] == one["id"]
        )  # fmt: skip
        whole = (
            paid + float(one["other_inputs_million_krw"]) + float(one["value_added_million_krw"])
        )
        assert whole == pytest.approx(float(one["output_million_krw"]), rel=1e-9)
