"""What the tests of engine, results, measures, session and command line share."""

import pytest
from hypothesis import settings

from contest import write_contest
from evaluation import evaluate
from songi.session import open_study

# A busy machine is no fault of the code; half of the usual number of examples keeps tests short.
settings.register_profile("without deadline", deadline=None, max_examples=50)
settings.load_profile("without deadline")


@pytest.fixture
def make_contest(tmp_path, request):
    """Write the made-up contest with changes; with `LAND` or `MONEY` where the module says so."""
    land, money = (getattr(request.module, name, False) for name in ("LAND", "MONEY"))

    def make(name="toy", **changes):
        return write_contest(tmp_path / name, land=land, money=money, **changes)

    return make


@pytest.fixture(scope="session")
def contest_folder(tmp_path_factory):
    """The made-up contest as it stands; not to be changed, and run by nobody."""
    return write_contest(tmp_path_factory.mktemp("contest") / "toy", money=True)


@pytest.fixture(scope="session")
def contest_values(contest_folder):
    """Every result of the made-up contest, 40 draws."""
    return evaluate(contest_folder)


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory):
    """A run of the made-up contest; not to be changed."""
    folder = write_contest(tmp_path_factory.mktemp("finished") / "toy", money=True)
    return open_study(folder).run(draws=100, workers=1)
