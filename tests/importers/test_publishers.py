"""The publishers that songi knows."""

import pytest

from songi.errors import UsageError
from songi.importers.publishers import PUBLISHERS, publisher_named
from songi.study.schema import ROW_CLASSES


@pytest.mark.parametrize("one", PUBLISHERS.values(), ids=PUBLISHERS)
def test_a_publisher_says_what_it_makes_and_under_which_terms(one):
    assert PUBLISHERS[one.name] is one
    assert one.licence
    assert one.publisher
    read = {name for names in one.columns for name in names}
    columns = {name for table in one.tables for name in ROW_CLASSES[table].columns()}
    assert set(one.fields) <= columns
    assert set(one.fields.values()) <= read


def test_an_unknown_publisher_is_told_with_those_known():
    with pytest.raises(UsageError) as caught:
        publisher_named("nobody")
    assert caught.value.problem.code == "import.publisher"
    assert caught.value.problem.facts["expected"] == ", ".join(PUBLISHERS)
