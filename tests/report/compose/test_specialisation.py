"""The chapter on specialisation: with counts, without them, and for whom it is none."""

import pytest

from songi.language import LANGUAGES
from songi.report.audience import View
from songi.report.blocks import DataTable, Figure, Note, Paragraph
from songi.report.compose.specialisation import write_specialisation
from songi.report.compose.writer import Writer
from songi.results.claims import parted
from songi.session import open_study
from study.made_up import write_study
from study.made_up_industries_by_region import HOME, as_files

RESULTS = ["location_quotients", "shift_share", "specialisation"]


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    folder = write_study(tmp_path_factory.mktemp("town") / "toy", files=as_files(), head=HOME)
    return open_study(folder).run(draws=5, workers=1, measures=RESULTS)


def text_of(section):
    return "\n".join(
        str(getattr(sentence, "text", sentence))
        for block in section.blocks
        if isinstance(block, (Paragraph, Note))
        for sentence in block.sentences
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_stands_first_and_says_what_the_cells_hold(counted, language):
    section = write_specialisation(Writer(View(counted, "public"), language))
    lead = section.blocks[0]
    assert lead.lead
    assert parted([one for one in lead.sentences if not isinstance(one, str)], counted) == []
    assert ("Industry 21 (21)" if language == "en" else "산업 21 (21)") in text_of(section)
    assert "245" in text_of(section)
    figures = [one for one in section.blocks if isinstance(one, Figure)]
    assert [one.result for one in figures] == ["location_quotients", "specialisation"]
    for table in [*(one.table for one in figures), section.blocks[-2]]:
        assert isinstance(table, DataTable)
        assert {len(cells) for cells in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_counts_the_chapter_says_what_they_would_tell(contest_folder, language):
    run = open_study(contest_folder).run(draws=2, workers=1, measures=["prospects"])
    section = write_specialisation(Writer(View(run, "internal"), language))
    told = text_of(section)
    assert "songi import kosis" in told
    assert ("not known" if language == "en" else "알 수 없습니다") in told
    assert len(section.blocks) == 3
