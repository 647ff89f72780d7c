"""Row classes of projects: what a cell may hold and what an empty one means."""

from typing import get_args

import pytest
from pydantic import ValidationError

from songi.study.schema.land import INDUSTRIAL_USES
from songi.study.schema.projects import COUNTED_AS, Benefit, Finance, Guarantee, Project, Space
from study.made_up_projects import PROJECTS, benefit


def cells(table, number=0, **changed):
    return {name: text for name, text in {**PROJECTS[table][number], **changed}.items() if text}


def test_a_project_is_read():
    row = Project.model_validate(cells("projects"))
    assert (row.kind, row.price_year, row.horizon_years) == ("land_development", 2024, 20)
    assert row.opens_on.isoformat() == "2026-12-31"
    assert Project.model_validate(cells("projects", horizon_years="")).horizon_years == 30


def test_a_promise_covers_land_for_firms_unless_it_says_otherwise():
    assert Guarantee.model_validate(cells("guarantees", uses="")).uses == INDUSTRIAL_USES
    assert Guarantee.model_validate(cells("guarantees", uses="support|mixed")).uses == (
        "support", "mixed",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row_class", "changed"),
    [
        (Project, cells("projects", kind="bridge")),
        (Project, cells("projects", financial_rate="0.7")),
        (Finance, cells("financing", kind="equity")),
        (Finance, cells("financing", 1, term_years="0")),
        (Space, cells("space_programme", occupancy="1.4")),
        (Space, cells("space_programme", area_m2="-3")),
        (Benefit, benefit("b", "land", "induced", "1", "1", "year")),
        (Benefit, {**benefit("b", "land", "new", "1", "1", "year"), "kind": "output_induced"}),
    ],
)
def test_what_no_column_may_hold_is_refused(row_class, changed):
    with pytest.raises(ValidationError):
        row_class.model_validate(changed)


def test_input_output_effects_are_no_kind_of_benefit():
    kinds = get_args(Benefit.model_fields["kind"].annotation)
    assert not [kind for kind in kinds if "induced" in kind or "output" in kind]
    assert COUNTED_AS == ("new", "expanding", "relocating")
