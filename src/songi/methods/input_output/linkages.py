"""How a sector hangs together with the others: dispersion, extraction, own output as the shock."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, one_of, refuse_where
from songi.methods.input_output.leontief import Leontief, sector_index, square

Links = Literal["all", "backward", "forward"]


class Dispersion(NamedTuple):
    """Backward and forward linkage of each sector beside the mean of all, `[n]`."""

    power: FloatArray
    """영향력계수: what a unit of demand for the product sets off."""

    sensitivity: FloatArray
    """감응도계수: what a unit of demand for every product sets off in the sector."""


class Extraction(NamedTuple):
    """What is lost if a sector, or its links, were not there."""

    output: FloatArray
    """`[n]`, output lost by sector, money."""

    total: float
    """Of all sectors together."""

    others: float
    """Of all but the sector itself."""


def dispersion(inverse: Leontief) -> Dispersion:
    r"""Return power and sensitivity of dispersion.

    $n \sum_i l_{ij} / \sum_{ij} l_{ij}$ and $n \sum_j l_{ij} / \sum_{ij} l_{ij}$: both have the
    mean one. Two solutions, no inverse.

    Args:
        inverse: factors of I - A, A of domestic inputs.

    Source:
        Rasmussen (1956); 한국은행, 산업연관분석해설 (영향력계수, 감응도계수).
    """
    ones = np.ones(inverse.size)
    columns, rows = inverse.multiplied(ones), inverse.output(ones)
    whole = columns.sum()
    return Dispersion(inverse.size * columns / whole, inverse.size * rows / whole)


def exogenous_output(inverse: Leontief, sector: int) -> FloatArray:
    r"""Return the output that a unit of a sector's own output sets off, $l_{ik} / l_{kk}$, `[n]`.

    Where a sector's output itself is the shock (a plant that opens), its own multiplier would count
    it twice: the sector is made exogenous, and its own entry is one.

    Args:
        inverse: factors of I - A.
        sector: position of the sector under study.

    Source:
        Miller & Blair (2009), sec. 13.2.2 (mixed models).
    """
    column = inverse.column(sector)
    return column / column[sector_index(sector, inverse.size)]


def extraction(
    inverse: Leontief, x: ArrayLike, f: ArrayLike, sector: int, links: Links = "all"
) -> Extraction:
    r"""Return what a hypothetical extraction of a sector takes away, by one column of L.

    With $l_k$ the column of the inverse: all links $l_k x_k / l_{kk}$, the sector's purchases alone
    $(l_k - e_k) x_k / l_{kk}$, its sales to others and itself alone $l_k (x_k - f_k) / l_{kk}$.
    Nothing is inverted again.

    Args:
        inverse: factors of I - A.
        x: `[n]`, total output, money.
        f: `[n]`, final demand for domestic products, in the same money.
        sector: position of the sector.
        links: `all` (with its final demand), `backward` (its column of A is nought) or `forward`
            (its row is).

    Raises:
        MethodError: other shapes, negative output, no such sector.

    Source:
        Miller & Blair (2009), sec. 12.2.5-6; Dietzenbacher, van der Linden & Steenge (1993).
    """
    one_of("links", links, get_args(Links))
    output, demand = finite("x", x), finite("f", f)
    k = sector_index(sector, inverse.size)
    if output.shape != (inverse.size,) or demand.shape != output.shape:
        message = f"x and f must be [{inverse.size}]; they are {output.shape} and {demand.shape}"
        raise MethodError(message)
    refuse_where(output < 0, "x must not be negative")
    column = inverse.column(k)
    scale = output[k] - demand[k] if links == "forward" else output[k]
    if links == "backward":
        lost = column.copy()
        lost[k] -= 1.0
    else:
        lost = column
    lost = lost * scale / column[k]
    return Extraction(lost, float(lost.sum()), float(lost.sum() - lost[k]))


def with_households(A: ArrayLike, wages: ArrayLike, consumption: ArrayLike) -> FloatArray:
    """Return the coefficients of the model closed for households (type II), `[n + 1, n + 1]`.

    Households are the last sector: they sell work and buy domestic products. The multipliers of
    this matrix, without its last row, are those of type II.

    Args:
        A: `[n, n]`, coefficients of domestic inputs.
        wages: `[n]`, income of households for a unit of output.
        consumption: `[n]`, domestic products that households buy for a unit of income.

    Raises:
        MethodError: other shapes; negative wages; households spend more than they earn.

    Source:
        Miller & Blair (2009), sec. 2.5.
    """
    matrix = square("A", A)
    earned, spent = finite("wages", wages), finite("consumption", consumption)
    size = matrix.shape[0]
    if earned.shape != (size,) or spent.shape != (size,):
        message = f"wages and consumption must be [{size}]: {earned.shape}, {spent.shape}"
        raise MethodError(message)
    refuse_where(earned < 0, "wages must not be negative")
    if spent.sum() > 1:
        message = f"households spend {spent.sum():.3f} for a unit of income; at most 1"
        raise MethodError(message)
    return np.block([[matrix, spent[:, None]], [earned[None, :], np.zeros((1, 1))]])
