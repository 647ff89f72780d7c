"""How one lives here: housing, schools, transit, child care, beside other places."""

from __future__ import annotations

import numpy as np
import xarray as xr

from songi.measures.kind import once, over_draws, per_draw
from songi.study.as_of import known_at
from songi.study.schema.people import LivingCondition
from songi.study.table import Table


@once()
def current_living(living_conditions: Table[LivingCondition]) -> Table[LivingCondition]:
    """Return the living conditions as they are known."""
    return known_at(living_conditions, None)


@per_draw(separable=("living_condition",))
def living_values(current_living: Table[LivingCondition]) -> xr.DataArray:
    """Return each living condition in its unit, dimensions (draw, living_condition)."""
    drawn = current_living.draws("value", "living_condition")
    return drawn.assign_attrs(units="mixed", long_name="living conditions")


@over_draws()
def living_outlook(
    current_living: Table[LivingCondition], living_values: xr.DataArray
) -> xr.Dataset:
    """Return each living condition beside the other places of its indicator, (living_condition).

    `value`, with 5 and 95 % quantiles `low`, `high`, in its unit; `place`, its mean place among the
    places of its indicator, 1 the best for people who move here, ties sharing the better place, NaN
    for a reference and where there is no other place; `places`, how many there are; `beside`, the
    mean of the value over the first reference's, NaN without one.
    """
    rows = [*current_living]
    values = living_values.transpose("living_condition", "draw").values
    drawn = {str(one): values[k] for k, one in enumerate(living_values["living_condition"].values)}
    names = ("value", "low", "high", "place", "places", "beside")
    found: dict[str, list[float]] = {name: [] for name in names}
    for row in rows:
        mine = drawn[row.id]
        same = [one for one in rows if one.indicator == row.indicator and one.id != row.id]
        others = [drawn[one.id] for one in same if one.role == "place"]
        references = [drawn[one.id] for one in same if one.role == "reference"]
        found["value"].append(float(mine.mean()))
        for name, share in (("low", 0.05), ("high", 0.95)):
            found[name].append(float(np.quantile(mine, share)))
        found["places"].append(len(others) + 1.0 if row.role == "place" else np.nan)
        found["place"].append(_place(row, mine, others))
        against = references[0] if references else np.zeros(mine.shape)
        ratio = np.divide(mine, against, out=np.full(mine.shape, np.nan), where=against > 0)
        found["beside"].append(float(ratio.mean()))
    units = {"place": "rank", "places": "count", "beside": "1"}
    return xr.Dataset(
        {
            name: (("living_condition",), values, {"units": units.get(name, "mixed")})
            for name, values in found.items()
        },
        coords={"living_condition": [*current_living.ids]},
    )


def _place(row: LivingCondition, mine: np.ndarray, others: list[np.ndarray]) -> float:
    """Return the mean place over the draws, 1 the best; NaN where there is nothing to compare."""
    if row.role == "reference" or not others:
        return np.nan
    sign = 1.0 if row.direction == "benefit" else -1.0
    return 1.0 + float(np.mean([sign * one > sign * mine for one in others]) * len(others))
