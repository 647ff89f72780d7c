"""The chapter on incentives, from the made-up study."""

import pytest

from contest import write_contest
from report.compose.land_chapters import cells, claims_in, order_of, told_in, words_of
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import Figure
from songi.report.compose.incentives import write_incentives
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study

WANTED = (
    "gain_outlook", "incentive_packages", "package_parts", "public_cost_outlook",
    "incentive_offer", "offer_counts",
)  # fmt: skip


@pytest.fixture(scope="module")
def incentives_run(tmp_path_factory):
    folder = write_contest(tmp_path_factory.mktemp("incentives") / "toy", money=True)
    return open_study(folder).run(draws=40, workers=1, measures=WANTED, experiments=False)


@pytest.fixture(scope="module")
def chapters(incentives_run):
    view = View(incentives_run, "internal")
    return {language: write_incentives(Writer(view, language)) for language in LANGUAGES}


def test_every_sentence_says_what_its_cells_hold(chapters, incentives_run):
    for language in LANGUAGES:
        told = claims_in(chapters[language])
        assert len(told) == 3
        assert parted(told, incentives_run) == []


def test_the_gain_stands_beside_what_is_had_anywhere(chapters):
    text = told_in(chapters["en"])
    assert "Name drugs: the designation itself adds KRW" in text
    assert "without the rules that take benefits away" in text
    assert order_of(chapters["ko"], "designation-gain") == ["이름 drugs", "이름 labs"]


def test_packages_are_those_granted_and_one_more(chapters):
    rows = [row for row in tables(chapters["en"])["packages"].rows if row[0].text == "Name labs"]
    assert [row[1].text for row in rows] == [
        "no regime", "regimes granted now", "+ Name designated"
    ]  # fmt: skip


def tables(section):
    return {b.table.anchor: b.table for b in section.blocks if isinstance(b, Figure)}


def test_each_benefit_has_its_article_and_the_day_it_was_checked(chapters):
    rows = cells(chapters["en"], "benefits")
    assert rows["Name credit"]["Article"] == "art. 24"
    assert rows["Name credit"]["Checked"] == "2025-05-31"
    assert rows["Name credit"]["Until"] == "2029-12-31"
    assert "the mayor decides" in rows["Name site"]["Why, and what it hangs on"]
    assert rows["Name cheap_land"]["Regime"] == "Name designated"


def test_the_word_for_settled_is_not_used(chapters):
    assert "확정" not in words_of(chapters["ko"])


def test_without_incentives_there_is_no_chapter(tmp_path):
    folder = write_contest(tmp_path / "bare")
    run = open_study(folder).run(draws=10, workers=1, measures=("awards",), experiments=False)
    assert write_incentives(Writer(View(run, "internal"), "en")) is None


def test_what_was_not_computed_is_told(tmp_path):
    folder = write_contest(tmp_path / "toy", money=True)
    run = open_study(folder).run(draws=10, workers=1, measures=("offer_counts",), experiments=False)
    section = write_incentives(Writer(View(run, "internal"), "en"))
    assert section is not None
    assert "is not among the results of this run" in told_in(section)
    assert "offers" in {getattr(block, "anchor", "") for block in section.blocks}
