from songi.language import tell_problem
from songi.study.check import read_and_check
from study.made_up import TABLES, named, row

LABELS = ["h1", "h2", "h3", "h4"]
CRITERIA = [
    *({**one, "weight": ""} for one in TABLES["criteria"]),
    *(
        named(name, contest="c1", parent="", indicator="beds", direction="benefit", weight="")
        for name in ("h3", "h4")
    ),
]


def judgements(expert="e1", **changed):
    """Perfectly consistent judgements of 8 : 4 : 2 : 1, but for those that are changed."""
    strength = {"h1": 8, "h2": 4, "h3": 2, "h4": 1}
    return [
        row(
            expert=expert, more=more, less=less,
            ratio=str(changed.get(f"{more}_{less}", strength[more] / strength[less])),
        )
        for k, more in enumerate(LABELS)
        for less in LABELS[k + 1 :]
    ]  # fmt: skip


def problems(folder):
    return read_and_check(folder)[1]


def test_consistent_judgements_say_nothing(make_study):
    assert problems(make_study(rows={"criteria": CRITERIA, "judgements": judgements()})) == []


def test_the_judgement_to_revisit_is_named_with_its_row_and_what_it_should_be_near(make_study):
    rows = {"criteria": CRITERIA, "judgements": judgements(h1_h3=1 / 4)}
    (problem,) = problems(make_study(rows=rows))
    assert problem.code == "judgements.inconsistent"
    assert problem.severity == "warning"
    assert str(problem.place) == "tables/judgements.csv:3:ratio"
    assert problem.facts["pair"] == "h1 / h3"
    assert float(problem.facts["near"]) == 4
    told = tell_problem(problem, "ko")
    assert "h1 / h3 판단을 다시 여쭈십시오. 나머지 판단에 따르면 4쯤입니다." in told
    assert "Ask again about h1 / h3" in tell_problem(problem, "en")


def test_each_expert_is_looked_at_alone(make_study):
    contrary = [row(expert="e2", more="h2", less="h1", ratio="9"), *judgements("e2")[1:]]
    rows = {"criteria": CRITERIA, "judgements": [*judgements("e1"), *contrary]}
    found = problems(make_study(rows=rows))
    assert {problem.facts["expert"] for problem in found} == {"e2"}


def test_missing_judgements_are_allowed_while_all_are_linked(make_study):
    chain = [judgements()[k] for k in (0, 3, 5)]
    assert problems(make_study("a", rows={"criteria": CRITERIA, "judgements": chain})) == []
    broken = [judgements()[k] for k in (0, 5)]
    (problem,) = problems(make_study("b", rows={"criteria": CRITERIA, "judgements": broken}))
    assert problem.code == "judgements.unconnected"
    assert problem.severity == "error"
    assert problem.facts["came"] == "h1, h2, h3, h4"


def test_more_siblings_than_consistency_is_known_for_are_told(make_study):
    many = [
        named(f"m{k:02}", contest="c1", parent="", indicator="beds", direction="benefit", weight="")
        for k in range(16)
    ]
    pairs = [row(expert="e1", more="m00", less=one["id"], ratio="1") for one in many[1:]]
    found = problems(make_study(rows={"criteria": many, "judgements": pairs}))
    (problem,) = [one for one in found if one.code.startswith("judgements.")]
    assert problem.code == "judgements.too_many"
    assert (problem.facts["came"], problem.facts["expected"]) == ("16", "15")
    assert "criteria under one parent" in tell_problem(problem, "en")


def test_the_best_worst_method_needs_two_rows_of_comparisons_and_no_more(make_study):
    head = {"options": '{weights = "best_worst"}'}
    rows = [one for one in judgements() if one["more"] == "h1" or one["less"] == "h4"]
    assert len(rows) == 2 * 4 - 3
    given = {"rows": {"criteria": CRITERIA, "judgements": rows}, "head": head}
    assert problems(make_study("enough", **given)) == []
    given["rows"]["judgements"] = [one for one in judgements() if one["more"] == "h1"]
    (problem,) = problems(make_study("no worst", **given))
    assert problem.code == "judgements.no_best_worst"
    assert problem.facts == {"came": "e1, -", "expected": "h1, h2, h3, h4"}
    assert problems(make_study("another", **{**given, "head": {}})) == []
