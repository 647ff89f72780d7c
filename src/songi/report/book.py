"""Writing the evidence book of a run to files: the formats, languages and audience asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from songi.language import Language
from songi.report.audience import View
from songi.report.blocks import Book
from songi.report.compose import compose_book
from songi.report.html import render_html
from songi.report.pdf import render_pdf
from songi.report.xlsx import render_xlsx
from songi.results.files import write_whole
from songi.results.run import Run

BookFormat = Literal["html", "pdf", "xlsx"]

FORMATS: tuple[BookFormat, ...] = ("html", "pdf", "xlsx")

_RENDERERS: dict[BookFormat, Callable[[Book], bytes]] = {
    "html": lambda book: render_html(book).encode("utf-8"),
    "pdf": render_pdf,
    "xlsx": render_xlsx,
}


def write_book(
    run: Run,
    folder: Path,
    formats: Iterable[BookFormat] = FORMATS,
    languages: Iterable[Language] = ("ko", "en"),
    audience: str = "internal",
    others: Sequence[Run] = (),
    today: date | None = None,
) -> list[Path]:
    """Write the evidence book of a run.

    Args:
        run: the run.
        folder: where the files go; made if it is not there.
        formats: `html`, `pdf`, `xlsx`.
        languages: `ko`, `en`.
        audience: who is to read it, one of `songi.report.audience.AUDIENCES`; what they may not see
            is in no byte of any file.
        others: runs of scenarios to be compared with this one.
        today: day on which embargoes are judged; without it they hold.

    Returns:
        The files, named after the study, the language and, unless internal, the audience. Each is
        written under another name first, so that a file that is there is whole; equal runs give
        equal bytes.

    Raises:
        StudyError: the files could not be written.
        UsageError: an unknown audience.
    """
    view = View(run, audience, today)
    return write_files(
        "evidence",
        lambda language: compose_book(view, language, others),
        folder,
        formats,
        languages,
    )


def write_files(
    paper: str,
    compose: Callable[[Language], Book],
    folder: Path,
    formats: Iterable[BookFormat],
    languages: Iterable[Language],
) -> list[Path]:
    """Write a paper in the formats and languages asked for.

    Args:
        paper: what its files are called, beside the study.
        compose: makes it in a language.
        folder: where the files go.
        formats: `html`, `pdf`, `xlsx`.
        languages: `ko`, `en`.

    Returns:
        The files.

    Raises:
        StudyError: the files could not be written.
    """
    chosen = list(formats)
    written = []
    for language in languages:
        book = compose(language)
        for form in chosen:
            path = folder / file_name(book, form, paper)
            content = _RENDERERS[form](book)
            write_whole(path, lambda part, content=content: part.write_bytes(content))
            written.append(path)
    return written


def file_name(book: Book, form: BookFormat, paper: str = "evidence") -> str:
    """Return the name of a paper's file, such as `goyang-evidence-ko.pdf`."""
    whose = "" if book.audience == "internal" else f"-{book.audience}"
    return f"{book.study}-{paper}-{book.language}{whose}.{form}"
