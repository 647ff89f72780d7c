import itertools

import altair as alt
import pytest

from songi.figures.theme import (
    BLUES,
    FONTS,
    LABEL,
    column_angle,
    in_two_lines,
    rows_of,
    shades,
    text_width,
    with_theme,
)


def lightness(colour):
    """Return relative luminance of a hex colour, as WCAG defines it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_shades_get_lighter_so_that_grey_print_keeps_their_order():
    values = [lightness(colour) for colour in BLUES]
    assert values == sorted(values)
    assert min(b - a for a, b in itertools.pairwise(values)) > 0.02


@pytest.mark.parametrize("count", [0, 1, 2, 5, 8, 20])
def test_as_many_shades_as_asked_for_from_dark_to_light(count):
    chosen = shades(count)
    assert len(chosen) == count
    assert [lightness(c) for c in chosen] == sorted(lightness(c) for c in chosen)


def test_a_themed_chart_is_valid_and_carries_font_and_background():
    names = ["고양", "인천"]
    chart = alt.Chart(alt.Data(values=[{"name": name} for name in names])).mark_bar()
    specification = with_theme(chart.encode(y=rows_of(names)))
    alt.Chart.from_dict(specification)
    assert specification["config"]["font"] == FONTS
    assert specification["config"]["background"] == "transparent"
    assert specification["encoding"]["y"]["sort"] == names


def test_long_names_take_two_lines_at_a_space_and_keep_their_words():
    name = "Preliminary feasibility weights (outside the capital region, 2019)"
    lines = in_two_lines(name)
    assert len(lines) == 2
    assert " ".join(lines) == name
    assert all(text_width(line) <= LABEL for line in lines)
    assert in_two_lines("고양") == ["고양"]
    assert in_two_lines("x" * 90) == ["x" * 90]
    assert "labelExpr" in rows_of([name]).to_dict()["axis"]
    assert "labelExpr" not in rows_of(["고양"]).to_dict()["axis"]


def test_names_above_columns_are_level_unless_they_meet():
    assert column_angle(["고양", "인천·시흥", "대전"], 40) == 0
    assert column_angle(["Goyang", "Incheon and Siheung"], 40) < 0
