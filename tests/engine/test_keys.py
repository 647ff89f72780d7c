"""Content keys: whatever could change a result changes its key, and nothing else does."""

import shutil
import sys
from pathlib import Path

import pytest

import songi
from songi.engine import keys
from songi.engine.blocks import runnable, study_inputs
from songi.engine.graph import full_dataflow
from songi.study.check import open_checked


def keys_of(folder, seed=1, draws=100, scenario=None):
    flow, values = runnable(full_dataflow(), study_inputs(open_checked(folder, scenario)[0]))
    return keys.measure_keys(flow, values, seed, draws)


def changed(first, second):
    return {name for name in first if first[name] != second[name]}


def test_the_same_study_has_the_same_keys(make_contest):
    assert keys_of(make_contest("one")) == keys_of(make_contest("two"))


def test_seed_and_draws_change_every_key_but_those_of_once(make_contest):
    folder = make_contest()
    nodes = full_dataflow().nodes
    drawn = {name for name in keys_of(folder) if nodes[name].kind.stage != "once"}
    assert changed(keys_of(folder), keys_of(folder, seed=2)) == drawn
    assert changed(keys_of(folder), keys_of(folder, draws=101)) == drawn


def test_a_cell_changes_the_keys_downstream_and_no_other(make_contest):
    before = keys_of(make_contest("before"))
    after = keys_of(make_contest("after", cells={"places": {0: {"latitude": "37.51"}}}))
    assert changed(before, after) == full_dataflow().downstream(["places"]) & set(before)


def test_a_label_changes_the_keys_although_no_number_moves(make_contest):
    before = keys_of(make_contest("before"))
    renamed = {"bids": {2: {"id": "gamma"}}, "option_changes": {0: {"value": "gamma"}}}
    after = keys_of(make_contest("after", cells=renamed))
    assert "ranks" in changed(before, after)


def test_whose_draws_a_row_uses_changes_the_keys(make_contest):
    before = keys_of(make_contest("before"))
    after = keys_of(make_contest("after", cells={"indicators": {1: {"shared_with": "a/firms"}}}))
    assert "candidate_indicators" in changed(before, after)


def test_an_option_changes_the_keys_downstream(make_contest):
    before = keys_of(make_contest("before"))
    after = keys_of(make_contest("after", head={"options": '{weights = "equal"}'}))
    assert changed(before, after) == full_dataflow().downstream(["weights"]) & set(before)


def test_a_changed_helper_changes_every_key(make_contest, monkeypatch):
    folder = make_contest()
    before = keys_of(folder)
    monkeypatch.setattr(keys, "source_hash", lambda: "another")
    assert changed(before, keys_of(folder)) == set(before)


@pytest.fixture
def package_copy(tmp_path, monkeypatch):
    """A copy of songi's source that the hash looks at."""
    copy = tmp_path / "songi"
    shutil.copytree(Path(songi.__file__).parent, copy, ignore=shutil.ignore_patterns("*.pyc"))
    monkeypatch.setattr(keys, "files", lambda _: copy)
    monkeypatch.setattr(keys, "foreign_modules", list)
    return copy


def hash_now():
    return keys.source_hash.__wrapped__()


@pytest.mark.parametrize(
    "helper",
    ["methods/checks.py", "methods/mcda/ranking.py", "study/streams.py", "measures/ranking.py",
     "engine/blocks.py", "units.py"],
)  # fmt: skip
def test_editing_what_computes_changes_the_hash(package_copy, helper):
    before = hash_now()
    with (package_copy / helper).open("a") as file:
        file.write("\n# edited\n")
    assert hash_now() != before


def test_editing_what_only_tells_does_not(package_copy):
    before = hash_now()
    for part in ("cli.py", "report/__init__.py", "language/__init__.py", "figures/theme.py"):
        with (package_copy / part).open("a") as file:
            file.write("\n# edited\n")
    assert hash_now() == before


def test_a_helper_of_another_package_with_measures_counts(tmp_path, monkeypatch, package_copy):
    package = tmp_path / "elsewhere" / "other_measures"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "measures.py").write_text("from other_measures import helper\n")
    (package / "helper.py").write_text("FACTOR = 1\n")
    monkeypatch.syspath_prepend(str(package.parent))
    import other_measures.measures

    monkeypatch.setattr(keys, "foreign_modules", lambda: [other_measures.measures])
    before = hash_now()
    (package / "helper.py").write_text("FACTOR = 2\n")
    assert hash_now() != before
    for name in [name for name in sys.modules if name.startswith("other_measures")]:
        del sys.modules[name]


def test_versions_of_what_computes_are_named():
    versions = keys.library_versions()
    assert {"numpy", "scipy", "xarray", "pandas"} <= set(versions)
