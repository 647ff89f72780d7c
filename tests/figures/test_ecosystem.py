"""Drawings of the ecosystem: every actor with its name, roles told apart without colour."""

import numpy as np
import pytest

from figures.test_charts import drawn, records
from songi.figures.ecosystem import (
    LOOKS,
    Actor,
    Covered,
    WebYear,
    coverage_chart,
    growth_chart,
    web_chart,
)

ROLES = {"government": "정부·공공", "hospital": "병원", "industry": "산업"}
ACTORS = [
    Actor("고양시", "government"),
    Actor("국립암센터", "hospital"),
    Actor("A long name of a firm of great renown", "industry"),
    Actor("연계가 없는 병원", "hospital"),
]
SHARES = np.array([[0, 1.0, 0.3, 0], [1.0, 0, 0, 0], [0.3, 0, 0, 0], [0, 0, 0, 0]])


def test_every_actor_stands_in_the_drawing_with_its_name():
    chart = web_chart(ACTORS, SHARES, ROLES, [1.0, 0, 0, 0])
    svg = drawn(chart)
    for name in ("고양시", "국립암센터", "연계가 없는 병원"):
        assert f">{name}<" in svg
    # A long name takes two lines.
    assert ">A long name of<" in svg.replace("\u00a0", " ") or "A long name" in svg
    points = {r["name"]: r for r in records(chart) if "role" in r}
    assert {name: r["role"] for name, r in points.items()} == {
        one.name: ROLES[one.role] for one in ACTORS
    }
    inside = [(0 <= r["x"] <= 640) and (0 <= r["y"] <= 520) for r in points.values()]
    assert all(inside)


def test_a_link_is_the_wider_the_more_runs_it_lives_in():
    lines = [r for r in records(web_chart(ACTORS, SHARES, ROLES, [0] * 4)) if "width" in r]
    assert len(lines) == 2
    by_share = {r["share"]: r["width"] for r in lines}
    assert by_share["100%"] > by_share["30%"]


def test_the_same_web_is_drawn_the_same():
    one, other = (web_chart(ACTORS, SHARES, ROLES, [0] * 4) for _ in range(2))
    assert one == other


def test_roles_differ_in_shape():
    shapes = [shape for shape, _ in LOOKS.values()]
    assert len(set(shapes)) == len(shapes) == 6


def test_sixty_actors_keep_labels_apart():
    actors = [Actor(f"기관 {k}", list(LOOKS)[k % 6]) for k in range(60)]
    shares = np.zeros((60, 60))
    shares[0, 1:] = shares[1:, 0] = 0.8
    chart = web_chart(actors, shares, {role: role for role in LOOKS}, [0.0] * 60)
    found = {r["name"]: (r["x"], r["y"]) for r in records(chart) if set(r) == {"x", "y", "name"}}
    assert len(found) == 60
    places = np.array([*found.values()])
    apart = np.abs(places[:, None] - places[None, :])
    np.fill_diagonal(apart[..., 0], np.inf)
    assert ((apart[..., 0] > 20) | (apart[..., 1] > 10)).mean() > 0.99


def test_an_empty_web_is_drawn():
    assert "<svg" in drawn(web_chart([], np.zeros((0, 0)), {}, []))


@pytest.mark.parametrize(
    ("actors", "share", "label"),
    [(0.0, 0.0, "–"), (0.25, 0.25, "0.2 (25%)"), (3.0, 1.0, "3"), (3.75, 1.0, "3.8")],
)
def test_a_cell_tells_how_many_and_how_sure(actors, share, label):
    chart = coverage_chart([Covered("연구", "병원", actors, share)], ["연구"], ["병원"])
    assert {r["label"] for r in records(chart)} == {label}
    assert f">{label}<" in drawn(chart)


def test_growth_shows_what_is_on_record_above_what_lives():
    years = [WebYear(2021, 22, 14.6, 7, 22), WebYear(2022, 22, 9.6, 7, 22)]
    svg = drawn(growth_chart(years, "이어진 쌍", "기록", "살아 있음"))
    assert ">기록<" in svg
    assert ">살아 있음<" in svg
