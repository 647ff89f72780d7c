"""Demand for land, estimated three ways that are shown side by side and never added.

Structure (unit areas, or the trend of `land_trend`), survey and pipeline see the same demand from
different sides: a firm that answered the survey may be in the pipeline, and both are part of what
the trend goes on to. There is deliberately no function here that adds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where


class SurveyedDemand(NamedTuple):
    """What a survey comes to after correction.

    Attributes:
        place_m2: `[...]`, demand for land here: whoever comes counts.
        nation_m2: `[...]`, the same without those who only move: what a national appraisal counts.
    """

    place_m2: FloatArray
    nation_m2: FloatArray


@dataclass(frozen=True, slots=True)
class LandDemand:
    """Three estimates of one demand, side by side. They have no sum.

    Attributes:
        structure_m2: by unit areas or trend.
        survey_m2: by the corrected survey.
        pipeline_m2: by the investors in the pipeline.
    """

    structure_m2: FloatArray
    survey_m2: FloatArray
    pipeline_m2: FloatArray


def unit_area_demand(
    added_units: ArrayLike, area_per_unit_m2: ArrayLike, share_here: ArrayLike
) -> FloatArray:
    r"""Demand by unit areas (원단위법), $D_k = \Delta X_k \, a_k \, s_k$ for each industry k.

    Industries add up; sum over them if you like. A negative change gives a negative demand: land
    that becomes free, of use here only if it is the same kind in the same place. With the yearly
    demand that the ministry published for a province, take that as added units and 1 as area.

    Args:
        added_units: workers, or output in million won, added in the years looked at, `[...]`.
        area_per_unit_m2: site area per worker or per million won, m², not negative.
        share_here: share of that growth that settles in this place, 0 to 1. All three broadcast.

    Returns:
        `[...]`, m².

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        산업단지 개발편람 연구, 제4장 (원단위법); Homes & Communities Agency (2015), Employment
        Density Guide, 3rd edition (area per worker).
    """
    added, area = finite("added_units", added_units), finite("area_per_unit_m2", area_per_unit_m2)
    share = _share("share_here", share_here)
    refuse_where(area < 0, "area_per_unit_m2 must not be negative")
    leading_shape(added_units=added.shape, area_per_unit_m2=area.shape, share_here=share.shape)
    return added * area * share


def accepting_share(
    highest_price: ArrayLike, asked_price: ArrayLike, wanted_m2: ArrayLike
) -> FloatArray:
    r"""Share of the wanted area whose highest price is at least the asked price.

    $\sum_i w_i [m_i \ge p] / \sum_i w_i$: for answers that name no price of their own, and for
    surveys of which only totals are known. A single answer with its own price accepts or does not.

    Args:
        highest_price: `[respondents]`, won per m² that each would pay at most.
        asked_price: `[...]`, won per m².
        wanted_m2: `[respondents]`, m², positive.

    Returns:
        `[...]`, 0 to 1, as `asked_price`.

    Raises:
        MethodError: NaN, prices or areas that are not positive, shapes that do not fit.
    """
    highest = _positive("highest_price", highest_price)
    asked, wanted = _positive("asked_price", asked_price), _positive("wanted_m2", wanted_m2)
    if highest.ndim != 1 or highest.shape != wanted.shape or highest.size == 0:
        message = (
            "highest_price and wanted_m2 must both have the shape [respondents]; they have "
            f"{list(highest.shape)} and {list(wanted.shape)}"
        )
        raise MethodError(message)
    return (highest >= asked[..., None]) @ (wanted / wanted.sum())


def survey_demand(
    wanted_m2: ArrayLike, certainty: ArrayLike, accepting: ArrayLike, relocating: ArrayLike
) -> SurveyedDemand:
    r"""Demand by a survey, corrected for certainty, price and relocation.

    $D_{place} = \sum_i w_i c_i a_i$ and $D_{nation} = \sum_i w_i c_i a_i (1 - r_i)$. Answers are
    intentions: wanted areas are nobody's commitment, and those who did not answer are not made up.

    Args:
        wanted_m2: `[..., respondents]`, m², not negative.
        certainty: share of such intentions that become real, 0 to 1.
        accepting: 1 if the highest price is at least the asked one, else 0; a share
            (`accepting_share`) where the answer stands for many or names no price.
        relocating: 1 who only moves within the country, 0 who is new or grows; a share where the
            answer stands for many. All four broadcast.

    Returns:
        Demand here and for the nation, each `[...]`, m².

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.

    Source:
        Juster (1966), Journal of the American Statistical Association 61 (intentions as
        probabilities); Louw and Olden (2016), ERES conference (forecasts of land demand come out
        too high).
    """
    wanted = finite("wanted_m2", wanted_m2)
    refuse_where(wanted < 0, "wanted_m2 must not be negative")
    shares = {
        "certainty": _share("certainty", certainty),
        "accepting": _share("accepting", accepting),
        "relocating": _share("relocating", relocating),
    }
    sizes = {name: share.shape for name, share in shares.items()}
    if not leading_shape(wanted_m2=wanted.shape, **sizes):
        message = "wanted_m2 must have the shape [..., respondents]; it is a single number"
        raise MethodError(message)
    place = wanted * shares["certainty"] * shares["accepting"]
    nation = place * (1.0 - shares["relocating"])
    return SurveyedDemand(np.broadcast_to(place, nation.shape).sum(axis=-1), nation.sum(axis=-1))


def pipeline_demand(probability: ArrayLike, wanted_m2: ArrayLike) -> FloatArray:
    r"""Expected area of the investors in the pipeline, $\sum_i \pi_i w_i$.

    Args:
        probability: `[..., investors]`, that each signs within the years looked at, 0 to 1, from
            its stage and the time since the last contact.
        wanted_m2: `[..., investors]`, m², not negative. Both broadcast.

    Returns:
        `[...]`, m².

    Raises:
        MethodError: NaN, values out of bounds, shapes that do not broadcast.
    """
    chance, wanted = _share("probability", probability), finite("wanted_m2", wanted_m2)
    refuse_where(wanted < 0, "wanted_m2 must not be negative")
    if not leading_shape(probability=chance.shape, wanted_m2=wanted.shape):
        message = "probability must have the shape [..., investors]; it is a single number"
        raise MethodError(message)
    return (chance * wanted).sum(axis=-1)


def side_by_side(
    structure_m2: ArrayLike, survey_m2: ArrayLike, pipeline_m2: ArrayLike
) -> LandDemand:
    """Put the three estimates beside each other, over the same draws and years.

    Args:
        structure_m2: `[...]`, by unit areas or trend, m².
        survey_m2: by the corrected survey, m².
        pipeline_m2: by the pipeline, m². All three broadcast.

    Returns:
        The three, each of the shape to which they broadcast.

    Raises:
        MethodError: NaN, shapes that do not broadcast.
    """
    given = {
        name: finite(name, values)
        for name, values in {
            "structure_m2": structure_m2,
            "survey_m2": survey_m2,
            "pipeline_m2": pipeline_m2,
        }.items()
    }
    shape = leading_shape(**{name: values.shape for name, values in given.items()})
    return LandDemand(*(np.broadcast_to(values, shape) for values in given.values()))


def _share(name: str, values: ArrayLike) -> FloatArray:
    array = finite(name, values)
    refuse_where((array < 0) | (array > 1), f"{name} must lie between 0 and 1")
    return array


def _positive(name: str, values: ArrayLike) -> FloatArray:
    array = finite(name, values)
    refuse_where(array <= 0, f"{name} must be positive")
    return array
