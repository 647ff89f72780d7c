from songi.study.check import read_and_check


def names(**given):
    return {f"names.{name}": told for name, told in given.items()}


def test_a_name_of_an_id_that_no_cell_holds_is_told_with_the_nearest(make_study):
    told = '{ ko = "분야", en = "field" }'
    folder = make_study(head=names(bed=told))
    (problem,) = read_and_check(folder)[1]
    assert (problem.code, problem.severity) == ("name.unused", "warning")
    assert problem.place.column == "names.bed"
    assert problem.facts["expected"] == "beds"


def test_nothing_is_said_where_rows_could_not_be_read(make_study):
    told = '{ ko = "분야", en = "field" }'
    folder = make_study(head=names(bed=told), cells={"candidates": {0: {"latitude": "north"}}})
    assert "name.unused" not in {problem.code for problem in read_and_check(folder)[1]}


def test_a_name_in_use_is_no_problem(make_study):
    folder = make_study(head=names(beds='{ ko = "병상 수", en = "beds" }'))
    assert read_and_check(folder)[1] == []
