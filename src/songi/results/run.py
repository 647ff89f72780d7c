"""Runs: computing a study, and opening what a run left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import xarray as xr

import songi
from songi.engine.blocks import Values, as_dataset, runnable, study_inputs, unwrapped
from songi.engine.graph import Dataflow, full_dataflow
from songi.engine.keys import digest, library_versions, measure_keys, source_hash
from songi.engine.local import Execution, Progress
from songi.errors import Place, Problem, StudyError, UsageError
from songi.measures.kind import Kind
from songi.results.compute import (
    NO_EXPERIMENTS,
    Experiments,
    measures_of,
    run_experiments,
    told_experiments,
    with_experiments,
    with_told_experiments,
)
from songi.results.store import Store
from songi.results.summary import summary_table
from songi.results.trace import Trace, effective_disclosure, trace
from songi.study.model import Study
from songi.study.schema import ROW_CLASSES
from songi.study.schema.base import DISCLOSURE_ORDER, DisclosureClass
from songi.study.settings import StudyInfo
from songi.study.sources import Source, as_record
from songi.study.table import Table

LATEST = "latest"
"""Name under which the last good run can be asked for."""


@dataclass(frozen=True)
class Run:
    """What a run left: results, the tables they were made of, and the record.

    Attributes:
        folder: the run's folder.
        record: `run.json`.
    """

    folder: Path
    record: Mapping[str, Any]
    _open: dict[str, xr.Dataset] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The run's id: a hash of inputs, options and version."""
        return str(self.record["id"])

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the results."""
        return tuple(self.record["results"])

    @property
    def skipped(self) -> Mapping[str, Any]:
        """Measures that could not run, each with the tables it lacks."""
        return self.record["skipped"]

    def __contains__(self, name: str) -> bool:
        """Return whether the run has a result."""
        return name in self.record["results"]

    def __getitem__(self, name: str) -> xr.DataArray | xr.Dataset:
        """Return a result: an array, or a dataset where a measure gives several.

        Raises:
            UsageError: `result.unknown`, or `result.skipped` with what it would need.
        """
        return unwrapped(name, self.dataset(name))

    def dataset(self, name: str) -> xr.Dataset:
        """Return a result as a dataset, in any case."""
        if name not in self:
            raise UsageError(self._no_result(name))
        if name not in self._open:
            self._open[name] = xr.load_dataset(self.folder / f"{name}.nc", engine="netcdf4")
        return self._open[name]

    def summary(self, name: str) -> pd.DataFrame:
        """Return a result as a table with mean and quantiles over the draws."""
        return summary_table(self.dataset(name))

    def kind(self, name: str) -> Kind:
        """Return how the measure runs and traces."""
        return self.flow.nodes[name].kind

    @cached_property
    def study(self) -> Study:
        """The study as the run saw it, from the run's own folder."""
        info = StudyInfo.model_validate(self.record["study"])
        sources = {n: Source.model_validate(r) for n, r in self.record["sources"].items()}
        tables = {
            name: _stored_table(self.folder / "tables" / f"{name}.parquet", name, form["file"])
            for name, form in self.record["tables"].items()
        }
        as_of = self.record["as_of"]
        folder = self.folder.parent.parent
        day = date.fromisoformat(as_of) if as_of else None
        return Study(folder, info, tables, sources, as_of=day)

    @property
    def flow(self) -> Dataflow:
        """The dataflow that ran."""
        return self._runnable[0].only(self.names)

    @cached_property
    def _runnable(self) -> tuple[Dataflow, Values]:
        flow, values = runnable(full_dataflow(), study_inputs(self.study))
        return with_told_experiments(flow, self.record.get("experiments", {})), values

    @cached_property
    def _values(self) -> Values:
        """Tables, options, results and the selections of rows between them."""
        return {**self._runnable[1], **{name: self[name] for name in self.names}}

    def trace(self, name: str, today: date | None = None, **labels: str) -> Trace:
        """Return the rows and sources upstream of a cell.

        Args:
            name: the result.
            today: day on which embargoes are judged; without it they hold.
            labels: label of the cell by dimension, such as `bid="goyang"`.

        Raises:
            UsageError: no such result, dimension or label.
        """
        self.select(name, labels)
        return trace(self.flow, self._values, name, labels, today)

    def select(self, name: str, labels: Mapping[str, str]) -> xr.Dataset:
        """Return the part of a result with these labels; numbers are understood for `rank`.

        Raises:
            UsageError: no such result, dimension or label.
        """
        dataset = self.dataset(name)
        chosen: dict[str, Any] = {}
        for dimension, label in labels.items():
            if dimension not in dataset.coords:
                facts = {"came": dimension, "expected": ", ".join(map(str, dataset.dims))}
                raise UsageError(Problem("result.dimension", Place(name), facts))
            known = {str(value): value for value in dataset[dimension].values.ravel().tolist()}
            if label not in known:
                facts = {"came": label, "expected": ", ".join(list(known)[:30])}
                raise UsageError(Problem("result.label", Place(name, None, dimension), facts))
            chosen[dimension] = known[label]
        return dataset.sel(chosen)

    def disclosure(self, name: str, today: date | None = None) -> DisclosureClass:
        """Return the strictest class of a result's kind and of all rows upstream of it."""
        tables = self.flow.upstream([name]) & set(self.study.tables)
        classes = [
            DISCLOSURE_ORDER.index(effective_disclosure(row, today))
            for table in tables
            for row in self.study.tables[table].rows
        ]
        least = DISCLOSURE_ORDER.index("internal") if self.kind(name).internal else 0
        return DISCLOSURE_ORDER[max([least, *classes])]

    def _repr_html_(self) -> str:
        """Return what a notebook shows: results with their dimensions, and what was skipped."""
        rows = "".join(
            f"<tr><td><code>{name}</code></td><td>{', '.join(map(str, self.dataset(name).dims))}"
            f"</td><td>{self._runnable[0].nodes[name].summary}</td></tr>"
            for name in self.names
        )
        skipped = ", ".join(self.skipped) or "∅"
        return (
            f"<p><b>songi run {self.id}</b>: {self.record['draws']:,} draws; skipped: {skipped}</p>"
            f"<table>{rows}</table>"
        )

    def _no_result(self, name: str) -> Problem:
        if name in self.skipped:
            facts = {"came": name, "expected": ", ".join(self.skipped[name]["lacking"])}
            return Problem("result.skipped", Place(), facts)
        return Problem("result.unknown", Place(), {"came": name, "expected": ", ".join(self.names)})


def run_study(
    study: Study,
    *,
    draws: int | None = None,
    measures: Iterable[str] | None = None,
    workers: int = 0,
    progress: Progress = lambda *_: None,
    experiments: Experiments = NO_EXPERIMENTS,
) -> Run:
    """Compute a study and keep its results.

    Args:
        study: a study without errors, as of the day and with the scenario wanted.
        draws: number of draws; the study's own without it.
        measures: results wanted; all that can be had without it.
        workers: processes; 0 lets songi decide. The bytes of the results do not depend on it.
        progress: told blocks done, blocks in all, and what is being worked on.
        experiments: runs of the dataflow with changes that are wanted beside the measures.

    Returns:
        The run.

    Raises:
        StudyError: an accounting identity does not hold, or results could not be written.
        UsageError: an unknown measure.
    """
    draws = draws or study.info.draws
    flow, values = runnable(full_dataflow(), study_inputs(study))
    flow = with_experiments(flow, values, experiments)
    if measures is not None:
        flow = flow.only(_known_measures(measures, flow))
    keys = measure_keys(flow, values, study.info.seed, draws)
    store = Store(study.folder)
    results = {name: keys[name] for name, node in flow.nodes.items() if not node.selects}
    record = _record(study, flow, results, draws)
    tables = {name: _text_with_places(study.tables[name]) for name in record["tables"]}
    if store.renew_run(record["id"], results, tables):
        return open_run(study.folder, record["id"])
    measured = measures_of(flow)
    execution = Execution(measured, values, keys, study.info.seed, draws, store, workers, progress)
    computed = execution.run()
    computed = {**computed, **run_experiments(flow, execution, study)}
    identities = _identities(flow, computed)
    broken = [one for one in identities if not one["held"]]
    if broken:
        raise StudyError(
            Problem("identity.broken", Place(one["name"]), {"came": one["deviation"]})
            for one in broken
        )
    summaries = {name: summary_table(as_dataset(name, computed[name])) for name in results}
    timings = {"timings": execution.timings, "reused": execution.reused}
    store.write_run({**record, "identities": identities}, results, tables, summaries, timings)
    return open_run(study.folder, record["id"])


def open_run(study_folder: Path, run_id: str | None = None) -> Run:
    """Open a run that is there: the named one, or the last good one.

    Raises:
        UsageError: `run.none` or `run.unknown`.
    """
    store = Store(study_folder)
    found = store.latest() if run_id in {None, LATEST} else run_id
    if found is None:
        raise UsageError(Problem("run.none", Place(str(study_folder.name))))
    matches = [name for name in store.run_ids() if name.startswith(found)]
    if len(matches) != 1:
        facts = {"came": found, "expected": ", ".join(store.run_ids())}
        raise UsageError(Problem("run.unknown", Place(), facts))
    folder = store.run_folder(matches[0])
    return Run(folder, json.loads((folder / "run.json").read_text("utf-8")))


def scenario_runs(run: Run) -> list[Run]:
    """Return the runs of scenarios that differ from a run in nothing but the scenario."""
    alike = ("source_hash", "library_versions", "base", "seed", "draws", "as_of")
    study_folder = run.folder.parent.parent
    opened = [open_run(study_folder, name) for name in Store(study_folder).run_ids()]
    found = [
        other
        for other in opened
        if other.record["scenario"] not in {None, run.record["scenario"]}
        and all(other.record.get(name) == run.record.get(name) for name in alike)
    ]
    return sorted(found, key=lambda other: str(other.record["scenario"]))


def _base_hash(study: Study) -> str:
    """Return a hash of the tables before a scenario changed them."""
    base = study.base or study
    return digest({name: t.fingerprint() for name, t in base.tables.items() if t.rows})


def _known_measures(measures: Iterable[str], flow: Dataflow) -> list[str]:
    wanted = list(measures)
    for name in wanted:
        if name not in flow.nodes:
            if name in flow.skipped:
                facts = {"came": name, "expected": ", ".join(flow.lacking_tables(name))}
                raise UsageError(Problem("result.skipped", Place(), facts))
            facts = {"came": name, "expected": ", ".join(flow.nodes)}
            raise UsageError(Problem("result.unknown", Place(), facts))
    return wanted


def _identities(flow: Dataflow, computed: Values) -> list[dict[str, Any]]:
    checked = []
    for name, node in flow.nodes.items():
        if node.kind.tolerance is not None:
            deviation = float(abs(computed[name]).max())
            held = deviation <= node.kind.tolerance
            checked.append(
                {
                    "name": name,
                    "deviation": deviation,
                    "tolerance": node.kind.tolerance,
                    "held": held,
                }
            )
    return checked


def _record(
    study: Study,
    flow: Dataflow,
    results: dict[str, str],
    draws: int,
) -> dict[str, Any]:
    """Return `run.json`: all that made the run what it is, and nothing of when or where it ran."""
    used = flow.upstream(flow.nodes) & set(study.tables)
    tables = {
        name: {"file": table.file, "rows": len(table), "hash": table.fingerprint()}
        for name, table in study.tables.items()
        if name in used and table.rows
    }
    cited = {s for name in tables for row in study.tables[name].rows for s in row.source}
    record: dict[str, Any] = {
        "version": songi.__version__,
        "source_hash": source_hash(),
        "library_versions": library_versions(),
        "seed": study.info.seed,
        "draws": draws,
        "as_of": study.as_of.isoformat() if study.as_of else None,
        "base": _base_hash(study),
        "scenario": study.scenario[0] if study.scenario else None,
        "scenario_names": (
            {"ko": study.scenario[1].name_ko, "en": study.scenario[1].name_en}
            if study.scenario
            else None
        ),
        "options": study.options.model_dump(),
        "study": study.info.model_dump(mode="json"),
        "sources": {name: as_record(s) for name, s in study.sources.items() if name in cited},
        "tables": tables,
        "results": results,
        "experiments": told_experiments(flow),
        "skipped": {
            name: {"needs": list(needs), "lacking": list(flow.lacking_tables(name))}
            for name, needs in sorted(flow.skipped.items())
        },
    }
    return {"id": digest(record)[:12], **record}


def _text_with_places(table: Table[Any]) -> pd.DataFrame:
    frame = table.as_text()
    frame["line"] = [table.line_of(row) or 0 for row in table.rows]
    frame["file"] = [table.file_of(row) for row in table.rows]
    frame["root"] = [table.roots.get(row.row_id, "") for row in table.rows]
    return frame


def _stored_table(path: Path, name: str, file: str) -> Table[Any]:
    """Rebuild a table from what the run kept of it."""
    row_class = ROW_CLASSES[name]
    frame = pd.read_parquet(path)
    lines, roots = frame.pop("line").tolist(), frame.pop("root").tolist()
    files = frame.pop("file").tolist() if "file" in frame else [file] * len(frame)
    records: list[dict[str, Any]] = frame.to_dict("records")
    read: Callable[[dict[str, Any]], Any] = row_class.model_validate
    rows = tuple(read({c: cell for c, cell in record.items() if cell}) for record in records)
    placed = {(row.row_id, row.known_from): line for row, line in zip(rows, lines, strict=True)}
    rooted = {row.row_id: root for row, root in zip(rows, roots, strict=True) if root}
    parts = {version: one for version, one in zip(placed, files, strict=True) if one != file}
    return Table(name, row_class, rows, file, placed, rooted, parts=parts)
