import pytest

from contest import copied
from report.small_study import TABLES
from songi.engine.graph import full_dataflow
from songi.language import LANGUAGES, has_text
from songi.report.anchors import tables_of
from songi.report.audience import View
from songi.report.blocks import Figure, KeyFigures, Note, Paragraph, TraceBlock
from songi.report.compose import compose_book
from songi.results.claims import parted
from songi.session import open_study
from songi.study.schema import ROW_CLASSES


def text_of(section):
    return " ".join(b.text for b in section.blocks if isinstance(b, Paragraph | Note))


def section(book, anchor):
    return next(one for one in book.sections if one.anchor == anchor)


def table(book, anchor):
    return next(one for one in tables_of(book) if one.anchor == anchor)


def test_every_sentence_says_what_its_cells_hold(books, small_run):
    for book in books.values():
        assert len(book.claims) > 15
        assert parted(book.claims, small_run) == []


def test_another_run_parts_from_the_sentences_of_this_one(books, equal_run):
    assert len(parted(books["en"].claims, equal_run)) > 5


def test_the_front_page_quotes_the_run(books, small_run):
    share = small_run["selection_share"]["selection_share"]
    own = float(share.sel(ranking_method="weighted_sum", bid="own"))
    key = next(b for b in section(books["en"], "front").blocks if isinstance(b, KeyFigures))
    assert key.figures[0].number.text == f"{own:.1%}"
    text = text_of(section(books["en"], "front"))
    assert f"In {own:.1%} of the model runs the bid of Our City" in text
    assert "It is not a probability of the deciding authority's decision." in text


def test_both_languages_have_the_same_chapters_figures_and_numbers(books):
    ko, en = books["ko"], books["en"]
    assert [s.anchor for s in ko.sections] == [s.anchor for s in en.sections]
    for left, right in zip(tables_of(ko), tables_of(en), strict=True):
        assert left.anchor == right.anchor
        assert len(left.rows) == len(right.rows)
    shares = [[cell.value for row in table(b, "selection").rows for cell in row[1:]]
              for b in (ko, en)]  # fmt: skip
    assert shares[0] == shares[1]


def test_every_row_has_as_many_cells_as_there_are_columns(books):
    for one in tables_of(books["ko"]):
        assert {len(row) for row in one.rows} <= {len(one.columns)}


def test_a_skipped_result_is_told_with_what_it_lacks(make_run):
    run = make_run(outcomes="", travel_bands="")
    book = compose_book(View(run, "internal"), "en")
    assert "the study lacks: " in text_of(section(book, "hindcast"))
    assert "outcomes" in text_of(section(book, "hindcast"))
    assert "travel bands" in text_of(section(book, "access"))
    named = [row[0].text for row in table(book, "skipped-measures").rows]
    assert "hindcast" in named
    assert "travel times" in named


def test_results_closed_to_an_audience_are_told_as_withheld(make_run):
    header, *rows = TABLES["outcomes"].splitlines()
    closed = "\n".join([f"{header},disclosure", *(f"{row},confidential" for row in rows)]) + "\n"
    book = compose_book(View(make_run(outcomes=closed), "internal"), "en")
    assert "is withheld" in text_of(section(book, "hindcast"))
    assert [row[-1].text for row in table(book, "bids").rows] == ["open"] * 4


def test_the_caution_on_the_field_stands_where_the_tables_bear_it_out(books, make_run):
    caution = "The field applied for predicts this decision perfectly"
    assert caution in text_of(section(books["en"], "hindcast"))
    mixed = TABLES["outcomes"].replace("call,own,false", "call,own,true")
    book = compose_book(View(make_run(outcomes=mixed), "internal"), "en")
    assert caution not in text_of(section(book, "hindcast"))
    assert "One contest is one observation" in text_of(section(book, "hindcast"))


def test_gaps_of_the_evidence_are_shown(books):
    grid = {
        row[0].text: [cell.value for cell in row[1:]]
        for row in table(books["en"], "evidence-grid").rows
    }
    assert grid["Bio firms"] == ["known"] * 4
    assert grid["Talent"] == ["unknown"] * 4
    assert "filled" in grid["Patents"]
    late = {row[0].text: row[1].text for row in table(books["en"], "late").rows}
    assert late == {"Land": "2024-06-27", "Talent": "not known"}


def test_criteria_are_those_known_at_the_cut_off(make_run):
    later = TABLES["criteria"] + (
        "firms,뒤늦은 이름,Later name,call,power,,firms,benefit,min_max,sum,span,press,2024-06-27,"
        "assumed\n"
    )
    book = compose_book(View(make_run(criteria=later), "internal"), "en")
    tree = table(book, "criteria-tree")
    assert len(tree.rows) == 7


def test_scenarios_stand_beside_the_run(books, small_run, equal_run):
    rows = table(books["en"], "scenario-shares").rows
    assert [row[0].text for row in rows] == ["As the study stands", "All weights equal"]
    assert [row[-1].text for row in rows] == [small_run.id, equal_run.id]
    assert rows[1][5].text == "Where weights come from: all equal"


def test_assumed_rows_name_what_hangs_on_them(books):
    tables = [t for t in tables_of(books["en"]) if t.anchor.startswith("rows-assumed")]
    bands = next(t for t in tables if any(row[1].text == "city" for row in t.rows))
    assert "travel times" in bands.title
    assert "selection share" in bands.title


def test_a_trace_lists_rows_with_file_and_line(books):
    traces = {b.key: b for b in books["en"].blocks() if isinstance(b, TraceBlock)}
    groups = {group.table: group for group in traces["trace-selection_share"].groups}
    first = ("Bio firms: Our City", "row-indicators-own.firms", "tables/indicators.csv:2")
    assert first in groups["indicators"].rows
    assert "outcomes" not in groups
    assert "scores by criterion" in traces["trace-selection_share"].measures


def test_figures_stand_under_their_result_and_disclosure(books, small_run):
    for block in books["en"].blocks():
        if isinstance(block, Figure) and block.result:
            assert block.result in small_run.names
            assert block.trace


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_and_table_has_a_name(language):
    for name in full_dataflow().nodes:
        assert has_text(f"book.result.{name}", language), name
    for name in ROW_CLASSES:
        assert has_text(f"book.table.{name}", language), name


def test_the_book_of_a_bid_that_joined_another_speaks_of_that_one(make_contest):
    bids = [{**one, "joins": "c" if one["id"] == "a" else ""} for one in copied("bids")]
    run = open_study(make_contest(rows={"bids": bids})).run(draws=20, workers=1, experiments=False)
    for language in LANGUAGES:
        book = compose_book(View(run, "internal"), language)
        share = run["selection_share"]["selection_share"]
        told = f"{float(share.sel(ranking_method='weighted_sum', bid='c')):.1%}"
        assert told in text_of(section(book, "front"))
