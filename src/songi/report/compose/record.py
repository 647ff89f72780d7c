"""The run itself: what was skipped, which identities hold, and what made the run what it is."""

from __future__ import annotations

from collections.abc import Mapping

from songi.report.blocks import Block, Cell, DataTable, Paragraph, Section
from songi.report.compose.names import option_name
from songi.report.compose.writer import Writer, columns_of, joined
from songi.report.formats import small_number


def write_skipped(writer: Writer) -> Section:
    """Return the measures that did not run, and what they lacked."""
    skipped = writer.run.skipped
    title = writer.say("skipped.title")
    if not skipped:
        return Section("skipped", title, (Paragraph((writer.say("skipped.none"),)),))
    body = tuple(
        (
            Cell(writer.result_name(name)),
            Cell(joined(writer.input_name(need) for need in reason["lacking"])),
            Cell(joined(writer.input_name(need) for need in reason["needs"])),
        )
        for name, reason in skipped.items()
    )
    columns = columns_of(writer, {"result": 1.5, "lacking": 1.5, "needs": 2.0})
    intro = Paragraph((writer.say("skipped.intro"),))
    table = DataTable("skipped-measures", title, columns, body)
    return Section("skipped", title, (intro, table))


def write_identities(writer: Writer) -> Section:
    """Return the accounting identities: what must be zero, and whether it is."""
    body = []
    for one in writer.run.record["identities"]:
        held = "identities.held" if one["held"] else "identities.broken"
        body.append(
            (
                Cell(writer.result_name(one["name"])),
                Cell(_deviation(one), one["deviation"], number_format="0.0E+00"),
                Cell(small_number(one["tolerance"]), one["tolerance"], number_format="0E+00"),
                Cell(writer.say(held), tone="held" if one["held"] else "broken"),
            )
        )
    numbers = {"deviation": 1.0, "tolerance": 1.0}
    columns = columns_of(writer, {"identity": 3.0, **numbers, "state": 1.0}, right=numbers)
    title = writer.say("identities.title")
    blocks: tuple[Block, ...] = (
        Paragraph((writer.say("identities.intro"),)),
        DataTable("identity-checks", title, columns, tuple(body)),
    )
    return Section("identities", title, blocks)


def _deviation(identity: Mapping[str, float]) -> str:
    """Return a deviation; one far below the tolerance is the last digit of a computer's numbers."""
    deviation, tolerance = identity["deviation"], identity["tolerance"]
    below = 0 < deviation < tolerance / 1000
    return f"<{small_number(tolerance)}" if below else small_number(deviation)


def write_record(writer: Writer) -> Section:
    """Return seed, draws, options, versions and hashes: what one needs to run it again."""
    record = writer.run.record
    facts = {
        "run": record["id"],
        "version": record["version"],
        "seed": str(record["seed"]),
        "draws": f"{record['draws']:,}",
        "as_of": record["as_of"] or writer.say("record.no_as_of"),
        "scenario": (record.get("scenario_names") or {}).get(
            writer.language, writer.say("scenarios.as_it_stands")
        ),
        "source_hash": record.get("source_hash", ""),
    }
    rows = [(Cell(writer.say(f"record.{name}")), Cell(text)) for name, text in facts.items()]
    options = (
        option_name(writer, name, value)
        for name, value in record["options"].items()
        if value is not None
    )
    rows += [
        (Cell(writer.say("record.option", option=name)), Cell(value)) for name, value in options
    ]
    two = columns_of(writer, {"fact": 1.2, "value": 2.4})
    intro = Paragraph((writer.say("record.intro"),))
    run = DataTable("run-record", writer.say("record.run_table"), two, tuple(rows))
    title = writer.say("record.title")
    return Section("record", title, (intro, run, _tables(writer), _libraries(writer)))


def _tables(writer: Writer) -> DataTable:
    body = []
    for name, form in writer.run.record["tables"].items():
        shown = writer.view.rows(name)
        if not shown:
            continue
        body.append(
            (
                Cell(writer.input_name(name), trace=f"table-{name}"),
                Cell(form["file"]),
                Cell(str(len(shown)), len(shown), number_format="0"),
                Cell(form["hash"]),
            )
        )
    widths = {"table": 1.2, "file": 1.6, "rows": 0.6, "hash": 2.4}
    columns = columns_of(writer, widths, right=("rows",))
    return DataTable("run-tables", writer.say("record.tables"), columns, tuple(body), dense=True)


def _libraries(writer: Writer) -> DataTable:
    versions = writer.run.record["library_versions"]
    rows = tuple((Cell(name), Cell(str(version))) for name, version in sorted(versions.items()))
    columns = columns_of(writer, {"library": 1.5, "version": 1.5})
    return DataTable("libraries", writer.say("record.libraries"), columns, rows, dense=True)
