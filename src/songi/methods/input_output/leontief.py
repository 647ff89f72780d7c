"""The open Leontief model: I - A is factored once, what is asked of it is solved for.

Of a table of thousands of sectors a few multipliers come quicker by its power series, where that is
proven to converge (`series`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import get_lapack_funcs, lu_solve

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.input_output.series import by_series

SMALLEST_RECIPROCAL_CONDITION = 1e-12
"""Below this, fewer than four digits of a solution are worth anything: I - A counts as singular."""


@dataclass(frozen=True, slots=True)
class Leontief:
    """The factors of (I - A)'; the inverse itself is never formed.

    Attributes:
        factors: LU factors in one square array, `[n, n]`, in Fortran's order. They are those of the
            transpose: that of an array in C's order lies in memory as LAPACK wants it, so that
            nothing is copied.
        pivots: rows exchanged, `[n]`.
    """

    factors: FloatArray
    pivots: np.ndarray

    @property
    def size(self) -> int:
        """Number of sectors."""
        return self.factors.shape[0]

    def output(self, final_demand: ArrayLike) -> FloatArray:
        r"""Return $(I - A)^{-1} f$: what is produced, directly and indirectly, for final demand.

        Args:
            final_demand: `[n]` or `[n, k]`, money.

        Returns:
            The same shape and unit.
        """
        return self._solved(self._columns(final_demand, "final_demand"), trans=1)

    def multiplied(self, coefficients: ArrayLike) -> FloatArray:
        r"""Return $v' (I - A)^{-1}$: direct and indirect use of something for a unit of demand.

        Args:
            coefficients: `[n]` or `[k, n]`, use for a unit of each sector's output.

        Returns:
            The same shape: use for a unit of final demand for each sector's product.
        """
        rows = finite("coefficients", coefficients)
        return self._solved(self._columns(rows.T, "coefficients"), trans=0).T

    def column(self, sector: int) -> FloatArray:
        """Return one column of the inverse, `[n]`: what a unit of demand for a product sets off.

        Raises:
            MethodError: there is no such sector.
        """
        unit = np.zeros(self.size)
        unit[sector_index(sector, self.size)] = 1.0
        return self.output(unit)

    def _solved(self, columns: FloatArray, trans: int) -> FloatArray:
        # Both are known to be finite; to look again at a large table's factors would take long.
        return lu_solve((self.factors, self.pivots), columns, trans=trans, check_finite=False)

    def _columns(self, values: ArrayLike, name: str) -> FloatArray:
        array = finite(name, values)
        if array.ndim not in {1, 2} or array.shape[0] != self.size:
            message = f"{name} must have one value for each of {self.size} sectors: {array.shape}"
            raise MethodError(message)
        return array


def technical_coefficients(Z: ArrayLike, x: ArrayLike) -> FloatArray:
    r"""Return input coefficients, $a_{ij} = z_{ij} / x_j$.

    Args:
        Z: `[k, n]`, what buyer j uses of i, money.
        x: `[n]`, total output of the buyers, in the same money.

    Returns:
        `[k, n]`, without unit; nought where a sector has neither output nor inputs.

    Raises:
        MethodError: negative output, or inputs where there is no output.

    Source:
        Miller & Blair (2009), Input-Output Analysis, 2nd ed., eq. 2.3.
    """
    flows, output = finite("Z", Z), finite("x", x)
    if flows.ndim != 2 or output.shape != (flows.shape[1],):
        message = f"Z must be [k, n] and x [n]; they are {flows.shape} and {output.shape}"
        raise MethodError(message)
    refuse_where(output < 0, "x must not be negative")
    refuse_where((output == 0) & flows.any(axis=0), "x is nought where Z has inputs")
    # A sector without output has no inputs either: nought by one.
    return flows / np.where(output > 0, output, 1.0)


def factorised(A: ArrayLike) -> Leontief:
    """Return the factors of I - A.

    Args:
        A: `[n, n]`, input coefficients: of domestic products for what is set off in the country.

    Raises:
        MethodError: A is not square or not finite; I - A is singular (as good as), so that some
            sectors use up their whole output among themselves.

    Source:
        Golub & Van Loan, Matrix Computations, 4th ed., sec. 3.4; reciprocal condition by LAPACK's
        dgecon.
    """
    matrix = square("A", A)
    left = np.negative(matrix, order="C")
    np.fill_diagonal(left, left.diagonal() + 1.0)
    transposed = left.T
    factorise, reciprocal_condition, norm = get_lapack_funcs(
        ("getrf", "gecon", "lange"), (transposed,)
    )
    size = norm("1", transposed)
    factors, pivots, singular = factorise(transposed, overwrite_a=True)
    condition = 0.0 if singular else reciprocal_condition(factors, size)[0]
    if not condition > SMALLEST_RECIPROCAL_CONDITION:
        message = (
            "I - A is singular (or as good as): some sectors use up their whole output among "
            f"themselves; its reciprocal condition is {condition:.1e}"
        )
        raise MethodError(message)
    return Leontief(factors, pivots)


def total_output(A: ArrayLike, f: ArrayLike) -> FloatArray:
    r"""Return total output $x = (I - A)^{-1} f$.

    Args:
        A: `[n, n]`, input coefficients.
        f: `[n]` or `[n, k]`, final demand, money.

    Returns:
        As f.

    Raises:
        MethodError: as `factorised`.

    Source:
        Miller & Blair (2009), eq. 2.11.
    """
    matrix = square("A", A)
    found = by_series(matrix, finite("f", f), of="buyers")
    return factorised(matrix).output(f) if found is None else found


def multipliers(A: ArrayLike, v: ArrayLike) -> FloatArray:
    r"""Return $v' (I - A)^{-1}$: value added, imports or jobs for a unit of final demand.

    The Bank of Korea's 부가가치유발계수, 수입유발계수 (summed down the column) and 취업유발계수.

    Args:
        A: `[n, n]`, coefficients of domestic inputs.
        v: `[n]` or `[k, n]`, use for a unit of output: value added, imports, workers.

    Returns:
        As v.

    Raises:
        MethodError: as `factorised`.

    Source:
        Miller & Blair (2009), sec. 6.2; 한국은행, 산업연관분석해설.
    """
    matrix = square("A", A)
    found = by_series(matrix, finite("v", v), of="sellers")
    return factorised(matrix).multiplied(v) if found is None else found


def output_multipliers(A: ArrayLike) -> FloatArray:
    """Return output for a unit of final demand for each product (생산유발계수), `[n]`.

    Args:
        A: `[n, n]`, coefficients of domestic inputs.

    Raises:
        MethodError: as `factorised`.

    Source:
        Miller & Blair (2009), sec. 6.2.1.
    """
    matrix = square("A", A)
    return multipliers(matrix, np.ones(matrix.shape[0]))


def square(name: str, values: ArrayLike) -> FloatArray:
    """Return a finite square array `[n, n]` with at least one sector.

    Raises:
        MethodError: it is none.
    """
    array = finite(name, values)
    if array.ndim != 2 or array.shape[0] != array.shape[1] or not array.size:
        message = f"{name} must be [n, n] with at least one sector; its shape is {array.shape}"
        raise MethodError(message)
    return array


def sector_index(sector: int, sectors: int) -> int:
    """Return the position of a sector.

    Raises:
        MethodError: there is no such sector.
    """
    if not 0 <= sector < sectors:
        message = f"sector is {sector}; there are {sectors}, counted from 0"
        raise MethodError(message)
    return sector
