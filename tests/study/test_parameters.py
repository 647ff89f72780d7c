import numpy as np

from songi.study.parameters import parameter_draws
from songi.study.schema.land import MarketParameter
from songi.study.streams import DrawBlock
from songi.study.table import Table

BLOCK = DrawBlock(1, 0, 50)


def stated(value, known_from="2024-01-01"):
    return MarketParameter(parameter="revision_step", value=value, source="s", basis="assumed",
                           known_from=known_from)  # fmt: skip


def test_a_parameter_is_drawn_from_its_latest_cell():
    table = Table("market_parameters", MarketParameter, (stated("0.5"), stated("1..2", "2025-01")))
    drawn = parameter_draws(table, "revision_step", BLOCK)
    assert drawn.shape == (50,)
    assert ((drawn >= 1) & (drawn <= 2)).all()


def test_what_nobody_states_is_not_a_number():
    assert np.isnan(parameter_draws(None, "revision_step", BLOCK)).all()
    table = Table("market_parameters", MarketParameter, (stated("0.5"),))
    assert np.isnan(parameter_draws(table, "floor_share_of_cost", BLOCK)).all()
