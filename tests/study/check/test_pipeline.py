from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.study.check import read_and_check
from songi.study.check.pipeline import ON_PAPER, stages_follow_each_other
from songi.study.model import Study
from songi.study.schema.firms import STAGES, Event
from songi.study.settings import StudyInfo
from songi.study.table import Table
from study.made_up_land import event

START = date(2024, 1, 1)


def told(stages, days=None):
    """Return the problems of one investor's stages, a month apart or on these days."""
    days = days or [30 * k for k in range(len(stages))]
    rows = tuple(
        Event.model_validate(
            {
                name: text
                for name, text in event(
                    f"e{k}", "x", stage, (START + timedelta(day)).isoformat(), reason="x"
                ).items()
                if text
            }
        )
        for k, (stage, day) in enumerate(zip(stages, days, strict=True))
    )
    table = Table("events", Event, rows)
    study = Study(None, StudyInfo(format=1, id="s", name_ko="가", name_en="a"), {"events": table})
    return [(one.code, one.severity) for one in stages_follow_each_other(study)]


@given(st.lists(st.sampled_from(STAGES), unique=True), st.lists(st.sampled_from(STAGES[:2])))
def test_stages_in_their_order_with_meetings_between_them_are_sound(stages, meetings):
    rising = sorted(stages, key=STAGES.index)
    before_the_end = [stage for stage in rising if stage not in {"move_in", "lost"}]
    last = [stage for stage in rising if stage in {"move_in", "lost"}]
    assert told([*before_the_end, *meetings, *last]) == []


@given(st.permutations(["contact", "visit", "mou", "letter", "contract", "move_in"]))
def test_the_order_of_rows_on_one_day_means_nothing(stages):
    assert told(stages, [0] * len(stages)) == []


@given(st.lists(st.sampled_from(ON_PAPER[:3]), min_size=2, max_size=5))
def test_a_step_on_paper_after_a_later_one_is_told(stages):
    steps = [ON_PAPER.index(stage) for stage in stages]
    late = [step for k, step in enumerate(steps) if step < max(steps[: k + 1])]
    assert len(told(stages)) == len(late)


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (["contact", "lost", "contact", "visit"], []),
        (["contract", "lost", "contact", "mou"], []),
        (["contact", "lost", "mou", "letter"], [("events.after_lost", "error")]),
        (["contact", "lost", "lost"], [("events.after_lost", "error")]),
        (["move_in", "lost", "contact"], []),
        (["move_in", "visit", "contract"], [("events.after_move_in", "error")] * 2),
        (["letter", "mou"], [("events.order", "warning")]),
        (["contract", "letter"], [("events.order", "error")]),
        (["contract", "contract"], []),
    ],
)
def test_who_is_lost_begins_anew_and_who_has_moved_in_stays(stages, expected):
    assert told(stages) == expected


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_the_latest_version_of_an_event_counts(make_study):
    """A day that was put right later: the letter was before the contract after all."""
    wrong = {"happened_on": "2024-11-15", "known_from": "2024-11-15"}
    right = event("s4", "signed", "letter", "2023-11-15", "2025-01-01")
    assert codes(make_study("a", cells={"events": {3: wrong}})) == ["events.order"]
    folder = make_study("b", cells={"events": {3: wrong}}, more={"events": [right]})
    assert codes(folder) == []


def test_of_an_undated_row_nobody_can_say_whether_it_lay_ahead(make_study):
    assert codes(make_study(cells={"events": {0: {"known_from": ""}}})) == []


def test_a_single_unnamed_one_may_sign(make_study):
    more = [event("l2", "letters", "contract", "2024-06-01")]
    cells = {"investors": {4: {"members": "1"}}}
    assert codes(make_study(cells=cells, more={"events": more})) == []
