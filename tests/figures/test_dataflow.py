"""The drawing of the dataflow holds every measure and every experiment that runs."""

from pathlib import Path

from songi.engine.graph import Dataflow, full_dataflow
from songi.experiments.registry import all_experiments
from songi.figures.dataflow import KINDS, dataflow_chart, draw_dataflow
from songi.language import LANGUAGES, say
from songi.session import OpenStudy

TEMPLATE = Path(__file__).parents[2] / "src" / "songi" / "template_study"


def test_every_node_is_named_and_its_kind_told():
    flow = Dataflow({**full_dataflow().nodes, **all_experiments()}, {})
    for language in LANGUAGES:
        chart = dataflow_chart(flow, language)
        [nodes] = [v for k, v in chart["datasets"].items() if v and "name" in v[0]]
        kinds = {node["name"]: node["kind"] for node in nodes}
        assert set(flow.nodes) <= set(kinds)
        assert {kinds[name] for name in all_experiments()} == {
            say("cli.graph.experiment", language)
        }
        assert set(kinds.values()) == {say(f"cli.graph.{kind}", language) for kind in KINDS}


def test_the_experiments_of_a_study_are_drawn_and_absent_ones_not(tmp_path):
    study = OpenStudy(TEMPLATE).read()
    draw_dataflow(study, tmp_path / "flow.svg", "ko")
    drawn = (tmp_path / "flow.svg").read_text("utf-8")
    assert "winning_weights" in drawn
    assert "selection_share" in drawn
    assert "bid_option_shares" not in drawn
