"""Runs of the small made-up study, and the books made of them."""

import pytest

from report.small_study import write_small_study
from songi.report.audience import View
from songi.report.compose import compose_book
from songi.session import OpenStudy


@pytest.fixture(scope="session")
def small_run(tmp_path_factory):
    folder = write_small_study(tmp_path_factory.mktemp("studies") / "small")
    return OpenStudy(folder).run(workers=1)


@pytest.fixture(scope="session")
def equal_run(small_run):
    """The same study with all weights equal."""
    return OpenStudy(small_run.folder.parent.parent).run(scenario="equal", workers=1)


@pytest.fixture(scope="session")
def books(small_run, equal_run):
    """The internal book in both languages."""
    view = View(small_run, "internal")
    return {language: compose_book(view, language, [equal_run]) for language in ("ko", "en")}


@pytest.fixture(scope="session")
def public_book(small_run):
    return compose_book(View(small_run, "public"), "en")


@pytest.fixture
def make_run(tmp_path):
    """Run the small study with tables replaced, or left out where the text is empty."""

    def make(**tables):
        folder = write_small_study(tmp_path / "changed", **tables)
        return OpenStudy(folder).run(draws=50, workers=1, experiments=False)

    return make
