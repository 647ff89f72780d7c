"""The examples on the pages of the methods give what the pages say."""

import doctest
from pathlib import Path

import pytest

import songi.methods

PAGES = Path(__file__).parents[2] / "docs" / "methods"
NAMES = sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "index")


def examples(name):
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    # Fences would be read as expected output.
    plain = text.replace("```python", "").replace("```", "")
    return doctest.DocTestParser().get_doctest(plain, {}, name, name, 0)


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_right(name):
    test = examples(name)
    assert test.examples
    said = []
    runner = doctest.DocTestRunner()
    runner.run(test, out=said.append)
    assert runner.failures == 0, "".join(said)


def test_every_page_is_in_the_index():
    listed = (PAGES / "index.md").read_text(encoding="utf-8").splitlines()
    assert [name for name in NAMES if name not in listed] == []


def test_every_method_module_has_a_page():
    home = Path(songi.methods.__file__).parent
    helpers = {"checks", "places", "draws", "judgements", "ranges", "terms", "kernel", "__init__"}
    helpers |= {"compiled"}
    helpers |= {"network", "shortest", "snap"}  # routing
    helpers |= {"bundles", "generalised", "limits", "loosening", "model", "nearness"}  # assignment
    helpers |= {"plans", "problem", "programme", "sites", "solver"}
    modules = {path.stem for path in home.rglob("*.py")} - helpers
    assert modules <= set(NAMES)
