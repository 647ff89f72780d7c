"""A figure of a result, put together the same way everywhere: words, chart, numbers, trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from songi.report.blocks import Cell, Column, DataTable, Figure
from songi.report.compose.writer import Writer


def result_figure(
    writer: Writer,
    anchor: str,
    text: str,
    result: str,
    chart: Mapping[str, Any],
    columns: Sequence[Column],
    rows: Iterable[tuple[Cell, ...]],
    *,
    trace: str = "",
    words: Mapping[str, str] | None = None,
    table_title: str = "",
) -> Figure:
    """Return a figure with its table.

    Args:
        writer: whose book it stands in.
        anchor: name of its table; the figure's own is `figure-` and this.
        text: its title in the catalogue, without `book.`; `<text>_alt` describes the drawing,
            `<text>_note` says how to read it.
        result: the result that is drawn.
        chart: the Vega-Lite specification.
        columns: columns of the table.
        rows: rows of the table.
        trace: key of its trace; that of the whole result without it.
        words: what fills the blanks of the title.
        table_title: title of the table where it shows more than the chart.
    """
    title = writer.say(text, **(words or {}))
    key = trace or writer.trace(result)
    seen = writer.view.disclosure(result)
    table = DataTable(
        anchor, table_title or title, tuple(columns), tuple(rows), key, "", seen, dense=True
    )
    return Figure(
        anchor=f"figure-{anchor}",
        title=title,
        alt=writer.say(f"{text}_alt"),
        chart=chart,
        table=table,
        result=result,
        trace=key,
        note=writer.say(f"{text}_note"),
        disclosure=seen,
    )
