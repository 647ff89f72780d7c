"""K-density and M against dbmss, and what must hold of any pattern."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from songi.errors import MethodError
from songi.methods.point_patterns import k_density, m_function, silverman

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests/cases/econ/dbmss_kd_m_functions.json"
TREES = ROOT.parent / "shared/data/raw/industry/paracou16_points.csv"
DUE = json.loads(CASE.read_text("utf-8"))["expected"]
R = np.array(DUE["r"], dtype=float)
NEAR = 0.0053
"""dbmss counts distances in R's bins, which moves its values by some thousandths."""

TINY = json.loads(CASE.read_text("utf-8"))["inputs"]["tiny_points"]
HERE = np.array([one[:2] for one in TINY], dtype=float)
KIND = np.array([one[2] == "a" for one in TINY])
WEIGHT = np.array([one[3] for one in TINY], dtype=float)


@pytest.fixture(scope="module")
def trees():
    if not TREES.exists():
        pytest.skip("the trees of Paracou are not on this machine")
    with TREES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    where = np.array([[float(one["X"]), float(one["Y"])] for one in rows])
    species = np.array([one["PT"] for one in rows])
    return where, np.array([float(one["PW"]) for one in rows]), species


def test_few_points_as_dbmss_has_them():
    found = m_function(KIND, KIND, HERE, np.arange(7.0), WEIGHT)
    assert np.isnan(found[0])
    assert found[1:] == pytest.approx(DUE["tiny_M_a_r0to6"][1:], abs=1e-9)
    density = k_density(HERE[KIND], np.arange(7.0)).density
    assert density == pytest.approx(DUE["tiny_Kd_a_r0to6"], rel=NEAR)


def test_trees_as_dbmss_has_them(trees):
    where, size, species = trees
    rosea, americana = species == "Q. Rosea", species == "V. Americana"
    assert k_density(where[rosea], R).density == pytest.approx(DUE["Kd_QRosea"], rel=NEAR)
    weighted = k_density(where[rosea], R, weights=size[rosea]).density
    assert weighted == pytest.approx(DUE["Kemp_QRosea_weighted"], rel=NEAR)
    between = k_density(where[rosea], R, others=where[americana]).density
    assert between == pytest.approx(DUE["Kd_QRosea_VAmericana"], rel=NEAR)
    due = DUE["M_VAmericana_around_QRosea... (ref V. Americana, neighbour Q. Rosea)"]
    assert m_function(americana, rosea, where, R, size) == pytest.approx(due, abs=1e-9)


@settings(max_examples=10)
@given(arrays(float, (12, 2), elements=st.floats(0, 100), unique=True), st.floats(2, 30))
def test_the_kernel_s_own_sum(where, width):
    """The binned density is the sum of kernels, even where all pairs round alike."""
    away = np.hypot(*(where[:, None] - where[None]).transpose(2, 0, 1))[np.triu_indices(12, 1)]
    r = np.linspace(0, 80, 9)
    beside = [np.exp(-0.5 * ((r[:, None] + s * away) / width) ** 2) for s in (-1, 1)]
    due = sum(beside).mean(axis=1) / (width * np.sqrt(2 * np.pi))
    found = k_density(where, r, bandwidth_m=width).density
    assert found == pytest.approx(due, abs=2e-3 * due.max() + 1e-12)


def test_the_density_comes_to_one(generator):
    where = generator.uniform(0, 100, (200, 2))
    r = np.linspace(0, 250, 2000)
    assert np.trapezoid(k_density(where, r).density, r) == pytest.approx(1, abs=1e-3)


def test_weights_all_alike_change_nothing_and_pieces_neither(generator, monkeypatch):
    where, r = generator.uniform(0, 100, (60, 2)), np.linspace(0, 50, 6)
    due = k_density(where, r)
    alike = k_density(where, r, weights=np.full(60, 3.0))
    assert alike.density == pytest.approx(due.density)
    monkeypatch.setattr("songi.methods.point_patterns.PAIRS_AT_ONCE", 500)
    assert k_density(where, r).density == pytest.approx(due.density)
    among = np.arange(60) < 20
    whole = m_function(among, among, where, r)
    monkeypatch.setattr("songi.methods.point_patterns.PAIRS_AT_ONCE", 10**7)
    assert m_function(among, among, where, r) == pytest.approx(whole, nan_ok=True)


def test_m_of_everyone_around_everyone_is_one(generator):
    where = generator.uniform(0, 100, (40, 2))
    everyone = np.ones(40, dtype=bool)
    weights = generator.uniform(1, 5, 40)
    assert m_function(everyone, everyone, where, [30, 60], weights) == pytest.approx([1, 1])


def test_the_order_of_distances_does_not_matter(generator):
    where = generator.uniform(0, 100, (40, 2))
    among = np.arange(40) < 15
    straight = m_function(among, among, where, [10, 20, 40])
    assert m_function(among, among, where, [40, 10, 20]) == pytest.approx(straight[[2, 0, 1]])


def test_a_bandwidth_by_hand():
    """Distances 1 to 5: sd 1.58 against a span of 2 by 1.34; 0.9 x 1.49 x 5^-0.2."""
    assert silverman(np.arange(1.0, 6), np.ones(5)) == pytest.approx(
        0.9 * min(np.std(np.arange(5), ddof=1), 2 / 1.34) * 5**-0.2
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: k_density([[1, 2]], [1]), "pair of points"),
        (lambda: k_density([[1, 2, 3]], [1]), "shape"),
        (lambda: k_density(HERE, [0]), "positive"),
        (lambda: k_density(HERE, [-1, 2]), "negative"),
        (lambda: k_density(HERE, [2], weights=[1]), "one value for each"),
        (lambda: k_density(HERE, [2], weights=-WEIGHT), "negative"),
        (lambda: k_density(HERE, [2], bandwidth_m=0), "bandwidth_m"),
        (lambda: k_density([[0, 0], [0, 0], [0, 0]], [2]), "equally far"),
        (lambda: k_density([[0, 0], [900, 0]], [2]), "two pairs"),
        (lambda: k_density([[0, np.nan]], [2]), "NaN"),
        (lambda: m_function([True], KIND, HERE, [2]), "one value for each"),
        (lambda: m_function(KIND & False, KIND, HERE, [2]), "needs reference"),
    ],
)
def test_what_cannot_be_is_refused(call, words):
    with pytest.raises(MethodError, match=words):
        call()
