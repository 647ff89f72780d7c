"""Chapters on firms, written from runs of the made-up study with a few more firms."""

import pytest

from contest import copied, write_contest
from report.compose.land_chapters import chapters_of
from songi.engine.blocks import runnable, study_inputs
from songi.engine.graph import full_dataflow
from songi.language import LANGUAGES
from songi.session import open_study
from study.made_up import named

WANTED = (
    "prospects", "prospect_ranks", "function_gaps", "tenant_eligibility", "kind_verdicts",
    "investor_verdicts", "regime_openings", "investor_forecast", "stage_counts", "stage_seekers",
    "stage_durations", "pipeline_record", "pledged_investment", "obligation_counts",
    "realised_by_year", "accessibility", "claimed_figures",
)  # fmt: skip
"""Results that the chapters tell of; the rest of the made-up study is not run."""


def firm(row_id, **cells):
    blank = dict.fromkeys(
        ("ksic", "ksic_revision", "technologies", "activity", "size", "region", "lease_end",
         "employees", "growth_per_year", "floor_m2", "functions", "introducers"), ""
    )  # fmt: skip
    return named(row_id, **{**blank, "listed": "false", "tenure": "unknown", **cells})


MORE_FIRMS = [
    firm("grower", ksic="70113", ksic_revision="10", activity="research", size="sme",
         tenure="leased", lease_end="2026", growth_per_year="0.2..0.3",
         functions="marketing|education", introducers="signed|air1"),
    firm("quiet", activity="research", size="sme", functions="research"),
]  # fmt: skip


@pytest.fixture
def land_run(tmp_path):
    """Run the made-up study with tables changed: only what the chapters on firms tell of."""

    def make(name="land", *, rows=None, **changes):
        firms = {"firms": [*copied("firms"), *MORE_FIRMS]}
        folder = write_contest(
            tmp_path / name, rows={**firms, **(rows or {})}, **changes, land=True
        )
        opened = open_study(folder)
        flow, _ = runnable(full_dataflow(), study_inputs(opened.read()))
        known = [one for one in (*WANTED, "awards") if one in flow.nodes]
        return opened.run(draws=40, workers=1, measures=known, experiments=False)

    return make


@pytest.fixture(scope="session")
def firms_run(tmp_path_factory):
    """The made-up study as it stands; not to be changed."""
    folder = write_contest(
        tmp_path_factory.mktemp("firms") / "toy",
        rows={"firms": [*copied("firms"), *MORE_FIRMS]},
        land=True,
    )
    return open_study(folder).run(draws=60, workers=1, measures=WANTED, experiments=False)


@pytest.fixture(scope="session")
def chapters(firms_run):
    """The chapters for the team, by language and anchor."""
    return {language: chapters_of(firms_run, "internal", language) for language in LANGUAGES}
