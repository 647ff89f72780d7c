"""Faults of options, of what they change, and of how far a bid could move."""

from study.bad_input.case import Case, at, cell
from study.made_up import named, row

OTHER = named(
    "other", kind="partner", controlled_by="partner", chance="0.1", cost_krw="", months="",
    gives_up_ko="", gives_up_en="", excludes="",
)  # fmt: skip

TO_B = row(option="other", changed_table="bids", row="a", column="joins", value="b")

OPTIONS = {
    "option that changes no table": Case(
        cell("option_changes", 0, "changed_table", "bid"),
        "options.table",
        at("option_changes", 2, "changed_table"),
        "선택안으로 바꿀 수 없는 표입니다: bid",
        "An option cannot change this table: bid",
    ),
    "option that changes what happened": Case(
        {
            "cells": {
                "option_changes": {
                    0: {
                        "changed_table": "outcomes",
                        "row": "c1/a",
                        "column": "selected",
                        "value": "true",
                    }
                }
            }
        },
        "options.table",
        at("option_changes", 2, "changed_table"),
        "이미 일어난 일",
        "What has happened",
    ),
    "option that changes what there is to choose": Case(
        {
            "cells": {
                "option_changes": {
                    0: {
                        "changed_table": "bid_options",
                        "row": "letters",
                        "column": "chance",
                        "value": "1",
                    }
                }
            }
        },
        "options.table",
        at("option_changes", 2, "changed_table"),
        "선택안으로 바꿀 수 없는 표입니다: bid_options",
        "what there is to choose from",
    ),
    "option that changes no row": Case(
        cell("option_changes", 1, "row", "a/firm"),
        "options.row",
        at("option_changes", 3, "row"),
        "없는 행을 바꾸려 합니다: a/firm",
        "a row that is not there: a/firm. Nearest row, or its table: a/firms",
    ),
    "option that changes no column": Case(
        cell("option_changes", 1, "column", "values"),
        "options.column",
        at("option_changes", 3, "column"),
        "선택안으로 바꿀 수 없는 열입니다: values",
        "An option cannot change this column: values",
    ),
    "option that changes a source": Case(
        cell("option_changes", 1, "column", "basis"),
        "options.column",
        at("option_changes", 3, "column"),
        "식별자와 출처",
        "Ids and sources no option changes",
    ),
    "option with a value the cell cannot hold": Case(
        cell("option_changes", 1, "value", "many"),
        "quantity.notation",
        at("option_changes", 3, "value"),
        "many",
        "many",
    ),
    "option with a partner nobody knows": Case(
        cell("option_changes", 0, "value", "cc"),
        "reference.unknown",
        at("option_changes", 2, "value"),
        "cc",
        "cc",
    ),
    "partner that is ourselves": Case(
        cell("option_changes", 0, "value", "a"),
        "options.partner",
        at("option_changes", 2, "value"),
        "함께할 상대가 자기 자신입니다: a",
        "The partner is the bid itself: a",
    ),
    "change of an option nobody knows": Case(
        cell("option_changes", 0, "option", "partners"),
        "reference.unknown",
        at("option_changes", 2, "option"),
        "partner",
        "partner",
    ),
    "option that excludes itself": Case(
        cell("bid_options", 0, "excludes", "partner"),
        "options.excludes_itself",
        at("bid_options", 2, "excludes"),
        "선택안이 자기 자신을 배제합니다: partner",
        "An option excludes itself: partner",
    ),
    "two options for one cell": Case(
        {"more": {"bid_options": [OTHER], "option_changes": [TO_B]}},
        "options.conflict",
        at("option_changes", 4, "option"),
        "같은 칸을 바꾸는데 함께 고를 수 있게 되어 있습니다: other, partner",
        "change the same cell and may be taken together: other, partner",
    ),
    "chance above one": Case(
        cell("bid_options", 0, "chance", "20..60"),
        "quantity.out_of_bounds",
        at("bid_options", 2, "chance"),
        "20..60",
        "20..60",
        alone=False,
    ),
    "kind of option": Case(
        cell("bid_options", 0, "kind", "wish"),
        "cell.choice",
        at("bid_options", 2, "kind"),
        "wish",
        "wish",
        alone=False,
    ),
    "decrease above zero": Case(
        cell("feasible_changes", 0, "least", "3"),
        "cell.range",
        at("feasible_changes", 2, "least"),
        "3",
        "3",
    ),
    "feasible change of a heading": Case(
        cell("feasible_changes", 0, "criterion", "h1"),
        "feasible_changes.heading",
        at("feasible_changes", 2, "criterion"),
        "상위 항목에는 바꿀 값이 없습니다: h1",
        "A heading has no value that could change: h1",
    ),
}
