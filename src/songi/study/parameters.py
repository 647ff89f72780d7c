"""Parameters of the land market, drawn."""

from __future__ import annotations

import numpy as np

from songi.study.as_of import known_at
from songi.study.schema.land import MarketParameter
from songi.study.streams import DrawBlock
from songi.study.table import Table


def parameter_draws(
    parameters: Table[MarketParameter] | None, name: str, draws: DrawBlock
) -> np.ndarray:
    """Return the draws of a parameter of the market, shape (draws,); NaN where nobody states it."""
    known = None if parameters is None else known_at(parameters, None).for_draws(draws)
    stated = [row for row in known or () if row.parameter == name]
    if known is None or not stated:
        return np.full(draws.size, np.nan)
    return known.draws_of(stated[0], "value")
