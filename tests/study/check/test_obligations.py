from songi.study.check import read_and_check
from study.made_up import named


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def promise(**cells):
    shown = {
        "party": "city", "investor": "", "contract": "", "kind": "buy_back", "article": "1",
        "due": "", "promised": "", "unit": "yes_no", **cells,
    }  # fmt: skip
    return {"more": {"obligations": [named("more", **shown)]}}


def test_what_the_public_side_promises_needs_no_contract(make_study):
    assert codes(make_study(**promise())) == []


def test_a_promise_to_an_investor_may_name_the_contract(make_study):
    assert codes(make_study(**promise(investor="signed", contract="s5", due="2024-06-20"))) == []


def test_what_is_done_or_not_may_be_promised_as_one(make_study):
    assert codes(make_study("a", **promise(promised="1"))) == []
    assert codes(make_study("b", **promise(promised="0.5"))) == ["obligations.no_unit"]


def test_a_promise_without_an_amount_has_no_unit_to_be_wrong(make_study):
    assert codes(make_study(**promise(kind="jobs"))) == []


def test_a_contract_that_could_not_be_read_is_not_missed(make_study):
    folder = make_study(cells={"events": {4: {"amount_krw": "much"}}})
    assert "obligations.not_signed" not in codes(folder)
