"""A study whose panel has more than one pair to judge, and its questionnaires, filled."""

from openpyxl import load_workbook

from study.made_up import named

CRITERIA = [
    named("h1", contest="c1", parent="", weight="30..60", indicator="", direction=""),
    named("h2", contest="c1", parent="", weight="40..70", indicator="", direction=""),
    *(
        named(name, contest="c1", parent="h1", weight="", indicator=measured, direction="benefit")
        for name, measured in (("l1", "firms"), ("l2", "air"), ("l4", "beds"))
    ),
    named("l3", contest="c1", parent="h2", weight="", indicator="beds", direction="benefit"),
]

ANSWERS = {"1 _overall": ["3 ◀"], "2 h1": ["▶ 2", "1 =", "1/3"]}


def fill(path, answers=ANSWERS, *, expert="e9", edit=None):
    """Fill a written questionnaire as an expert would, by sheet and in order, and return it."""
    book = load_workbook(path)
    book["expert"]["B4"] = expert
    for sheet, cells in answers.items():
        for row, cell in enumerate(cells, start=3):
            book[sheet].cell(row, 2).value = cell
    if edit is not None:
        edit(book)
    book.save(path)
    return path
