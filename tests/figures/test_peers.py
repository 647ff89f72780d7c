"""Clusters by age: named at the end of each line, apart from each other."""

from songi.figures.peers import LINE, Path, age_chart
from songi.figures.render import svg_of


def test_each_line_is_named_and_names_do_not_touch():
    paths = [
        Path("Ours", [1, 2], [10.0, 50.0], True, [1.0, 5.0], [20.0, 200.0]),
        *(Path(f"Cluster {k}", [3, 10], [900.0, 1000.0 + k]) for k in range(3)),
    ]
    chart = age_chart([("jobs", paths), ("firms", paths[1:])], "years")
    svg = svg_of(chart)
    for one in paths:
        assert one.name in svg
    labels = chart["vconcat"][1]["layer"][-1]["data"]["values"]
    heights = sorted(one["value"] for one in labels)
    assert len(set(heights)) == len(heights) == 3


def test_a_range_down_to_nought_does_not_stretch_the_scale():
    paths = [Path("Ours", [1, 2], [10.0, 50.0], True, [0.0, 0.0], [20.0, 200.0])]
    chart = age_chart([("jobs", paths)], "years")
    low = chart["vconcat"][0]["layer"][1]["encoding"]["y"]["scale"]["domain"][0]
    assert low > 5
    assert LINE > 0


def test_a_single_count_is_a_dot():
    assert "<svg" in svg_of(age_chart([("jobs", [Path("One", [7], [60.0])])], "years"))
