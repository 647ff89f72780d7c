import pytest

from songi.errors import MethodError, Place, Problem, SongiError, StudyError, UsageError


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place("a.csv"), "a.csv"),
        (Place("a.csv", 3), "a.csv:3"),
        (Place("a.csv", None, "x"), "a.csv:x"),
        (Place("a.csv", 3, "x"), "a.csv:3:x"),
    ],
)
def test_a_place_leaves_out_what_is_unknown(place, text):
    assert str(place) == text


def test_a_problem_in_a_log_has_place_code_and_facts():
    problem = Problem("cell.type", Place("a.csv", 3, "x"), {"came": "y", "expected": 1})
    assert str(problem) == "a.csv:3:x [cell.type] came='y', expected=1"
    assert problem.severity == "error"


def test_a_study_error_holds_every_problem():
    problems = [Problem("file.missing", Place("a")), Problem("file.empty", Place("b"))]
    error = StudyError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error) == "a [file.missing] \nb [file.empty] "


def test_a_usage_error_holds_its_problem():
    problem = Problem("usage.date", facts={"came": "soon"})
    error = UsageError(problem)
    assert error.problem is problem
    assert "usage.date" in str(error)


def test_all_errors_on_purpose_can_be_caught_as_one():
    assert issubclass(StudyError, SongiError)
    assert issubclass(UsageError, SongiError)
    assert issubclass(MethodError, SongiError)
    assert issubclass(MethodError, ValueError)
