"""The chapter on the ground, and tables too long for a paper."""

import pytest

from report.compose.land_chapters import claims_in, tables_in, told_in
from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import Figure
from songi.report.compose.appendix import write_inputs, write_traces
from songi.report.compose.ground import ground_of, write_ground
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study
from study.made_up import write_study
from study.made_up_ground import ground_files

RESULTS = ["ground_totals", "people_around", "ranks"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = write_study(tmp_path_factory.mktemp("ground"), files=ground_files())
    return open_study(folder).run(draws=20, measures=RESULTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapter_tells_how_many_live_around_the_own_candidate(run, language):
    section = write_ground(Writer(View(run, "internal"), language))
    assert [block for block in section.blocks if isinstance(block, Figure)]
    assert parted(claims_in(section), run) == []
    assert "200" in told_in(section)
    assert len(tables_in(section)["people-around"].rows) == 4


def test_bulk_tables_are_counted_and_not_listed(run):
    writer = Writer(View(run, "internal"), "en")
    assert len(ground_of(writer)) == 3
    write_ground(writer)
    groups = [group for block in write_traces(writer).blocks[1:] for group in block.groups]
    bulk = [group for group in groups if group.table == "population"]
    assert bulk
    assert all(group.count == 3 and len(group.rows) == 1 and group.whole for group in bulk)
    table = tables_in(write_inputs(writer))["table-population"]
    assert table.row_anchors == ()
    assert len(table.rows) == 3
