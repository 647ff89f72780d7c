from songi.study.check import read_and_check


def test_an_embargo_that_ended_before_its_row_was_public_is_told(make_study):
    cells = {"indicators": {0: {"embargo_until": "1999-01-01"}}}
    [problem] = read_and_check(make_study(cells=cells))[1]
    assert problem.code == "row.embargo_past"
    assert problem.severity == "warning"
    assert problem.facts["came"] == "1999-01-01"


def test_the_made_up_study_defends_itself(make_study):
    assert read_and_check(make_study())[1] == []
