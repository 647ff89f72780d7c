from songi.figures.appraisal import Swing, tornado_chart
from songi.figures.render import svg_of

SWINGS = [Swing("price", -40.0, 25.0, "2.0", "4.5"), Swing("cost", 5.0, -30.0, "8", "12")]


def bars(chart):
    layer = chart["layer"][0]
    return layer["data"]["values"]


def test_bars_part_at_the_base_and_carry_the_values():
    chart = tornado_chart(SWINGS, -10.0, "worth", "low", "high")
    records = bars(chart)
    assert {record["from"] for record in records} == {-10.0}
    assert [record["to"] for record in records] == [-40.0, 25.0, 5.0, -30.0]
    assert [record["text"] for record in records] == ["2.0", "4.5", "8", "12"]
    assert [record["left"] for record in records] == [True, False, False, True]


def test_the_axis_reaches_nought_and_leaves_room_for_the_values():
    chart = tornado_chart([Swing("price", -40.0, -20.0, "2", "4")], -30.0, "worth", "low", "high")
    low, high = chart["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < -40.0
    assert high > 0.0


def test_it_draws():
    assert "price" in svg_of(tornado_chart(SWINGS, -10.0, "worth", "low", "high"))
