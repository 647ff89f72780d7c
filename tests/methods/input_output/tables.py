"""What the tests of input-output share: the outside cases, the bank's workbook, made-up tables."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests/cases/econ"
RAW = ROOT.parent / "shared/data/raw/io/bok2010"


def case(name):
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))


def raw_numbers(name):
    """Return a file of the Bank of Korea's table of 2010 as an array, without its labels."""
    path = RAW / name
    if not path.exists():
        pytest.skip("the Bank of Korea's table of 2010 is not at hand")
    lines = path.read_text("cp949").splitlines()
    return np.array([[float(c or 0) for c in line.split(",")[1:]] for line in lines[1:]])


def bank_table(size=82):
    """Return domestic flows, imports, value added and output at producers' prices, in millions."""
    domestic = raw_numbers(f"IO_D_N_{size}_2010.csv")[:size, :size]
    imported = raw_numbers(f"IO_M_N_{size}_2010.csv")[:size, :size]
    total = raw_numbers(f"IO_T_N_{size}_2010.csv")
    return domestic, imported.sum(axis=0), total[size + 8, :size], total[size + 9, :size]


@st.composite
def coefficients(draw, most=8):
    """Coefficients of a table that can be solved: every column adds up to less than one."""
    size = draw(st.integers(2, most))
    raw = draw(arrays(float, (size, size), elements=st.floats(0, 1)))
    return raw / (raw.sum(axis=0) + 0.1 + draw(st.floats(0, 1)))
