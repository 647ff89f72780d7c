from songi.figures.incentives import Stack, stacked_chart
from songi.figures.render import svg_of

STACKS = [
    Stack("Plant", {"credit": 3.0, "tax": -0.6, "land": 2.0, "none": 0.0}, "4.4"),
    Stack("Lab", {"credit": 1.0, "tax": -0.2, "land": 0.0, "none": 0.0}, "0.8"),
]


def test_parts_stand_end_to_end_and_what_is_negative_to_the_left():
    chart = stacked_chart(STACKS, ["credit", "tax", "land", "none"], "Worth")
    bars = {(one["name"], one["part"]): one for one in chart["layer"][0]["data"]["values"]}
    assert (bars["Plant", "land"]["start"], bars["Plant", "land"]["end"]) == (3.0, 5.0)
    assert (bars["Plant", "tax"]["start"], bars["Plant", "tax"]["end"]) == (0.0, -0.6)
    assert ("Plant", "none") not in bars
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domain"][0] < -0.6


def test_it_is_drawn_with_its_labels():
    drawn = svg_of(stacked_chart(STACKS, ["credit", "tax", "land"], "Worth", "%"))
    assert "4.4" in drawn
    assert "credit" in drawn


def test_nothing_can_be_drawn():
    assert stacked_chart([], ["credit"], "Worth")["layer"]
