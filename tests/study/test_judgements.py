import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from songi.study.judgements import judgement_matrices, reciprocal_matrix, siblings_of
from songi.study.schema.contest import Criterion, Judgement
from songi.study.table import Table
from study.made_up import TABLES, row

CRITERIA = Table(
    "criteria",
    Criterion,
    tuple(
        Criterion.model_validate({name: text for name, text in one.items() if text})
        for one in TABLES["criteria"]
    ),
)


def judged(*pairs):
    rows = [row(expert=e, more=more, less=less, ratio=str(ratio)) for e, more, less, ratio in pairs]
    return Table("judgements", Judgement, tuple(Judgement.model_validate(one) for one in rows))


def test_siblings_stand_in_the_order_of_the_table():
    assert siblings_of(CRITERIA, None) == ["h1", "h2"]
    assert siblings_of(CRITERIA, "h1") == ["l1", "l2"]
    assert siblings_of(CRITERIA, "l1") == []


@given(st.floats(1 / 9, 9), st.booleans())
def test_matrices_are_reciprocal_whichever_way_round_it_is_judged(ratio, turned):
    pair = ("e", "l2", "l1", 1 / ratio) if turned else ("e", "l1", "l2", ratio)
    matrix = reciprocal_matrix(judged(pair), ["l1", "l2"], "e")
    np.testing.assert_allclose(matrix, [[1, ratio], [1 / ratio, 1]], rtol=1e-9)


def test_what_nobody_judged_is_nan():
    matrix = reciprocal_matrix(judged(("e", "a", "b", 3)), ["a", "b", "c"], "e")
    assert np.isnan(matrix[2, :2]).all()
    assert np.isnan(matrix[:2, 2]).all()
    assert matrix[2, 2] == 1


def test_there_is_one_matrix_for_each_expert_and_group():
    table = judged(("e2", "h1", "h2", 3), ("e1", "h2", "h1", 2), ("e1", "l1", "l2", 5))
    found = list(judgement_matrices(CRITERIA, table))
    assert [(expert, parent, labels) for expert, parent, labels, _ in found] == [
        ("e1", None, ["h1", "h2"]),
        ("e2", None, ["h1", "h2"]),
        ("e1", "h1", ["l1", "l2"]),
    ]
    assert found[0][3].tolist() == [[1, 0.5], [2, 1]]
