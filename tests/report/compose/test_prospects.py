"""Whom to visit next, of the made-up long list."""

from contest import copied
from report.compose.conftest import MORE_FIRMS
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
from songi.report.audience import View
from songi.report.compose.names import cell_shown
from songi.report.compose.writer import Writer
from songi.results.claims import parted


def test_every_sentence_says_what_its_cells_hold(chapters, firms_run):
    for language in LANGUAGES:
        told = claims_in(chapters[language]["prospects"])
        assert told
        assert parted(told, firms_run) == []


def test_the_firm_with_most_reasons_comes_first_and_is_named(chapters):
    section = chapters["en"]["prospects"]
    assert order_of(section, "prospects-table")[0] == "Name grower"
    assert "The best mean place is that of Name grower" in told_in(section)
    assert "Functions that nobody among those courted would serve: marketing." in told_in(section)
    assert "every weighting is equally likely" in told_in(section)


def test_reasons_stand_in_words_with_the_revision_of_the_code(chapters):
    for language, code, functions in (
        ("en", "70113 (rev. 10)", "marketing, education"),
        ("ko", "70113 (10차)", "시장 진출, 교육"),
    ):
        section = chapters[language]["prospects"]
        [row] = [list(r.values()) for n, r in cells(section, "prospects-table").items()
                 if "grower" in n]  # fmt: skip
        assert code in row
        assert functions in row


def test_who_can_introduce_is_named_and_not_an_id(chapters):
    row = cells(chapters["en"]["prospects"], "prospects-table")["Name grower"]
    assert row["Who can introduce"] == "Name signed, Name air1"


def test_the_plot_is_one_that_is_unsold_and_would_take_the_firm(chapters):
    rows = cells(chapters["en"]["prospects"], "prospects-table")
    # Five plots are for firms; the one for research is sold.
    assert rows["Name grower"]["Plot that suits"] == "Name p1 and 3 more"
    assert rows["Name maker"]["Plot that suits"] == "unclear: Name p1 and 2 more"


def test_a_need_of_which_nothing_is_known_is_marked(chapters):
    rows = cells(chapters["en"]["prospects"], "prospects-table")
    assert rows["Name quiet"]["Need for room"].endswith("○")
    assert not rows["Name maker"]["Need for room"].endswith("○")
    assert not rows["Name grower"]["Need for room"].endswith("○")


def test_where_nothing_tells_firms_apart_none_is_named(land_run):
    alike = [{**MORE_FIRMS[1], "id": f"quiet{k}"} for k in range(12)]
    run = land_run(rows={"firms": [*copied("firms"), *alike]}, head={"options": "{ visits = 4 }"})
    section = chapters_of(run, "internal")["prospects"]
    assert "there is next to nothing to tell them apart by" in told_in(section)
    assert "The best mean place is that of" not in told_in(section)
    assert "none of the listed firms is anybody known who can introduce" in told_in(section)
    assert parted(claims_in(section), run) == []


def test_the_chapter_names_nobody_whom_the_audience_may_not_see(land_run):
    rows = {"investors": with_class(copied("investors"), "signed", "confidential")}
    run = land_run(rows=rows)
    section = chapters_of(run, "internal")["prospects"]
    assert "withheld" in told_in(section)
    assert "Name" not in words_of(section)
    seen = cells(chapters_of(run, "confidential")["prospects"], "prospects-table")
    assert seen["Name grower"]["Who can introduce"] == "Name signed, Name air1"


def test_somebody_who_can_introduce_but_may_not_be_seen_is_left_out(land_run):
    rows = {"places": with_class(copied("places"), "air1", "confidential")}
    run = land_run(rows=rows)
    section = chapters_of(run, "internal")["prospects"]
    row = cells(section, "prospects-table")["Name grower"]
    assert row["Who can introduce"] == "Name signed"
    writer = Writer(View(run, "internal"), "en")
    [grower] = [one for one in writer.latest("firms") if one.id == "grower"]
    assert cell_shown(writer, grower, "introducers") == "Name signed"


LAND_AND_FIRMS = (
    "zones", "parcels", "sale_rounds", "sale_outcomes", "cost_rules", "constraints", "utilities",
    "competing_supply", "demand_surveys", "land_takeup", "demand_bases", "market_parameters",
    "firms", "firm_types", "investors", "events", "conversion_priors", "obligations",
    "fulfilments", "costs", "regimes",
)  # fmt: skip


def test_a_study_without_land_and_firms_has_none_of_the_chapters(land_run):
    run = land_run(rows=dict.fromkeys(LAND_AND_FIRMS, ()))
    assert chapters_of(run, "internal") == {}
