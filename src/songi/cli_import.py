"""The command `songi import`, which the command line takes up with one call."""

# Annotations are made when the command is: their words are in the user's language.

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from songi.errors import Place, Problem, UsageError
from songi.language import Language, say

_BEGINNINGS = re.compile(r"^\d{1,5}([|,]\d{1,5})*$")


def add_import(
    app: typer.Typer,
    spoken: Language,
    read_day: Callable[[str | None], date | None],
    tell: Callable[[Sequence[Problem]], None],
    report: Callable[..., None],
) -> None:
    """Add `songi import` to the command line.

    Args:
        app: the command line.
        spoken: the user's language.
        read_day: reads a day.
        tell: prints problems.
        report: prints a text of the catalogue, by its key and its facts.
    """

    def show_publishers(wanted: bool) -> None:
        if wanted:
            _list_publishers(report)
            raise typer.Exit

    @app.command("import", help=say("cli.command.import", spoken))
    def import_(
        publisher: Annotated[
            str, typer.Argument(metavar="PUBLISHER", help=say("cli.argument.publisher", spoken))
        ],
        file: Annotated[
            Path, typer.Argument(metavar="FILE", help=say("cli.argument.published", spoken))
        ],
        into: Annotated[
            Path, typer.Option(metavar="STUDY", help=say("cli.argument.study", spoken))
        ],
        known_from: Annotated[
            str | None, typer.Option(metavar="DAY", help=say("cli.option.known_from", spoken))
        ] = None,
        only: Annotated[
            str, typer.Option(metavar="CODES", help=say("cli.option.only", spoken))
        ] = "",
        source: Annotated[
            str, typer.Option(metavar="ID", help=say("cli.option.source", spoken))
        ] = "",
        ksic_revision: Annotated[str, typer.Option(help=say("cli.option.ksic", spoken))] = "",
        home: Annotated[
            str, typer.Option(metavar="REGIONS", help=say("cli.option.home", spoken))
        ] = "",
        near: Annotated[
            str, typer.Option(metavar="REGIONS", help=say("cli.option.near", spoken))
        ] = "",
        rest: Annotated[
            str, typer.Option(metavar="REGIONS", help=say("cli.option.rest", spoken))
        ] = "",
        year: Annotated[
            int | None, typer.Option(min=1960, max=2100, help=say("cli.option.year", spoken))
        ] = None,
        won_per_unit: Annotated[
            float | None, typer.Option(min=0.0, help=say("cli.option.won_per_unit", spoken))
        ] = None,
        show: Annotated[  # noqa: ARG001 - its callback has shown and left
            bool,
            typer.Option(
                "--list", callback=show_publishers, is_eager=True,
                help=say("cli.option.publishers", spoken),
            ),
        ] = False,
    ) -> None:  # fmt: skip
        """Lay a publisher's file into a study."""
        from songi.importers.into_study import import_file
        from songi.importers.publisher import Options
        from songi.importers.publishers import publisher_named

        options = Options(
            datetime.now(UTC).date(),
            read_day(known_from),
            read_beginnings(only),
            source,
            read_revision(ksic_revision),
            read_regions(home),
            read_regions(near),
            read_regions(rest),
            year,
            won_per_unit,
        )
        done = import_file(into, publisher_named(publisher), file, options)
        tell(done.warnings)
        counts = {"added": done.added, "skipped": done.skipped, "left_out": done.left_out}
        report("cli.import.done", tables=", ".join(done.tables), source=done.source, **counts)


def read_beginnings(text: str) -> tuple[str, ...]:
    """Read beginnings of industry codes, separated by `|` or commas.

    Raises:
        UsageError: `import.only`, what came is something else.
    """
    bare = text.replace(" ", "")
    if not bare:
        return ()
    if not _BEGINNINGS.match(bare):
        raise UsageError(Problem("import.only", Place(), {"came": text}))
    return tuple(re.split(r"[|,]", bare))


def read_regions(text: str) -> tuple[str, ...]:
    """Read names of regions, separated by `|` or commas."""
    return tuple(one.strip() for one in re.split(r"[|,]", text) if one.strip())


def read_revision(text: str) -> str:
    """Read a revision of the industry codes.

    Raises:
        UsageError: `usage.choice`, no study knows it.
    """
    from songi.importers.ksic import REVISIONS

    if text and text not in REVISIONS:
        facts = {"came": f"--ksic-revision {text}", "expected": ", ".join(REVISIONS)}
        raise UsageError(Problem("usage.choice", Place(), facts))
    return text


def _list_publishers(report: Callable[..., Any]) -> None:
    from songi.importers.publishers import PUBLISHERS

    for one in PUBLISHERS.values():
        facts = {"publisher": one.publisher, "title": one.title, "tables": ", ".join(one.tables)}
        report("cli.import.publisher", name=one.name, licence=one.licence, **facts)
