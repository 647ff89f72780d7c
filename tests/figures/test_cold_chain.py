from songi.figures.cold_chain import Exposure, exposure_chart
from songi.figures.render import svg_of


def test_each_row_has_its_share_and_the_limit_is_marked_once():
    rows = [Exposure("out, summer", 0.12, 0.02, 0.4, 0.05), Exposure("out, winter", 0, 0, 0, 0.05)]
    svg = svg_of(exposure_chart(rows, "Share", "limit"))
    assert svg.count(">limit<") == 1
    for text in ("out, summer", "out, winter", "12.0%", "0.0%", "Share"):
        assert f">{text}<" in svg


def test_no_row_is_no_fault():
    assert svg_of(exposure_chart([], "Share", "limit"))
