"""Every chart is valid Vega-Lite, is drawn, and shows the names and numbers it was given."""

import altair as alt
import numpy as np
import pytest
import xarray as xr

from songi.figures.drivers import (
    Interval,
    interval_chart,
    signed_bar_chart,
    two_dot_chart,
    two_interval_chart,
)
from songi.figures.evidence import STATUS_SIGNS, evidence_chart, hindcast_chart
from songi.figures.render import svg_of
from songi.figures.shares import (
    rank_acceptability_chart,
    scenario_chart,
    selection_share_chart,
    share_matrix_chart,
)

NAMES = {"b": "◆ 고양", "a": "인천 & 시흥", "c": "대전"}


def drawn(specification):
    kind = alt.LayerChart if "layer" in specification else alt.Chart
    kind.from_dict(specification)
    return svg_of(specification)


def records(specification):
    """Return all records of a chart's layers."""
    parts = [specification, *specification.get("layer", [])]
    found = [part["data"]["values"] for part in parts if "values" in part.get("data", {})]
    return [record for values in found for record in values]


def test_rank_acceptability_is_stacked_to_one_in_the_order_of_names():
    shares = xr.DataArray(
        [[0.5, 0.3, 0.2], [0.5, 0.5, 0.0], [0.0, 0.2, 0.8]],
        dims=("bid", "rank"),
        coords={"bid": ["a", "b", "c"], "rank": [1, 2, 3]},
    )
    chart = rank_acceptability_chart(shares, NAMES, "ko")
    svg = drawn(chart)
    ends = [r["end"] for r in records(chart) if r["rank"] == "3"]
    assert ends == pytest.approx([1.0] * len(ends))
    heights = [svg.index(f">{name.replace('&', '&amp;')}<") for name in NAMES.values()]
    assert heights == sorted(heights)


def test_selection_shares_have_their_interval_within_nought_and_one():
    shape = (2, 3)
    labels = {"ranking_method": ["weighted_sum", "topsis"], "bid": ["a", "b", "c"]}
    shares = xr.Dataset(
        {
            "selection_share": (("ranking_method", "bid"), np.full(shape, 0.99)),
            "standard_error": (("ranking_method", "bid"), np.full(shape, 0.02)),
        },
        coords=labels,
    )
    methods = {"weighted_sum": "가중합", "topsis": "TOPSIS"}
    chart = selection_share_chart(shares, NAMES, methods, "weighted_sum", "ko")
    assert "TOPSIS" in drawn(chart)
    main = [r for r in records(chart) if r["method"] == "가중합"]
    assert {r["high"] for r in main} == {1.0}
    assert [r["low"] for r in main] == pytest.approx([0.99 - 1.96 * 0.02] * len(main))


def test_a_matrix_leaves_empty_cells_empty():
    values = np.array([[np.nan, 0.25], [0.75, np.nan]])
    chart = share_matrix_chart(values, ["a", "b"], ["a", "b"], "이", "저", as_share=True)
    svg = drawn(chart)
    assert ">25<" in svg
    assert ">75<" in svg
    assert len({(r["row"], r["column"]) for r in records(chart)}) == 2


def test_scenarios_show_share_and_number():
    chart = scenario_chart({"원안": (0.5, 0.01), "같은 가중치": (0.25, 0.0)}, "고양", "ko")
    assert "25.0%" in drawn(chart)


def test_intervals_show_mean_and_range():
    chart = interval_chart(
        [Interval("병원", 10.4, 5.0, 20.0), Interval("공항", 60.0, 50.0, 70.0)],
        "분",
        number_format=".0f",
    )
    svg = drawn(chart)
    assert ">10<" in svg
    assert ">공항<" in svg


def test_signed_bars_tell_the_sign_in_words_and_side():
    svg = drawn(
        signed_bar_chart({"위": 0.5, "아래": -0.25}, "점", {"위": "+0.500", "아래": "-0.250"})
    )
    assert "+0.500" in svg
    assert "-0.250" in svg
    assert "\N{MINUS SIGN}" not in svg
    drawn(signed_bar_chart({"무": 0.0}, "점", {"무": "0.000"}))


def test_pairs_of_dots_are_named():
    svg = drawn(two_dot_chart({"특허": (0.1, 0.3)}, "평균", "일등일 때", "가중치"))
    assert all(f">{text}<" in svg for text in ("평균", "일등일 때", "10.0%", "30.0%"))
    near = drawn(two_dot_chart({"특허": (0.3, 0.301)}, "평균", "일등일 때", "가중치"))
    assert ">30.1%<" in near
    assert ">30.0%<" not in near


def test_two_intervals_a_row_are_named_and_the_second_is_told_by_number():
    rows = [
        (Interval("가중치", 0.11, -0.16, 0.31), Interval("가중치", 0.65, 0.5, 0.8)),
        (Interval("병원", 0.2, 0.16, 0.31), Interval("병원", 0.35, 0.3, 0.4)),
    ]
    chart = two_interval_chart(rows, "홀로", "함께", "몫")
    svg = drawn(chart)
    assert all(f">{text}<" in svg for text in ("홀로", "함께", "65%", "35%", "-20%"))
    assert ">11%<" not in svg
    lows = {(r["name"], r["which"]): r["low"] for r in records(chart)}
    assert lows["가중치", "홀로"] == -0.16
    assert len(lows) == 4


@pytest.mark.parametrize("language", ["ko", "en"])
def test_evidence_is_told_by_signs_too(language):
    status = xr.DataArray(
        [["known", "partial"], ["filled", "unknown"], ["known", "known"]],
        dims=("bid", "criterion"),
        coords={"bid": ["a", "b", "c"], "criterion": ["x", "y"]},
    )
    svg = drawn(evidence_chart(status, NAMES, {"x": "특허", "y": "부지"}, language))
    assert all(f">{sign}<" in svg for sign in STATUS_SIGNS.values())


def test_the_hindcast_marks_the_wrong_side():
    shares = [("고양", 0.6, False, True), ("인천", 0.9, True, False)]
    svg = drawn(hindcast_chart(shares, "en"))
    assert "60%  (other side)" in svg.replace("\u00a0", " ")
    assert "selected" in svg
