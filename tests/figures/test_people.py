"""People here and needed in a panel each; places beside a reference."""

from songi.figures.people import Fan, Standing, Talent, gap_chart, standing_chart, talent_chart
from songi.figures.render import svg_of


def fan(top):
    return Fan([top / 2, top * 0.7], [0.0, top / 4], [top * 0.8, top])


def test_panels_share_one_scale():
    talents = [
        Talent("Research", [2025, 2026], fan(100.0), fan(400.0)),
        Talent("Craft", [2025, 2026], fan(10.0), fan(20.0)),
    ]
    chart = talent_chart(talents, ("here", "needed"))
    tops = {
        layer["encoding"]["y"]["scale"]["domain"][1]
        for panel in chart["concat"]
        for layer in panel["layer"]
    }
    assert len(tops) == 1
    svg = svg_of(chart)
    assert all(text in svg for text in ("Research", "Craft", "here", "needed"))


def test_gaps_are_bars_with_their_means_written():
    svg = svg_of(gap_chart(["A", "B"], Fan([3.0, 0.0], [1.0, 0.0], [9.0, 0.0]), ["3", "0"], "lack"))
    assert ">3<" in svg
    assert ">lack<" in svg


def test_only_the_own_place_is_labelled():
    standings = [
        Standing("Care", "Here", 0.9, "16.7", own=True), Standing("Care", "There", 1.1, "19.0")
    ]  # fmt: skip
    svg = svg_of(standing_chart(standings, "times the mean"))
    assert ">16.7<" in svg
    assert ">19.0<" not in svg
