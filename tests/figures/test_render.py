import re

import altair as alt
import pytest

from songi.figures import render
from songi.figures.render import NoFontError, font_folder, svg_of, with_page_colours
from songi.figures.theme import FAINT, OWN, with_theme


def specification(label="고양 <b> & “따옴표”"):
    data = alt.Data(values=[{"name": label, "value": 3}, {"name": "b", "value": 1}])
    chart = alt.Chart(data).mark_bar(color=OWN, clip=True)
    return with_theme(chart.encode(x="value:Q", y="name:N"))


def test_korean_text_is_drawn_as_text_and_escaped():
    svg = svg_of(specification())
    assert "고양 &lt;b&gt; &amp; “따옴표”" in svg
    assert svg.startswith("<svg ")


def test_equal_charts_give_equal_drawings_whatever_was_drawn_between():
    first = svg_of(specification("one"), "a-")
    render._converted.cache_clear()
    svg_of(specification("two"))
    assert svg_of(specification("one"), "a-") == first


def test_ids_carry_the_prefix_of_their_figure():
    svg = svg_of(specification(), "figure-x-")
    assert set(re.findall(r'id="([^"]+)"', svg)) == {"figure-x-clip1"}
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == {"figure-x-clip1"}


def test_theme_colours_become_variables_of_the_page():
    svg = with_page_colours(svg_of(specification()))
    assert f"var(--own, {OWN})" in svg
    assert f"var(--faint, {FAINT})" in svg
    assert f'fill="{OWN}"' not in svg


def test_the_drawing_loads_nothing():
    assert not re.search(r"(href|src)=|@import|url\((?!#)", svg_of(specification()))


def test_the_font_is_found_in_its_wheel_and_its_absence_told(monkeypatch):
    assert (font_folder() / "NanumGothicBold.ttf").is_file()
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(NoFontError, match="install the package koreanize-matplotlib"):
        font_folder.__wrapped__()
