"""The national standard node-link network (전국표준노드링크): shapefiles of nodes and links."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from songi.errors import Place, Problem
from songi.importers.published import garbled
from songi.importers.publisher import Found, Options, Publisher
from songi.importers.road_times import LARGEST_FILE, TABLES, RoadFile, road_rows

NODE_COLUMNS = ("NODE_ID",)

LINK_COLUMNS = ("LINK_ID", "F_NODE", "T_NODE", "LANES", "ROAD_RANK", "MAX_SPD", "LENGTH")

NAMED = ("ROAD_NAME", "NODE_NAME")
"""Columns in Korean; not kept, but they show whether the file's encoding is right."""

SPEEDS_KMH: dict[str, float] = {
    "101": 100, "102": 80, "103": 60, "104": 50, "105": 60, "106": 60, "107": 50, "108": 40,
}  # fmt: skip
"""Speed by ROAD_RANK where MAX_SPD is nought or absent: motorway, urban motorway, national road,
metropolitan road, state-supported and provincial road, city and county road, others. Assumed."""

OTHER_KMH = 40.0

PUBLISHED_CRS = "EPSG:5186"
"""중부원점 2010, in which it is published; the file's own .prj goes first."""


class LayoutError(ValueError):
    """The shapefiles are not those of the standard node-link network."""


class GarbledError(ValueError):
    """A name was read in another encoding than it was written in."""


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the network and the times on it, or what is wrong with the files."""
    found = Found()
    try:
        file, lost = read_links(content)
    except GarbledError as fault:
        facts = {"came": str(fault), "expected": ", ".join(NAMED)}
        found.problems.append(Problem("import.mojibake", Place(name), facts))
    except LayoutError as fault:
        facts = {"came": str(fault), "expected": ", ".join((*NODE_COLUMNS, *LINK_COLUMNS))}
        found.problems.append(Problem("roads.layout", Place(name), facts))
    except (OSError, RuntimeError, ValueError, CRSError, zipfile.BadZipFile) as fault:
        facts = {"came": str(fault)[:80]}
        found.problems.append(Problem("roads.shape", Place(name), facts))
    else:
        if lost:
            facts = {"came": len(lost), "expected": lost[0]}
            found.problems.append(Problem("roads.unknown_node", Place(name), facts))
            return found
        road_rows(file, name, options, found)
    return found


def read_links(content: bytes) -> tuple[RoadFile, list[str]]:
    """Return the network, and the links that name a node which is not there.

    Raises:
        LayoutError: the ZIP holds no nodes or links, or other columns.
        GarbledError: names are not in CP949.
        ValueError: a shapefile that cannot be read; also `OSError` and `RuntimeError`.
    """
    with tempfile.TemporaryDirectory(prefix="songi-import-") as folder:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _unpack(packed, Path(folder))
        nodes = _layer(Path(folder), "node", NODE_COLUMNS)
        links = _layer(Path(folder), "link", LINK_COLUMNS)
    longitude, latitude = _in_degrees(nodes)
    ids = nodes["columns"]["NODE_ID"].astype(str)
    order = np.argsort(ids)
    ends = [links["columns"][column].astype(str) for column in ("F_NODE", "T_NODE")]
    at = [np.minimum(np.searchsorted(ids[order], one), len(ids) - 1) for one in ends]
    there = (ids[order][at[0]] == ends[0]) & (ids[order][at[1]] == ends[1])
    names = links["columns"]["LINK_ID"].astype(str)
    km = links["columns"]["LENGTH"].astype(np.float64) / 1000.0
    speed = _speeds(links["columns"])
    file = RoadFile(
        tails=order[at[0]].astype(np.int64),
        heads=order[at[1]].astype(np.int64),
        minutes=km / speed * 60.0,
        km=km,
        latitude=latitude,
        longitude=longitude,
        nodes=len(ids),
        names=names,
    )
    return file, names[~there].tolist()


def _unpack(packed: zipfile.ZipFile, folder: Path) -> None:
    """Lay the parts of the shapefiles side by side, whatever folders they stood in."""
    if sum(one.file_size for one in packed.infolist()) > 2 * LARGEST_FILE:
        msg = f"> {2 * LARGEST_FILE}"
        raise LayoutError(msg)
    for one in packed.infolist():
        part = Path(one.filename).name.lower()
        if Path(part).suffix in {".shp", ".dbf", ".shx", ".prj"}:
            (folder / part).write_bytes(packed.read(one))


def _layer(folder: Path, kind: str, wanted: tuple[str, ...]) -> dict[str, Any]:
    """Read a shapefile's columns as arrays, and its points where it has nodes."""
    import pyogrio
    import pyogrio.raw
    import shapely

    found = sorted(folder.glob(f"*{kind}.shp"))
    if len(found) != 1:
        raise LayoutError(", ".join(one.name for one in folder.glob("*.shp")) or "-")
    fields = [*pyogrio.read_info(found[0], encoding="CP949")["fields"]]
    if lacking := [one for one in wanted if one not in fields]:
        msg = f"{found[0].name}: {', '.join(fields)} (- {', '.join(lacking)})"
        raise LayoutError(msg)
    names = [one for one in NAMED if one in fields]
    points = kind == "node"
    told, _, shapes, cells = pyogrio.raw.read(
        found[0], columns=[*wanted, *names], encoding="ISO-8859-1", read_geometry=points
    )
    columns = dict(zip(told["fields"], cells, strict=True))
    for name in names:
        _check_encoding(columns[name])
    position = shapely.get_coordinates(shapely.from_wkb(shapes)) if points else None
    return {"columns": columns, "points": position, "crs": told["crs"]}


def _check_encoding(texts: np.ndarray) -> None:
    """Raise where a text, read byte by byte, is no CP949 or was garbled before it was saved."""
    for text in texts:
        try:
            korean = str(text or "").encode("latin-1").decode("cp949")
        except UnicodeDecodeError:
            korean = None
        if korean is None or garbled(korean):
            raise GarbledError(str(text)[:40])


def _in_degrees(nodes: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude of the nodes."""
    plane = CRS.from_user_input(nodes["crs"] or PUBLISHED_CRS)
    to_degrees = Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(*nodes["points"].T)
    if not (np.isfinite(longitude).all() and np.isfinite(latitude).all()):
        msg = f"{plane.name}: x {nodes['points'][:, 0].min():,.0f}"
        raise LayoutError(msg)
    return longitude, latitude


def _speeds(columns: dict[str, Any]) -> np.ndarray:
    limit = np.nan_to_num(columns["MAX_SPD"].astype(np.float64))
    by_rank = [SPEEDS_KMH.get(str(rank).strip(), OTHER_KMH) for rank in columns["ROAD_RANK"]]
    return np.where(limit > 0, limit, by_rank)


NODELINK = Publisher(
    name="nodelink",
    publisher="국토교통부 (국가교통정보센터)",
    title="전국표준노드링크",
    licence="공공데이터 (국가교통정보센터의 이용 조건)",
    url="https://www.its.go.kr/nodelink/nodelinkRef",
    note="Times on an empty road at MAX_SPD, or at a speed assumed for ROAD_RANK where it is "
    "nought; a link holds for one direction; turn restrictions (TURNINFO) are not read. Ways begin "
    "at the middle of a candidate's position.",
    columns=tuple((one,) for one in (*NODE_COLUMNS, *LINK_COLUMNS, *NAMED)),
    fields={"id": "LINK_ID", "network": "LINK_ID", "minutes": "MAX_SPD", "length_km": "LENGTH"},
    coded=False,
    find=find,
    tables=TABLES,
    most_bytes=LARGEST_FILE,
)  # fmt: skip
