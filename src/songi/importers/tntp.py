"""Road networks in the format of Transportation Networks for Research (.tntp)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

import numpy as np

from songi.errors import Place, Problem
from songi.importers.published import unpacked
from songi.importers.publisher import Found, Options, Publisher
from songi.importers.road_times import TABLES, RoadFile, road_rows

MINUTES: dict[str, float] = {"min": 1.0, "minutes": 1.0, "h": 60.0, "hours": 60.0, "sec": 1 / 60}
"""Minutes in a unit of time as headers name it."""

KM: dict[str, float] = {"km": 1.0, "miles": 1.609344, "mi": 1.609344, "m": 0.001, "ft": 0.0003048}

_FIELD = re.compile(r"^\s*<([^>]+)>\s*(.*?)\s*$")
_TIME = re.compile(r"(?:fftt|free[ _]flow[ _]time)\s*\(([a-z]+)\)", re.IGNORECASE)
_LENGTH = re.compile(r"length\s*\(([a-z]+)\)", re.IGNORECASE)

COLUMNS = ("init_node", "term_node", "length", "free_flow_time")

NODE_COLUMNS = ("node", "x", "y")


class LayoutError(ValueError):
    """The file is not laid out as networks are."""


class UnitError(ValueError):
    """Nobody can tell in which unit the times are; holds length units per time unit."""


class TntpNet(NamedTuple):
    """A network file as it stands.

    Attributes:
        first_through: first node that may be passed through; those before are zones.
        nodes: how many nodes the header tells.
        links: `[links, 4]`, nodes, length and time of each, in the file's units.
        minutes_per_unit: of time.
        km_per_unit: of length; one where it is not told.
    """

    first_through: int
    nodes: int
    links: np.ndarray
    minutes_per_unit: float
    km_per_unit: float


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the network and, where its nodes have positions in degrees, the times on it."""
    found = Found()
    try:
        net, nodes = _texts(content, name)
        file = road_file(read_net(net), None if nodes is None else read_nodes(nodes))
    except UnitError as fault:
        found.problems.append(Problem("roads.time_unit", Place(name), {"came": str(fault)}))
        return found
    except (LayoutError, OSError, EOFError, zlib.error, UnicodeDecodeError) as fault:
        facts = {"came": str(fault)[:80], "expected": ", ".join(COLUMNS)}
        found.problems.append(Problem("roads.layout", Place(name), facts))
        return found
    if file.latitude is None:
        facts = {"expected": "*_node.tntp"}
        found.problems.append(Problem("roads.no_positions", Place(name), facts, "warning"))
    road_rows(file, name, options, found)
    return found


def read_net(text: str) -> TntpNet:
    """Read a network file.

    Raises:
        LayoutError: header or columns are not those of a network.
        UnitError: the unit of time is neither told nor plain from the speeds.
    """
    lines = text.splitlines()
    told = {match[1].upper(): match[2] for line in lines if (match := _FIELD.match(line))}
    if "END OF METADATA" not in told or "NUMBER OF NODES" not in told:
        raise LayoutError(lines[0] if lines else "-")
    header = next((line for line in lines if "init_node" in line.lower()), "")
    names = header.strip().lstrip("~").replace(";", " ").lower().split()
    if not set(COLUMNS) <= set(names):
        raise LayoutError(", ".join(names) or "-")
    at = [names.index(name) for name in COLUMNS]
    body = [line.replace(";", " ").split() for line in lines[lines.index(header) + 1 :]]
    try:
        links = np.array([[float(cells[k]) for k in at] for cells in body if cells])
        nodes = int(told["NUMBER OF NODES"])
        first = int(told.get("FIRST THRU NODE", "1"))
    except (ValueError, IndexError) as fault:
        raise LayoutError(str(fault)) from fault
    links = links.reshape(-1, len(COLUMNS))
    ends = links[:, :2]
    if len(links) and (ends.min() < 1 or ends.max() > nodes):
        msg = f"node {ends.max():.0f} > {nodes}"
        raise LayoutError(msg)
    original = told.get("ORIGINAL HEADER", "")
    length = _LENGTH.search(original)
    km = KM.get(length[1].lower(), 1.0) if length else 1.0
    return TntpNet(first, nodes, links, _minutes_per_unit(original, links), km)


def read_nodes(text: str) -> dict[int, tuple[float, float]]:
    """Read a file of nodes: x and y by node.

    Raises:
        LayoutError: its columns are not those of nodes.
    """
    lines = [line.replace(";", " ").replace(",", " ").split() for line in text.splitlines()]
    lines = [cells for cells in lines if cells]
    if not lines or [cell.lower() for cell in lines[0][:3]] != list(NODE_COLUMNS):
        raise LayoutError(" ".join(lines[0]) if lines else "-")
    try:
        return {int(cells[0]): (float(cells[1]), float(cells[2])) for cells in lines[1:]}
    except (ValueError, IndexError) as fault:
        raise LayoutError(str(fault)) from fault


def road_file(net: TntpNet, positions: dict[int, tuple[float, float]] | None) -> RoadFile:
    """Return the links between nodes that may be passed through: those of zones are no roads."""
    street = np.all(net.links[:, :2] >= net.first_through, axis=1)
    links = net.links[street]
    ends = links[:, :2].astype(np.int64)
    used = np.unique(ends)
    tails, heads = np.searchsorted(used, ends).T
    where = None
    if positions is not None and all(int(node) in positions for node in used):
        where = np.array([positions[int(node)] for node in used]).reshape(-1, 2)
        if np.any(np.abs(where[:, 0]) > 180) or np.any(np.abs(where[:, 1]) > 90):
            where = None
    return RoadFile(
        tails=tails,
        heads=heads,
        minutes=links[:, 3] * net.minutes_per_unit,
        km=links[:, 2] * net.km_per_unit,
        latitude=None if where is None else where[:, 1],
        longitude=None if where is None else where[:, 0],
        nodes=len(used),
        names=[f"{tail}-{head}" for tail, head in ends.tolist()],
    )


def _minutes_per_unit(header: str, links: np.ndarray) -> float:
    """Return minutes in the file's unit of time, as its header says or as speeds show."""
    told = _TIME.search(header)
    if told and told[1].lower() in MINUTES:
        return MINUTES[told[1].lower()]
    timed = links[(links[:, 3] > 0) & (links[:, 2] > 0)]
    speed = float(np.median(timed[:, 2] / timed[:, 3])) if len(timed) else 0.0
    if 8 <= speed <= 150:
        return MINUTES["h"]
    if 0.15 <= speed <= 2.5:
        return MINUTES["min"]
    msg = f"{speed:.3g}"
    raise UnitError(msg)


def _texts(content: bytes, name: str) -> tuple[str, str | None]:
    """Return the text of the network and of its nodes, if they came with it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return unpacked(content, name)[0].decode("utf-8-sig"), None
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {one: unpacked(packed.read(one), one)[0] for one in packed.namelist()}
    nets = [one for one in files if "_net." in one.lower()]
    nodes = [one for one in files if "_node." in one.lower()]
    if len(nets) != 1 or len(nodes) > 1:
        raise LayoutError(", ".join(files))
    return files[nets[0]].decode("utf-8-sig"), (
        files[nodes[0]].decode("utf-8-sig") if nodes else None
    )


TNTP = Publisher(
    name="tntp",
    publisher="Transportation Networks for Research Core Team",
    title="Transportation Networks for Research (.tntp)",
    licence="academic research use, cite the repository",
    url="https://github.com/bstabler/TransportationNetworks",
    note="Free-flow times. Zones and their connectors are no roads and are left out. The network "
    "file may come alone, or in a ZIP with its file of nodes; only nodes with positions in degrees "
    "give times.",
    columns=tuple((one,) for one in (*COLUMNS, *NODE_COLUMNS)),
    fields={"id": "init_node", "network": "init_node", "minutes": "free_flow_time",
            "length_km": "length"},
    coded=False,
    find=find,
    tables=TABLES,
    folders=True,
)  # fmt: skip
