import numpy as np
import pytest

from songi.study.check import read_and_check
from songi.study.scenario import apply_scenario, scenario_names
from songi.study.streams import DrawBlock
from study.made_up import SOURCES

HEAD = 'name_ko = "가정"\nname_en = "Supposed"\n'
CHANGE = '[[changes]]\ntable = "indicators"\nid = "{row}"\ncolumn = "{column}"\nvalue = {value}\n'


def scenario(row="a/firms", column="value", value='"50..60"', head=HEAD):
    return head + CHANGE.format(row=row, column=column, value=value)


def all_draws(study):
    block = DrawBlock(study.info.seed, 0, 50)
    return {
        (name, row.row_id, column): table.for_draws(block).draws_of(row, column)
        for name, table in study.tables.items()
        for row in table
        for column in row.quantities()
    }


def changed_cells(one, other):
    assert one.keys() == other.keys()
    return {cell for cell in one if not np.array_equal(one[cell], other[cell])}


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("indicators", "a/firms", "value", '"50..60"'),
        ("indicators", "b/beds", "value", "7"),
        ("criteria", "h1", "weight", '"1±0.1"'),
        ("travel_bands", "far", "speed_kmh", "60.5"),
        ("candidates", "d", "latitude", '"37.0..37.1"'),
    ],
)
def test_scenarios_that_differ_in_one_cell_share_all_other_draws(
    table, row, column, value, open_made_up
):
    text = scenario(row, column, value).replace('"indicators"', f'"{table}"')
    files = {"scenarios/one.toml": text, "scenarios/none.toml": HEAD}
    as_it_stands = all_draws(open_made_up(files=files))
    nothing = all_draws(open_made_up(scenario="none", files=files))
    changed = all_draws(open_made_up(scenario="one", files=files))
    assert changed_cells(as_it_stands, nothing) == set()
    assert changed_cells(nothing, changed) == {(table, row, column)}


def test_a_changed_cell_keeps_its_stream(open_made_up):
    files = {"scenarios/s.toml": scenario(value='"110..120"')}
    before = all_draws(open_made_up())["indicators", "a/firms", "value"]
    after = all_draws(open_made_up(scenario="s", files=files))["indicators", "a/firms", "value"]
    assert np.array_equal(after, before + 100)


def test_a_changed_row_says_that_it_is_assumed_and_why(open_made_up):
    sources = SOURCES + SOURCES.replace("[s]", "[idea]")
    files = {
        "sources.toml": sources,
        "scenarios/s.toml": scenario(head=f'{HEAD}source = ["idea"]\n'),
    }
    row = open_made_up(scenario="s", files=files).tables["indicators"].get("a/firms")
    assert (row.basis, row.source, row.value.text) == ("assumed", ("s", "idea"), "50..60")
    assert open_made_up(files=files).tables["indicators"].get("a/firms").basis == "observed"


def test_every_version_of_the_row_is_changed(open_made_up, make_study):
    more = {"indicators": [{
        "candidate": "a", "indicator": "firms", "unit": "count", "value": "30", "level": "city",
        "source": "s", "known_from": "2024-02-01", "basis": "observed",
    }]}  # fmt: skip
    files = {"scenarios/s.toml": scenario(value="9")}
    rows = open_made_up(scenario="s", more=more, files=files).tables["indicators"].rows
    values = [row.value.text for row in rows if row.row_id == "a/firms"]
    assert values == ["9", "9"]


def test_rows_can_be_made_to_move_together(open_made_up):
    cells = {"indicators": {1: {"value": "10..20"}}}
    files = {"scenarios/s.toml": scenario("b/firms", "shared_with", '"a/firms"')}
    apart = all_draws(open_made_up(cells=cells, files=files))
    together = all_draws(open_made_up(scenario="s", cells=cells, files=files))
    a, b = ("indicators", "a/firms", "value"), ("indicators", "b/firms", "value")
    assert not np.array_equal(apart[a], apart[b])
    assert np.array_equal(together[a], together[b])


def test_options_are_laid_over_those_of_the_study(open_made_up):
    head = {"options.weights": '"equal"', "options.preference": '"linear"'}
    files = {"scenarios/s.toml": f'{HEAD}[options]\nweights = "simplex"\n'}
    study = open_made_up(scenario="s", head=head, files=files)
    assert (study.options.weights, study.options.preference) == ("simplex", "linear")
    assert study.scenario[0] == "s"
    assert study.scenario[1].name_en == "Supposed"


def test_what_a_scenario_breaks_is_told_by_the_rules(make_study):
    files = {"scenarios/s.toml": f'{HEAD}[options]\ncontest = "c7"\n'}
    assert [p.code for p in read_and_check(make_study(files=files), "s")[1]] == ["contest.unknown"]


def test_a_row_refused_already_is_not_told_again(make_study):
    files = {"scenarios/s.toml": scenario()}
    folder = make_study(cells={"indicators": {0: {"value": "?"}}}, files=files)
    assert [p.code for p in read_and_check(folder, "s")[1]] == ["quantity.notation"]


@pytest.mark.parametrize("name", ["", "../s", "a/b", "S", "s.toml", "s\n", "/etc/passwd", "."])
def test_only_plain_names_are_looked_up(name, open_made_up):
    study = open_made_up(files={"scenarios/s.toml": scenario()})
    same, problems = apply_scenario(study, name)
    assert same is study
    assert [(p.code, p.facts["came"], p.facts["expected"]) for p in problems] == [
        ("scenario.unknown", name, "s")
    ]


def test_scenarios_are_listed_by_name(make_study, tmp_path):
    files = {"scenarios/b.toml": HEAD, "scenarios/a.toml": HEAD, "scenarios/notes.md": "x"}
    assert scenario_names(make_study(files=files)) == ("a", "b")
    assert scenario_names(tmp_path) == ()
