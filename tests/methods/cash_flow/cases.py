"""Outside cases of cash flow."""

import json
from pathlib import Path

CASES = Path(__file__).parents[2] / "cases" / "econ"


def outside_case(name):
    case = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    assert case["source"]
    return case["inputs"], case["expected"], case["tolerance"]
