"""The chart of a judgement panel shows every expert, the range and the group."""

from figures.test_charts import drawn, records
from songi.figures.panel import panel_chart


def test_experts_range_and_group_are_drawn():
    chart = panel_chart(
        {"특허": [0.1, 0.4], "부지 & 물": [0.9, 0.6]}, {"특허": 0.2, "부지 & 물": 0.8}, "가중치"
    )
    svg = drawn(chart)
    assert ">20%<" in svg.replace("\u00a0", "")
    assert "부지 &amp; 물" in svg
    ranges = [(r["low"], r["high"]) for r in records(chart) if "low" in r]
    assert ranges == [(0.1, 0.4), (0.6, 0.9)]
    assert len([r for r in records(chart) if set(r) == {"name", "value"}]) == 4


def test_a_criterion_nobody_judged_has_no_range():
    assert drawn(panel_chart({"특허": []}, {}, "가중치"))
