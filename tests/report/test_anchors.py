from collections import Counter

from songi.report.anchors import INPUTS, anchors_of, captions_of, tables_of
from songi.report.blocks import DataTable, Figure, TraceBlock


def test_every_link_of_the_book_leads_somewhere(books):
    for book in books.values():
        anchors = anchors_of(book)
        cells = [cell for table in tables_of(book) for row in table.rows for cell in row]
        pointed = {cell.trace for cell in cells if cell.trace}
        pointed |= {table.trace for table in tables_of(book) if table.trace}
        for block in book.blocks():
            if isinstance(block, Figure) and block.trace:
                pointed.add(block.trace)
            if isinstance(block, TraceBlock):
                for group in block.groups:
                    pointed |= {anchor for _, anchor, _ in group.rows} | {group.anchor}
                    pointed |= {group.same_as} - {""}
        assert len(pointed) > 80
        assert pointed <= anchors


def test_no_two_things_have_one_anchor(books):
    for book in books.values():
        named = [section.anchor for section in book.sections]
        for table in tables_of(book):
            named += [table.anchor, *table.row_anchors]
        named += [block.anchor for block in book.blocks() if isinstance(block, Figure)]
        named += [block.key for block in book.blocks() if isinstance(block, TraceBlock)]
        assert [name for name, times in Counter(named).items() if times > 1] == []


def test_figures_and_tables_are_numbered_through_the_book(books):
    captions = captions_of(books["ko"])
    assert set(captions) <= anchors_of(books["ko"])
    blocks = [*books["ko"].blocks()]
    figures = [block for block in blocks if isinstance(block, Figure)]
    for number, figure in enumerate(figures, start=1):
        assert captions[figure.anchor] == f"그림 {number}. {figure.title}"
        assert captions[figure.table.anchor].startswith(f"그림 {number}의 수치")
    inputs = next(s for s in books["ko"].sections if s.anchor == INPUTS)
    assert [captions[b.anchor] for b in inputs.blocks if isinstance(b, DataTable)] == [
        b.title for b in inputs.blocks if isinstance(b, DataTable)
    ]
