"""Polygons: shapes whose areas and borders are known, and against all pairs without an index."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from songi.errors import MethodError
from songi.methods.parcels import areas_m2, outside_m2, overlaps, shared_borders, validity

BOWTIE = Polygon([(0, 0), (4, 4), (4, 0), (0, 4)])

boxes = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 6), st.integers(1, 6)),
    min_size=1,
    max_size=9,
).map(lambda rows: [box(x, y, x + w, y + h) for x, y, w, h in rows])


def triples(pairs):
    return [
        (int(a), int(b), pytest.approx(float(size)))
        for a, b, size in zip(pairs.first, pairs.second, pairs.size, strict=True)
    ]


def test_an_outline_that_crosses_itself_is_told_with_its_place():
    got = validity([box(0, 0, 1, 1), BOWTIE])
    assert got.valid.tolist() == [True, False]
    assert got.reason.tolist() == ["Valid Geometry", "Self-intersection[2 2]"]


def test_areas():
    ring = Polygon(box(0, 0, 10, 10).exterior, [box(2, 2, 4, 4).exterior])
    two = MultiPolygon([box(0, 0, 1, 1), box(5, 5, 7, 7)])
    assert areas_m2([box(0, 0, 20, 30), ring, two]).tolist() == [600.0, 96.0, 5.0]


def test_overlaps_by_hand():
    squares = [box(0, 0, 10, 10), box(9, 0, 19, 10), box(19, 0, 29, 10), box(8, 8, 20, 9)]
    assert triples(overlaps(squares)) == [(0, 1, 10.0), (0, 3, 2.0), (1, 3, 10.0), (2, 3, 1.0)]
    assert triples(overlaps(squares, least_m2=2.0)) == [(0, 1, 10.0), (1, 3, 10.0)]


def test_outside_by_hand():
    site = box(0, 0, 10, 10)
    got = outside_m2([box(0, 0, 10, 5), box(8, 8, 12, 12), box(20, 0, 21, 1)], site)
    assert got.tolist() == [0.0, 12.0, 1.0]


def test_borders_by_hand():
    """Side by side 10 m, half a side 5 m, part of one 4 m; a corner is none, nor a metre apart."""
    squares = [
        box(0, 0, 10, 10), box(10, 0, 20, 10), box(10, 10, 20, 20), box(-11, 0, -1, 10),
        box(-5, 10, 5, 20),
    ]  # fmt: skip
    assert triples(shared_borders(squares, 3.0)) == [
        (0, 1, 10.0), (0, 4, 5.0), (1, 2, 10.0), (3, 4, 4.0),
    ]  # fmt: skip
    assert triples(shared_borders(squares, 5.0)) == [(0, 1, 10.0), (0, 4, 5.0), (1, 2, 10.0)]


def test_outlines_digitised_apart_share_a_border_within_the_gap():
    apart = [box(0, 0, 10, 10), box(10.05, 0, 20, 10)]
    assert len(shared_borders(apart, 5.0).first) == 0
    got = shared_borders(apart, 5.0, gap_m=0.1)
    assert got.size == pytest.approx([10.0], abs=0.2)
    touching = [box(0, 0, 10, 10), box(10, 10, 20, 20)]
    assert len(shared_borders(touching, 0.5, gap_m=0.1).first) == 0


@settings(max_examples=80, deadline=None)
@given(boxes)
def test_pairs_equal_those_found_without_an_index(given_):
    pairs = [(a, b) for a in range(len(given_)) for b in range(a + 1, len(given_))]
    common = [(a, b, given_[a].intersection(given_[b]).area) for a, b in pairs]
    assert [row for row in common if row[2] > 0] == triples(overlaps(given_))
    lines = [(a, b, given_[a].boundary.intersection(given_[b].boundary).length) for a, b in pairs]
    assert [row for row in lines if row[2] >= 2] == triples(shared_borders(given_, 2.0))


@settings(max_examples=80, deadline=None)
@given(boxes)
def test_areas_less_overlaps_cover_the_union_and_outside_adds_up(given_):
    union, site = shapely.union_all(given_), box(3, 3, 11, 11)
    assert areas_m2(given_).sum() - overlaps(given_).size.sum() <= union.area + 1e-9
    inside = [parcel.intersection(site).area for parcel in given_]
    np.testing.assert_allclose(outside_m2(given_, site) + inside, areas_m2(given_))
    assert (outside_m2(given_, union) == 0).all()


def test_no_parcels_at_all():
    assert areas_m2([]).size == overlaps([]).size.size == shared_borders([]).first.size == 0
    assert outside_m2([], box(0, 0, 1, 1)).size == 0


def test_geometries_may_come_as_an_array():
    assert areas_m2(shapely.box([0, 5], 0, [1, 7], 1)).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: areas_m2([Point(0, 0)]), r"parcels must be polygons or multipolygons: 1 wrong"),
        (
            lambda: areas_m2([box(0, 0, 1, 1), None]),
            r"polygons or multipolygons: 1 wrong, at \[1\]",
        ),
        (lambda: areas_m2(["POLYGON EMPTY"]), "polygons or multipolygons"),
        (lambda: validity([Polygon()]), "parcels must not be empty"),
        (lambda: areas_m2([BOWTIE]), "parcels must be valid"),
        (lambda: overlaps([BOWTIE]), "parcels must be valid"),
        (lambda: outside_m2([box(0, 0, 1, 1)], BOWTIE), "boundary must be valid"),
        (lambda: overlaps([box(0, 0, 1, 1)], -1.0), "least_m2 must not be negative"),
        (lambda: shared_borders([box(0, 0, 1, 1)], 0.0), "least_m must be positive"),
        (lambda: shared_borders([box(0, 0, 1, 1)], 1.0, 0.5), "over twice gap_m"),
        (lambda: shared_borders([box(0, 0, 1, 1)], 1.0, -0.5), "gap_m must not be negative"),
        (lambda: shared_borders([box(0, 0, 1, 1)], np.nan), "least_m must be positive"),
    ],
)
def test_bad_input_is_refused(call, told):
    with pytest.raises(MethodError, match=told):
        call()
