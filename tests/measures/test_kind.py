"""What measures declare of themselves, and that every one of them does."""

import inspect
import re

import pytest

from contest import write_contest
from evaluation import evaluate
from songi.engine.graph import full_dataflow, own_modules
from songi.measures.kind import Kind, kind_of, once, over_draws, per_draw
from study.made_up import csv_text, named
from study.made_up_ground import ground_files
from study.made_up_industries_by_region import HOME, as_files
from study.made_up_roads import ROADS

SCATTERED = [
    named(
        f"scattered{k}", kind="hospital" if k % 3 else "tertiary_hospital", capacity="",
        latitude=f"{37 + k * 0.618 % 1:.4f}", longitude=f"{127 + k * 0.414 % 1:.4f}",
    )
    for k in range(40)
]  # fmt: skip
"""Enough hospitals for a pattern."""

PUBLIC = [
    function
    for module in own_modules()
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


def test_marks_say_when_a_measure_runs():
    assert kind_of(once()(lambda: None)) == Kind("once")
    marked = per_draw(separable=("bid",), summary_only=True, rivals="bid")(lambda: None)
    assert kind_of(marked) == Kind("per_draw", ("bid",), True, rivals="bid")
    assert kind_of(over_draws(tolerance=0.1)(lambda: None)) == Kind("over_draws", tolerance=0.1)


def test_an_unmarked_function_is_told():
    def demand():
        """No mark."""

    with pytest.raises(TypeError, match="does not say when it runs"):
        kind_of(demand)


@pytest.mark.parametrize("measure", PUBLIC, ids=lambda function: function.__name__)
def test_every_public_function_of_a_measures_module_is_a_measure(measure):
    assert kind_of(measure) == full_dataflow().nodes[measure.__name__].kind
    assert (measure.__doc__ or "").strip()


@pytest.fixture(scope="module")
def contest_values(tmp_path_factory):
    """Every result there is, also of the tables that the made-up study leaves to some tests."""
    roads = {f"tables/{name}.csv": csv_text(rows) for name, rows in ROADS.items()}
    files = {**ground_files(), **as_files(), **roads}
    folder = tmp_path_factory.mktemp("whole") / "toy"
    places = {"places": SCATTERED}
    return evaluate(write_contest(folder, money=True, files=files, head=HOME, more=places))


def results():
    return [node for node in full_dataflow().nodes.values() if not node.selects]


@pytest.mark.parametrize("node", results(), ids=lambda node: node.name)
def test_a_docstring_names_the_dimensions_of_its_result(node, contest_values):
    found = contest_values[node.name]
    dims = set(map(str, found.dims))
    text = " ".join(node.function.__doc__.split())
    named = {word for group in re.findall(r"\(([a-z_, ]+)\)", text) for word in group.split(", ")}
    assert dims <= named, f"{node.name} says nothing of {dims - named}"


@pytest.mark.parametrize("node", results(), ids=lambda node: node.name)
def test_separable_dimensions_are_dimensions_of_the_result(node, contest_values):
    coords = set(map(str, contest_values[node.name].coords))
    assert set(node.kind.separable) <= coords
