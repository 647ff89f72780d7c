"""Other clusters by years since founding, per person and per m², and where we would stand."""

from __future__ import annotations

import math
from typing import Any

from songi.figures.peers import Path, age_chart
from songi.measures.peers import RATIOS
from songi.report.blocks import Block, Cell, DataTable, Figure, Note, Paragraph, Section
from songi.report.compose.figure import result_figure
from songi.report.compose.writer import OWN_MARK, Writer, columns_of, joined
from songi.report.formats import number_cell
from songi.results.claims import Blank, ToldClaim

TOPIC = "people.column"

DRAWN = ("jobs", "firms")
"""Indicators that have a panel."""


def write_benchmark(writer: Writer) -> Section | None:
    """Return the clusters beside each other; nothing for a study without any."""
    if not writer.has_rows("peer_clusters"):
        return None
    title = writer.say("people.peers.title")
    blocks: list[Block] = [Paragraph((writer.say("people.peers.intro"),))]
    if not writer.shown("peer_comparison"):
        return Section("benchmark", title, (*blocks, writer.absent("peer_comparison")))
    seen = writer.view.disclosure("peer_comparison")
    if writer.shown("own_among_peers"):
        told = _lead(writer)
        if told:
            blocks.append(Paragraph(tuple(told), seen, lead=True))
    blocks.append(_by_age(writer))
    if writer.shown("peer_ratios"):
        blocks.append(_ratios(writer))
    blocks.append(_definitions(writer))
    cautions = ("not_alike", "survivors", "nothing_invented")
    told_cautions = tuple(writer.say(f"people.peers.{name}") for name in cautions)
    blocks.append(Note("caution", writer.say("note.caution"), told_cautions, seen))
    return Section("benchmark", title, tuple(blocks))


def _lead(writer: Writer) -> list[ToldClaim | str]:
    """Return the forecast of the last year, and what others had at that age."""
    found = writer.run.dataset("own_among_peers")
    clusters = _clusters(writer)
    own = next((row for row in clusters.values() if row.own), None)
    if own is None or not found.sizes.get("year"):
        return []
    year = int(found["year"].values[-1])
    at = {"year": year}
    blanks = {
        name: Blank("own_among_peers", at, name, form="whole")
        for name in ("age", "jobs", "low", "high")
    }
    told: list[ToldClaim | str] = [
        writer.claim("people.peers.own", blanks, cluster=writer.name_in(own), year=str(year))
    ]
    if math.isfinite(float(found["full"])):
        full = {"full": Blank("own_among_peers", {}, "full", form="whole")}
        if math.isfinite(float(found["full_by_site_area"])):
            full["density"] = Blank("own_among_peers", {}, "full_by_site_area", form="one")
            told.append(writer.claim("people.peers.own_full", full))
    return told + _others_at(writer, int(found["age"].sel(year=year)))


def _others_at(writer: Writer, age: int) -> list[ToldClaim | str]:
    """Return what other clusters had at an age, where that was observed or lies between."""
    found = writer.run.dataset("peer_comparison")
    told: list[ToldClaim | str] = []
    for key in [str(one) for one in found["peer_series"].values]:
        if not key.endswith("/jobs") or age not in found["age"].values:
            continue
        how = int(found["how"].sel(peer_series=key, age=age))
        if how == 0:
            continue
        blanks = {"value": Blank("peer_comparison", {"peer_series": key, "age": age}, "value",
                                 form="whole")}  # fmt: skip
        name = "observed" if how == 1 else "between"
        words = {"series": _series_name(writer, key, scoped=True)}
        told.append(writer.claim(f"people.peers.at_age_{name}", blanks, **words))
    return told


def _by_age(writer: Writer) -> Figure:
    found, trace = writer.run.dataset("peer_comparison"), writer.trace("peer_comparison")
    series = [str(one) for one in found["peer_series"].values if _shown(writer, str(one))]
    panels, body = [], []
    for indicator in DRAWN:
        keys = [one for one in series if one.endswith(f"/{indicator}")]
        peers = [one.partition("/")[0] for one in keys]
        paths = []
        for key in keys:
            cells = found.sel(peer_series=key)
            observed = [k for k, how in enumerate(cells["how"].values) if how == 1]
            ages = [int(cells["age"].values[k]) for k in observed]
            values = [float(cells["value"].values[k]) for k in observed]
            several = peers.count(key.partition("/")[0]) > 1
            name = _series_name(writer, key, scoped=several)
            paths.append(Path(name, ages, values))
            body += [
                (Cell(writer.named("people.indicator", indicator)),
                 Cell(_series_name(writer, key, scoped=True)), Cell(str(age)),
                 number_cell(value, "whole", writer.language, trace=trace))
                for age, value in zip(ages, values, strict=True)
            ]  # fmt: skip
        if indicator == "jobs":
            paths += _own_path(writer)
        if paths:
            panels.append((writer.named("people.indicator", indicator), paths))
    widths = {"indicator": 1.0, "cluster": 2.6, "age": 1.0, "value": 1.0}
    columns = columns_of(writer, widths, right=("age", "value"), topic=TOPIC)
    chart = age_chart(panels, writer.say("people.peers.axis"))
    return result_figure(
        writer, "peers-by-age", "people.peers.by_age", "peer_comparison", chart, columns, body
    )


def _own_path(writer: Writer) -> list[Path]:
    """Return the study's own forecast from the year in which there is anybody."""
    own = next((row for row in _clusters(writer).values() if row.own), None)
    if own is None or not writer.shown("own_among_peers"):
        return []
    found = writer.run.dataset("own_among_peers")
    kept = found.where((found["age"] >= 0) & (found["jobs"] >= 1), drop=True)
    numbers = {
        name: [float(one) for one in kept[name].values] for name in ("age", "jobs", "low", "high")
    }
    if not numbers["age"]:
        return []
    # On a logarithmic scale there is no nought: the range starts at one job.
    low = [max(one, 1.0) for one in numbers["low"]]
    name = writer.say("people.peers.own_name", cluster=writer.name_in(own))
    return [Path(name, numbers["age"], numbers["jobs"], True, low, numbers["high"])]


def _ratios(writer: Writer) -> DataTable:
    """Return the last figure of each cluster per person and per m², the study's own first."""
    found, trace = writer.run.dataset("peer_ratios"), writer.trace("peer_ratios")
    last: dict[tuple[str, str], str] = {}
    for label in [str(one) for one in found["peer_ratio"].values]:
        peer, scope, ratio, year = label.split("/")
        if _shown(writer, label):
            rival = last.get((f"{peer}/{scope}", ratio))
            if rival is None or int(rival.rpartition("/")[2]) < int(year):
                last[f"{peer}/{scope}", ratio] = label
    body = []
    for ratio in RATIOS:
        body += _own_ratio(writer, ratio)
        labels = [label for (_, one), label in last.items() if one == ratio]
        values = {label: float(found["value"].sel(peer_ratio=label)) for label in labels}
        for label in sorted(labels, key=lambda one: -values[one]):
            here = found.sel(peer_ratio=label)
            body.append(
                (
                    Cell(writer.named("people.ratio", ratio)),
                    Cell(_series_name(writer, label, scoped=True)),
                    Cell(str(int(here["year"]))),
                    number_cell(float(here["age"]), "whole", writer.language, trace=trace),
                    number_cell(values[label], "one", writer.language, trace=trace),
                    Cell(writer.named("people.how", str(int(here["how"])))),
                )
            )
    widths = {"ratio_of": 2.0, "cluster": 2.2, "year": 0.7, "age": 0.8, "value": 0.8, "how": 1.6}
    columns = columns_of(writer, widths, right=("age", "value"), topic=TOPIC)
    title, note = writer.say("people.peers.ratios"), writer.say("people.peers.ratios_note")
    seen = writer.view.disclosure("peer_ratios")
    return DataTable("peer-ratios", title, columns, tuple(body), trace, note, seen, dense=True)


def _own_ratio(writer: Writer, ratio: str) -> list[tuple[Cell, ...]]:
    """Return the study's own rows: by the forecast, and if all land were taken."""
    columns = {"jobs_by_site_area": ("by_site_area", "full_by_site_area"),
               "jobs_by_residents": ("by_residents",)}  # fmt: skip
    own = next((row for row in _clusters(writer).values() if row.own), None)
    if own is None or ratio not in columns or not writer.shown("own_among_peers"):
        return []
    found, trace = writer.run.dataset("own_among_peers"), writer.trace("own_among_peers")
    rows = []
    for name in columns[ratio]:
        full = name.startswith("full")
        cell = found[name] if full else found[name].isel(year=-1)
        if not math.isfinite(float(cell)):
            continue
        year, age = int(found["year"].values[-1]), float(found["age"].isel(year=-1))
        rows.append(
            (
                Cell(writer.named("people.ratio", ratio)),
                Cell(f"{OWN_MARK} {writer.name_in(own)}", tone="own"),
                Cell("" if full else str(year)),
                Cell("") if full else number_cell(age, "whole", writer.language, trace=trace),
                number_cell(float(cell), "one", writer.language, trace=trace),
                Cell(writer.named("people.how", "full" if full else "forecast")),
            )
        )
    return rows


def _definitions(writer: Writer) -> DataTable:
    """Return what each series counts and from when its cluster is counted."""
    clusters, body = _clusters(writer), []
    seen_series: dict[str, Any] = {}
    for row in writer.latest("peer_figures"):
        seen_series.setdefault(f"{row.peer}/{row.scope}/{row.indicator}", row)
    for key, row in seen_series.items():
        cluster = clusters.get(row.peer)
        if cluster is None:
            continue
        founding = writer.named("people.founded_as", cluster.founded_as)
        body.append(
            (
                Cell(_series_name(writer, key, scoped=True),
                     trace=writer.row_anchor("peer_figures", row)),
                Cell(writer.named("people.indicator", row.indicator)),
                Cell(row.told("definition", writer.language)),
                Cell(joined((str(cluster.founded_year), founding))),
                Cell(writer.sources_text(row)),
            )
        )  # fmt: skip
    widths = {"cluster": 1.8, "indicator": 0.8, "definition": 2.4, "founded": 1.5, "source": 1.4}
    columns = columns_of(writer, widths, topic=TOPIC)
    title, note = writer.say("people.peers.definitions"), ""
    return DataTable("peer-definitions", title, columns, tuple(body), "", note, dense=True)


def _clusters(writer: Writer) -> dict[str, Any]:
    return {row.row_id: row for row in writer.latest("peer_clusters")}


def _shown(writer: Writer, key: str) -> bool:
    """Return whether the audience may see the cluster of a series."""
    return key.partition("/")[0] in _clusters(writer)


def _series_name(writer: Writer, key: str, *, scoped: bool) -> str:
    """Return the name of a cluster, with what of it is counted."""
    peer, scope = key.split("/")[:2]
    name = writer.name_in(_clusters(writer)[peer]) if _shown(writer, key) else peer
    return joined((name, writer.called(scope))) if scoped else name
