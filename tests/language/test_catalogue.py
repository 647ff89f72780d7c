import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import songi
from songi.errors import Place, Problem
from songi.language import (
    LANGUAGES,
    MissingTextError,
    catalogue,
    country_name,
    has_text,
    say,
    tell_problem,
)
from songi.study import faults

SOURCE = Path(songi.__file__).parent
CODE = re.compile(r"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$")
HANGUL = re.compile("[가-힣]")


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def codes_in_source():
    """Codes given to `Problem(...)` and `QuantityError(...)`, and those of pydantic's faults."""
    codes = {*faults._CODES.values(), *faults._CODES_BY_TYPE.values(), "cell.type"}
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            if call.func.id in {"Problem", "QuantityError", "FileError"} and call.args:
                codes |= codes_of(call.args[0], path)
    return codes


def codes_of(argument, path):
    if isinstance(argument, ast.Constant):
        return {argument.value}
    if isinstance(argument, ast.Name):
        return assigned_codes(argument.id, path)
    return set()


def assigned_codes(name, path):
    """Codes that a variable may hold: constants in what is assigned to it."""
    codes = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        ):
            constants = (c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant))
            codes |= {text for text in constants if isinstance(text, str) and CODE.match(text)}
    return codes


def codes_told():
    keys = (key.removeprefix("problems.") for key in catalogue("ko") if key.startswith("problems."))
    return {key.rsplit(".", 1)[0] for key in keys} - {"place"}


def test_every_code_has_a_text_and_every_text_a_code():
    assert codes_in_source() == codes_told()


def test_the_codes_found_in_the_source_are_codes():
    found = codes_in_source()
    assert len(found) > 60
    assert {"study.format_older", "quantity.reversed", "judgements.inconsistent"} <= found
    assert all(CODE.match(code) for code in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_text_and_a_remedy(language):
    for code in codes_told():
        assert has_text(f"problems.{code}.text", language), code
        assert has_text(f"problems.{code}.remedy", language), code


def test_both_languages_have_the_same_texts():
    assert set(catalogue("ko")) == set(catalogue("en"))


def test_both_languages_have_the_same_blanks():
    ko, en = catalogue("ko"), catalogue("en")
    assert {key for key in ko if blanks(ko[key]) != blanks(en[key])} == set()


def test_problems_are_told_in_their_own_language():
    ko, en = catalogue("ko"), catalogue("en")
    told = [key for key in ko if key.startswith("problems.") and ".place." not in key]
    assert [key for key in told if not HANGUL.search(ko[key])] == []
    assert [key for key in told if HANGUL.search(en[key])] == []
    for texts in (ko, en):
        assert [key for key in told if not texts[key].endswith(".")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language):
    assert [key for key, text in catalogue(language).items() if not text.strip()] == []


def test_problems_are_filled_by_what_came_and_what_was_expected():
    """`tell_problem` knows these two even where a problem has no such fact."""
    more = {
        code: blanks(catalogue("en")[f"problems.{code}.{part}"]) - {"came", "expected"}
        for code in codes_told()
        for part in ("text", "remedy")
    }
    assert {code for code, names in more.items() if names} <= {
        "judgements.inconsistent",
        "judgements.unconnected",
        "judgements.too_many",
    }


def test_a_problem_is_told_with_place_fault_and_remedy():
    problem = Problem("cell.date", Place("tables/bids.csv", 3, "deadline"), {"came": "soon"})
    assert tell_problem(problem) == (
        "tables/bids.csv, 3행, 'deadline': 날짜로 읽을 수 없습니다: soon. → 2024-02-29처럼 "
        "연-월-일로 적으십시오. known_from과 reference에는 2024-02나 2024도 적을 수 있습니다. "
        "[cell.date]"
    )
    assert tell_problem(problem, "en") == (
        "tables/bids.csv, line 3, 'deadline': This is not a date: soon. → Write year-month-day, "
        "such as 2024-02-29. In known_from and reference, 2024-02 and 2024 will do. [cell.date]"
    )


def test_a_problem_without_a_place_begins_with_the_fault():
    assert tell_problem(Problem("run.none"), "en").startswith("The study has not been run yet.")


def test_what_came_may_hold_braces():
    told = tell_problem(Problem("cell.date", facts={"came": "{0} {came}"}), "en")
    assert "not a date: {0} {came}." in told


def test_a_text_that_is_not_there_is_an_error():
    with pytest.raises(MissingTextError, match=r"problems\.no\.such"):
        say("problems.no.such")
    assert not has_text("problems.no.such")


def test_a_country_has_its_name_in_each_language_and_what_is_no_code_stays():
    assert [country_name("DE", language) for language in ("ko", "en")] == ["독일", "Germany"]
    assert country_name("Korea", "ko") == "Korea"
