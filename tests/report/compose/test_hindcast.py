import pytest

from songi.report.compose.hindcast import field_separates

FIELDS = {"a": "x", "b": "x", "c": "y", "d": "y"}


@pytest.mark.parametrize(
    ("fields", "selected", "separates"),
    [
        (FIELDS, {"a": True, "b": True, "c": False, "d": False}, True),
        (FIELDS, {"a": True, "b": False, "c": False, "d": False}, False),
        (FIELDS, {"a": True, "b": True, "c": True, "d": True}, False),
        (FIELDS, {}, False),
        ({**FIELDS, "d": None}, {"a": True, "b": True, "c": False, "d": False}, False),
        ({"a": "x", "c": "y"}, {"a": True, "c": False}, False),
    ],
)
def test_a_field_separates_only_where_it_tells_every_outcome(fields, selected, separates):
    assert field_separates(fields, selected) is separates
