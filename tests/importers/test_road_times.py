"""Road files into a study: OpenStreetMap, TNTP, the national node-link network."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from evaluation import evaluate
from importers.published_files import codes_of, options
from importers.road_files import HERE, OSM, TNTP_NET, nodelink, pbf, road_study, tntp
from songi.importers import osm
from songi.importers.into_study import import_file
from songi.importers.nodelink import NODELINK
from songi.importers.publishers import PUBLISHERS
from songi.importers.tntp import TNTP, read_net, road_file
from songi.language import tell_problem
from songi.methods.geodesy import great_circle_km
from songi.methods.routing import network_of, shortest_times
from songi.study.check import read_and_check

RAW = Path(__file__).parents[3] / "shared/data/raw/roads"
DAY = date(2023, 5, 1)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return road_study(tmp_path_factory.mktemp("study"))


def read(publisher, content, name="roads", **more):
    return publisher.read(content, name, options(known_from=DAY, **more))


def times_of(imported):
    return {
        (one.cells["candidate"], one.cells["destination"]): one.cells.get("minutes", "")
        for one in imported.rows
        if one.table == "road_times"
    }


def network(imported):
    return next(one.cells for one in imported.rows if one.table == "road_networks")


def test_osm_gives_times_on_roads_and_marks_the_island(study, tmp_path):
    imported = read(osm.OSM, pbf(tmp_path), study=study)
    km = float(great_circle_km(*HERE, 37.5, 127.02))
    assert times_of(imported) == {("a", "p"): f"{km:.1f}", ("a", "isle"): ""}
    assert network(imported)["nodes"] == "6"
    assert network(imported)["links"] == "7"
    assert codes_of(imported) == ["roads.traps", "roads.island"]
    facts = imported.problems[0].facts
    assert (facts["traps"], facts["islands"], facts["springs"]) == (1, 2, 0)
    (traffic,) = [one.cells for one in imported.rows if one.table == "congestion"]
    assert traffic["basis"] == "assumed"
    assert ".." in traffic["factor"]


@pytest.mark.parametrize(
    ("tags", "open_", "direction", "speed"),
    [
        ({"highway": "motorway"}, True, 1, 100),
        ({"highway": "motorway", "oneway": "no"}, True, 0, 100),
        ({"highway": "primary", "junction": "roundabout"}, True, 1, 60),
        ({"highway": "primary", "oneway": "-1", "maxspeed": "30 mph"}, True, -1, 48.28032),
        ({"highway": "service", "access": "private"}, False, 0, 20),
        ({"highway": "service", "access": "no", "motorcar": "yes"}, True, 0, 20),
        ({"highway": "primary", "maxspeed": "KR:urban"}, True, 0, 60),
        ({"highway": "primary", "maxspeed": "0"}, True, 0, 5),
    ],
)
def test_osm_tags(tags, open_, direction, speed):
    assert osm.is_open(tags) is open_
    assert osm.direction_of(tags) == direction
    assert osm.speed_of(tags) == pytest.approx(speed)


def test_imported_times_stand_in_the_study_with_their_licence(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    road_study(folder)
    file = tmp_path / "roads-20230501.osm.pbf"
    file.write_bytes(pbf(tmp_path))
    done = import_file(folder, osm.OSM, file, options())
    assert done.added == 4
    assert "ODbL" in (folder / "tables/LICENSE-road_times.osm.md").read_text("utf-8")
    assert [p for p in read_and_check(folder)[1] if p.severity == "error"] == []
    assert import_file(folder, osm.OSM, file, options()).added == 0
    found = evaluate(folder, 50, ["travel_times", "timed_on_roads"])
    assert found["timed_on_roads"].values.tolist() == [[1.0, 1.0]]
    times = found["travel_times"]
    km = float(great_circle_km(*HERE, 37.5, 127.02))
    assert np.all(np.isinf(times.sel(place="isle")))
    near = times.sel(place="p").values
    assert near.min() >= round(km, 1) - 0.05
    assert near.max() <= 2 * round(km, 1) + 0.2
    assert near.std() > 0


def test_a_candidate_far_from_any_road_is_told_and_keeps_its_time(tmp_path):
    far = road_study(tmp_path, candidate=("35.0", "129.0"))
    imported = read(TNTP, tntp(), study=far)
    assert codes_of(imported)[-1] == "roads.none_near"
    assert times_of(imported) == {}


def test_a_position_known_too_roughly_gets_no_time(tmp_path):
    vague = road_study(tmp_path, candidate=("37.2..37.8", "127.0"))
    imported = read(TNTP, tntp(), study=vague)
    assert "roads.vague" in codes_of(imported)
    assert times_of(imported) == {}


def test_tntp_leaves_out_zones_and_tells_loops_and_times_of_nought(study):
    imported = read(TNTP, tntp(), study=study)
    assert codes_of(imported) == ["roads.zero", "roads.loops"]
    assert times_of(imported) == {("a", "p"): "4.5"}
    assert network(imported)["nodes"] == "3"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("\t1.5\t", "\t-1.5\t"), "roads.negative"),
        (("init_node", "from"), "roads.layout"),
        (("<END OF METADATA>", ""), "roads.layout"),
        (("\t3\t4\t", "\t3\t9\t"), "roads.layout"),
        (("fftt(min)", "time"), "roads.time_unit"),
    ],
)
def test_bad_tntp_is_told(study, change, code):
    text = TNTP_NET.replace(*change)
    if code == "roads.time_unit":
        text = text.replace("\t1.5\t", "\t0.2\t").replace("\t2\t0.15", "\t0.2\t0.15")
        text = text.replace("\t3\t0.15", "\t0.2\t0.15").replace("\t1\t0.15", "\t0.2\t0.15")
    imported = read(TNTP, tntp(text), study=study)
    assert code in codes_of(imported)
    assert imported.rows == ()


def test_a_network_without_positions_is_only_recorded(study):
    imported = read(TNTP, TNTP_NET.encode(), study=study)
    assert codes_of(imported)[0] == "roads.no_positions"
    assert {one.table for one in imported.rows} == {"road_networks", "congestion"}


def test_nodelink_speeds_by_limit_and_by_rank(tmp_path):
    study = road_study(tmp_path, candidate=("37.4967", "127.0"))
    content = nodelink(tmp_path)
    imported = read(NODELINK, content, study=study)
    # The made-up nodes lie at 37.4967 N; a kilometre at 60 km/h, another at 50 km/h by its rank.
    assert network(imported)["length_km"] == "4.0"
    assert times_of(imported)["a", "p"] == "2.2"
    assert 37.4 < float(network(imported)["south"]) < 37.6


def test_names_in_another_encoding_are_told(study, tmp_path):
    imported = read(NODELINK, nodelink(tmp_path, encoding="UTF-8"), study=study)
    assert codes_of(imported) == ["import.mojibake"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"to_node": "N9"}, "roads.unknown_node"),
        ({"columns": ["NODE_ID", "LINK_ID", "F_NODE"]}, "roads.layout"),
        ({"length": -5.0}, "roads.negative"),
    ],
)
def test_bad_nodelink_is_told(study, tmp_path, change, code):
    assert codes_of(read(NODELINK, nodelink(tmp_path, **change), study=study)) == [code]


@pytest.mark.parametrize(
    ("publisher", "code"),
    [("osm", "roads.pbf"), ("tntp", "roads.layout"), ("nodelink", "roads.shape")],
)
def test_a_file_of_another_publisher_is_told_in_both_languages(publisher, code, study):
    imported = read(PUBLISHERS[publisher], b"Symbol,Name\n1,A\n", study=study)
    assert codes_of(imported) == [code]
    for language in ("ko", "en"):
        assert tell_problem(imported.problems[0], language).endswith(f"[{code}]")


def test_a_file_without_roads_is_told(study, tmp_path):
    empty = pbf(tmp_path, OSM.replace('k="highway"', 'k="railway"'))
    assert codes_of(read(osm.OSM, empty, study=study)) == ["roads.no_road"]


@pytest.mark.parametrize("name", ["EMA", "ChicagoSketch", "Sydney"])
def test_published_networks_have_scipys_times(name):
    import gzip

    path = RAW / f"tntp/{name}_net.tntp.gz"
    if not path.exists():
        pytest.skip("the published networks are not at hand")
    file = road_file(read_net(gzip.decompress(path.read_bytes()).decode()), None)
    made = network_of(file.tails, file.heads, np.maximum(file.minutes, 1e-6), file.nodes)
    sources = np.arange(0, file.nodes, max(file.nodes // 4, 1))
    found = shortest_times(made, sources)
    assert np.array_equal(found, shortest_times(made, sources, engine="scipy"))
    assert np.isfinite(found).mean() > 0.9
