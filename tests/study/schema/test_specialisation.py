from typing import get_args

import pytest
from pydantic import ValidationError

from songi.study.schema.specialisation import REGION_LEVELS, IndustryCount, RegionLevel

ROW = {
    "region": "31100", "region_name_ko": "가상시", "level": "municipality", "ksic": "21",
    "ksic_revision": "10", "year": "2022", "source": "s", "basis": "observed",
}  # fmt: skip


def test_levels_are_those_of_the_column():
    assert get_args(RegionLevel) == REGION_LEVELS


def test_a_withheld_count_is_empty_and_codes_keep_their_zeros():
    row = IndustryCount.model_validate({**ROW, "region": "00", "ksic": "01"})
    assert row.employees is None
    assert row.row_id == "00/01/2022"


@pytest.mark.parametrize(
    "cells", [{"employees": "-3"}, {"ksic": "c21"}, {"ksic": "1"}, {"plant_herfindahl": "1.2"}]
)
def test_what_no_count_is_is_refused(cells):
    with pytest.raises(ValidationError):
        IndustryCount.model_validate({**ROW, **cells})
