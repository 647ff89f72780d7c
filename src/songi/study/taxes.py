"""The tax rules that hold for a firm in a year, drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from songi.methods.taxation.liability import bracket_tax
from songi.study.schema.incentives import TaxParameter
from songi.study.table import Table


@dataclass(frozen=True)
class TaxRules:
    """Rates that hold for firms of a size in a year; each number `[draws]`.

    Attributes:
        above: incomes above which the rates of the corporate tax hold, won.
        rates: `[draws, brackets]`.
        minimum_above: incomes above which the rates of the minimum tax hold, won.
        minimum_rates: `[draws, brackets]`.
        numbers: the other parameters by name; nought where nobody states one.
    """

    above: tuple[float, ...]
    rates: np.ndarray
    minimum_above: tuple[float, ...]
    minimum_rates: np.ndarray
    numbers: dict[str, np.ndarray]

    def tax(self, income: np.ndarray) -> np.ndarray:
        """Return the corporate tax on incomes, `[draws, years]`."""
        return bracket_tax(income, self.above, self.rates)

    def minimum(self, income: np.ndarray) -> np.ndarray:
        """Return the minimum tax on incomes before relief, `[draws, years]`."""
        return bracket_tax(income, self.minimum_above, self.minimum_rates)


def tax_rules(table: Table[TaxParameter], size: str, year: int) -> TaxRules:
    """Return the rules that hold for firms of a size in a year."""
    held = [row for row in table if _holds(row, size, year)]
    above, rates = _brackets(table, held, "corporate_rate")
    lowest, minimum = _brackets(table, held, "minimum_rate")
    names = {row.parameter for row in table} - {"corporate_rate", "minimum_rate"}
    numbers = {
        name: table.draws_of(row, "value")
        for name in sorted(names)
        for row in held[::-1]
        if row.parameter == name
    }
    return TaxRules(above, rates, lowest, minimum, numbers)


def number(rules: TaxRules, name: str, size: int) -> np.ndarray:
    """Return a parameter, `[draws]`; nought where nobody states it."""
    return rules.numbers.get(name, np.zeros(size))


def _brackets(
    table: Table[TaxParameter], held: list[TaxParameter], name: str
) -> tuple[tuple[float, ...], np.ndarray]:
    mine = {row.above_krw: row for row in held if row.parameter == name}
    size = 1 if table.block is None else table.block.size
    if 0.0 not in mine:
        return (0.0,), np.zeros((size, 1))
    edges = tuple(sorted(mine))
    return edges, np.stack([table.draws_of(mine[edge], "value") for edge in edges], axis=1)


def _holds(row: TaxParameter, size: str, year: int) -> bool:
    begins, ends = row.from_on or date.min, row.until_on or date.max
    return begins.year <= year <= ends.year and (not row.sizes or size in row.sizes)
