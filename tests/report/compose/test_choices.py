# ruff: noqa: E501 - the rows of a table are not broken
import pytest

from report.small_study import write_small_study
from songi.report.anchors import tables_of
from songi.report.audience import View
from songi.report.blocks import Paragraph
from songi.report.compose import compose_book
from songi.results.claims import parted
from songi.session import OpenStudy

OPTIONS = """\
id,name_ko,name_en,kind,controlled_by,chance,cost_krw,months,gives_up_ko,gives_up_en,excludes,source,known_from,basis,disclosure
field,분야 바꾸기,Other field,field,city,0.9..1,1e8,2,협약,The agreements,,expert,2024-01-02,assumed,internal
port,항구와 함께,With the port,partner,partner,0.1..0.3,,6,주관,The lead,,expert,2024-01-02,assumed,internal
"""

CHANGES = """\
option,changed_table,row,column,value,source,known_from,basis,disclosure
field,bids,own,field,vaccines,expert,2024-01-02,assumed,internal
port,bids,own,joins,joint,expert,2024-01-02,assumed,internal
"""

FEASIBLE = """\
criterion,least,greatest,cost_krw,months,source,known_from,basis,disclosure
firms,0,300,1e9,18,expert,2024-01-02,assumed,internal
patents,0,0,,,expert,2024-01-02,assumed,internal
hospital,0,0,,,expert,2024-01-02,assumed,internal
land,0,100000,,,expert,2024-01-02,assumed,internal
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = write_small_study(
        tmp_path_factory.mktemp("choices") / "small", bid_options=OPTIONS, option_changes=CHANGES
    )
    return OpenStudy(folder).run(draws=100, workers=1)


@pytest.fixture(scope="module")
def books(run):
    return {name: compose_book(View(run, "internal"), name) for name in ("ko", "en")}


def section(book):
    return next(one for one in book.sections if one.anchor == "choices")


def text_of(book):
    return " ".join(b.text for b in section(book).blocks if isinstance(b, Paragraph))


def table(book, anchor):
    return next(one for one in tables_of(book) if one.anchor == anchor)


def test_sentences_say_what_the_cells_hold(books, run):
    for book in books.values():
        assert parted(book.claims, run) == []
    share = float(run["winning_changes"]["share_now"])
    assert f"is selected in {share:.1%} of the runs; asked for here is 75.0%" in text_of(
        books["en"]
    )


def test_an_option_without_evidence_is_told_as_such(books):
    assert "The model has no evidence on: Other field." in text_of(books["en"])
    assert "모형에 근거가 없는 선택안: 분야 바꾸기." in text_of(books["ko"])
    rows = {row[0].text: row for row in table(books["en"], "bid-options").rows}
    assert rows["Other field"][4].text == "none"
    assert rows["With the port"][4].text == "yes"


def test_all_combinations_stand_with_what_they_take(books, run):
    rows = {row[0].text: row for row in table(books["en"], "bid-options").rows}
    assert set(rows) == {
        "As it stands",
        "Other field",
        "With the port",
        "Other field + With the port",
    }
    both = run["bid_option_shares"].sel(combination="field+port")
    cells = rows["Other field + With the port"]
    assert cells[1].value == float(both["selection_share"])
    assert cells[6].value == float(both["share_if_tried"])
    assert cells[7].text == "–"
    assert cells[8].value == 6.0


def test_who_decides_and_what_is_given_up_is_told(books):
    rows = [[cell.text for cell in row] for row in table(books["ko"], "option-terms").rows]
    assert rows[1][:5] == ["항구와 함께", "공동 신청", "상대 지자체", "10%~30%", "주관"]


def test_changes_stand_in_the_unit_of_their_indicator(books):
    rows = {row[0].text: row for row in table(books["en"], "winning-changes").rows}
    assert rows["Bio firms"][1].text == "firms"
    assert rows["Way to a tertiary hospital"][1].text == "minutes"
    assert rows["Talent"][2].text == "–"


@pytest.mark.parametrize(
    ("language", "span", "unstated", "together"),
    [
        ("en", "1 year 6 months", "nobody has stated them", "they take 18.0 months"),
        ("ko", "1년 6개월", "밝힌 이가 없거나", "18.0개월이 걸립니다"),
    ],
)
def test_won_and_time_of_a_change_stand_where_they_are_stated(
    tmp_path, language, span, unstated, together
):
    folder = write_small_study(tmp_path / "small", feasible_changes=FEASIBLE)
    with (folder / "study.toml").open("a", encoding="utf-8") as head:
        head.write("\n[options]\nwinning_share = 0.35\n")
    run = OpenStudy(folder).run(draws=100, workers=1, measures=["winning_changes"])
    book = compose_book(View(run, "internal"), language)
    figure = table(book, "winning-changes")
    firms, _, _, land, _ = figure.rows
    changed = run["winning_changes"].sel(criterion="firms")
    assert firms[-3].value * (1e8 if language == "ko" else 1e9) == float(changed["cost_krw"])
    assert float(changed["cost_krw"]) == float(changed["change"]) * 1e9
    assert firms[-1].text == span
    assert [cell.text for cell in land[-3:]] == ["–", "–", "–"]
    assert unstated in str(section(book))
    assert together in text_of(book)
    assert parted(book.claims, run) == []


def test_weightings_are_within_the_ranges_of_the_call_or_not(books):
    rows = {row[0].text: row for row in table(books["en"], "winning-weights").rows}
    assert rows["the call's, on the mean"][-1].text == "yes"


def test_options_are_withheld_from_whom_they_are_closed_to(run):
    book = compose_book(View(run, "public"), "en")
    assert not [one for one in tables_of(book) if one.anchor in {"bid-options", "option-terms"}]
    told = str(section(book))
    assert "With the port" not in told
    assert "withheld" in told


def test_without_options_the_section_says_what_the_study_lacks(small_run):
    told = str(section(compose_book(View(small_run, "internal"), "en")))
    assert "the study lacks: bid options" in told
