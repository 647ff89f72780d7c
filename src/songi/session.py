"""The public face: open a study, check it, run it, ask where a figure comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from songi.engine.local import Progress
from songi.errors import Problem
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
        return read_and_check(self.folder, scenario)[1]

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
        progress: Progress = lambda *_: None,
    ) -> Run:
        """Compute the study and keep the results under `results/`.

        Args:
            scenario: name of an overlay under `scenarios/`.
            as_of: count only what could be known on that day.
            draws: number of draws; the study's own without it.
            measures: results wanted; all that can be had without it.
            workers: processes; 0 lets songi decide.
            progress: told blocks done, blocks in all, and what is being worked on.

        Returns:
            The run: `run["selection_share"]`, `run.trace("selection_share", bid="goyang")`.

        Raises:
            StudyError: the study has errors, or results could not be written.
            UsageError: an unknown measure.
        """
        study = self.read(scenario, as_of)
        return run_study(study, draws=draws, measures=measures, workers=workers, progress=progress)

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
