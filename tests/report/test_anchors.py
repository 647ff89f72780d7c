from collections import Counter

from songi.report.anchors import anchors_of, tables_of
from songi.report.blocks import Figure, TraceBlock


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
