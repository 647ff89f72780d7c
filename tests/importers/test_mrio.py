"""Tables of many regions: a small one saved by pymrio itself; WIOD where at hand."""

import builtins
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from importers.published_files import options
from songi.importers.into_study import import_file
from songi.importers.mrio import MRIO
from songi.importers.published import packed_folder
from songi.study.check import open_checked
from study.made_up import write_study

pymrio = pytest.importorskip("pymrio")

ROOT = Path(__file__).parents[2]
WIOD = ROOT.parent / "shared/data/raw/io/wiod/wiod2013_wiot_2011.parquet"
DAY = date(2013, 11, 30)
REGIONS, SECTORS = ("AAA", "BBB", "CCC"), ("Medicines", "Health care")
ABSENT = dict.fromkeys(
    ("io_sectors", "io_flows", "io_areas", "sector_shares", "sector_jobs", "shocks",
     "impact_estimates"), ()
)  # fmt: skip


def system(flows, final, regions, sectors, *, unit="M USD", wages=None, households="households"):
    """Return a table as pymrio holds one; final demand has a column of each region."""
    rows = pd.MultiIndex.from_product([regions, sectors], names=["region", "sector"])
    buyers = pd.MultiIndex.from_product(
        [regions, [f"Final consumption by {households}"]], names=["region", "category"]
    )
    extensions = {}
    if wages is not None:
        table = pd.DataFrame([wages], index=["Compensation of employees"], columns=rows)
        units = pd.DataFrame({"unit": [unit]}, index=table.index)
        extensions["factors"] = {"name": "factors", "F": table, "unit": units}
    return pymrio.IOSystem(
        Z=pd.DataFrame(flows, index=rows, columns=rows),
        Y=pd.DataFrame(final, index=rows, columns=buyers),
        unit=pd.DataFrame({"unit": unit}, index=rows),
        name="made up", description="made-up world of 2019", **extensions,
    )  # fmt: skip


STREAM = np.random.default_rng(8)
FLOWS = STREAM.integers(1, 9, (6, 6)).astype(float)
FINAL = STREAM.integers(20, 60, (6, 3)).astype(float)
WAGES = np.arange(1.0, 7.0)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mrio") / "world"
    system(FLOWS, FINAL, REGIONS, SECTORS, wages=WAGES).save_all(folder, table_format="txt")
    return folder


@pytest.fixture(scope="module")
def packed(saved):
    return packed_folder(saved, [one for one in saved.rglob("*") if one.is_file()])


def read(content, *home, name="world.zip", **more):
    told = {"known_from": DAY, "home": home, "won_per_unit": 1000.0, **more}
    return MRIO.read(content, name, options(**told))


def cells(imported, table):
    return [row.cells for row in imported.rows if row.table == table]


def test_the_own_country_is_kept_and_the_others_are_imported(packed):
    imported = read(packed, "AAA")
    assert imported.problems == ()
    sectors = cells(imported, "io_sectors")
    assert [one["id"] for one in sectors] == ["medicines", "health_care"]
    assert all("reach" not in one for one in sectors)
    output = FLOWS.sum(axis=1) + FINAL.sum(axis=1)
    told = ("output", "value_added", "wages", "final_demand", "households")
    first = {name: float(sectors[0][f"{name}_million_krw"]) for name in told}
    assert first == pytest.approx({
        "output": output[0] * 1000, "wages": 1000,
        "value_added": (output[0] - FLOWS[:, 0].sum()) * 1000,
        "final_demand": (output[0] - FLOWS[0, :2].sum()) * 1000, "households": FINAL[0, 0] * 1000,
    })  # fmt: skip
    flows = {(one["seller"], one["buyer"]): one for one in cells(imported, "io_flows")}
    one = flows["medicines", "health_care"]
    assert float(one["domestic_million_krw"]) == FLOWS[0, 1] * 1000
    assert float(one["imported_million_krw"]) == (FLOWS[2, 1] + FLOWS[4, 1]) * 1000
    assert sectors[0]["year"] == "2019"
    assert "made up: AAA" in imported.source.note


def test_regions_of_one_country_stand_side_by_side(packed):
    imported = read(packed, "AAA", near=("BBB",), rest=("CCC",))
    sectors = cells(imported, "io_sectors")
    due = [one for one in ("own_province", "capital_region", "elsewhere") for _ in SECTORS]
    assert [one["reach"] for one in sectors] == due
    assert sectors[0]["id"] == "own_province.medicines"
    flows = cells(imported, "io_flows")
    assert sum(float(one["domestic_million_krw"]) for one in flows) == FLOWS.sum() * 1000
    assert not any(float(one["imported_million_krw"]) for one in flows)


@pytest.mark.parametrize("as_folder", [True, False])
def test_it_lands_in_a_study(saved, packed, tmp_path, as_folder):
    folder = write_study(tmp_path / "toy", rows=ABSENT)
    path = saved if as_folder else tmp_path / "world.zip"
    if not as_folder:
        path.write_bytes(packed)
    told = options(known_from=DAY, home=("AAA",), won_per_unit=1108.3, source="world")
    assert import_file(folder, MRIO, path, told).added == 2 + 4
    study = open_checked(folder)[0]
    assert study.sources["world"].publisher == MRIO.publisher
    assert import_file(folder, MRIO, path, told).skipped == 6


def test_an_archive_of_pymrio_is_read(saved, tmp_path):
    path = tmp_path / "archived.zip"
    pymrio.archive(source=saved, archive=path, path_in_arc="mrios/world")
    assert cells(read(path.read_bytes(), "BBB"), "io_sectors")[0]["id"] == "medicines"


def test_a_table_without_wages_says_so(tmp_path):
    system(FLOWS, FINAL, REGIONS, SECTORS, unit="M KRW").save_all(tmp_path / "w")
    content = packed_folder(tmp_path / "w", [p for p in (tmp_path / "w").rglob("*") if p.is_file()])
    found = read(content, "AAA", won_per_unit=None, year=2020)
    assert [(p.code, p.severity) for p in found.problems] == [("io_table.no_wages", "warning")]
    assert cells(found, "io_sectors")[0]["year"] == "2020"


def repacked(packed, **changes):
    """Return a ZIP with files changed, added, or left out (None)."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(content, "w") as after:
        texts = {one: before.read(one) for one in before.namelist()} | changes
        for name, text in texts.items():
            if text is not None:
                after.writestr(name, text)
    return content.getvalue()


def pickled(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        told = json.loads(file.read("file_parameters.json"))
    told["files"]["Z"]["name"] = "../Z.txt"
    return repacked(packed, **{"file_parameters.json": json.dumps(told)})


def test_what_cannot_be_right_is_refused(packed):
    for content, more, code in (
        (packed, {}, "io_table.home"),
        (packed, {"home": ("DDD",)}, "io_table.regions"),
        (packed, {"home": ("AAA",), "rest": ("AAA",)}, "io_table.regions"),
        (packed, {"home": ("AAA",), "won_per_unit": None}, "io_table.money"),
        (b"nothing", {"home": ("AAA",)}, "io_table.archive"),
        (repacked(packed, **{"Z.txt": None}), {"home": ("AAA",)}, "io_table.archive"),
        (repacked(packed, **{"Z.pkl": b"\x80"}), {"home": ("AAA",)}, "io_table.unsafe"),
        (pickled(packed), {"home": ("AAA",)}, "io_table.unsafe"),
    ):
        found = read(content, *more.pop("home", ()), **more)
        assert [problem.code for problem in found.problems] == [code], code
        assert found.rows == ()


def test_without_pymrio_it_says_what_to_install(packed, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("pymrio"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    problem = read(packed, "AAA").problems[0]
    assert (problem.code, problem.facts["came"]) == ("io_table.extra", "pymrio")


@pytest.mark.slow
def test_the_world_table_of_2011_around_korea(tmp_path):
    if not WIOD.exists():
        pytest.skip("the world table is not at hand")
    table = pd.read_parquet(WIOD).set_index("row")
    names = [one.split(".", 1) for one in table.index]
    rows = pd.MultiIndex.from_tuples(names, names=["region", "sector"])
    flows = table[[*table.index]].to_numpy(float)
    final = [one for one in table.columns if one not in {*table.index, "output"}]
    buyers = pd.MultiIndex.from_tuples([one.split(".", 1) for one in final])
    world = pymrio.IOSystem(
        Z=pd.DataFrame(flows, index=rows, columns=rows),
        Y=pd.DataFrame(table[final].to_numpy(float), index=rows,
                       columns=buyers.set_names(["region", "category"])),
        unit=pd.DataFrame({"unit": "M USD"}, index=rows),
    )  # fmt: skip
    world.save_all(tmp_path / "wiod", table_format="parquet")
    files = [one for one in (tmp_path / "wiod").rglob("*") if one.is_file()]
    imported = read(packed_folder(tmp_path / "wiod", files), "KOR", name="wiod_2011.zip")
    assert {problem.severity for problem in imported.problems} == {"warning"}
    sectors = cells(imported, "io_sectors")
    korea = table.index.str.startswith("KOR.")
    output = table.loc[korea, "output"].to_numpy(float)
    found = np.array([float(one["output_million_krw"]) for one in sectors]) / 1000
    # Its cells are rounded to whole millions: a row of 1,640 of them parts from its output.
    np.testing.assert_allclose(found, output[output > 0], rtol=6e-3)
    domestic = sum(float(one["domestic_million_krw"]) for one in cells(imported, "io_flows"))
    assert domestic == pytest.approx(flows[np.ix_(korea, korea)].sum() * 1000)
