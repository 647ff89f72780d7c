import os

import pytest

from songi.errors import StudyError
from songi.language import tell_problem
from songi.study import readers
from songi.study.check import open_checked, read_and_check
from study.bad_input import CASES
from study.made_up import HEAD, SOURCES


def test_the_made_up_study_is_sound(make_study):
    assert read_and_check(make_study())[1] == []


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_told_where_it_stands_in_both_languages(name, make_study):
    case = CASES[name]
    problems = read_and_check(make_study(**case.changes), case.scenario)[1]
    found = [problem for problem in problems if problem.code == case.code]
    assert found, [str(problem) for problem in problems]
    problem = found[0]
    assert (problem.place.file, problem.place.row, problem.place.column) == case.place
    assert problem.severity == case.severity
    ko, en = tell_problem(problem, "ko"), tell_problem(problem, "en")
    assert case.ko in ko
    assert case.en in en
    assert ko.endswith(f"[{case.code}]")
    assert en.endswith(f"[{case.code}]")
    if case.place[0]:
        assert ko.startswith(case.place[0])
    if case.place[1] is not None:
        assert f"{case.place[1]}행" in ko
        assert f"line {case.place[1]}" in en
    assert case.pair in ko
    assert case.pair in en
    if case.alone:
        assert {problem.code for problem in problems} == {case.code}


def test_a_study_with_errors_does_not_open_and_one_with_warnings_does(make_study):
    with pytest.raises(StudyError, match=r"tables/bids\.csv:3:name_ko \[cell\.missing\]"):
        open_checked(make_study("a", **CASES["empty required cell"].changes))
    study, warnings = open_checked(make_study("b", **CASES["constant column"].changes))
    assert study.info.id == "toy"
    assert [warning.code for warning in warnings] == ["criteria.constant"]


def test_all_problems_are_told_at_once(make_study):
    cells = {
        "bids": {0: {"name_ko": ""}},
        "indicators": {0: {"value": "20..10"}, 4: {"value": "many"}},
        "places": {0: {"source": "nobody"}},
        "criteria": {4: {"direction": ""}},
    }
    folder = make_study(cells=cells, files={"scenarios/s.toml": "name_ko = 3\n"})
    codes = [problem.code for problem in read_and_check(folder, "s")[1]]
    assert sorted(codes) == sorted(
        [
            "cell.missing",
            "quantity.reversed",
            "quantity.notation",
            "source.unknown",
            "cell.text",
            "cell.missing",
        ]
    )
    mended = make_study(cells={**cells, "indicators": {}})
    assert "criteria.direction" in {problem.code for problem in read_and_check(mended)[1]}


def test_what_refers_to_a_refused_row_is_not_told_again(make_study):
    """One bad cell is one problem, not one for each row that names the row it stands in."""
    folder = make_study(cells={"candidates": {0: {"latitude": "north"}}})
    problems = read_and_check(folder)[1]
    assert [problem.code for problem in problems] == ["quantity.notation"]


def test_nothing_is_said_of_references_into_a_file_that_cannot_be_read(make_study):
    folder = make_study(files={"tables/candidates.csv": b"id,\xff\xff\n"})
    assert [problem.code for problem in read_and_check(folder)[1]] == ["file.encoding"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("tables/places.csv", "id\n"),
        ("study.toml", "".join(f"{key} = {value}\n" for key, value in HEAD.items())),
        ("sources.toml", SOURCES),
        ("scenarios/supposed.toml", 'name_ko = "가"\nname_en = "A"\n'),
    ],
)
def test_links_do_not_lead_out_of_the_study(path, content, make_study, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text(content, "utf-8")
    folder = make_study()
    link = folder / path
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(outside)
    problems = read_and_check(folder, "supposed" if "scenarios" in path else None)[1]
    assert [(problem.code, problem.place.file) for problem in problems] == [("file.outside", path)]
    assert "연구 폴더 밖을 가리키는 경로" in tell_problem(problems[0], "ko")


def test_a_link_that_leads_nowhere_is_told(make_study):
    folder = make_study(rows={"places": []})
    (folder / "tables/places.csv").symlink_to(folder / "tables/gone.csv")
    problems = read_and_check(folder)[1]
    assert problems[0].code == "file.missing"
    assert problems[0].place.file == "tables/places.csv"


def test_a_file_that_may_not_be_read_is_told(make_study):
    if os.geteuid() == 0:
        pytest.skip("root may read everything; see the simulated case")
    folder = make_study()
    (folder / "tables/places.csv").chmod(0)
    assert [p.code for p in read_and_check(folder)[1]] == ["file.unreadable"]


def test_a_file_that_cannot_be_opened_is_told_without_its_path(make_study, monkeypatch):
    folder = make_study()
    opened = readers._read_csv

    def refuse(path, name, how):
        if name == "tables/places.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, name, how)

    monkeypatch.setattr(readers, "_read_csv", refuse)
    (problem,) = read_and_check(folder)[1]
    assert problem.code == "file.unreadable"
    assert problem.place.file == "tables/places.csv"
    assert "파일을 열 수 없습니다(Permission denied)" in tell_problem(problem, "ko")
    assert str(folder) not in tell_problem(problem, "en")


def test_a_file_or_table_that_is_too_large_is_told(make_study, monkeypatch):
    folder = make_study()
    monkeypatch.setattr(readers, "MAX_ROWS", 5)
    found = read_and_check(folder)[1]
    assert {problem.code for problem in found} == {"file.rows"}
    (problem,) = [one for one in found if one.place.file == "tables/indicators.csv"]
    assert problem.facts["came"] == 6
    assert "6행. 한도는 5행" in tell_problem(problem, "ko")
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    codes = {problem.code for problem in read_and_check(folder)[1]}
    assert codes == {"file.too_large"}
