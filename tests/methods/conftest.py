"""Outside cases and generators of problems for the tests of the methods."""

import json
from pathlib import Path

import numpy as np
import pytest

CASES = Path(__file__).parents[1] / "cases" / "mcda"


@pytest.fixture
def outside_case():
    def read(name):
        case = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
        assert case["source"]
        return case

    return read


@pytest.fixture
def generator():
    return np.random.default_rng(20240627)
