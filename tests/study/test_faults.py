from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from songi.errors import Place
from songi.study.faults import problems_of
from songi.study.quantity import Quantity
from songi.study.schema.cells import Bounds, Day, Identifier, Identifiers


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True)

    name: Identifier = "a"
    names: Annotated[Identifiers, Field(min_length=1)] = ("a",)
    day: Day | None = None
    count: Annotated[int, Field(ge=0, lt=10)] = 0
    share: Annotated[float, Field(gt=0, le=1)] = 1
    yes: bool = True
    kind: Literal["one", "two"] = "one"
    text: str = ""
    size: Annotated[Quantity | None, Bounds(0, 10, "count", integer=True)] = None
    parts: dict[str, int] = {}


def faults(given, at=None):
    with pytest.raises(ValidationError) as refusal:
        Form.model_validate(given)
    return problems_of(refusal.value, at or (lambda path: Place("f", 3, str(path[0]))))


@pytest.mark.parametrize(
    ("field", "value", "code", "came", "expected"),
    [
        ("name", "Ä", "id.form", "Ä", "a-z 0-9 _ . -"),
        ("names", "a|B c", "id.form", "B c", "a-z 0-9 _ . -"),
        ("names", "", "cell.missing", "", ""),
        ("day", "45351", "cell.date", "45351", ""),
        ("day", "2024-02-30", "cell.date", "2024-02-30", ""),
        ("count", "x", "cell.whole_number", "x", ""),
        ("count", "1.5", "cell.whole_number", "1.5", ""),
        ("count", "-1", "cell.range", "-1", "≥ 0"),
        ("count", "10", "cell.range", "10", "< 10"),
        ("share", "0", "cell.range", "0", "> 0"),
        ("share", "2", "cell.range", "2", "≤ 1"),
        ("share", "nan", "quantity.not_finite", "nan", ""),
        ("yes", "perhaps", "cell.yes_no", "perhaps", ""),
        ("kind", "three", "cell.choice", "three", "'one', 'two'"),
        ("text", 3, "cell.text", "3", ""),
        ("parts", 3, "cell.type", "3", ""),
        ("size", "5..x", "quantity.notation", "5..x", None),
        ("size", "11", "quantity.out_of_bounds", "11", "0 … 10"),
        ("other", "1", "key.unknown", "other", ""),
    ],
)
def test_each_fault_has_its_code_and_says_what_came(field, value, code, came, expected):
    (problem,) = faults({field: value})
    assert problem.code == code
    assert problem.facts["came"] == came
    assert problem.facts.get("expected") == expected
    assert problem.place == Place("f", 3, field)


def test_all_faults_of_a_row_are_problems():
    found = faults({"count": "x", "share": "2", "name": "Ä"})
    assert [problem.code for problem in found] == ["id.form", "cell.whole_number", "cell.range"]


def test_a_long_cell_is_shown_in_part():
    (problem,) = faults({"count": "9x" * 500})
    assert len(problem.facts["came"]) == 81
    assert problem.facts["came"].endswith("…")
