import numpy as np

from songi.study.check import open_checked
from songi.study.industries import (
    column_of,
    flow_matrix,
    output_coming,
    place_sizes,
    sector_of_code,
    sectors_here,
)
from songi.study.streams import DrawBlock

BLOCK = DrawBlock(1, 0, 20)


def tables(folder):
    study = open_checked(folder)[0]
    return study.tables["io_sectors"], study.tables


def test_flows_stand_by_seller_and_buyer(make_study):
    sectors, known = tables(make_study())
    flows = flow_matrix(sectors, known["io_flows"], "domestic_million_krw")
    assert flows[1, 0] == 20000
    assert column_of(sectors, "output_million_krw").tolist() == [100000, 200000, 150000]
    assert sectors_here(sectors) == [0, 1, 2]


def test_firms_that_come_add_to_the_place_but_never_above_the_nation(make_study):
    sectors, known = tables(make_study())
    here, around = place_sizes(sectors, known["sector_shares"], BLOCK)
    coming = output_coming(known["shocks"], np.full((20, 3), 1e9))
    more, _ = place_sizes(sectors, known["sector_shares"], BLOCK, coming)
    np.testing.assert_allclose(more[:, 0] - here[:, 0], 1000)
    assert set(coming) == {"drugs", "services"}
    much = {"drugs": np.full(20, 1e20)}
    assert (place_sizes(sectors, known["sector_shares"], BLOCK, much)[0] <= around).all()


def test_the_longest_code_that_fits_counts(make_study):
    sectors, _ = tables(make_study(cells={"io_sectors": {2: {"ksic": "41|861"}}}))
    assert sector_of_code("86101", "10", sectors) == "works"
    assert sector_of_code("86201", "10", sectors) == "services"
    assert sector_of_code("86201", "11", sectors) is None
    assert sector_of_code(None, None, sectors) is None
    assert sector_of_code("99", "10", sectors) is None
