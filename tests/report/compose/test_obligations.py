"""The made-up promises: a start, an investment, jobs and a promise of the city to buy back."""

from contest import copied
from report.compose.land_chapters import (
    cells,
    chapters_of,
    claims_in,
    order_of,
    told_in,
    with_class,
    words_of,
)
from songi.language import LANGUAGES
from songi.results.claims import parted


def test_every_sentence_says_what_its_cells_hold(chapters, firms_run):
    for language in LANGUAGES:
        told = claims_in(chapters[language]["obligations"])
        assert len(told) == 2
        assert parted(told, firms_run) == []


def test_the_urgent_come_first_with_their_counts(chapters):
    section = chapters["en"]["obligations"]
    assert "Promises overdue: 0; at risk: 2; due soon: 0; not due yet: 2" in told_in(section)
    assert "The most urgent is 'Name invest'" in told_in(section)
    assert order_of(section, "promises") == [
        "Name invest", "Name hire", "Name start", "Name buyback",
    ]  # fmt: skip


def test_a_promise_tells_who_made_it_what_follows_and_whether_anything_was_told(chapters):
    rows = cells(chapters["en"]["obligations"], "promises")
    start, hire = rows["Name start"], rows["Name hire"]
    assert start["Who promised"] == "Name signed"
    assert start["If it is not kept"] == "rescission"
    assert start["Days left"] == "199"
    assert rows["Name buyback"]["Who promised"] == "city"
    assert hire["Kept"] == "nothing told"
    assert start["Kept"] == "0.0%"
    korean = cells(chapters["ko"]["obligations"], "promises")
    assert korean["이름 start"]["지키지 못하면"] == "계약 해제"


def test_an_overdue_promise_comes_first_and_one_put_off_says_by_how_much(land_run):
    bound = copied("obligations")
    start = next(row for row in bound if row["id"] == "start")
    buyback = next(row for row in bound if row["id"] == "buyback")
    start["due"] = "2025-11-03"
    later = {**buyback, "due": "2031-12-31", "known_from": "2025-05-01"}
    run = land_run(rows={"obligations": [*bound, later]})
    section = chapters_of(run, "internal")["obligations"]
    assert "The most urgent is 'Name start': it is overdue, with 0.0% kept." in told_in(section)
    assert "'Name buyback': it is now due 365 days later" in told_in(section)
    line = cells(section, "promises-timeline")
    assert line["Name start"]["Status"] == "overdue (30 days ago)"
    assert line["Name buyback"]["Due before"] == "2030-12-31"
    assert parted(claims_in(section), run) == []


def test_a_promise_without_a_day_stands_in_the_table_only(land_run):
    bound = copied("obligations")
    bound[-1]["due"] = ""
    section = chapters_of(land_run(rows={"obligations": bound}), "internal")["obligations"]
    assert cells(section, "promises")["Name buyback"]["Status"] == "no day set"
    assert "Name buyback" not in order_of(section, "promises-timeline")


def test_what_was_done_stands_year_by_year_beside_the_promise(chapters):
    section = chapters["en"]["obligations"]
    assert order_of(section, "promises-realised") == ["Name invest", "Name invest"]
    last = cells(section, "promises-realised")["Name invest"]
    assert (last["Year"], last["Promised"], last["Done"]) == ("2025", "KRW 12.0bn", "KRW 2.5bn")


def test_where_nothing_was_told_that_is_said(land_run):
    told = [row for row in copied("fulfilments") if row["obligation"] == "start"]
    section = chapters_of(land_run(rows={"fulfilments": told}), "internal")["obligations"]
    assert "Nothing has been told of what was done." in told_in(section)
    section = chapters_of(land_run("none", rows={"fulfilments": ()}), "internal")["obligations"]
    assert "the study lacks: what was kept" in told_in(section)


def test_a_promise_that_may_not_be_seen_closes_the_chapter(land_run):
    rows = {"obligations": with_class(copied("obligations"), "invest", "confidential")}
    run = land_run(rows=rows)
    section = chapters_of(run, "internal")["obligations"]
    assert "withheld" in told_in(section)
    assert "Name" not in words_of(section)
    assert "Name invest" in words_of(chapters_of(run, "confidential")["obligations"])
