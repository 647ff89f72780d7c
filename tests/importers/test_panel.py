"""Questionnaires written, filled and read back: whole or not at all."""

from datetime import date

import pytest

from panel import ANSWERS, CRITERIA, fill
from songi.errors import StudyError
from songi.language import tell_problem
from songi.session import open_study
from songi.study.load import load_study
from songi.study.questionnaire import CHOICES, questionnaire_of, read_judgement


@pytest.fixture
def panel_study(make_contest):
    return make_contest(rows={"criteria": CRITERIA})


def filled(folder, answers=ANSWERS, *, expert="e9", name="filled.xlsx", language="ko", edit=None):
    """Write the study's questionnaire, fill it, and return the file."""
    path = folder.parent / name
    open_study(folder).write_questionnaire(path, language)
    return fill(path, answers, expert=expert, edit=edit)


def read(folder, *files, source="s", on=None):
    return open_study(folder).read_questionnaires(files, source, on)


def told(folder, *files, **more):
    """Read what cannot be read; return codes and sentences, and hold that nothing was written."""
    table = folder / "tables" / "judgements.csv"
    before = table.read_bytes()
    with pytest.raises(StudyError) as caught:
        read(folder, *files, **more)
    assert table.read_bytes() == before
    assert sorted(path.name for path in table.parent.glob(".songi*")) == []
    problems = caught.value.problems
    return [p.code for p in problems], " ".join(tell_problem(p, "en") for p in problems)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_answers_come_back_as_judgements(panel_study, language):
    answers, _ = read(panel_study, filled(panel_study, language=language), on=date(2024, 1, 5))
    assert [one.expert for one in answers] == ["e9"]
    study = open_study(panel_study).read()
    rows = {(r.more, r.less): r for r in study.tables["judgements"] if r.expert == "e9"}
    assert {pair: row.ratio for pair, row in rows.items()} == pytest.approx(
        {("h1", "h2"): 3, ("l1", "l2"): 1 / 2, ("l1", "l4"): 1, ("l2", "l4"): 1 / 3}
    )
    one = rows["h1", "h2"]
    assert (one.source, one.known_from, one.basis, one.disclosure) == (
        ("s",), date(2024, 1, 5), "estimated", "internal",
    )  # fmt: skip
    assert "e1/h1/h2" in study.tables["judgements"].ids


def test_a_group_left_blank_is_not_judged(panel_study):
    answers, _ = read(panel_study, filled(panel_study, {"1 _overall": ["▶ 9"]}))
    assert answers[0].ratios == {("h1", "h2"): pytest.approx(1 / 9)}


def test_a_study_without_judgements_gets_the_table(make_contest):
    folder = make_contest(rows={"criteria": CRITERIA, "judgements": ()})
    read(folder, filled(folder))
    assert len(open_study(folder).read().tables["judgements"]) == 4


def test_contradictions_are_told_and_not_refused(panel_study):
    wild = {"2 h1": ["9 ◀", "▶ 9", "9 ◀"]}
    _, warnings = read(panel_study, filled(panel_study, wild))
    assert [w.code for w in warnings] == ["judgements.inconsistent"]


def test_the_drop_down_covers_the_scale_both_ways():
    ratios = [read_judgement(choice) for choice in CHOICES]
    assert ratios == [9, 8, 7, 6, 5, 4, 3, 2, 1, *(1 / k for k in range(2, 10))]


def test_equal_questionnaires_have_equal_bytes(panel_study):
    one, other = (panel_study.parent / f"{k}.xlsx" for k in (1, 2))
    for path in (one, other):
        open_study(panel_study).write_questionnaire(path, "en")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(("text", "ratio"), [("3", 3), ("1/7", 1 / 7), ("2.5", 2.5), ("▶ 4", 0.25)])
def test_numbers_may_be_typed(text, ratio):
    assert read_judgement(text) == pytest.approx(ratio)


@pytest.mark.parametrize("text", ["much", "-3", "3:1", "1/0", "▶ 0", "nan", "◀ 3"])
def test_what_is_no_judgement_is_none(text):
    assert read_judgement(text) is None


def without_hidden(book):
    del book["songi"]


def moved_rows(book):
    book["2 h1"].delete_rows(4)


def swapped_pair(book):
    sheet = book["2 h1"]
    sheet["D4"], sheet["E4"] = sheet["E4"].value, sheet["D4"].value


def lost_sheet(book):
    del book["2 h1"]


def other_headers(book):
    book["expert"]["C1"] = "name"


def merged_cells(book):
    book["2 h1"].merge_cells("B3:B5")


@pytest.mark.parametrize(
    "edit", [without_hidden, moved_rows, swapped_pair, lost_sheet, other_headers]
)
def test_a_questionnaire_edited_beyond_recognition_is_refused(panel_study, edit):
    codes, text = told(panel_study, filled(panel_study, edit=edit))
    assert "panel.edited" in codes
    assert "not the questionnaire as it was written" in text


def test_merged_cells_are_refused(panel_study):
    codes, _ = told(panel_study, filled(panel_study, edit=merged_cells))
    assert "sheet.merged" in codes


def test_a_file_that_is_no_workbook_is_refused(panel_study):
    path = panel_study.parent / "filled.xlsx"
    path.write_text("not a workbook", "utf-8")
    assert told(panel_study, path)[0] == ["file.xlsx"]
    assert told(panel_study, path.with_name("gone.xlsx"))[0] == ["file.unreadable"]


def test_a_half_filled_group_is_refused(panel_study):
    half = {**ANSWERS, "2 h1": ["2 ◀", None, "3 ◀"]}
    codes, text = told(panel_study, filled(panel_study, half))
    assert codes == ["panel.half_filled"]
    assert "only half filled: 2 of 3 pairs" in text
    assert "filled.xlsx 2 h1, line 4" in text


def test_a_blank_questionnaire_is_refused(panel_study):
    assert told(panel_study, filled(panel_study, {}))[0] == ["panel.empty"]


def test_one_expert_in_two_files_is_refused(panel_study):
    files = [filled(panel_study, name=f"{k}.xlsx") for k in (1, 2)]
    codes, text = told(panel_study, *files)
    assert codes == ["panel.expert_twice"]
    assert "e9. Judged before in: 1.xlsx" in text


def test_an_expert_who_is_in_the_table_is_refused(panel_study):
    codes, text = told(panel_study, filled(panel_study, expert="e1"))
    assert codes == ["panel.expert_twice"]
    assert "tables/judgements.csv" in text


@pytest.mark.parametrize("cell", ["10", "1/10", "0.1", "12 ◀", "▶ 10"])
def test_a_judgement_outside_the_scale_is_refused(panel_study, cell):
    codes, text = told(panel_study, filled(panel_study, {"1 _overall": [cell]}))
    assert codes == ["panel.outside_scale"]
    assert f"{cell}. The scale: 1/9 … 9" in text


def test_a_judgement_that_cannot_be_read_is_refused(panel_study):
    codes, text = told(panel_study, filled(panel_study, {"1 _overall": ["much"]}))
    assert codes == ["panel.judgement"]
    assert "not a judgement: much" in text


def test_a_formula_is_refused(panel_study):
    assert told(panel_study, filled(panel_study, {"1 _overall": ["=1+2"]}))[0] == ["cell.formula"]


def test_a_questionnaire_nobody_signed_is_refused(panel_study):
    assert told(panel_study, filled(panel_study, expert=None))[0] == ["panel.no_expert"]


def test_a_name_in_place_of_an_alias_is_refused(panel_study):
    codes, text = told(panel_study, filled(panel_study, expert="Dr Kim"))
    assert set(codes) == {"id.form"}
    assert "Dr Kim" in text


def test_a_questionnaire_of_another_study_is_refused(panel_study, make_contest):
    other = make_contest("other", head={"id": '"other"'}, rows={"criteria": CRITERIA})
    codes, text = told(panel_study, filled(other))
    assert codes == ["panel.other_study"]
    assert "study other" in text


def test_criteria_that_changed_since_are_refused(panel_study, make_contest):
    file = filled(panel_study)
    fewer = make_contest("fewer", rows={"criteria": [*CRITERIA[:4], CRITERIA[5]]})
    assert told(fewer, file)[0] == ["panel.other_study"]


def test_a_source_that_is_not_there_is_refused(panel_study):
    codes, _ = told(panel_study, filled(panel_study), source="nobody")
    assert "source.unknown" in codes


def test_one_bad_file_keeps_the_good_ones_out(panel_study):
    good = filled(panel_study, name="good.xlsx")
    bad = filled(panel_study, {"1 _overall": ["99"]}, expert="e8", name="bad.xlsx")
    assert told(panel_study, good, bad)[0] == ["panel.outside_scale"]


def test_without_siblings_there_is_nothing_to_ask(make_contest):
    folder = make_contest(rows={"criteria": [CRITERIA[1], CRITERIA[5]], "judgements": ()})
    study, _ = load_study(folder)
    with pytest.raises(StudyError) as caught:
        questionnaire_of(study)
    assert [p.code for p in caught.value.problems] == ["panel.no_criteria"]
