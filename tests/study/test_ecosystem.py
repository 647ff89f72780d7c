"""Which links live on a day, and the web that they make."""

from datetime import date

import numpy as np
import pytest

from songi.study.as_of import known_at
from songi.study.check import open_checked
from songi.study.ecosystem import alive_at, distinct_webs, exists_at, webs_at, years_lived
from songi.study.streams import DrawBlock
from study.made_up import TABLES, csv_text, write_study
from study.made_up_ecosystem import ECOSYSTEM

DAY = date(2023, 12, 1)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    kept = {"places", "contests", "bids", "candidates"}
    files = {f"tables/{name}.csv": csv_text(rows) for name, rows in ECOSYSTEM.items()}
    folder = write_study(
        tmp_path_factory.mktemp("web") / "toy",
        rows={name: () for name in TABLES if name not in kept},
        files=files,
    )
    study, warnings = open_checked(folder)
    assert "ecosystem.unlinked" in {one.code for one in warnings}
    block = DrawBlock(1, 0, 1000)
    return {name: known_at(study.tables[name].for_draws(block), None) for name in ECOSYSTEM}


def lived_by(tables, day):
    return years_lived(tables["links"], tables["link_beliefs"], day, DrawBlock(1, 0, 1000))


def test_a_link_lives_through_each_year_with_the_chance_that_is_believed(tables):
    lived = lived_by(tables, DAY)
    alive = alive_at(tables["links"].rows, lived, DAY).mean(axis=0)
    agreement, mou, supply, old = alive
    # Two years at a half each.
    assert mou == pytest.approx(0.25, abs=0.04)
    assert (agreement, supply, old) == (1.0, 1.0, 0.0)
    a_year_on = alive_at(tables["links"].rows, lived, date(2022, 12, 1)).mean(axis=0)
    assert a_year_on[1] == pytest.approx(0.5, abs=0.04)
    # On the day itself signing is the sign of life; before it there is none.
    assert alive_at(tables["links"].rows, lived, date(2021, 12, 1))[:, 1].all()
    assert not alive_at(tables["links"].rows, lived, date(2021, 11, 30))[:, 1].any()


def test_a_link_that_ended_lived_until_then(tables):
    lived = lived_by(tables, DAY)
    assert alive_at(tables["links"].rows, lived, date(2018, 6, 1))[:, 3].all()
    assert not alive_at(tables["links"].rows, lived, date(2019, 1, 1))[:, 3].any()


def test_a_link_without_a_belief_lives_until_it_ends(tables):
    none = years_lived(tables["links"], None, DAY, DrawBlock(1, 0, 3))
    assert (none[:, 1] > 1.99).all()
    assert (none[:, 3] < 1.0).all()


def test_actors_exist_between_their_days(tables):
    clinic = tables["institutions"].get("clinic")
    assert exists_at(clinic, date(2020, 1, 1))
    assert not exists_at(clinic, date(2019, 12, 31))


def test_the_web_joins_those_who_are_there(tables):
    actors, links = tables["institutions"].rows, tables["links"].rows
    there = np.ones((2, 5))
    there[1, 3] = 0.0
    webs, present = webs_at(actors, links, there, np.full((2, 4), np.inf), DAY)
    assert webs[0].sum() == 6.0
    assert webs[1].sum() == 4.0
    assert np.array_equal(webs[0], webs[0].T)
    assert present.tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 1]]


def test_webs_that_occur_often_are_measured_once(tables):
    actors, links = tables["institutions"].rows, tables["links"].rows
    webs, present = webs_at(actors, links, np.ones((1000, 5)), lived_by(tables, DAY), DAY)
    some, who, which = distinct_webs(webs, present)
    assert len(some) == 2
    assert np.array_equal(some[which], webs)
    assert np.array_equal(who[which], present)
