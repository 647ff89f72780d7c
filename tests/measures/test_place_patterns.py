"""Patterns of made-up hospitals: tertiary ones in one quarter of town, or anywhere."""

import numpy as np
import pytest

from songi.measures.place_patterns import patterned_places, place_patterns
from songi.study.load import load_study
from songi.study.streams import DrawBlock
from study.made_up import named, write_study

DRAWS = DrawBlock(3, 0, 20)


def hospitals(together):
    generator = np.random.default_rng(11)
    where = generator.uniform(0, 1, (90, 2))
    order = np.argsort(np.hypot(*(where - 0.5).T)) if together else generator.permutation(90)
    tertiary = set(order[:15])
    return [
        named(
            f"h{k}", kind="tertiary_hospital" if k in tertiary else "hospital", capacity="",
            latitude=f"{37 + y:.5f}", longitude=f"{127 + x:.5f}",
        )
        for k, (x, y) in enumerate(where)
    ]  # fmt: skip


def found(folder, rows):
    study = load_study(write_study(folder, rows={"places": rows}))[0]
    return patterned_places(study.tables["places"])


def test_hospitals_of_one_quarter_stand_together(tmp_path):
    patterns = place_patterns(found(tmp_path, hospitals(together=True)), DRAWS)
    assert patterns["place_kind"].values.tolist() == ["tertiary_hospital"]
    assert float(patterns["localised"].item()) == 0
    assert int(patterns["places"].item()) == 15
    assert patterns.attrs["sites"] == 90
    # For each kilometre: up to the median distance about half of all pairs.
    near = np.trapezoid(patterns["density"].values[0], patterns["distance_km"].values)
    assert 0.4 < near < 1.01


def test_hospitals_anywhere_do_not(tmp_path):
    patterns = place_patterns(found(tmp_path, hospitals(together=False)), DRAWS)
    assert np.isnan(patterns["localised"].item())
    assert (patterns["global_low"] <= patterns["local_low"] + 1e-12).all()


@pytest.mark.parametrize("change", ["few", "uncertain", "other"])
def test_nothing_is_said_of_few_or_uncertain_places(tmp_path, change):
    rows = hospitals(together=False)
    if change == "few":
        rows = [one for one in rows if one["kind"] == "tertiary_hospital"]
    for one in rows:
        if change == "uncertain":
            one["latitude"] += "±0.01"
        elif change == "other":
            one["kind"] = "school"
    assert len(found(tmp_path, rows)) == 0
