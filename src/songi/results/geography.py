"""Results as map layers: what belongs to a plot, a zone or a place, with its outline or point."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from songi.errors import Place, Problem, UsageError
from songi.results.files import write_whole
from songi.results.run import Run
from songi.results.summary import summary_table
from songi.study.as_of import known_at

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

DRIVERS: Mapping[str, str] = {"geojson": "GeoJSON", "gpkg": "GPKG"}
"""File formats, by the name that a user asks for."""

LAYERS: Mapping[str, str] = {
    "parcel": "parcels", "zone": "zones", "candidate": "candidates", "place": "places",
}  # fmt: skip
"""Tables whose rows lie somewhere, by the dimension that they label."""

DEGREES = "EPSG:4326"


def write_layer(run: Run, name: str, labels: Mapping[str, str], form: str, path: Path) -> int:
    """Write a result as a layer for a GIS program, in degrees (WGS84).

    Each feature carries the row's id, names, basis and class of disclosure, and a column for each
    figure that belongs to it: the mean and the quantiles over the draws where it is drawn.

    Args:
        run: the run.
        name: the result.
        labels: label by dimension.
        form: `geojson` or `gpkg`.
        path: the file; whole or not at all.

    Returns:
        How many features were written.

    Raises:
        UsageError: an unknown result, dimension, label or form, or a result that lies nowhere.
        StudyError: the file could not be written.
    """
    if form not in DRIVERS:
        facts = {"came": f"--format {form}", "expected": ", ".join(DRIVERS)}
        raise UsageError(Problem("usage.choice", Place(), facts))
    layer = result_layer(run, name, labels)

    def write(part: Path) -> None:
        layer.to_file(part, driver=DRIVERS[form], engine="pyogrio", layer=name)

    write_whole(path, write)
    return len(layer)


def result_layer(run: Run, name: str, labels: Mapping[str, str]) -> GeoDataFrame:
    """Return a result as a table of features.

    Raises:
        UsageError: an unknown result, dimension or label, or a result that lies nowhere.
    """
    # Imported late: only a map layer needs GIS libraries.
    from geopandas import GeoDataFrame

    frame = summary_table(run.select(name, labels))
    dimension = next((one for one in LAYERS if one in frame), None)
    if dimension is None:
        found = [column for column in frame if column not in {"variable", "units", "value"}]
        facts = {"came": f"{name} ({', '.join(map(str, found)) or '-'})",
                 "expected": ", ".join(LAYERS)}  # fmt: skip
        raise UsageError(Problem("layer.nowhere", Place(name), facts))
    table = known_at(run.study.tables[LAYERS[dimension]], None)
    figures = _wide(frame, dimension)
    rows = [row for row in table if row.row_id in figures.index]
    described = pd.DataFrame(
        {
            column: [str(getattr(row, column)) for row in rows]
            for column in ("id", "name_ko", "name_en", "basis", "disclosure")
        },
        index=[row.row_id for row in rows],
    )
    attributes = described.join(figures, how="left")
    return GeoDataFrame(attributes, geometry=[_shape(row) for row in rows], crs=DEGREES)


def _wide(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Return one row per feature and one column per figure that belongs to it."""
    values = [c for c in ("value", "mean", "q05", "q50", "q95") if c in frame]
    keys = [c for c in frame if c not in {dimension, "units", *values}]
    alone = len(set(frame["variable"])) == 1
    named = frame.assign(
        figure=[
            "_".join(str(part) for part in (record if not alone else record[1:]))
            for record in frame[["variable", *(k for k in keys if k != "variable")]].to_numpy()
        ]
    )
    wide = named.pivot(index=dimension, columns="figure", values=values)
    wide.columns = [
        "_".join(part for part in (figure, value if value != "value" or not figure else "") if part)
        for value, figure in wide.columns
    ]
    return wide.infer_objects()


def _shape(row: Any) -> Any:
    """Return a row's outline, or its point."""
    import shapely

    if hasattr(row, "outline"):
        return None if row.outline is None else shapely.from_wkt(row.outline)
    return shapely.Point(row.longitude.central, row.latitude.central)
