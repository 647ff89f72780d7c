"""Envelopes of chance: the grid against exact distances, how often left, what they find."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songi.errors import MethodError
from songi.methods.envelopes import global_bound, k_density_envelopes
from songi.methods.point_patterns import k_density

ROOT = Path(__file__).parents[2]
HOSPITALS = ROOT.parent / "shared/data/raw/hospitals/localdata-hospitals-202010.utf8.csv.gz"
R = np.linspace(0, 40, 21)


def scattered(generator, sites=400):
    return generator.uniform(0, 100, (sites, 2))


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.integers(20, 200), st.booleans())
def test_the_grid_gives_the_density_of_exact_distances(seed, count, weighted):
    generator = np.random.default_rng(seed)
    sites = scattered(generator)
    sites[:100] = sites[300] + generator.normal(0, 8, (100, 2))
    chosen = np.arange(400) < count
    weights = generator.uniform(1, 9, count) if weighted else None
    found = k_density_envelopes(sites, chosen, R, generator, weights=weights, simulations=40)
    due = k_density(sites[chosen], R, weights=weights, bandwidth_m=found.bandwidth_m).density
    assert np.abs(found.density - due).max() < 0.002 * due.max()
    own = k_density(sites[chosen], R).bandwidth_m
    assert found.bandwidth_m == pytest.approx(own, rel=0.01)


def test_points_drawn_together_are_found_and_scattered_ones_are_not(generator):
    sites = scattered(generator)
    middle = np.hypot(*(sites - 50).T)
    together = np.isin(np.arange(400), np.argsort(middle)[:40])
    found = k_density_envelopes(sites, together, R, generator, simulations=120)
    assert found.localisation[:5].min() > 0
    assert not found.dispersion.any()
    anywhere = np.isin(np.arange(400), generator.choice(400, 40, replace=False))
    scatter = k_density_envelopes(sites, anywhere, R, generator, simulations=120)
    # Three in a hundred scatters leave the bounds; this one does not.
    assert not scatter.localisation.any()


def test_points_that_keep_apart_are_dispersed(generator):
    """A lattice has no pair nearer than its step; beyond that it has many at once."""
    line = np.arange(0, 100, 8.0)
    lattice = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    sites = np.concatenate([lattice, scattered(generator, 300)])
    chosen = np.arange(len(sites)) < len(lattice)
    near = np.array([1.0, 2, 3, 4])
    found = k_density_envelopes(sites, chosen, near, generator, simulations=80, bandwidth_m=1.0)
    assert found.dispersion.min() > 0
    assert not found.localisation.any()


def test_envelopes_lie_inside_each_other(generator):
    sites = scattered(generator)
    chosen = np.arange(400) < 50
    found = k_density_envelopes(sites, chosen, R, generator, simulations=300)
    assert np.all(found.global_low <= found.local_low + 1e-12)
    assert np.all(found.local_low <= found.local_high)
    assert np.all(found.local_high <= found.global_high + 1e-12)
    assert found.bandwidth_m / 8 <= found.cell_m * 1.001 <= found.bandwidth_m


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.floats(0.01, 0.2))
def test_no_more_than_the_share_of_curves_rises_above_the_bound(seed, share):
    curves = np.random.default_rng(seed).normal(size=(200, 15)).cumsum(axis=1)
    bound = global_bound(curves, share)
    assert np.mean((curves > bound).any(axis=1)) <= share
    assert np.all(bound >= np.quantile(curves, 1 - share, axis=0) - 1e-9)


def test_the_same_generator_gives_the_same_envelopes():
    sites = scattered(np.random.default_rng(1))
    chosen = np.arange(400) < 30
    one, other = (
        k_density_envelopes(sites, chosen, R, np.random.default_rng(2), simulations=40)
        for _ in range(2)
    )
    assert one.global_high.tobytes() == other.global_high.tobytes()


def test_large_hospitals_of_the_country_stand_together(generator):
    """Real positions: general hospitals among all hospitals of the permit register of 2020."""
    if not HOSPITALS.exists():
        pytest.skip("the register of hospitals is not on this machine")
    sites, general = hospitals()
    found = k_density_envelopes(
        sites, general, np.linspace(0, 150e3, 31), generator, simulations=40
    )
    due = k_density(sites[general], found.distances_m, bandwidth_m=found.bandwidth_m).density
    assert np.abs(found.density - due).max() < 0.001 * due.max()
    assert len(sites) > 3000
    assert 200 < general.sum() < 500


def hospitals():
    """Positions of operating hospitals, and which of them are general ones."""
    import pandas as pd

    frame = pd.read_csv(HOSPITALS, dtype=str)
    x, y = (next(c for c in frame if c.startswith(name)) for name in ("좌표정보(x)", "좌표정보(y)"))
    kind = next(c for c in frame if "업태구분명" in c)
    where = frame[[x, y]].apply(pd.to_numeric, errors="coerce")
    kept = where.notna().all(axis=1) & frame["영업상태명"].str.contains("영업")
    return where[kept].to_numpy(), (frame.loc[kept, kind] == "종합병원").to_numpy()


SITES = np.random.default_rng(4).uniform(0, 100, (50, 2))
SOME = np.arange(50) < 10


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda g: k_density_envelopes(SITES, SOME | True, R, g), "leave one over"),
        (lambda g: k_density_envelopes(SITES, SOME[:5], R, g), "leave one over"),
        (lambda g: k_density_envelopes(SITES, SOME, R, g, simulations=3), "simulations"),
        (lambda g: k_density_envelopes(SITES, SOME, R, g, level=1.0), "level"),
        (lambda g: k_density_envelopes(SITES, SOME, R, g, bandwidth_m=0.0), "bandwidth_m"),
        (lambda g: k_density_envelopes(SITES, SOME, R, g, bandwidth_m=0.01), "wider bandwidth"),
        (lambda g: k_density_envelopes(SITES * 0, SOME, R, g), "one place"),
        (lambda g: k_density_envelopes(SITES, SOME, R, g, weights=[1.0]), "one value for each"),
    ],
)
def test_what_cannot_be_is_refused(call, words, generator):
    with pytest.raises(MethodError, match=words):
        call(generator)
