"""The public face: open a study, check it, run it, ask where a figure comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from songi.engine.local import Progress
from songi.errors import Place, Problem, UsageError
from songi.experiments.registry import all_experiments
from songi.importers.panel import Answers, read_panel
from songi.language import Language
from songi.results.compute import NO_EXPERIMENTS
from songi.results.pointers import results_exist
from songi.results.run import Run, open_run, run_study
from songi.study.check import open_checked, read_and_check
from songi.study.model import Study
from songi.study.scenario import scenario_names


@dataclass(frozen=True)
class OpenStudy:
    """A study folder that is open.

    Attributes:
        folder: the folder.
    """

    folder: Path

    def check(self, scenario: str | None = None) -> list[Problem]:
        """Return all problems, errors and warnings; none for a sound study."""
        study, problems = read_and_check(self.folder, scenario)
        if study is not None:
            problems += results_exist(study, all_experiments())
        return problems

    def read(self, scenario: str | None = None, as_of: date | None = None) -> Study:
        """Return the tables as a run would see them.

        Raises:
            StudyError: the study has errors.
        """
        return open_checked(self.folder, scenario)[0].at(as_of)

    def run(
        self,
        *,
        scenario: str | None = None,
        as_of: date | None = None,
        draws: int | None = None,
        measures: Iterable[str] | None = None,
        workers: int = 0,
        experiments: bool = True,
        progress: Progress = lambda *_: None,
    ) -> Run:
        """Compute the study and keep the results under `results/`.

        Args:
            scenario: name of an overlay under `scenarios/`.
            as_of: count only what could be known on that day.
            draws: number of draws; the study's own without it.
            measures: results wanted; all that can be had without it.
            workers: processes; 0 lets songi decide.
            experiments: whether the dataflow is also run again with changes.
            progress: told blocks done, blocks in all, and what is being worked on.

        Returns:
            The run: `run["selection_share"]`, `run.trace("selection_share", bid="goyang")`.

        Raises:
            StudyError: the study has errors, or results could not be written.
            UsageError: an unknown measure.
        """
        study = self.read(scenario, as_of)
        return run_study(
            study,
            draws=draws,
            measures=measures,
            workers=workers,
            progress=progress,
            experiments=all_experiments() if experiments else NO_EXPERIMENTS,
        )

    def write_questionnaire(self, path: Path, language: Language) -> None:
        """Write the questionnaire with which a panel compares the criteria of the contest.

        Args:
            path: the workbook.
            language: `ko` or `en`.

        Raises:
            StudyError: the study has errors, or nothing to compare.
            UsageError: `usage.not_written`.
        """
        from songi.report.panel import questionnaire_workbook
        from songi.study.questionnaire import questionnaire_of

        study = self.read()
        asked = questionnaire_of(study)
        contest = study.tables["contests"].get(asked.contest)
        names = [row.name_ko if language == "ko" else row.name_en for row in (study.info, contest)]
        try:
            path.write_bytes(questionnaire_workbook(asked, names[0], names[1], language))
        except OSError as error:
            facts = {"came": str(path), "expected": error.strerror or type(error).__name__}
            raise UsageError(Problem("usage.not_written", Place(), facts)) from error

    def read_questionnaires(
        self, files: Sequence[Path], source: str, known_from: date | None = None
    ) -> tuple[list[Answers], list[Problem]]:
        """Append the judgements of filled questionnaires to the study: all of them or none.

        Args:
            files: the questionnaires, one for each expert.
            source: id in `sources.toml` of what the judgements come from.
            known_from: day of the judgements.

        Returns:
            What was read, and warnings such as judgements that contradict each other.

        Raises:
            StudyError: the study or a questionnaire has errors; nothing is written then.
        """
        return read_panel(self.read(), files, source, known_from)

    def latest(self) -> Run:
        """Return the last good run.

        Raises:
            UsageError: there is none yet.
        """
        return open_run(self.folder)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios."""
        return scenario_names(self.folder)


def open_study(folder: str | Path) -> OpenStudy:
    """Open a study folder.

    Args:
        folder: holds `study.toml`.
    """
    return OpenStudy(Path(folder))
