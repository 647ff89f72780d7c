"""Made-up road files of the publishers' layout, and a study that they fit."""

import io
import zipfile

import numpy as np
import pyogrio
import shapely

from songi.study.check import open_checked
from study.made_up import named, row, write_study

HERE = 37.5, 127.0

TNTP_NET = """<NUMBER OF ZONES> 1
<NUMBER OF NODES> 4
<FIRST THRU NODE> 2
<NUMBER OF LINKS> 7
<ORIGINAL HEADER>~ tail head capacity length (km) fftt(min)
<END OF METADATA>

~\tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\tlink_type\t;
\t1\t2\t9\t1\t0\t0.15\t4\t0\t0\t3\t;
\t2\t3\t9\t1\t1.5\t0.15\t4\t0\t0\t3\t;
\t3\t2\t9\t1\t2\t0.15\t4\t0\t0\t3\t;
\t3\t4\t9\t1\t3\t0.15\t4\t0\t0\t3\t;
\t4\t3\t9\t1\t0\t0.15\t4\t0\t0\t3\t;
\t4\t4\t9\t1\t1\t0.15\t4\t0\t0\t3\t;
\t3\t1\t9\t1\t1\t0.15\t4\t0\t0\t3\t;
"""

TNTP_NODES = (
    "node\tX\tY\t;\n1\t127\t37.5\t;\n2\t127\t37.5\t;\n3\t127.01\t37.5\t;\n4\t127.02\t37.5\t;\n"
)

OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="37.5" lon="127.00"/><node id="2" lat="37.5" lon="127.01"/>
<node id="3" lat="37.5" lon="127.02"/><node id="4" lat="37.6" lon="127.30"/>
<node id="5" lat="37.6" lon="127.31"/><node id="6" lat="37.51" lon="127.02"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/>
 <tag k="maxspeed" v="{speed}"/></way>
<way id="11"><nd ref="4"/><nd ref="5"/><tag k="highway" v="residential"/></way>
<way id="12"><nd ref="3"/><nd ref="6"/><tag k="highway" v="service"/>
 <tag k="oneway" v="yes"/></way>
<way id="13"><nd ref="1"/><nd ref="6"/><tag k="highway" v="footway"/></way>
<way id="14"><nd ref="1"/><nd ref="5"/><tag k="highway" v="service"/>
 <tag k="access" v="private"/></way></osm>"""


def zipped(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, text in files.items():
            packed.writestr(name.replace("__", "."), text)
    return content.getvalue()


def tntp(net=TNTP_NET, nodes=TNTP_NODES):
    return zipped(Toy_net__tntp=net, Toy_node__tntp=nodes)


def pbf(folder, text=None):
    """Return made-up roads as OpenStreetMap's binary format."""
    import osmium

    source, target = folder / "roads.osm", folder / "roads.osm.pbf"
    source.write_text(text or OSM.format(speed=60), "utf-8")
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for one in osmium.FileProcessor(str(source)):
            writer.add(one)
    return target.read_bytes()


def nodelink(folder, encoding="CP949", to_node="N2", columns=None, length=1000.0):
    """Return made-up shapefiles of the published columns, EPSG:5186, in a ZIP."""
    where = shapely.points([[200000, 544000], [201000, 544000], [202000, 544000]])
    nodes = {"NODE_ID": ["N1", "N2", "N3"], "NODE_NAME": ["가상교차로", "나루", "다리"]}
    links = {
        "LINK_ID": ["L1", "L2", "L3", "L4"], "F_NODE": ["N1", "N2", "N2", "N3"],
        "T_NODE": [to_node, "N1", "N3", "N2"], "LANES": [2, 2, 1, 1],
        "ROAD_RANK": ["101", "101", "107", "107"], "MAX_SPD": [60, 60, 0, 0],
        "LENGTH": [length, 1000.0, 1000.0, 1000.0], "ROAD_NAME": ["가상로", "가상로", "나", "나"],
    }  # fmt: skip
    lines = shapely.linestrings([[[0, 0], [1, 1]]] * 4)
    for name, shapes, cells in (("MOCT_NODE", where, nodes), ("MOCT_LINK", lines, links)):
        kept = {k: v for k, v in cells.items() if columns is None or k in columns}
        pyogrio.raw.write(
            folder / f"{name}.shp", shapely.to_wkb(shapes),
            [np.array(v, dtype=object if isinstance(v[0], str) else None) for v in kept.values()],
            [*kept], geometry_type="Point" if name == "MOCT_NODE" else "LineString",
            crs="EPSG:5186", encoding=encoding,
        )  # fmt: skip
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for part in folder.glob("MOCT_*"):
            if part.suffix in {".shp", ".shx", ".dbf", ".prj"}:
                packed.write(part, f"nodelink/{part.name}")
    return content.getvalue()


def road_study(folder, **positions):
    """Write a study of one candidate and one place beside the made-up roads, and open it."""
    latitude, longitude = positions.get("candidate", ("37.5", "127.0"))
    rows = {
        "contests": [named("c1", deadline="2024-02-29", awards="1", status="closed")],
        "candidates": [named("a", latitude=latitude, longitude=longitude)],
        "places": [
            named("p", kind="airport", latitude="37.5", longitude="127.02", capacity=""),
            named("isle", kind="airport", latitude="37.6", longitude="127.30", capacity=""),
        ],
        "travel_bands": [row(id="urban", from_km="0", speed_kmh="20", circuity="1.3")],
    }
    from study.made_up import TABLES

    empty = dict.fromkeys(TABLES, ())
    write_study(folder, rows={**empty, **rows}, head={"own_bid": '"a"'})
    return open_checked(folder)[0]
