"""Committed investment is drawn strength by strength, never stacked."""

from figures.test_charts import drawn, records
from songi.figures.investment import Amount, investment_chart

AMOUNTS = [
    Amount("Daejeon & Co", "letter", 9000.0, "KRW 9.00tn"),
    Amount("◆ Goyang", "letter", 534.8, "KRW 534.8bn ‡", own=True),
    Amount("Daejeon & Co", "announced", 6632.9, "KRW 6.63tn"),
]


def test_each_bid_and_strength_has_a_bar_and_its_amount_as_written():
    chart = investment_chart(AMOUNTS, "Amount in billions of won")
    svg = drawn(chart)
    assert "KRW 534.8bn ‡" in svg
    rows = {r["name"]: r["value"] for r in records(chart)}
    assert chart["layer"][0]["encoding"]["y"]["field"] == "name"
    assert rows == {
        "letter · Daejeon & Co": 9000.0,
        "letter · ◆ Goyang": 534.8,
        "announced · Daejeon & Co": 6632.9,
    }
    heights = [svg.index(f">{name}<") for name in (
        "letter · Daejeon &amp; Co", "letter · ◆ Goyang", "announced · Daejeon &amp; Co",
    )]  # fmt: skip
    assert heights == sorted(heights)


def test_nothing_to_draw_is_drawn():
    assert "<svg" in drawn(investment_chart([], "Amount"))
