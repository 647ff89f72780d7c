"""The font inside a page holds the page's Hangul and nothing else."""

import base64
import re
from io import BytesIO

from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.report.webfont import embedded_font, is_hangul


def font_of(rule):
    [text] = re.findall(r"base64,([A-Za-z0-9+/=]+)\)", rule)
    return TTFont(BytesIO(base64.b64decode(text)))


def test_a_page_without_hangul_needs_no_font():
    assert embedded_font("Goyang 51.7 %") == ""


@settings(max_examples=5)
@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xB0FF), min_size=1, max_size=9))
def test_every_syllable_of_the_page_is_in_it(page):
    letters = {ord(letter) for letter in page}
    assert letters <= set(font_of(embedded_font(page + "abc")).getBestCmap())


def test_letters_of_other_scripts_stay_with_the_system_font():
    assert 0x61 not in font_of(embedded_font("가 abc")).getBestCmap()
    assert not is_hangul("漢")


def test_equal_pages_give_equal_bytes():
    assert embedded_font("고양시") == embedded_font("시고양")
