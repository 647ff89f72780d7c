"""The questionnaire of a judgement panel as a workbook: a sheet for each group of siblings."""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.workbook import Workbook

from songi.language import Language, say
from songi.report.xlsx import CREATED
from songi.study.questionnaire import (
    CHOICES,
    EXPERT_CODE,
    EXPERT_COLUMNS,
    EXPERT_SHEET,
    KEY_COLUMNS,
    KEY_SHEET,
    PAIR_COLUMNS,
    STRONGEST,
    Group,
    Questionnaire,
)

INSTRUCTIONS = ("what", "how", "scale", "blank", "alias")
"""Sentences on the expert's sheet, in order."""

WEIGHT_WORDS = (1, 3, 5, 7, 9)
"""Degrees of the scale that have words; those between lie between."""


def questionnaire_workbook(
    asked: Questionnaire, study_name: str, contest_name: str, language: Language
) -> bytes:
    """Return the questionnaire.

    Args:
        asked: what is asked.
        study_name: what readers call the study.
        contest_name: what readers call the contest.
        language: language of the questionnaire; the answers are the same in both.

    Returns:
        An XLSX workbook; equal questionnaires have equal bytes.
    """
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False,
                                         "strings_to_urls": False})  # fmt: skip
    book.set_properties({"title": say("panel.title", language), "created": CREATED})
    _expert_sheet(book, study_name, contest_name, language)
    names = {row.id: row.name_ko if language == "ko" else row.name_en for row in asked.criteria}
    for group in asked.groups:
        _group_sheet(book, group, names, language)
    keys = book.add_worksheet(KEY_SHEET)
    for row, cells in enumerate([KEY_COLUMNS, *asked.keys.items()]):
        keys.write_row(row, 0, cells)
    keys.hide()
    book.close()
    return content.getvalue()


def _expert_sheet(book: Workbook, study: str, contest: str, language: Language) -> None:
    sheet = book.add_worksheet(EXPERT_SHEET)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
    entry = book.add_format({"bg_color": "#FFF7D6", "border": 1, "locked": False})
    sheet.write_row(0, 0, EXPERT_COLUMNS)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, 74)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, None, None, {"hidden": True})
    sheet.write_string(1, 0, say("panel.title", language), title)
    sheet.write_string(2, 0, f"{study}: {contest}", wrapped)
    sheet.write_string(3, 0, say("panel.alias_label", language), wrapped)
    sheet.write_blank(3, 1, None, entry)
    sheet.write_string(3, 2, EXPERT_CODE)
    row = 4
    for name in INSTRUCTIONS:
        sheet.write_string(row, 0, say(f"panel.instruction.{name}", language), wrapped)
        row += 1
    for degree in WEIGHT_WORDS:
        text = say("panel.degree", language, degree=degree,
                   meaning=say(f"panel.meaning.{_WORDS[degree]}", language))  # fmt: skip
        sheet.write_string(row, 0, text, wrapped)
        row += 1
    sheet.activate()


def _group_sheet(book: Workbook, group: Group, names: dict[str, str], language: Language) -> None:
    sheet = book.add_worksheet(group.sheet)
    wrapped = book.add_format({"text_wrap": True, "valign": "vcenter"})
    right = book.add_format({"text_wrap": True, "valign": "vcenter", "align": "right"})
    head = book.add_format({"bold": True, "bg_color": "#E9EDF2", "bottom": 1, "text_wrap": True})
    entry = book.add_format({"bg_color": "#FFF7D6", "border": 1, "align": "center"})
    sheet.write_row(0, 0, PAIR_COLUMNS)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 42)
    sheet.set_column(3, 4, None, None, {"hidden": True})
    parent = names[group.parent] if group.parent else say("panel.headings", language)
    for column, text in enumerate(("panel.left", "panel.judgement", "panel.right")):
        sheet.write_string(1, column, say(text, language, parent=parent), head)
    for row, (more, less) in enumerate(group.pairs, start=2):
        sheet.write_string(row, 0, names[more], right)
        sheet.write_blank(row, 1, None, entry)
        sheet.write_string(row, 2, names[less], wrapped)
        sheet.write_string(row, 3, more)
        sheet.write_string(row, 4, less)
    sheet.data_validation(
        2, 1, 1 + len(group.pairs), 1,
        {"validate": "list", "source": [*CHOICES],
         "error_title": say("panel.title", language)[:32],
         "error_message": say("panel.choose", language, strongest=STRONGEST)},
    )  # fmt: skip
    sheet.freeze_panes(2, 0)


_WORDS = {1: "alike", 3: "moderate", 5: "strong", 7: "very_strong", 9: "extreme"}
