"""The block tree of a paper: what it says, apart from how HTML, PDF or XLSX lay it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from songi.language import Language
from songi.results.claims import ToldClaim
from songi.study.schema.base import DisclosureClass

NoteKind = Literal["caution", "assumption", "skipped", "reading"]
Align = Literal["left", "right", "centre"]
Tone = Literal["", "own", "known", "partial", "filled", "unknown", "held", "broken"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: what readers see.
        value: what a spreadsheet holds; the text where there is no number.
        trace: key of the trace that says where it comes from; empty for labels.
        link: address of a web page, for sources.
        title: the exact value, shown on hover.
        tone: what the cell stands for beyond its text; never told by colour alone.
        number_format: the spreadsheet's, where it differs from the column's.
        indent: steps to the right, for trees.
    """

    text: str
    value: float | str | None = None
    trace: str = ""
    link: str = ""
    title: str = ""
    tone: Tone = ""
    number_format: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, unit, side, and the spreadsheet's number format."""

    title: str
    unit: str = ""
    align: Align = "left"
    number_format: str = ""
    width: float = 1.0
    """Share of the paper's width, beside the other columns' shares."""

    screen_only: bool = False
    """Left out on paper, where it would take too many pages."""

    @property
    def heading(self) -> str:
        """Title and unit."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table whose first column names its rows.

    Attributes:
        anchor: name by which it is linked to; unique in the book.
        title: what it shows.
        columns: its columns.
        rows: its rows, as many cells as columns.
        trace: key of the trace of the whole table.
        note: what a reader must know to read it.
        disclosure: who may see it.
        row_anchors: name of each row, where others link to rows.
        dense: set in small type, because it has many columns or rows.
        on_paper: how many rows paper shows; all of them without it. The note says where the rest
            stands.
    """

    anchor: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    trace: str = ""
    note: str = ""
    disclosure: DisclosureClass = "public"
    row_anchors: tuple[str, ...] = ()
    dense: bool = False
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its table.

    Attributes:
        anchor: name by which it is linked to.
        title: what it shows.
        alt: what one sees in it, in words.
        chart: the Vega-Lite specification.
        table: the numbers that are drawn.
        result: name of the result.
        trace: key of the trace.
        note: how to read it.
        disclosure: who may see it.
    """

    anchor: str
    title: str
    alt: str
    chart: Mapping[str, Any]
    table: DataTable
    result: str = ""
    trace: str = ""
    note: str = ""
    disclosure: DisclosureClass = "public"


class _Sentences:
    """What blocks of sentences have in common."""

    __slots__ = ()

    sentences: tuple[ToldClaim | str, ...]

    @property
    def text(self) -> str:
        """The sentences, joined."""
        return " ".join(one if isinstance(one, str) else one.text for one in self.sentences)

    @property
    def claims(self) -> tuple[ToldClaim, ...]:
        """The sentences that are bound to results."""
        return tuple(one for one in self.sentences if isinstance(one, ToldClaim))


@dataclass(frozen=True, slots=True)
class Paragraph(_Sentences):
    """Running text: sentences, of which those that hold numbers are claims."""

    sentences: tuple[ToldClaim | str, ...]
    disclosure: DisclosureClass = "public"
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Note(_Sentences):
    """A box that must not be overlooked."""

    kind: NoteKind
    title: str
    sentences: tuple[ToldClaim | str, ...]
    disclosure: DisclosureClass = "public"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number told large, with what it is under it."""

    number: ToldClaim
    label: ToldClaim | str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The few numbers of the front page."""

    figures: tuple[KeyFigure, ...]
    disclosure: DisclosureClass = "public"

    @property
    def claims(self) -> tuple[ToldClaim, ...]:
        """The numbers, all bound to results."""
        told = [part for one in self.figures for part in (one.number, one.label)]
        return tuple(part for part in told if isinstance(part, ToldClaim))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under a section's own."""

    text: str
    disclosure: DisclosureClass = "public"


@dataclass(frozen=True, slots=True)
class TracedRows:
    """The rows of one table that a result comes from.

    Attributes:
        table: name of the table.
        label: what readers call it.
        anchor: anchor of the table among the input tables.
        rows: row id, its anchor, and where it stands (file and line).
        whole: whether these are all rows of the table that the paper shows.
        withheld: how many more rows the audience may not see.
        same_as: key of an earlier trace that lists the very same rows.
        same_title: title of that trace.
        bulk: how many rows there are, where they are too many to be listed.
    """

    table: str
    label: str
    anchor: str
    rows: tuple[tuple[str, str, str], ...]
    whole: bool = False
    withheld: int = 0
    same_as: str = ""
    same_title: str = ""
    bulk: int = 0

    @property
    def count(self) -> int:
        """How many rows these are."""
        return self.bulk or len(self.rows)


@dataclass(frozen=True, slots=True)
class TraceBlock:
    """Where one result, or one cell of it, comes from.

    Attributes:
        key: what cells and figures refer to.
        title: the result, in words.
        result: its name.
        measures: names of the results it was computed from, in words.
        groups: the rows, table by table.
    """

    key: str
    title: str
    result: str
    measures: tuple[str, ...]
    groups: tuple[TracedRows, ...]
    disclosure: DisclosureClass = "public"


Block = Heading | Paragraph | Note | KeyFigures | Figure | DataTable | TraceBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A paper, ready to be laid out.

    Attributes:
        title: its title.
        subtitle: what it is and of what.
        language: its language.
        audience: who it is for: one of `songi.report.audience.AUDIENCES`.
        study: id of the study.
        run: id of the run.
        sections: its chapters; `contents` lists them.
        words: small texts of the layout (`contents`, `table`, `trace`, ...), by name.
    """

    title: str
    subtitle: str
    language: Language
    audience: str
    study: str
    run: str
    sections: tuple[Section, ...]
    words: Mapping[str, str] = field(default_factory=dict)

    def blocks(self) -> Iterator[Block]:
        """Iterate over all blocks, in order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def claims(self) -> tuple[ToldClaim, ...]:
        """Every sentence and number that is bound to a result."""
        told: list[ToldClaim] = []
        for block in self.blocks():
            if isinstance(block, Paragraph | Note | KeyFigures):
                told.extend(block.claims)
        return tuple(told)

    @property
    def trace_keys(self) -> frozenset[str]:
        """Keys of the traces that the book holds."""
        return frozenset(block.key for block in self.blocks() if isinstance(block, TraceBlock))
