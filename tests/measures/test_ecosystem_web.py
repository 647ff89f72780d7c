"""The web of the made-up ecosystem: growth, brokers, links that would add most."""

from datetime import date

import numpy as np
import pytest

from evaluation import evaluate
from measures.test_ecosystem import write_ecosystem
from study.made_up_ecosystem import ECOSYSTEM, actor, link

WANTED = ["ecosystem_structure", "brokers", "joined_pairs", "missing_links"]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return evaluate(write_ecosystem(tmp_path_factory.mktemp("web") / "toy"), 1000, WANTED)


@pytest.fixture(scope="module")
def sure(tmp_path_factory):
    """The web in which everybody is there and every link lives: city in a chain of four."""
    rows = [{**row, "present": ""} for row in ECOSYSTEM["institutions"]]
    links = [{**row, "belief": ""} for row in ECOSYSTEM["links"]]
    folder = write_ecosystem(
        tmp_path_factory.mktemp("sure") / "toy", institutions=rows, links=links, link_beliefs=()
    )
    return evaluate(folder, 10, WANTED)


def test_the_web_grows_year_by_year(sure):
    found = sure["ecosystem_structure"]
    assert found["year"].values.tolist() == [2018, 2019, 2020, 2021, 2022, 2023]
    # What ended on the last day of 2018 still lived on that day.
    assert found["recorded"].values.tolist() == [1, 1, 1, 2, 3, 3]
    assert found["pairs"].values.tolist() == found["recorded"].values.tolist()
    assert found["joined"].values.tolist() == [2, 2, 2, 3, 4, 4]
    # Four of five in one part at the end: six of ten pairs reach each other.
    last = found.isel(year=-1)
    assert float(last["fragmentation"]) == pytest.approx(0.4)
    assert (float(last["components"]), float(last["largest"])) == (2.0, 0.8)


def test_on_record_is_no_less_than_alive(found):
    structure = found["ecosystem_structure"]
    assert bool((structure["recorded"] >= structure["pairs_high"] - 1e-9).all())
    last = structure.isel(year=-1)
    # The agreement, the memorandum in a quarter and the supply in half of the runs.
    assert float(last["pairs"]) == pytest.approx(1.75, abs=0.12)


def test_who_stands_between_others_holds_the_web_together(sure):
    brokers = sure["brokers"]
    lost = brokers["pairs_lost"]
    told = {str(one): float(lost.sel(institution=one)) for one in lost["institution"].values}
    # maker - city - lab - clinic: without the city the maker loses two, without the lab the clinic.
    assert told == {"city": 2.0, "lab": 2.0, "clinic": 0.0, "maker": 0.0, "fund": 0.0}
    city = brokers.sel(institution="city")
    assert float(city["betweenness"]) == pytest.approx(2 / 6)
    assert float(city["parting"]) == 1.0
    # The lab and the maker, who differ from the city and from each other, in both directions.
    assert float(city["between"].sel(brokerage="liaison")) == 2.0
    assert np.isnan(float(brokers["constraint"].sel(institution="fund")))


def test_shares_of_runs_in_which_a_pair_is_joined(found):
    pairs = found["joined_pairs"]
    assert float(pairs["linked"].sel(institution="city", partner="lab")) == 1.0
    assert float(pairs["linked"].sel(institution="lab", partner="clinic")) == pytest.approx(
        0.25, abs=0.08
    )
    assert float(pairs["recorded"].sel(institution="lab", partner="clinic")) == 1.0
    assert float(pairs["recorded"].sel(institution="lab", partner="maker")) == 0.0
    assert np.isnan(float(pairs["linked"].sel(institution="lab", partner="lab")))


def test_the_link_that_adds_most_brings_in_who_is_left_out(sure):
    missing = sure["missing_links"]
    first = missing.sel(rank=1)
    assert {str(first["one"].item()), str(first["other"].item())} in ({"city", "fund"},
                                                                      {"lab", "fund"})  # fmt: skip
    assert float(first["pairs_added"]) == 4.0
    assert float(first["added"]) == pytest.approx(float(missing["gain"].max()))
    later = missing["added"].values
    assert (later[1:] <= later[0]).all()


def test_an_agreement_of_three_joins_each_with_each(tmp_path):
    rows = [link("three", "mou", "city|lab|fund", "2020-01-01")]
    values = evaluate(write_ecosystem(tmp_path / "three", links=rows), 10, ["ecosystem_structure"])
    assert float(values["ecosystem_structure"]["recorded"].isel(year=-1)) == 3.0


def test_the_web_as_of_a_day_knows_no_later_link(tmp_path):
    rows = [{**row, "known_from": row["begins_on"]} for row in ECOSYSTEM["links"]]
    named = [{**row, "known_from": "2017-01-01"} for row in ECOSYSTEM["institutions"]]
    folder = write_ecosystem(tmp_path / "then", links=rows, institutions=named)
    values = evaluate(folder, 10, ["ecosystem_structure"], as_of=date(2020, 12, 31))
    found = values["ecosystem_structure"]
    assert found["year"].values.tolist() == [2018, 2019, 2020]
    assert found["recorded"].values.tolist() == [1, 1, 1]


def test_a_lonely_pair_has_nothing_to_lose(tmp_path):
    folder = write_ecosystem(
        tmp_path / "two",
        institutions=[actor("city", "government"), actor("lab", "research")],
        links=[link("one", "mou", "city|lab", "2020-01-01")],
        served_functions=(), services=(), service_uses=(),
    )  # fmt: skip
    values = evaluate(folder, 10, WANTED)
    assert values["brokers"]["pairs_lost"].values.tolist() == [0.0, 0.0]
    assert values["missing_links"].sizes["rank"] == 0
