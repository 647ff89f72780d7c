"""The command line. What computes is imported when a command needs it: help must be instant."""

from __future__ import annotations

import hashlib
import locale
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from songi.cli_arguments import read_choices, read_day, read_labels
from songi.cli_import import add_import
from songi.errors import Place, Problem, StudyError, UsageError
from songi.language import LANGUAGES, Language, say, tell_problem

DONE, STUDY_HAS_PROBLEMS, WRONG_USAGE, FAULT_OF_SONGI = 0, 1, 2, 3
"""Exit codes."""

CANCELLED = 130
"""Exit code after an interrupt, as shells have it."""


def user_language() -> Language:
    """Return the user's language: `SONGI_LANGUAGE`, else that of the locale, else English."""
    named = os.environ.get("SONGI_LANGUAGE") or locale.getlocale()[0] or ""
    return "ko" if named.lower().startswith("ko") else "en"


SPOKEN = user_language()

app = typer.Typer(
    name="songi",
    help=say("cli.help", SPOKEN),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
out = Console()
err = Console(stderr=True)

StudyFolder = Annotated[
    Path, typer.Argument(metavar="STUDY", help=say("cli.argument.study", SPOKEN))
]
ResultName = Annotated[
    str, typer.Argument(metavar="RESULT", help=say("cli.argument.result", SPOKEN))
]
Labels = Annotated[
    list[str] | None, typer.Argument(metavar="LABEL=VALUE", help=say("cli.argument.labels", SPOKEN))
]
ScenarioName = Annotated[str | None, typer.Option(help=say("cli.option.scenario", SPOKEN))]
Day = Annotated[str | None, typer.Option("--as-of", help=say("cli.option.as_of", SPOKEN))]
RunId = Annotated[str | None, typer.Option("--run", help=say("cli.option.run", SPOKEN))]


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    try:
        code = app(standalone_mode=False) or DONE
    except typer.Exit as leaving:
        code = leaving.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = CANCELLED
    except StudyError as error:
        tell(error.problems)
        code = STUDY_HAS_PROBLEMS
    except UsageError as error:
        tell([error.problem])
        code = WRONG_USAGE
    except Exception as error:
        code = _usage_or_fault(error)
    if code == CANCELLED:
        report_line(say("cli.cancelled", SPOKEN), err)
    sys.exit(code)


@app.command(help=say("cli.command.new", SPOKEN))
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("cli.argument.dir", SPOKEN))],
) -> None:
    """Make a study from the template."""
    from songi.study.new import new_study

    made = new_study(folder)
    report_line(say("cli.new.done", SPOKEN, folder=made))


@app.command(help=say("cli.command.check", SPOKEN))
def check(study: StudyFolder, scenario: ScenarioName = None) -> None:
    """Tell all problems of a study, or that there are none."""
    from songi.session import open_study

    problems = open_study(study).check(scenario)
    tell(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    report_line(say("cli.check.done", SPOKEN, errors=errors, warnings=warnings))
    if errors:
        raise typer.Exit(STUDY_HAS_PROBLEMS)


@app.command(help=say("cli.command.run", SPOKEN))
def run(
    study: StudyFolder,
    scenario: ScenarioName = None,
    as_of: Day = None,
    draws: Annotated[int | None, typer.Option(min=1, help=say("cli.option.draws", SPOKEN))] = None,
    measure: Annotated[
        list[str] | None, typer.Option(help=say("cli.option.measure", SPOKEN))
    ] = None,
    workers: Annotated[int, typer.Option(min=0, help=say("cli.option.workers", SPOKEN))] = 0,
    all_scenarios: Annotated[
        bool, typer.Option("--all-scenarios", help=say("cli.option.all_scenarios", SPOKEN))
    ] = False,
    experiments: Annotated[bool, typer.Option(help=say("cli.option.experiments", SPOKEN))] = False,
    verbose: Annotated[bool, typer.Option(help=say("cli.option.verbose", SPOKEN))] = False,
) -> None:
    """Compute a study."""
    from songi.experiments.registry import all_experiments
    from songi.results.compute import NO_EXPERIMENTS
    from songi.results.run import Run, run_study
    from songi.study.check import open_checked
    from songi.study.scenario import scenario_names

    def compute(name: str | None) -> Run:
        checked, warnings = open_checked(study, name)
        if name == scenario:
            tell(warnings)
        # What would win is asked of one run, not of each scenario beside it.
        wanted = experiments and name == scenario
        with progress_bar() as progress:
            return run_study(
                checked.at(day),
                draws=draws,
                measures=measure or None,
                workers=workers,
                progress=progress,
                experiments=all_experiments() if wanted else NO_EXPERIMENTS,
            )

    _log(verbose)
    day = read_day(as_of)
    others = [name for name in scenario_names(study) if name != scenario] if all_scenarios else []
    for name in others:
        compute(name)
    # The scenario asked for comes last, so that it is the latest run.
    done = compute(scenario)
    for name, skipped in done.skipped.items():
        lacking = ", ".join(skipped["lacking"])
        report_line(say("cli.run.skipped", SPOKEN, measure=name, lacking=lacking), err)
    count = len(done.names)
    report_line(say("cli.run.done", SPOKEN, run=done.id, count=count, folder=done.folder))


@app.command(help=say("cli.command.show", SPOKEN))
def show(
    study: StudyFolder,
    result: ResultName,
    labels: Labels = None,
    form: Annotated[str, typer.Option("--format", help=say("cli.option.form", SPOKEN))] = "table",
    output: Annotated[Path | None, typer.Option(help=say("cli.option.layer", SPOKEN))] = None,
    run_id: RunId = None,
) -> None:
    """Show a result, or the part of it with the labels given; or write it as a map layer."""
    from songi.results.geography import DRIVERS, write_layer
    from songi.results.show import show_result

    shown = _open_run(study, run_id)
    if form in DRIVERS:
        file = output or Path(f"{result}.{form}")
        count = write_layer(shown, result, read_labels(labels), form, file)
        report_line(say("cli.show.layer", SPOKEN, count=count, file=file))
        return
    typer.echo(show_result(shown, result, read_labels(labels), form))


@app.command(help=say("cli.command.trace", SPOKEN))
def trace(
    study: StudyFolder,
    result: ResultName,
    labels: Labels = None,
    run_id: RunId = None,
) -> None:
    """Tell the rows and sources that a figure comes from."""
    from songi.results.show import show_trace

    traced = _open_run(study, run_id)
    typer.echo(show_trace(traced, traced.trace(result, **read_labels(labels)), SPOKEN))


@app.command(help=say("cli.command.graph", SPOKEN))
def graph(
    study: StudyFolder,
    output: Annotated[Path | None, typer.Option(help=say("cli.option.output", SPOKEN))] = None,
) -> None:
    """Draw the dataflow of a study."""
    from songi.figures.dataflow import draw_dataflow
    from songi.session import open_study

    path = output or study / "results" / "dataflow.svg"
    draw_dataflow(open_study(study).read(), path, SPOKEN)
    report_line(say("cli.graph.done", SPOKEN, file=path))


@app.command(help=say("cli.command.compare", SPOKEN))
def compare(
    study: StudyFolder,
    before: Annotated[str, typer.Argument(metavar="RUN", help=say("cli.argument.run", SPOKEN))],
    after: Annotated[
        str | None, typer.Argument(metavar="RUN", help=say("cli.argument.run", SPOKEN))
    ] = None,
) -> None:
    """Tell which figures moved between two runs, and because of which input."""
    from songi.results.compare import compare as compare_runs
    from songi.results.show import show_comparison

    comparison = compare_runs(_open_run(study, before), _open_run(study, after))
    typer.echo(show_comparison(comparison, SPOKEN))


@app.command(help=say("cli.command.report", SPOKEN))
def report(
    study: StudyFolder,
    form: Annotated[
        str, typer.Option("--format", help=say("cli.option.formats", SPOKEN))
    ] = "html,pdf,xlsx",
    language: Annotated[str, typer.Option(help=say("cli.option.languages", SPOKEN))] = "ko,en",
    audience: Annotated[str, typer.Option(help=say("cli.option.audience", SPOKEN))] = "internal",
    paper: Annotated[str, typer.Option(help=say("cli.option.paper", SPOKEN))] = "book",
    run_id: RunId = None,
) -> None:
    """Write the papers of a run."""
    from songi.report import PAPERS, write_paper
    from songi.report.audience import AUDIENCES

    formats = read_choices(form, ("html", "pdf", "xlsx"), "--format")
    languages = read_choices(language, LANGUAGES, "--language")
    [chosen] = read_choices(audience, tuple(AUDIENCES), "--audience")
    [named] = read_choices(paper, tuple(PAPERS), "--paper")
    opened = _open_run(study, run_id)
    folder, today = study / "reports", datetime.now(UTC).date()
    for path in write_paper(named, opened, folder, formats, languages, chosen, today):
        report_line(say("cli.report.done", SPOKEN, file=path))


@app.command(help=say("cli.command.panel", SPOKEN))
def panel(
    study: StudyFolder,
    output: Annotated[
        Path | None, typer.Option("--out", help=say("cli.option.panel_out", SPOKEN))
    ] = None,
    language: Annotated[str, typer.Option(help=say("cli.option.panel_language", SPOKEN))] = SPOKEN,
    read: Annotated[
        list[Path] | None, typer.Option(help=say("cli.option.panel_read", SPOKEN))
    ] = None,
    source: Annotated[str, typer.Option(help=say("cli.option.panel_source", SPOKEN))] = "",
    on: Annotated[str | None, typer.Option(help=say("cli.option.panel_on", SPOKEN))] = None,
) -> None:
    """Write the questionnaire of a judgement panel, or read filled ones."""
    from songi.session import open_study

    opened = open_study(study)
    if output is not None and not read:
        [chosen] = read_choices(language, LANGUAGES, "--language")
        opened.write_questionnaire(output, chosen)
        report_line(say("panel.written", SPOKEN, file=output))
    elif read and source and output is None:
        answers, warnings = opened.read_questionnaires(read, source, read_day(on))
        tell(warnings)
        experts = ", ".join(one.expert for one in answers)
        count = sum(len(one.ratios) for one in answers)
        report_line(say("panel.read", SPOKEN, count=count, experts=experts))
    else:
        raise UsageError(Problem("panel.no_file", Place(), {"came": str(study)}))


@app.command(help=say("cli.command.migrate", SPOKEN))
def migrate(study: StudyFolder) -> None:
    """Bring a study of an older format forward."""
    from songi.study.migrate import migrate as migrate_study

    for line in migrate_study(study):
        report_line(line)


def report_line(text: str, console: Console | None = None) -> None:
    """Print a line as it is: no path is broken, no bracket of a name is read as a style."""
    (console or out).print(text, markup=False, highlight=False, soft_wrap=True)


def tell(problems: Any) -> None:
    """Print problems in the user's language: errors in red, warnings in yellow, and in words."""
    for problem in problems:
        style = "red" if problem.severity == "error" else "yellow"
        kind = say(f"cli.severity.{problem.severity}", SPOKEN)
        err.print(f"[{style}]{kind}[/{style}]", end=" ")
        err.print(tell_problem(problem, SPOKEN), markup=False, highlight=False, soft_wrap=True)


add_import(app, SPOKEN, read_day, tell, lambda key, **facts: report_line(say(key, SPOKEN, **facts)))


def _open_run(study: Path, run_id: str | None) -> Any:
    from songi.results.run import open_run

    return open_run(study, run_id)


class progress_bar:  # noqa: N801 - used as a function, in a with statement
    """A progress bar that appears only where someone watches."""

    def __enter__(self) -> Callable[[int, int, str], None]:
        """Start it."""
        from rich.progress import Progress

        self._bar = Progress(console=err, transient=True, disable=not err.is_terminal)
        self._bar.start()
        task = self._bar.add_task(say("cli.run.working", SPOKEN))
        return lambda done, count, _: self._bar.update(task, completed=done, total=count)

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self._bar.stop()


def _log(verbose: bool) -> None:
    import logging

    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")


def _usage_or_fault(error: Exception) -> int:
    """Tell wrong usage as the command line's own library does; report anything else as a fault."""
    shown = getattr(error, "show", None)
    if shown is not None:
        shown()
        return int(getattr(error, "exit_code", WRONG_USAGE))
    frames = traceback.extract_tb(error.__traceback__)
    # Neither the message nor local variables: both may hold cells of a study.
    lines = [f"{type(error).__module__}.{type(error).__name__}"]
    lines += [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    text = "\n".join(lines) + "\n"
    name = f"songi-fault-{hashlib.blake2b(text.encode(), digest_size=4).hexdigest()}.txt"
    tell([Problem("internal.fault", Place(), {"came": _written_report(name, text)})])
    return FAULT_OF_SONGI


def _written_report(name: str, text: str) -> Path:
    """Write a fault report where the user is, or else among temporary files."""
    for folder in (Path(), Path(tempfile.gettempdir())):
        try:
            (folder / name).write_text(text, "utf-8")
        except OSError:
            continue
        return folder / name
    return Path(os.devnull)
