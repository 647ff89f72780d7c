"""The result store of a study: NetCDF under content keys, and one folder for each run.

results/
  kept/<measure>-<key>.nc        a result, shared by the runs that have it
  blocks/<key>/<first draw>.npz  blocks of a pass under way
  <run id>/run.json              what was run
  <run id>/<measure>.nc          its results
  <run id>/tables/<table>.parquet  the checked tables it used
  latest                         id of the last good run
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xarray as xr

from songi.results.files import pack, unpack, whole_file, write_json, write_whole

UNREADABLE = (OSError, RuntimeError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
"""What reading a damaged file raises; such a result is computed again."""

log = logging.getLogger(__name__)


class Store:
    """Results of one study.

    Attributes:
        folder: `<study>/results`.
    """

    def __init__(self, study_folder: Path) -> None:
        self.folder = study_folder / "results"

    def load(self, name: str, key: str) -> xr.Dataset | None:
        """Return a kept result, or none where there is none that can be read."""
        path = self._kept(name, key)
        if not path.is_file():
            return None
        try:
            return xr.load_dataset(path, engine="netcdf4")
        except UNREADABLE:
            # Computed again and written over; the run's bytes do not depend on it.
            log.warning("%s cannot be read and is computed again", path.name)
            return None

    def save(self, name: str, key: str, result: xr.Dataset) -> None:
        """Keep a result."""
        write_whole(self._kept(name, key), lambda file: write_netcdf(result, file))

    def load_block(self, key: str, start: int) -> dict[str, xr.Dataset] | None:
        """Return a block of an interrupted run, or none."""
        path = self._block(key, start)
        if not path.is_file():
            return None
        try:
            return unpack(path)
        except UNREADABLE:
            log.warning("block %s cannot be read and is computed again", path.name)
            return None

    def save_block(self, key: str, start: int, results: dict[str, xr.Dataset]) -> None:
        """Keep a block until its pass is done."""
        write_whole(self._block(key, start), lambda file: pack(results, file))

    def drop_blocks(self, key: str) -> None:
        """Forget the blocks of a pass."""
        shutil.rmtree(self.folder / "blocks" / key, ignore_errors=True)

    def write_run(
        self,
        record: dict[str, Any],
        results: dict[str, str],
        tables: dict[str, pd.DataFrame],
        summaries: dict[str, pd.DataFrame],
        timings: dict[str, Any],
    ) -> Path:
        """Write a run's folder whole, then make it the latest.

        Args:
            record: `run.json`; its `id` names the folder.
            results: content key of each result.
            tables: the checked tables that were used, as text.
            summaries: each result as a table, for readers without NetCDF.
            timings: one line of `log.jsonl`; the only thing that differs between equal runs.

        Returns:
            The folder.
        """
        target = self.folder / record["id"]
        draft = self.folder / f".{record['id']}.{os.getpid()}.part"
        with whole_file(self.folder / "latest") as latest:
            shutil.rmtree(draft, ignore_errors=True)
            try:
                draft.mkdir(parents=True)
                self._fill_run(draft, record, results, tables, summaries)
                _put(draft, target)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            latest.write_text(record["id"] + "\n", "utf-8")
        self._log({"run": record["id"], **timings})
        return target

    def renew_run(
        self, run_id: str, results: Collection[str], tables: Mapping[str, pd.DataFrame]
    ) -> bool:
        """Make a run that is there the latest again; say whether it is there with all its files.

        Nothing that its id stands for has changed. The lines on which rows stand may have: its
        tables are written again, so that traces find them.
        """
        folder = self.run_folder(run_id)
        files = ["run.json", *(f"{name}.nc" for name in results)]
        files += [f"summaries/{name}.{kind}" for name in results for kind in ("csv", "parquet")]
        if not all((folder / file).is_file() for file in files):
            return False
        for name, frame in tables.items():
            write_whole(folder / "tables" / f"{name}.parquet", frame.to_parquet)
        write_whole(self.folder / "latest", lambda file: file.write_text(run_id + "\n", "utf-8"))
        self._log({"run": run_id, "timings": {}, "reused": [*results]})
        return True

    def _log(self, entry: dict[str, Any]) -> None:
        """Note how long a run took; a run that is whole does not fail for want of this line."""
        try:
            with (self.folder / "log.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(entry) + "\n")
        except OSError as error:
            log.warning("timings were not written: %s", error.strerror)

    def _fill_run(
        self,
        draft: Path,
        record: dict[str, Any],
        results: dict[str, str],
        tables: dict[str, pd.DataFrame],
        summaries: dict[str, pd.DataFrame],
    ) -> None:
        for name, key in results.items():
            _link(self._kept(name, key), draft / f"{name}.nc")
        (draft / "tables").mkdir()
        for name, frame in tables.items():
            frame.to_parquet(draft / "tables" / f"{name}.parquet")
        (draft / "summaries").mkdir()
        for name, frame in summaries.items():
            _of_one_kind(frame).to_parquet(draft / "summaries" / f"{name}.parquet")
            frame.to_csv(draft / "summaries" / f"{name}.csv", index=False, lineterminator="\n")
        write_json(draft / "run.json", record)

    def latest(self) -> str | None:
        """Return the id of the last good run, or none."""
        path = self.folder / "latest"
        return path.read_text("utf-8").strip() if path.is_file() else None

    def run_ids(self) -> tuple[str, ...]:
        """Return the ids of all runs, in the order of their ids."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/run.json")))

    def run_folder(self, run_id: str) -> Path:
        """Return the folder of a run; it may not exist."""
        return self.folder / run_id

    def _kept(self, name: str, key: str) -> Path:
        return self.folder / "kept" / f"{name}-{key}.nc"

    def _block(self, key: str, start: int) -> Path:
        return self.folder / "blocks" / key / f"{start:07d}.npz"


def write_netcdf(dataset: xr.Dataset, path: Path) -> None:
    """Write NetCDF through netCDF4; equal datasets give equal bytes.

    Raises:
        OSError: the disk refused.
    """
    try:
        dataset.to_netcdf(path, engine="netcdf4")
    except RuntimeError as error:
        # All that the library says of a full disk is "NetCDF: HDF error".
        raise OSError(str(error)) from error


def _of_one_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a summary as a file can hold it: words beside numbers in a column `text`."""
    if "value" not in frame or frame["value"].dtype != object:
        return frame
    words = frame["value"].map(lambda one: isinstance(one, str))
    if bool(words.all()):
        return frame
    numbers = frame["value"].where(~words).astype(float)
    return frame.assign(value=numbers, text=frame["value"].where(words))


def _put(draft: Path, target: Path) -> None:
    """Give a finished draft its place.

    A run of that id may be there and be the last good one: it is replaced file by file, equal by
    equal, so that at no time it is gone.
    """
    if not target.exists():
        draft.rename(target)
        return
    for path in sorted(draft.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(draft)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)


def _link(kept: Path, path: Path) -> None:
    """Give a kept file a second name; copy where the file system has no links."""
    try:
        path.hardlink_to(kept)
    except OSError:
        shutil.copyfile(kept, path)
