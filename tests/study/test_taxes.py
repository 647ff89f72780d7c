import numpy as np
import pytest

from songi.study.check import open_checked
from songi.study.streams import DrawBlock
from songi.study.taxes import number, tax_rules

MONEY = True


@pytest.fixture(scope="module")
def parameters(contest_folder):
    study = open_checked(contest_folder)[0]
    return study.tables["tax_parameters"].for_draws(DrawBlock(1, 0, 4))


def test_brackets_and_the_minimum_of_a_size(parameters):
    rules = tax_rules(parameters, "sme", 2026)
    assert rules.above == (0.0, 2e8)
    assert rules.tax(np.full((4, 1), 1e9)).tolist() == [[1.7e8]] * 4
    assert rules.minimum(np.full((4, 1), 1e9)).ravel().tolist() == pytest.approx([7e7] * 4)
    larger = tax_rules(parameters, "mid", 2026)
    assert larger.minimum(np.full((4, 1), 1e9)).ravel().tolist() == pytest.approx([1e8] * 4)


def test_what_nobody_states_is_nought(parameters):
    without = parameters.where(lambda row: row.parameter != "minimum_rate")
    rules = tax_rules(without, "sme", 2026)
    assert (rules.minimum(np.full((4, 2), 1e9)) == 0).all()
    assert number(rules, "no_such", 4).tolist() == [0, 0, 0, 0]
    assert number(rules, "rural_tax_rate", 4).tolist() == [0.2] * 4
