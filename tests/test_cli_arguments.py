from datetime import date

import pytest

from songi.cli_arguments import read_choices, read_day, read_labels
from songi.errors import UsageError


def test_labels_are_read_by_name():
    assert read_labels(["bid=goyang", "node=a=b"]) == {"bid": "goyang", "node": "a=b"}
    assert read_labels(None) == {}
    with pytest.raises(UsageError, match=r"usage\.label"):
        read_labels(["goyang"])


def test_a_day_is_read_or_told():
    assert read_day("2024-02-29") == date(2024, 2, 29)
    assert read_day(None) is None
    with pytest.raises(UsageError, match=r"usage\.date"):
        read_day("29.2.2024")


def test_choices_are_among_those_known():
    assert read_choices("pdf, html", ("html", "pdf"), "--format") == ["pdf", "html"]
    with pytest.raises(UsageError, match=r"usage\.choice"):
        read_choices("doc", ("html", "pdf"), "--format")
