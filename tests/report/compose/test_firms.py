"""What the chapters on firms share: every code in words, the reference day, names told apart."""

from datetime import date
from typing import get_args

import pytest

from songi.language import LANGUAGES, has_text
from songi.measures.obligations import STATUSES
from songi.report.audience import View
from songi.report.compose.firms import distinct, firm_kind, investor_names, reference_day_of
from songi.report.compose.writer import Writer
from songi.study.schema.firms import FUNCTIONS, STAGES, Firm, Investor, Obligation
from songi.study.schema.land import INDUSTRIAL_USES, Activity, Constraint, FirmSize
from songi.study.schema.money import Regime
from songi.study.tenants import VERDICTS


def codes_of(row_class, column):
    return get_args(row_class.model_fields[column].annotation)


CODES = {
    "stage": ("none", *STAGES),
    "seeks": codes_of(Investor, "seeks"),
    "investor": codes_of(Investor, "kind"),
    "function": FUNCTIONS,
    "activity": (*get_args(Activity), "unknown"),
    "size": (*get_args(FirmSize), "unknown"),
    "tenure": codes_of(Firm, "tenure"),
    "use": INDUSTRIAL_USES,
    "verdict": VERDICTS,
    "constraint": codes_of(Constraint, "kind"),
    "regime": codes_of(Regime, "status"),
    "party": codes_of(Obligation, "party"),
    "obligation": codes_of(Obligation, "kind"),
    "status": STATUSES,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(CODES))
def test_every_code_has_a_name(kind, language):
    assert len(CODES[kind]) > 1
    keys = [f"book.firms.{kind}.{code}" for code in CODES[kind]]
    assert [key for key in keys if not has_text(key, language)] == []


@pytest.fixture(scope="session")
def writer(firms_run):
    return Writer(View(firms_run, "internal"), "en")


def test_the_reference_day_is_the_last_on_which_something_became_known(writer):
    assert reference_day_of(writer) == date(2025, 12, 3)


def test_mere_numbers_of_firms_are_marked(writer):
    names = investor_names(writer)
    assert names["letters"] == "◇ Name letters"
    assert names["wooed"] == "Name wooed"


def test_a_kind_of_firm_is_told_in_words(writer):
    assert firm_kind(writer, "manufacturing/unknown") == "manufacturing · size unknown"


def test_names_that_several_share_are_told_apart_by_their_id():
    assert distinct({"a": "Fund", "b": "Fund", "c": "Plant"}) == {
        "a": "Fund (a)", "b": "Fund (b)", "c": "Plant",
    }  # fmt: skip
