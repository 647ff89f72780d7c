"""Land of the made-up study: five plots and a road."""

import numpy as np

from evaluation import evaluate

LAND = True

WANTED = ["plots_by_use", "land_by_use", "land_for_firms"]


def test_plots_are_counted_by_use_and_by_what_is_known_of_them(make_contest):
    found = evaluate(make_contest(), 2, WANTED)["plots_by_use"]
    assert found["plots"].to_pandas().to_dict() == {
        "advanced_manufacturing": 1, "knowledge": 3, "research": 1, "mixed": 0, "housing": 0,
        "commercial": 0, "support": 0, "infrastructure": 1,
    }  # fmt: skip
    parts = found["observed"] + found["estimated"] + found["assumed"]
    assert (parts == found["plots"]).all()
    assert float(found["sold"].sel(use="research")) == 1


def test_areas_add_up_and_keep_what_is_uncertain(make_contest):
    found = evaluate(make_contest(), 50, WANTED)
    areas = found["land_by_use"]
    knowledge = areas.sel(use="knowledge").values
    assert ((knowledge >= 9800 + 9870 + 15790) & (knowledge <= 9900 + 9870 + 15790)).all()
    assert np.ptp(knowledge) > 0
    firms = areas.sel(use=["advanced_manufacturing", "knowledge", "research"]).sum("use")
    np.testing.assert_allclose(found["land_for_firms"].values, firms.values)
