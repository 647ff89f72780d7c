import pytest
from pydantic import ValidationError

from songi.study.schema.trials import Enrolment, TrialCentre
from study.made_up_clinic import centre, count


def test_an_unknown_approval_is_a_chance():
    cells = {name: text for name, text in centre("c", approval="0..1").items() if text}
    assert TrialCentre.model_validate(cells).approval.ends == (0, 1)
    with pytest.raises(ValidationError, match=r"quantity\.out_of_bounds"):
        TrialCentre.model_validate({**cells, "approval": "2"})


def test_a_count_is_named_by_centre_and_day():
    assert Enrolment.model_validate(count("c", "2025-08-31", "4")).row_id == "c/2025-08-31"
