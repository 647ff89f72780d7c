import numpy as np
import pytest

from evaluation import evaluate_study
from songi.engine.blocks import study_inputs
from songi.experiments.own_bid import (
    OwnContest,
    criterion_units,
    own_alternative,
    own_candidates,
)
from songi.study.changes import with_changes
from songi.study.check import open_checked
from songi.study.settings import Change

DRAWS = 60


def values_of(folder, *changes):
    study = with_changes(open_checked(folder)[0], changes)
    return {**study_inputs(study), **evaluate_study(study, DRAWS)}


@pytest.fixture(scope="module")
def values(contest_folder):
    return values_of(contest_folder)


def test_the_own_alternative_is_where_the_own_candidates_bid(values, contest_folder):
    assert own_candidates(values) == ("a",)
    assert own_alternative(values, ("a",)) == "a"
    assert own_alternative(values, ("d",)) == "b"
    assert own_alternative(values, ("a", "b")) is None
    joined = values_of(contest_folder, Change(table="bids", id="a", column="joins", value="c"))
    assert own_alternative(joined, own_candidates(joined)) == "c"
    assert OwnContest(joined).bid == "c"


def test_without_change_the_margins_say_who_is_selected(values):
    contest = OwnContest(values)
    selected = values["selected"].sel(ranking_method="weighted_sum", bid="a").values
    margins = contest.margins(np.zeros(3))
    assert np.array_equal(margins > 0, selected == 1.0)
    order = [contest.criteria.index(name) for name in ("l1", "l2", "l3")]
    assert np.array_equal(contest.own[:, order], values["bid_values"].sel(bid="a").values)


def test_margins_do_not_remember_earlier_changes(values):
    contest = OwnContest(values)
    before = contest.margins(np.zeros(3))
    contest.margins(np.array([50.0, -3.0, 20.0]))
    assert np.array_equal(contest.margins(np.zeros(3)), before)


def test_heading_scores_weigh_up_to_the_overall_score(values):
    scores, weights, headings = OwnContest(values).heading_scores()
    assert headings == ["h1", "h2"]
    overall = values["overall_scores"].sel(ranking_method="weighted_sum").values
    assert np.allclose(np.einsum("dbh,dh->db", scores, weights), overall)


def test_units_are_those_of_the_indicators(values):
    assert criterion_units(values) == {"l1": "score", "l2": "minutes", "l3": "score"}
