"""The shipped study, with the runs of the dataflow with changes that `make run` asks for."""

import shutil
from pathlib import Path

import pytest

from songi.experiments.registry import all_experiments
from songi.session import OpenStudy

GOYANG = Path(__file__).parents[2] / "studies" / "goyang"


@pytest.mark.slow
def test_every_experiment_has_a_result(tmp_path):
    shutil.copytree(GOYANG, tmp_path / "goyang", ignore=shutil.ignore_patterns("results"))
    done = OpenStudy(tmp_path / "goyang").run(draws=20, workers=1)
    assert {*all_experiments()} <= {*done.names}
