"""Reference pages made from the source: one per table and measure, and a list of problem codes."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path
from typing import get_args, get_origin

from songi.engine.graph import Dataflow, MeasureNode, full_dataflow
from songi.experiments.registry import all_experiments
from songi.language import catalogue, has_text, say
from songi.study.schema import ROW_CLASSES
from songi.study.schema.base import Row
from songi.study.schema.cells import Bounds, Labels, Refers
from songi.study.settings import Options
from songi.units import UNITS


def write_reference(app) -> None:
    folder = Path(app.srcdir) / "reference" / "generated"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("tables", "measures"):
        (folder / part).mkdir(parents=True)
    for name, row_class in ROW_CLASSES.items():
        (folder / "tables" / f"{name}.md").write_text(table_page(name, row_class), "utf-8")
    flow = Dataflow({**full_dataflow().nodes, **all_experiments()}, {})
    for name, node in flow.nodes.items():
        (folder / "measures" / f"{name}.md").write_text(measure_page(flow, node), "utf-8")
    (folder / "problems.md").write_text(problems_page(), "utf-8")
    (folder / "units.md").write_text(units_page(), "utf-8")
    (folder / "options.md").write_text(options_page(), "utf-8")


def table_page(name: str, row_class: type[Row]) -> str:
    lines = [f"# {name}", "", inspect.getdoc(row_class) or "", ""]
    lines += [f"Row id: `{'/'.join(row_class.key)}`. Topic: {row_class.topic}.", ""]
    lines += ["| column | required | holds | meaning |", "| --- | --- | --- | --- |"]
    for column in row_class.columns():
        field = row_class.model_fields[column]
        required = "yes" if field.is_required() else ""
        meaning = cell(field.description or "")
        lines.append(f"| `{column}` | {required} | {cell(holds(row_class, column))} | {meaning} |")
    return "\n".join(lines) + "\n"


def holds(row_class: type[Row], column: str) -> str:
    for mark in row_class.marks(column):
        if isinstance(mark, Bounds):
            return f"uncertain, {mark.lower:g} to {mark.upper:g}"
        if isinstance(mark, Refers):
            return "id in " + " or ".join(f"`{table}`" for table in mark.tables)
    annotation = row_class.model_fields[column].annotation
    choices = get_args(annotation) if get_origin(annotation) is not None else ()
    if choices and all(isinstance(choice, str) for choice in choices) and len(choices) < 12:
        return " or ".join(f"`{choice}`" for choice in choices)
    labels = [m.dimension for m in row_class.marks(column) if isinstance(m, Labels)]
    return f"label of `{labels[0]}`" if labels else type_name(annotation)


def type_name(annotation: object) -> str:
    text = getattr(annotation, "__name__", None) or str(annotation)
    text = re.sub(r"datetime\.|typing\.|<class '|'>", "", text)
    names = {"str": "text", "float": "number", "int": "whole number", "bool": "true or false"}
    kept = [part.strip() for part in text.split("|") if part.strip() != "None"]
    return " or ".join(names.get(part, part) for part in kept)


def measure_page(flow: Dataflow, node: MeasureNode) -> str:
    doc = inspect.getdoc(node.function) or ""
    source = node.function.__module__.replace(".", "/")
    kind = node.kind
    facts = [f"Runs: `{kind.stage}`."]
    if kind.separable:
        facts.append(f"Traces by: {', '.join(f'`{d}`' for d in kind.separable)}.")
    if kind.summary_only:
        facts.append("Kept as mean and quantiles.")
    if kind.tolerance is not None:
        facts.append(f"An identity: its deviation may be at most {kind.tolerance:g}.")
    needs = ", ".join(
        f"`{need}`" + ("" if must else " (optional)") for need, must in node.needs.items()
    )
    used = [other for other in flow.nodes if node.name in flow.needs(other)]
    feeds = ", ".join(f"[{other}]({other}.md)" for other in used) or "nothing else"
    return (
        f"# {node.name}\n\n{doc}\n\n{' '.join(facts)}\n\nNeeds: {needs}.\n\nFeeds: {feeds}.\n\n"
        f"Source: `src/{source}.py`.\n"
    )


def problems_page() -> str:
    codes = sorted(
        key.removeprefix("problems.").removesuffix(".text")
        for key in catalogue("en")
        if key.startswith("problems.") and key.endswith(".text")
    )
    lines = ["# Problem codes", "", "What `songi check` and the commands may say.", ""]
    for code in codes:
        lines += [f"## {code}", ""]
        for language in ("en", "ko"):
            for part in ("text", "remedy"):
                key = f"problems.{code}.{part}"
                if has_text(key, language):
                    lines += [f"- {cell(say(key, language))}"]
        lines.append("")
    return "\n".join(lines) + "\n"


def units_page() -> str:
    lines = ["# Units", "", "| code | name | 이름 | from | to | whole |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for unit in UNITS.values():
        whole = "yes" if unit.integer else ""
        names = f"{unit.name_en} | {unit.name_ko}"
        lines.append(f"| `{unit.code}` | {names} | {unit.lower:g} | {unit.upper:g} | {whole} |")
    return "\n".join(lines) + "\n"


def options_page() -> str:
    lines = ["# Options", "", "Under `[options]` in `study.toml` or in a scenario.", ""]
    for name, field in Options.model_fields.items():
        lines += [f"## {name}", "", field.description or "", "", f"Default: `{field.default}`.", ""]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def setup(app):
    app.connect("builder-inited", write_reference)
    return {"version": "1", "parallel_read_safe": True}
