"""The land market, quarter by quarter and draw by draw: price, signing, unsold stock, revision.

Price, signing and absorption chase each other: who signs depends on the price, the stock on who
signed, the price on what stayed unsold. One kernel steps through the quarters and uses the last
quarter's values.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray
from songi.methods.market.terms import (
    Conditions,
    Investors,
    Lots,
    between,
    condition_arrays,
    investor_arrays,
    lot_arrays,
)

IntArray = NDArray[np.int32]


class MarketPaths(NamedTuple):
    """What became of lots and investors in each draw.

    Attributes:
        signed_m2: `[draws, quarters, lots]`, signed in the quarter.
        unsold_m2: `[draws, quarters, lots]`, released and not signed at its end, offered or not.
        price: `[draws, quarters, lots]`, won per m² by rule and revision, offered or not.
        bidders: `[draws, quarters, lots]`, how many came for the lot, served or not.
        quarter: `[draws, investors]`, in which each signed; -1 never.
        lot: `[draws, investors]`, in which; -1 none.
    """

    signed_m2: FloatArray
    unsold_m2: FloatArray
    price: FloatArray
    bidders: IntArray
    quarter: IntArray
    lot: IntArray


def simulate_market(
    lots: Lots, investors: Investors, conditions: Conditions, uniforms: ArrayLike
) -> MarketPaths:
    r"""Step the market through its quarters in every draw.

    The hazard of investor i to sign in lot s in quarter t is

    $$h_{ist} = \lambda_i\, m\, 2^{-(t - c_i)/H} \left(\frac{p_{st}}{e_i}\right)^{-\varepsilon}
    \left(\frac{p_{st}}{\bar p}\right)^{-\eta} r_{st}
    \left(1 - \delta \frac{A_{st}}{A_{st} + O_t}\right)$$

    with intensity $\lambda$, multiplier m under a designation (else 1), last contact c, half-life
    H, asked price p, expected price e, nearby price $\bar p$, readiness r, unsold area A nearby
    that is cheaper than p, and O the area that the place has put up so far (sold or not). An
    investor looks at the lot of highest hazard among those that are open, allowed to it and have
    enough stock (equal hazard: the cheaper, then the first), and signs in the quarter in which its
    hazard, summed over the quarters, passes $-\ln u_i$.

    **One uniform for each investor and draw.** A constant hazard through a quarter means signing
    with $1 - e^{-h}$ if not signed before; drawing a uniform each quarter and comparing it with
    that has the same law as one threshold with unit exponential distribution, since what is left of
    it has that distribution again. With one uniform an investor keeps its luck when a price or a
    rule is changed: scenarios are compared on common random numbers, and no generator is needed.

    Each quarter, in this order: a designation that begins changes rule and price; new area is
    added; those whose hazard passes their threshold come for their lot (bidders) and sign in the
    order of the moments at which it does, $\ln(1/u)$ less what was summed before, divided by h
    (ties by row), while stock lasts; who finds too little waits and comes again; a lot for which
    nobody came for `patience` quarters is lowered by `step`, not below its floor.

    Without stock limits and revisions, a higher price never makes anybody sign sooner. With
    revisions it may: a price too high fails at once and falls.

    Args:
        lots: what is sold.
        investors: who may buy.
        conditions: what surrounds the sale.
        uniforms: `[draws, investors]`, between 0 and 1; near 1 signs early, 0 never.

    Returns:
        Paths of lots and investors; released area = signed area + unsold area in every quarter.

    Raises:
        MethodError: wrong shapes, NaN, a price or an area that is not positive, a share beyond 0
            to 1, a quarter that is not whole.

    Source:
        Cox (1972), Journal of the Royal Statistical Society B 34 (proportional hazards); Bender,
        Augustin and Blettner (2005), Statistics in Medicine 24 (times from the inverse of the
        cumulative hazard). The response to prices and to nearby land is songi's own simplification.
    """
    from songi.methods.market import kernel  # loads numba

    luck = between("uniforms", uniforms, 0.0, 1.0)
    if luck.ndim != 2:
        message = f"uniforms must have the shape [draws, investors]; it has {list(luck.shape)}"
        raise MethodError(message)
    draws, n = luck.shape
    released = np.asarray(lots.released_m2)
    if released.ndim not in {2, 3} or 0 in released.shape:
        message = (
            "released_m2 must have the shape [lots, quarters] or [draws, lots, quarters] with at "
            f"least one of each; it has {list(released.shape)}"
        )
        raise MethodError(message)
    places, quarters = released.shape[-2:]
    area = (draws, quarters, places)
    paths = MarketPaths(
        np.zeros(area), np.zeros(area), np.zeros(area), np.zeros(area, np.int32),
        np.full((draws, n), -1, np.int32), np.full((draws, n), -1, np.int32),
    )  # fmt: skip
    people = kernel.People(*map(_fixed, investor_arrays(investors, draws, n, places)))
    # Room for the state is made here: NumPy's own functions take long to compile.
    kernel.run_draws(
        _fixed(luck),
        people,
        kernel.Sale(*map(_fixed, lot_arrays(lots, draws, places, quarters))),
        kernel.Around(*map(_fixed, condition_arrays(conditions, draws, quarters))),
        kernel.Paths(*paths),
        kernel.Offer(*_empty(5, places, float), *_empty(1, places, int)),
        kernel.Crowd(*_empty(3, n, float), *_empty(3, n, int)),
        np.zeros(quarters - people.last_contact.min(initial=0)),
    )
    return paths


def absorbed(signed_m2: ArrayLike, unsold_m2: ArrayLike) -> FloatArray:
    r"""Share of the released area that is signed, by the end of each quarter.

    $\sum_{\tau \le t} signed_\tau \,/\, (\sum_{\tau \le t} signed_\tau + unsold_t)$.

    Args:
        signed_m2: `[..., quarters, lots]`, signed in each quarter.
        unsold_m2: `[..., quarters, lots]`, unsold at its end.

    Returns:
        `[..., quarters, lots]`, 0 to 1; 0 where nothing has been released.

    Raises:
        MethodError: shapes that differ, NaN, negative areas.
    """
    signed, unsold = between("signed_m2", signed_m2, 0.0), between("unsold_m2", unsold_m2, 0.0)
    if signed.shape != unsold.shape or signed.ndim < 2:
        message = (
            "signed_m2 and unsold_m2 must both have the shape [..., quarters, lots]; they have "
            f"{list(signed.shape)} and {list(unsold.shape)}"
        )
        raise MethodError(message)
    sold = np.cumsum(signed, axis=-2)
    released = sold + unsold
    return np.divide(sold, released, out=np.zeros_like(sold), where=released > 0)


def _fixed(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view that is contiguous and read-only: of one type, so that numba compiles once."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


def _empty(number: int, length: int, kind: type) -> NDArray[Any]:
    """Return a number of arrays of one length, of floats or whole numbers, all zero."""
    return np.zeros((number, length), np.int64 if kind is int else np.float64)
