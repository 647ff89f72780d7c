"""Public claims held against cells and results of the made-up contest."""

from datetime import date

import numpy as np
import pytest

from songi.errors import UsageError
from songi.results.claim_audit import audit_claims, claim_audit, figures_of
from songi.results.show import show_result
from songi.session import open_study
from songi.study.quantity import parse_quantity
from study.made_up import named


def said(name="said", **cells):
    blank = ("claimed", "relation", "tested_table", "tested_row", "tested_column", "tested_result")
    given = {"definition": "clear", **cells}
    return named(
        name, speaker="the city", said_on="2023-10-25", **{**dict.fromkeys(blank, ""), **given}
    )


@pytest.fixture
def audited(make_contest):
    def audit(*rows, **changes):
        folder = make_contest(
            rows={"statements": list(rows), **changes.pop("rows", {})},
            files={"sources.toml": TWO_SOURCES}, **changes,
        )  # fmt: skip
        run = open_study(folder).run(draws=60, workers=1, experiments=False)
        return {one.statement.id: one for one in audit_claims(run)}

    return audit


TWO_SOURCES = "".join(
    f'[{name}]\npublisher = "made-up"\ntitle = "A source"\nlicence = "none"\n' for name in "st"
)

CELL = {"tested_table": "benchmarks", "tested_row": "elsewhere", "tested_column": "value"}
"""A cell of 90..110."""


AGAINST_RANGE = [
    ("at_least", "80", "supported", "held_against"),
    ("at_least", "100", "cannot_verify", "within_range"),
    ("at_least", "120", "contradicted", "held_against"),
    ("at_most", "120", "supported", "held_against"),
    ("at_most", "100", "cannot_verify", "within_range"),
    ("at_most", "80", "contradicted", "held_against"),
    ("equal", "100", "supported", "held_against"),
    ("equal", "120..130", "contradicted", "held_against"),
    ("equal", "105..130", "supported", "held_against"),
]


def test_a_claim_is_held_against_the_range_of_a_cell(audited):
    rows = [
        said(f"s{k}", claimed=claimed, relation=relation, source="t", **CELL)
        for k, (relation, claimed, _, _) in enumerate(AGAINST_RANGE)
    ]
    found = audited(*rows)
    for k, (relation, claimed, verdict, reason) in enumerate(AGAINST_RANGE):
        one = found[f"s{k}"]
        assert (one.verdict, one.reason) == (verdict, reason), (relation, claimed)
        assert (one.low, one.high) == pytest.approx((91.0, 109.0))


def test_what_only_its_own_source_says_cannot_be_verified(audited):
    one = audited(said(claimed="100", relation="equal", source="s", **CELL))["said"]
    assert (one.verdict, one.reason) == ("cannot_verify", "own_source")


def test_a_claim_that_nothing_tests_cannot_be_verified(audited):
    assert audited(said(claimed="7"))["said"].reason == "nothing_tests_it"


def test_a_claim_that_does_not_say_what_it_counts_is_unclear_whatever_a_figure_says(audited):
    row = said(claimed="80", relation="at_least", source="t", definition="unclear", **CELL)
    one = audited(row)["said"]
    assert (one.verdict, one.low) == ("unclear", pytest.approx(91.0))


def test_rows_may_be_counted(audited):
    row = said(
        claimed="3", relation="equal", source="t", tested_table="indicators", tested_row="*/beds",
        tested_column="indicator=beds",
    )  # fmt: skip
    one = audited(row)["said"]
    assert (one.verdict, one.low, len(one.rows)) == ("contradicted", 4.0, 4)


def test_a_result_may_test_a_claim(audited):
    pointer = "committed_investment bid=a strength=contracted"
    rows = (
        said("more", claimed="4e9", relation="at_least", source="t", tested_result=pointer),
        said("gone", claimed="4", relation="equal", source="t", tested_result="ranks bid=nobody"),
        said("many", claimed="4", relation="equal", source="t", tested_result="ranks bid=a"),
    )
    found = audited(*rows)
    assert (found["more"].verdict, found["more"].low) == ("contradicted", 3e9)
    assert found["gone"].verdict == found["many"].verdict == "cannot_verify"


def test_a_variable_of_a_result_may_test_a_claim(audited):
    pointer = "investment_beside_rivals.place bid=a strength=letter"
    one = audited(said(claimed="1", relation="equal", source="t", tested_result=pointer))["said"]
    assert (one.verdict, one.high) == ("supported", 1.0)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (parse_quantity("5"), (5.0, 5.0)),
        (parse_quantity("0..10"), (0.5, 9.5)),
        (("a", "b"), (2.0, 2.0)),
        (date(2024, 1, 1), (2024.0, 2024.0)),
        (date(2024, 7, 1), (2024.4973, 2024.4973)),
        (True, (1.0, 1.0)),
        ("text", (np.nan, np.nan)),
        (None, (np.nan, np.nan)),
    ],
)
def test_cells_are_read_as_figures(cell, expected):
    assert figures_of(cell) == pytest.approx(expected, abs=1e-4, nan_ok=True)


def test_the_audit_is_shown_with_the_most_urgent_first(finished_run):
    frame = claim_audit(finished_run)
    assert frame["statement"].tolist() == ["enough", "best"]
    assert frame["verdict"].tolist() == ["cannot_verify", "unclear"]
    assert "own_source" in show_result(finished_run, "claim_audit", {})
    assert "best" not in show_result(finished_run, "claim_audit", {"statement": "enough"}, "csv")
    assert '"verdict": "unclear"' in show_result(finished_run, "claim_audit", {}, "json")


@pytest.mark.parametrize("labels", [{"bid": "a"}, {"statement": "worst"}])
def test_a_label_that_is_not_there_is_told(finished_run, labels):
    with pytest.raises(UsageError, match="result"):
        show_result(finished_run, "claim_audit", labels)
