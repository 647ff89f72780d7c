"""The skeleton of the fostering plan, from the correspondence table."""

import pytest

from report.compose.test_compose import section, table
from report.compose.test_defence import defended_run  # noqa: F401 - a fixture
from report.test_book import text_of
from songi.language import LANGUAGES
from songi.report import PAPERS, write_paper
from songi.report.anchors import tables_of
from songi.report.audience import View
from songi.report.plan import compose_plan


@pytest.fixture
def plan(defended_run):  # noqa: F811
    return compose_plan(View(defended_run, "internal"), "en")


def test_it_has_a_section_for_each_clause_in_the_order_of_the_call(plan):
    anchors = [one.anchor for one in plan.sections]
    clauses = ["clause-share", "clause-budget", "clause-letter", "clause-rivals"]
    assert anchors[:5] == ["requirements", *clauses]
    assert section(plan, "clause-budget").title == "Budget"


def test_a_clause_stands_with_owner_day_page_limit_and_evidence(plan, defended_run):  # noqa: F811
    facts = {row[0].text: row[1].text for row in table(plan, "clause-share-facts").rows}
    assert facts["Owner"] == "the team"
    assert facts["Due"] == "2024-02-20"
    assert facts["Page limit"] == "5"
    rows = table(plan, "clause-share-evidence").rows
    share = defended_run["selection_share"]["selection_share"]
    main = float(share.sel(bid="own", ranking_method="weighted_sum"))
    values = [row[-1].value for row in rows if row[0].text == "selection_share"]
    assert main in values


def test_an_outsider_sees_no_rank_of_rivals(defended_run):  # noqa: F811
    anchors = {
        audience: {t.anchor for t in tables_of(compose_plan(View(defended_run, audience), "en"))}
        for audience in ("internal", "province")
    }
    assert "clause-rivals-evidence" in anchors["internal"]
    assert "clause-rivals-evidence" not in anchors["province"]


def test_it_is_written_in_every_format_and_language(defended_run, tmp_path):  # noqa: F811
    assert list(PAPERS) == ["book", "plan"]
    files = write_paper("plan", defended_run, tmp_path, ["html", "pdf", "xlsx"], LANGUAGES)
    assert [file.name for file in files] == [
        f"small-plan-{language}.{form}"
        for language in LANGUAGES
        for form in ("html", "pdf", "xlsx")
    ]
    assert "Letter of the province" in text_of(files[3])
    assert "육성계획서" in text_of(files[0])
