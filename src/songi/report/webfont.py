"""A Korean font inside the page, cut down to the letters it uses: for readers who have none."""

from __future__ import annotations

import base64
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from songi.figures.render import font_folder

FAMILY = "songi Hangul"
"""Name under which the style sheet asks for it, after the fonts of the reader's own system."""


def embedded_font(page: str) -> str:
    """Return a style rule that holds the Hangul letters of a page.

    Args:
        page: the page's text.

    Returns:
        An `@font-face` rule with the font inside (NanumGothic, Open Font License); empty where the
        page has no Hangul. Equal pages give equal rules.
    """
    letters = {letter for letter in page if is_hangul(letter)}
    if not letters:
        return ""
    font = TTFont(font_folder() / "NanumGothic.ttf", recalcTimestamp=False)
    options = Options(flavor="woff", layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += ["TSI0", "TSI1", "TSI2", "TSI3", "TSI5"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    font.flavor = "woff"
    content = BytesIO()
    font.save(content)
    text = base64.b64encode(content.getvalue()).decode("ascii")
    return (
        f'@font-face {{ font-family: "{FAMILY}"; '
        f"src: url(data:font/woff;base64,{text}) format('woff'); }}"
    )


def is_hangul(letter: str) -> bool:
    """Return whether a letter is Hangul: a syllable or one of its parts."""
    return any(
        first <= letter <= last
        for first, last in (("\u1100", "\u11ff"), ("\u3130", "\u318f"), ("\uac00", "\ud7a3"))
    )
