"""The papers of a run: each made from one tree of blocks as HTML, PDF and XLSX; never computing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from songi.report.book import write_book
from songi.report.plan import write_plan
from songi.results.run import Run, scenario_runs

PAPERS: Mapping[str, Callable[..., list[Path]]] = {"book": write_book, "plan": write_plan}
"""The papers that songi writes, by name."""


def write_paper(
    name: str,
    run: Run,
    folder: Path,
    formats: Iterable[str],
    languages: Iterable[str],
    audience: str = "internal",
    today: date | None = None,
) -> list[Path]:
    """Write a paper of a run, with the scenarios that were run on the same study beside it.

    Args:
        name: one of `PAPERS`.
        run: the run.
        folder: where the files go.
        formats: `html`, `pdf`, `xlsx`.
        languages: `ko`, `en`.
        audience: who is to read it: one of `songi.report.audience.AUDIENCES`.
        today: day on which embargoes are judged; without it they hold.

    Returns:
        The files.
    """
    return PAPERS[name](run, folder, formats, languages, audience, scenario_runs(run), today)
