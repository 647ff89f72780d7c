"""People per hexagon from the publishers' four files."""

import io
import zipfile

import pytest

from importers.published_files import FIXTURES, codes_of, options
from songi.importers.dongs import DONGS, RESOLUTION
from songi.methods.hexagons import hexagons_of

PARTS = {
    "emd.tsv": "dongs-made_up-emd.tsv",
    "electors.tsv": "dongs-made_up-electors.tsv",
    "positions.tsv": "dongs-made_up-positions.tsv",
    "residents.csv": "mois-made_up-20240110.csv",
}


def read(**changed):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, file in PARTS.items():
            raw = (FIXTURES / file).read_bytes()
            key = name.partition(".")[0]
            if changed.get(key, raw) is not None:
                packed.writestr(name, changed.get(key, raw))
    return DONGS.read(content.getvalue(), "dongs-20240110.zip", options())


def text(name):
    return (FIXTURES / PARTS[f"{name}.tsv"]).read_text("utf-8")


def test_a_municipality_s_residents_are_shared_out_by_electors():
    found = read()
    assert codes_of(found) == []
    cells = {row.cells["id"]: row.cells for row in found.rows}
    assert sum(int(one["people"]) for one in cells.values()) == 231 + 41 * 21 + 21 * 21
    by_place = {}
    for one in cells.values():
        by_place[one["municipality"]] = by_place.get(one["municipality"], 0) + int(one["people"])
    assert by_place == {"11110": 231, "41287": 861, "51110": 441}
    ilsan = next(one for one in cells.values() if one["municipality"] == "41287")
    assert (ilsan["aged_65"], ilsan["reference"]) == (str(41 * 8), "2023-12-31")
    assert "residents.csv" in found.source.note


def test_the_hexagon_is_that_of_the_dong_s_centre():
    cells = {row.cells["municipality"]: row.cells["id"] for row in read().rows}
    # It stands 36.5 km south and 65.5 km west of 38° N, 127.5° E, the origin of EPSG:5179.
    assert cells["41287"] == hexagons_of([37.6680], [126.7576], RESOLUTION)[0]


def test_a_zip_without_a_part_tells_which():
    problem = read(positions=None).problems[0]
    assert problem.code == "ground.parts"
    assert "positions" in problem.facts["expected"]
    assert codes_of(DONGS.read(b"no zip", "dongs-20240110.zip", options())) == ["import.packed"]


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("positions", "4128751000", "4128752000", "ground.dongs"),
        ("electors", "411001", "411009", "ground.dongs"),
        ("emd", "\t41287\t", "\t41285\t", "ground.place_codes"),
        ("emd", "\t41287\t", "\t51110\t", "ground.codes_mixed"),
        ("electors", "\t300\t", "\tmany\t", "ground.number"),
        ("positions", "934500\t1963500", "180734\t462617", "ground.reference"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(part, old, new, code):
    assert codes_of(read(**{part: text(part).replace(old, new)})) == [code]


def test_a_garbled_part_is_refused():
    garbled = text("emd").encode("utf-8").decode("latin-1").encode("utf-8")
    assert codes_of(read(emd=garbled)) == ["import.mojibake"]
