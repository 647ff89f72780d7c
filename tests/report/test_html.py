import re
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from songi.report.anchors import anchors_of, captions_of
from songi.report.blocks import Figure
from songi.report.html import is_address, render_html


class Page(HTMLParser):
    """Tags of a page with their attributes, and its text."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def pages(books):
    return {language: render_html(book) for language, book in books.items()}


def test_the_page_asks_nothing_of_the_network(pages):
    for source in pages.values():
        page = Page(source)
        assert "default-src 'none'" in source
        assert not [tag for tag, _ in page.tags if tag in {"link", "img", "iframe", "object"}]
        assert not [a for tag, a in page.tags if "src" in a or "srcset" in a]
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", source)
        outside = [a for a in page.all("a") if not a["href"].startswith("#")]
        assert outside
        assert all("noreferrer" in a["rel"] for a in outside)


def test_every_inner_link_leads_to_an_id_that_is_there_once(pages):
    for source in pages.values():
        page = Page(source)
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids))
        targets = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
        assert targets <= set(ids)
        clips = set(re.findall(r"url\(#([^)]+)\)", source))
        assert clips <= set(ids)


def test_every_figure_has_words_a_table_and_a_drawing(pages, books):
    page = Page(pages["en"])
    figures = [block for block in books["en"].blocks() if isinstance(block, Figure)]
    assert len(page.all("figure")) == len(figures) >= 12
    charts = [a for a in page.all("div") if a.get("class") == "chart"]
    assert [a["aria-label"] for a in charts] == [figure.alt for figure in figures]
    assert len(page.all("svg")) == len(figures)
    assert all(figure.table.rows for figure in figures)


def test_tables_tell_which_cells_are_headings(pages):
    page = Page(pages["ko"])
    assert {a["scope"] for a in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table"))


def test_the_language_is_declared_and_korean_breaks_between_words(pages):
    for language, source in pages.items():
        assert Page(source).all("html") == [{"lang": language}]
        assert "word-break: keep-all" in source


def test_signs_in_data_stay_text(pages):
    source = pages["en"]
    assert "A report with $ # * _ @ <b>signs</b>" not in source
    assert "A report with $ # * _ @ &lt;b&gt;signs&lt;/b&gt; &amp; more" in source
    assert "A report with $ # * _ @ <b>signs</b> & more" in Page(source).text


@pytest.mark.parametrize(
    ("text", "holds"),
    [("https://a.example", True), ("http://a.example", True), ("javascript:alert(1)", False),
     ("data:text/html,x", False), ("", False)],
)  # fmt: skip
def test_only_web_addresses_become_links(text, holds):
    assert is_address(text) is holds


def test_equal_books_give_equal_pages(books, pages):
    assert render_html(books["ko"]) == pages["ko"]
    assert anchors_of(books["ko"])


def test_figures_and_tables_are_numbered_and_told_once(pages, books):
    captions = captions_of(books["ko"])
    page = Page(pages["ko"])
    figures = [block for block in books["ko"].blocks() if isinstance(block, Figure)]
    for figure in figures:
        assert f"<h3>{escape(captions[figure.anchor])}</h3>" in pages["ko"]
        assert f"<summary>{escape(captions[figure.table.anchor])}</summary>" in pages["ko"]
    hidden = [a for a in page.all("caption") if a["class"] == "told"]
    assert len(hidden) == len(figures)
