"""A made-up study for the tests, written with whatever changes a test wants."""

import pytest
from hypothesis import settings

from songi.study.check import open_checked
from study.made_up import write_study

# A busy machine is no fault of the code.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")


@pytest.fixture
def make_study(tmp_path):
    """Write the made-up study with changes; see `made_up.write_study`."""

    def make(name="toy", **changes):
        return write_study(tmp_path / name, **changes)

    return make


@pytest.fixture
def open_made_up(make_study):
    """Return the made-up study with changes, read and checked."""

    def read(name="toy", scenario=None, **changes):
        return open_checked(make_study(name, **changes), scenario)[0]

    return read
