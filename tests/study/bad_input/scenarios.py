"""Faults of scenarios."""

from study.bad_input.case import Case


def overlay(changes, options=""):
    head = f'name_ko = "가정"\nname_en = "Supposed"\n{options}'
    return {"files": {"scenarios/supposed.toml": head + changes}}


def change(table="indicators", row_id="a/firms", column="value", value='"12"'):
    text = (
        f'[[changes]]\ntable = "{table}"\nid = "{row_id}"\ncolumn = "{column}"\nvalue = {value}\n'
    )
    return overlay(text)


SCENARIOS = {
    "unknown scenario": Case(
        change(),
        "scenario.unknown",
        ("", None, ""),
        "'suposed'(이)라는 시나리오가 없습니다. 있는 시나리오: supposed",
        "no scenario 'suposed'. Scenarios there are: supposed",
        scenario="suposed",
    ),
    "scenario name that is a path": Case(
        {"files": {"elsewhere.toml": 'name_ko = "가"\nname_en = "A"\n'}},
        "scenario.unknown",
        ("", None, ""),
        "'../elsewhere'(이)라는 시나리오가 없습니다",
        "no scenario '../elsewhere'",
        scenario="../elsewhere",
    ),
    "scenario of an unknown table": Case(
        change(table="indicator"),
        "scenario.table",
        ("scenarios/supposed.toml", 4, "changes.0.table"),
        "시나리오가 바꿀 수 없는 표입니다: indicator",
        "cannot change this table: indicator",
        scenario="supposed",
    ),
    "scenario of a fixed table": Case(
        change(table="outcomes", row_id="c1/a", column="selected", value="true"),
        "scenario.table",
        ("scenarios/supposed.toml", 4, "changes.0.table"),
        "시나리오가 바꿀 수 없는 표입니다: outcomes",
        "cannot change this table: outcomes",
        scenario="supposed",
    ),
    "scenario of an unknown row": Case(
        change(row_id="z/firms"),
        "scenario.row",
        ("scenarios/supposed.toml", 5, "changes.0.id"),
        "'indicators' 표에 없는 행입니다: z/firms",
        "The table 'indicators' has no row 'z/firms'",
        scenario="supposed",
    ),
    "scenario of an unknown column": Case(
        change(column="values"),
        "scenario.column",
        ("scenarios/supposed.toml", 6, "changes.0.column"),
        "시나리오가 바꿀 수 없는 열입니다: values",
        "cannot change this column: values",
        scenario="supposed",
    ),
    "scenario of a source": Case(
        change(column="source"),
        "scenario.column",
        ("scenarios/supposed.toml", 6, "changes.0.column"),
        "시나리오가 바꿀 수 없는 열입니다: source",
        "cannot change this column: source",
        scenario="supposed",
    ),
    "scenario with a bad value": Case(
        change(value='"30..10"'),
        "quantity.reversed",
        ("scenarios/supposed.toml", 7, "changes.0.value"),
        "범위의 앞이 뒤보다 큽니다: 30..10",
        "begins above its end: 30..10",
        scenario="supposed",
    ),
    "scenario that shares in a circle": Case(
        change(column="shared_with", value='"a/firms"'),
        "shared.circle",
        ("scenarios/supposed.toml", 7, "changes.0.value"),
        "shared_with가 돌고 돕니다: a/firms",
        "leads in a circle: a/firms",
        scenario="supposed",
    ),
    "scenario with a bad option": Case(
        overlay("", '[options]\nweights = "random"\n'),
        "cell.choice",
        ("scenarios/supposed.toml", 4, "options.weights"),
        "'random'은(는) 쓸 수 없는 값입니다",
        "'random' is not one of the values",
        scenario="supposed",
    ),
    "scenario without a name": Case(
        {"files": {"scenarios/supposed.toml": 'name_ko = "가정"\n'}},
        "cell.missing",
        ("scenarios/supposed.toml", None, "name_en"),
        "꼭 있어야 하는 값이 비어 있습니다",
        "must be there is empty",
        scenario="supposed",
    ),
    "scenario from an unknown source": Case(
        overlay("", 'source = ["nobody"]\n'),
        "source.unknown",
        ("scenarios/supposed.toml", 3, "source"),
        "sources.toml에 없는 출처입니다: nobody",
        "no source 'nobody'",
        scenario="supposed",
    ),
}
