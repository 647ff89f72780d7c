"""Industry codes: what they suggest, and what groups are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.importers.ksic import SUGGESTIONS, code_of, group_named, suggestion_for
from songi.study.schema.firms import FUNCTIONS, Firm


@pytest.mark.parametrize(
    ("code", "activity", "functions"),
    [
        ("21210", "manufacturing", ("commercialisation",)),
        ("27199", "manufacturing", ("commercialisation",)),
        ("272", "manufacturing", ()),
        ("10797", "manufacturing", ()),
        ("33", "manufacturing", ()),
        ("34", "support", ()),
        ("70113", "research", ("research",)),
        ("702", "research", ()),
        ("58221", "knowledge", ()),
        ("729", "knowledge", ()),
        ("7131", "support", ("marketing",)),
        ("8530", "support", ("education",)),
        ("8610", "support", ("clinical_trials",)),
        ("46441", "support", ()),
        ("01110", "support", ()),
    ],
)
def test_what_a_code_suggests(code, activity, functions):
    found = suggestion_for(code)
    assert (found.activity, found.functions) == (activity, functions)


def test_every_suggestion_has_a_reason_and_is_a_study_s():
    for one in SUGGESTIONS:
        assert one.because.endswith(".")
        assert set(one.functions) <= set(FUNCTIONS)
        Firm.model_validate(
            {"id": "x", "name_ko": "가", "name_en": "x", "activity": one.activity, "source": "s",
             "basis": "observed", "functions": "|".join(one.functions)}
        )  # fmt: skip


@given(st.from_regex(r"\A[0-9]{2,5}\Z"))
def test_every_code_suggests_something(code):
    assert suggestion_for(code).activity in {"manufacturing", "research", "knowledge", "support"}
    assert code_of(code) == code
    assert code_of(f"C{code}") == code


@pytest.mark.parametrize("text", ["", "2", "212100", "제약", "2.1E+04", "21210.0", "c21", "21-2"])
def test_what_is_no_code(text):
    assert code_of(text) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("의약품 제조업", "212"),
        ("의약품제조업", "212"),
        ("기초 의약 물질 및 생물학적 제제 제조업", "211"),
        ("그 외 기타 전문, 과학 및 기술 서비스업", "739"),
        ("전동기, 발전기 및 전기 변환ㆍ공급ㆍ제어 장치 제조업", "281"),
        ("아무도 모르는 업", None),
        ("", None),
    ],
)
def test_groups_are_found_by_name(name, code):
    """Names as KSIC revision 10 (통계청고시 제2017-13호) has them, however they are spaced."""
    assert group_named(name) == code
