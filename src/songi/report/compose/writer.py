"""What every chapter needs: names, sentences, traces, and what stands for the absent."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from songi.language import Language, has_text, say
from songi.measures.ranking import MAIN_METHOD
from songi.report.audience import View
from songi.report.blocks import Cell, Column, Note
from songi.results.claims import Blank, Claim, ToldClaim, tell
from songi.results.trace import Trace
from songi.study.schema.base import DISCLOSURE_ORDER, Row

OWN_MARK = "◆"
"""Stands before the own bid's name, so that it is found without colour."""

STATISTICS = ("mean", "q05", "q95")
"""What a summary over draws gives."""


@dataclass
class Writer:
    """A run, an audience and a language, as chapters use them.

    Attributes:
        view: the run as the audience may see it.
        language: language of the paper.
        traces: traces that chapters asked for, by key, in the order of asking.
        row_names: what readers call rows, by table and id, as far as they were asked for.
    """

    view: View
    language: Language
    traces: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    row_names: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def run(self) -> Any:
        """The run."""
        return self.view.run

    @property
    def own_bid(self) -> str | None:
        """The study's own bid, or the one that it joins, if it takes part in the contest."""
        own = self.view.own_bid
        return own if own in self.bids else None

    def say(self, name: str, **facts: Any) -> str:
        """Return a text of the book."""
        return say(f"book.{name}", self.language, **facts)

    def claim(self, name: str, blanks: Mapping[str, Blank], **words: str) -> ToldClaim:
        """Return a sentence of the book, bound to result cells."""
        return tell(Claim(f"book.{name}", blanks, words), self.run, self.language)

    def shown(self, *names: str) -> bool:
        """Return whether all these results are there and may be shown."""
        return all(self.view.sees_result(name) for name in names)

    def absent(self, *names: str) -> Note:
        """Return the note that stands for absent results: skipped and why, or withheld."""
        sentences = []
        for name in names:
            title = self.result_name(name)
            if name in self.run and not self.view.sees_result(name):
                sentences.append(self.say("absent.withheld", result=title))
            elif name in self.run.skipped:
                lacking = ", ".join(
                    self.input_name(need) for need in self.run.skipped[name]["lacking"]
                )
                sentences.append(self.say("absent.skipped", result=title, lacking=lacking))
            elif name not in self.run:
                sentences.append(self.say("absent.not_run", result=title))
        return Note("skipped", self.say("absent.title"), tuple(sentences))

    def trace(self, result: str, **labels: str) -> str:
        """Ask for a trace and return its key."""
        key = "-".join(["trace", result, *(_slug(labels[name]) for name in sorted(labels))])
        self.traces.setdefault(key, (result, labels))
        return key

    def trace_of(self, key: str) -> Trace:
        """Return the trace of a key that a chapter asked for."""
        result, labels = self.traces[key]
        return self.view.trace(result, labels)

    @cached_property
    def bids(self) -> dict[str, str]:
        """Names of the bids that the audience may see, by id; the own one is marked."""
        own = self.view.own_bid
        names = {}
        for row in self.latest("bids"):
            name = self.name_in(row)
            names[row.row_id] = f"{OWN_MARK} {name}" if row.row_id == own else name
        return names

    def bid_name(self, bid: str) -> str:
        """Return a bid's name without the mark."""
        return self.bids[bid].removeprefix(f"{OWN_MARK} ")

    @cached_property
    def criteria(self) -> dict[str, str]:
        """Names of the criteria, by id."""
        return {row.row_id: self.name_in(row) for row in self.latest("criteria")}

    @cached_property
    def candidates(self) -> dict[str, str]:
        """Names of the candidates, by id."""
        return {row.row_id: self.name_in(row) for row in self.latest("candidates")}

    @property
    def notation(self) -> str:
        """How uncertain cells are written."""
        return self.say("notation", interval="ci90(a,b)")

    def candidate_name(self, candidate: str) -> str:
        """Return a candidate's name; its id where it has none."""
        return self.candidates.get(candidate, candidate)

    @cached_property
    def methods(self) -> dict[str, str]:
        """Names of the ranking methods, the main one first."""
        labels = [str(label) for label in self.run["ranks"]["ranking_method"].values]
        labels.sort(key=lambda label: label != MAIN_METHOD)
        return {label: self.named("method", label) for label in labels}

    @cached_property
    def ranked_bids(self) -> dict[str, str]:
        """Names of the bids whose standing may be shown, the highest selection share first."""
        if not self.shown("selection_share"):
            return {bid: name for bid, name in self.bids.items() if bid in self._standing}
        shares = self.run["selection_share"]["selection_share"].sel(ranking_method=MAIN_METHOD)
        labels = [str(label) for label in shares["bid"].values if str(label) in self._standing]
        labels.sort(key=lambda label: (-float(shares.sel(bid=label)), label))
        return {label: self.bids[label] for label in labels}

    @cached_property
    def _standing(self) -> frozenset[str]:
        return frozenset(self.view.standing(self.bids)) & frozenset(self.bids)

    def latest(self, table: str) -> list[Any]:
        """Return the rows of a table that may be shown, of each the version known last."""
        newest: dict[str, Row] = {}
        for row in self.view.rows(table):
            rival = newest.get(row.row_id)
            if rival is None or str(row.known_from or "") > str(rival.known_from or ""):
                newest[row.row_id] = row
        return list(newest.values())

    def has_rows(self, *tables: str) -> bool:
        """Return whether the study has rows in any of these tables."""
        known = self.run.study.tables
        return any(name in known and len(known[name]) for name in tables)

    def names_of(self, table: str) -> dict[str, str]:
        """Return the names of a table's rows that may be shown, by id."""
        return {row.row_id: self.name_in(row) for row in self.latest(table)}

    def name_in(self, row: Any) -> str:
        """Return a row's name in the paper's language."""
        return row.name_ko if self.language == "ko" else row.name_en

    def named(self, kind: str, code: str) -> str:
        """Return what readers call a code, such as `method.topsis`; the code where nobody said."""
        key = f"book.{kind}.{code}"
        return say(key, self.language) if has_text(key, self.language) else code

    def called(self, name: str) -> str:
        """Return what the study calls an id that no table names; the id where it does not say."""
        known = self.run.study.info.names.get(name)
        return name if known is None else getattr(known, self.language)

    def indicator_name(self, indicator: str) -> str:
        """Return what readers call an indicator: as the criterion that it measures is called."""
        return self._indicators.get(indicator, self.called(indicator))

    @cached_property
    def _indicators(self) -> dict[str, str]:
        measured = {row.indicator: self.name_in(row) for row in self.latest("criteria")}
        computed = {row.row_id: self.name_in(row) for row in self.latest("access_indicators")}
        return measured | computed

    def result_name(self, result: str) -> str:
        """Return what readers call a result."""
        key = f"book.result.{result}"
        if has_text(key, self.language):
            return say(key, self.language)
        return result.replace("_", " ")

    def input_name(self, name: str) -> str:
        """Return what readers call a table; a measure's name where it is one."""
        key = f"book.table.{name}"
        return say(key, self.language) if has_text(key, self.language) else self.result_name(name)

    def summary(self, result: str) -> xr.DataArray:
        """Return mean, 5 % and 95 % quantile over the draws as the run summed them up.

        The run's own summary, with the dimension `statistic` in place of `draw`.
        """
        array = self.run[result]
        if "statistic" in array.dims:
            return array.sel(statistic=[*STATISTICS])
        frame: pd.DataFrame = self.run.summary(result)
        labels = [str(dim) for dim in array.dims if dim != "draw"]
        wide = frame.set_index(labels)[[*STATISTICS]].to_xarray().to_dataarray("statistic")
        chosen: dict[str, Any] = {name: array[name].values for name in labels}
        return wide.sel(chosen)

    def sources_text(self, row: Row) -> str:
        """Return publishers of a row's sources, as far as the audience may know of them."""
        known = self.run.study.sources
        names = [
            known[name].told("publisher", self.language) if name in known else name
            for name in row.source
            if name in self.view.source_ids
        ]
        return "; ".join(dict.fromkeys(names))

    @cached_property
    def row_anchors(self) -> dict[int, str]:
        """Anchor of each row that may be shown, by the row's identity."""
        anchors: dict[int, str] = {}
        for name in sorted(self.run.study.tables):
            taken: set[str] = set()
            bulk = self.run.study.tables[name].row_class.bulk
            for row in () if bulk else self.view.rows(name):
                anchor = f"row-{name}-{_slug(row.row_id)}"
                if anchor in taken:
                    anchor = f"{anchor}-{row.known_from}"
                taken.add(anchor)
                anchors[id(row)] = anchor
        return anchors

    def row_anchor(self, table: str, row: Row) -> str:
        """Return the anchor of a row, in the appendix of input rows."""
        return self.row_anchors.get(id(row), f"table-{table}")

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """Number under which the paper lists each source that it may name, by id."""
        known = self.run.study.sources
        told = {
            name: known[name].told("publisher", self.language) if name in known else name
            for name in self.view.source_ids
        }
        ordered = sorted(told, key=lambda name: (told[name], name))
        return {name: number for number, name in enumerate(ordered, start=1)}

    def basis(self, row: Row) -> Cell:
        """Return a cell that tells a row's basis."""
        return Cell(self.named("basis", row.basis), row.basis)

    def date_text(self, day: Any) -> str:
        """Return a day as text, or that it is unknown."""
        return day.isoformat() if day is not None else self.say("unknown_day")


def columns_of(
    writer: Writer,
    widths: Mapping[str, float],
    *,
    right: Collection[str] = (),
    topic: str = "column",
) -> tuple[Column, ...]:
    """Return the columns of a table.

    Args:
        writer: whose paper it stands in.
        widths: share of the paper's width by the column's name in the catalogue.
        right: names of those that hold numbers.
        topic: where the catalogue names them.
    """
    return tuple(
        Column(
            writer.say(f"{topic}.{name}"), align="right" if name in right else "left", width=width
        )
        for name, width in widths.items()
    )


def best_label(values: xr.DataArray, dimension: str, *, lowest: bool = False) -> str:
    """Return the label of the largest (or smallest) value along a dimension."""
    numbers = values.values
    position = int(np.nanargmin(numbers) if lowest else np.nanargmax(numbers))
    return str(values[dimension].values[position])


def joined(parts: Iterable[str]) -> str:
    """Return texts set apart by commas."""
    return ", ".join(part for part in parts if part)


def strictest_of(writer: Writer, *results: str) -> Any:
    """Return the strictest class of some results."""
    classes = [DISCLOSURE_ORDER.index(writer.view.disclosure(name)) for name in results]
    return DISCLOSURE_ORDER[max(classes, default=0)]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9_.-]+", ".", text.lower())
