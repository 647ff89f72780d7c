"""Results written for a GIS program, and read back by one."""

import geopandas
import pytest

from songi.errors import UsageError
from songi.results.geography import write_layer
from songi.session import open_study


@pytest.fixture(scope="module")
def land_run(tmp_path_factory):
    from contest import write_contest

    folder = write_contest(tmp_path_factory.mktemp("land") / "toy", land=True)
    return open_study(folder).run(draws=20, workers=1, experiments=False)


@pytest.mark.parametrize("form", ["geojson", "gpkg"])
def test_plots_come_back_with_their_outlines_and_figures(land_run, tmp_path, form):
    file = tmp_path / f"layer.{form}"
    count = write_layer(land_run, "tenant_eligibility", {"firm": "lab"}, form, file)
    found = geopandas.read_file(file)
    assert count == len(found) == 5
    assert found.crs.to_epsg() == 4326
    assert set(found.geometry.geom_type) == {"Polygon"}
    assert {"id", "name_ko", "name_en", "basis", "disclosure"} <= set(found.columns)
    verdicts = dict(zip(found["id"], found["verdict"], strict=True))
    assert set(verdicts.values()) == {"allowed"}
    inside = found.to_crs("EPSG:5179").geometry.area
    assert inside.sum() == pytest.approx(5 * 9870 + 5920, rel=0.02)


def test_points_carry_means_and_quantiles(land_run, tmp_path):
    file = tmp_path / "times.geojson"
    write_layer(land_run, "travel_times", {"place": "air1"}, "geojson", file)
    found = geopandas.read_file(file)
    assert set(found.geometry.geom_type) == {"Point"}
    figures = {"mean", "q05", "q50", "q95"}
    assert figures <= set(found.columns)
    assert (found["q05"] <= found["q95"]).all()


def test_a_result_that_lies_nowhere_is_told(land_run, tmp_path):
    with pytest.raises(UsageError, match=r"layer\.nowhere"):
        write_layer(land_run, "criterion_weights", {}, "geojson", tmp_path / "x.geojson")
    assert not list(tmp_path.iterdir())


def test_an_unknown_form_is_told(land_run, tmp_path):
    with pytest.raises(UsageError, match=r"usage\.choice"):
        write_layer(land_run, "tenant_eligibility", {}, "shp", tmp_path / "x.shp")
