"""Whom of the made-up long list to visit."""

import numpy as np
import pytest

from contest import copied
from evaluation import evaluate

LAND = True

WANTED = ["prospects", "prospect_ranks", "prospect_reasons", "function_gaps"]
NOBODY = {"investors": (), "events": (), "obligations": (), "fulfilments": ()}


def free(make_contest, name="toy", visits="50", **rows):
    """The made-up study with nobody courted."""
    parcels = [{**row, "owner": ""} for row in copied("parcels")]
    firms = [
        {**row, "introducers": "air1" if row["introducers"] else ""} for row in copied("firms")
    ]
    return make_contest(
        name,
        rows={**NOBODY, "parcels": parcels, "firms": firms, **rows},
        head={"options.visits": visits},
    )


def test_only_firms_not_yet_courted_are_prospects(make_contest):
    found = evaluate(make_contest(), 50, WANTED)["prospects"]
    assert found["firm"].values.tolist() == ["maker"]


def test_functions_served_by_nobody_are_missed_most(make_contest):
    gaps = evaluate(make_contest(), 5, WANTED)["function_gaps"]
    assert gaps.to_pandas().to_dict() == pytest.approx(
        {
            "research": 1 / 3, "education": 1 / 3, "clinical_trials": 1 / 2, "marketing": 1,
            "commercialisation": 1 / 2,
        }
    )  # fmt: skip


def test_reasons_are_shares_and_say_what_is_known(make_contest):
    reasons = evaluate(free(make_contest), 200, WANTED)["prospect_reasons"]
    assert ((reasons >= 0) & (reasons <= 1)).all()
    assert (reasons.sel(firm="plant", reason="introduction") == 1).all()
    assert (reasons.sel(firm="maker", reason="introduction") == 0).all()
    # Shrinking and at home on its own land: no need; of `lab` nobody knows anything.
    assert (reasons.sel(firm="maker", reason="need") == 0).all()
    unknown = reasons.sel(firm="lab", reason="need")
    assert float(unknown.min()) < 0.1
    assert float(unknown.max()) > 0.9
    assert (reasons.sel(firm="lab", reason="fit") == 2 / 5).all()


def test_places_are_ranks_and_the_list_ends_at_the_visits_asked_for(make_contest):
    found = evaluate(free(make_contest, visits="2"), 200, WANTED)
    assert (found["prospect_ranks"].sum("firm") == 6).all()
    assert found["prospects"].sizes["firm"] == 2
    assert (np.diff(found["prospects"]["place"].values) >= 0).all()
    assert (found["prospects"]["share"] > 0.5).all()


def test_a_firm_that_no_plot_would_take_comes_last(make_contest):
    rows = copied("constraints")
    rows.append({**rows[-1], "id": "none", "kind": "activity", "limit": "",
                 "activities": "research", "uses": ""})  # fmt: skip
    found = evaluate(free(make_contest, constraints=rows), 100, WANTED)
    ranks = found["prospect_ranks"]
    assert (ranks.sel(firm="lab") == 1).all()
    assert (ranks.sel(firm=["plant", "maker"]) == 2.5).all()
