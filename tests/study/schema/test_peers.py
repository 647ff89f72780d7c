import pytest
from pydantic import ValidationError

from songi.study.schema.peers import PeerFigure
from study.made_up_people import PEOPLE


def test_a_figure_is_named_by_cluster_scope_indicator_and_year():
    row = {name: text for name, text in PEOPLE["peer_figures"][1].items() if text}
    assert PeerFigure(**row).row_id == "theirs/park/jobs/2000"
    with pytest.raises(ValidationError):
        PeerFigure(**{**row, "definition": ""})
