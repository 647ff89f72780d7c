"""Who may settle on the five plots of the made-up site."""

from contest import copied
from report.compose.land_chapters import cells, chapters_of, claims_in, tables_in, told_in
from songi.language import LANGUAGES
from songi.results.claims import parted


def test_every_sentence_says_what_its_cells_hold(chapters, firms_run):
    for language in LANGUAGES:
        told = claims_in(chapters[language]["tenants"])
        assert len(told) == 2
        assert parted(told, firms_run) == []


def test_verdicts_stand_by_kind_of_firm_and_use_with_the_limits_that_decide(chapters):
    table = tables_in(chapters["en"]["tenants"])["verdicts-kinds"]
    rows = {(row[0].text, row[1].text): [c.text for c in row[2:]] for row in table.rows}
    assert rows["manufacturing · mid-size", "knowledge-based"] == [
        "1", "3", "0.0%", "66.7%", "33.3%", "Name crowded, Name allotment",
    ]  # fmt: skip
    # Of three laboratories one does not say its trade: a limit on trades leaves it unclear.
    assert rows["research · SME", "research"] == [
        "3", "1", "66.7%", "33.3%", "0.0%", "Name barred",
    ]  # fmt: skip


def test_verdicts_of_investors_are_counted_and_told_by_signs_and_words(chapters):
    rows = cells(chapters["en"]["tenants"], "verdicts-investors")
    assert rows["Name wooed"]["knowledge-based"] == "◐ unclear 2, × barred 1"
    assert rows["Name wooed"]["Limits that decide"].split(", ")[0] == "Name crowded"
    assert rows["Name gone"]["research"] == "● allowed 1"
    # Whoever seeks co-operation only is not asked.
    assert "Name institute" not in rows


def test_a_limit_tells_its_article_its_reading_and_who_can_lift_it(chapters):
    row = cells(chapters["en"]["tenants"], "limits")["Name crowded"]
    assert list(row.values()) == [
        "Name crowded", "over-concentration zone", "Name site", "art. 1", "not certain",
        "the ministry", "Name designated",
    ]  # fmt: skip


def test_a_regime_that_would_open_plots_is_told(chapters):
    section = chapters["en"]["tenants"]
    assert "If 'Name designated' were granted as well" in told_in(section)
    rows = cells(section, "regimes-open")
    assert (rows["Name designated"]["State"], rows["Name designated"]["Firms"]) == (
        "applied for", "1",
    )  # fmt: skip
    assert (rows["Name urban"]["State"], rows["Name urban"]["Pairs opened"]) == ("granted", "0")


def test_where_no_regime_helps_that_is_said(land_run):
    firm = next(row for row in copied("firms") if row["id"] == "lab")
    section = chapters_of(land_run(rows={"firms": [firm], **lonely()}), "internal")["tenants"]
    assert "No regime that is not granted yet would by itself open" in told_in(section)


def test_without_a_long_list_investors_are_judged_all_the_same(land_run):
    run = land_run(rows={"firms": (), **lonely()})
    section = chapters_of(run, "internal")["tenants"]
    assert "the study lacks: firms" in told_in(section)
    assert "Name wooed" in cells(section, "verdicts-investors")


def lonely():
    """Rows that name no firm of the long list but the laboratory."""
    surveys = [{**row, "firm": ""} for row in copied("demand_surveys")]
    investors = [{**row, "firm": ""} for row in copied("investors")]
    return {"demand_surveys": surveys, "investors": investors}
