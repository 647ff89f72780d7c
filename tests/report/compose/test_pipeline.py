"""The made-up pipeline: one signed, one wooed, one lost, a partner, and five unnamed letters."""

import pytest

from contest import copied
from report.compose.land_chapters import (
    cells,
    chapters_of,
    claims_in,
    order_of,
    tables_in,
    told_in,
    with_class,
    words_of,
)
from songi.language import LANGUAGES
from songi.report.blocks import Figure
from songi.results.claims import parted


def figure(section, anchor):
    return next(
        b for b in section.blocks if isinstance(b, Figure) and b.anchor == f"figure-{anchor}"
    )


def test_every_sentence_says_what_its_cells_hold(chapters, firms_run):
    for language in LANGUAGES:
        told = claims_in(chapters[language]["pipeline"])
        keys = {one.claim.key.removeprefix("book.firms.pipeline.") for one in told}
        assert {
            "lead", "partners", "unnamed", "prior_range", "forecast", "call", "call_unnamed",
        } <= keys  # fmt: skip
        assert parted(told, firms_run) == []


def test_named_and_unnamed_are_told_apart_and_never_added(chapters):
    section = chapters["en"]["pipeline"]
    text = told_in(section)
    assert "0 have moved in, 1 have signed a contract, 0 stand at a letter of intent" in text
    assert "5 firms without names are said to stand at the stage of a letter of intent" in text
    assert "Of the 2 at the stage of a memorandum, 1 seek cooperation, not land." in text
    row = cells(section, "stages")["letter of intent"]
    assert row["Firms without names"] == "5"
    assert row["land"] == "0"


def test_a_count_of_letters_is_said_to_say_nothing_of_how_many_sign(chapters, land_run):
    assert "does not say how many will sign" in told_in(chapters["en"]["pipeline"])
    rows = {
        "investors": [row for row in copied("investors") if row["id"] != "letters"],
        "events": [row for row in copied("events") if row["investor"] != "letters"],
        "firms": [{**row, "introducers": ""} for row in copied("firms")],
    }
    section = chapters_of(land_run(rows=rows), "internal")["pipeline"]
    assert "does not say how many will sign" not in told_in(section)
    assert "without names are said" not in told_in(section)


def test_investors_stand_with_stage_last_event_and_silence_the_furthest_first(chapters):
    section = chapters["en"]["pipeline"]
    assert order_of(section, "investors-standing") == [
        "Name signed", "◇ Name letters", "Name institute", "Name wooed", "Name gone",
    ]  # fmt: skip
    row = cells(section, "investors-standing")["Name wooed"]
    assert [row[name] for name in ("Stage", "Seeks", "Kind", "Last event", "Day")] == [
        "memorandum", "land", "firm", "Name w3", "2024-02-01",
    ]  # fmt: skip
    assert row["Silent for"] == "22.0"


def test_the_record_tells_steps_and_the_weight_of_the_belief(chapters):
    section = chapters["en"]["pipeline"]
    row = cells(section, "pipeline-record")["contact"]
    assert row["Investors seen"] == "3"
    assert (row["To the next stage"], row["Lost"]) == ("2", "1")
    assert row["Weight of the belief"] == "40.0%"
    assert "weighs least at the stage of a contact, with 40.0%" in told_in(section)
    assert "The belief on shares and times of each step is not observed." in told_in(section)


def test_curves_end_with_the_last_who_is_watched(chapters):
    section = chapters["en"]["pipeline"]
    rows = [[c.text for c in row] for row in tables_in(section)["stage-durations"].rows]
    assert ["contact", "12", "33.3%", "0.9%", "77.4%", "1"] in rows
    assert not [row for row in rows if row[0] == "visit" and row[1] == "12"]
    assert "lost" not in {row[0] for row in rows}


def test_the_chart_of_chances_leaves_out_who_has_signed_or_is_lost(chapters):
    section = chapters["en"]["pipeline"]
    drawn = str(figure(section, "investor-chances").chart)
    assert "Name wooed" in drawn
    assert "Name signed" not in drawn
    assert "Name gone" not in drawn
    assert set(order_of(section, "investor-chances")) == {
        "Name signed", "Name wooed", "Name gone", "◇ Name letters",
    }  # fmt: skip


def test_the_first_call_goes_to_somebody_known_by_name(chapters):
    section = chapters["en"]["pipeline"]
    assert "Call Name wooed first:" in told_in(section)
    assert "nobody can be called without a list of names" in told_in(section)
    # More land of five together is at stake than of the one with a name: it stands above.
    assert order_of(section, "calls") == ["◇ Name letters", "Name wooed"]
    assert cells(section, "calls")["Name wooed"]["Who can introduce"] == "Name institute"


def test_without_a_half_life_no_land_is_said_to_be_at_stake(land_run):
    kept = [row for row in copied("market_parameters") if "cooling" not in row["parameter"]]
    section = chapters_of(land_run(rows={"market_parameters": kept}), "internal")["pipeline"]
    assert "does not say how fast interest cools" in told_in(section)
    assert {row["Land at stake"] for row in cells(section, "calls").values()} == {"–"}


def test_amounts_of_different_strength_stand_in_columns_and_are_not_added(chapters):
    section = chapters["en"]["pipeline"]
    name, announced, letter, contracted, approved = cells(section, "amounts-named")[
        "Name signed"
    ].values()
    assert (name, announced, contracted, approved) == ("Name signed", "–", "KRW 12.0bn", "–")
    assert letter.startswith(("KRW 9.", "KRW 10."))
    assert "KRW 22.0bn" not in words_of(section)


def test_an_amount_that_the_claim_audit_does_not_bear_out_is_marked(land_run):
    said = copied("statements")
    said[1] |= {"name_en": "Letters over 60000000000 won", "claimed": "6e10",
                "relation": "equal", "definition": "clear"}  # fmt: skip
    section = chapters_of(land_run(rows={"statements": said}), "internal")["pipeline"]
    rows = cells(section, "amounts-named")
    assert rows["◇ Name letters"]["letter of intent"].endswith("‡")
    assert "‡" not in rows["Name signed"]["letter of intent"]


def test_who_was_lost_stands_with_the_reason(chapters):
    row = cells(chapters["ko"]["pipeline"], "investors-lost")["이름 gone"]
    assert list(row.values()) == ["이름 gone", "2024-03-31", "the price"]


def test_without_events_the_chapter_says_what_the_study_lacks(land_run):
    empty = ("events", "obligations", "fulfilments", "parcels", "sale_outcomes")
    section = chapters_of(land_run(rows=dict.fromkeys(empty, ())), "internal")["pipeline"]
    assert "the study lacks: events" in told_in(section)
    assert cells(section, "investors-standing")["Name wooed"]["Stage"] == "not met yet"


@pytest.mark.parametrize(("disclosure", "audience"), [
    ("confidential", "internal"), ("internal", "public"), ("internal", "investor"),
])  # fmt: skip
def test_an_investor_who_may_not_be_seen_closes_the_chapter(land_run, disclosure, audience):
    rows = {"investors": with_class(copied("investors"), "wooed", disclosure)}
    run = land_run(rows=rows)
    section = chapters_of(run, audience)["pipeline"]
    assert "withheld" in told_in(section)
    assert "Name" not in words_of(section)
    assert "wooed" not in words_of(section)
    assert "Name wooed" in words_of(chapters_of(run, disclosure)["pipeline"])
