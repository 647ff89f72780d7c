import pytest

from contest import copied
from songi.results.pointers import AFTER_RUN, read_pointer
from songi.results.show import READ_OFF
from songi.session import open_study


def test_a_pointer_has_a_name_a_variable_and_labels():
    assert read_pointer("hindcast.brier bid=a rank=1") == (
        "hindcast", "brier", {"bid": "a", "rank": "1"},
    )  # fmt: skip
    assert read_pointer("ranks") == ("ranks", "", {})


def test_what_is_read_off_a_run_can_be_shown():
    assert set(READ_OFF) == AFTER_RUN


@pytest.mark.parametrize(
    ("pointer", "told"),
    [("rank bid=a", True), ("ranks bid", True), ("entered_bids", True), ("ranks bid=a", False),
     ("claim_audit", False)],
)  # fmt: skip
def test_a_result_that_songi_does_not_know_is_told(make_contest, pointer, told):
    rows = copied("requirements")
    rows[0] |= {"result": pointer}
    problems = open_study(make_contest(rows={"requirements": rows})).check()
    assert [(p.code, p.place.row, p.place.column) for p in problems] == (
        [("pointer.unknown", 2, "result")] if told else []
    )
