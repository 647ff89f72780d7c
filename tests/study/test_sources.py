from datetime import date

import pytest
from pydantic import ValidationError

from songi.study.sources import Source, as_record

GIVEN = {"publisher": "made-up office", "title": "Report", "licence": "none"}


def test_a_citation_names_publisher_title_and_day():
    assert Source(**GIVEN).citation() == "made-up office, Report"
    dated = Source(**GIVEN, published=date(2024, 2, 29))
    assert dated.citation() == "made-up office, Report (2024-02-29)"


def test_a_record_leaves_out_what_is_empty():
    source = Source(**GIVEN, accessed=date(2024, 3, 1))
    assert as_record(source) == {**GIVEN, "accessed": "2024-03-01", "disclosure": "public"}
    assert Source.model_validate(as_record(source)) == source


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("sha256", "abc", "String should match pattern"),
        ("max_age_days", 0, "greater than 0"),
        ("publisher", "", "at least 1 character"),
        ("disclosure", "secret", "'public', 'internal' or 'confidential'"),
    ],
)
def test_what_is_no_source_is_refused(field, value, message):
    with pytest.raises(ValidationError, match=message):
        Source.model_validate({**GIVEN, field: value})


def test_a_source_is_told_in_the_readers_language_as_far_as_it_is_there():
    source = Source(**GIVEN, title_ko="보고서", publisher_en="Office")
    assert [source.told(part, "ko") for part in GIVEN] == ["made-up office", "보고서", "none"]
    assert [source.told(part, "en") for part in GIVEN] == ["Office", "Report", "none"]
