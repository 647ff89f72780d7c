"""The run itself: what was skipped, which identities hold, and what made the run what it is."""

from __future__ import annotations

from songi.report.blocks import Block, Cell, Column, DataTable, Paragraph, Section
from songi.report.compose.writer import Writer, joined


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
    columns = (
        Column(writer.say("column.result"), width=1.5),
        Column(writer.say("column.lacking"), width=1.5),
        Column(writer.say("column.needs"), width=2.0),
    )
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
                Cell(f"{one['deviation']:.1e}", one["deviation"], number_format="0.0E+00"),
                Cell(f"{one['tolerance']:.0e}", one["tolerance"], number_format="0E+00"),
                Cell(writer.say(held), tone="held" if one["held"] else "broken"),
            )
        )
    columns = (
        Column(writer.say("column.identity"), width=3.0),
        Column(writer.say("column.deviation"), align="right"),
        Column(writer.say("column.tolerance"), align="right"),
        Column(writer.say("column.state")),
    )
    title = writer.say("identities.title")
    blocks: tuple[Block, ...] = (
        Paragraph((writer.say("identities.intro"),)),
        DataTable("identity-checks", title, columns, tuple(body)),
    )
    return Section("identities", title, blocks)


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
    rows += [
        (Cell(writer.say("record.option", option=name)), Cell(str(value)))
        for name, value in record["options"].items()
        if value is not None
    ]
    two = (
        Column(writer.say("column.fact"), width=1.2),
        Column(writer.say("column.value"), width=2.4),
    )
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
    columns = (
        Column(writer.say("column.table"), width=1.2),
        Column(writer.say("column.file"), width=1.6),
        Column(writer.say("column.rows"), align="right", width=0.6),
        Column(writer.say("column.hash"), width=2.4),
    )
    return DataTable("run-tables", writer.say("record.tables"), columns, tuple(body), dense=True)


def _libraries(writer: Writer) -> DataTable:
    versions = writer.run.record["library_versions"]
    rows = tuple((Cell(name), Cell(str(version))) for name, version in sorted(versions.items()))
    columns = (
        Column(writer.say("column.library"), width=1.5),
        Column(writer.say("column.version"), width=1.5),
    )
    return DataTable("libraries", writer.say("record.libraries"), columns, rows, dense=True)
